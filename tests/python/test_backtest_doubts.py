"""What flatters a backtest or is not known, and is said."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import yanbao as yb
from backtest_prices import DAYS, RULES, flat, prices, weights
from yanbao._backtest.wanted import checksum
from yanbao.errors import InvalidValueError


def codes(res: Any) -> set[str]:
    return set(res.findings["code"])


def test_days_of_other_exchanges_take_nothing() -> None:
    """A holiday of one exchange on which another trades hides no split, and adds no session."""
    days = pd.DatetimeIndex(["2023-09-27", "2023-09-28", "2023-10-09", "2023-10-10"])
    home = {"open": [20.0, 20.0, 10.0, 10.0], "close": [20.0, 20.0, 10.0, 10.0]}
    home |= {"preclose": [20.0, 20.0, 10.0, 10.0]}
    alone = prices(days=days, SH600000=home)
    away = pd.bdate_range("2023-09-27", "2023-10-10")
    frames = [
        pd.DataFrame({"date": days, "ticker": "600000.SH", **home}),
        pd.DataFrame({"date": away, "ticker": "AAPL.US", "open": 5.0, "close": 5.0, "preclose": 5.0}),
    ]
    both = yb.Prices.from_frame(pd.concat(frames), adjusted="raw", volume_unit="share")
    held = pd.DataFrame({"600000.SH": [0.5]}, index=days[:1])
    one, two = (yb.backtest(held, px, known="open") for px in (alone, both))
    pd.testing.assert_series_equal(one.equity, two.equity)
    assert one.equity.iloc[-1] == pytest.approx(1e7)


def test_what_makes_no_order() -> None:
    px = prices(SH600000=flat(10.0))
    half = weights({"600000.SH": [0.5]}).reindex(DAYS)
    res = yb.backtest(half, px, **RULES)  # rows without any weight are no rebalance
    assert len(res.trades) == 1
    assert "empty_rows" in codes(res)
    later = yb.backtest(weights({"600000.SH": [0.5]}), px, start=DAYS[2], **RULES)
    assert later.trades["date"].tolist() == [DAYS[2]]  # what is held then is the newest until then
    assert "weights_carried" in codes(later)
    nothing = yb.backtest(weights({"600000.SH": [0.0]}), px, **RULES)
    assert "nothing_held" in codes(nothing)
    assert nothing.positions.shape == (5, 1)


def test_what_is_owed_is_told() -> None:
    falling = {"close": [10.0, 20.0, 40.0, 40.0, 40.0], "open": [10.0, 10.0, 20.0, 40.0, 40.0]}
    px = prices("backward", SH600000=falling)
    res = yb.backtest(weights({"600000.SH": [-1.0]}), px, known="open", cash=1e6)
    assert "ruin" in codes(res)
    assert res.returns.isna().tolist() == [False, False, True, True, True]
    with pytest.raises(InvalidValueError, match="times the equity"):
        yb.backtest(weights({"600000.SH": [3.0], "600004.SH": [-3.0]}), px, known="open")


def test_a_frame_that_was_changed_is_no_panel_s_own() -> None:
    px = prices(SH600000=flat(10.0))
    made = weights({"600000.SH": [0.5, 0.2]}, (0, 1))
    made.attrs |= {"made_by": "panel.weights", "own": False, "sum": checksum(made.to_numpy())}
    assert "weights_own" not in codes(yb.backtest(made, px, rules=yb.rules.china))
    moved = made.shift(-1).fillna(0.0)
    assert moved.attrs == made.attrs
    assert "weights_own" in codes(yb.backtest(moved, px, rules=yb.rules.china))


def test_lots_and_fees_that_are_not_known() -> None:
    px = prices(**{"0700.HK": flat(300.0), "510300.SH": flat(4.0)})
    res = yb.backtest(
        weights({"0700.HK": [0.5]}), px, costs=yb.costs.hong_kong, rules=yb.rules.hong_kong, known="open"
    )
    assert "no_lot" in codes(res)
    lots = yb.backtest(
        weights({"0700.HK": [0.5]}), px, rules=yb.rules.hong_kong, known="open", lots={"0700.HK": 100}
    )
    assert lots.trades["shares"].tolist() == [16600.0]
    assert "no_lot" not in codes(lots)
    assert "no_fees" in codes(
        yb.backtest(weights({"510300.SH": [0.5]}), px, costs=yb.costs.china, known="open")
    )


def test_a_cap_of_the_volume_is_that_of_its_day() -> None:
    thin = flat(10.0, volume=[10_000.0] * 5)
    rules = yb.rules.china.without("volume_cap")
    for first, last, part in ((None, "2024-01-05", 0.5), ("2024-01-06", None, 0.01)):
        rules = rules.add({"kind": "volume_cap", "board": "main", "value": part, "from": first, "to": last})
    res = yb.backtest(
        weights({"600000.SH": [0.5]}), prices(SH600000=thin), cash=1e6, rules=rules, known="open"
    )
    assert res.trades["shares"].tolist() == [5000.0, 5000.0, 100.0, 100.0, 100.0]


def test_old_rates_are_told() -> None:
    px = prices("backward", **{"0700.HK": {"close": [300.0] * 5, "open": [300.0] * 5}})
    fx = pd.DataFrame({"date": ["2023-01-03"], "pair": "HKD/CNY", "rate": [0.9]})
    res = yb.backtest(weights({"0700.HK": [0.5]}), px, known="open", currency="CNY", fx=fx)
    assert "fx_stale" in codes(res)
