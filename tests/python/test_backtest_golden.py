"""Portfolios worked by hand, as the C++ tests run them, through `yb.backtest`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from golden import cases, check

DAYS = pd.DatetimeIndex(["2024-01-04", "2024-01-05", "2024-01-08"])
TICKERS = ["600000.SH", "600004.SH"]


@pytest.mark.parametrize("case", list(cases("backtest")), ids=lambda case: case["name"])
def test_worked_by_hand(case: dict[str, Any]) -> None:
    days = DAYS[: len(case["open"])]
    fields = {name: np.ravel(case[name]) for name in ("open", "close")} | {
        "preclose": np.ravel(case["reference"])
    }
    frame = pd.DataFrame({"date": np.repeat(days, 2), "ticker": TICKERS * len(days), **fields})
    if case["exact"]:
        split = np.ones((len(days), 2))
        for session, stock, shares, _ in case["actions"]:
            split[session, stock] = shares
        frame["split"] = split.ravel()
    px = yb.Prices.from_frame(frame, adjusted="raw", volume_unit="share")
    weights = pd.DataFrame(case["weight"], index=days[case["plan"]], columns=TICKERS)
    costs = yb.costs.none.add({"name": "fee", "market": "SH", "side": "sell", "rate": 0.001, "min": 5})
    rules = None
    if case["exact"]:
        rules = yb.rules.none.add({"kind": "lot", "board": "main", "least": case["lot"], "step": case["lot"]})
    res = yb.backtest(weights, px, costs=costs, rules=rules, cash=case["cash"], known="open")
    found = {"equity": res.equity, "fees": res.costs["fee"], **res.flows[["bought", "sold"]]}
    for name in ("equity", "bought", "sold", "fees"):
        check(name, found[name], case[name], case["tolerance"])
