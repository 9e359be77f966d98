"""On which sessions a portfolio is rebalanced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yanbao._metric_names import did_you_mean
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Rows = npt.NDArray[np.intp]
    Days = npt.NDArray[np.datetime64]

_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_EPOCH = 3  # 1970-01-01 was a Thursday
_MONTHS = {"M": 1, "Q": 3, "Y": 12}
# how many, of what, and whether on the first or on the last session
_RULE = re.compile(rf"([1-9][0-9]?)?(?:W(?:-({'|'.join(_WEEKDAYS)}))?|([MQY])([ES])?)")
_ENDS = ("", "E", "S")
RULES = ("D", "W", *(f"W-{day}" for day in _WEEKDAYS), *(f"{unit}{end}" for unit in _MONTHS for end in _ENDS))


def rebalance_rows(sessions: pd.DatetimeIndex, every: Days, rebalance: Any) -> Rows:
    """Which of the sessions are rebalances.

    Whether a session is the last of its week or month is read off the calendar, which is published ahead, and
    not off where the data end: a week that is not over by the last session has no rebalance yet.

    Parameters
    ----------
    sessions
        A stretch of the calendar's, in order.
    every
        All sessions of the calendar.
    rebalance
        ``D``: each; ``W-FRI``: the last of each week that ends on a Friday (the one before where the Friday
        is a holiday; a week without a session has none), and so on to ``W-THU``, and ``W`` to the Sunday;
        ``M``, ``Q``, ``Y``, or ``ME`` and so on: the last of each month, quarter or year; ``MS``, ``QS``,
        ``YS``: the first; ``2W-FRI``, ``3M``: of so many together, counted from 1970 and not from where the
        sessions begin; or dates, each of them a session.

    Returns
    -------
    numpy.ndarray
        Places in `sessions`, in order.

    Raises
    ------
    UnknownNameError
        There is no such rule.
    InvalidValueError
        A date is none, or no session.

    Examples
    --------
    >>> import pandas as pd
    >>> from yanbao._sessions import sessions_of
    >>> every = sessions_of("XSHG")
    >>> days = pd.DatetimeIndex(every)
    >>> days = days[(days >= "2024-09-23") & (days < "2024-10-19")]  # with the holiday of 1 October
    >>> days[rebalance_rows(days, every, "W-FRI")].strftime("%m-%d").tolist()
    ['09-27', '09-30', '10-11', '10-18']
    """
    import numpy as np

    if not isinstance(rebalance, str):
        return _dates(sessions, rebalance)
    rule = _RULE.fullmatch(rebalance)
    if rule is None and rebalance != "D":
        raise UnknownNameError(
            f"no rebalance {rebalance!r}{did_you_mean(rebalance, RULES)}: {', '.join(RULES)}, 2W, 3M and so "
            "on, or dates"
        )
    days = sessions.to_numpy().astype("datetime64[ns]")
    if rule is None:
        return np.arange(len(days), dtype=np.intp)
    at = np.searchsorted(every, days)
    if (at >= len(every)).any() or (every[at] != days).any():
        raise InvalidValueError("the sessions are not those of the calendar")
    # the first session of a calendar begins a period for all that is known; its last ends one where the day
    # after it is in another
    period = _periods(np.append(every, every[-1:] + np.timedelta64(1, "D")), rule)
    turn = period[1:] != period[:-1]
    edges = np.append(True, turn[:-1]) if rule[4] == "S" else turn
    rows: Rows = np.flatnonzero(edges[at])
    return rows


def _periods(days: Days, rule: re.Match[str]) -> npt.NDArray[np.int64]:
    """A number for the weeks, months, quarters or years that hold each day."""
    many = int(rule[1] or 1)
    if rule[3] is None:
        day = days.astype("datetime64[D]").astype("int64")
        weeks: npt.NDArray[np.int64] = (day + _EPOCH - _WEEKDAYS.index(rule[2] or "SUN") - 1) // 7
        return weeks // many
    months: npt.NDArray[np.int64] = days.astype("datetime64[M]").astype("int64")
    return months // (many * _MONTHS[rule[3]])


def _dates(sessions: pd.DatetimeIndex, dates: Any) -> Rows:
    import numpy as np
    import pandas as pd

    from yanbao._known import day_of

    try:
        given = list(dates)
    except TypeError:
        raise InvalidValueError(f"rebalance cannot be {dates!r}: a rule as W-FRI, or dates") from None
    days = [day_of(date) for date in given]
    if any(day is None for day in days):
        raise InvalidValueError("a date of rebalance is missing")
    at = sessions.get_indexer(pd.DatetimeIndex([*days]))
    if (at < 0).any():
        wrong = days[int(np.flatnonzero(at < 0)[0])]
        raise InvalidValueError(f"{wrong:%Y-%m-%d} is no session of the panel, and cannot be a rebalance")
    rows: Rows = np.unique(at).astype(np.intp)
    return rows
