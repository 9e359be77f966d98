"""What an expression runs on in a panel: a section a session, a cell a stock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core, _panel_prices
from yanbao._evaluate import Column
from yanbao._metric_names import did_you_mean
from yanbao._panel_levels import CODES, Levels
from yanbao._panel_rows import Level
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from yanbao._expr import Metric, Rating, Theme
    from yanbao._metric_names import Year
    from yanbao._prices import Prices

    Floats = NDArray[np.float64]
    Codes = NDArray[np.uint8]

_PRICED = {
    "pe": "eps",
    "pe_recomputed": "eps",
    "earnings_yield": "eps",
    "pb": "bvps",
    "dividend_yield": "dps",
}
# multiples of the day on which a report was printed; today's price makes others of them
_OF_THEIR_DAY = ("pe_printed", "ps", "ev_ebitda", "ev_sales")


class PanelSource:
    """Metrics of every cell from consensus, actuals and prices, each made once."""

    def __init__(self, levels: Levels, px: Prices | None, currencies: dict[tuple[str, str], str]) -> None:
        self.levels, self.px = levels, px
        self._currencies = currencies
        self.sections, self.width = levels.cells.shape

    def column(self, metric: Metric) -> Column:
        """A metric of every cell; UnknownNameError where a panel has no such thing."""
        return Column(self.explained(metric).value)

    def flag(self, leaf: Theme | Rating) -> Codes:
        """A condition on every cell: 0 no, 1 yes, 2 unknown."""
        raise UnknownNameError(f"the panel knows no {leaf!r}")

    def explained(self, metric: Metric) -> Level:
        """A metric with the reasons of what is missing."""
        made: Level = self.levels.once(metric, lambda: self._made(metric))
        return made

    def _made(self, metric: Metric) -> Level:
        name, years = metric.name, metric.years
        if name == "price":
            return _panel_prices.price(self.px, self.levels.cells)
        if name == "market_cap":
            return _panel_prices.market_cap(self.px, self.levels.cells)
        if name == "cagr":
            first, last = years or ("fy0", "fy2")
            return self._cagr(first, last, metric.on)
        if name == "peg":
            return self._peg(years, metric.on)
        if name in _OF_THEIR_DAY:
            raise UnknownNameError(
                f"a panel has no {name}: a multiple is of the price of its day; ask pe, pb or earnings_yield"
            )
        if not years:
            raise InvalidValueError(f'{name} of a panel needs a year: yb.f.{name}("fy1")')
        if name in _PRICED:
            return self._priced(name, years[0])
        grown = name.removesuffix("_growth")
        if grown != name:
            return self._growth(grown, years[0])
        self._check(name)
        return self.levels.level(name, years[0])

    def _check(self, metric: str) -> None:
        known = sorted(self.levels.used["metric"].unique())
        if metric not in known:
            hint = did_you_mean(metric, known) or f"; it has {', '.join(known) or 'none'}"
            raise UnknownNameError(f"the panel has no estimate of {metric!r}{hint}")

    def _growth(self, metric: str, year: Year) -> Level:
        self._check(metric)
        if year == "ftm":
            raise InvalidValueError("growth is of fiscal years: ftm is of two")
        end, base = self.levels.level(metric, year), self.levels.before(metric, year)
        return self._explained(_core.growth, (base, "missing_base"), (end, "missing_end"))

    def _cagr(self, first: Year, last: Year, on: str) -> Level:
        self._check(on)
        base, end = self.levels.level(on, first), self.levels.level(on, last)
        apart = _wide(self.levels.years.wanted(last)) - _wide(self.levels.years.wanted(first))
        apart = np.broadcast_to(apart, self.levels.cells.shape)
        value, reason = np.full(apart.shape, np.nan), np.zeros(apart.shape, np.uint8)
        for n in np.unique(apart[apart > 0]):
            at = apart == n
            value[at], reason[at] = _core.cagr(base.value[at], end.value[at], int(n))
        reason[apart <= 0] = CODES["no_year"]
        return Level(value, lambda: _refined(reason, (base, "missing_base"), (end, "missing_end")))

    def _peg(self, years: tuple[Year, ...], on: str) -> Level:
        pe = self._priced("pe", years[0] if years else "fy1")
        growth = self._growth(on, years[0]) if years else self._cagr("fy0", "fy2", on)
        return self._explained(_core.peg, (pe, "missing_pe"), (growth, "missing_growth"))

    def _priced(self, name: str, year: Year) -> Level:
        metric = _PRICED[name]
        self._check(metric)
        price, k = self.price(), self.k(metric)
        per_share = self.levels.level(metric, year)
        made: Callable[..., Any] = _core.pe if name in ("pe", "pe_recomputed", "pb") else _core.earnings_yield
        return self._explained(made, (price, "missing_price"), (k, "missing_k"), (per_share, "missing_eps"))

    def price(self) -> Level:
        """Price of the day, known before each session."""
        made: Level = self.levels.once("price", lambda: _panel_prices.price(self.px, self.levels.cells))
        return made

    def k(self, metric: str) -> Level:
        """Units of the figure's currency for one of the price's; 1 where they are one."""
        cells = self.levels.cells
        value = np.full(cells.shape, np.nan)
        for i, ticker in enumerate(cells.tickers):
            quoted = _panel_prices.currency_of(ticker)
            printed = self._currencies.get((ticker, metric))
            if printed is None and ticker.endswith((".SH", ".SZ", ".BJ")):
                printed = "CNY"
            if printed == quoted:
                value[:, i] = 1.0
        missing = CODES["no_fx"]
        return Level(value, lambda: np.where(np.isnan(value), missing, 0).astype(np.uint8))

    def _explained(self, kernel: Callable[..., Any], *inputs: tuple[Level, str]) -> Level:
        """What a kernel makes of arrays; a missing input's own reason says more than that it is missing."""
        value, reason = kernel(*(level.value.ravel() for level, _ in inputs))
        shape = self.levels.cells.shape
        codes = reason.reshape(shape)
        return Level(value.reshape(shape), lambda: _refined(codes, *inputs))


def _refined(codes: Codes, *inputs: tuple[Level, str]) -> Codes:
    out: Codes = codes.copy()
    for level, name in inputs:
        at = codes == CODES[name]
        if at.any():
            out[at] = np.where(level.reason[at] != 0, level.reason[at], codes[at])
        marked = (codes == 0) & (level.reason == CODES["stale_estimate"])
        out[marked] = CODES["stale_estimate"]
    return out


def _wide(wanted: NDArray[np.int32]) -> NDArray[np.int32]:
    return wanted[:, None] if wanted.ndim == 1 else wanted
