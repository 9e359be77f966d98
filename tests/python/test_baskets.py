"""Baskets of themes: hand-worked, against a ledger of shares, and by their members."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from yanbao._backtest import baskets
from yanbao._backtest.schedule import RULES, rebalance_rows
from yanbao._sessions import sessions_of

NAMES = {"恒生电子": "600570.SH", "五粮液": "000858.SZ", "用友网络": "600588.SH"}
HEAD = "{}研究所\n\n行业周报\n\n{}\n\n"
DAYS = pd.DatetimeIndex(["2024-10-18", "2024-10-21", "2024-10-22", "2024-10-23", "2024-10-24", "2024-10-25"])
SPAN = {"start": "2024-10-18", "end": "2024-10-25"}
FIRST = HEAD.format("青石证券", "2024年10月18日") + "信创：重点推荐恒生电子，建议关注五粮液。\n"
SECOND = HEAD.format("青石证券", "2024年10月22日") + "信创：重点推荐五粮液、用友网络。\n"
OPEN = {
    "600570.SH": [9, 10, 11, 12, 13, 14.0],
    "000858.SZ": [5, 5, 5, 6, 6, 6.0],
    "600588.SH": [2, 2, 2, 2, 3, 3.0],
}
CLOSE = {
    "600570.SH": [9, 11, 12, 12, 13, 15.0],
    "000858.SZ": [5, 5, 6, 6, 6, 9.0],
    "600588.SH": [2, 2, 2, 3, 3, 3.0],
}


def prices(**more: Any) -> yb.Prices:
    frames = [
        pd.DataFrame({"date": DAYS, "ticker": t, "open": OPEN[t], "close": CLOSE[t], **more}) for t in OPEN
    ]
    return yb.Prices.from_frame(pd.concat(frames), adjusted="raw", volume_unit="share")


def panel(*texts: str, px: yb.Prices | None = None, **span: Any) -> yb.Panel:
    corpus = yb.read_many(list(texts or (FIRST, SECOND)), workers=1, progress=False)
    return corpus.panel(prices=prices() if px is None else px, **{**SPAN, **span})


def test_a_basket_worked_by_hand() -> None:
    """The first list is known on Monday, the second on Wednesday: 恒生电子 is out, 用友网络 in."""
    made = panel().basket("信创")
    assert made.weights.index.tolist() == [DAYS[1], DAYS[3]]
    monday, wednesday = made.weights.to_dict("records")
    assert monday == {"000858.SZ": 0.5, "600570.SH": 0.5, "600588.SH": 0.0}
    assert wednesday == {"000858.SZ": 0.5, "600570.SH": 0.0, "600588.SH": 0.5}
    value = [1.0, (11 / 10 + 5 / 5) / 2, (12 / 10 + 6 / 5) / 2]  # bought at the opens of Monday
    sold = (12 / 10 + 6 / 5) / 2  # at the opens of Wednesday
    value += [sold * (6 / 6 + 3 / 2) / 2, sold * (6 / 6 + 3 / 2) / 2, sold * (9 / 6 + 3 / 2) / 2]
    assert np.isnan(made.returns.iloc[0])
    np.testing.assert_allclose(made.returns.iloc[1:], np.array(value[1:]) / np.array(value[:-1]) - 1)
    np.testing.assert_allclose(made.index, [1.0, *value[1:]])
    assert made.members["members"].tolist() == [0, 2, 2, 2, 2, 2]
    assert made.members["entries"].tolist() == [0, 2, 0, 1, 0, 0]
    assert made.members["exits"].tolist() == [0, 0, 0, 1, 0, 0]
    assert made.changes[["ticker", "what"]].to_numpy().tolist()[2:] == [
        ["600570.SH", "exit"],
        ["600588.SH", "entry"],
    ]
    assert "3 names" in repr(made)


def test_at_the_close_the_first_session_earns_nothing() -> None:
    made = panel().basket("信创", entry="close")
    assert made.returns.iloc[:2].isna().all()
    tuesday = (12 / 11 + 6 / 5) / 2
    wednesday = (12 / 11 + 6 / 5) / 2 / tuesday
    np.testing.assert_allclose(made.returns.iloc[2:4], [tuesday - 1, wednesday - 1])
    np.testing.assert_allclose(made.returns.iloc[4:], [0.0, (9 / 6 + 3 / 3) / 2 - 1])


def test_weights_by_role_and_by_market_value() -> None:
    made = panel(FIRST).basket("信创", weight="role")
    assert made.weights.iloc[0].to_dict() == pytest.approx({"000858.SZ": 1 / 6, "600570.SH": 5 / 6})
    px = prices(market_cap=[1e9, 3e9, 3e9, 3e9, 3e9, 3e9])
    caps = panel(px=px).basket("信创", weight="cap", rebalance="D").weights
    assert caps.iloc[0].to_dict() == {"000858.SZ": 0.5, "600570.SH": 0.5, "600588.SH": 0.0}
    assert (caps.sum(axis=1) == 1).all()
    strongest = panel(FIRST).basket("信创", min_role="pick").weights
    assert strongest.columns.tolist() == ["600570.SH"]


def test_the_last_session_of_a_week_is_the_calendars_not_the_panels() -> None:
    """A panel that ends on a Thursday has no last session of that week."""
    assert panel().basket("信创", rebalance="W-FRI").weights.index.tolist() == [DAYS[1], DAYS[5]]
    cut = panel(end="2024-10-24").basket("信创", rebalance="W-FRI")
    assert cut.weights.index.tolist() == [DAYS[1]]
    assert len(panel().basket("信创", rebalance="D").weights) == 5
    assert panel().basket("信创", rebalance="M").weights.index.tolist() == [DAYS[1]]


@pytest.mark.parametrize("rule", [*RULES, "2W", "2W-FRI", "3M", "2MS", [DAYS[0], DAYS[2], DAYS[4]]])
def test_a_basket_is_rebalanced_as_weights_are(rule: Any) -> None:
    made = panel()
    when = made.sessions[rebalance_rows(made.sessions, sessions_of("XSHG"), rule)]
    assert made.basket("信创", rebalance=rule).weights.index.tolist() == [
        DAYS[1],  # the theme's first
        *(day for day in when if day > DAYS[1]),
    ]


def test_prices_that_end_leave_nothing_to_say() -> None:
    short = yb.Prices.from_frame(
        pd.DataFrame({"date": DAYS[:3], "ticker": "600570.SH", "open": 10.0, "close": [10, 11, 11.0]}),
        adjusted="raw",
        volume_unit="share",
    )
    made = panel().basket("信创", px=short)
    assert made.returns.isna().tolist() == [True, False, False, True, True, True]
    assert made.members["unpriced"].tolist()[1:4] == [1, 1, 2]
    assert len(made.index) == 3
    hong_kong = pd.DataFrame({"date": DAYS, "ticker": "0700.HK", "open": 300.0, "close": 300.0})
    rows = pd.DataFrame({"date": DAYS[:3], "ticker": "600570.SH", "open": 10.0, "close": [10, 11, 11.0]})
    both = yb.Prices.from_frame(pd.concat([rows, hong_kong]), adjusted="raw", volume_unit="share")
    pd.testing.assert_series_equal(panel().basket("信创", px=both).returns, made.returns)


def test_a_member_comes_in_with_its_first_price() -> None:
    late = pd.DataFrame({"date": DAYS[2:], "ticker": "000858.SZ", "open": 6.0, "close": [6, 6, 6, 9.0]})
    other = pd.DataFrame({"date": DAYS, "ticker": "600570.SH", "open": 10.0, "close": 10.0})
    px = yb.Prices.from_frame(pd.concat([late, other]), adjusted="raw", volume_unit="share")
    made = panel(FIRST, px=px).basket("信创")
    assert made.weights.index.tolist() == [DAYS[1], DAYS[3]]
    assert made.members["held"].tolist() == [0, 1, 1, 2, 2, 2]
    assert made.returns.iloc[-1] == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"theme": "白酒"}, yb.errors.UnknownNameError),
        ({"weight": "value"}, yb.errors.UnknownNameError),
        ({"entry": "vwap"}, yb.errors.UnknownNameError),
        ({"weight": "cap"}, yb.errors.UnknownNameError),
        ({"rebalance": "fortnight"}, yb.errors.UnknownNameError),
        ({"rebalance": "W-FRJ"}, yb.errors.UnknownNameError),
        ({"rebalance": ["2024-10-19"]}, yb.errors.InvalidValueError),
        ({"rebalance": 5}, yb.errors.InvalidValueError),
    ],
)
def test_wrong_questions_are_refused(wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        panel().basket(**{"theme": "信创", **wrong})


def ledger_of_shares(
    weight: npt.NDArray[np.float64],
    rows: list[int],
    opening: npt.NDArray[np.float64],
    closing: npt.NDArray[np.float64],
    entry: str,
) -> list[float]:
    """Shares bought and sold one by one, cash in between."""
    shares = [0.0] * weight.shape[1]
    value: float | None = None
    out = []
    for day in range(len(closing)):
        before = value
        held = value is not None and any(shares)
        if entry == "open" and day in rows:
            worth = sum(n * p for n, p in zip(shares, opening[day], strict=True)) if held else (value or 1.0)
            shares = [w * worth / p if w > 0 else 0.0 for w, p in zip(weight[day], opening[day], strict=True)]
            before = before or worth
            value = worth if not any(shares) else value
            held = held or any(shares)
            if not any(shares):
                out.append(worth / before - 1 if held else float("nan"))
                continue
        if any(shares):
            value = sum(n * p for n, p in zip(shares, closing[day], strict=True))
        out.append(value / before - 1 if held and value is not None and before else float("nan"))
        if entry == "close" and day in rows:
            worth = value or 1.0
            shares = [w * worth / p if w > 0 else 0.0 for w, p in zip(weight[day], closing[day], strict=True)]
            value = worth
    return out


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["open", "close"]))
def test_it_is_what_a_ledger_of_shares_says(seed: int, entry: str) -> None:
    rng = np.random.default_rng(seed)
    sessions, stocks = 12, 4
    closing = np.exp(np.cumsum(rng.normal(0, 0.05, (sessions, stocks)), axis=0))
    opening = closing * np.exp(rng.normal(0, 0.02, (sessions, stocks)))
    strength = rng.integers(0, 3, (sessions, stocks)) * (rng.random((sessions, 1)) < 0.8)
    weight = baskets.targets(strength, "role", None)
    rows = np.flatnonzero(rng.random(sessions) < 0.4)
    returns, _, unpriced = baskets.index_returns(weight, rows, opening, closing, entry)
    wanted = ledger_of_shares(weight, rows.tolist(), opening, closing, entry)
    np.testing.assert_allclose(returns, wanted, rtol=0, atol=1e-12)
    assert not unpriced.any()
