from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao import _core, _export, _frames, _html

if TYPE_CHECKING:
    import os

    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Table:
    r"""One table of a report, in Arrow's memory layout.

    pyarrow, polars, DuckDB and others read it without a copy through Arrow's PyCapsule interface.

    Examples
    --------
    >>> import yanbao as yb
    >>> table = yb.read("一句话\n").table("estimates")
    >>> len(table), table.columns[:3]
    (0, ['table', 'table_id', 'ticker'])
    """

    __slots__ = ("_core",)

    def __init__(self, core: _core.Table) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """Its name in the schema."""
        return self._core.name

    @property
    def columns(self) -> list[str]:
        """Names of its columns, in order."""
        return self._core.column_names

    def to_pandas(self) -> pd.DataFrame:
        """A new frame: Int64 and boolean where values can be absent, float64, datetime64, texts."""
        return _frames.to_pandas(self._core)

    def to_arrow(self) -> pa.Table:
        """A pyarrow table over the same memory."""
        import pyarrow as pa

        return pa.table(self)

    def to_polars(self) -> pl.DataFrame:
        """A polars frame; needs polars."""
        import polars as pl

        return pl.DataFrame(self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Rows as dicts of str, float, int, bool, `datetime.date` and None."""
        return list(_export.rows(self._core))

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """CSV as text, or into a file; a text that looks like a formula gets an apostrophe before it."""
        text = _export.to_csv(self._core)
        if path is None:
            return text
        Path(path).write_text(text, encoding="utf-8", newline="")
        return None

    def to_json(self, indent: int | None = None) -> str:
        """Rows as JSON objects; days are ISO texts, what is absent is null."""
        rows = [_export.jsonable(row) for row in _export.rows(self._core)]
        return json.dumps(rows, ensure_ascii=False, indent=indent, allow_nan=False)

    def __arrow_c_schema__(self) -> object:
        return self._core.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return self._core.__arrow_c_array__(requested_schema)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._core.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<yanbao.Table {self.name}: {len(self)} × {len(self.columns)}>"

    def _repr_html_(self) -> str:
        return _html.table(self._core)
