"""Where money and shares of a simulation come from: interest, dividends, fees, and arrays that stay."""

from __future__ import annotations

import gc
import weakref
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import yanbao as yb
from backtest_prices import RULES, flat, prices, weights
from yanbao import _core
from yanbao._backtest.costs import MARKETS


def test_no_interest_on_a_dividend_of_the_same_morning() -> None:
    ex = flat(10.0, open=[10.0, 10.0, 5.0, 5.0, 5.0], close=[10.0, 10.0, 5.0, 5.0, 5.0])
    ex |= {"preclose": [10.0, 10.0, 5.0, 5.0, 5.0], "split": [1.0] * 5}
    res = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=ex), cash=1e6, cash_rate=0.0365, **RULES)
    # 0.01 % a day: of 500,000 until the third morning, over a weekend; of the 250,000 more from the fourth on
    assert res.flows["dividends"].tolist() == [0.0, 0.0, 250_000.0, 0.0, 0.0]
    assert res.flows["interest"].tolist() == [0.0, 50.0, 150.02, 75.02, 75.03]


@pytest.mark.parametrize(
    ("bounds", "shares", "charged"),
    [
        ({"max": "7.5"}, 100_000, "8.00"),  # the bound is rounded up as what it bounds
        ({"min": "2.3"}, 100, "3.00"),
        ({}, 2_010, "3.00"),
        ({"min": "2", "max": "7"}, 100_000, "7.00"),
    ],
)
def test_a_fee_is_bounded_and_then_rounded(bounds: dict[str, str], shares: int, charged: str) -> None:
    line = {"name": "duty", "market": "HK", "rate": "0.0001", "round": "up_to_unit", **bounds}
    table = yb.costs.none.add(line)
    days = np.array(["2024-01-05"], "datetime64[ns]")
    rules = yb.rules.none.core_lines(days)
    lots = {**rules["lots"], **{name: rules["lots"][name].astype("float64") for name in ("least", "step")}}
    core = _core.BacktestRules(
        table.core_lines(days), len(table.names), True, rules["limits"], lots, rules["volume_cap"]
    )
    assert table.of("buy", shares, 10, "HK", "2024-01-05") == {"duty": Decimal(charged)}
    assert core.fees_of(MARKETS.index("HK"), True, 0, shares, shares * 10.0) == [float(charged)]


def arrays() -> dict[str, Any]:
    price = {name: np.full((2, 1), 10.0) for name in ("fill", "lowest", "highest", "close", "reference")}
    whole = {name: np.zeros(1, np.int32) for name in ("exchange", "board", "listed", "currency", "calendar")}
    none = {name: np.zeros(0, np.int32) for name in ("action_session", "action_stock")}
    return {
        **price,
        **whole,
        **none,
        "state": np.ones((2, 1), np.uint8),
        "number": np.zeros((2, 1), np.int32),
        "own_lot": np.ones(1),
        "tick": np.full(1, 0.01),
        "rate_open": np.ones((2, 1)),
        "rate_close": np.ones((2, 1)),
        "days": np.ones(2),
        "split": np.zeros(0),
        "dividend": np.zeros(0),
    }


def test_a_market_keeps_its_arrays() -> None:
    given = arrays()
    market = _core.BacktestMarket(given)
    alive = {name: weakref.ref(array) for name, array in given.items()}
    for name in list(given):
        given[name] = np.zeros(1)
    gc.collect()
    assert [name for name, array in alive.items() if array() is None] == []
    del market
    gc.collect()
    assert [name for name, array in alive.items() if array() is not None] == []
