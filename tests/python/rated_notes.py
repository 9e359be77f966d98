"""Notes with a rating and the scale that they print, and prices that move when a test says so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import yanbao as yb

DAYS = pd.DatetimeIndex(pd.bdate_range("2024-01-02", "2025-12-31"))
FLAT = pd.Series(100.0, index=DAYS)
SCALE = "\n\n投资评级说明\n\n买入：未来{0}个月内，相对沪深300指数涨幅{1}%以上\n\n"
SCALE += "增持：未来{0}个月内，相对沪深300指数涨幅5%～{1}%之间\n\n"
SCALE += "中性：未来{0}个月内，相对沪深300指数涨幅-5%～5%之间\n"


def note(
    house: str, day: str, label: str, months: int | None = None, bound: int = 20, signed: str = ""
) -> str:
    text = f"{house}研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n{day}\n\n投资评级：{label}\n\n{signed}"
    return text + ("" if months is None else SCALE.format(months, bound))


def corpus(*texts: str) -> yb.Corpus:
    return yb.read_many(list(texts), workers=1, progress=False)


def prices(grown: dict[str, float], days: pd.DatetimeIndex = DAYS) -> yb.Prices:
    """100 for as long as nothing happens; from each day on so much."""
    close = np.full(len(days), 100.0)
    for day, level in grown.items():
        close[days >= day] = level
    frame = pd.DataFrame({"date": days, "ticker": "600570.SH", "close": close})
    return yb.Prices.from_frame(frame, adjusted="forward", volume_unit="share")
