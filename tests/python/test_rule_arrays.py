"""What the core gets of fees and rules: arrays that say what the lines say."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from yanbao._backtest.costs import MARKETS, costs
from yanbao._backtest.rules import rules


def sessions(first: str, last: str) -> np.ndarray[Any, Any]:
    return pd.bdate_range(first, last).to_numpy("datetime64[ns]")


@given(
    side=st.sampled_from(["buy", "sell"]),
    market=st.sampled_from(MARKETS),
    shares=st.integers(1, 10**6),
    cents=st.integers(1, 10**5),
    day=st.dates(date(2005, 1, 3), date(2026, 12, 31)).filter(lambda d: d.weekday() < 5),
)
def test_the_arrays_of_the_core_say_what_the_lines_say(
    side: str, market: str, shares: int, cents: int, day: date
) -> None:
    """Fees from the arrays, by exact arithmetic on the rates as they are printed."""
    days = sessions("2005-01-03", "2026-12-31")
    core = costs.all.core_lines(days)
    assert len({len(column) for column in core.values()}) == 1
    at = int(np.searchsorted(days, np.datetime64(day)))
    holds = (core["first"] <= at) & (at < core["last"]) & (core["market"] == MARKETS.index(market))
    holds &= (core["side"] & (1 if side == "buy" else 2)) > 0
    price, found = Decimal(cents) / 100, {}
    for i in np.flatnonzero(holds):
        fee = shares * price * Decimal(str(core["rate"][i])) + shares * Decimal(str(core["per_share"][i]))
        if not np.isnan(core["least"][i]):
            fee = max(fee, Decimal(str(core["least"][i])))
        if not np.isnan(core["most"][i]):
            fee = min(fee, Decimal(str(core["most"][i])))
        if core["rounding"][i] == 1:
            fee = fee.to_integral_value(ROUND_CEILING)
        found[costs.all.names[core["kind"][i]]] = fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert found == costs.all.of(side, shares, price, market, day)


def test_arrays_are_clipped_to_the_sessions() -> None:
    days = sessions("2023-08-24", "2023-08-31")
    core = costs.china.core_lines(days)
    duty = core["kind"] == costs.china.names.index("stamp_duty")
    shanghai = duty & (core["market"] == 0)
    assert core["rate"][shanghai].tolist() == [0.001, 0.0005]
    assert core["first"][shanghai].tolist() == [0, 2]
    assert core["last"][shanghai].tolist() == [2, 6]
    assert {k: v.dtype.kind for k, v in core.items()}["first"] == "i"
    empty = costs.china.core_lines(days[:0])
    assert all(len(column) == 0 for column in empty.values())
    assert all(len(column) == 0 for column in costs.none.core_lines(days).values())
    limits = rules.all.core_lines(days)["limits"]
    star = rules.all.board_names.index("star")
    assert limits["age_from"][limits["board"] == star].tolist() == [0, 5]
    assert limits["age_to"][limits["board"] == star].tolist() == [4, 2**31 - 1]
    assert np.isnan(limits["up"][limits["board"] == star]).tolist() == [True, False]
    beijing = limits["board"] == rules.all.board_names.index("beijing")
    assert set(limits["rounding"][beijing].tolist()) == {1}
    lots = rules.all.core_lines(days)["lots"]
    assert lots["least"][lots["board"] == star].tolist() == [200]
    assert lots["least"][lots["board"] == rules.all.board_names.index("hk")].tolist() == [0]
    assert all(len(c) == 0 for kind in rules.none.core_lines(days).values() for c in kind.values())


def test_rates_are_whole_parts_of_ten_million() -> None:
    """So whole numbers can hold every fee before it is rounded."""
    lines = costs.all.lines
    for column in ("rate", "per_share"):
        parts = lines[column].to_numpy() * 1e7
        np.testing.assert_allclose(parts, np.round(parts), rtol=0, atol=1e-6)
    for column in ("min", "max"):
        cents = lines[column].dropna().to_numpy() * 100
        np.testing.assert_allclose(cents, np.round(cents), rtol=0, atol=1e-9)
