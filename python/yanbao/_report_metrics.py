"""Metrics and screens of one report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core
from yanbao._evaluate import Column, screen
from yanbao._expr import Metric, Rating
from yanbao._f import OVER_TIME, ROLES
from yanbao._figures import Bounded, Figures
from yanbao._metric_names import did_you_mean
from yanbao._theme_members import ThemeMembers
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from yanbao._expr import Condition, Group, Theme

    Floats = NDArray[np.float64]
    Codes = NDArray[np.uint8]

_REASONS = _core.reasons()
_GROWTH = {"eps_growth": "eps", "revenue_growth": "revenue", "net_profit_growth": "net_profit"}


class ReportSource:
    """What an expression runs on in a report: one section, a cell a company."""

    sections = 1

    def __init__(self, table: Callable[[str], Sequence[dict[str, Any]]], meta: Mapping[str, Any]) -> None:
        self.figures = Figures(table, meta)
        self.themes = ThemeMembers(table("themes"), self.figures.at)
        self._scale = [row for row in table("rating_scale") if row["scope"] == "stock"]

    @property
    def width(self) -> int:
        """Number of companies."""
        return len(self.figures.tickers)

    def column(self, metric: Metric) -> Column:
        """A metric with the bounds of its printed precision; raises `UnknownNameError`."""
        if metric.name == "excess_return":
            low, high = self.excess_return()
            middle = np.where(np.isneginf(low), high, np.where(np.isposinf(high), low, (low + high) / 2))
            return Column(middle, low, high, open_means_gap=False)
        bounded, _ = self.explained(metric.name, metric.years, metric.on)
        return Column(*bounded)

    def flag(self, leaf: Theme | Rating) -> Codes:
        """Whether each company belongs to a theme, or has a rating: 0 no, 1 yes, 2 unknown."""
        if isinstance(leaf, Rating):
            ratings = [self.figures.ratings.get(t) for t in self.figures.tickers]
            return np.array([2 if r is None else r in leaf.labels for r in ratings], dtype=np.uint8)
        if leaf.min_brokers > 1:
            raise InvalidValueError(
                f"a report is one broker's: min_brokers={leaf.min_brokers} of {leaf.name!r} is for a panel"
            )
        least = 1 if leaf.min_role is None else ROLES[leaf.min_role]
        return self.themes.flag(leaf.name, least)

    def group(self, leaf: Group) -> NDArray[np.int32]:
        """A report prints no groups; raises `UnknownNameError`."""
        raise UnknownNameError(f"a report knows no {leaf.name} of its companies: a panel does")

    def explained(self, name: str, years: Sequence[int | str] = (), on: str = "eps") -> tuple[Bounded, Codes]:
        """A metric, and the code of the reason why a cell has none."""
        f = self.figures
        if name in OVER_TIME:
            raise UnknownNameError(f"a report has no {name} of {on!r}: a panel of many reports has it")
        if name in ("price", "market_cap"):
            return _unexplained(f.price if name == "price" else f.market_cap)
        if name == "cagr":
            return self._cagr(years or ("fy0", "fy2"), on)
        if name == "peg":
            return self._peg(years, on)
        year = years[0] if years else None
        if name in _GROWTH:
            return self._growth(name, year)
        if name in ("pe", "pe_recomputed", "earnings_yield"):
            return self._valued(name, year)
        if name not in f.metrics and name != "pe_printed":
            known = [*f.metrics, "pe_recomputed", "earnings_yield", *_GROWTH, "cagr", "peg", "price"]
            raise UnknownNameError(f"the report prints no {name!r}{did_you_mean(name, known)}")
        return _unexplained(self._level("pe" if name == "pe_printed" else name, year))

    def _level(self, name: str, year: int | str | None) -> Bounded:
        """A printed figure; ``fy0`` wants an actual, and no stale estimate for it."""
        if year == "ftm":
            return self.figures.forward(name)
        if year is None:
            return self.figures.printed(name, None)
        fiscal = self.figures.fiscal(year)
        if fiscal is None:
            return Bounded.missing(self.width)
        if name == "eps":
            return self.figures.eps(fiscal, actual=year == "fy0")
        return self.figures.printed(name, fiscal, actual=year == "fy0")

    def excess_return(self) -> tuple[Floats, Floats]:
        """Bounds of the excess return that each company's rating promises."""
        labels = [step["label"] for step in self._scale]
        bounds = [
            (
                -np.inf if s["excess_low"] is None else s["excess_low"],
                np.inf if s["excess_high"] is None else s["excess_high"],
            )
            for s in self._scale
        ]
        ratings = [self.figures.ratings.get(t) for t in self.figures.tickers]
        index = np.array([labels.index(r) if r in labels else -1 for r in ratings], dtype=np.int32)
        low, high = _core.excess_return(index, bounds)
        return low, high

    def _growth(self, name: str, year: int | str | None) -> tuple[Bounded, Codes]:
        """From the figures of both years; what the report prints as growth where it lacks one of them."""
        fiscal = None if year is None or year == "ftm" else self.figures.fiscal(year)
        if year is None or fiscal is None:
            return _unexplained(Bounded.missing(self.width))
        metric = _GROWTH[name]
        base, end = self._level(metric, "fy0" if year == "fy1" else fiscal - 1), self._level(metric, year)
        value, reason = _core.growth(base.value, end.value)
        computed = Bounded(value, *_core.growth_bounds(base[1:], end[1:]))
        printed = self.figures.printed(name, fiscal)
        use = printed.known & ~(base.known & end.known)
        return printed.where(use, computed), np.where(use, 0, reason).astype(np.uint8)

    def _valued(self, name: str, year: int | str | None) -> tuple[Bounded, Codes]:
        f = self.figures
        eps = self._level("eps", year)
        if name == "earnings_yield":
            value, reason = _core.earnings_yield(f.price.value, f.k.value, eps.value)
            return Bounded(value, *_core.earnings_yield_bounds(f.price[1:], f.k[1:], eps[1:])), reason
        value, reason = _core.pe(f.price.value, f.k.value, eps.value)
        computed = Bounded(value, *_core.pe_bounds(f.price[1:], f.k[1:], eps[1:]))
        if name == "pe_recomputed" or year == "ftm":
            return computed, reason
        printed = self._level("pe", year)
        loss = printed.known & ~(printed.value > 0)
        gain = Bounded(*(np.where(loss, np.nan, part) for part in printed))
        code = np.where(loss, _REASONS.index("loss"), 0)
        return gain.where(printed.known, computed), np.where(printed.known, code, reason).astype(np.uint8)

    def _cagr(self, years: Sequence[int | str], on: str) -> tuple[Bounded, Codes]:
        first, last = (self.figures.fiscal(y) for y in years)
        if first is None or last is None or last <= first:
            return _unexplained(Bounded.missing(self.width))
        start, end = self._level(on, years[0]), self._level(on, years[1])
        value, reason = _core.cagr(start.value, end.value, last - first)
        return Bounded(value, *_core.cagr_bounds(start[1:], end[1:], last - first)), reason

    def _peg(self, years: Sequence[int | str], on: str) -> tuple[Bounded, Codes]:
        pe, _ = self.explained("pe", years or ("fy1",))
        if years:
            growth, _ = self.explained("eps_growth" if on == "eps" else "net_profit_growth", years)
        else:
            growth, _ = self._cagr(("fy0", "fy2"), on)
        value, reason = _core.peg(pe.value, growth.value)
        return Bounded(value, *_core.peg_bounds(pe[1:], growth[1:])), reason


def _unexplained(bounded: Bounded) -> tuple[Bounded, Codes]:
    return bounded, np.where(bounded.known, 0, _REASONS.index("missing_end")).astype(np.uint8)


def metrics_frame(source: ReportSource, bounds: bool, reasons: bool) -> pd.DataFrame:
    """One row a company."""
    import pandas as pd

    f = source.figures
    low, high = source.excess_return()
    columns: dict[str, Any] = {
        "name": [f.names[t] for t in f.tickers],
        "rating": [f.ratings.get(t) for t in f.tickers],
        "excess_low": np.where(np.isneginf(low), np.nan, low),
        "excess_high": np.where(np.isposinf(high), np.nan, high),
        "price": f.price.value,
        "currency": f.currency,
        "market_cap": f.market_cap.value,
        "themes": source.themes.lists(len(f.tickers)),
    }
    wanted: list[tuple[str, str, tuple[int | str, ...]]] = []
    for name in ("pe", "eps_growth", "net_profit_growth", "peg"):
        wanted += [(f"{name}_{year}", name, (year,)) for year in f.years]
    if len(f.years) > 1:
        first, last = f.years[0], f.years[-1]
        wanted.append((f"eps_cagr_{first}_{last}", "cagr", (first, last)))
    wanted.append(("peg", "peg", ()))
    for label, name, years in wanted:
        bounded, reason = source.explained(name, years)
        if name != "pe" and not bounded.known.any():
            continue
        columns[label] = bounded.value
        if bounds:
            columns[f"{label}_low"], columns[f"{label}_high"] = bounded.low, bounded.high
        if reasons:
            columns[f"{label}_reason"] = [_REASONS[code] for code in reason]
    frame: pd.DataFrame = pd.DataFrame(
        columns, index=pd.Index(f.tickers, name="ticker", dtype="object" if not f.tickers else None)
    )
    return frame


def screen_frame(source: ReportSource, condition: Condition) -> tuple[pd.DataFrame, str]:
    """Companies that pass with the figures that were asked of them, and what each condition did."""
    import pandas as pd

    found = screen(condition, source)
    passed = np.flatnonzero(found.passed[0])
    f = source.figures
    columns: dict[str, Any] = {"name": [f.names[f.tickers[i]] for i in passed]}
    for _, operand in condition.steps:
        if isinstance(operand, Metric):
            label = "_".join(map(str, (operand.name, *operand.years)))
            columns.setdefault(label, np.asarray(source.column(operand).value)[passed])
    index = pd.Index([f.tickers[i] for i in passed], name="ticker", dtype=None if len(passed) else "object")
    return pd.DataFrame(columns, index=index), found.explain()


def theme_pe_frame(source: ReportSource, year: int | str, min_role: str | None) -> pd.DataFrame:
    """One row a theme."""
    import pandas as pd

    cap = source.figures.market_cap.value
    earned = source._level("net_profit", year).value
    earned = np.where(np.isnan(earned), cap * source.explained("earnings_yield", (year,))[0].value, earned)
    least = 1 if min_role is None else ROLES[min_role]
    groups = _core.group_pe(cap, earned, source.themes.matrix, least)
    names = list(source.themes.names.values())
    frame: pd.DataFrame = pd.DataFrame(groups, index=pd.Index(names, name="theme", dtype=object))
    return frame
