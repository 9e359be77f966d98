"""How far forecasts were from what companies reported, and from what the others forecast that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

WINDOW = 180  # days for which another house's estimate counts in the consensus of a day
EDGES = (0, 6, 12, 24)  # months to the end of the year
HORIZONS = ("after_end", "0-6", "6-12", "12-24", "24+")
_MONTH = 365.25 / 12
# after those of the ledger of estimates
REASONS = {
    "multiple": "a multiple, which moves with the price",
    "open": "its year ends after the last announcement of the actuals",
    "no_actual": "no actual of its company, metric and year",
    "late": "known no earlier than the actual",
    "share_base": "shares changed between it and the actual: it is per old share",
    "zero_actual": "the actual is 0: no error relative to it",
}


def score_forecasts(
    ledger: pd.DataFrame,
    actuals: pd.DataFrame | None,
    changes: Mapping[str, Sequence[np.datetime64]],
    per_share: set[str],
) -> pd.DataFrame:
    """A ledger of estimates with ``reason`` and, where there is none, errors against actual and consensus.

    ``error`` is (estimate − actual) / |actual|, of shares of a whole the difference: above 0 is too high.
    The actual is the first one announced.
    """
    rows = ledger.reset_index(drop=True)
    reason = np.array(rows["reason"], dtype=object)
    consensus, others = _consensus(rows)
    cell = ["ticker", "fiscal_year", "metric"]
    if actuals is None:
        actuals = pd.DataFrame({name: [] for name in [*cell, "value", "known_at", "announced"]})
    first = actuals.drop_duplicates(cell, keep="first")  # in the order in which they were known
    index = pd.MultiIndex.from_frame(first[cell].astype({"fiscal_year": "float64"}).astype(object))
    asked = rows[cell].assign(fiscal_year=rows["fiscal_year"].astype("float64"))
    place = index.get_indexer(pd.MultiIndex.from_frame(asked.astype(object)))
    has = place >= 0
    actual = np.full(len(rows), np.nan)
    told = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
    actual[has] = first["value"].to_numpy("float64")[place[has]]
    told[has] = first["known_at"].to_numpy().astype("datetime64[ns]")[place[has]]
    known = rows["known_at"].to_numpy().astype("datetime64[ns]")
    ends = _ends(rows)

    def mark(which: npt.NDArray[np.bool_], code: str) -> None:
        reason[which & pd.isna(reason)] = code

    mark((rows["unit"] == "multiple").to_numpy(bool), "multiple")
    if len(actuals):
        mark(~has & (ends > actuals["announced"].to_numpy().astype("datetime64[ns]").max()), "open")
    mark(~has, "no_actual")
    mark(known >= told, "late")
    tickers, metrics = rows["ticker"].tolist(), rows["metric"].tolist()
    split = [
        metric in per_share and any(a <= day < b for day in changes.get(ticker, ()))
        for ticker, metric, a, b in zip(tickers, metrics, known, told, strict=True)
    ]
    mark(np.array(split, bool), "share_base")
    plain = (rows["unit"] == "share_of_whole").to_numpy(bool)
    mark((actual == 0) & ~plain, "zero_actual")
    counts = pd.isna(reason)
    value = rows["value"].to_numpy("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        over = np.where(plain, 1.0, np.abs(actual))
        error, theirs = (np.where(counts, (v - actual) / over, np.nan) for v in (value, consensus))
    closer = np.where(np.isnan(theirs), np.nan, (np.abs(error) < np.abs(theirs)).astype("float64"))
    left = (ends - known) / np.timedelta64(1, "D") / _MONTH
    bucket = np.searchsorted(EDGES, left, side="right")
    horizon = np.array(HORIZONS, dtype=object)[bucket]
    horizon[np.isnan(left)] = None
    out: pd.DataFrame = rows.assign(
        reason=reason, actual=actual, announced=told, horizon=horizon, error=error, abs_error=np.abs(error)
    )
    columns = {"consensus": consensus, "others": others, "consensus_error": theirs, "closer": closer}
    made: pd.DataFrame = out.assign(**columns, against_consensus=np.abs(error) - np.abs(theirs))
    return made


def _ends(rows: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    """The last day of each row's year; 31 December where it is not known."""
    year = rows["fiscal_year"].to_numpy("float64", na_value=np.nan)
    there = ~np.isnan(year)
    usual = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
    starts = (year[there].astype("int64") - 1970 + 1).astype("datetime64[Y]").astype("datetime64[D]")
    usual[there] = (starts - np.timedelta64(1, "D")).astype("datetime64[ns]")
    printed = rows["period_end"].to_numpy().astype("datetime64[ns]")
    return np.where(np.isnat(printed), usual, printed)


def _consensus(rows: pd.DataFrame) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Of each counted row the mean of the other houses' newest estimates of that day, and how many."""
    mean, count = np.full(len(rows), np.nan), np.zeros(len(rows), "int64")
    used = rows[rows["reason"].isna()]
    day = used["known_at"].to_numpy().astype("datetime64[D]").astype("int64")
    value = used["value"].to_numpy("float64")
    house = pd.factorize(used["broker"])[0]
    groups = used.groupby(["ticker", "metric", "fiscal_year"], sort=False).indices
    for at in groups.values():
        if len(at) < 2:
            continue
        own, when = house[at], day[at]
        until = when + WINDOW  # and no longer than to the house's next one
        for code in np.unique(own):
            mine = np.flatnonzero(own == code)
            until[mine[:-1]] = np.minimum(until[mine[:-1]], when[mine[1:]] - 1)
        live = (when[None, :] <= when[:, None]) & (until[None, :] >= when[:, None])
        live &= own[None, :] != own[:, None]
        n = live.sum(axis=1)
        place = used.index.to_numpy()[at]
        count[place] = n
        with np.errstate(invalid="ignore"):
            mean[place] = np.where(live, value[at][None, :], 0.0).sum(axis=1) / n
    return mean, count
