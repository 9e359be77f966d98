"""Statistics beside empyrical-reloaded and ffn themselves, where they are installed.

Returns are whole basis points, so that a difference is either none or far above rounding.  Where a peer
divides by nothing it has inf, 0 or the quotient of two roundings; we have NaN, and each test says so.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from numpy.typing import NDArray
from yanbao import _core
from yanbao._backtest import measures, relative

Doubles = NDArray[np.float64]
YEAR = 252  # of both peers


def library(name: str, package: str) -> Any:
    """The real one; its own warnings are not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{package} is not installed: pip install --group handoff")


@pytest.fixture(scope="module")
def empyrical() -> Any:
    return library("empyrical", "empyrical-reloaded")


@pytest.fixture(scope="module")
def ffn() -> Any:
    return library("ffn", "ffn")


points = st.one_of(st.integers(-900, 900), st.integers(-3, 3), st.none())
returns_of = st.lists(points, max_size=60).map(
    lambda x: np.array([math.nan if p is None else p / 1e4 for p in x], dtype=np.float64)
)
whole = hnp.arrays(np.int64, st.integers(2, 60), elements=st.integers(-900, 900)).map(lambda x: x / 1e4)


@st.composite
def two(draw: st.DrawFn) -> tuple[Doubles, Doubles]:
    both = draw(st.lists(st.tuples(points, points), max_size=60))
    own, other = (
        np.array([math.nan if pair[at] is None else pair[at] / 1e4 for pair in both], dtype=np.float64)
        for at in (0, 1)
    )
    return own, other


def quiet(f: Any, *args: Any, **named: Any) -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return f(*args, **named)


def agree(own: Any, other: Any) -> None:
    """To 1e-10; NaN where the other one is infinite."""
    other = np.where(np.isinf(other), np.nan, other)
    np.testing.assert_allclose(own, other, rtol=1e-10, atol=1e-10)


def spread(values: Doubles) -> float:
    known = values[~np.isnan(values)]
    return float(np.ptp(known)) if len(known) else 0.0


@given(r=returns_of)
def test_paths(empyrical: Any, r: Doubles) -> None:
    agree(measures.cumulative(r), quiet(empyrical.cum_returns, r))
    if len(r):
        agree(measures.drawdown_series(r), quiet(empyrical.stats.drawdown_series, pd.Series(r)))
    if np.isnan(r).all():  # theirs is 0, and a year's too
        assert math.isnan(measures.total_return(r))
        assert math.isnan(measures.max_drawdown(r))
        return
    agree(measures.total_return(r), quiet(empyrical.cum_returns_final, r))
    agree(measures.annual_return(r, YEAR), quiet(empyrical.annual_return, r))
    agree(measures.max_drawdown(r), quiet(empyrical.max_drawdown, r))
    agree(measures.calmar(r, YEAR), quiet(empyrical.calmar_ratio, r))


@given(r=returns_of, rate=st.sampled_from([0.0, 0.0001, -0.0002, 0.01]))
def test_risk(empyrical: Any, r: Doubles, rate: float) -> None:
    agree(measures.volatility(r, YEAR), quiet(empyrical.annual_volatility, r))
    agree(measures.downside_risk(r, YEAR, rate), quiet(empyrical.downside_risk, r, rate))
    over = r - rate
    if spread(r) == 0:  # theirs is inf, or the quotient of roundings
        assert math.isnan(measures.sharpe(r, YEAR, rate))
    else:
        agree(measures.sharpe(r, YEAR, rate), quiet(empyrical.sharpe_ratio, r, rate))
    if np.nanmin(np.append(over, 0.0)) > -1e-12:  # nothing is below: theirs is inf
        assert math.isnan(measures.sortino(r, YEAR, rate))
        assert math.isnan(measures.omega(r, rate))
    elif np.count_nonzero(~np.isnan(r)) >= 2:
        agree(measures.sortino(r, YEAR, rate), quiet(empyrical.sortino_ratio, r, rate))
        agree(measures.omega(r, rate), quiet(empyrical.omega_ratio, r, rate))


@given(r=returns_of, cutoff=st.sampled_from([0.0, 0.0499, 0.05, 0.2, 0.999, 1.0]))
def test_tails(empyrical: Any, r: Doubles, cutoff: float) -> None:
    known = r[~np.isnan(r)]  # theirs is NaN where one return is
    agree(measures.value_at_risk(r, cutoff), quiet(empyrical.value_at_risk, known, cutoff))
    agree(measures.expected_shortfall(r, cutoff), quiet(empyrical.conditional_value_at_risk, r, cutoff))
    if not len(known) or abs(np.percentile(known, 5)) < 1e-12:  # theirs is inf
        assert math.isnan(measures.tail_ratio(r))
    else:
        agree(measures.tail_ratio(r), quiet(empyrical.tail_ratio, r))
    if len(known) < 2:  # theirs raises for one
        assert math.isnan(measures.stability(r))
    elif spread(np.cumsum(np.log1p(known))) > 1e-12:  # else theirs is a quotient of roundings
        agree(measures.stability(r), quiet(empyrical.stability_of_timeseries, r))


@given(both=two(), rate=st.sampled_from([0.0, 0.0001]))
def test_against_a_benchmark(empyrical: Any, both: tuple[Doubles, Doubles], rate: float) -> None:
    r, b = both
    shared = ~np.isnan(r) & ~np.isnan(b)
    found = relative.alpha_beta(r, b, YEAR, rate)
    if np.count_nonzero(shared) < 2 or spread(b[shared]) == 0:
        assert all(math.isnan(x) for x in found)
    else:
        agree(found, quiet(empyrical.alpha_beta_aligned, r, b, rate))
    if spread((r - b)[shared]) < 1e-12:  # theirs is inf, or the quotient of roundings
        assert math.isnan(relative.information_ratio(r, b, 1))
    else:  # theirs is of a session
        agree(relative.information_ratio(r, b, 1), quiet(empyrical.excess_sharpe, r, b))
    agree(relative.batting_average(r, b), quiet(empyrical.batting_average, r, b).to_numpy())


@given(both=two())
def test_capture(empyrical: Any, both: tuple[Doubles, Doubles]) -> None:
    r, b = both
    shared = ~np.isnan(r) & ~np.isnan(b)
    for market, chosen, theirs in (
        ("up", shared & (b > 0), empyrical.up_capture),
        ("down", shared & (b < 0), empyrical.down_capture),
    ):
        if chosen.any():
            agree(relative.capture(r, b, YEAR, market), quiet(theirs, r, b))
        else:
            assert math.isnan(relative.capture(r, b, YEAR, market))
    if shared.any() and abs(quiet(empyrical.annual_return, b)) > 1e-3:  # else theirs magnifies its rounding
        agree(relative.capture(r, b, YEAR), quiet(empyrical.capture, r, b))


@given(r=returns_of, by=st.sampled_from(["week", "month", "quarter", "year"]))
def test_aggregate(empyrical: Any, r: Doubles, by: str) -> None:
    assume(len(r))
    dated = pd.Series(r, index=pd.date_range("2023-12-11", periods=len(r), freq="3D"))
    theirs = quiet(empyrical.aggregate_returns, dated, {"week": "weekly"}.get(by, f"{by}ly"))
    own = measures.aggregate(dated, by)
    agree(own.fillna(0.0), theirs.to_numpy())  # a period without a return is 0 there


@given(r=whole, rate=st.sampled_from([0.0, 0.02, 0.05]))
def test_ffn_ratios(ffn: Any, r: Doubles, rate: float) -> None:
    series = pd.Series(np.append(math.nan, r))  # theirs leaves the first one out, as prices have none
    session = measures.session_rate(rate, YEAR)
    if spread(r) > 0:
        theirs = quiet(ffn.calc_sharpe, series, rf=rate, nperiods=YEAR)
        agree(measures.sharpe(r, YEAR, session), theirs)
    if (r < session - 1e-12).any():
        theirs = quiet(ffn.calc_sortino_ratio, series, rf=rate, nperiods=YEAR)
        agree(measures.sortino(r, YEAR, session), theirs)


@given(r=whole)
def test_ffn_prices(ffn: Any, r: Doubles) -> None:
    days = pd.date_range("2024-01-01", periods=len(r) + 1)
    prices = pd.Series(100 * np.cumprod(np.append(1.0, 1 + r)), index=days)
    agree(measures.total_return(r), ffn.calc_total_return(prices))
    agree(measures.max_drawdown(r), ffn.calc_max_drawdown(prices))
    agree(np.append(0.0, measures.drawdown_series(r)), ffn.to_drawdown_series(prices))
    years = (days[-1] - days[0]).days / 365.25  # theirs are of the calendar
    agree(measures.annual_return(r, len(r) / years), ffn.calc_cagr(prices))


@given(r=whole, b=st.integers(-5, 5))
def test_ffn_information_ratio(ffn: Any, r: Doubles, b: int) -> None:
    benchmark = np.roll(r, 1) + b / 1e4
    theirs = quiet(ffn.calc_information_ratio, pd.Series(r), pd.Series(benchmark))
    if spread(r - benchmark) < 1e-12:  # theirs is 0
        assert math.isnan(relative.information_ratio(r, benchmark, 1))
    else:
        agree(relative.information_ratio(r, benchmark, 1), theirs)


@given(trials=st.integers(2, 10_000), deviation=st.floats(0.001, 2))
def test_ffn_expected_max_sharpe(ffn: Any, trials: int, deviation: float) -> None:
    agree(_core.expected_max_sharpe(trials, deviation), ffn.calc_expected_max_sharpe(trials, deviation))


@given(r=whole, ratios=st.lists(st.integers(-300, 300).map(lambda x: x / 100), min_size=1, max_size=20))
def test_ffn_deflated_sharpe(ffn: Any, r: Doubles, ratios: list[float]) -> None:
    """Theirs has moments that are corrected for the size of the sample, which ours takes as arguments."""
    assume(len(r) >= 4 and spread(r) > 0)
    series, n = pd.Series(r), len(r)
    theirs = quiet(ffn.calc_deflated_sharpe_ratio, series, ratios, nperiods=YEAR)
    deviation = 0.0 if len(ratios) < 2 else float(np.std(ratios, ddof=1)) / YEAR**0.5
    hurdle = _core.expected_max_sharpe(len(ratios), deviation if spread(np.array(ratios)) > 0 else 0.0)
    skewness, kurtosis = float(series.skew()), float(series.kurt()) + 3
    ratio = measures.sharpe(r, 1)
    agree(_core.probabilistic_sharpe(ratio, n, skewness, kurtosis, hurdle), theirs)
    # with the population's moments it is what deflated_sharpe says
    own = _core.probabilistic_sharpe(ratio, n, *measures.shape(r), hurdle)
    agree(measures.deflated_sharpe(r, ratios, YEAR), own)


def test_differences_are_real(empyrical: Any, ffn: Any) -> None:
    """What `differences()` says of the peers is what they do."""
    constant, missing = np.full(5, 0.01), np.full(3, math.nan)
    up, one_missing = np.array([0.01, 0.02, 0.0]), np.array([0.01, math.nan, -0.02])
    market = np.array([0.02, -0.01, 0.005])
    assert math.isinf(quiet(empyrical.sharpe_ratio, constant))
    assert math.isinf(quiet(empyrical.sortino_ratio, up))
    assert math.isinf(quiet(empyrical.tail_ratio, np.append(np.zeros(30), 0.01 * np.ones(10))))
    assert quiet(empyrical.cum_returns_final, missing) == 0
    assert math.isnan(quiet(empyrical.value_at_risk, one_missing))
    own = relative.information_ratio(up, market, YEAR)
    assert own == pytest.approx(quiet(empyrical.excess_sharpe, up, market) * YEAR**0.5, rel=1e-12)
    assert quiet(ffn.calc_information_ratio, pd.Series(constant), pd.Series(constant)) == 0
    dated = np.array([0.0, 0.01, 0.02])  # their beta is of the returns as they are
    theirs = quiet(empyrical.alpha_beta_aligned, up, market, dated)[1]
    assert theirs == pytest.approx(relative.alpha_beta(up, market, YEAR)[1], rel=1e-12)
    assert theirs != pytest.approx(relative.alpha_beta(up, market, YEAR, dated)[1], rel=1e-3)
