"""Rows of `ratios` that tests make up, and the exchange that they give."""

from __future__ import annotations

from typing import Any

import pandas as pd
from yanbao._fx_reasons import REASONS, K
from yanbao._panel_fx import Exchange

DAYS = pd.bdate_range("2024-03-01", periods=30)
TICKERS = ["0700.HK", "9999.HK", "PDD.O", "600570.SH"]
COLUMNS = ["report_id", "known_at", "ticker", "k_low", "k_high", "group", "explains"]
Row = tuple[str, int, str, float, float, str | None, str | None]


def exchange(rows: list[Row], **settings: Any) -> Exchange:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["known_at"] = DAYS[frame["known_at"].to_numpy("int64")]
    return Exchange(frame, DAYS.to_numpy(), DAYS, **settings)


def implied(at: int, low: float, high: float, pair: str = "HKD/CNY") -> list[Row]:
    """A report in which two companies share a rate."""
    names = ("0700.HK", "9999.HK") if pair.startswith("HKD") else ("VIPS.N", "TME.N")
    return [(f"{at}{low}{high}", at, name, low, high, pair, f"fx:{pair}") for name in names]


def reasons(k: K, column: int = 0) -> list[str]:
    return [list(REASONS)[code] for code in k.reason[:, column]]


def fx(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["date", "pair", "rate"])
