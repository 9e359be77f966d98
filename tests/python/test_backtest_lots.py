"""What lots leave of an order is told where it is no small part of it, once, and is not tried again."""

from __future__ import annotations

from typing import Any

import pandas as pd
import yanbao as yb
from backtest_prices import DAYS, RULES, flat, prices, weights


def told(res: Any) -> list[list[Any]]:
    rows = res.rejected
    assert set(rows["reason"]) <= {"below_lot"}
    made = rows.assign(session=DAYS.get_indexer(rows["date"]))[["session", "side", "wanted", "filled"]]
    return made.round(6).to_numpy().tolist()


def test_a_change_that_no_order_can_make() -> None:
    px = prices(**{"688001.SH": flat(500.0)})
    res = yb.backtest(weights({"688001.SH": [0.5, 0.25, 0.7]}, (0, 1, 2)), px, cash=350_000, **RULES)
    # 350 shares; a sale or purchase of this board is of 200 at least, or of all
    assert res.shares["688001.SH"].tolist() == [350.0] * 5
    assert told(res) == [[1, "sell", 175.0, 0.0], [2, "buy", 140.0, 0.0]]


def test_half_of_what_is_wanted() -> None:
    px = prices(SH600000=flat(400.0))
    res = yb.backtest(weights({"600000.SH": [0.79, 0.79]}, (0, 1)), px, cash=100_000, **RULES)
    assert res.trades["shares"].tolist() == [100.0]
    assert told(res) == [[0, "buy", 197.5, 100.0], [1, "buy", 97.5, 0.0]]


def test_rounding_to_a_lot_is_no_refusal() -> None:
    px = prices(SH600000=flat(10.0))
    # 10,980 of which 10,900 are bought, then 6,000 and a little are sold
    res = yb.backtest(weights({"600000.SH": [0.1098, 0.0485]}, (0, 1)), px, cash=1e6, **RULES)
    assert res.trades["shares"].tolist() == [10_900.0, 6_000.0]
    assert told(res) == []


def test_a_drift_below_a_lot() -> None:
    px = prices(SH600000=flat(10.0))
    for cash, missing in ((1e6, []), (1e5, [[1, "buy", 60.0, 0.0]])):
        more = 0.1 + 600 / cash  # 60 shares beside 10,000, and beside 1,000
        res = yb.backtest(weights({"600000.SH": [0.1, more]}, (0, 1)), px, cash=cash, **RULES)
        assert len(res.trades) == 1
        assert told(res) == missing


def test_a_part_of_a_share_is_no_order() -> None:
    px = prices(**{"688001.SH": flat(500.0)})
    res = yb.backtest(weights({"688001.SH": [0.5, 0.50001]}, (0, 1)), px, cash=1e7, **RULES)
    assert len(res.trades) == 1
    assert told(res) == []
    dear = prices("raw", **{"AAPL.US": flat(6000.0)})
    us = {"rules": yb.rules.us, "known": "open"}
    res = yb.backtest(weights({"AAPL.US": [0.95]}), dear, cash=1e4, **us)
    assert told(res) == [[0, "buy", 1.583333, 1.0]]  # but it is missing where one share is most of it


def test_what_lots_left_is_not_tried_again() -> None:
    thin = flat(10.0, volume=[10_000.0, 9_996.0, 1e8, 1e8, 1e8])
    px = prices(SH600000=thin)
    # 5,070: a quarter of the volume is 2,500, then 2,400 of 2,500, then 100 and no more
    res = yb.backtest(weights({"600000.SH": [0.0507]}), px, cash=1e6, **RULES)
    assert res.trades["shares"].tolist() == [2500.0, 2400.0, 100.0]
    assert res.rejected["reason"].tolist() == ["volume", "volume"]


def test_what_cash_and_lots_left() -> None:
    up = flat(400.0, open=[440.0, 400.0, 400.0, 400.0, 400.0])
    px = prices(SH600000=up)
    res = yb.backtest(weights({"600000.SH": [0.79]}), px, cash=100_000, **RULES)
    # shut on the first day, filled as far as a lot goes on the second: both are told, each on its day
    assert res.rejected["reason"].tolist() == ["limit_up", "below_lot"]
    assert res.rejected["date"].tolist() == [DAYS[0], DAYS[1]]
    assert res.rejected["filled"].tolist() == [0.0, 100.0]


def many() -> tuple[list[str], Any, Any]:
    names = [f"60{at:04d}.SH" for at in range(300)]
    frame = pd.DataFrame({"date": DAYS[0], "ticker": names})
    frame = frame.assign(open=[10.0 + at % 50 for at in range(300)], volume=1e8)
    px = yb.Prices.from_frame(
        frame.assign(close=frame["open"], preclose=frame["open"]), adjusted="raw", volume_unit="share"
    )
    equal = pd.DataFrame(1 / 300, index=DAYS[:1], columns=names)
    return names, px, equal


def test_many_small_holdings() -> None:
    names, px, equal = many()
    res = yb.backtest(equal, px, cash=1e6, **RULES)
    lacking = 1 - res.trades.set_index("ticker")["amount"].reindex(names, fill_value=0.0) / (1e6 / 300)
    assert res.cash.iloc[-1] > 100_000
    assert set(res.rejected["ticker"]) == set(lacking.index[lacking > 0.1])


def test_cash_that_lots_left_is_counted() -> None:
    _, px, equal = many()
    for cash, much in ((1e6, 1), (1e9, 0)):
        res = yb.backtest(equal, px, rules=yb.rules.china, cash=cash, known="open")
        counts = res.findings.set_index("code")["count"]
        assert counts.get("lots_left_cash", 0) == much
