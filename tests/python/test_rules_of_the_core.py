"""The sheet of fees and rules worked by hand, replayed by the core that simulates."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from golden import DATA
from hypothesis import given
from hypothesis import strategies as st
from yanbao import _core, costs, rules
from yanbao._backtest.costs import MARKETS, Costs
from yanbao._backtest.rules import Rules

SHEET = json.loads((DATA / "ashare_cases.json").read_text(encoding="utf-8"))["cases"]
LONG_AGO = 10_000


def core(day: str, fees: Costs = costs.all, of: Rules = rules.all) -> _core.BacktestRules:
    sessions = np.array([day], "datetime64[ns]")
    by_kind = of.core_lines(sessions)
    lots = {
        name: array.astype("float64") if name in ("least", "step") else array
        for name, array in by_kind["lots"].items()
    }
    return _core.BacktestRules(
        fees.core_lines(sessions), len(fees.names), True, by_kind["limits"], lots, by_kind["volume_cap"]
    )


def tick_of(ticker: str) -> float:
    return float(rules.all.tick(ticker, "2024-01-05") or 0.01)


@pytest.mark.parametrize("case", SHEET, ids=[case["name"] for case in SHEET])
def test_the_sheet(case: dict[str, Any]) -> None:
    table = core(case["day"])
    if case["kind"] == "fees":
        amount = float(Decimal(str(case["price"])) * case["shares"])
        found = table.fees_of(MARKETS.index(case["market"]), case["side"] == "buy", 0, case["shares"], amount)
        paid = dict(zip(costs.all.names, found, strict=True))
        assert {name: fee for name, fee in paid.items() if fee or name in case["fees"]} == case["fees"]
        return
    board = int(rules.all.boards([case["ticker"]])[0])
    if case["kind"] == "limit":
        age = LONG_AGO if case["age"] is None else case["age"]
        band = table.band(board, case["st"], age, 0, case["reference"], tick_of(case["ticker"]))
        wanted = [math.nan if case[side] is None else case[side] for side in ("low", "high")]
        assert band == pytest.approx(wanted, abs=1e-9, nan_ok=True)
    else:
        found = table.accepted(board, 0, case["side"] == "buy", case["wanted"], case["held"])
        assert found == case["accepted"]


@given(
    st.sampled_from(["2015-09-01", "2022-04-28", "2023-08-25", "2023-08-28", "2025-07-01"]),
    st.sampled_from(MARKETS),
    st.booleans(),
    st.integers(1, 10_000_000),
    st.integers(1, 300_000),
)
def test_fees_are_those_of_decimals(day: str, market: str, buys: bool, shares: int, cents: int) -> None:
    price = Decimal(cents) / 100
    wanted = costs.all.of("buy" if buys else "sell", shares, price, market, day)
    found = core(day).fees_of(MARKETS.index(market), buys, 0, shares, float(price * shares))
    assert {n: Decimal(f"{fee:.2f}") for n, fee in zip(costs.all.names, found, strict=True) if fee} == {
        n: fee for n, fee in wanted.items() if fee
    }


@given(
    st.sampled_from(["600000.SH", "300750.SZ", "688001.SH", "920799.BJ", "900901.SH"]),
    st.sampled_from(["2019-12-02", "2020-08-24", "2023-04-12", "2024-01-05", "2026-07-06"]),
    st.booleans(),
    st.integers(0, 8),
    st.integers(1, 300_000),
)
def test_bands_are_those_of_decimals(ticker: str, day: str, special: bool, age: int, cents: int) -> None:
    reference = Decimal(cents) / 100
    wanted = [
        math.nan if side is None else float(side)
        for side in rules.all.limit(ticker, day, reference, special, age)
    ]
    board = int(rules.all.boards([ticker])[0])
    assert core(day).band(board, special, age, 0, float(reference), tick_of(ticker)) == pytest.approx(
        wanted, abs=1e-9, nan_ok=True
    )


@given(
    st.sampled_from(["600000.SH", "688001.SH", "920799.BJ"]),
    st.booleans(),
    st.integers(0, 1000),
    st.integers(0, 1000),
)
def test_orders_are_those_of_the_rules(ticker: str, buys: bool, wanted: int, held: int) -> None:
    expected = rules.all.accepted(ticker, "2024-01-05", "buy" if buys else "sell", wanted, held)
    board = int(rules.all.boards([ticker])[0])
    assert core("2024-01-05").accepted(board, 0, buys, wanted, held) == expected
