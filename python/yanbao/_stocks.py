"""The companies of one report as arrays: what its metrics and screens run on."""

from __future__ import annotations

import math
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core, _export, _wide
from yanbao._evaluate import NO, UNKNOWN, YES, Column
from yanbao._f import ROLES
from yanbao._metric_names import did_you_mean
from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from yanbao._expr import Metric, Rating, Theme
    from yanbao._metric_names import Year

    Floats = NDArray[np.float64]
    Row = dict[str, Any]

_REASONS = {name: code for code, name in enumerate(_core.reasons())}
_FIRST_OF_MAY = (5, 1)  # from it on, last year's figures are actual: annual reports are out by 30 April


class Figures:
    """Values with their rounding intervals and, where there is none, the reason; all (n_stocks,)."""

    def __init__(self, value: Floats, low: Floats, high: Floats, reason: NDArray[np.uint8] | None = None) -> None:
        self.value, self.low, self.high = value, low, high
        missing = np.where(np.isnan(value), _REASONS["missing_eps"], _REASONS["ok"])
        self.reason = missing.astype(np.uint8) if reason is None else reason

    @classmethod
    def empty(cls, n: int) -> Figures:
        return cls(*(np.full(n, math.nan) for _ in range(3)))

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        return self.low, self.high


class Stocks:
    """One report's companies, in the order in which it prints them, and their figures by metric and year.

    An own forecast comes before a consensus that the report quotes, and that before a comparable's; figures
    that contradict each other are none.
    """

    def __init__(self, table: Callable[[str], _core.Table], published: date | None) -> None:
        self._rows = {
            name: list(_export.rows(table(name)))
            for name in ("coverage", "estimates", "quotes", "themes", "ratios", "rating_scale")
        }
        self.published = published
        self._cells = _wide.choose(self._rows["estimates"], ("broker", "consensus", "comparable"))

    @cached_property
    def tickers(self) -> list[str]:
        found = (row["ticker"] for name in ("coverage", "estimates", "quotes", "themes") for row in self._rows[name])
        return list(dict.fromkeys(t for t in found if t))

    @cached_property
    def _at(self) -> dict[str, int]:
        return {ticker: i for i, ticker in enumerate(self.tickers)}

    # ---- what an expression runs on ----

    @property
    def sections(self) -> int:
        return 1

    @property
    def width(self) -> int:
        return len(self.tickers)

    def column(self, metric: Metric) -> Column:
        figures = self.figures(metric.name, metric.years, metric.on)
        shape = (1, self.width)
        columns = (a.reshape(shape) for a in (figures.value, figures.low, figures.high))
        return Column(*columns, open_means_gap=metric.name != "excess_return")

    def flag(self, leaf: Theme | Rating) -> NDArray[np.uint8]:
        flags = self._themed(leaf.name, leaf.min_role) if hasattr(leaf, "min_role") else self._rated(leaf.labels)
        return flags.reshape(1, self.width)

    # ---- figures ----

    def figures(self, name: str, years: Sequence[Year] = (), on: str = "eps") -> Figures:
        """A metric of every stock, by the definitions of `yb.f`."""
        if name in ("price", "market_cap"):
            return self._printed_once(name)
        if name == "excess_return":
            return self._promised()
        if name == "cagr":
            return self._cagr(on, years[0] if years else "fy0", years[1] if years else "fy2")
        if name == "peg":
            return self._peg(years[0] if years else None, on)
        year = years[0] if years else None
        if name == "pe":
            return self._either(self._pe_printed_positive(year), self._pe_recomputed(year))
        if name == "pe_printed":
            return self._by_year("pe", year)
        if name == "pe_recomputed":
            return self._pe_recomputed(year)
        if name == "earnings_yield":
            return self._earnings_yield(year)
        printed = self._by_year(name, year)
        level = name.removesuffix("_growth")
        return printed if level == name else self._either(printed, self._growth(level, year))

    def year(self, year: Year) -> int:
        """The fiscal year that a relative one stands for on the day of publication."""
        if isinstance(year, int):
            return year
        if self.published is None:
            raise UnknownNameError(f"{year!r} needs a day of publication, which the report does not print")
        if year in ("this_year", "next_year"):
            return self.published.year + (year == "next_year")
        may = (self.published.month, self.published.day) >= _FIRST_OF_MAY
        return self.published.year - (1 if may else 2) + int(year.removeprefix("fy"))

    def years(self, metric: str) -> list[int]:
        return sorted({key[2] for key in self._cells if key[1] == metric})

    def _by_year(self, metric: str, year: Year | None) -> Figures:
        if year is None:
            return self._latest_quarter(metric)
        if year == "ftm":
            return self._forward(metric)
        wanted = self.year(year)
        actual_only = year == "fy0"  # a stale estimate does not stand in for an actual
        out = Figures.empty(self.width)
        for ticker, i in self._at.items():
            cell = self._cells.get((ticker, metric, wanted))
            if cell is None or (actual_only and (ticker, metric, wanted) not in self._actual):
                continue
            self._put(out, i, cell.value, cell.half_unit)
        return out

    @cached_property
    def _actual(self) -> set[tuple[str, str, int]]:
        return {
            (r["ticker"], r["metric"], r["fiscal_year"]) for r in self._rows["estimates"] if r["basis"] == "A"
        }

    def _latest_quarter(self, metric: str) -> Figures:
        out = Figures.empty(self.width)
        for row in self._rows["estimates"]:
            if row["metric"] == metric and row["basis"] in ("MRQ", "TTM") and row["ticker"] in self._at:
                self._put(out, self._at[row["ticker"]], row["value"], row["half_unit"])
        return out

    def _forward(self, metric: str) -> Figures:
        """w x E(first unfinished year) + (1 - w) x E(the next), w the part of a year to the first one's end."""
        if self.published is None:
            raise UnknownNameError("'ftm' needs a day of publication, which the report does not print")
        out = Figures.empty(self.width)
        for ticker, i in self._at.items():
            ends = {y: d for (t, y), d in self._year_ends.items() if t == ticker and d > self.published}
            if not ends:
                continue
            first = min(ends, key=lambda y: ends[y])
            now, after = (self._cells.get((ticker, metric, y)) for y in (first, first + 1))
            if now is None or after is None:
                continue
            w = min((ends[first] - self.published).days / 365, 1.0)
            self._put(out, i, w * now.value + (1 - w) * after.value, w * now.half_unit + (1 - w) * after.half_unit)
        return out

    @cached_property
    def _year_ends(self) -> dict[tuple[str, int], date]:
        rows = self._rows["estimates"]
        return {(r["ticker"], r["fiscal_year"]): r["period_end"] for r in rows if r["period_end"] is not None}

    @staticmethod
    def _put(out: Figures, i: int, value: float, half_unit: float) -> None:
        out.value[i], out.low[i], out.high[i] = value, value - half_unit, value + half_unit
        out.reason[i] = _REASONS["ok"] if not math.isnan(value) else out.reason[i]

    # ---- price, k and what follows from them ----

    def _printed_once(self, name: str) -> Figures:
        out = Figures.empty(self.width)
        seen: dict[int, tuple[float, float]] = {}
        keys = {"price": (("coverage", "price"), ("quotes", "close"))}.get(name, (("coverage", name), ("quotes", name)))
        for table, column in keys:
            for row in self._rows[table]:
                value, i = row[column], self._at.get(row["ticker"])
                if value is None or i is None:
                    continue
                half = row[f"{column}_half_unit"]
                before = seen.setdefault(i, (value, half))
                if abs(before[0] - value) > before[1] + half:  # the report prints two: neither is known
                    out.value[i] = out.low[i] = out.high[i] = math.nan
                elif before == (value, half):
                    self._put(out, i, value, half)
        return out

    @cached_property
    def _k(self) -> Figures:
        """k of the group of rows that share it; none where several explanations are left."""
        out = Figures.empty(self.width)
        for row in self._rows["ratios"]:
            i = self._at.get(row["ticker"])
            if i is None or row["explains"] is None or "|" in row["explains"]:
                continue
            low, high = (1.0, 1.0) if row["explains"] == "1" else (row["k_low"], row["k_high"])
            out.value[i], out.low[i], out.high[i] = (low + high) / 2, low, high
        return out

    def _eps(self, year: Year | None) -> Figures:
        """EPS as sharp as price, k and PE make it: the printed figure, unless rounding hides what they say."""
        printed = self._by_year("eps", year)
        if year == "ftm" or year is None:
            return printed
        price, pe = self._printed_once("price"), self._by_year("pe", year)
        low, high = _core.refine_eps(printed.bounds, price.bounds, self._k.bounds, pe.bounds)
        known = ~np.isnan(low)
        low, high = np.where(known, low, printed.low), np.where(known, high, printed.high)
        inside = (low <= printed.value) & (printed.value <= high)
        return Figures(np.where(inside, printed.value, (low + high) / 2), low, high)

    def _pe_printed_positive(self, year: Year | None) -> Figures:
        printed = self._by_year("pe", year)
        gain = printed.value > 0
        reason = np.where(printed.value <= 0, _REASONS["loss"], printed.reason).astype(np.uint8)
        return Figures(*(np.where(gain, a, math.nan) for a in (printed.value, printed.low, printed.high)), reason)

    def _pe_recomputed(self, year: Year | None) -> Figures:
        price, eps = self._printed_once("price"), self._by_year("eps", year)
        value, reason = _core.pe(price.value, self._k.value, eps.value)
        return Figures(value, *_core.pe_bounds(price.bounds, self._k.bounds, eps.bounds), reason)

    def _earnings_yield(self, year: Year | None) -> Figures:
        price, eps = self._printed_once("price"), self._eps(year)
        value, reason = _core.earnings_yield(price.value, self._k.value, eps.value)
        return Figures(value, *_core.earnings_yield_bounds(price.bounds, self._k.bounds, eps.bounds), reason)

    def _level(self, metric: str, year: Year) -> Figures:
        return self._eps(year) if metric == "eps" else self._by_year(metric, year)

    def _growth(self, level: str, year: Year | None) -> Figures:
        if year is None or year == "ftm":
            return Figures.empty(self.width)
        before: Year = "fy0" if year == "fy1" else self.year(year) - 1
        base, end = self._level(level, before), self._level(level, year)
        value, reason = _core.growth(base.value, end.value)
        return Figures(value, *_core.growth_bounds(base.bounds, end.bounds), reason)

    def _cagr(self, level: str, start: Year, end: Year) -> Figures:
        years = self.year(end) - self.year(start)
        if years <= 0:
            return Figures.empty(self.width)
        base, last = self._level(level, start), self._level(level, end)
        value, reason = _core.cagr(base.value, last.value, years)
        return Figures(value, *_core.cagr_bounds(base.bounds, last.bounds, years), reason)

    def _peg(self, year: Year | None, on: str) -> Figures:
        growth = self._cagr(on, "fy0", "fy2") if year is None else self._growth(on, year)
        pe = self.figures("pe", ("fy1" if year is None else year,))
        value, reason = _core.peg(pe.value, growth.value)
        return Figures(value, *_core.peg_bounds(pe.bounds, growth.bounds), reason)

    @staticmethod
    def _either(first: Figures, second: Figures) -> Figures:
        """The first where it has a value, or says that there can be none."""
        use = np.isnan(first.value) & (first.reason != _REASONS["loss"])
        columns = ("value", "low", "high", "reason")
        return Figures(*(np.where(use, getattr(second, c), getattr(first, c)) for c in columns))

    # ---- ratings and themes ----

    @cached_property
    def ratings(self) -> list[str | None]:
        out: list[str | None] = [None] * self.width
        for row in self._rows["coverage"]:
            i = self._at.get(row["ticker"])
            if i is not None and out[i] is None:
                out[i] = row["rating"]
        return out

    def _rated(self, labels: Iterable[str]) -> NDArray[np.uint8]:
        wanted = set(labels)
        truth = [UNKNOWN if r is None else YES if r in wanted else NO for r in self.ratings]
        return np.array(truth, dtype=np.uint8)

    def _promised(self) -> Figures:
        steps = [r for r in self._rows["rating_scale"] if r["scope"] == "stock"]
        order = {r["label"]: i for i, r in reversed(list(enumerate(steps)))}
        scale = [
            tuple(math.nan if r[c] is None else r[c] for c in ("excess_low", "excess_high")) for r in steps
        ]
        label = np.array([order.get(r, -1) for r in self.ratings], dtype=np.int32)
        low, high = _core.excess_return(label, scale)
        # the point of an interval that is open on one side is the bound that is promised
        middle = np.where(np.isinf(low), high, np.where(np.isinf(high), low, (low + high) / 2))
        return Figures(middle, low, high)

    @cached_property
    def themes(self) -> dict[str, str | None]:
        """Every theme, and the one that it is part of."""
        found: dict[str, str | None] = {}
        for row in self._rows["themes"]:
            if row["parent"] is not None:
                found.setdefault(row["parent"], None)
            found[row["theme"]] = row["parent"] or found.get(row["theme"])
        return found

    def membership(self) -> NDArray[np.uint8]:
        """(n_stocks, n_themes): how strongly each theme's list words each stock, sub-themes counted in."""
        order = {theme: i for i, theme in enumerate(self.themes)}
        members = [
            (self._at[r["ticker"]], order[r["theme"]], ROLES.get(r["role"], 1))
            for r in self._rows["themes"]
            if r["ticker"] in self._at
        ]
        parents = [-1 if p is None else order[p] for p in self.themes.values()]
        return _core.membership(members, self.width, len(order), parents)

    def _themed(self, name: str, min_role: str | None) -> NDArray[np.uint8]:
        order = {_squeezed(theme): i for i, theme in enumerate(self.themes)}
        if _squeezed(name) not in order:
            raise UnknownNameError(f"the report has no theme {name!r}{did_you_mean(name, self.themes)}")
        strength = self.membership()[:, order[_squeezed(name)]]
        return (strength >= (ROLES[min_role] if min_role else 1)).astype(np.uint8)

    def themes_of(self) -> list[str]:
        named: list[dict[str, None]] = [{} for _ in self.tickers]
        for row in self._rows["themes"]:
            if row["ticker"] in self._at:
                named[self._at[row["ticker"]]][row["theme"]] = None
        return ["、".join(n) for n in named]

    def first(self, tables: Sequence[str], column: str) -> list[Any]:
        """A column's first value for each stock."""
        out: list[Any] = [None] * self.width
        for table in tables:
            for row in self._rows[table]:
                i = self._at.get(row["ticker"])
                if i is not None and out[i] is None:
                    out[i] = row.get(column)
        return out


def _squeezed(name: str) -> str:
    return "".join(name.split()).lower()
