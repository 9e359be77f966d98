"""Limits held against real sessions: no price lies beyond one, and thousands lie on one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from yanbao._backtest.rules import rules


def test_no_real_price_lies_beyond_its_limit(shared: Path) -> None:
    """300 shares of three boards, 2020 to 2025, with the reference that the exchange gave on ex-dates."""
    prices = pd.read_parquet(shared / "data" / "a_share_raw_baostock_csi300_2020_2025.parquet")
    securities = pd.read_csv(shared / "data" / "securities.csv.gz", dtype=str)
    prices["date"] = pd.to_datetime(prices["date"])
    sessions = np.sort(prices["date"].unique())
    listed = pd.to_datetime(prices["ticker"].map(securities.set_index("ticker")["listed"]))
    since = np.searchsorted(sessions, listed.fillna(pd.Timestamp(0)).to_numpy())
    prices["age"] = np.searchsorted(sessions, prices["date"].to_numpy()) - since
    long_ago = listed.isna() | (listed < sessions[0])
    prices.loc[long_ago, "age"] = 10**6
    far = (prices["high"] > prices["preclose"] * 1.09) | (prices["low"] < prices["preclose"] * 0.91)
    far &= prices["trading"] & (prices["preclose"] > 0)
    beyond, free, touched = [], 0, 0
    for row in prices[far].itertuples():
        low, high = rules.china.limit(row.ticker, row.date, f"{row.preclose:.4f}", age=row.age)
        if low is None or high is None:
            free += 1
            continue
        touched += abs(row.high - float(high)) < 1e-6 or abs(row.low - float(low)) < 1e-6
        if row.high > float(high) + 1e-6 or row.low < float(low) - 1e-6:
            beyond.append((row.ticker, str(row.date.date())))
    assert beyond == [("000792.SZ", "2021-08-10")]  # its listing was resumed that day
    assert touched > 5000
    assert free > 20
