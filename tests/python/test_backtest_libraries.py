"""The same weights in bt and vectorbt give the same money; where they are not installed the test says so."""

from __future__ import annotations

import importlib.util
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import Phase, given, settings
from hypothesis import strategies as st


def installed(name: str) -> Any:
    return pytest.mark.skipif(
        importlib.util.find_spec(name) is None,
        reason=f"{name} is not installed: CI runs this in its own environment",
    )


def case(seed: int, sessions: int = 40, stocks: int = 6) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Closes, and weights of some sessions that leave some cash."""
    random = np.random.default_rng(seed)
    days = pd.bdate_range("2023-01-02", periods=sessions, name="date")
    names = [f"60000{i}.SH" for i in range(stocks)]
    steps = random.normal(0.0003, 0.02, (sessions, stocks))
    close = pd.DataFrame(20 * np.exp(steps.cumsum(axis=0)), index=days, columns=names)
    at = np.sort(random.choice(np.arange(1, sessions), size=8, replace=False))
    made = random.dirichlet(np.ones(stocks + 1), size=8)[:, :-1]
    made[random.random(made.shape) < 0.2] = 0.0
    return close, pd.DataFrame(made, index=days[at], columns=names)


def ours(close: pd.DataFrame, weights: pd.DataFrame, **more: Any) -> Any:
    rows = close.stack().rename("close").reset_index()
    rows.columns = ["date", "ticker", "close"]
    px = yb.Prices.from_frame(rows, adjusted="backward", volume_unit="share")
    # they trade at the close that they are given, and size orders by it
    return yb.backtest(weights, px, fill="close", size_at="fill", known="open", cash=1e6, **more)


@installed("bt")
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**6))
def test_bt_has_the_same_equity(seed: int) -> None:
    import bt

    close, weights = case(seed)
    algos = [bt.algos.WeighTarget(weights), bt.algos.Rebalance()]
    strategy = bt.Strategy("ours", algos)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        test = bt.Backtest(strategy, close, initial_capital=1e6, integer_positions=False, progress_bar=False)
        theirs = bt.run(test)
    values = test.strategy.values.reindex(
        weights.index.append(close.index[close.index > weights.index[0]]).unique()
    )
    mine = ours(close, weights).equity
    assert theirs is not None
    np.testing.assert_allclose(mine.to_numpy(), values.reindex(mine.index).to_numpy(), rtol=1e-10)


@installed("bt")
def test_bt_with_a_rate_of_commission_differs_by_a_known_amount() -> None:
    """Of one purchase: bt takes the fee out of the order, we beside it."""
    import bt

    close, weights = case(3)
    weights = weights.iloc[:1] * 0.5
    strategy = bt.Strategy("ours", [bt.algos.WeighTarget(weights), bt.algos.Rebalance()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        test = bt.Backtest(
            strategy,
            close,
            initial_capital=1e6,
            integer_positions=False,
            progress_bar=False,
            commissions=lambda q, p: abs(q) * p * 0.001,
        )
        bt.run(test)
    costs = yb.costs.none.add({"name": "commission", "market": "SH", "rate": 0.001})
    mine = ours(close, weights, costs=costs)
    # ours buys what the weight says and pays the fee out of the cash; bt pays it out of the weight
    held = mine.shares.iloc[0]
    theirs = test.positions.loc[mine.shares.index[0], held.index]
    np.testing.assert_allclose(held.to_numpy(), 1.001 * theirs.to_numpy(), rtol=1e-9)
    assert mine.costs["commission"].sum() == pytest.approx(weights.to_numpy().sum() * 1e6 * 0.001, rel=1e-9)


@installed("vectorbt")
@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**6))
def test_vectorbt_has_the_same_equity(seed: int) -> None:
    import vectorbt

    close, weights = case(seed)
    portfolio = vectorbt.Portfolio.from_orders(
        close,
        weights.reindex(close.index),
        size_type="targetpercent",
        group_by=True,
        cash_sharing=True,
        call_seq="auto",
        init_cash=1e6,
        freq="D",
    )
    mine = ours(close, weights).equity
    theirs = portfolio.value().reindex(mine.index)
    np.testing.assert_allclose(mine.to_numpy(), theirs.to_numpy(), rtol=1e-10)
