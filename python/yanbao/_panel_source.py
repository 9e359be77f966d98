"""What an expression runs on in a panel: a section a session, a cell a stock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core, _panel_prices
from yanbao._evaluate import Column
from yanbao._expr import Group, Theme
from yanbao._metric_names import did_you_mean
from yanbao._panel_levels import CODES, Levels
from yanbao._panel_rows import Level
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from yanbao._expr import Metric, Rating
    from yanbao._metric_names import Year
    from yanbao._panel_parts import Parts
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

    def __init__(self, levels: Levels, px: Prices | None, parts: Parts) -> None:
        self.levels, self.px, self.parts = levels, px, parts
        self.sections, self.width = levels.cells.shape

    def column(self, metric: Metric) -> Column:
        """A metric of every cell; UnknownNameError where a panel has no such thing."""
        if metric.name == "excess_return":
            return Column(*self.parts.ratings.excess_return(self.levels.window), open_means_gap=False)
        return Column(np.ascontiguousarray(self.explained(metric).value))

    def flag(self, leaf: Theme | Rating) -> Codes:
        """A condition on every cell: 0 no, 1 yes, 2 unknown."""

        def made() -> Codes:
            if isinstance(leaf, Theme):
                return self.parts.themes.flag(leaf, self.levels.window)
            return self.parts.ratings.flag(leaf, self.levels.window)

        flag: Codes = self.levels.once(leaf, made)
        return flag

    def group(self, leaf: Group) -> NDArray[np.int32]:
        """The group of every cell, -1 for none."""
        group: NDArray[np.int32] = self.levels.once(leaf, lambda: self.parts.industries.group(leaf.level))
        return group

    def marked(self, level: Level) -> NDArray[np.bool_]:
        """Which values rest on an estimate of a year that is over."""
        if self.levels.base != "any":
            return np.zeros(level.value.shape, bool)
        stale: NDArray[np.bool_] = level.reason == CODES["stale_estimate"]
        return stale

    def why_unknown(self, leaf: Theme | Rating | Group) -> Codes:
        """The reason of each cell in which a condition or group is unknown, 0 elsewhere."""
        if isinstance(leaf, Group):
            return np.where(self.group(leaf) < 0, CODES["no_group"], 0).astype(np.uint8)
        name = "no_concepts" if isinstance(leaf, Theme) else "no_rating"
        return np.where(self.flag(leaf) == 2, CODES[name], 0).astype(np.uint8)

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
        if name == "excess_return":
            value = np.asarray(self.parts.ratings.excess_return(self.levels.window).value)
            return Level(value, lambda: np.where(np.isnan(value), CODES["no_rating"], 0).astype(np.uint8))
        if name in ("revision", "breadth", "brokers"):
            return self._moved(name, metric.on, years[0], metric.sessions)
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

    def _moved(self, name: str, metric: str, year: Year, sessions: int) -> Level:
        self._check(metric)
        wanted = self.levels.years.wanted(year)
        if name == "brokers":
            value = self.levels.consensus(metric, wanted)["count"].astype("float64")
        else:
            value = self.levels.moved(metric, wanted, sessions)[name == "breadth"]
        missing = CODES["missing_base"]
        return Level(value, lambda: np.where(np.isnan(value), missing, 0).astype(np.uint8))

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

    def priced_fields(self) -> list[str]:
        """Fields of the prices; none without prices."""
        return [] if self.px is None else self.px.fields

    def price(self) -> Level:
        """Price of the day, known before each session."""
        made: Level = self.levels.once("price", lambda: _panel_prices.price(self.px, self.levels.cells))
        return made

    def k(self, metric: str) -> Level:
        """Units of the figure's currency, per share that it counts, for one of the price's."""
        from yanbao._currencies import printed_by_then
        from yanbao._fx_reasons import REASONS

        def made() -> Level:
            cells = self.levels.cells
            printed = printed_by_then(self.levels.used, cells.sessions, cells.tickers, metric)
            k = self.parts.exchange.k(list(cells.tickers), None, printed)
            codes = np.array([CODES.get(name, 0) for name in REASONS], np.uint8)
            return Level(k.value, lambda: codes[k.reason])

        level: Level = self.levels.once(("k", metric), made)
        return level

    def converted(self, metric: str, year: Year, what: str, members: NDArray[np.bool_]) -> Level:
        """A sum of money in the currency of each price; refused where a rate is missing for `members`.

        Raises
        ------
        MixedCurrenciesError
            It says which pair is missing.
        """
        from yanbao._currencies import HOME, currency_of, mainland, printed_by_then
        from yanbao.errors import MixedCurrenciesError

        cells = self.levels.cells
        inside: Any = members.any(axis=0)
        named = {currency_of(t) for t, is_in in zip(cells.tickers, inside, strict=True) if is_in}
        if len(named) > 1:
            raise MixedCurrenciesError(
                f"{what} would add market caps in {', '.join(sorted(map(str, named)))}: ask for harmonic or "
                "median, which are of E/P alone"
            )
        level = self.levels.level(metric, year)
        printed = printed_by_then(self.levels.used, cells.sessions, cells.tickers, metric)
        value = np.full(cells.shape, np.nan)
        for column, ticker in enumerate(cells.tickers):
            codes = np.broadcast_to(printed.codes[..., column], (cells.shape[0],))
            for code in np.unique(codes).tolist():
                own = printed.names[code] if code >= 0 else HOME if mainland(ticker) else None
                quoted = currency_of(ticker)
                at = codes == code
                if own is None or quoted is None:
                    continue
                rate = np.ones(len(codes)) if own == quoted else self.parts.exchange.rate(own, quoted).value
                value[at, column] = (level.value[:, column] * rate)[at]
        lost = members & np.isnan(value) & ~np.isnan(level.value)
        if lost.any():
            column = int(np.flatnonzero(lost.any(axis=0))[0])
            raise MixedCurrenciesError(
                f"{what} would mix currencies: {cells.tickers[column]} has {metric} in another one than its "
                "price, and no rate is given or implied: give fx="
            )
        return Level(value, lambda: level.reason)

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
        # that nobody estimates the company says more than that a price or an actual is missing too
        nobody = (codes != 0) & np.isnan(level.value) & (level.reason == CODES["no_estimate"])
        out[nobody] = CODES["no_estimate"]
        marked = (codes == 0) & (level.reason == CODES["stale_estimate"])
        out[marked] = CODES["stale_estimate"]
    return out


def _wide(wanted: NDArray[np.int32]) -> NDArray[np.int32]:
    return wanted[:, None] if wanted.ndim == 1 else wanted
