"""Prices of a few days for tests of the simulation."""

from __future__ import annotations

from typing import Any

import pandas as pd
import yanbao as yb

DAYS = pd.DatetimeIndex(["2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10"])
RULES = {"rules": yb.rules.china, "known": "open"}


def prices(
    adjusted: str = "raw", days: pd.DatetimeIndex = DAYS, **by_ticker: dict[str, list[float]]
) -> yb.Prices:
    """`SH600000={"open": [...], ...}`: a row a day; a close that is missing is no row."""
    frames = []
    for name, columns in by_ticker.items():
        frame = pd.DataFrame({"date": days, "ticker": name, **columns})
        frames.append(frame[frame["close"].notna()])
    return yb.Prices.from_frame(pd.concat(frames), adjusted=adjusted, volume_unit="share")


def flat(price: float, **more: list[float]) -> dict[str, list[float]]:
    made = {name: [price] * len(DAYS) for name in ("open", "close", "preclose")}
    return {**made, "volume": [1e8] * len(DAYS), **more}


def weights(of: dict[str, Any], at: tuple[int, ...] = (0,)) -> pd.DataFrame:
    return pd.DataFrame(of, index=DAYS[list(at)])
