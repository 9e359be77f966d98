"""Tables as files: CSV that no spreadsheet takes for formulas, and plain Python values for JSON."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from yanbao import _core

# what a spreadsheet takes for the start of a formula, and the full-width forms that some take for it too
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_EPOCH = date(1970, 1, 1).toordinal()


def values(table: _core.Table, column: str, kind: str) -> list[Any]:
    """A column as Python's own values: str, float, int, bool, date, None."""
    found = table.values(column)
    if kind == "date32":
        return [None if days is None else date.fromordinal(_EPOCH + days) for days in found]
    return found


def rows(table: _core.Table) -> Iterator[dict[str, Any]]:
    """Rows as dicts, in order."""
    names, kinds = table.column_names, table.column_types
    columns = [values(table, name, kind) for name, kind in zip(names, kinds, strict=True)]
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))


def jsonable(row: dict[str, Any]) -> dict[str, Any]:
    """Days as ISO text; a bound that is infinite as None, for which JSON has no number."""
    return {k: _jsonable(v) for k, v in row.items()}


def _jsonable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def escaped(text: str) -> str:
    """The text as a spreadsheet shows it: an apostrophe before what it would take for a formula."""
    return "'" + text if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def to_csv(table: _core.Table) -> str:
    """Header and rows; what is absent is empty, and only texts are escaped: a negative number stays one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in rows(table):
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escaped(value)
    return repr(value) if isinstance(value, float) else str(value)
