"""What looks wrong in prices and is left as it is: findings to read before trusting the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yanbao._price_factor import Factor, filled_forward
from yanbao._sessions import calendar_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Row = tuple[str, Any, Any, str]  # code, ticker or None, day or NaT, what

_DAYS = 20  # looked at, for the unit of volume
_SPLIT = 1.5  # a split that a day's move is hardly taken for


def doubts(
    arrays: dict[str, Floats], dates: pd.DatetimeIndex, tickers: pd.Index[str], factor: Factor
) -> Iterator[Row]:
    """Of raw prices: what is missing of a factor, splits that prices do not show, the unit of volume."""
    for gap in factor.gaps:
        what = gap.what.format(n=len(gap.rows))
        yield gap.code, tickers[gap.stock], dates[gap.rows[0]], what
    yield from _without_factor(arrays, dates, tickers, factor)
    yield from _splits(arrays, dates, tickers)
    yield from _volume_unit(arrays, tickers)


def _without_factor(
    arrays: dict[str, Floats], dates: pd.DatetimeIndex, tickers: pd.Index[str], factor: Factor
) -> Iterator[Row]:
    """Stocks of which less is known than of others: nothing, or splits alone."""
    import numpy as np

    first = (~np.isnan(arrays["suspended"])).argmax(axis=0)
    level = np.where(factor.told.factor, 2, factor.told.splits)
    less = (level < level.max(initial=0)) & ((~np.isnan(arrays["close"])).sum(axis=0) > 1)
    for stock in np.flatnonzero(less).tolist():
        what = "no preclose, factor or split, where others have: a split or dividend looks like a loss"
        if level[stock]:
            what = "splits alone, where others have a preclose or factor: a dividend looks like a loss"
        yield "no_factor_of", tickers[stock], dates[first[stock]], what


def _splits(arrays: dict[str, Floats], dates: pd.DatetimeIndex, tickers: pd.Index[str]) -> Iterator[Row]:
    """Splits on whose day the close is nearer to the one before than to its part of it."""
    import numpy as np

    if "split" not in arrays:
        return
    close, split = arrays["close"], arrays["split"]
    printed = arrays.get("preclose", np.zeros_like(close))
    day, stock = np.nonzero(((split >= _SPLIT) | ((split > 0) & (split <= 1 / _SPLIT))) & ~(printed > 0))
    day, stock = day[day > 0], stock[day > 0]
    fall = np.log(filled_forward(close)[day - 1, stock] / close[day, stock])
    flat = np.abs(fall) < np.abs(fall - np.log(split[day, stock]))
    for row, column in zip(day[flat].tolist(), stock[flat].tolist(), strict=True):
        what = (
            f"a split of {split[row, column]:g} that the close does not show: is it adjusted for splits "
            "already, as Yahoo's is? Then leave split out"
        )
        yield "split_not_in_price", tickers[column], dates[row], what


def _volume_unit(arrays: dict[str, Floats], tickers: pd.Index[str]) -> Iterator[Row]:
    """Amount over volume is near the close where the unit of the volume is what was said."""
    import numpy as np
    import pandas as pd

    if not {"amount", "volume"} <= set(arrays):
        return
    step = max(1, len(arrays["close"]) // _DAYS)
    amount, volume, close = (arrays[name][::step] for name in ("amount", "volume", "close"))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = amount / volume / close
    calendars = np.array([calendar_of(ticker) for ticker in tickers], dtype=object)
    for calendar in sorted(set(calendars)):
        own = ratio[:, calendars == calendar]
        own = own[np.isfinite(own) & (own > 0)]
        middle = float(np.median(own)) if len(own) else 1.0
        if not 0.5 < middle < 2:
            of = tickers[calendars == calendar]
            named = ", ".join(of[:2]) + (" and others" if len(of) > 2 else "")
            what = (
                f"amount over volume is {middle:.3g} times the close of {named}: is its unit what was said?"
            )
            yield "volume_unit", None, pd.NaT, what
