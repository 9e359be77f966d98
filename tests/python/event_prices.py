"""Prices and events for the tests of event studies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import yanbao as yb

DAYS = pd.DatetimeIndex(pd.bdate_range("2023-01-02", periods=260))
SPAN: dict[str, Any] = {"window": (-3, 5), "estimation": (-40, -4)}


def made(seed: int = 0, stocks: int = 12, holes: float = 0.0, days: int = 260) -> pd.DataFrame:
    """Prices with a common move and one of each stock's own, a row a stock and day; some did not trade."""
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.01, days)
    frames = []
    for k in range(stocks):
        steps = rng.uniform(0.5, 1.5) * market + rng.normal(0, 0.02, days)
        close = 10 * np.cumprod(1 + steps)
        opening = close * (1 + rng.normal(0, 0.004, days))
        frame = pd.DataFrame(
            {"date": DAYS[:days], "ticker": f"{600001 + k}.SH", "open": opening, "close": close}
        )
        frame["volume"] = np.where(rng.random(days) < holes, 0.0, 100.0)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def of(frame: pd.DataFrame) -> yb.Prices:
    return yb.Prices.from_frame(frame, adjusted="forward", volume_unit="share")


def at(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame({"ticker": [t for t, _ in rows], "date": [DAYS[d] for _, d in rows]})


def spread(every: int = 12, stocks: int = 12) -> pd.DataFrame:
    return at(*((f"{600001 + k}.SH", d) for k in range(stocks) for d in range(60 + k, 250, every)))
