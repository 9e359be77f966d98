"""Sessions that prices lack for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._sessions import calendar_of, sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

FEW = 0.01  # of the sessions: closures that no calendar knew


def missing_sessions(tickers: Iterable[str], days: pd.DatetimeIndex) -> Iterator[tuple[str, int, int]]:
    """By calendar of the tickers, how many sessions between the first day and the last are none of `days`."""
    if not len(days):
        return
    for calendar in sorted(set(map(calendar_of, tickers))):
        every = sessions_of(calendar)
        every = every[(every >= days[0].to_datetime64()) & (every <= days[-1].to_datetime64())]
        lacking = len(every) - int(days.isin(every).sum())
        if lacking:
            yield calendar, lacking, len(every)
