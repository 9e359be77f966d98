"""Frames that a user brings, dates × tickers, on the cells that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao._handoff import _cells, _of_conditions
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def conditions(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of bool, sorted; what is missing is not known, and so not selected.

    Raises
    ------
    InvalidValueError
        It holds something else than conditions, or is no dates × tickers.
    """
    import pandas as pd

    told = frame.dropna(axis=1, how="all")
    if told.shape[1] and not _of_conditions(told):
        raise InvalidValueError("a frame of conditions holds True and False")
    dates, names, cells = _cells(frame)
    made: pd.DataFrame = pd.DataFrame(cells == 1.0, index=dates, columns=names)
    return made


def rows_within(
    rows: NDArray[np.intp], sessions: pd.DatetimeIndex, dates: pd.DatetimeIndex
) -> NDArray[np.intp]:
    """Those of the rebalances that a frame of conditions has.

    Raises
    ------
    InvalidValueError
        The frame has a date that is no session, or lacks a rebalance between its first and last one.
    """
    stray = dates[~dates.isin(sessions)]
    if len(stray):
        raise InvalidValueError(
            f"{stray[0]:%Y-%m-%d} is no session of the panel, and the frame has a row of it"
        )
    if not len(dates):
        return rows[:0]
    asked = sessions[rows]
    inside = (asked >= dates[0]) & (asked <= dates[-1])
    gaps = asked[inside][~asked[inside].isin(dates)]
    if len(gaps):
        raise InvalidValueError(f"the frame of conditions has no row of the rebalance of {gaps[0]:%Y-%m-%d}")
    kept: NDArray[np.intp] = rows[inside]
    return kept


def cells_on(frame: Any, dates: pd.DatetimeIndex, tickers: pd.Index[str], what: str) -> NDArray[np.float64]:
    """Numbers of a frame on these dates and tickers, NaN for a ticker that it has not.

    Raises
    ------
    InvalidValueError
        It is no dates × tickers of numbers, or a date is missing.
    """
    days, names, cells = _cells(frame, keep_infinite=True)
    row = days.get_indexer(dates)
    if (row < 0).any():
        raise InvalidValueError(
            f"the frame of {what} has no row of {dates[int((row < 0).argmax())]:%Y-%m-%d}"
        )
    column = names.get_indexer(tickers)
    out = np.full((len(dates), len(tickers)), np.nan)
    out[:, column >= 0] = cells[np.ix_(row, column[column >= 0])]
    if what == "weight" and np.isinf(out).any():
        raise InvalidValueError("a weight of your own is infinite")
    return out
