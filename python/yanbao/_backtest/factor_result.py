"""What a factor study gives."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from yanbao._backtest import factor_decay, factor_findings, factor_tables
from yanbao._backtest.factor_data import coverage

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.factor_data import StudyCells
    from yanbao._prices import Prices


class FactorStudy:
    """A factor held against the returns that followed it, as `factor_study` gives it.

    Every table by date is of that date's names alone: no later price changes it but those that its own period
    needs.  Tables are made when they are first asked for.

    Attributes
    ----------
    rank_ic : pandas.DataFrame
        Rank IC, dates × periods: **Spearman's** correlation (average ranks) of the factor with the return,
        what alphalens calls ``factor_information_coefficient``.  Over the names that have both; NaN for fewer
        than `min_names`, and where either is the same for all.
    ic : pandas.DataFrame
        IC, dates × periods: **Pearson's** correlation of the same, which alphalens does not have.  A few
        returns far out decide on it, and it may have the other sign than `rank_ic`.
    coverage : pandas.DataFrame
        By period and date, numbers of names: ``given`` = ``used`` + those left out, a column a reason
        (``no_session``, ``outside_universe``, ``infinite``, ``no_exposure``, ``no_prices``, ``no_entry``,
        ``after_end``, ``no_exit``, ``few_names``); ``factor`` are those that enter the date's cross-section.
    findings : pandas.DataFrame
        ``code``, ``severity``, ``subject``, ``count``, ``what``.
    settings : dict
        What was asked, in words.
    """

    def __init__(self, cells: StudyCells, px: Prices, settings: dict[str, Any], per_year: float) -> None:
        self._cells = cells
        self._per_year = per_year
        self.settings = settings
        self.ic, self.rank_ic = factor_tables.correlations(cells)
        self.coverage: pd.DataFrame = coverage(cells)
        self.findings: pd.DataFrame = factor_findings.findings(cells, px, self.coverage, self.rank_ic)

    @property
    def periods(self) -> tuple[int, ...]:
        """Sessions of the returns."""
        return self._cells.asked.periods

    @property
    def dates(self) -> pd.DatetimeIndex:
        """The dates of the factor that are sessions of the prices."""
        return self._cells.dates

    @cached_property
    def ic_summary(self) -> pd.DataFrame:
        """Over the dates, by ``of`` (``ic``: Pearson's, ``rank_ic``: Spearman's) and ``period``.

        ``mean``; ``std`` (ddof 1); ``ir``, mean over std, of one date and not of a year; ``t``, the mean
        over its standard error by Newey and West (1987) with Bartlett's weights and n / (n − 1), whose
        ``lag`` is the most dates that overlap one (period − 1 where every session is one); ``positive``,
        the share above 0; ``n``.
        """
        return factor_tables.summary(self._cells, {"ic": self.ic, "rank_ic": self.rank_ic})

    @cached_property
    def decay(self) -> pd.DataFrame:
        """Mean rank IC by ``horizon`` in sessions, with its error, t and number of dates.

        ``rank_ic`` is of the return from entry up to the horizon, ``session_ic`` of the horizon's last
        session alone.
        """
        return factor_decay.decay(self._cells)

    @cached_property
    def quantile_returns_by_date(self) -> pd.DataFrame:
        """By ``period``, ``date`` and ``quantile``, 1 the lowest values of the factor.

        ``mean`` return of equal weights, ``std_error`` (std of ddof 1 over the root of ``names``),
        ``excess`` over the mean of all names of the date.
        """
        return factor_tables.quantiles_by_date(self._cells)

    @cached_property
    def quantile_returns(self) -> pd.DataFrame:
        """Means over the dates by ``period`` and ``quantile``, each date counting once.

        ``std_error``, ``excess_error`` and ``excess_t`` are Newey and West's, as in `ic_summary`; ``names``
        is the mean number on a date.
        """
        return factor_tables.quantile_means(self._cells, self.quantile_returns_by_date)

    @cached_property
    def spread(self) -> pd.DataFrame:
        """Dates × periods: mean return of the highest quantile less that of the lowest (gross weight 2)."""
        return factor_tables.spread(self._cells, self.quantile_returns_by_date)

    @cached_property
    def spread_summary(self) -> pd.DataFrame:
        """The spread over the dates, by period, with the columns of `ic_summary`."""
        found = factor_tables.summary(self._cells, {"spread": self.spread})
        made: pd.DataFrame = found.droplevel("of")
        return made

    @cached_property
    def turnover(self) -> pd.DataFrame:
        """Dates × (period, quantile): share of a quantile's names that were not in it a period ago.

        A period ago is the newest date of the study at least so many sessions before.
        """
        return factor_tables.turnover(self._cells)

    @cached_property
    def autocorrelation(self) -> pd.DataFrame:
        """Dates × periods: Spearman's correlation of the factor with itself a period ago, names of both."""
        return factor_tables.autocorrelation(self._cells)

    @cached_property
    def monotonicity(self) -> pd.DataFrame:
        """By period: ``spearman`` of the quantiles' numbers against mean returns, and share of ``steps_up``.

        1 says that each quantile earned more than the one below it on average, not that it did so reliably.
        """
        return factor_tables.monotonicity(self._cells, self.quantile_returns)

    @cached_property
    def by_group(self) -> pd.DataFrame:
        """Rank IC within each group, by ``period`` and ``group``: columns of `ic_summary`, and ``names``.

        Raises
        ------
        InvalidValueError
            The study was given no groups.
        """
        from yanbao.errors import InvalidValueError

        if self._cells.groups is None:
            raise InvalidValueError("the study knows no groups: factor_study(..., groups=frame)")
        return factor_tables.by_group(self._cells)

    @cached_property
    def factor_returns(self) -> pd.DataFrame:
        """Dates × periods: return of weights (f − mean) / Σ|f − mean|, as much long as short.

        Mean and sum are over the names that have a return, as alphalens takes them: who cannot be bought on
        the date (``no_entry``) has no weight, and who is not traded at the end of the period (``no_exit``)
        has none either, though on the date nobody knew.  `coverage` counts both by date.
        """
        return factor_tables.factor_returns(self._cells)

    @cached_property
    def alpha_beta(self) -> pd.DataFrame:
        """By period: `factor_returns` regressed (OLS) on the mean return of all names.

        ``alpha`` is per period, ``annual_alpha`` (1 + alpha)^(sessions per year / period) − 1.
        """
        return factor_tables.alpha_beta(self._cells, self.factor_returns, self._per_year)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Every value as studied, by ``date`` and ``ticker``: ``factor``, ``quantile``, ``group``, returns.

        ``quantile`` is missing where a name is in none.  Returns have the period as their column's name.
        """
        import numpy as np
        import pandas as pd

        cells = self._cells
        there = np.nonzero(~np.isnan(cells.values))
        index = pd.MultiIndex.from_arrays(
            [cells.dates[there[0]], cells.tickers[there[1]]], names=["date", "ticker"]
        )
        buckets = pd.array(cells.buckets[there], dtype="Int64")
        buckets[cells.buckets[there] == 0] = pd.NA
        columns: dict[Any, Any] = {"factor": cells.values[there], "quantile": buckets}
        if cells.groups is not None:
            codes, names = cells.groups
            columns["group"] = np.array([*names, None], dtype=object)[codes[there]]
        for period in self.periods:
            columns[period] = cells.returns(period)[there]
        made: pd.DataFrame = pd.DataFrame(columns, index=index)
        return made

    def to_alphalens(self) -> pd.DataFrame:
        """The cells as alphalens' ``factor_data``: names that have a quantile and a return of every period.

        ``1D`` is a return over one session, of the same entry as here.
        """
        kept = self.cells.dropna(subset=["quantile", *self.periods])
        names = {p: f"{p}D" for p in self.periods} | {"quantile": "factor_quantile"}
        made = kept.rename(columns=names).rename_axis(index=["date", "asset"])
        made["factor_quantile"] = made["factor_quantile"].astype("int64")
        if "group" in made:
            made["group"] = made["group"].astype("category")
        order = [
            *(f"{p}D" for p in self.periods),
            "factor",
            *(["group"] if "group" in made else []),
            "factor_quantile",
        ]
        made.index = made.index.remove_unused_levels()
        found: pd.DataFrame = made[order]
        return found

    def plot(self) -> Any:
        """Mean returns of the quantiles, rank IC over time, its decay, and the spread: a matplotlib Figure.

        It is returned and not shown: the last line of a notebook's cell shows it, ``savefig`` writes it.

        Raises
        ------
        MissingExtraError
            matplotlib is not installed: ``pip install 'yanbao[plot]'``.
        """
        from yanbao._backtest import factor_plot

        return factor_plot.figure(self)

    def __repr__(self) -> str:
        names = f"{len(self.dates)} dates × {len(self._cells.tickers)} tickers"
        rank = self.ic_summary.to_numpy("float64")[-len(self.periods) :]
        means, ts = (rank[:, self.ic_summary.columns.get_loc(c)].tolist() for c in ("mean", "t"))
        lines = ", ".join(
            f"{p}: {mean:+.4f} (t {t:.1f})" for p, mean, t in zip(self.periods, means, ts, strict=True)
        )
        warned = (self.findings["severity"] == "warning").sum()
        return f"<yanbao.FactorStudy: {names}; mean rank IC (Spearman) {lines}; {warned} warnings>"

    def _repr_html_(self) -> str:
        from yanbao._backtest import factor_html

        return factor_html.page(self)
