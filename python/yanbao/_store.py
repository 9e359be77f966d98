"""The rows of many reports as Arrow tables, with the record that each belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._schema import columns
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from yanbao._report import Report

    Numbers = npt.NDArray[np.int64]


class Unread:
    """A report of a corpus that came from another process: it is read again when it is asked for."""

    def __init__(self, again: Callable[[bytes], Report], source: bytes | Path, report_id: str) -> None:
        self._again, self._source, self._id = again, source, report_id
        self._report: Report | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Unread, (self._again, self._source, self._id)

    def report(self) -> Report:
        """The report, read once."""
        if self._report is None:
            raw = self._source if isinstance(self._source, bytes) else self._source.read_bytes()
            self._report = self._again(raw)
            if self._report.report_id != self._id:
                self._report = None
                raise InvalidValueError(f"{self._source!r} is no longer the file that was read")
        return self._report


class Record(NamedTuple):
    """One report: its id, what it is called, and the report itself where it was read here."""

    report_id: str
    name: str
    held: Report | Unread | None
    known_better: Mapping[
        str, Any
    ]  # what the user's own list says of it: broker, ticker, published, first_seen

    @property
    def report(self) -> Report | None:
        """The report itself; None where its rows came without it."""
        return self.held.report() if isinstance(self.held, Unread) else self.held


class Store:
    """Records in the order in which they came, and their rows; both only grow."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.places: dict[str, int] = {}
        self._chunks: dict[str, list[tuple[Numbers, pa.Table]]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Of reports what makes them again: their bytes, or the path of the file that they were read from."""
        return {**vars(self), "records": [r._replace(held=_unread(r.held)) for r in self.records]}

    def add_report(self, report: Report, name: str, known_better: Mapping[str, Any]) -> None:
        """Take a report and all of its tables; its id must be new."""
        import numpy as np

        number = self.add_record(Record(report.report_id, name, report, known_better))
        for table in schemas():
            rows = report.table(table)
            if len(rows):
                self.add_rows(table, np.full(len(rows), number, "int64"), rows.to_arrow())

    def add_record(self, record: Record) -> int:
        """Take a record without rows; gives its place."""
        self.places[record.report_id] = len(self.records)
        self.records.append(record)
        return len(self.records) - 1

    def add_rows(self, table: str, numbers: Numbers, rows: pa.Table) -> None:
        """Take rows of a table; `numbers` are the places of their records, in order."""
        self._chunks.setdefault(table, []).append((numbers, rows.cast(schemas()[table])))

    def rows(self, table: str) -> tuple[Numbers, pa.Table]:
        """All rows of a table and the places of their records, joined once."""
        import numpy as np
        import pyarrow as pa

        chunks = self._chunks.get(table, [])
        if not chunks:
            return np.empty(0, "int64"), schemas()[table].empty_table()
        if len(chunks) > 1:
            joined = pa.concat_tables([rows for _, rows in chunks]).combine_chunks()
            self._chunks[table] = chunks = [(np.concatenate([n for n, _ in chunks]), joined)]
        return chunks[0]


def _unread(held: Report | Unread | None) -> Unread | None:
    if held is None or isinstance(held, Unread):
        return held
    source = held._bytes() if held._path is None else held._path
    return Unread(held._again, source, held.report_id)


_SCHEMAS: dict[str, pa.Schema] = {}


def schemas() -> dict[str, pa.Schema]:
    """Every table's columns and types, as `schema.json` has them."""
    if not _SCHEMAS:
        import pyarrow as pa

        from yanbao._schema import schema

        types: dict[str, pa.DataType] = {
            "utf8": pa.string(),
            "int64": pa.int64(),
            "float64": pa.float64(),
            "bool": pa.bool_(),
            "date32": pa.date32(),
        }
        for table in schema()["tables"]:
            _SCHEMAS[table] = pa.schema([(c["name"], types[c["type"]]) for c in columns(table)])
    return _SCHEMAS


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of a table from records of its columns; what a record leaves out is null."""
    import pyarrow as pa

    schema = schemas()[name]
    return pa.Table.from_arrays(
        [pa.array([row.get(f.name) for row in rows], f.type) for f in schema], schema=schema
    )
