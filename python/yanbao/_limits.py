from __future__ import annotations

import functools
from dataclasses import asdict, dataclass

from yanbao import _core
from yanbao.errors import InvalidValueError

_LARGEST_INPUT = 2**32 - 1  # places in a text are 32-bit


@dataclass(frozen=True, kw_only=True)
class Limits:
    r"""Bounds on what one document may ask for.

    They count bytes and rows, never seconds, so that the same input gives the same output on every machine.
    Beyond `bytes` reading raises `LimitExceededError`; beyond any other the rest of that thing is left out,
    and the finding `limit` says so.

    Parameters
    ----------
    bytes
        Size of a document.
    line_bytes
        Length of one line.
    cells_per_row, rows_per_table, tables
        Size and number of tables.
    facts, findings
        Rows of each table of what a report says (estimates, coverage, themes, ...); rows of `findings`.
    pages, glyphs_per_page, glyphs
        Of a PDF: its pages, and the characters of one and of all.
    texts_per_page, text_pairs
        Of a PDF: the pieces of text that one page is drawn of, and the pairs of them that stand on one page,
        of all pages: the time that it takes to put a page's texts in order grows with their square.

    Examples
    --------
    >>> import yanbao as yb
    >>> yb.read("a\nb", limits=yb.Limits(bytes=2))
    Traceback (most recent call last):
        ...
    yanbao.errors.LimitExceededError: limit bytes is 2, the input has 3
    """

    bytes: int = 256 << 20
    line_bytes: int = 2 << 20
    cells_per_row: int = 256
    rows_per_table: int = 20_000
    tables: int = 2_000
    facts: int = 200_000
    findings: int = 5_000
    pages: int = 2_000
    texts_per_page: int = 10_000
    text_pairs: int = 2_000_000_000
    glyphs_per_page: int = 200_000
    glyphs: int = 4_000_000

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST_INPUT:
                raise InvalidValueError(f"limit {name} cannot be {value!r}: it is a count below 2**32")


@functools.lru_cache(maxsize=8)
def core_limits(limits: Limits) -> _core.Limits:
    return _core.Limits(**asdict(limits))
