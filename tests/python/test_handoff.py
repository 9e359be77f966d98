"""Frames in the shapes of other libraries, and the libraries themselves where they are installed."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from yanbao import errors
from yanbao._handoff import to_alphalens, to_bt, to_qlib, write_qlib

DAYS = pd.bdate_range("2024-01-02", periods=60, name="date")
TICKERS = [f"{600000 + i}.SH" for i in range(20)]


def library(name: str) -> Any:
    """The real one; its own warnings are not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} is not installed: pip install --group handoff")


def prices(seed: int = 0) -> pd.DataFrame:
    moves = np.random.default_rng(seed).normal(0, 0.02, (len(DAYS), len(TICKERS)))
    return pd.DataFrame(10 * np.exp(np.cumsum(moves, axis=0)), index=DAYS, columns=TICKERS)


def factor() -> pd.DataFrame:
    """The next day's return, so that the best quantile must earn most."""
    frame = prices().pct_change(fill_method=None).shift(-1)
    frame.iloc[3, 4], frame.iloc[7] = np.inf, np.nan
    return frame


cells = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=True, allow_infinity=True))


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5), st.permutations(range(3)))
def test_no_cell_is_lost_or_moved(rows: list[list[Any]], order: list[int]) -> None:
    days = DAYS[: len(rows)]
    frame = pd.DataFrame(rows, index=days, columns=TICKERS[:3], dtype=object).iloc[::-1, list(order)]
    series = to_alphalens(frame)
    features = to_qlib({"a": frame, "b": frame.iloc[:1]})
    finite = 0
    for day, row in zip(days, rows, strict=True):
        for ticker, cell in zip(TICKERS, row, strict=False):
            code = f"SH{ticker[:6]}"
            if cell is None or not np.isfinite(cell):
                assert (day, ticker) not in series.index
                continue
            finite += 1
            assert series[day, ticker] == cell
            assert features["a"][code, day] == cell
            assert (features["b"][code, day] == cell) == (day == days[-1])
    assert len(series) == len(features) == finite
    assert series.index.is_monotonic_increasing
    assert features.index.is_monotonic_increasing
    assert set(series.index.levels[0]) == set(series.index.get_level_values(0))


@pytest.mark.parametrize("convert", [to_alphalens, to_bt, lambda frame: to_qlib({"a": frame})])
@pytest.mark.parametrize(
    "frame",
    [
        [1.0],
        pd.DataFrame({"600570.SH": [1.0]}),
        pd.DataFrame({"600570.SH": [1.0]}, index=DAYS[:1].tz_localize("UTC")),
        pd.DataFrame({"600570.SH": [1.0, 1.0]}, index=DAYS[[0, 0]]),
        pd.DataFrame({"600570.SH": ["many"]}, index=DAYS[:1]),
        pd.DataFrame([[1.0, 2.0]], columns=["600570.SH"] * 2, index=DAYS[:1]),
    ],
)
def test_what_is_no_dates_by_tickers_is_refused(convert: Any, frame: Any) -> None:
    with pytest.raises(errors.InvalidValueError):
        convert(frame)


def test_conditions_and_weights_are_told_apart() -> None:
    days = DAYS[:2]
    conditions = pd.DataFrame([[True, None], [False, True]], index=days, columns=TICKERS[:2])
    assert to_bt(conditions).dtypes.tolist() == [bool, bool]
    assert to_bt(conditions).to_numpy().tolist() == [[True, False], [False, True]]
    nullable = conditions.astype("boolean")
    assert to_bt(nullable).equals(to_bt(conditions))
    weights = pd.DataFrame([[np.nan] * 2, [0.4, np.nan]], index=days, columns=TICKERS[:2])
    assert to_bt(weights).index.tolist() == [days[1]]
    with pytest.raises(errors.InvalidValueError, match="infinite"):
        to_bt(weights.fillna(np.inf))


def test_two_habits_of_one_ticker_are_refused() -> None:
    frame = pd.DataFrame([[1.0, 2.0]], columns=["600570.SH", "600570.XSHG"], index=DAYS[:1])
    with pytest.raises(errors.InvalidValueError, match="SH600570"):
        to_qlib({"a": frame})


def test_a_data_folder_of_qlib(tmp_path: Path) -> None:
    frame = pd.DataFrame({"600570.SH": [np.nan, 1.5, np.nan, 2.5], "0700.HK": [1.0, 2, 3, 4]}, index=DAYS[:4])
    write_qlib({"pe": frame}, tmp_path / "q")
    own = np.fromfile(tmp_path / "q" / "features" / "sh600570" / "pe.day.bin", "<f4")
    np.testing.assert_array_equal(own, np.array([1, 1.5, np.nan, 2.5], "<f4"))
    listed = (tmp_path / "q" / "instruments" / "all.txt").read_text(encoding="utf-8")
    assert listed == "HK00700\t2024-01-02\t2024-01-05\nSH600570\t2024-01-03\t2024-01-05\n"
    with pytest.raises(errors.InvalidValueError, match="not empty"):
        write_qlib({"pe": frame}, tmp_path / "q")
    for name in ("PE", "pe fy1", "../pe", ""):
        with pytest.raises(errors.InvalidValueError, match="cannot call"):
            write_qlib({name: frame}, tmp_path / "other")


@pytest.mark.parametrize("tz", [None, "UTC"])
def test_alphalens_takes_a_factor(tz: str | None) -> None:
    utils, performance = library("alphalens.utils"), library("alphalens.performance")
    closes = prices() if tz is None else prices().tz_localize(tz)
    given_factor = to_alphalens(factor(), tz=tz)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        clean = utils.get_clean_factor_and_forward_returns(
            given_factor, closes, quantiles=5, periods=(1, 5), filter_zscore=None, max_loss=0.2
        )
        spread, _ = performance.mean_return_by_quantile(clean)
        ic = performance.factor_information_coefficient(clean)
    assert len(clean) == len(given_factor.loc[: closes.index[-6]])
    # each factor stands at its own day and stock: it is the return that the library finds
    np.testing.assert_allclose(clean["factor"], clean["1D"])
    assert spread["1D"].is_monotonic_increasing
    assert ic["1D"].min() > 0.999


def test_bt_selects_where_conditions_hold() -> None:
    bt = library("bt")
    closes = prices()
    chosen = to_bt(factor() > 0.03)
    algos = [bt.algos.SelectWhere(chosen), bt.algos.WeighEqually(), bt.algos.Rebalance()]
    done = run(bt, algos, closes)
    assert done.iloc[-1] > 2 * 100
    held = bt_weights(bt, algos, closes)
    for day in DAYS[:-1]:
        if chosen.loc[day].any():
            assert set(held.columns[held.loc[day] > 1e-9]) == set(chosen.columns[chosen.loc[day]])


def test_bt_weighs_as_told() -> None:
    bt = library("bt")
    closes = prices()
    weights = pd.DataFrame(np.nan, index=DAYS, columns=TICKERS)
    weights.iloc[10, :4], weights.iloc[40, 5] = 0.25, 1.0
    algos = [bt.algos.WeighTarget(to_bt(weights)), bt.algos.Rebalance()]
    done = run(bt, algos, closes)
    first = (closes.iloc[40, :4] / closes.iloc[10, :4]).mean()
    assert done.iloc[-1] == pytest.approx(100 * first * closes.iloc[-1, 5] / closes.iloc[40, 5])


def run(bt: Any, algos: list[Any], closes: pd.DataFrame) -> pd.Series:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        test = bt.Backtest(bt.Strategy("s", algos), closes, integer_positions=False, progress_bar=False)
        result = bt.run(test)
    return result.prices["s"]


def bt_weights(bt: Any, algos: list[Any], closes: pd.DataFrame) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        test = bt.Backtest(bt.Strategy("s", algos), closes, integer_positions=False, progress_bar=False)
        return bt.run(test).get_security_weights().reindex(closes.index)


def test_alphalens_on_real_prices(shared: Path) -> None:
    """Earnings yield of the day before, of 300 stocks: nothing is dropped but what has no return yet."""
    utils = library("alphalens.utils")
    columns = ["date", "ticker", "close", "peTTM"]
    rows = pd.read_parquet(shared / "data" / "a_share_raw_baostock_csi300_2020_2025.parquet", columns=columns)
    rows = rows.assign(date=pd.to_datetime(rows["date"]))
    rows = rows[rows["date"] >= "2024-06-01"]
    closes = rows.pivot_table(index="date", columns="ticker", values="close")
    pe = rows.pivot_table(index="date", columns="ticker", values="peTTM")
    made = to_alphalens((1 / pe).shift(1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        clean = utils.get_clean_factor_and_forward_returns(
            made, closes, quantiles=5, periods=(1, 5), filter_zscore=None, max_loss=0.1
        )
    assert len(clean) > 0.9 * len(made)
    day, ticker = clean.index[1000]
    place = closes.index.get_loc(day)
    expected = closes[ticker].iloc[place + 1] / closes[ticker].iloc[place] - 1
    assert clean["1D"].iloc[1000] == pytest.approx(expected)
    assert clean["factor"].iloc[1000] == 1 / pe[ticker].iloc[place - 1]
