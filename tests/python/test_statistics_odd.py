"""Statistics of odd input: NaN and never infinite, or refused; and what was stays as time goes on."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from yanbao import _core
from yanbao._backtest import measures, relative
from yanbao._backtest.statistics import drawdowns, registry, stats_of
from yanbao._sessions import sessions_of
from yanbao.errors import InvalidValueError

DAYS = pd.DatetimeIndex(sessions_of("XSHG"))
DAYS = DAYS[(DAYS >= "2022-03-01") & (DAYS <= "2024-06-28")]


def random(seed: int, mean: float = 0.0005) -> pd.Series:
    return pd.Series(np.random.default_rng(seed).normal(mean, 0.012, len(DAYS)), index=DAYS)


NET, MARKET = random(1), random(2)
NAN, INF = math.nan, math.inf
ODD: list[list[float]] = [
    [],
    [NAN],
    [INF],
    [-INF, 0.1],
    [0.01],
    [0.0, 0.0],
    [0.01, 0.01, 0.01],
    [-1.0, 0.5],
    [-3.0, 0.5],
    [1e300, 1e300],
    [NAN, 0.01, NAN],
    [1e-320, -1e-320],
    [-1e200, 1e200],
]


@pytest.mark.parametrize("values", ODD, ids=str)
def test_nothing_is_infinite(values: list[float]) -> None:
    r = pd.Series(values, index=DAYS[: len(values)], dtype="float64")
    for benchmark in (r, MARKET.iloc[: len(values)], -r):
        stats = stats_of(r, r, benchmark, r.abs(), sessions_per_year=242, risk_free=0.01)
        numbers = stats.drop(index=["drawdown_start", "drawdown_end", "recovered"]).astype("float64")
        assert not np.isinf(numbers.to_numpy()).any()
        assert stats.shape == (len(registry()), 3)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=12))
def test_nothing_is_infinite_whatever_comes(values: list[float]) -> None:
    r = np.array(values, dtype=np.float64)
    found = stats_of(r, benchmark=r[::-1].copy(), sessions_per_year=242)
    numbers = found["net"].drop(["drawdown_start", "drawdown_end", "recovered"]).astype("float64")
    assert not np.isinf(numbers).any()
    assert not np.isinf(drawdowns(r)["depth"]).any()
    ratios = np.array([1.0, 0.5])
    assert not math.isinf(measures.deflated_sharpe(r, ratios, 242))


@given(
    st.lists(st.one_of(st.floats(-0.5, 0.5), st.just(math.nan), st.just(math.inf)), max_size=40), st.data()
)
def test_what_was_stays(values: list[float], data: st.DataObject) -> None:
    """Running statistics of a prefix are the prefix of the running statistics."""
    upto = data.draw(st.integers(0, len(values)))
    for running in (measures.cumulative, measures.drawdown_series):
        np.testing.assert_array_equal(running(values[:upto]), running(values)[:upto])
    # a stretch that is over stays as it was
    over = [d for d in _core.drawdowns(np.array(values[:upto], dtype=np.float64)) if d[3] is not None]
    assert over == _core.drawdowns(np.array(values, dtype=np.float64))[: len(over)]


@pytest.mark.parametrize(
    "wrong",
    [
        NET.to_frame(),
        NET.astype(str),
        ["0.1"],
        [True],
        [0.1, True, None],
        DAYS.to_series(),
        [1j],
        "0.1",
        0.1,
        [[0.1]],
        [{}],
    ],
    ids=lambda x: type(x).__name__,
)
def test_what_is_no_series_of_returns_is_refused(wrong: Any) -> None:
    for measure in (measures.total_return, measures.cumulative, lambda r: measures.sharpe(r, 242)):
        with pytest.raises(InvalidValueError):
            measure(wrong)


def test_other_kinds_of_series_are_taken() -> None:
    for kind in ("Float64", "object", "float32"):
        missing = NET.round(3).astype(kind)
        missing.iloc[3] = None
        assert stats_of(missing).loc["sessions", "net"] == len(DAYS) - 1
    aware = NET.tz_localize("Asia/Shanghai")
    assert stats_of(aware).loc["drawdown_end", "net"].tz is not None
    assert measures.aggregate(aware, "year").tolist() == measures.aggregate(NET, "year").tolist()
    assert measures.total_return(NET.iloc[::2]) == measures.total_return(NET.iloc[::2].to_numpy().copy())


def test_aggregate_refuses() -> None:
    with pytest.raises(InvalidValueError, match="week, month"):
        measures.aggregate(NET, "day")
    with pytest.raises(InvalidValueError, match="dates"):
        measures.aggregate(NET.reset_index(drop=True), "month")
    with pytest.raises(InvalidValueError, match="any, up, down"):
        relative.capture(NET, MARKET, 242, "sideways")


@pytest.mark.parametrize("measure", [measures.value_at_risk, measures.expected_shortfall])
def test_a_cutoff_is_a_share(measure: Callable[..., float]) -> None:
    for wrong in (-0.1, 1.1, math.nan):
        with pytest.raises(InvalidValueError):
            measure(NET, wrong)


def test_returns_must_be_in_the_order_of_time() -> None:
    for wrong in (NET.iloc[::-1], pd.concat([NET, NET.iloc[-1:]])):
        for statistics in (stats_of, drawdowns):
            with pytest.raises(InvalidValueError, match="must rise"):
                statistics(wrong)


def test_returns_of_months_are_not_taken_for_those_of_sessions() -> None:
    months = measures.aggregate(NET, "month")
    months.index = months.index.to_timestamp(how="end")
    every_day = pd.Series(0.001, index=pd.date_range(DAYS[0], DAYS[-1]))
    for wrong in (months, every_day):
        with pytest.raises(InvalidValueError, match="not one a session"):
            stats_of(wrong)
    assert stats_of(months, sessions_per_year=12).loc["sessions_per_year", "net"] == 12
    assert stats_of(NET.iloc[:3]).loc["sessions_per_year", "net"] == 242
