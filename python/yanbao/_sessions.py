"""Sessions of the exchanges, and the first one that can be traded on what was published."""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]

# by the suffix of a ticker; Shanghai, Shenzhen and Beijing trade on the same days
_CALENDARS = {"SH": "XSHG", "SZ": "XSHG", "BJ": "XSHG", "HK": "XHKG"}
_AMERICAN = "XNYS"
_DEFAULT = "XSHG"
_FIRST = "2000-01-01"  # of the calendars, so that they do not move with the day on which they are made


class _Calendar(NamedTuple):
    sessions: Days  # days
    opens: Days  # UTC
    zone: Any


@functools.cache
def _calendar(name: str) -> _Calendar:
    import exchange_calendars

    with warnings.catch_warnings():  # its own, of pandas' future
        warnings.simplefilter("ignore")
        made = exchange_calendars.get_calendar(name, start=_FIRST)
    opens = made.opens.dt.tz_convert("UTC").dt.tz_localize(None)
    return _Calendar(
        made.sessions.to_numpy().astype("datetime64[ns]"), opens.to_numpy().astype("datetime64[ns]"), made.tz
    )


@functools.lru_cache(maxsize=1 << 16)  # asked for every stock of every variant of a grid
def calendar_of(ticker: str | None) -> str:
    """The calendar of the exchange that lists a ticker; Shanghai's for what has none."""
    if not ticker or "." not in ticker:
        return _DEFAULT
    return _CALENDARS.get(ticker.rpartition(".")[2], _AMERICAN)


def sessions_of(calendar: str) -> Days:
    """All sessions of a calendar.

    Raises
    ------
    InvalidValueError
        There is no such calendar.
    """
    import exchange_calendars

    if calendar not in exchange_calendars.get_calendar_names(include_aliases=False):
        raise InvalidValueError(f"no calendar {calendar!r}: XSHG, XHKG, XNYS, ...")
    return _calendar(calendar).sessions


def known_at(seen: Days, calendar: str) -> Days:
    """The first session that can be traded on what was seen then: the first one that opens after it.

    A time of midnight is a day whose hour is not known: the session is the first one of a later day.  Other
    times are local to the exchange.  NaT beyond either end of the calendar, and for NaT.
    """
    import numpy as np
    import pandas as pd

    sessions, opens, zone = _calendar(calendar)
    seen = np.asarray(seen, "datetime64[ns]")
    days = seen.astype("datetime64[D]").astype("datetime64[ns]")
    at = np.searchsorted(sessions, days, side="right")
    timed = ~np.isnat(seen) & (seen != days)
    if timed.any():
        local = pd.DatetimeIndex(seen[timed]).tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
        utc = local.tz_convert("UTC").tz_localize(None).to_numpy().astype("datetime64[ns]")
        at[timed] = np.searchsorted(opens, utc, side="right")
    within = ~np.isnat(seen) & (at < len(sessions)) & (seen >= sessions[0])
    known = np.full(len(seen), np.datetime64("NaT", "ns"), "datetime64[ns]")
    known[within] = sessions[at[within]]
    return known


def last_within(known: Days, days: int, sessions: Days) -> npt.NDArray[np.int64]:
    """The place of the last session that is not later than so many days after each day, -1 for none."""
    import numpy as np

    until = np.asarray(known, "datetime64[ns]") + np.timedelta64(days, "D")
    return np.searchsorted(sessions, until, side="right").astype("int64") - 1
