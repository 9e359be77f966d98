"""A portfolio of weights beside vectorbt (numba, warm) and bt, the same result checked; needs both.

python tests/bench/backtest.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import importlib.util
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import yanbao as yb

VECTORBT = "backtest_vs_vectorbt"
BT = "backtest_vs_bt"


def case(sessions: int, stocks: int, held: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Closes, and each session's weights of some stocks, which change a little from session to session."""
    random = np.random.default_rng(7)
    days = pd.bdate_range("2019-01-02", periods=sessions, name="date")
    names = [f"{600000 + at}.SH" for at in range(stocks)]
    close = 20 * np.exp(random.normal(0.0002, 0.02, (sessions, stocks)).cumsum(axis=0))
    score = random.normal(size=stocks)
    weights = np.zeros((sessions, stocks))
    for at in range(sessions):
        score = 0.95 * score + random.normal(0, 0.3, stocks)
        weights[at, np.argsort(-score)[:held]] = 0.98 / held
    return pd.DataFrame(close, days, names), pd.DataFrame(weights, days, names)


def prices(close: pd.DataFrame) -> yb.Prices:
    """The same as `Prices`."""
    rows = close.stack().rename("close").reset_index()
    rows.columns = ["date", "ticker", "close"]
    return yb.Prices.from_frame(rows, adjusted="backward", volume_unit="share")


def ours(px: yb.Prices, weights: pd.DataFrame) -> pd.Series:
    """Equity by `yb.backtest`, checks and tables of trades with it."""
    return yb.backtest(weights, px, fill="close", size_at="fill", known="open", cash=1e6).equity


def by_vectorbt(close: pd.DataFrame, weights: pd.DataFrame) -> pd.Series:
    """Equity by vectorbt."""
    import vectorbt

    made = vectorbt.Portfolio.from_orders(
        close,
        weights,
        size_type="targetpercent",
        group_by=True,
        cash_sharing=True,
        call_seq="auto",
        init_cash=1e6,
        freq="D",
    )
    return made.value()


def by_bt(close: pd.DataFrame, weights: pd.DataFrame) -> pd.Series:
    """Equity by bt."""
    import bt

    strategy = bt.Strategy("w", [bt.algos.WeighTarget(weights), bt.algos.Rebalance()])
    test = bt.Backtest(strategy, close, initial_capital=1e6, integer_positions=False, progress_bar=False)
    bt.run(test)
    return test.strategy.values.reindex(close.index)


def fastest(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Seconds of the fastest of some rounds, after one that warms up."""
    made = work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times), made


def ratios(rounds: int = 5) -> dict[str, float]:
    """How many times as fast as each library that is installed."""
    found = {}
    plans = {
        VECTORBT: ("vectorbt", by_vectorbt, (1250, 500, 20), rounds),
        BT: ("bt", by_bt, (500, 120, 20), 1),
    }
    for name, (library, theirs, size, times) in plans.items():
        if importlib.util.find_spec(library) is None:
            print(f"{library} is not installed: left out")
            continue
        close, weights = case(*size)
        px = prices(close)
        mine, equity = fastest(lambda px=px, weights=weights: ours(px, weights), rounds)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other, expected = fastest(
                lambda close=close, weights=weights, by=theirs: by(close, weights), times
            )
        np.testing.assert_allclose(equity.to_numpy(), expected.to_numpy(), rtol=1e-9)
        print(f"{library}: {size[1]} stocks, {size[0]} sessions: {1e3 * mine:.1f} ms, {1e3 * other:.1f} ms")
        found[name] = other / mine
    return found


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    for name, ratio in ratios(parser.parse_args().rounds).items():
        print(f"{name}: {ratio:.1f}")


if __name__ == "__main__":
    main()
