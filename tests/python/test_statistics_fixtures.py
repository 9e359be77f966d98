"""Statistics against the expected values of empyrical-reloaded's and ffn's own tests, and our golden cases.

tests/data/statistics holds the figures, which Catch2 runs too: empyrical.json those of empyrical,
own.json ours. Of ffn (MIT, tests/test_core.py and tests/data/test_data.csv) the prices and figures stand
here; it checks three digits, or compares with a formula.
"""

from __future__ import annotations

import json
import math
from typing import Any

import golden
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from yanbao import _core
from yanbao._backtest import measures, relative
from yanbao._backtest.statistics import drawdowns

Doubles = NDArray[np.float64]


def read(name: str) -> list[Any]:
    file = json.loads((golden.DATA / "statistics" / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(file["series"], {"tolerance": file["tolerance"], **case}, id=f"{case['name']} {at}")
        for at, case in enumerate(file["cases"])
    ]


def series_of(value: Any, known: dict[str, Any]) -> Doubles:
    values = known[value] if isinstance(value, str) else value
    if isinstance(values, dict):
        return np.full(values["times"], values["value"])
    return golden.array(values)


def argument(name: str, value: Any, known: dict[str, Any]) -> Any:
    if name == "group":
        return np.array(value, dtype=np.int32)
    if isinstance(value, (list, str)):
        return series_of(value, known)
    return value


def found_by(case: dict[str, Any], arguments: dict[str, Any]) -> list[float]:
    """The result as a flat list, NaN for what is not there."""
    found = getattr(_core, case["function"])(**arguments)
    if case["function"] == "max_drawdown":
        found = found[0]
    if case["function"] == "drawdowns":
        found = [math.nan if x is None else x for each in found for x in each]
    flat = np.ravel(found).astype(np.float64).tolist()
    return [flat[case["pick"]]] if "pick" in case else flat


def check(known: dict[str, Any], case: dict[str, Any]) -> None:
    arguments = {n: argument(n, v, known) for n, v in case["args"].items()}
    if "window" in case:
        size, rolled = case["window"], [n for n in ("returns", "benchmark") if n in arguments]
        found = []
        for at in range(len(arguments["returns"]) - size + 1):
            part = {n: arguments[n][at : at + size] for n in rolled}
            found += found_by(case, {**arguments, **part})
    else:
        found = found_by(case, arguments)
    expected = golden.array(case["value"] if isinstance(case["value"], list) else [case["value"]])
    assert not np.isinf(found).any()
    if "unit" in case:
        np.testing.assert_allclose(found, expected, rtol=0, atol=case["unit"])
    else:
        golden.check(case["name"], found, expected.tolist(), case["tolerance"])


@pytest.mark.parametrize(("known", "case"), read("empyrical"))
def test_empyrical(known: dict[str, Any], case: dict[str, Any]) -> None:
    check(known, case)


@pytest.mark.parametrize(("known", "case"), read("own"))
def test_own(known: dict[str, Any], case: dict[str, Any]) -> None:
    check(known, case)


def test_there_are_enough() -> None:
    assert len(read("empyrical")) >= 120


@pytest.mark.parametrize(
    ("name", "freq", "by", "expected"),
    [
        ("simple_benchmark", "D", "week", [0.0, 0.040604010000000024, 0.0]),
        ("simple_benchmark", "D", "month", [0.01, 0.03030099999999991]),
        ("simple_benchmark", "D", "quarter", [0.0406040100]),
        ("simple_benchmark", "D", "year", [0.040604010000000024]),
        ("weekly_returns", "W", "month", [0.0, 0.087891200000000058, -0.04500459999999995]),
        ("weekly_returns", "W", "year", [0.038931091700480147]),
        ("monthly_returns", "ME", "year", [0.038931091700480147]),
        (
            "monthly_returns",
            "ME",
            "quarter",
            [0.11100000000000021, 0.008575999999999917, -0.072819999999999996],
        ),
    ],
)
def test_empyrical_aggregate_returns(name: str, freq: str, by: str, expected: list[float]) -> None:
    """test_aggregate_returns."""
    known = read("empyrical")[0].values[0]
    values = series_of(name, known)
    days = pd.date_range("2000-01-30", periods=len(values), freq=freq)
    np.testing.assert_allclose(
        measures.aggregate(pd.Series(values, index=days), by), expected, rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("name", ["mixed_returns", "positive_returns", "all_negative_returns"])
def test_empyrical_up_down_capture(name: str) -> None:
    """test_up_down_capture."""
    known = read("empyrical")[0].values[0]
    r, b = series_of(name, known), series_of("mixed_returns", known)
    printed = {
        "mixed_returns": 1.0,
        "positive_returns": -0.0006756053495,
        "all_negative_returns": -0.0004338236,
    }
    found = relative.capture(r, b, 252, "up") / relative.capture(r, b, 252, "down")
    assert found == pytest.approx(printed[name], rel=0, abs=1e-10)


# ffn's prices: 2004-03-10 to 2004-04-02, and the last ones, of 2014-03-10
_DAYS = [f"2004-03-{d}" for d in (10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30, 31)]
_ROWS = """
13.84 25.37 492.1, 13.575 25.09 486.2, 13.78 25.38 493.1, 13.225 25.16 491.2, 12.91 25.18 499.9,
13.095 25.13 508.2, 12.835 24.89 512.8, 12.93 24.63 503.4, 12.93 24.5 496.1,
12.645 24.15 498.0,
12.75 24.41 497.9, 13.435 25.19 502.6, 13.52 25.03 500.6, 13.955 25.31 513.2, 13.96 25.2 519.4,
13.52 24.93 517.0, 13.555 25.08 522.9, 13.75 25.85 518.0
"""
PRICES = pd.DataFrame(
    [[float(x) for x in row.split()] for row in _ROWS.split(",")],
    index=pd.DatetimeIndex([*_DAYS, "2004-04-01", "2004-04-02"]),
    columns=["AAPL", "MSFT", "C"],
)
LAST_DAY, LAST = pd.Timestamp("2014-03-10"), {"AAPL": 530.92, "MSFT": 37.82, "C": 49.57}
RETURNS = PRICES.pct_change(fill_method=None)
TEN = RETURNS.iloc[1:10]


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("second return", (-0.019, -0.011, -0.012)),
        ("tenth return", (-0.022, -0.014, 0.004)),
        ("index of 100", (91.366, 95.191, 101.199)),
        ("max drawdown", (-0.086, -0.048, -0.033)),
        ("second drawdown", (-0.019, -0.011, -0.012)),
        ("tenth drawdown", (-0.086, -0.048, -0.029)),
        ("total return", (-0.079, -0.038, 0.012)),
        ("ten years", (0.440, 0.041, -0.205)),
    ],
)
@pytest.mark.parametrize("ticker", ["AAPL", "MSFT", "C"])
def test_ffn(measure: str, printed: tuple[float, ...], ticker: str) -> None:
    """Of to_returns_df, to_price_index, to_drawdown_series_df, max_drawdown_df, total_return, cagr_df."""
    returns, prices = TEN[ticker], PRICES[ticker]
    years = (LAST_DAY - PRICES.index[0]).days / 365.25  # theirs; so that one return is of 1 / years sessions
    found = {
        "second return": returns.iloc[0],
        "tenth return": returns.iloc[-1],
        "index of 100": 100 * (1 + measures.total_return(returns)),
        "max drawdown": measures.max_drawdown(returns),
        "second drawdown": measures.drawdown_series(returns).iloc[0],
        "tenth drawdown": measures.drawdown_series(returns).iloc[-1],
        "total return": measures.total_return(RETURNS[ticker].iloc[:11]),
        "ten years": measures.annual_return([LAST[ticker] / prices.iloc[0] - 1], 1 / years),
    }[measure]
    assert found == pytest.approx(printed[["AAPL", "MSFT", "C"].index(ticker)], rel=0, abs=0.5e-3)


def test_ffn_cagr_of_ten_days() -> None:
    """test_cagr_ts."""
    years = (PRICES.index[9] - PRICES.index[0]).days / 365.25
    assert measures.annual_return(TEN["AAPL"], len(TEN) / years) == pytest.approx(-0.921, rel=0, abs=0.5e-3)


def test_ffn_length_of_a_drawdown() -> None:
    """test_drawdown_details: 18 days for MSFT's second one, from the first session below the high."""
    second = drawdowns(RETURNS["MSFT"]).iloc[1]
    below = PRICES.index[PRICES.index.get_loc(second["peak"]) + 1]
    assert (second["recovery"] - below).days == 18


def test_ffn_information_ratio() -> None:
    """test_calc_information_ratio_dataframe: of a session; 0 there where all differences are the same."""
    found = relative.information_ratio([0.03, 0.01, -0.02, 0.04], [0.01, 0.0, -0.01, 0.02], 1)
    assert found == pytest.approx(np.mean([2, 1, -1, 2]) / np.std([2, 1, -1, 2], ddof=1), rel=1e-12)
    assert math.isnan(relative.information_ratio([0.01] * 4, [0.01] * 4, 1))


def test_ffn_rates() -> None:
    """test_deannualize."""
    assert measures.session_rate(0.05, 252) == pytest.approx(1.05 ** (1 / 252) - 1, rel=1e-12)


def test_ffn_expected_max_sharpe() -> None:
    """test_calc_expected_max_sharpe."""
    assert _core.expected_max_sharpe(1, 0.5) == 0.0 == _core.expected_max_sharpe(50, 0.0)
    assert _core.expected_max_sharpe(100, 0.5) > _core.expected_max_sharpe(10, 0.5)
    assert _core.expected_max_sharpe(10, 1.0) * 0.5 == pytest.approx(
        _core.expected_max_sharpe(10, 0.5), rel=1e-12
    )


def test_ffn_deflated_sharpe_of_a_search_without_skill() -> None:
    """test_calc_deflated_sharpe_ratio."""
    trials = np.random.default_rng(0).normal(0, 0.01, (1000, 40))
    ratios = np.array([measures.sharpe(column, 252) for column in trials.T])
    best = trials[:, ratios.argmax()]
    found = measures.deflated_sharpe(best, ratios, 252)
    assert 0 <= found < 0.95
    assert found < measures.deflated_sharpe(best, [ratios.max()], 252)
    assert found < measures.deflated_sharpe(best, ratios[:10], 252)
