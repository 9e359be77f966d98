"""The weights that a user wants, on sessions of the prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, UnknownNameError, YanbaoError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.notes import Notes

KNOWN = ("open", "close")
_SLACK = 1e-9


class Wanted(NamedTuple):
    """Weights of sessions of the prices: `place` numbers them among the days of the prices."""

    place: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    tickers: pd.Index[str]

    def within(self, first: int, last: int) -> Wanted:
        """Those of days from `first` to the one before `last`."""
        kept = (self.place >= first) & (self.place < last)
        return Wanted(self.place[kept], self.weights[kept], self.tickers)


def wanted(weights: Any, days: pd.DatetimeIndex, known: str | None, margin: bool, notes: Notes) -> Wanted:
    """Check a frame of weights and put it on the days on which it is filled."""
    import numpy as np

    dates, tickers, cells = _checked(weights)
    if known is not None and known not in KNOWN:
        raise UnknownNameError(f"known cannot be {known!r}: open or close")
    if known is None and weights.attrs.get("made_by") != "panel.weights":
        notes.warn(
            "weights_own",
            "weights of a day are taken as known before its open; where prices of the day went into them say "
            "known='close', and they are filled in the session after",
        )
    place = days.searchsorted(dates)
    late = place >= len(days)
    if (place[~late] < 0).any() or (days[place[~late]] != dates[~late]).any():
        at = dates[~late][days[place[~late]] != dates[~late]][0]
        raise InvalidValueError(
            f"weights of {at:%Y-%m-%d}, on which the prices have no day: weights are of sessions that have prices"
        )
    if known == "close":
        place = place + 1
        late = place >= len(days)
    if late.any():
        notes.tell(
            "after_prices",
            f"weights of {int(late.sum())} sessions cannot be filled any more: the prices end on "
            f"{days[-1]:%Y-%m-%d}",
            count=int(late.sum()),
        )
    place, cells = place[~late], np.ascontiguousarray(cells[~late])
    if not len(place):
        raise InvalidValueError("no weights are left within the days of the prices")
    _check_sums(cells, days[place], margin)
    used = (cells != 0).any(axis=0)
    return Wanted(place.astype("int64"), np.ascontiguousarray(cells[:, used]), tickers[used])


def _checked(weights: Any) -> tuple[pd.DatetimeIndex, pd.Index[str], npt.NDArray[np.float64]]:
    import numpy as np
    import pandas as pd

    if not isinstance(weights, pd.DataFrame) or not isinstance(weights.index, pd.DatetimeIndex):
        raise InvalidValueError("weights come as a frame, dates as its index and tickers as its columns")
    dates = pd.DatetimeIndex(weights.index)
    if dates.tz is not None or dates.hasnans or not dates.is_unique or (dates != dates.normalize()).any():
        raise InvalidValueError("dates of weights are days without an hour or a time zone, each once")
    if not len(dates):
        raise InvalidValueError("there are no weights")
    try:
        names = [canonical(str(column)) for column in weights.columns]
    except YanbaoError as error:
        raise InvalidValueError(f"a ticker of the weights is none: {error}") from None
    tickers = pd.Index(names, name="ticker", dtype=object)
    if not tickers.is_unique:
        raise InvalidValueError(f"two columns of weights are {tickers[tickers.duplicated()][0]}")
    try:
        cells = weights.to_numpy("float64", na_value=np.nan, copy=True)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"weights are numbers: {error}") from None
    if np.isinf(cells).any():
        raise InvalidValueError("a weight is infinite")
    cells = np.nan_to_num(cells, nan=0.0)
    down, across = np.argsort(dates.to_numpy(), kind="stable"), np.argsort(tickers)
    return dates[down].as_unit("ns"), tickers[across], cells[np.ix_(down, across)]


def _check_sums(cells: npt.NDArray[np.float64], dates: pd.DatetimeIndex, margin: bool) -> None:
    total = cells.sum(axis=1)
    over = total > 1 + _SLACK
    if not over.any() or margin:
        return
    at = int(over.argmax())
    hint = "; they look like percent: 1 is all there is" if total.max() > 20 else ""
    raise InvalidValueError(
        f"weights of {dates[at]:%Y-%m-%d} add up to {total[at]:.4g}, more than there is: say margin=True where "
        f"money may be borrowed{hint}"
    )
