"""Values as cells of HTML tables: every text is escaped, what is absent is a dash."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

_LONG = 300  # characters of one cell
# what HTML does not know, and what would turn the line around
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
ABSENT = "–"
Cell = str | tuple[str, str]  # HTML, or HTML and attributes of its cell


def text(value: Any) -> str:
    """A text of whatever origin as HTML, cut where it is very long."""
    shown = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(value))
    if len(shown) > _LONG:
        shown = f"{shown[:_LONG]}… ({len(shown) - _LONG:,} more characters)"
    return escape(shown)


def absent(value: Any) -> bool:
    """None, NaN and NaT."""
    try:
        return value is None or bool(value != value)
    except (TypeError, ValueError):  # an array, pd.NA
        return type(value).__name__ == "NAType"


def number(value: float, decimals: int = 2) -> str:
    """A number with thousands apart and a true minus; no minus before zero."""
    if absent(value):
        return ABSENT
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    shown = f"{value:,.{decimals}f}"
    return shown.lstrip("-") if not any(c in "123456789" for c in shown) else shown.replace("-", "−")


def percent(value: float, decimals: int = 2) -> str:
    """A share as per cent."""
    return ABSENT if absent(value) else f"{number(100 * value, decimals)}%"


def whole(value: float) -> str:
    """A count or an amount of shares: decimals only where there are some."""
    if absent(value) or math.isinf(value):
        return number(value)
    return number(value, 0) if value == round(value) else number(value, 4).rstrip("0")


def day(value: Any) -> str:
    """A date in ISO's form."""
    return ABSENT if absent(value) else text(value.date() if hasattr(value, "date") else value)


def cell(value: Any) -> str:
    """Any value, by its type."""
    if absent(value):
        return ABSENT
    if hasattr(value, "item") and not hasattr(value, "__len__"):  # a number of NumPy's
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    if isinstance(value, float):
        return whole(value) if value == round(value, 2) else text(f"{value:,.6g}".replace("-", "−"))
    return day(value) if isinstance(value, date) else text(value)


def table(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], *, css: str = "", words: Iterable[int] = (0,)
) -> str:
    """An HTML table of ready cells in a box that scrolls; `head` is escaped here.

    Parameters
    ----------
    head : sequence of str
        Titles of the columns.
    rows : iterable of sequences of HTML
        A cell may be a pair of HTML and attributes.
    css : str
        A class of the table.
    words : iterable of int
        Columns of words, which stand at the left; the first of each row is its header.
    """
    left = set(words)
    heads = "".join(f'<th scope="col"{_side(i in left)}>{text(title)}</th>' for i, title in enumerate(head))
    body = []
    for row in rows:
        made = []
        for i, found in enumerate(row):
            inner, attributes = found if isinstance(found, tuple) else (found, "")
            tag = 'th scope="row"' if i == 0 else "td"
            made.append(f"<{tag}{_side(i in left)}{attributes}>{inner}</{tag[:2]}>")
        body.append(f"<tr>{''.join(made)}</tr>\n")
    return (
        f'<div class="scroll" tabindex="0"><table class="{css}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{''.join(body)}</tbody></table></div>\n"
    )


def _side(left: bool) -> str:
    return ' class="w"' if left else ""


def flat(settings: Mapping[Any, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """Settings within settings, by names with dots."""
    for name, value in settings.items():
        if isinstance(value, Mapping) and value:
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
