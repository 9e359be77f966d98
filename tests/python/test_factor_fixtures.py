"""Expected values of alphalens-reloaded's own tests (Apache-2.0), to 1e-12: figures alone, in tables.

Of stefan-jansen/alphalens-reloaded, tests/test_performance.py and tests/test_utils.py, by the name of a test.
What does not fit: buckets on either side of zero (zero_aware), hours (intraday prices), returns around
events and cumulative returns, which other parts of the package have, and calendars told from holidays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from factor_rows import NAN, frame, study
from yanbao import _core
from yanbao._backtest import factor_settings, factor_tables

UP, DOWN = [1, 2, 3, 4], [4, 3, 2, 1]
FACTOR = np.array([UP, DOWN], "float64")
GROUPS = np.array([[0, 0, 1, 1]] * 2, np.int32)


def close_to(found: Any, expected: Any) -> None:
    np.testing.assert_allclose(np.asarray(found, "float64"), expected, rtol=0, atol=1e-12)


def cells(rows: Any) -> np.ndarray:
    return np.array(rows, "float64").reshape(2, 4)


def lagged(dates: int, period: int) -> np.ndarray:
    return np.maximum(np.arange(dates) - period, -1).astype(np.int32)


# test_information_coefficient and test_mean_information_coefficient
@pytest.mark.parametrize(
    ("returns", "adjusted", "grouped", "expected"),
    [
        ([*DOWN, *UP], False, False, [[-1], [-1]]),
        ([*UP, *DOWN], False, False, [[1], [1]]),
        ([*UP, *DOWN], False, True, [[1, 1], [1, 1]]),
        ([*UP, *DOWN], True, True, [[1, 1], [1, 1]]),
    ],
)
def test_information_coefficient(returns: Any, adjusted: bool, grouped: bool, expected: Any) -> None:
    earned = cells(returns)
    if adjusted:  # a mean of each group is what a regression on groups takes out
        earned = _core.factor_treated(earned, group=GROUPS, residuals=True)
    group = {"group": GROUPS, "groups": 2} if grouped else {}
    _, rank, names = _core.factor_ic(FACTOR, earned, least=2, **group)
    close_to(rank, expected)
    close_to(rank.mean(axis=0), np.mean(expected, axis=0))
    assert (names == (2 if grouped else 4)).all()


BINS = [
    ([1.1, 1.2] * 3, [[1, 2] * 3] * 3, 2, [0.1, 0.2], [0.1, 0.1, 0.2, 0.2]),
    ([1.1] * 3 + [1.2] * 3, [[1, 2, 3] * 2] * 3, 3, [0.15] * 3, [0.1, 0.2] * 3),
    ([1.5, 1.5, 1.2, 1, 1, 1], [[1, 1, 2, 2, 2, 2], *[[2, 2, 1, 2, 2, 2]] * 2], 2, [0.3, 0.15], None),
    ([1.5, 1.5, 1.2, 1, 1, 1], [[1, 1, 3, 2, 2, 2], *[[3, 3, 1, 2, 2, 2]] * 2], 3, [0.3, 0, 0.4], None),
    ([1.6, 1.6, 1, 1, 1, 1], [[1, 1, 2, 2, 2, 2], *[[2, 2, 1, 1, 1, 1]] * 2], 2, [0.2, 0.4], None),
    ([1.6, 1.6, 1] * 2, [[1, 1, 2] * 2, *[[2, 2, 1] * 2] * 2], 2, None, [0.2, 0.2, 0.4, 0.4]),
]


# test_mean_return_by_quantile
@pytest.mark.parametrize(("daily", "values", "bins", "expected", "by_group"), BINS)
def test_mean_return_by_quantile(daily: Any, values: Any, bins: int, expected: Any, by_group: Any) -> None:
    dates = pd.date_range("2015-01-11", periods=4)
    close = frame([[rate**i for rate in daily] for i in range(1, 5)], dates)
    found = study(frame(values, dates[:3]), close, periods=(1,), bins=bins)
    if expected is not None:
        close_to(found.quantile_returns["mean"], expected)
    if by_group is None:
        return
    returns = np.tile(np.array(daily) - 1, (3, 1))
    buckets = _core.factor_buckets(
        np.array(values, "float64"), cut="widths", bounds=[0.0] * (bins + 1), least=2
    )
    means = []
    for names in ([0, 1, 2], [3, 4, 5]):
        of_group = np.where(np.isin(np.arange(6), names), returns, NAN)
        mean, *_ = _core.bucket_returns(buckets, of_group, buckets=bins, least=1)
        means.append(mean.mean(axis=0))
    close_to(np.array(means).T.ravel(), by_group)


SWAP = [[1, 2, 3, 4], [1, 3, 2, 4]]


# test_quantile_turnover
@pytest.mark.parametrize(
    ("values", "quantile", "period", "expected"),
    [
        ([UP, DOWN, UP, UP], 4, 1, [NAN, 1, 1, 0]),
        ([UP, DOWN, UP, UP], 4, 2, [NAN, NAN, 0, 1]),
        ([UP, DOWN, UP, UP], 4, 3, [NAN, NAN, NAN, 0]),
        ([UP] * 4, 3, 1, [NAN, 0, 0, 0]),
        ([UP] * 4, 3, 2, [NAN, NAN, 0, 0]),
        ([UP] * 4, 3, 3, [NAN, NAN, NAN, 0]),
        ([UP, DOWN] * 2, 2, 1, [NAN, 1, 1, 1]),
        (SWAP * 6, 3, 4, [NAN] * 4 + [0] * 8),
        ([*SWAP * 5, SWAP[0], SWAP[0]], 3, 10, [NAN] * 10 + [0, 1]),
    ],
)
def test_quantile_turnover(values: Any, quantile: int, period: int, expected: Any) -> None:
    buckets = np.array(values, np.int32)
    found = _core.bucket_newcomers(buckets, lagged(len(values), period), buckets=4)
    close_to(found[:, quantile - 1], expected)


FIRST = [[3, 4, 2, 1, NAN], [3, 4, -2, -1, NAN], [3, NAN, NAN, 1, 4]]


# test_factor_weights, the case by value as much long as short
def test_factor_weights() -> None:
    array = np.array(FIRST, "float64")
    found = _core.factor_weights(array)
    assert (np.isnan(found) == np.isnan(array)).all()
    expected = [0.125, 0.375, -0.125, -0.375, 0.2, 0.3, -0.3, -0.2, 0.1, -0.5, 0.4]
    close_to(found[~np.isnan(found)], expected)


# test_factor_returns
@pytest.mark.parametrize(
    ("values", "returns", "expected"),
    [([*UP, *DOWN], [*DOWN, *UP], [-1.25, -1.25]), ([1] * 8, [*DOWN, *UP], [0, 0])],
)
def test_factor_returns(values: Any, returns: Any, expected: Any) -> None:
    close_to((_core.factor_weights(cells(values)) * cells(returns)).sum(axis=1), expected)


# test_factor_alpha_beta
def test_factor_alpha_beta() -> None:
    returns = cells([*UP, 1, 1, 1, 1])
    portfolio = (_core.factor_weights(FACTOR) * returns).sum(axis=1)
    found = factor_tables.regression(returns.mean(axis=1), portfolio, 252.0)
    close_to([found["annual_alpha"], found["beta"]], [-1, 5 / 6])


TURNS = [[1, 2, 3, 4], [2, 1, 4, 3], [4, 3, 2, 1]]


# test_factor_rank_autocorrelation
@pytest.mark.parametrize(
    ("values", "period", "expected"),
    [
        ([UP] * 4, 1, [NAN, 1, 1, 1]),
        ([DOWN, UP] * 2, 1, [NAN, -1, -1, -1]),
        (
            [TURNS[i] for i in (0, 1, 2, 0, 1, 2, 1, 2, 0, 1, 1, 2)],
            3,
            [NAN, NAN, NAN, 1, 1, 1, 0.6, -0.6, -1, 1, -0.6, -1],
        ),
    ],
)
def test_factor_rank_autocorrelation(values: Any, period: int, expected: Any) -> None:
    close_to(
        _core.factor_autocorrelation(np.array(values, "float64"), lagged(len(values), period), least=2),
        expected,
    )


# test_compute_forward_returns, _index_out_of_bound, _non_cum
@pytest.mark.parametrize("before", [0, 3])
def test_forward_returns(before: int) -> None:
    dates = pd.date_range("2014-12-29" if before else "2015-01-01", "2015-01-03")
    close = frame([[NAN, NAN]] * before + [[1, 1], [1, 2], [2, 1]], dates)
    found = study(frame([[1, 1], [1, 2], [2, 1]], dates[-3:]), close, periods=(1, 2))
    close_to(found.cells[1], [0, 1, 1, -0.5, NAN, NAN])
    close_to(found.cells[2], [1, 0, NAN, NAN, NAN, NAN])
    close_to(found._cells.returns(1, after=1).ravel(), [1, -0.5, NAN, NAN, NAN, NAN])


BOTH = [*UP, *DOWN]


# test_quantize_factor: quantiles, bins, by group
@pytest.mark.parametrize(
    ("quantiles", "bins", "grouped", "expected"),
    [
        (4, None, False, BOTH),
        (2, None, False, [1, 1, 2, 2, 2, 2, 1, 1]),
        (2, None, True, [1, 2, 1, 2, 2, 1, 2, 1]),
        ([0, 0.25, 0.5, 0.75, 1], None, False, BOTH),
        ([0, 0.5, 0.75, 1], None, False, [1, 1, 2, 3, 3, 2, 1, 1]),
        ([0, 0.25, 0.5, 1], None, False, [1, 2, 3, 3, 3, 3, 2, 1]),
        ([0, 0.5, 1], None, False, [1, 1, 2, 2, 2, 2, 1, 1]),
        ([0.25, 0.5, 0.75], None, False, [0, 1, 2, 0, 0, 2, 1, 0]),
        ([0, 0.5, 1], None, True, [1, 2, 1, 2, 2, 1, 2, 1]),
        ([0.5, 1], None, True, [0, 1, 0, 1, 1, 0, 1, 0]),
        ([0, 1], None, True, [1] * 8),
        (None, 4, False, BOTH),
        (None, 2, False, [1, 1, 2, 2, 2, 2, 1, 1]),
        (None, 3, False, [1, 1, 2, 3, 3, 2, 1, 1]),
        (None, 8, False, [1, 3, 6, 8, 8, 6, 3, 1]),
        (None, [0, 1, 2, 3, 5], False, BOTH),
        (None, [1, 2, 3], False, [0, 1, 2, 0, 0, 2, 1, 0]),
        (None, [0, 2, 5], False, [1, 1, 2, 2, 2, 2, 1, 1]),
        (None, [0.5, 2.5, 4.5], False, [1, 1, 2, 2, 2, 2, 1, 1]),
        (None, [0.5, 2.5], True, [1, 1, 0, 0, 0, 0, 1, 1]),
        (None, 2, True, [1, 2, 1, 2, 2, 1, 2, 1]),
    ],
)
def test_quantize_factor(quantiles: Any, bins: Any, grouped: bool, expected: Any) -> None:
    cuts = factor_settings.cuts(quantiles, bins)
    found = np.zeros((2, 4), np.int32)
    for group in (0, 1) if grouped else (None,):
        here = FACTOR if group is None else np.where(group == GROUPS, FACTOR, NAN)
        found += _core.factor_buckets(here, cut=cuts.cut, bounds=cuts.bounds, least=1)
    assert found.ravel().tolist() == expected


RATES = [1.1, 0.5, 3.0, 0.9, 0.5, 1.0]
THREE = [[3, 4, 2, 1, NAN, NAN], [3, NAN, NAN, 1, 4, 2], [3, 4, 2, 1, NAN, NAN]]
THREE_QUANTILES = [3, 4, 2, 1, 3, 1, 4, 2, 3, 4, 2, 1]
EVENTS = [
    [1, NAN, NAN, NAN, NAN, 6],
    [4, NAN, NAN, 7, NAN, NAN],
    [NAN] * 6,
    [NAN, 3, NAN, 2, NAN, NAN],
    [NAN, NAN, 1, NAN, 3, NAN],
]
HOLIDAYS = pd.DatetimeIndex(["2017-01-13", "2017-01-18", "2017-01-30", "2017-02-07"])


# test_get_clean_factor_and_forward_returns_1, _2, _6, _4
@pytest.mark.parametrize(
    ("values", "dates", "quantiles"),
    [
        (THREE, pd.date_range("2015-01-11", periods=6), THREE_QUANTILES),
        (THREE, pd.bdate_range("2017-01-12", "2017-01-19"), THREE_QUANTILES),
        (THREE * 6, pd.bdate_range("2017-01-12", "2017-02-15").difference(HOLIDAYS), THREE_QUANTILES * 6),
        (EVENTS, pd.bdate_range("2017-01-12", "2017-01-23"), [1, 4, 1, 4, 4, 1, 1, 4]),
    ],
)
def test_factor_data(values: Any, dates: Any, quantiles: Any) -> None:
    close = frame([[rate**i for rate in RATES] for i in range(1, len(dates) + 1)], dates)
    found = study(frame(values, dates[: len(values)]), close, periods=(1, 2, 3), quantiles=4)
    array = np.array(values, "float64")
    place = np.nonzero(~np.isnan(array))
    rates = np.array(RATES)[place[1]]
    data = found.to_alphalens()
    close_to(data["factor"], array[place])
    assert data["factor_quantile"].tolist() == quantiles
    for period in (1, 2, 3):  # 0.1, 0.21, 0.331 of the first name
        np.testing.assert_allclose(data[f"{period}D"], rates**period - 1, rtol=1e-12, atol=1e-12)
