"""The tables of a corpus: rows of its store, whose they are, and from when they are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yanbao import _arrow_frames
from yanbao._corpus_findings import corpus_findings
from yanbao._index_tickers import of_index
from yanbao._sessions import calendar_of
from yanbao._store import schemas
from yanbao.errors import InvalidValueError, MissingExtraError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from yanbao._corpus_keys import Days, Keys
    from yanbao._corpus_state import State

# what a reader sees first; `meta` has two of them among its own
_FRONT = ("report_id", "report", "broker", "published", "known_at")
_FRONT_META = ("report_id", "report", "first_seen", "known_at")


def table(state: State, name: str) -> pa.Table:
    """Rows that count, with the columns in front."""
    if name not in schemas():
        raise UnknownNameError(f"no table {name!r}; there are {', '.join(schemas())}")
    import numpy as np
    import pyarrow as pa

    keys, places = state.keys(), np.array(state.all_members(), "int64")
    store = state.store
    numbers, rows = store.rows(name)
    held_then = int(np.searchsorted(numbers, len(keys.seen)))  # records only grow, and rows with them
    numbers, rows = numbers[:held_then], rows.slice(0, held_then)
    rows = keys.meta if name == "meta" else of_index(store, name, numbers, rows)
    at = _rows_known_at(keys, numbers, rows)
    keep = np.isin(numbers, places)
    if state.day is not None:
        keep &= at <= state.day.to_datetime64()  # NaT is never known
    if not keep.all():
        rows, numbers, at = rows.filter(pa.array(keep)), numbers[keep], at[keep]
    take: Any = pa.array(numbers)
    front: dict[str, Any] = {
        "report_id": pa.array([r.report_id for r in store.records], pa.string()).take(take),
        "report": pa.array([r.name for r in store.records], pa.string()).take(take),
        "broker": keys.broker.take(take),
        "published": keys.published.take(take),
        "first_seen": keys.first_seen.take(take),
        "known_at": pa.array(at).cast(pa.date32()),
    }
    named = _FRONT_META if name == "meta" else _FRONT
    own: dict[str, Any] = {column: rows.column(column) for column in rows.column_names}
    held = pa.table({**{column: front[column] for column in named}, **own})
    if name == "findings":
        return pa.concat_tables([held, corpus_findings(state, held.schema)])
    return held


def _rows_known_at(keys: Keys, numbers: npt.NDArray[np.int64], rows: pa.Table) -> Days:
    """Each row on the exchange of its own ticker, else of its report's."""
    import numpy as np

    at = keys.known_at()[numbers]
    if "ticker" not in rows.column_names or not len(rows):
        return at
    coded = rows.column("ticker").combine_chunks().dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    exchanges = np.array([*map(calendar_of, coded.dictionary.to_pylist()), ""], dtype=object)[codes]
    for calendar in set(exchanges) - {""}:
        mine = exchanges == calendar
        at[mine] = keys.known_in(calendar)[numbers[mine]]
    return at


def frame(state: State, name: str) -> pd.DataFrame:
    """The same as pandas."""
    made = _arrow_frames.to_pandas(table(state, name))
    made.attrs["table"] = name
    return made


def sql(state: State, query: str) -> pd.DataFrame:
    """What DuckDB answers over the tables that the query names."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError("sql needs duckdb: pip install 'yanbao[duckdb]'") from error
    if not isinstance(query, str):
        raise InvalidValueError(f"a query cannot be a {type(query).__name__}")
    words = set(re.findall(r"\w+", query.lower()))
    with duckdb.connect() as connection:
        connection.execute("set enable_external_access = false")
        for name in schemas():
            if name in words:
                connection.register(name, table(state, name))
        try:
            answer = connection.sql(query)
        except duckdb.Error as error:
            raise InvalidValueError(f"DuckDB says: {error}") from error
        if answer is None:
            raise InvalidValueError("the query gives no rows: ask with select")
        return _arrow_frames.to_pandas(answer.to_arrow_table())
