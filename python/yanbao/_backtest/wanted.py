"""The weights that a user wants, on sessions of the prices."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, UnknownNameError, YanbaoError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.notes import Notes

    Days = npt.NDArray[np.datetime64]

# of London, Seoul, ...; codes of exchanges that are known are read as such, or are wrong
_FOREIGN = re.compile(r"[A-Z0-9-]+\.(?!(?:SH|SZ|BJ|HK|US|O|N|A|P)$)[A-Z]{1,4}")
KNOWN = ("open", "close")
_SLACK = 1e-9
_ROUNDED = 1e-3  # six times 0.1667 is 1.0002
_MOST_GROSS = 2.0  # one of longs and one of shorts


class Wanted(NamedTuple):
    """Weights of sessions of the prices: `place` numbers them among the days of the prices."""

    place: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    tickers: pd.Index[str]

    def within(self, first: int, last: int) -> Wanted:
        """Those of days from `first` to the one before `last`."""
        place, weights = self.place, self.weights
        earlier = int((place <= first).sum())
        if earlier and place[earlier - 1] < first:  # what is held on the first day is the newest until then
            place = place.copy()
            place[earlier - 1] = first
        kept = (place >= first) & (place < last)
        return Wanted(place[kept], weights[kept], self.tickers)


class _Named(NamedTuple):
    """Columns of a frame of weights."""

    tickers: pd.Index[str]  # in order
    across: npt.NDArray[np.int64] | None  # where each is among the columns; None where they are in order
    foreign: npt.NDArray[np.bool_]  # of exchanges that are not known


def wanted(weights: Any, days: pd.DatetimeIndex, known: str | None, margin: bool, notes: Notes) -> Wanted:
    """Check a frame of weights and put it on the days on which it is filled."""
    import numpy as np

    dates, named, cells, empty = _checked(weights)
    tickers = named.tickers
    if empty:
        notes.tell("empty_rows", "rows without any weight are no rebalance: 0 is what sells", count=empty)
    every = days.to_numpy().astype("datetime64[ns]")
    if known is not None and known not in KNOWN:
        raise UnknownNameError(f"known cannot be {known!r}: open or close")
    if known is None and not _known_before_open(weights):
        notes.warn(
            "weights_own",
            "weights of a day are taken as known before its open; where prices of the day went into them say "
            "known='close', and they are filled in the session after",
        )
    early = dates < every[0] if len(every) else np.zeros(len(dates), bool)
    early &= ~cells.any(axis=1)  # nothing is wanted before the prices begin
    dates, cells = dates[~early], cells[~early]
    place = np.searchsorted(every, dates)
    late = place >= len(every)
    stray = every[place[~late]] != dates[~late]
    if stray.any():
        raise InvalidValueError(
            f"weights of {str(dates[~late][stray][0])[:10]}, on which the prices have no day: weights are of "
            "sessions that have prices, such as the next one, px.dates[px.dates.searchsorted(day)]"
        )
    if known == "close":
        place = place + 1
        late = place >= len(every)
    if late.any():
        notes.tell(
            "after_prices",
            f"weights of {int(late.sum())} sessions cannot be filled any more: the prices end on "
            f"{days[-1]:%Y-%m-%d}",
            count=int(late.sum()),
        )
        place, cells = place[~late], cells[~late]
    if not len(place):
        raise InvalidValueError("no weights are left within the days of the prices")
    if not margin:  # who may borrow means what he says
        cells = _whole(cells, notes)
    _check_sums(cells, every[place], margin)
    used = np.asarray(cells.any(axis=0))
    strange = used & named.foreign
    if strange.any():
        notes.warn(
            "no_prices",
            f"stocks of exchanges that are not known stay cash: {', '.join(tickers[strange][:5])}",
            count=int(strange.sum()),
        )
        used &= ~strange
    return Wanted(place.astype("int64"), np.compress(used, cells, axis=1), tickers[used])


def tickers_of(weights: Any) -> Iterable[str]:
    """Tickers of a frame of weights; none of what is no frame, which is refused later."""
    columns = getattr(weights, "columns", ())
    return _tickers(tuple(map(str, columns))).tickers if len(columns) else ()


def checksum(cells: npt.NDArray[np.float64]) -> int:
    """What tells a frame that was shifted or changed from the one that was made."""
    import zlib

    return zlib.crc32(cells.data.cast("B")) if cells.size else 0


def _known_before_open(weights: pd.DataFrame) -> bool:
    """Whether a panel made these weights of nothing but what it knew, and nobody has changed them since."""
    made = weights.attrs
    if made.get("made_by") != "panel.weights" or made.get("own"):
        return False
    import numpy as np

    return bool(made.get("sum") == checksum(np.ascontiguousarray(weights.to_numpy("float64"))))


def _checked(weights: Any) -> tuple[Days, _Named, npt.NDArray[np.float64], int]:
    import numpy as np
    import pandas as pd

    if not isinstance(weights, pd.DataFrame) or not isinstance(weights.index, pd.DatetimeIndex):
        hint = ", dates: weights.index = pd.to_datetime(...)" if isinstance(weights, pd.DataFrame) else ""
        raise InvalidValueError(
            f"weights come as a frame, dates as its index and tickers as its columns{hint}"
        )
    index = weights.index
    dates = index.to_numpy()
    unfit = index.tz is not None or index.hasnans or not index.is_unique
    if unfit or (dates.astype("datetime64[D]") != dates).any():
        raise InvalidValueError("dates of weights are days without an hour or a time zone, each once")
    if not len(dates):
        raise InvalidValueError("there are no weights")
    named = _tickers(tuple(map(str, weights.columns)))
    try:
        cells = weights.to_numpy("float64", na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"weights are numbers: {error}") from None
    if not np.isfinite(cells).all():
        if np.isinf(cells).any():
            raise InvalidValueError("a weight is infinite")
        said = ~np.isnan(cells).all(axis=1)
        index, dates, cells = index[said], dates[said], np.nan_to_num(cells[said], nan=0.0)
    empty = len(weights) - len(dates)
    dates = dates.astype("datetime64[ns]")
    if not index.is_monotonic_increasing:
        down = np.argsort(dates, kind="stable")
        dates, cells = dates[down], cells[down]
    return dates, named, cells if named.across is None else cells[:, named.across], empty


@functools.lru_cache(maxsize=8)  # the variants of a grid have the same ones
def _tickers(columns: tuple[str, ...]) -> _Named:
    import numpy as np
    import pandas as pd

    names = [_named(column) for column in columns]
    tickers = pd.Index(names, name="ticker", dtype=object)
    if not tickers.is_unique:
        raise InvalidValueError(f"two columns of weights are {tickers[tickers.duplicated()][0]}")
    across = None
    if not tickers.is_monotonic_increasing:
        across = np.argsort(tickers)
        tickers = tickers[across]
    return _Named(tickers, across, np.array([bool(_FOREIGN.fullmatch(name)) for name in tickers], bool))


def _named(column: str) -> str:
    """As yanbao prints it; what a report prints of exchanges that it does not know stays as it is."""
    try:
        return canonical(column)
    except YanbaoError as error:
        if _FOREIGN.fullmatch(column):
            return column
        raise InvalidValueError(f"a ticker of the weights is none: {error}") from None


def _whole(cells: npt.NDArray[np.float64], notes: Notes) -> npt.NDArray[np.float64]:
    """Weights that add up to 1 but for what rounding them made: such as 32-bit ones."""
    total = cells.sum(axis=1)
    over = (total > 1 + _SLACK) & (total < 1 + _ROUNDED)
    if not over.any():
        return cells
    notes.tell(
        "weights_scaled",
        f"weights that add up to as much as {total[over].max():.6g} were rounded, and are scaled to 1",
        count=int(over.sum()),
    )
    cells = cells.copy()
    cells[over] /= total[over, None]
    return cells


def _check_sums(cells: npt.NDArray[np.float64], dates: Days, margin: bool) -> None:
    total = cells.sum(axis=1)
    over = total > 1 + _SLACK
    if margin:
        return
    if not over.any():
        _check_gross(cells, dates)
        return
    at = int(over.argmax())
    hint = "; they look like percent: 1 is all there is" if total.max() > 20 else ""
    raise InvalidValueError(
        f"weights of {str(dates[at])[:10]} add up to {total[at]:.6g}, more than there is: say margin=True "
        f"where money may be borrowed{hint}"
    )


def _check_gross(cells: npt.NDArray[np.float64], dates: Days) -> None:
    import numpy as np

    gross = np.abs(cells).sum(axis=1)
    most = _MOST_GROSS * (1 + _ROUNDED)
    if (gross > most).any():
        at = int((gross > most).argmax())
        raise InvalidValueError(
            f"longs and shorts of {str(dates[at])[:10]} come to {gross[at]:.6g} times the equity: say "
            "margin=True where that much may be borrowed"
        )
