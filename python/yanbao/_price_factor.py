"""What makes prices of the day comparable over time: a factor of each stock, and where it cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yanbao._sessions import calendar_of, sessions_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

_SAME = 1e-6  # of two factors: what vendors round to
_AGREES = 0.002  # of a factor and steps of reference prices, which are rounded to a tick


class Told(NamedTuple):
    """By stock, what was given of dividends and splits."""

    factor: Mask  # a factor, or the reference prices that it is made of
    splits: Mask


class Gap(NamedTuple):
    """Days of a stock with a price, of which something was not given."""

    code: str
    stock: int
    rows: Ints
    what: str


class Factor(NamedTuple):
    """Values on all days, the last one carried over days without a price."""

    values: Floats
    told: Told
    gaps: list[Gap]
    untold: Mask  # prices of which the factor is not known


def factor_of(arrays: dict[str, Floats], dates: pd.DatetimeIndex, tickers: pd.Index[str]) -> Factor:
    """The factor that was given for a stock; of its reference prices where none was; of its splits else.

    A factor that is missing beside others of the stock is taken from these, where they leave no choice.
    """
    import numpy as np

    close, nothing = arrays["close"], np.full_like(arrays["close"], np.nan)
    given, preclose, split = (arrays.get(name, nothing) for name in ("factor", "preclose", "split"))
    with_factor, with_preclose = _any(~np.isnan(given)), _any(preclose > 0)
    step, known, blind = _steps(arrays, preclose, split, with_preclose, _followed(dates, tickers))
    chain = np.asarray(np.cumprod(step, axis=0), "float64")
    values, untold = np.where(with_factor, given, chain), np.zeros(close.shape, bool)
    gaps: list[Gap] = []
    missing = with_factor & (np.isnan(values) & ~np.isnan(close)).any(axis=0)
    for stock in np.flatnonzero(missing).tolist():
        filled, lost = _fill(values[:, stock], chain[:, stock], ~np.isnan(close[:, stock]), known[:, stock])
        if len(filled):
            what = "no factor on {n} days with a price: told by those around them, or by preclose"
            gaps.append(Gap("factor_filled", stock, filled, what))
        if len(lost):
            what = "no factor on {n} days with a price, and none that is sure: their prices are left out"
            gaps.append(Gap("factor_missing", stock, lost, what))
            untold[lost, stock] = True
    # after those above: what is carried is beside no price
    values[:, with_factor] = filled_forward(values[:, with_factor])
    for stock in np.flatnonzero(blind.any(axis=0) & with_preclose & ~with_factor).tolist():
        what = "no preclose on {n} days, or no close before them: a split or dividend then looks like a loss"
        gaps.append(Gap("preclose_missing", stock, np.flatnonzero(blind[:, stock]), what))
    return Factor(values, Told(with_factor | with_preclose, _with_splits(split, tickers)), gaps, untold)


def _with_splits(split: Floats, tickers: pd.Index[str]) -> Mask:
    """Stocks of which splits were given.

    Where the column has splits and nothing on other days, those are all stocks of an exchange with any.
    """
    import numpy as np

    if ((split == 0) | (split == 1)).any():
        return _any(~np.isnan(split))
    calendars = np.array([calendar_of(ticker) for ticker in tickers], dtype=object)
    return np.isin(calendars, calendars[_any(split > 0)])


def _any(cells: Mask) -> Mask:
    """By stock."""
    import numpy as np

    return np.asarray(cells.any(axis=0), bool)


def _steps(
    arrays: dict[str, Floats], preclose: Floats, split: Floats, with_preclose: Mask, followed: Mask
) -> tuple[Floats, Mask, Mask]:
    """What the close before is of the reference price; where that is known; prices of which it is not."""
    import numpy as np

    close = arrays["close"]
    step = np.where(~with_preclose & (split > 0), split, 1.0)
    # a reference price of a day without trade is what the next one follows, and a close that was taken out
    # is no close before
    idle = np.isnan(close) & (preclose > 0) & (arrays["suspended"] == 1)
    last = np.where(idle, preclose, close)
    last[np.isnan(close) & (arrays["suspended"] == 0)] = -1.0
    before, printed = filled_forward(last)[:-1], preclose[1:]
    due = followed & ~np.isnan(before) & with_preclose
    known, blind = np.zeros(close.shape, bool), np.zeros(close.shape, bool)
    known[1:] = due & (printed > 0) & (before > 0)
    blind[1:] = due & ~known[1:] & ~np.isnan(close[1:])
    step[1:][known[1:]] = before[known[1:]] / printed[known[1:]]
    # without the session before, a reference price has what was traded on it too: the split alone is sure
    alone = with_preclose & ~known & ~np.isnan(close) & (split > 0)
    step[1:][alone[1:]] = split[1:][alone[1:]]
    return step, known, blind


def _fill(factor: Floats, chain: Floats, priced: Mask, known: Mask) -> tuple[Ints, Ints]:
    """Fill one stock's factor in place; rows filled, and rows with a price that are left.

    Between two equal ones it is that one.  Elsewhere it is what the chain of reference prices makes of the
    one beside it, if these are `known` on all the days and, between two, lead from the one to the other.
    """
    import numpy as np

    at = np.flatnonzero(priced | ~np.isnan(factor))
    empty = np.isnan(factor[at])
    edge = np.flatnonzero(np.diff(np.concatenate([[False], empty, [False]]).astype("int8")))
    filled: list[Ints] = []
    lost: list[Ints] = []
    for first, end in zip(edge[::2].tolist(), edge[1::2].tolist(), strict=True):
        rows = at[first:end]
        left = at[first - 1] if first else None
        right = at[end] if end < len(at) else None
        beside = left if left is not None else right
        if beside is None:  # has none at all
            continue
        through = at[first if left is not None else first + 1 : end + 1]
        sure = bool(known[through][priced[through]].all())
        made = factor[beside] * chain[rows] / chain[beside]
        if left is not None and right is not None:
            ratio = factor[right] / factor[left]
            if abs(ratio - 1) <= _SAME:
                made, sure = np.full(len(rows), factor[left]), True
            elif sure:
                sure = abs(chain[right] / chain[left] / ratio - 1) <= _AGREES
        if sure:
            factor[rows] = made
        (filled if sure else lost).append(rows)
    none = np.zeros(0, "int64")
    return np.concatenate([none, *filled]), np.concatenate([none, *lost])


def _followed(dates: pd.DatetimeIndex, tickers: pd.Index[str]) -> Mask:
    """Whether a day is a session of a stock's exchange, and the one before it is a day of the prices too.

    Days on which other exchanges alone trade lie between them without harm.  Where a session is missing, a
    reference price also has what was traded on it.
    """
    import numpy as np

    days = dates.to_numpy().astype("datetime64[ns]")
    out = np.zeros((max(len(days) - 1, 0), len(tickers)), bool)
    calendars = np.array([calendar_of(ticker) for ticker in tickers], dtype=object)
    for calendar in sorted(set(calendars)):
        own = sessions_of(calendar)
        place = np.searchsorted(own, days)
        row = np.flatnonzero(own[np.minimum(place, len(own) - 1)] == days)
        after = row[1:][np.diff(place[row]) == 1]
        followed = np.zeros(len(out), bool)
        followed[after - 1] = True
        out[:, calendars == calendar] = followed[:, None]
    return out


def filled_forward(values: Floats) -> Floats:
    """The last value known on each row."""
    import numpy as np

    rows = np.where(np.isnan(values), 0, np.arange(len(values))[:, None])
    last = np.maximum.accumulate(rows, axis=0)
    filled: Floats = np.take_along_axis(values, last, axis=0)
    return filled
