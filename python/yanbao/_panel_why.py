"""The rows behind one cell of a consensus, and why others are not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._metric_names import did_you_mean
from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, UnknownNameError, YanbaoError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._panel_rows import Cells


def named(ticker: Any, ledger: pd.DataFrame) -> str:
    """The ticker of a company that has rows, written in any habit.

    Raises
    ------
    UnknownNameError
        No row is of it.
    """
    known = set(ledger["ticker"].dropna())
    if not isinstance(ticker, str):
        raise InvalidValueError(f"no ticker: {ticker!r}")
    if ticker in known:
        return ticker
    try:
        found = canonical(ticker)
    except YanbaoError:
        found = ticker
    if found not in known:
        raise UnknownNameError(f"no estimate of {ticker!r}{did_you_mean(found, sorted(known))}")
    return found


def why(
    ledger: pd.DataFrame, cells: Cells, metric: str, ticker: str, day: pd.Timestamp, year: int, window: int
) -> pd.DataFrame:
    """Rows of `ledger` of a company, metric and year that are known by a session, with its own reasons."""
    import pandas as pd

    if metric not in set(ledger["metric"]):
        raise UnknownNameError(
            f"no estimate of {metric!r}{did_you_mean(str(metric), ledger['metric'].unique())}"
        )
    mine = (ledger["ticker"] == ticker) & (ledger["metric"] == metric) & (ledger["fiscal_year"] == year)
    rows = ledger[mine & (ledger["known_at"] <= day)].copy()
    live = rows["reason"].isna()
    old = live & (rows["known_at"] + pd.Timedelta(days=window) < day)
    rows.loc[live & ~_convertible(rows, cells, day), "reason"] = "no_fx"
    if cells.per_share(metric):
        rows.loc[live & (cells.ends(rows) <= day.to_datetime64()), "reason"] = "share_base"
    rows.loc[old, "reason"] = "window"
    house = cells.houses.at(rows["broker"], [day] * len(rows))
    newest = rows[live].groupby(house[live.to_numpy()]).tail(1).index
    rows.loc[live & ~rows.index.isin(newest), "reason"] = "newer"
    found: pd.DataFrame = rows.reset_index(drop=True)
    return found


def _convertible(rows: pd.DataFrame, cells: Cells, day: pd.Timestamp) -> npt.NDArray[np.bool_]:
    """Whether a rate is known on the session for rows that need one."""
    import numpy as np

    known = np.ones(len(rows), bool)
    place = np.searchsorted(cells.all, [day.to_datetime64()])
    for i, (own, to) in enumerate(zip(rows["money"], rows["converted_to"], strict=True)):
        if isinstance(to, str):
            known[i] = cells.rates is not None and not np.isnan(cells.rates.at(own, to, place)[0])
    return known
