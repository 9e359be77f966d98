"""How many sessions ago each stock was listed, of which limits depend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._sessions import calendar_of, sessions_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.notes import Notes
    from yanbao._backtest.rules import Rules

    Whole = npt.NDArray[np.int32]

_LONG_AGO = -10_000  # the number of a session that lies before those that any limit knows
_FIRST_DAYS = 20  # sessions at the beginning of the prices, in which a first row says nothing


def listings(
    tickers: list[str],
    days: pd.DatetimeIndex,
    span: slice,
    first_row: npt.NDArray[np.int64],
    rules: Rules | None,
    notes: Notes,
) -> dict[str, npt.NDArray[Any]]:
    """Each stock's calendar, the number of each session in each calendar, and that of each listing.

    `days` are those of the prices, of which `span` is simulated, and `first_row` is the first one with a row
    of each stock, -1 for none.  Days on which other exchanges alone trade make no stock older.  A listing
    that the package's list does not know is the first row of prices where that is not among their first
    days, and long ago otherwise.
    """
    import numpy as np

    names = [calendar_of(ticker) for ticker in tickers]
    known = list(dict.fromkeys(names)) or [calendar_of(None)]
    calendar = np.array([known.index(name) for name in names], np.int32)
    if rules is None:
        number = np.zeros((len(days[span]), len(known)), np.int32)
        return {"calendar": calendar, "number": number, "listed": np.zeros(len(names), np.int32)}
    counted = {name: _with_days_outside(sessions_of(name), days) for name in known}
    every = np.column_stack([counted[name].searchsorted(days, side="right") - 1 for name in known])
    number = np.ascontiguousarray(every[span], np.int32)
    listed, guessed = np.full(len(names), _LONG_AGO, np.int32), []
    ages = _ages(tickers, days[span], rules)
    for at, ticker in enumerate(tickers):
        own, row = counted[names[at]], first_row[at]
        day = _listed(ticker)
        if day is not None:
            first = own.searchsorted(day)
            if day > own[0] and (row < 0 or every[row, calendar[at]] >= first):
                listed[at] = first  # what has prices before is no new listing, whatever its day
        elif row >= 0 and every[row, calendar[at]] - every[0, calendar[at]] > _FIRST_DAYS:
            listed[at] = every[row, calendar[at]]
            if number[0, calendar[at]] - listed[at] < ages[at]:
                guessed.append(ticker)
    if guessed:
        notes.tell(
            "listing_guessed",
            "the list of securities does not know these, and their first price is taken for their listing: "
            f"{', '.join(guessed[:5])}" + (" and others" if len(guessed) > 5 else ""),
            count=len(guessed),
        )
    return {"calendar": calendar, "number": number, "listed": listed}


def _listed(ticker: str) -> np.datetime64 | None:
    """The day of a listing by the package's list."""
    import numpy as np

    from yanbao._securities import Securities

    found = Securities.default().by_ticker(ticker)
    return None if found is None or found.listed is None else np.datetime64(found.listed, "ns")


def _ages(tickers: list[str], sessions: pd.DatetimeIndex, rules: Rules) -> Whole:
    """From which age on the limits of each stock's board are those of every older one."""
    import numpy as np

    lines = rules.core_lines(sessions.to_numpy().astype("datetime64[ns]"))["limits"]
    out = np.zeros(len(tickers), np.int32)
    boards = rules.boards(tickers)
    for board, age in zip(lines["board"], lines["age_from"], strict=True):
        out[boards == board] = np.maximum(out[boards == board], age)
    return out


def _with_days_outside(sessions: npt.NDArray[np.datetime64], days: pd.DatetimeIndex) -> Any:
    """Sessions of a calendar, and the days of the prices before its first and after its last one."""
    import numpy as np

    given = days.to_numpy().astype("datetime64[ns]")
    return np.concatenate([given[given < sessions[0]], sessions, given[given > sessions[-1]]])
