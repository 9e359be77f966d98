"""What plots and pages compute of a result, against figures by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from backtest_result import fake
from yanbao._backtest import axis, cells, headline, measures, shown, statistics
from yanbao._backtest.formulas import registry

NAN = math.nan


def returns(values: list[float], start: str = "2023-01-02") -> pd.Series:
    return pd.Series(values, index=pd.bdate_range(start, periods=len(values), name="date"), dtype="float64")


@pytest.mark.parametrize(
    ("values", "grown"),
    [
        ([], []),
        ([0.1], [1.1]),
        ([0.1, NAN, -0.5], [1.1, 1.1, 0.55]),
        ([NAN, 0.1, 0.1, NAN], [NAN, 1.1, 1.21, NAN]),
        ([NAN, NAN], [NAN, NAN]),
        ([0.5, -1.0, 0.2], [1.5, 0.0, NAN]),
        ([0.5, -1.2, 0.2, 0.3], [1.5, -0.3, NAN, NAN]),
        ([0.1, math.inf, 0.1], [1.1, NAN, NAN]),
    ],
)
def test_growth(values: list[float], grown: list[float]) -> None:
    np.testing.assert_allclose(shown.growth(returns(values)), grown, rtol=1e-12)


def test_drawdown_counts_from_the_start() -> None:
    fallen = shown.drawdown(returns([NAN, -0.1, 0.2, 0.0, -0.5, -1.0, 3.0]))
    np.testing.assert_allclose(fallen, [NAN, -0.1, 0.0, 0.0, -0.5, -1.0, NAN], atol=1e-12)


def test_drawdowns_have_their_dates() -> None:
    series = returns([-0.1, 0.25, -0.2, 0.1, 0.3, -0.02])
    days = series.index
    found = shown.drawdowns(series)
    assert found[["peak", "trough", "sessions"]].to_numpy().tolist() == [
        [days[1], days[2], 3],
        [days[0], days[0], 2],  # from before the first session
        [days[4], days[5], 1],
    ]
    assert found["recovery"].tolist()[:2] == [days[4], days[1]]
    assert found["recovery"].isna().tolist() == [False, False, True]
    np.testing.assert_allclose(found["depth"], [-0.2, -0.1, -0.02], rtol=1e-12)
    made = fake(6, 2)
    made.returns = pd.Series(series.to_numpy(), index=made.returns.index)
    page = headline.drawdowns(made)
    assert (page.count("the start"), page.count("not yet")) == (1, 1)


def test_what_is_shown_is_what_the_statistics_say() -> None:
    """A high is reached again but for rounding: no drawdown of a year, and no year of small ones."""
    steps = [0.1, 1 / 1.1 - 1, 0.3, 1 / 1.3 - 1, 0.7, 1 / 1.7 - 1] * 20
    series = returns([0.21, *steps, -0.02, 0.01])
    grown = np.cumprod(1 + series.to_numpy())
    assert (grown[1::2] != grown[1]).any()  # compounding does round
    every = statistics.drawdowns(series)
    pd.testing.assert_frame_equal(shown.drawdowns(series, 999).sort_index(), every)
    stats = statistics.stats_of(series)["net"]
    deepest = shown.drawdowns(series).iloc[0]
    assert [stats["max_drawdown"], stats["drawdown_start"], stats["drawdown_end"]] == [
        *deepest[["depth", "peak", "trough"]]
    ]
    np.testing.assert_array_equal(shown.drawdown(series), measures.drawdown_series(series))
    np.testing.assert_array_equal(shown.growth(series), 1 + measures.cumulative(series))


def test_a_drawdown_that_ends_with_the_values_has_not_recovered() -> None:
    found = shown.drawdowns(returns([0.1, -0.2, NAN, NAN]))
    assert found["recovery"].isna().tolist() == [True]
    assert shown.drawdowns(returns([])).empty


def test_months_and_years_compound() -> None:
    series = returns([0.1, 0.1, -0.5, NAN, 0.2], start="2022-12-29")  # two sessions, and three in January
    table = shown.by_month(series)
    assert list(table.columns) == list(range(1, 13))
    np.testing.assert_allclose([table.at[2022, 12], table.at[2023, 1]], [0.21, -0.4], rtol=1e-12)
    assert table.notna().to_numpy().sum() == 2
    np.testing.assert_allclose(shown.by_year(series), [0.21, -0.4], rtol=1e-12)
    assert shown.by_year(series).index.tolist() == table.index.tolist() == [2022, 2023]
    assert shown.by_month(returns([])).shape == (0, 12)


def test_nothing_is_compounded_after_ruin() -> None:
    assert shown.by_year(returns([0.5, -1.5, 9.0])).tolist() == [pytest.approx(1.5 * -0.5 - 1)]


def test_exposure_of_both_sides() -> None:
    made = fake(3, 2)
    made.positions.iloc[:, :2] = [[60.0, -20.0], [0.0, NAN], [10.0, 10.0]]
    made.equity[:] = [100.0, 50.0, -5.0]
    put = shown.exposure(made)
    np.testing.assert_allclose(put.long, [0.6, 0.0, NAN])
    np.testing.assert_allclose(put.short, [-0.2, 0.0, NAN])
    np.testing.assert_allclose(put.net, [0.4, 0.0, NAN])
    assert put.names.tolist() == [2.0, 0.0, 2.0]
    assert not np.signbit(put.short[1])


def test_few_sessions_stand_alone_and_many_by_month() -> None:
    few = shown.periods(pd.bdate_range("2023-01-02", periods=66))
    assert [(a, b) for _, a, b in few] == [(i, i + 1) for i in range(66)]
    many = shown.periods(pd.bdate_range("2023-01-02", periods=67))
    assert [name for name, _, _ in many] == ["2023-01", "2023-02", "2023-03", "2023-04"]
    assert [b - a for _, a, b in many] == [22, 20, 23, 2]


@pytest.mark.parametrize(
    ("values", "kind", "how", "labels"),
    [
        ([0.0, 1.0], "times", {}, ["0", "0.25", "0.5", "0.75", "1"]),
        ([-0.031, 0.0], "share", {"holds": 0.0, "edge": "high"}, ["−3%", "−2%", "−1%", "0%"]),
        ([0.0, 0.004], "share", {"holds": 0.0, "edge": "low"}, ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%"]),
        ([0.9, 40.0], "times", {"log": True}, ["1", "2", "5", "10", "20"]),
        ([1.0, 3.2], "times", {"log": True}, ["1", "1.5", "2", "3"]),
        ([0.9, 2.0], "times", {"log": True}, ["1", "1.25", "1.5", "1.75", "2"]),
        ([0.0, 2.4e7], "money", {"holds": 0.0, "edge": "low"}, ["0", "5m", "10m", "15m", "20m", "25m"]),
        ([-1.0, 30.0], "times", {"log": True}, ["0", "10", "20", "30"]),
        ([0.0, 2.0], "count", {"holds": 0.0, "edge": "low"}, ["0", "1", "2"]),
        ([0.0], "count", {"holds": 0.0, "edge": "low"}, ["0", "1"]),
        ([0.0], "money", {"holds": 0.0, "edge": "low"}, ["0", "0.25", "0.5", "0.75", "1"]),
        ([NAN, math.inf], "share", {}, ["0%", "25%", "50%", "75%", "100%"]),
    ],
)
def test_ticks_are_round(values: list[float], kind: str, how: dict[str, object], labels: list[str]) -> None:
    scale = axis.axis_of([np.asarray(values)], kind, **how)
    assert [scale.written(tick) for tick in scale.ticks] == labels


@pytest.mark.parametrize("value", [0.0, 1.0, -2.5, 1e9, 1e-7])
@pytest.mark.parametrize("edge", ["", "low", "high"])
def test_one_value_has_a_range(value: float, edge: str) -> None:
    scale = axis.axis_of([np.asarray([value, value])], "times", edge=edge)
    assert scale.low < scale.high
    assert scale.low <= value <= scale.high
    assert scale.ticks


@pytest.mark.parametrize("sessions", [1, 2, 7, 23, 60, 130, 250, 700, 1500, 6000])
def test_days_are_few_and_in_order(sessions: int) -> None:
    places = axis.days(pd.bdate_range("2009-03-04", periods=sessions))
    assert 1 <= len(places) <= 9
    assert [place for place, _ in places] == sorted({place for place, _ in places})
    assert len({label for _, label in places}) == len(places)


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (cells.number(-0.001), "0.00"),
        (cells.number(-1234.5), "−1,234.50"),
        (cells.number(math.inf), "∞"),
        (cells.percent(NAN), "–"),
        (cells.percent(0.12345), "12.35%"),
        (cells.whole(1200.0), "1,200"),
        (cells.whole(0.25), "0.25"),
        (cells.cell(pd.NaT), "–"),
        (cells.cell(pd.NA), "–"),
        (cells.cell(np.int64(1200)), "1,200"),
        (cells.cell(np.bool_(True)), "yes"),
        (cells.cell(pd.Timestamp("2023-05-08")), "2023-05-08"),
        (cells.cell("<b>&\x00\u202e\ud800"), "&lt;b&gt;&amp;" + "\N{REPLACEMENT CHARACTER}" * 3),
        (cells.cell(math.inf), "∞"),
        (cells.text("x" * 301), "x" * 300 + "… (1 more characters)"),
        (headline.statistic("annual_return", 0.1), "10.00%"),
        (headline.statistic("sharpe", np.float64(1.234)), "1.23"),
        (headline.statistic("drawdown_start", pd.Timestamp("2023-05-08")), "2023-05-08"),
        (headline.statistic("recovered", None), "–"),
        (headline.statistic("days_under", 12), "12"),
        (headline.statistic("no_statistic_of_ours", 0.5), "0.50"),
        (headline.statistic("value_at_risk", -0.0312), "−3.12%"),
        (headline.statistic("expected_shortfall", -0.0444), "−4.44%"),
        (headline.statistic("downside_risk", 0.2039), "20.39%"),
        (headline.statistic("hit_rate", 0.5123), "51.23%"),
        (headline.statistic("batting_average", 0.4987), "49.87%"),
        (headline.statistic("probabilistic_sharpe", 0.9912), "99.12%"),
        (headline.statistic("turnover", 2.5), "250.00%"),
        (headline.statistic("stability", 0.875), "0.88"),
        (headline.statistic("tail_ratio", 1.02), "1.02"),
        (headline.statistic("up_capture", 0.934), "0.93"),
        (headline.statistic("sessions_per_year", 242.45), "242.4"),
        (headline.statistic("sessions", 1452), "1,452"),
    ],
)
def test_values_are_written(made: str, written: str) -> None:
    assert made == written


def test_every_unit_is_one_that_people_can_be_shown() -> None:
    """A new statistic says in its data how it is shown: no word in its name is asked."""
    shown = {"decimal": "12.50%", "a year": "12.50%", "ratio": "0.12", "sessions": "0.1"}
    for name, each in registry().items():
        if each.unit != "date":
            assert headline.statistic(name, 0.125) == shown[each.unit], name
        assert headline.statistic(name, pd.Timestamp("2024-02-29")) == "2024-02-29"
