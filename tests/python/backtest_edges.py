"""Results at the edges: what plots and pages must show without an error."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from backtest_result import Fake, fake

HOSTILE = "<script>undefined_name()</script>\"'&</style></script><!--\u202e沪深300"


def no_trades() -> Fake:
    """Nothing was ever bought: all cash, no costs, no turnover, no finding."""
    made = fake(300, 3, seed=1)
    flat = made.returns * 0
    made.returns, made.gross, made.turnover = flat, flat.copy(), flat.copy()
    made.equity = flat + 1e6
    made.cash = made.equity.copy()
    made.positions = made.positions * 0
    made.positions["cash"] = made.cash
    made.shares, made.costs = made.shares * 0, made.costs[[]]
    made.trades, made.rejected = made.trades.iloc[:0], made.rejected.iloc[:0]
    made.findings, made.settings = made.findings.iloc[:0], {}
    return made


def hostile() -> Fake:
    """Every text that comes from data would like to be HTML."""
    made = fake(80, 4, seed=2)
    names = {ticker: f"{HOSTILE}{i}" for i, ticker in enumerate(made.shares.columns)}
    made.positions, made.shares = made.positions.rename(columns=names), made.shares.rename(columns=names)
    made.trades = made.trades.assign(ticker=HOSTILE, side=HOSTILE).rename(columns={"commission": HOSTILE})
    made.rejected = made.rejected.assign(ticker=HOSTILE, reason=HOSTILE, what=HOSTILE)
    made.costs = made.costs.rename(columns={"commission": HOSTILE})
    made.findings = made.findings.assign(code=HOSTILE, subject=HOSTILE, what=HOSTILE)
    made.findings.loc[0, "severity"] = HOSTILE
    made.settings = {
        HOSTILE: HOSTILE,
        "nested": {HOSTILE: [HOSTILE]},
        "table": pd.DataFrame({HOSTILE: [HOSTILE]}),
        "limits": [HOSTILE],
        "data": HOSTILE,
    }
    made.benchmark = made.benchmark.rename(HOSTILE)
    return made


def ruined() -> Fake:
    """Long and short with debts in the end."""
    made = fake(250, 6, seed=3)
    signs = np.where(np.arange(6) % 2, -1.5, 2.0)
    made.positions.iloc[:, :6] = made.positions.iloc[:, :6] * signs
    made.returns.iloc[200] = -1.3
    made.equity = 1e7 * (1 + made.returns).cumprod()
    made.cash = made.equity - made.positions.drop(columns="cash").sum(axis=1)
    return made


def holes() -> Fake:
    """Values that are missing here and there, and a benchmark of other sessions."""
    made = fake(700, 5, seed=4)
    made.returns.iloc[[0, 100, 699]] = math.nan
    made.positions.iloc[50:60, 1] = math.nan
    made.benchmark = made.benchmark.iloc[100:500:2]
    made.costs = made.costs.iloc[:300]
    made.turnover = made.turnover.iloc[10:]
    return made


def no_value_of_benchmark() -> Fake:
    made = fake(40, 5, seed=5)
    made.benchmark = made.benchmark * math.nan
    return made


def grown_much() -> Fake:
    """Two decades that end at a thousand times the start."""
    made = fake(4900, 8, seed=6)
    made.returns, made.gross = made.returns + 0.0009, made.gross + 0.0009
    made.equity = 1e7 * (1 + made.returns).cumprod()
    return made


EDGES = {
    "one_session": lambda: fake(1, 3),
    "two_sessions": lambda: fake(2, 3),
    "no_session": lambda: fake(0, 3),
    "no_ticker": lambda: fake(30, 0),
    "no_benchmark": lambda: fake(130, 5, benchmark=None),
    "no_value_of_benchmark": no_value_of_benchmark,
    "no_trades": no_trades,
    "many_tickers": lambda: fake(250, 3000),
    "ruined": ruined,
    "holes": holes,
    "grown_much": grown_much,
    "hostile": hostile,
}
