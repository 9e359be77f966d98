"""Which row of which table a caller means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from yanbao import _core, _export
from yanbao.errors import InvalidValueError, UnknownNameError


def locate(row: Any, table: str | None, tables: Callable[[str], _core.Table]) -> tuple[str, int]:
    """Table and row number of a pair, a number beside `table`, or a row of a frame or of `to_dicts`."""
    if isinstance(row, tuple) and len(row) == 2 and isinstance(row[0], str):
        table, row = row
    number = _number(row)
    if number is not None:
        if table is None:
            raise InvalidValueError(f"row {number} of which table? Say table=, or give (table, row)")
        size = len(tables(table))
        if not -size <= number < size:
            raise InvalidValueError(f"{table} has no row {number}: it has {size}")
        return table, number % size
    values = _values(row)
    table = table or getattr(row, "attrs", {}).get("table")
    names = [table] if table else _core.table_names()
    for name in names:
        found = _find(tables(name), values, getattr(row, "name", None))
        if found is not None:
            return name, found
    raise UnknownNameError(f"no row of {table or 'any table'} is this one")


def _number(row: Any) -> int | None:
    if isinstance(row, bool) or not hasattr(row, "__index__") or hasattr(row, "attrs"):
        return None
    return int(row)


def _values(row: Any) -> dict[str, Any]:
    if hasattr(row, "_asdict"):
        return dict(row._asdict())
    if isinstance(row, Mapping):
        return dict(row)
    if hasattr(row, "to_dict"):  # a Series
        return dict(row.to_dict())
    raise InvalidValueError(
        f"a row cannot be a {type(row).__name__}: give a row of a frame, or (table, number)"
    )


def _find(table: _core.Table, values: dict[str, Any], label: object) -> int | None:
    """The row of equal values; of several, the one whose number is the label that pandas gave it."""
    names = [n for n in table.column_names if n in values]
    if not {"src_start", "src_end"} & set(names):
        return None
    kinds = dict(zip(table.column_names, table.column_types, strict=True))
    alike = list(range(len(table)))
    for name in ("src_start", "src_end", *names):
        if name in names and alike:
            column = _export.values(table, name, kinds[name])
            alike = [i for i in alike if _same(column[i], values[name])]
    if not alike:
        return None
    return next((i for i in alike if i == label), alike[0])


def _same(ours: Any, theirs: Any) -> bool:
    if ours is None:
        return bool(theirs is None or type(theirs).__name__ in ("NAType", "NaTType") or theirs != theirs)
    if isinstance(ours, date):
        return str(theirs)[:10] == ours.isoformat()
    return bool(ours == theirs)
