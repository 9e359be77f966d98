"""Money of several currencies on the page of a backtest: no column mixes them."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
import yanbao as yb
from backtest_prices import flat, prices, weights
from yanbao._backtest.page import html

FX = pd.DataFrame({"date": ["2024-01-03"], "pair": "HKD/CNY", "rate": [0.91254]})


def run(*tickers: str) -> Any:
    px = prices("backward", **{ticker: flat(300.0) for ticker in tickers})
    asked = weights({ticker: [0.4] for ticker in tickers})
    return yb.backtest(asked, px, currency="CNY", fx=FX, costs=yb.costs.all, known="open", cash=1e6)


def last_trades(result: Any) -> tuple[str, pd.DataFrame]:
    page = html(result)
    part = page[page.index("<h2>Last trades</h2>") : page.index("<h2>Findings</h2>")]
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', part)
    rows = re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", part, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return part, pd.DataFrame(cells, columns=heads)


def number(text: str) -> float:
    return float(text.replace(",", ""))


def test_costs_of_trades_stand_in_the_currency_of_the_account() -> None:
    made = run("0700.HK", "600000.SH")
    part, table = last_trades(made)
    assert "cost, and the fees that it is the sum of, in CNY" in part
    assert dict(zip(table["ticker"], table["currency"], strict=True)) == {
        "0700.HK": "HKD",
        "600000.SH": "CNY",
    }
    fees = list(made.costs.columns)
    for row in table.to_dict("records"):
        trade = made.trades[made.trades["ticker"] == row["ticker"]].iloc[0]
        assert float(row["rate"]) == trade["rate"]
        assert number(row["amount"]) == pytest.approx(trade["amount"], abs=0.01)
        assert number(row["cost"]) == pytest.approx(trade["cost"] * trade["rate"], abs=0.006)
        assert number(row["cost"]) == pytest.approx(
            sum(number(row[f]) for f in fees), abs=0.005 * len(fees) + 0.006
        )
    assert sum(map(number, table["cost"])) == pytest.approx(made.costs.to_numpy().sum(), abs=0.02)


def test_one_currency_is_said_once() -> None:
    part, table = last_trades(run("600000.SH"))
    assert "Money is in CNY." in part
    assert not {"currency", "rate"} & set(table.columns)


def test_an_exchange_of_another_currency_alone() -> None:
    part, table = last_trades(run("0700.HK"))
    assert "in CNY, at the rate of the day" in part
    assert table["currency"].tolist() == ["HKD"]
