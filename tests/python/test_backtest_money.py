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
    level = pd.Series([100.0, 101.0, 102.0, 103.0, 104.0], index=DAYS)
    whole = pd.DataFrame({"open": level, "close": level}).rename_axis("date")
    for index, nan in ((whole[:3], [0, 0, 0, 1, 1]), (whole[2:], [1, 1, 1, 0, 0]), (whole, [0] * 5)):
        res = yb.backtest(weights({"600000.SH": [0.5]}), px, benchmark=index, benchmark_total=True, **RULES)
        assert res.benchmark.isna().tolist() == list(map(bool, nan))
        assert res.findings.set_index("code")["count"].get("benchmark_short", 0) == sum(nan)
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


def test_an_index_of_months_is_none_of_sessions() -> None:
    px = prices(SH600000=flat(10.0))
    half = weights({"600000.SH": [0.5]})
    level = pd.Series([100.0, 101.0], index=DAYS[[0, 4]])
    with pytest.raises(InvalidValueError, match="levels on 2 of 5 sessions"):
        yb.backtest(half, px, benchmark=level, **RULES)
    with pytest.raises(InvalidValueError, match="two levels of 2024-01-04"):
        yb.backtest(half, px, benchmark=pd.concat([level, level]), **RULES)
    with pytest.raises(InvalidValueError, match="time zone"):
        yb.backtest(half, px, benchmark=level.tz_localize("UTC"), **RULES)


def test_sessions_that_nobody_has_are_told() -> None:
    """What is said of a year counts sessions: prices of months would make years of months."""
    days = pd.DatetimeIndex(["2024-01-31", "2024-02-29", "2024-03-29"])
    rows = {name: [10.0, 11.0, 12.0] for name in ("open", "close", "preclose")}
    wanted = pd.DataFrame({"600000.SH": [0.5]}, index=days[:1])
    res = yb.backtest(wanted, prices(days=days, SH600000=rows), known="open")
    row = res.findings.set_index("code").loc["sessions_missing"]
    assert (row["severity"], row["count"], row["subject"]) == ("warning", 34, "XSHG")
    whole = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=flat(10.0)), **RULES)
    assert "sessions_missing" not in codes(whole)


def test_rates_in_percent_are_refused() -> None:
    px = prices(SH600000=flat(10.0))
    half = weights({"600000.SH": [0.5]})
    for given in ({"cash_rate": 2}, {"borrow_rate": 8}, {"risk_free": 2.5}):
        with pytest.raises(InvalidValueError, match=r"0\.02 is 2 %"):
            yb.backtest(half, px, **RULES, **given).stats  # noqa: B018


def test_a_portfolio_that_cannot_be_bought_is_told() -> None:
    px = prices(SH600000=flat(10.0), SH600519=flat(1700.0))
    both = weights({"600000.SH": [0.5], "600519.SH": [0.5]})
    poor = yb.backtest(both, px, cash=1e5, **RULES)
    assert "not_invested" in codes(poor)
    assert "not_invested" in repr(poor)
    assert "not_invested" not in codes(yb.backtest(both, px, cash=1e7, **RULES))
    thin = prices(SH600000=flat(10.0, volume=[1e5] * 5), SH600519=flat(1700.0))
    assert "not_invested" in codes(yb.backtest(weights({"600000.SH": [1.0]}), thin, cash=1e9, **RULES))


def test_weights_that_rounding_made_more_than_all() -> None:
    names = [f"6000{i:02d}.SH" for i in range(30)]
    px = prices(**dict.fromkeys(names, flat(10.0)))
    for part in (np.float32(1 / 30), 0.03334):
        equal = pd.DataFrame(np.full((1, 30), part), index=DAYS[:1], columns=names)
        res = yb.backtest(equal, px, known="open")
        assert "weights_scaled" in codes(res)
        assert res.cash.iloc[-1] == pytest.approx(0.0, abs=1e-6)
    lent = pd.DataFrame(np.full((1, 30), 0.03334), index=DAYS[:1], columns=names)
    assert yb.backtest(lent, px, known="open", margin=True).cash.iloc[-1] == pytest.approx(-2000.0)
    with pytest.raises(InvalidValueError, match=r"add up to 1\.05"):
        yb.backtest(pd.DataFrame(np.full((1, 30), 0.035), index=DAYS[:1], columns=names), px, known="open")


def test_a_pair_by_way_of_a_third_currency() -> None:
    px = prices("backward", **{"0700.HK": {"close": [300.0] * 5, "open": [300.0] * 5}})
    days = {"date": ["2024-01-03", "2024-01-03"]}
    fx = pd.DataFrame({**days, "pair": ["HKD/CNY", "USD/CNY"], "rate": [0.9, 7.2]})
    res = yb.backtest(weights({"0700.HK": [0.5]}), px, currency="usd", fx=fx, **WARNED)
    assert res.trades["rate"].tolist() == pytest.approx([0.125])
    with pytest.raises(YanbaoError, match="HKD/EUR"):
        yb.backtest(weights({"0700.HK": [0.5]}), px, currency="EUR", fx=fx, **WARNED)


def test_a_split_while_trading_was_suspended() -> None:
    """Steps of days without trade count once, and the close before is one of today's shares."""
    halved = [10.0, 10.0, 5.0, 5.2, 5.2]
    rows = {"open": halved, "close": halved, "preclose": [10.0, 10.0, 5.0, 5.0, 5.2]}
    rows["volume"] = [1e8, 1e8, 0.0, 1e8, 1e8]
    for more in ({}, {"split": [1.0, 1.0, 2.0, 1.0, 1.0]}):
        res = yb.backtest(weights({"600000.SH": [1.0]}), prices(SH600000=rows | more), known="open")
        assert res.returns.tolist() == pytest.approx([0.0, 0.0, 0.0, 0.04, 0.0])
        assert "reference_unexplained" not in codes(res)


def test_a_stock_without_splits_among_others_that_have_them() -> None:
    """Nothing tells its split from a dividend: it is reinvested, not paid out as money."""
    halved = {"open": [10.0, 10.0, 5.0, 5.0, 5.0], "preclose": [10.0, 10.0, 5.0, 5.0, 5.0]}
    halved["close"] = halved["open"]
    px = prices(SH600000=halved, SH600519=halved | {"split": [1.0, 1.0, 2.0, 1.0, 1.0]})
    res = yb.backtest(weights({"600000.SH": [0.5], "600519.SH": [0.5]}), px, **RULES)
    assert res.shares.iloc[-1].tolist() == res.shares.iloc[0].mul(2).tolist()
    assert res.flows["dividends"].sum() == 0
    assert res.findings.set_index("code")["count"]["dividends_reinvested"] == 1


def test_prices_that_know_splits_alone_lose_dividends() -> None:
    rows = {name: [10.0] * 5 for name in ("open", "close")} | {"split": [1.0] * 5}
    res = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=rows), known="open")
    assert "a dividend of 600000.SH" in res.findings.set_index("code")["what"]["no_factor"]


def test_a_ticker_under_another_exchange_is_named() -> None:
    px = prices(SH600000=flat(10.0))
    res = yb.backtest(weights({"600000.SH": [0.5], "600000.SZ": [0.1]}), px, **RULES)
    assert "did you mean 600000.SH?" in res.findings.set_index("code")["what"]["no_prices"]


def test_a_split_after_a_session_that_nobody_has() -> None:
    """The fall of the session that is missing is a loss, and no dividend; the split makes two of one."""
    days = DAYS[[0, 1, 3, 4]]
    rows = {"open": [100.0, 100.0, 45.0, 45.0], "preclose": [100.0, 100.0, 45.0, 45.0]}
    rows |= {"close": rows["open"], "split": [1.0, 1.0, 2.0, 1.0]}
    px = prices(days=days, SH600000=rows)
    for how in ("cash", "reinvest"):
        res = yb.backtest(weights({"600000.SH": [1.0]}), px, cash=1e6, known="open", dividends=how)
        assert res.equity.iloc[-1] == pytest.approx(9e5)
        assert res.flows["dividends"].sum() == 0
    comparable = (px["close"] * px["factor"])["600000.SH"]
    assert comparable.tolist() == pytest.approx([100.0, 100.0, 90.0, 90.0])


def test_splits_of_one_exchange_say_nothing_of_another() -> None:
    halved = {"open": [10.0, 10.0, 5.0, 5.0, 5.0], "preclose": [10.0, 10.0, 5.0, 5.0, 5.0]}
    halved["close"] = halved["open"]
    nan = float("nan")
    px = prices(SH600000=halved, **{"0700.HK": halved | {"split": [nan, nan, 2.0, nan, nan]}})
    assert px.without_splits.tolist() == ["600000.SH"]
    none = prices(SH600000=halved | {"split": [nan] * 5})
    assert none.without_splits.tolist() == ["600000.SH"]
    whole = prices(SH600000=halved | {"split": [nan, nan, 2.0, nan, nan]}, SH600519=halved)
    assert not len(whole.without_splits)


def test_a_portfolio_that_is_left_alone_is_invested() -> None:
    fallen = {"open": [10.0, 10.0, 5.0, 4.0, 3.0], "close": [10.0, 6.0, 5.0, 4.0, 3.0]}
    px = prices("backward", SH600000=fallen)
    for part in (0.9, -0.9):
        assert "not_invested" not in codes(yb.backtest(weights({"600000.SH": [part]}), px, **WARNED))


def test_an_open_of_the_index_that_is_none() -> None:
    px = prices(SH600000=flat(10.0))
    for wrong in (0.0, "-"):
        frame = pd.DataFrame({"open": [wrong, 1, 1, 1, 1], "close": [100.0] * 5}, index=DAYS.rename("date"))
        res = yb.backtest(weights({"600000.SH": [0.5]}), px, benchmark=frame, **RULES)
        assert "benchmark_first" in codes(res)


def test_rounded_weights_without_market() -> None:
    names = [f"60000{i}.SH" for i in range(6)]
    rows = {name: [10.0] * 5 for name in ("open", "close")}
    px = prices("backward", **dict.fromkeys(names, rows))
    neutral = [0.3333, 0.3334, 0.3334, -0.3334, -0.3333, -0.3334]
    res = yb.backtest(pd.DataFrame([neutral], index=DAYS[:1], columns=names), px, **WARNED)
    assert len(res.trades) == 6
