"""Where money and shares of a simulation come from: interest, dividends, fees, and arrays that stay."""

from __future__ import annotations

import gc
import weakref
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import yanbao as yb
from backtest_prices import DAYS, RULES, flat, prices, weights
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


def held_over(closes: list[float], preclose: list[float], split: float, **more: Any) -> Any:
    """100,000 shares that a split meets on the third day."""
    rows = {"open": closes, "close": closes, "preclose": preclose, "split": [1.0, 1.0, split, 1.0, 1.0]}
    px = prices(SH600000=flat(1.0, **rows, **more))
    settings = {"rules": yb.rules.china, "known": "open", "cash": 100_000 * closes[0]}
    return yb.backtest(weights({"600000.SH": [1.0]}), px, **settings)


@pytest.mark.parametrize(
    ("close", "preclose", "split", "paid"),
    [
        (10.01, 5.01, 2.0, 0.0),  # of 5.005: a pure split
        (10.03, 5.01, 2.0, 0.0),  # of 5.015, which some round down
        (10.01, 7.15, 1.4, 0.0),
        (1.0, 10.0, 0.1, 0.0),
        (10.01, 4.75, 2.0, 51_000.0),  # 0.51 for an old share, to half a cent a new one
        (10.0, 9.99, 1.0, 1000.0),  # the least that a reference price can show
    ],
)
def test_a_rounded_reference_price_pays_nothing(
    close: float, preclose: float, split: float, paid: float
) -> None:
    res = held_over([close, close, preclose, preclose, preclose], [close, close, *[preclose] * 3], split)
    assert res.flows["dividends"].tolist() == [0.0, 0.0, pytest.approx(paid, abs=0.01), 0.0, 0.0]
    assert res.shares["600000.SH"].iloc[-1] == 100_000 * split
    assert "split_unexplained" not in set(res.findings["code"])


def test_a_given_factor_counts() -> None:
    """0.124 for an old share, one new one for each, and a reference price of 4.94 for 4.938."""
    factor = 10.0 / 4.938
    closes, preclose = [10.0, 10.0, 4.94, 4.94, 4.94], [10.0, 10.0, 4.94, 4.94, 4.94]
    res = held_over(closes, preclose, 2.0, factor=[1.0, 1.0, factor, factor, factor])
    assert res.flows["dividends"].iloc[2] == 12_400.0
    assert held_over(closes, preclose, 2.0).flows["dividends"].iloc[2] == 12_000.0
    # a small dividend that a rounded reference price would have hidden
    factor = 10.0 / 4.998
    closes, preclose = [10.0, 10.0, 5.0, 5.0, 5.0], [10.0, 10.0, 5.0, 5.0, 5.0]
    res = held_over(closes, preclose, 2.0, factor=[1.0, 1.0, factor, factor, factor])
    assert res.flows["dividends"].iloc[2] == 400.0


def test_nobody_pays_for_a_split() -> None:
    """Three rights for ten at 5.00, given as a split: the holding is worth what it was."""
    closes, preclose = [10.0, 10.0, 8.85, 8.85, 8.85], [10.0, 10.0, 8.85, 8.85, 8.85]
    res = held_over(closes, preclose, 1.3)
    assert (res.flows["dividends"] >= 0).all()
    assert res.equity.iloc[-1] == pytest.approx(1e6, rel=1e-5)
    assert res.findings.set_index("code").at["split_unexplained", "count"] == 1


def test_a_split_after_a_session_that_the_prices_lack() -> None:
    """The step is not told there: the split is sure, and what the price fell besides is no dividend."""
    rows = {name: [10.0, 10.0, 4.75, 4.75, 4.75] for name in ("open", "close", "preclose")}
    rows["split"] = [1.0, 1.0, 2.0, 1.0, 1.0]
    whole = prices(SH600000=flat(1.0, **rows))
    lacking = prices(days=DAYS.delete(1), SH600000={n: [*v[:1], *v[2:]] for n, v in rows.items()})
    for px in (whole, lacking):
        res = yb.backtest(weights({"600000.SH": [0.5]}), px, cash=1e6, **RULES)
        # of the price that fell by half and 5 % more nobody knows whether that was paid or lost
        assert res.flows["dividends"].sum() == (25_000.0 if px is whole else 0.0)
        assert ("reference_unexplained" in set(res.findings["code"])) == (px is lacking)
        assert res.shares["600000.SH"].iloc[-1] == 100_000.0


def test_a_split_without_a_reference_price() -> None:
    rows = {name: [10.0, 10.0, 5.0, 5.0, 5.0] for name in ("open", "close")}
    rows["preclose"] = [10.0, 10.0, float("nan"), 5.0, 5.0]
    res = held_over(rows["close"], rows["preclose"], 2.0)
    assert res.equity.tolist() == [1e6] * 5
    assert res.flows["dividends"].sum() == 0.0


def test_a_split_a_day_before_its_factor() -> None:
    """What the two contradict each other about brings nothing."""
    rows = {name: [10.0, 10.0, 10.0, 5.0, 5.0] for name in ("open", "close")}
    px = prices(SH600000={**rows, "split": [1.0, 1.0, 2.0, 1.0, 1.0], "factor": [1.0, 1.0, 1.0, 2.0, 2.0]})
    res = yb.backtest(weights({"600000.SH": [1.0]}), px, cash=1e6, **RULES)
    assert res.equity.tolist() == [1e6] * 5
    assert "split_unexplained" in set(res.findings["code"])
