"""What a backtest refuses, and says why."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import yanbao as yb
from backtest_prices import DAYS, RULES, flat, prices, weights
from yanbao.errors import InvalidValueError


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"cash": 0}, "cash"),
        ({"cash": float("nan")}, "cash"),
        ({"cash": True}, "cash"),
        ({"recovery": 1.5}, "recovery"),
        ({"gone_after": 0}, "gone_after"),
        ({"volume_cap": -1}, "volume_cap"),
        ({"start": "no day"}, "day"),
        ({"end": "2023-01-01"}, "no session"),
    ],
)
def test_wrong_settings(change: dict[str, Any], what: str) -> None:
    px = prices(SH600000=flat(10.0))
    with pytest.raises(InvalidValueError, match=what):
        yb.backtest(weights({"600000.SH": [0.5]}), px, **{**RULES, **change})


@pytest.mark.parametrize(
    ("frame", "what"),
    [
        (pd.DataFrame({"600000.SH": [0.5]}), "dates"),
        (pd.DataFrame({"600000.SH": [0.5]}, index=pd.DatetimeIndex(["2024-01-06"])), "no day"),
        (pd.DataFrame({"600000.SH": [0.5]}, index=pd.DatetimeIndex(["2023-01-06"])), "no day"),
        (pd.DataFrame({"600000.SH": [50.0]}, index=DAYS[:1]), "percent"),
        (pd.DataFrame({"600000.SH": [float("inf")]}, index=DAYS[:1]), "infinite"),
        (pd.DataFrame({"600000.SH": [0.5], "SH600000": [0.5]}, index=DAYS[:1]), "two columns"),
        (pd.DataFrame({"nothing": [0.5]}, index=DAYS[:1]), "ticker"),
        (pd.DataFrame({"600000.SH": ["half"]}, index=DAYS[:1]), "numbers"),
        (pd.DataFrame({"600000.SH": [0.5]}, index=pd.DatetimeIndex(["2025-01-06"])), "no weights"),
    ],
)
def test_wrong_weights(frame: pd.DataFrame, what: str) -> None:
    with pytest.raises(InvalidValueError, match=what):
        yb.backtest(frame, prices(SH600000=flat(10.0)), **RULES)
