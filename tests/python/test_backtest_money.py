"""What is owed, paid and held against an index: told where it flatters a result."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from backtest_prices import DAYS, RULES, flat, prices, weights
from yanbao.errors import InvalidValueError, YanbaoError

WARNED = {"known": "open", "cash": 1e6}


def codes(res: Any) -> set[str]:
    return set(res.findings["code"])


def test_a_grid_ends_with_its_money_as_a_backtest_does() -> None:
    """Returns on less than nothing would turn losses into gains; the row says what the run says."""
    rising = {"open": [10.0, 10.0, 25.0, 40.0, 60.0], "close": [10.0, 25.0, 40.0, 60.0, 80.0]}
    px = prices("backward", SH600000=rising)
    made = yb.grid(
        lambda part: weights({"600000.SH": [part]}), {"part": [-1.0, 0.5]}, px, progress=False, **WARNED
    )
    single = made.run(0)
    assert "ruin" in codes(single)
    assert "ruin" in made.table["warnings"][0]
    assert single.returns.isna().sum() == 3
    for name in ("sharpe", "volatility", "max_drawdown", "total_return", "turnover"):
        assert made.table[name][0] == pytest.approx(single.stats["net"][name], nan_ok=True), name
    assert made.best["part"] == 0.5


def test_what_is_borrowed_for_nothing_is_told() -> None:
    px = prices("backward", SH600000={"open": [10.0] * 5, "close": [10.0] * 5})
    for part, more in ((2.0, {"margin": True}), (-1.0, {})):
        res = yb.backtest(weights({"600000.SH": [part]}), px, **WARNED, **more)
        assert res.findings.set_index("code")["count"]["free_borrowing"] == 5
        paid = yb.backtest(weights({"600000.SH": [part]}), px, borrow_rate=0.05, **WARNED, **more)
        assert "free_borrowing" not in codes(paid)
    assert "free_borrowing" not in codes(yb.backtest(weights({"600000.SH": [1.0]}), px, **WARNED))


def test_dividends_are_before_tax() -> None:
    paying = flat(10.0, preclose=[10.0, 10.0, 9.7, 10.0, 10.0])
    paying["split"] = [1.0] * 5
    res = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=paying), cash=1e6, **RULES)
    assert res.flows["dividends"].sum() == pytest.approx(15_000.0)
    said = res.findings.set_index("code")["what"]["dividends_untaxed"]
    assert said.startswith("15,000 CNY")
    lines = yb.rules.china.dividend_tax
    assert lines[lines["to"].isna()]["rate"].tolist() == [0.2, 0.1, 0.0]
    none = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=flat(10.0)), cash=1e6, **RULES)
    assert "dividends_untaxed" not in codes(none)


def test_an_index_that_ends_does_not_stand_still() -> None:
    px = prices(SH600000=flat(10.0))
    whole = pd.Series([100.0, 101.0, 102.0, 103.0, 104.0], index=DAYS)
    for index, nan in ((whole[:3], [1, 0, 0, 1, 1]), (whole[2:], [1, 1, 1, 0, 0]), (whole, [1, 0, 0, 0, 0])):
        res = yb.backtest(weights({"600000.SH": [0.5]}), px, benchmark=index, benchmark_total=True, **RULES)
        assert res.benchmark.isna().tolist() == list(map(bool, nan))
        assert res.findings.set_index("code")["count"]["benchmark_short"] == sum(nan)
        assert "benchmark_gaps" not in codes(res)
    gap = yb.backtest(
        weights({"600000.SH": [0.5]}), px, benchmark=whole.drop(DAYS[2]), benchmark_total=True, **RULES
    )
    assert gap.benchmark.tolist()[1:] == pytest.approx([0.01, 0.0, 103 / 101 - 1, 104 / 103 - 1])
    assert gap.findings.set_index("code")["count"]["benchmark_gaps"] == 1


def test_lots_go_by_any_way_to_write_a_ticker() -> None:
    px = prices(**{"0700.HK": flat(300.0)})
    how: dict[str, Any] = {"rules": yb.rules.hong_kong, "known": "open"}
    res = yb.backtest(weights({"0700.HK": [0.5]}), px, lots={"00700.HK": 100, "9988.HK": 100}, **how)
    assert res.trades["shares"].tolist() == [16600.0]
    assert "no_lot" not in codes(res)
    with pytest.raises(YanbaoError):
        yb.backtest(weights({"0700.HK": [0.5]}), px, lots={"Tencent": 100}, **how)


def test_a_board_that_is_younger_than_the_prices_has_its_lots() -> None:
    days = pd.DatetimeIndex(["2019-07-01", "2019-11-01", "2019-11-04"])
    old = {name: [10.0] * 3 for name in ("open", "close", "preclose", "volume")}
    new = {name: [np.nan, 20.0, 20.0] for name in ("open", "close", "preclose")} | {"volume": [1e8] * 3}
    px = prices(days=days, SH600000=old, SH688001=new)
    wanted = pd.DataFrame({"688001.SH": [0.5]}, index=days[1:2])
    res = yb.backtest(wanted, px, cash=1e6, **RULES)
    assert "no_lot" not in codes(res)
    assert res.trades["shares"].tolist() == [25000.0]


def test_rules_of_one_s_own() -> None:
    px = prices(SH600000=flat(10.0, volume=[1000.0] * 5))
    all_of_it = yb.rules.china.replace("volume_cap", value=None)
    res = yb.backtest(weights({"600000.SH": [0.5]}), px, cash=1e6, rules=all_of_it, known="open")
    assert res.trades["shares"].tolist() == [50000.0]  # no bound, as `Rules.volume_cap` says of None
    with pytest.raises(InvalidValueError, match="part of the volume"):
        yb.rules.china.replace("volume_cap", value=2)
    finer = yb.rules.china.without("tick", board="main")
    for first, last, value in ((None, "2024-01-05", 0.01), ("2024-01-06", None, 0.005)):
        finer = finer.add({"kind": "tick", "board": "main", "value": value, "from": first, "to": last})
    with pytest.raises(InvalidValueError, match="tick of 600000"):
        yb.backtest(weights({"600000.SH": [0.5]}), px, rules=finer, known="open")


def test_a_fill_has_the_rate_that_ties_it_to_the_flows() -> None:
    px = prices("backward", **{"0700.HK": {"close": [300.0] * 5, "open": [300.0] * 5}})
    fx = pd.DataFrame({"date": ["2024-01-03"], "pair": "HKD/CNY", "rate": [0.9]})
    res = yb.backtest(weights({"0700.HK": [0.5]}), px, currency="CNY", fx=fx, **WARNED)
    assert res.trades["rate"].tolist() == [0.9]
    assert (res.trades["amount"] * res.trades["rate"]).sum() == pytest.approx(res.flows["bought"].sum())
