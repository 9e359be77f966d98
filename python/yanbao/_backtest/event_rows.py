"""The events that a user gives, checked, and which of them stand in each other's window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, UnknownNameError, YanbaoError

if TYPE_CHECKING:
    import numpy.typing as npt

# in the order in which they are asked: the first that holds is the reason
REASONS = {
    "undated": "no date",
    "no_ticker": "of no listed company, or by a name that is no ticker",
    "no_prices": "the prices have no such ticker",
    "after_data": "the window ends after the last session of the prices",
    "before_data": "the window, and the close before it, begins before the first session of the prices",
    "not_listed": "before its first price",
    "suspended": "not traded on session 0, or without an open where the entry is one",
    "no_session": "no session within 20 days of its date",
    "few_estimation": "too few estimation sessions with a return of the stock and of the benchmark",
    "no_model": "the benchmark does not move over the estimation sessions: no slope",
    "no_benchmark": "the benchmark has no return on session 0",
    "overlap": "its window meets the one of an earlier event of the stock and label that is used",
}


def event_rows(events: Any, label: str | None) -> pd.DataFrame:
    """`date`, `ticker`, `label` and the other columns, the index counting rows; `reason` where one shows."""
    if not isinstance(events, pd.DataFrame):
        raise InvalidValueError(f"events come as a frame, not as {type(events).__name__}")
    day = "date" if "date" in events.columns else "known_at"
    missing = [name for name in ("ticker", day) if name not in events.columns]
    if missing:
        raise InvalidValueError("events need ticker and date, the session from which each is known")
    if label is not None and label not in events.columns:
        raise UnknownNameError(f"the events have no column {label!r} to group by")
    frame = pd.DataFrame(events).reset_index(drop=True)
    frame.index.name = "event"
    frame.attrs = {}
    rest = frame.drop(columns=[c for c in (day, "ticker", "label", "reason") if c in frame.columns])
    front = pd.DataFrame({"date": _days(frame[day]), "ticker": _tickers(frame["ticker"])}, index=frame.index)
    group = label if label is not None else "label" if "label" in frame.columns else None
    front["label"] = None if group is None else frame[group]
    reason = pd.Series(None, index=frame.index, dtype=object)
    reason[front["ticker"].isna()] = "no_ticker"
    reason[front["date"].isna()] = "undated"
    made: pd.DataFrame = pd.concat([front, rest, reason.rename("reason")], axis=1)
    return made


def _days(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_numeric_dtype(column.dtype) and column.notna().any():  # pandas would count nanoseconds
        column = column.map(lambda d: str(int(d)) if d == d else None)
    try:
        parsed = pd.to_datetime(pd.Series(column.astype(object).tolist(), dtype=object), errors="raise")
        days = pd.Series(pd.DatetimeIndex(parsed), index=column.index)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a date of the events is none: {error}") from None
    if days.dt.tz is not None or (days.notna() & (days != days.dt.normalize())).any():
        raise InvalidValueError("dates of events are sessions, without an hour or a time zone")
    made: pd.Series[Any] = days.astype("datetime64[ns]")
    return made


def _tickers(column: pd.Series[Any]) -> pd.Series[Any]:
    names = {text: _ticker(str(text)) for text in column.dropna().unique()}
    found: pd.Series[Any] = column.astype(object).map(lambda text: names.get(text))
    named: pd.Series[Any] = found.astype(object).where(found.notna(), None)
    return named


def _ticker(text: str) -> str | None:
    try:
        return canonical(text)
    except YanbaoError:
        return None


def without_overlap(
    left: npt.NDArray[np.bool_],
    stock: npt.NDArray[np.int64],
    day0: npt.NDArray[np.int64],
    width: int,
) -> npt.NDArray[np.int64]:
    """Rows whose window meets that of an earlier one of the stock that stays, of one day the first."""
    order = np.lexsort((np.arange(len(day0)), day0, stock))
    out: list[int] = []
    held: tuple[int, int] | None = None
    for row in order[left[order]].tolist():
        if held is not None and held[0] == stock[row] and day0[row] - held[1] < width:
            out.append(row)
        else:
            held = (int(stock[row]), int(day0[row]))
    return np.array(out, "int64")
