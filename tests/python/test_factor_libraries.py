"""Factor studies beside alphalens and statsmodels, where they are installed, to 1e-10.

Where definitions differ, and what is compared instead:

- alphalens leaves out what lacks a return of any period before it forms quantiles, which asks the future;
  a study forms them over all that has a value.  End to end they are compared without gaps; with gaps, its
  statistics are taken of the study's own cells, one period at a time.
- It fills prices forward, so that a suspended name can be sold; a study leaves the name out (``no_exit``).
- Its ``filter_zscore`` looks at all dates: off.
- It refuses values that tie over the bounds of quantiles; a study does not part them, and says so.
- Its means by quantile are less the date's mean by default: the study's ``excess``; ``mean`` is without.
- Its standard error over dates takes them for independent; the study's is Newey and West's, the same for
  period 1.
- Its spread is half the difference since 0.5 (gross 1); the study's is the difference (gross 2).
- Its rank autocorrelation takes ranks among each date's names; a study ranks the names of both dates.
- A year of alphalens has 252 days.
"""

from __future__ import annotations

import warnings
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from factor_rows import frame, study, walk
from hypothesis import given, settings
from yanbao import _core
from yanbao._handoff import to_alphalens

seeds = st.integers(0, 2**32 - 1)
PERIODS = (1, 3)


def library(name: str) -> Any:
    """The real one; its own warnings are not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} is not installed: pip install --group handoff")


def same(ours: Any, theirs: Any) -> None:
    np.testing.assert_allclose(
        np.asarray(ours, "float64"), np.asarray(theirs, "float64"), rtol=1e-10, atol=1e-10
    )


def quietly(call: Any, *args: Any, **kwargs: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call(*args, **kwargs)


@settings(max_examples=15)
@given(seeds, st.integers(10, 30), st.integers(2, 6))
def test_end_to_end_beside_alphalens(seed: int, names: int, quantiles: int) -> None:
    utils, performance = library("alphalens.utils"), library("alphalens.performance")
    random = np.random.default_rng(seed)
    close = walk(random, 16, names)
    factor = frame(random.normal(size=(16 - PERIODS[-1], names)), close.index[: -PERIODS[-1]])
    found = study(factor, close, periods=PERIODS, quantiles=quantiles, sessions_per_year=252)
    data = quietly(
        utils.get_clean_factor_and_forward_returns,
        to_alphalens(factor),
        close,
        quantiles=quantiles,
        periods=PERIODS,
        filter_zscore=None,
        max_loss=0,
    )
    columns = [f"{p}D" for p in PERIODS]
    ours = found.to_alphalens()
    same(ours[[*columns, "factor"]], data[[*columns, "factor"]])
    assert ours["factor_quantile"].tolist() == data["factor_quantile"].tolist()

    same(found.rank_ic, quietly(performance.factor_information_coefficient, data)[columns].dropna())
    same(found.ic_summary.loc["rank_ic"]["mean"], quietly(performance.mean_information_coefficient, data))
    for demeaned, column in ((False, "mean"), (True, "excess")):
        mean, error = quietly(performance.mean_return_by_quantile, data, demeaned=demeaned)
        same(found.quantile_returns[column].unstack("period"), mean)
        one = f"{'std' if column == 'mean' else 'excess'}_error"
        same(found.quantile_returns.loc[1][one], error["1D"])
        by_date, error = quietly(performance.mean_return_by_quantile, data, by_date=True, demeaned=demeaned)
        ours_by_date = found.quantile_returns_by_date[column].unstack("period").swaplevel().sort_index()
        same(ours_by_date, by_date[columns].sort_index())
        if column == "mean":
            errors = found.quantile_returns_by_date["std_error"].unstack("period").swaplevel().sort_index()
            same(errors, error[columns].sort_index())
            spread, _ = performance.compute_mean_returns_spread(by_date, quantiles, 1)
            index = pd.MultiIndex.from_product([[1, 2], [0]], names=["factor_quantile", "date"])
            unit = pd.DataFrame({"1D": [0.0, 1.0]}, index=index)
            halves = performance.compute_mean_returns_spread(unit, 2, 1)[0].iloc[0, 0]
            same(found.spread, spread[columns] / halves)
    for period in PERIODS:
        for quantile in range(1, quantiles + 1):
            theirs = quietly(performance.quantile_turnover, data["factor_quantile"], quantile, period)
            same(found.turnover[period][quantile].dropna(), theirs.dropna())
        theirs = quietly(performance.factor_rank_autocorrelation, data, period)
        same(found.autocorrelation[period].dropna(), theirs.dropna())
    same(found.factor_returns, quietly(performance.factor_returns, data)[columns].dropna())
    theirs = quietly(performance.factor_alpha_beta, data)[columns].T
    same(found.alpha_beta[["annual_alpha", "beta"]], theirs[["Ann. alpha", "beta"]])


@settings(max_examples=15)
@given(seeds, st.booleans(), st.sampled_from(PERIODS), st.sampled_from([0.0, 0.2]))
def test_statistics_beside_alphalens_with_gaps_and_ties(
    seed: int, ties: bool, period: int, gaps: float
) -> None:
    performance = library("alphalens.performance")
    random = np.random.default_rng(seed)
    close = walk(random, 12, 24, gaps)
    values = random.normal(size=close.shape)
    values = np.round(values * 2) if ties else values
    values[random.random(close.shape) < gaps] = np.nan
    groups = pd.DataFrame(
        random.choice(["a", "b", "c"], close.shape), index=close.index, columns=close.columns
    )
    found = study(frame(values, close.index), close, periods=(period,), groups=groups, quantiles=4)
    data = found.to_alphalens()
    column = [f"{period}D"]
    same(found.rank_ic.dropna(), quietly(performance.factor_information_coefficient, data)[column].dropna())
    mean, error = quietly(performance.mean_return_by_quantile, data, by_date=True, demeaned=False)
    ours = found.quantile_returns_by_date.loc[period].swaplevel().sort_index()
    ours = ours[ours["names"] > 0]
    same(ours[["mean"]], mean[column].sort_index())
    same(ours[["std_error"]], error[column].sort_index())
    mean, _ = quietly(performance.mean_return_by_quantile, data, by_date=True)
    same(ours[["excess"]], mean[column].sort_index())
    same(found.factor_returns.dropna(), quietly(performance.factor_returns, data)[column])
    theirs = quietly(performance.factor_information_coefficient, data, by_group=True)[column[0]]
    same(found.by_group["mean"], theirs.groupby(level="group", observed=True).mean())
    weights = quietly(performance.factor_weights, data).unstack()
    same(_core.factor_weights(data["factor"].unstack().to_numpy("float64", copy=True)), weights)


@settings(max_examples=50)
@given(seeds, st.integers(3, 60), st.integers(0, 25))
def test_newey_west_beside_statsmodels(seed: int, n: int, lag: int) -> None:
    linear = library("statsmodels.regression.linear_model")
    values = np.random.default_rng(seed).normal(0.1, 1, n).cumsum() / 3
    lag = min(lag, n - 1)
    fit = linear.OLS(values, np.ones(n)).fit(
        cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": True}
    )
    same(_core.newey_west(values, lag=lag), [fit.params[0], fit.bse[0]])
