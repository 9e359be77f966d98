"""How many sessions a year has, and what a yearly rate is in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._backtest import measures
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_MOST_RATE = 0.5


def sessions_per_year(dates: Any, calendar: str = "XSHG") -> float:
    """Sessions of a calendar in a calendar year, averaged over the years from the first date to the last.

    Parameters
    ----------
    dates
        Dates of the backtest; only their years count.
    calendar
        As `exchange_calendars` names it: XSHG (242 in 2023), XHKG, XNYS, ...

    Raises
    ------
    InvalidValueError
        There is no such calendar, no date, or none of the years is whole in the calendar (from 2000 on).

    Examples
    --------
    >>> sessions_per_year(["2023-01-03", "2023-12-29"], "XSHG")
    242.0
    """
    import numpy as np
    import pandas as pd

    from yanbao._sessions import sessions_of

    days = pd.DatetimeIndex(dates).dropna()
    if not len(days):
        raise InvalidValueError("sessions per year need a date")
    sessions = pd.DatetimeIndex(sessions_of(calendar))
    begin, end = sessions[0], sessions[-1]
    # a year is whole where the calendar has its first and last days of business
    whole = [
        year
        for year in range(days.min().year, days.max().year + 1)
        if begin <= pd.Timestamp(year, 1, 6) and end >= pd.Timestamp(year, 12, 28)
    ]
    if not whole:
        raise InvalidValueError(
            f"calendar {calendar} runs from {begin:%Y-%m-%d} to {end:%Y-%m-%d} and has no whole year of "
            f"{days.min():%Y} to {days.max():%Y}: say sessions_per_year"
        )
    return float(np.mean([np.count_nonzero(sessions.year == year) for year in whole]))


def sessions_per_year_of(tickers: Iterable[str], dates: Any) -> float:
    """Of the exchanges of some stocks: where they are several, of the days on which any of them trades."""
    import numpy as np
    import pandas as pd

    from yanbao._sessions import calendar_of, sessions_of

    calendars = sorted({calendar_of(ticker) for ticker in tickers}) or ["XSHG"]
    if len(calendars) == 1:
        return sessions_per_year(dates, calendars[0])
    sessions_per_year(dates, calendars[0])  # the dates are as they should be
    every = pd.DatetimeIndex(np.unique(np.concatenate([sessions_of(name) for name in calendars])))
    days = pd.DatetimeIndex(dates)
    whole = [y for y in range(days.min().year, days.max().year + 1) if y < every.max().year]
    return float(np.mean([np.count_nonzero(every.year == year) for year in whole or [every.max().year - 1]]))


def years_of(returns: Any, sessions: float | None, calendar: str) -> float:
    """The sessions per year that were said, else those of the calendar."""
    import math

    import pandas as pd

    if sessions is None:
        index = getattr(returns, "index", None)
        if not isinstance(index, pd.DatetimeIndex):
            raise InvalidValueError("returns without dates: say sessions_per_year")
        _are_of_sessions(index, calendar)
        return sessions_per_year(index, calendar)
    if isinstance(sessions, bool) or not (sessions > 0 and math.isfinite(sessions)):
        raise InvalidValueError(f"sessions_per_year must be positive, not {sessions!r}")
    return float(sessions)


def _are_of_sessions(index: pd.DatetimeIndex, calendar: str) -> None:
    """Refuses returns of weeks or months, or of all days, that nobody said a yearly number for."""
    import numpy as np
    import pandas as pd

    from yanbao._sessions import sessions_of

    days = index.tz_localize(None).normalize()
    sessions = pd.DatetimeIndex(sessions_of(calendar))
    there = int(np.count_nonzero((sessions >= days.min()) & (sessions <= days.max())))
    within = int(np.count_nonzero((days >= sessions[0]) & (days <= sessions[-1])))
    if there >= 20 and not 0.5 * there <= within <= 1.25 * there:
        raise InvalidValueError(
            f"{within} returns in {there} sessions of {calendar} are not one a session: "
            "say sessions_per_year (12 for months, 52 for weeks), or another calendar"
        )


def session_rates(risk_free: Any, returns: Any, per_year: float) -> Any:
    """The risk-free rate of each session, of a yearly rate or of a dated Series of yearly rates.

    A session has the newest rate of its date or an earlier one.

    Raises
    ------
    InvalidValueError
        The first session is before the first rate, or a rate is no number above -1.
    """
    import numpy as np
    import pandas as pd

    if isinstance(risk_free, pd.Series):
        if not isinstance(risk_free.index, pd.DatetimeIndex) or not hasattr(returns, "index"):
            raise InvalidValueError("risk-free rates by date need dates, and returns with dates")
        rates = risk_free.dropna().sort_index()
        if not rates.index.is_unique:
            raise InvalidValueError(f"two risk-free rates of {rates.index[rates.index.duplicated()][0]}")
        rates = rates.reindex(returns.index, method="ffill")
        if rates.isna().any():
            raise InvalidValueError(f"no risk-free rate is known on {rates.index[rates.isna()][0]:%Y-%m-%d}")
    elif np.ndim(risk_free) != 0:
        raise InvalidValueError("risk_free is a rate of a year, or a Series of such rates by date")
    else:
        rates = measures.values_of("risk_free", [risk_free])[0]
    if np.abs(np.asarray(rates, dtype=np.float64)).max(initial=0.0) > _MOST_RATE:
        raise InvalidValueError("a risk-free rate above one half a year: 0.02 is 2 %")
    found = measures.session_rate(rates, per_year)
    if not np.isfinite(np.asarray(found, dtype=np.float64)).all():
        raise InvalidValueError("a risk-free rate must be a number above -1: 0.02 is 2 % a year")
    return found
