"""A report's figures as arrays over its companies: what its metrics are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from yanbao import _core, _wide

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ORIGINS = ("broker", "consensus")  # a comparable company's figures are never taken for the report's own


_COVERAGE = ("ticker", "name", "rating", "price", "price_half_unit", "currency")


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

    Companies are the cover's, and those with coverage, estimates of the report's own or a consensus, quotes
    or a theme, in the order in which the report prints them.  The cover of a company note is a row of
    coverage: its rating and price hold before those of tables.
    """

    def __init__(self, table: Callable[[str], Sequence[dict[str, Any]]], meta: Mapping[str, Any]) -> None:
        self.published: date | None = meta["published"]
        estimates = [r for r in table("estimates") if r["origin"].partition(":")[0] in ORIGINS]
        coverage = [r for r in table("coverage") if r["origin"].partition(":")[0] in ORIGINS]
        if meta.get("ticker") is not None:
            coverage.insert(0, {column: meta.get(column) for column in _COVERAGE})
        quotes, themes = table("quotes"), table("themes")
        self.names: dict[str, str | None] = {}
        for row in (*coverage, *estimates, *quotes, *themes):
            if row["ticker"] is not None:
                self.names.setdefault(row["ticker"], row["name"])
        self.tickers = list(self.names)
        self.at = {ticker: i for i, ticker in enumerate(self.tickers)}
        self._cells = {k: c for k, c in _wide.choose(estimates, ORIGINS).items() if k[0] in self.at}
        self._ends: dict[tuple[str, int], date] = {}
        self._estimated: set[_wide.Key] = set()
        self._quarters: dict[tuple[str, str], dict[str, Any]] = {}
        for row in estimates:
            if row["ticker"] is None or row["version"] is not None:
                continue
            if row["fiscal_year"] is None:
                self._quarters.setdefault((row["ticker"], row["metric"]), row)
            elif row["basis"] == "E":
                self._estimated.add((row["ticker"], row["metric"], row["fiscal_year"]))
            if row["fiscal_year"] is not None and row["period_end"] is not None:
                self._ends.setdefault((row["ticker"], row["fiscal_year"]), row["period_end"])
        self._actual_year = max(
            (r["fiscal_year"] for r in estimates if r["basis"] == "A" and r["fiscal_year"] is not None),
            default=None,
        )
        self.years = sorted({year for _, _, year in self._cells})
        self.ratings: dict[str, str] = {}
        for row in coverage:
            if row["ticker"] is not None and row["rating"] is not None:
                self.ratings.setdefault(row["ticker"], row["rating"])
        self.price = self._measured((*coverage, *quotes), ("price", "close"))
        self.market_cap = self._measured((*coverage, *quotes), ("market_cap", "market_cap"))
        self.currency = self._texts((*coverage,), "currency")
        self.k = self._shared_k(table("ratios"))
        self._one_currency(estimates)

    @property
    def metrics(self) -> list[str]:
        """Metrics that the report prints."""
        return list(dict.fromkeys([key[1] for key in self._cells] + [key[1] for key in self._quarters]))

    def printed(self, metric: str, year: int | None, *, actual: bool = False) -> Bounded:
        """A metric in a fiscal year; without one the latest quarter's or twelve months' (MRQ, TTM).

        Where an `actual` is asked for, an estimate of that year does not stand in for it.
        """
        out = Bounded.missing(len(self.tickers))
        for i, ticker in enumerate(self.tickers):
            if year is None:
                row = self._quarters.get((ticker, metric))
                found = None if row is None else (row["value"], row["half_unit"])
            else:
                key = (ticker, metric, year)
                cell = self._cells.get(key) if not (actual and key in self._estimated) else None
                found = None if cell is None or np.isnan(cell.value) else (cell.value, cell.half_unit)
            if found is not None:
                value, half = found
                out.value[i], out.low[i], out.high[i] = value, value - half, value + half
        return out

    def fiscal(self, year: int | str) -> int | None:
        """The fiscal year that a relative one means on the day of publication.

        ``fy0`` is the latest year that is over by the rule of 1 May; where no day is known, the latest of
        which the report prints an actual.  ``this_year`` is the year of publication.
        """
        if isinstance(year, int):
            return year
        today = self.published
        if year in ("this_year", "next_year"):
            return None if today is None else today.year + (year == "next_year")
        latest = self._actual_year if today is None else today.year - (1 if today.month >= 5 else 2)
        return None if latest is None else latest + int(year[2:])

    def forward(self, metric: str) -> Bounded:
        """The forward twelve months: the first year not over, weighted by its days left, and the next."""
        out = Bounded.missing(len(self.tickers))
        if self.published is None:
            return out
        for i, ticker in enumerate(self.tickers):
            ahead = {y: end for (t, y), end in self._ends.items() if t == ticker and end > self.published}
            if not ahead:
                continue
            first = min(ahead, key=lambda y: ahead[y])
            now, then = (self._cells.get((ticker, metric, y)) for y in (first, first + 1))
            if now is not None and then is not None:
                w = min((ahead[first] - self.published).days / 365, 1.0)
                value = w * now.value + (1 - w) * then.value
                half = w * now.half_unit + (1 - w) * then.half_unit
                out.value[i], out.low[i], out.high[i] = value, value - half, value + half
        return out

    def eps(self, year: int | None, *, actual: bool = False) -> Bounded:
        """EPS, sharpened by price x k / PE where a row prints those too."""
        printed, pe = self.printed("eps", year, actual=actual), self.printed("pe", year)
        low, high = _core.refine_eps(printed[1:], self.price[1:], self.k[1:], pe[1:])
        sharper = ~np.isnan(low) & (high - low < (printed.high - printed.low) * (1 - 1e-9))
        inside = (low <= printed.value) & (printed.value <= high)
        middle = np.where(inside, printed.value, (low + high) / 2)
        return Bounded(middle, low, high).where(sharper, printed)

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
        """The k of the rows that share it, never of a row alone.

        1 where one currency explains the row; where one ADS ratio does, the k that the exchange rate of the
        other rows makes of it.
        """
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
            low = high = np.nan
            if row["explains"] == "1":
                low = high = 1.0
            elif rows is not None and len(rows) > 1:
                low, high = max(r[0] for r in rows), min(r[1] for r in rows)
            elif (
                row["explains"] is not None
                and row["explains"].startswith("ads:")
                and "|" not in row["explains"]
            ):
                low, high = row["k_low"], row["k_high"]
            if low <= high and np.isfinite(low + high):
                out.value[i], out.low[i], out.high[i] = (low + high) / 2, low, high
        return out

    def _one_currency(self, estimates: Sequence[dict[str, Any]]) -> None:
        """Where no row tells k, it is 1 if price and EPS are printed in one currency."""
        printed = {r["ticker"]: r["currency"] for r in estimates if r["metric"] == "eps" and r["currency"]}
        for i, ticker in enumerate(self.tickers):
            if np.isnan(self.k.value[i]) and printed.get(ticker, "") == self.currency[i]:
                self.k.value[i] = self.k.low[i] = self.k.high[i] = 1.0
