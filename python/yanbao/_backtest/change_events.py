"""Changes of ratings and estimates as events: frames that an event study takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yanbao._backtest.stated_ratings import stated
from yanbao._houses import houses_of
from yanbao._ledger import ledger_of
from yanbao._metric_names import describe, did_you_mean
from yanbao._share_base import changes_of
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from yanbao._lexicon import Lexicon

    Table = Callable[[str], pd.DataFrame]

RATING_COLUMNS = [
    *("date", "ticker", "label", "broker", "name", "from", "to", "score_from", "score_to"),
    *("known_from", "assumed", "report_id", "report"),
]
ESTIMATE_COLUMNS = [
    *("date", "ticker", "label", "broker", "name", "metric", "fiscal_year", "from", "to", "change"),
    *("known_from", "report_id", "report"),
]


def rating_changes(table: Table, lexicon: Lexicon | None) -> pd.DataFrame:
    """What each house says otherwise of a company than its last rating did, in the order of the days."""
    rows = stated(table, lexicon)
    rows = rows[rows["reason"].isna()]
    standing: dict[tuple[Any, Any], Any] = {}
    made = []
    for row in rows.itertuples(index=False):
        key = (row.broker, row.ticker)
        before = standing.get(key)
        standing[key] = None if row.withdrawn else row
        label = _direction(before, row)
        if label is None:
            continue
        front = (row.known_at, row.ticker, label, row.broker, row.name)
        old = (None, np.nan, pd.NaT) if before is None else (before.rating, before.score, before.known_at)
        score = np.nan if row.withdrawn else row.score
        made.append(
            (*front, old[0], row.rating, old[1], score, old[2], row.assumed, row.report_id, row.report)
        )
    frame: pd.DataFrame = pd.DataFrame(made, columns=RATING_COLUMNS)
    return _typed(frame)


def _direction(before: Any, row: Any) -> str | None:
    if row.withdrawn:
        return None if before is None else "withdrawn"
    if before is None:
        return "new"
    if np.isnan(before.score) or np.isnan(row.score):
        return None if before.key == row.key else "changed"
    if before.score == row.score:
        return None
    return "up" if row.score > before.score else "down"


def estimate_changes(
    table: Table, lexicon: Lexicon | None, metric: str, year: Any, prices: Any
) -> pd.DataFrame:
    """What each house forecasts otherwise than before, a row a fiscal year."""
    described = describe(metric) if isinstance(metric, str) else None
    changes = {} if prices is None else changes_of(prices)
    ledger = ledger_of(table("estimates"), lexicon, changes)
    rows = ledger[ledger["reason"].isna()]
    known = sorted(rows["metric"].unique())
    if metric not in known and described is None:
        raise UnknownNameError(f"no estimate of {metric!r}{did_you_mean(str(metric), known)}")
    rows = rows[rows["metric"] == metric].reset_index(drop=True)
    day = rows["known_at"].to_numpy().astype("datetime64[ns]")
    house = houses_of(lexicon).at(rows["broker"], day)
    rows = rows.assign(broker=house, date=day)
    keys = ["broker", "ticker", "fiscal_year"]
    groups = rows.groupby(keys, sort=False)
    before, since = groups["value"].shift(), groups["date"].shift()
    # a figure per share of before a split is of another share: the next one begins anew
    if described is None or not described.unit.endswith("per_share"):
        changes = {}
    split = [
        any(a <= d < b for d in changes.get(t, ()))
        for t, a, b in zip(rows["ticker"], since, day, strict=True)
    ]
    rebased = np.array(split, bool) & before.notna().to_numpy()
    value, old = rows["value"].to_numpy("float64"), before.to_numpy("float64")
    label = np.where(value > old, "up", "down").astype(object)
    label[np.isnan(old)] = "new"
    label[rebased] = "rebased"
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where((old == 0) | rebased, np.nan, (value - old) / np.abs(old))
    rows = rows.assign(label=label, change=change, known_from=since, to=value, **{"from": old})
    if year is not None:
        rows = rows[_of_year(rows, year)]
    return _typed(rows[ESTIMATE_COLUMNS].reset_index(drop=True))


def _of_year(rows: pd.DataFrame, year: Any) -> Any:
    relative = {"this_year": 0, "next_year": 1}
    if isinstance(year, str):
        if year not in relative:
            raise InvalidValueError(f"year cannot be {year!r}: a number, this_year or next_year")
        return (rows["fiscal_year"] == rows["date"].dt.year + relative[year]).to_numpy(bool)
    if isinstance(year, bool) or not isinstance(year, (int, np.integer)):
        raise InvalidValueError(f"year cannot be {year!r}: a number, this_year or next_year")
    return (rows["fiscal_year"] == int(year)).to_numpy(bool)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for name in ("date", "known_from"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
    for name in ("score_from", "score_to", "assumed", "change"):
        if name in frame.columns:
            frame[name] = frame[name].astype("float64")
    return frame
