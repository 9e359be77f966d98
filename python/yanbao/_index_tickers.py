"""The rows of a report's own company, where the user's list gives it another ticker than the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from yanbao._store import Numbers, Store

_TABLES = ("estimates", "coverage", "quotes", "ratios")


def of_index(store: Store, name: str, numbers: Numbers, rows: pa.Table) -> pa.Table:
    """The same rows of a table; those of the company of a cover have the ticker of the list."""
    import numpy as np
    import pyarrow as pa

    places = [i for i, record in enumerate(store.records) if record.known_better.get("ticker") is not None]
    if name not in _TABLES or not places:
        return rows
    _, meta = store.rows("meta")
    printed = [meta.column(column).to_pylist() for column in ("ticker", "name", "kind")]
    better: dict[int, tuple[str, Any, Any]] = {}
    for place in places:
        ticker, company, kind = (column[place] for column in printed)
        given = store.records[place].known_better["ticker"]
        if ticker != given and (ticker is not None or kind == "company_note"):
            better[place] = (given, ticker, company)
    mine = np.flatnonzero(np.isin(numbers, list(better)))
    if not len(mine):
        return rows
    column = rows.schema.get_field_index("ticker")
    tickers = rows.column("ticker").to_pylist()
    names = rows.column("name").to_pylist() if "name" in rows.column_names else [None] * len(rows)
    for i in mine.tolist():
        given, ticker, company = better[int(numbers[i])]
        # a row that names no company, in a report on one, is of that one
        if tickers[i] == ticker and (ticker is not None or names[i] in (None, company)):
            tickers[i] = given
    return rows.set_column(column, rows.schema.field(column), pa.array(tickers, pa.string()))
