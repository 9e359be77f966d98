"""The price that was known before each session of a panel, on that session's share base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._panel_levels import CODES
from yanbao._panel_rows import Level
from yanbao._price_rows import filled_forward
from yanbao._prices import Prices, day_prices
from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from yanbao._panel_rows import Cells

    Floats = npt.NDArray[np.float64]

_STALE = 20  # sessions; the rows of a stock that is suspended keep its price alive for longer


def price(px: Prices | None, cells: Cells) -> Level:
    """The last close before each session, over what the reference price of the session takes off."""
    px = _asked(px, "a price")
    day_prices(px, "a price of the day")
    return _last(px, "close", cells, rebased=True)


def market_cap(px: Prices | None, cells: Cells) -> Level:
    """The last market value before each session."""
    px = _asked(px, "market_cap")
    if "market_cap" not in px.fields:
        raise UnknownNameError("the prices have no market_cap: give a column of it")
    return _last(px, "market_cap", cells, rebased=False)


def _asked(px: Prices | None, what: str) -> Prices:
    if px is None:
        raise UnknownNameError(f"{what} needs prices: corpus.panel(prices=px)")
    return px


def _last(px: Prices, field: str, cells: Cells, *, rebased: bool) -> Level:
    import numpy as np

    days = px.dates.to_numpy().astype("datetime64[ns]")
    before = np.searchsorted(days, cells.days) - 1  # the last day before each session
    until = np.searchsorted(days, cells.days, side="right") - 1  # or its own, of which the open is known
    column = px.tickers.get_indexer(cells.tickers)
    there = ~np.isnan(px.array("suspended"))
    # sessions of the calendar, by day; a stock without a row for long has no price, and who knows why
    number = np.searchsorted(cells.all, days).astype("float64")
    seen = filled_forward(np.where(there, number[:, None], np.nan))

    def at(array: Floats, row: npt.NDArray[np.int64]) -> Floats:
        out = np.full(cells.shape, np.nan)
        out[np.ix_(row >= 0, column >= 0)] = array[np.ix_(row[row >= 0], column[column >= 0])]
        return out

    value = at(filled_forward(px.array(field)), before)
    age = np.searchsorted(cells.all, cells.days)[:, None] - at(seen, before)
    value[~(age <= _STALE)] = np.nan
    if rebased:
        factor = filled_forward(np.where(there, px.array("factor"), np.nan))
        at_close = filled_forward(np.where(np.isnan(px.array(field)), np.nan, factor))
        step = at(at_close, before) / at(factor, until)  # on days without trade since, too
        value = value * np.where(np.isnan(step), 1.0, step)
    missing = CODES["no_price"]
    return Level(value, lambda: np.where(np.isnan(value), missing, 0).astype(np.uint8))
