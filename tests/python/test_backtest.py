"""What a backtest does with weights, prices and rules of their day, case by case, worked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from backtest_prices import DAYS, RULES, flat, prices, weights
from yanbao.errors import InvalidValueError, MixedCurrenciesError, UnknownNameError


def codes(res: Any) -> set[str]:
    return set(res.findings["code"])


def test_lots_and_cash() -> None:
    px = prices(SH600000=flat(33.3), SH688001=flat(101.0))
    res = yb.backtest(weights({"SH600000": [0.5], "688001.SH": [0.1]}), px, cash=1e6, **RULES)
    # 500000 / 33.3 = 15015.01 in lots of 100; 100000 / 101 = 990.09 by ones above 200
    assert res.trades[["ticker", "shares"]].to_numpy().tolist() == [
        ["600000.SH", 15000.0],
        ["688001.SH", 990.0],
    ]
    assert res.cash.iloc[-1] == 400510.0  # 1e6 - 15000 × 33.3 - 990 × 101
    assert res.returns.abs().max() == 0.0


def test_a_limit_shuts_in_one_direction_alone() -> None:
    up = flat(10.0, open=[10.0, 11.0, 11.0, 11.0, 11.0], close=[10.0, 11.0, 11.0, 11.0, 11.0])
    up["preclose"] = [10.0, 10.0, 11.0, 11.0, 11.0]
    down = flat(10.0, open=[10.0, 9.0, 9.0, 9.0, 9.0], close=[10.0, 9.0, 9.0, 9.0, 9.0])
    down["preclose"] = [10.0, 10.0, 9.0, 9.0, 9.0]
    px = prices(SH600000=up, SH600004=down)
    swap = {"600000.SH": [0.0, 0.5], "600004.SH": [0.5, 0.0]}
    res = yb.backtest(weights(swap, (0, 1)), px, cash=1e6, **RULES)
    assert res.rejected[["ticker", "side", "reason"]].to_numpy().tolist() == [
        ["600000.SH", "buy", "limit_up"],
        ["600004.SH", "sell", "limit_down"],
    ]
    assert list(res.trades["date"]) == [
        DAYS[0],
        DAYS[2],
        DAYS[2],
    ]  # both are tried again in the session after
    other = {"600000.SH": [0.5, 0.0], "600004.SH": [0.0, 0.5]}
    free = yb.backtest(weights(other, (0, 1)), px, cash=1e6, **RULES)
    assert not len(free.rejected)
    never = yb.backtest(weights(swap, (0, 1)), px, cash=1e6, carry=False, **RULES)
    assert len(never.trades) == 1


def test_a_suspension_is_told_from_a_stock_that_is_gone() -> None:
    nan = float("nan")
    halted = flat(10.0, suspended=[0, 1, 1, 1, 0])
    gone = flat(10.0, close=[10.0, nan, nan, nan, nan])
    px = prices(SH600000=halted, SH600004=gone)
    sold = {"600000.SH": [0.4, 0.0], "600004.SH": [0.4, 0.4]}
    res = yb.backtest(weights(sold, (0, 1)), px, cash=1e6, gone_after=2, recovery=0.25, **RULES)
    assert res.rejected["reason"].tolist() == ["suspended", "gone"]
    assert res.trades["date"].tolist() == [DAYS[0], DAYS[0], DAYS[4]]
    assert res.flows["settled"].tolist() == [0.0, 0.0, 100_000.0, 0.0, 0.0]
    assert "gone" in codes(res)


def test_dividends_in_cash_or_reinvested() -> None:
    ex = flat(20.0, close=[20.0, 20.0, 9.5, 9.5, 9.5], open=[20.0, 20.0, 9.5, 9.5, 9.5])
    ex["preclose"] = [
        20.0,
        20.0,
        9.5,
        9.5,
        9.5,
    ]  # one new share for each, and a dividend of 1.00 for an old one
    split = {**ex, "split": [1.0, 1.0, 2.0, 1.0, 1.0]}
    res = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=split), cash=1e6, **RULES)
    assert res.shares["600000.SH"].tolist() == [25000.0, 25000.0, 50000.0, 50000.0, 50000.0]
    assert res.flows["dividends"].tolist() == [0.0, 0.0, 25000.0, 0.0, 0.0]
    assert res.returns.abs().max() < 1e-15
    res = yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=ex), cash=1e6, **RULES)
    assert res.shares["600000.SH"].iloc[-1] == pytest.approx(25000 * 20 / 9.5)  # parts of a share are kept
    assert res.flows["dividends"].iloc[2] == 0.0
    assert "dividends_reinvested" in codes(res)
    with pytest.raises(InvalidValueError, match="splits"):
        yb.backtest(weights({"600000.SH": [0.5]}), prices(SH600000=ex), dividends="cash", **RULES)


def test_what_is_wanted_is_bought_when_a_shut_sale_brings_the_cash() -> None:
    down = flat(10.0, open=[10.0, 9.0, 9.0, 9.0, 9.0], close=[10.0, 9.0, 9.0, 9.0, 9.0])
    down["preclose"] = [10.0, 10.0, 9.0, 9.0, 9.0]
    px = prices(SH600000=flat(10.0), SH600004=down)
    swap = {"600000.SH": [0.0, 0.9], "600004.SH": [0.9, 0.0]}
    res = yb.backtest(weights(swap, (0, 1)), px, cash=1e6, **RULES)
    bought = res.trades[res.trades["ticker"] == "600000.SH"]
    assert bought["shares"].tolist() == [10000.0, 80000.0]  # what is there, then the rest
    assert res.rejected["reason"].tolist() == ["limit_down", "cash"]


def test_no_order_is_larger_than_a_part_of_the_volume() -> None:
    thin = flat(10.0, volume=[10_000.0, 10_000.0, 900.0, 1e6, 1e6])
    res = yb.backtest(weights({"600000.SH": [0.1]}), prices(SH600000=thin), cash=1e6, **RULES)
    assert res.trades["shares"].tolist() == [2500.0, 2500.0, 200.0, 4800.0]
    free = yb.backtest(weights({"600000.SH": [0.1]}), prices(SH600000=thin), cash=1e6, volume_cap=0, **RULES)
    assert free.trades["shares"].tolist() == [10000.0]


def test_fills_at_the_close_or_the_average_price() -> None:
    columns = flat(10.0, close=[10.2] * 5, low=[9.9] * 5, high=[10.4] * 5, amount=[1.01e9] * 5)
    px = prices(SH600000=columns)
    for fill, price in (("open", 10.0), ("close", 10.2), ("vwap", 10.1)):
        res = yb.backtest(weights({"600000.SH": [0.5]}), px, fill=fill, **RULES)
        assert res.trades["price"].tolist() == [price]
    hands = prices(SH600000={**columns, "amount": [1.01e5] * 5})
    res = yb.backtest(weights({"600000.SH": [0.5]}), hands, fill="vwap", **RULES)
    assert "vwap_outside" in codes(res)
    assert not len(res.trades)
    with pytest.raises(UnknownNameError, match="fill"):
        yb.backtest(weights({"600000.SH": [0.5]}), px, fill="last", **RULES)


def test_weights_made_with_the_close_are_filled_a_session_later() -> None:
    px = prices(SH600000=flat(10.0))
    res = yb.backtest(weights({"600000.SH": [0.5]}), px, rules=yb.rules.china, known="close")
    assert res.trades["date"].tolist() == [DAYS[1]]
    said = yb.backtest(weights({"600000.SH": [0.5]}), px, rules=yb.rules.china)
    assert "weights_own" in codes(said)
    assert "weights_own" not in codes(res)


def test_weights_that_know_the_close_are_found_out() -> None:
    random = np.random.default_rng(5)
    days = pd.bdate_range("2023-01-02", periods=60)
    frames = []
    for at in range(10):
        opened = 10 * np.exp(random.normal(0, 0.01, 60).cumsum())
        close = opened * np.exp(random.normal(0, 0.02, 60))
        frames.append(pd.DataFrame({"date": days, "ticker": f"60000{at}.SH", "open": opened, "close": close}))
    px = yb.Prices.from_frame(pd.concat(frames), adjusted="backward", volume_unit="share")
    moved = px["close"] / px["open"] - 1
    best = (moved.rank(axis=1) > 8).astype(float) / 2
    assert "knows_the_close" in codes(yb.backtest(best, px, known="open"))
    assert "knows_the_close" not in codes(yb.backtest(best, px, known="close"))
    shuffled = best.sample(frac=1.0, random_state=1).set_axis(best.index)
    assert "knows_the_close" not in codes(yb.backtest(shuffled, px, known="open"))


def test_shuffled_dates_have_no_alpha() -> None:
    """Weights that know tomorrow win everything; the same weights on other days win nothing."""
    random = np.random.default_rng(11)
    days = pd.bdate_range("2022-01-03", periods=250)
    frames = []
    for at in range(12):
        close = 10 * np.exp(random.normal(0, 0.02, 250).cumsum())
        frames.append(pd.DataFrame({"date": days, "ticker": f"60000{at:02d}.SH"[-9:], "close": close}))
    px = yb.Prices.from_frame(pd.concat(frames), adjusted="backward", volume_unit="share")
    ahead = px["close"].shift(-1) / px["close"] - 1
    knowing = (ahead.rank(axis=1) > 10).astype(float) / 2
    market = px["close"].pct_change().mean(axis=1)

    def t_of_excess(frame: pd.DataFrame) -> float:
        res = yb.backtest(frame, px, fill="close", known="open")
        excess = (res.returns - market.reindex(res.returns.index)).iloc[1:]
        return float(excess.mean() / excess.std() * len(excess) ** 0.5)

    assert t_of_excess(knowing.iloc[:-1]) > 20
    found = [t_of_excess(knowing.sample(frac=1.0, random_state=seed).set_axis(days)) for seed in range(8)]
    assert max(map(abs, found)) < 4
    assert abs(float(np.mean(found))) < 1.5


def test_long_and_short() -> None:
    rising = {"close": [10.0, 11.0, 11.0, 11.0, 11.0], "open": [10.0, 11.0, 11.0, 11.0, 11.0]}
    falling = {"close": [10.0, 8.0, 8.0, 8.0, 8.0], "open": [10.0, 8.0, 8.0, 8.0, 8.0]}
    px = prices("backward", SH600000=rising, SH600004=falling)
    both = weights({"600000.SH": [1.0, 0.0], "600004.SH": [-1.0, 0.0]}, (0, 2))
    res = yb.backtest(both, px, cash=1e6, known="open", borrow_rate=0.0365)
    assert res.equity.tolist()[:2] == pytest.approx([1e6, 1e6 + 1e5 + 2e5 - 1e6 * 0.0365 / 365])
    assert res.exposure.iloc[0].tolist() == pytest.approx([1.0, 1.0])
    assert res.positions.iloc[-1].drop("cash").abs().max() == 0.0
    with pytest.raises(InvalidValueError, match="below 0"):
        yb.backtest(weights({"600000.SH": [-0.5]}), prices(SH600000=flat(10.0)), **RULES)


def test_several_currencies() -> None:
    px = prices(
        "backward",
        SH600000={"close": [10.0] * 5, "open": [10.0] * 5},
        **{"0700.HK": {"close": [300.0] * 5, "open": [300.0] * 5}},
    )
    both = weights({"600000.SH": [0.5], "0700.HK": [0.5]})
    with pytest.raises(MixedCurrenciesError, match="currency="):
        yb.backtest(both, px, known="open")
    fx = pd.DataFrame({"date": ["2024-01-03", "2024-01-08"], "pair": "HKD/CNY", "rate": [0.90, 0.99]})
    res = yb.backtest(both, px, known="open", currency="CNY", fx=fx, cash=1e6)
    assert res.equity.tolist() == pytest.approx(
        [1e6, 1e6, 1.05e6, 1.05e6, 1.05e6]
    )  # known at the close of the 8th
    assert res.trades.set_index("ticker")["amount"]["0700.HK"] == pytest.approx(5e5 / 0.9)


def test_a_benchmark_of_prices_is_a_finding() -> None:
    px = prices(SH600000=flat(10.0))
    index = pd.Series([100.0, 101.0, 102.0, 103.0, 104.0], index=DAYS)
    res = yb.backtest(weights({"600000.SH": [0.5]}, (1,)), px, benchmark=index, **RULES)
    assert "price_index" in codes(res)
    after = [102 / 101 - 1, 103 / 102 - 1, 104 / 103 - 1]
    assert np.isnan(res.benchmark.iloc[0])  # the portfolio begins at an open that a series does not have
    assert "benchmark_first" in codes(res)
    assert res.benchmark.tolist()[1:] == pytest.approx(after)
    frame = pd.DataFrame({"open": index - 0.5, "close": index}).rename_axis("date")
    whole = yb.backtest(weights({"600000.SH": [0.5]}, (1,)), px, benchmark=frame, **RULES)
    assert whole.benchmark.tolist() == pytest.approx([101 / 100.5 - 1, *after])
    late = yb.backtest(weights({"600000.SH": [0.5]}, (1,)), px, benchmark=index, fill="close", **RULES)
    assert late.benchmark.tolist() == pytest.approx([0.0, *after])
    assert "benchmark_first" not in codes(whole) | codes(late)
    total = yb.backtest(weights({"600000.SH": [0.5]}), px, benchmark=index, benchmark_total=True, **RULES)
    assert "price_index" not in codes(total)
    with pytest.raises(InvalidValueError, match="levels"):
        yb.backtest(weights({"600000.SH": [0.5]}), px, benchmark=index - 102, **RULES)


def test_what_was_assumed_is_said() -> None:
    px = prices("forward", SH600000={"close": [10.0] * 5, "open": [10.0] * 5})
    res = yb.backtest(weights({"600000.SH": [0.5], "600004.SH": [0.2]}), px)
    assert {"weights_own", "no_costs", "no_rules", "adjusted_prices", "no_prices"} <= codes(res)
    assert res.rejected["reason"].tolist() == ["no_price"]
    assert list(res.findings["severity"]) == sorted(res.findings["severity"], reverse=True)
    with pytest.raises(InvalidValueError, match="adjusted"):
        yb.backtest(weights({"600000.SH": [0.5]}), px, **RULES)
    bare = prices(SH600000={"close": [10.0] * 5, "open": [10.0] * 5})
    assert {"no_factor", "no_volume", "no_st"} <= codes(
        yb.backtest(weights({"600000.SH": [0.5]}), bare, **RULES)
    )
    foreign = prices(**{"0700.HK": flat(300.0)})
    res = yb.backtest(weights({"0700.HK": [0.5]}), foreign, costs=yb.costs.china, **RULES)
    assert {"no_fees", "no_board"} <= codes(res)


def test_stats_and_pages_of_a_result(tmp_path: Any) -> None:
    random = np.random.default_rng(2)
    days = pd.bdate_range("2023-01-02", periods=120)
    close = 10 * np.exp(random.normal(0, 0.02, 120).cumsum())
    frame = pd.DataFrame({"date": days, "ticker": "600000.SH", "open": close, "close": close})
    px = yb.Prices.from_frame(frame, adjusted="backward", volume_unit="share")
    half = pd.DataFrame({"600000.SH": [0.5, 0.2]}, index=days[[0, 60]])
    res = yb.backtest(half, px, known="open", costs=yb.costs.china, benchmark=px)
    assert {"net", "gross", "benchmark"} <= set(res.stats)
    assert res.stats.loc["annual_return", "net"] < res.stats.loc["annual_return", "gross"]
    assert res.turnover.iloc[0] == pytest.approx(0.25)
    assert "trades" in repr(res)
    res.report(tmp_path / "out.html")
    assert "600000.SH" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "<" in res._repr_html_()
