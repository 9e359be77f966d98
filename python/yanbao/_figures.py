"""A report's figures as arrays over its companies: what its metrics are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from yanbao import _core, _wide

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ORIGINS = ("broker", "consensus")  # a comparable company's figures are never taken for the report's own


class Bounded(NamedTuple):
    """Values with the bounds of their printed precision; NaN where nothing is printed."""

    value: Floats
    low: Floats
    high: Floats

    @classmethod
    def missing(cls, n: int) -> Bounded:
        return cls(np.full(n, np.nan), np.full(n, np.nan), np.full(n, np.nan))

    @property
    def known(self) -> NDArray[np.bool_]:
        return ~np.isnan(self.value)

    def where(self, use: NDArray[np.bool_], other: Bounded) -> Bounded:
        """Its own values where `use` says so, the other's elsewhere."""
        return Bounded(*(np.where(use, mine, theirs) for mine, theirs in zip(self, other, strict=True)))


class Figures:
    """Prices, forecasts and exchange ratios of a report, one company a cell.

    Companies are those with coverage, estimates of the report's own or a consensus, quotes or a theme, in the
    order in which the report prints them.
    """

    def __init__(self, table: Callable[[str], Sequence[dict[str, Any]]], published: date | None) -> None:
        self.published = published
        estimates = [r for r in table("estimates") if r["origin"].partition(":")[0] in ORIGINS]
        coverage = [r for r in table("coverage") if r["origin"].partition(":")[0] in ORIGINS]
        quotes, themes = table("quotes"), table("themes")
        self.names: dict[str, str | None] = {}
        for row in (*coverage, *estimates, *quotes, *themes):
            if row["ticker"] is not None:
                self.names.setdefault(row["ticker"], row["name"])
        self.tickers = list(self.names)
        self.at = {ticker: i for i, ticker in enumerate(self.tickers)}
        self._cells = {k: c for k, c in _wide.choose(estimates, ORIGINS).items() if k[0] in self.at}
        self._actual: dict[str, set[int]] = defaultdict(set)
        self._ends: dict[tuple[str, int], date] = {}
        for row in estimates:
            if row["ticker"] is not None and row["fiscal_year"] is not None:
                if row["basis"] == "A":
                    self._actual[row["ticker"]].add(row["fiscal_year"])
                if row["period_end"] is not None:
                    self._ends.setdefault((row["ticker"], row["fiscal_year"]), row["period_end"])
        self.years = sorted({year for _, _, year in self._cells})
        self.ratings: dict[str, str] = {}
        for row in coverage:
            if row["ticker"] is not None and row["rating"] is not None:
                self.ratings.setdefault(row["ticker"], row["rating"])
        self.price = self._measured((*coverage, *quotes), ("price", "close"))
        self.market_cap = self._measured((*coverage, *quotes), ("market_cap", "market_cap"))
        self.currency = self._texts((*coverage,), "currency")
        self.k = self._shared_k(table("ratios"))

    @property
    def metrics(self) -> list[str]:
        """Metrics that the report prints by year."""
        return list(dict.fromkeys(metric for _, metric, _ in self._cells))

    def printed(self, metric: str, years: Sequence[int | None]) -> Bounded:
        """A metric of each company in that company's year; None is no year."""
        out = Bounded.missing(len(self.tickers))
        for i, (ticker, year) in enumerate(zip(self.tickers, years, strict=True)):
            cell = self._cells.get((ticker, metric, year)) if year is not None else None
            if cell is not None and not np.isnan(cell.value):
                out.value[i] = cell.value
                out.low[i], out.high[i] = cell.value - cell.half_unit, cell.value + cell.half_unit
        return out

    def year_of(self, year: int | str) -> list[int | None]:
        """The fiscal year that a relative one means for each company.

        ``fy0`` is the latest year of which the report prints an actual, else the latest that is over by the
        rule of 1 May; ``this_year`` is the year of publication.
        """
        if isinstance(year, int):
            return [year] * len(self.tickers)
        today = self.published
        if year in ("this_year", "next_year"):
            return [None if today is None else today.year + (year == "next_year")] * len(self.tickers)
        rolled = None if today is None else today.year - (1 if today.month >= 5 else 2)
        latest = [max(self._actual[t]) if self._actual.get(t) else rolled for t in self.tickers]
        return [None if y is None else y + int(year[2:]) for y in latest]

    def forward(self, metric: str) -> Bounded:
        """The forward twelve months: the first year not over, weighted by its days left, and the next."""
        n = len(self.tickers)
        first: list[int | None] = [None] * n
        weight = np.full(n, np.nan)
        for i, ticker in enumerate(self.tickers):
            ends = sorted((end, y) for (t, y), end in self._ends.items() if t == ticker)
            ahead = next(((e, y) for e, y in ends if self.published and e > self.published), None)
            if ahead is not None and self.published is not None:
                first[i] = ahead[1]
                weight[i] = min((ahead[0] - self.published).days / 365, 1.0)
        now = self.printed(metric, first)
        then = self.printed(metric, [None if y is None else y + 1 for y in first])
        return Bounded(*(weight * a + (1 - weight) * b for a, b in zip(now, then, strict=True)))

    def eps(self, years: Sequence[int | None]) -> Bounded:
        """EPS, sharpened by price x k / PE where a row prints those too."""
        printed, pe = self.printed("eps", years), self.printed("pe", years)
        low, high = _core.refine_eps(printed[1:], self.price[1:], self.k[1:], pe[1:])
        sharper = ~np.isnan(low) & (high - low < (printed.high - printed.low) * (1 - 1e-9))
        return Bounded((low + high) / 2, low, high).where(sharper, printed)

    def _measured(self, rows: Sequence[dict[str, Any]], columns: tuple[str, ...]) -> Bounded:
        out = Bounded.missing(len(self.tickers))
        for row in rows:
            i = self.at.get(row["ticker"])
            column = next((c for c in columns if row.get(c) is not None), None)
            if i is not None and column is not None and np.isnan(out.value[i]):
                value, half = row[column], row[f"{column}_half_unit"] or 0.0
                out.value[i], out.low[i], out.high[i] = value, value - half, value + half
        return out

    def _texts(self, rows: Sequence[dict[str, Any]], column: str) -> list[str | None]:
        out: list[str | None] = [None] * len(self.tickers)
        for row in rows:
            i = self.at.get(row["ticker"])
            if i is not None and out[i] is None:
                out[i] = row[column]
        return out

    def _shared_k(self, ratios: Sequence[dict[str, Any]]) -> Bounded:
        """The k of the rows that share it, never of a row alone; 1 where one currency explains the row."""
        groups: dict[tuple[int, str], list[tuple[float, float]]] = defaultdict(list)
        for row in ratios:
            if row["group"] is not None:
                groups[row["table_id"] or 0, row["group"]].append((row["k_low"], row["k_high"]))
        out = Bounded.missing(len(self.tickers))
        for row in ratios:
            i = self.at.get(row["ticker"])
            if i is None or not np.isnan(out.value[i]):
                continue
            rows = groups.get((row["table_id"] or 0, row["group"])) if row["group"] is not None else None
            low, high = (1.0, 1.0) if row["explains"] == "1" else (np.nan, np.nan)
            if np.isnan(low) and rows is not None and len(rows) > 1:
                low, high = max(r[0] for r in rows), min(r[1] for r in rows)
            if low <= high and np.isfinite(low + high):
                out.value[i], out.low[i], out.high[i] = (low + high) / 2, low, high
        return out
