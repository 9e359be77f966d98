"""What cannot be done says so, in an error of yanbao's own."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import yanbao as yb
from sold import BROKERS, sold

NUMBER = yb.f.pe(2023)
CONDITION = NUMBER < 60
WRONG: dict[str, Callable[[], Any]] = {
    "a power": lambda: NUMBER**2,
    "a remainder": lambda: NUMBER % 2,
    "an absolute value": lambda: abs(NUMBER),
    "a text": lambda: NUMBER < "60",
    "nothing": lambda: NUMBER > None,
    "a number joined": lambda: NUMBER & CONDITION,
    "a condition joined with a truth": lambda: CONDITION & True,
    "a condition added": lambda: CONDITION + 1,
    "a condition compared": lambda: CONDITION > 0,
    "a condition that is True": lambda: CONDITION == True,  # noqa: E712
    "a sum of both": lambda: NUMBER + CONDITION,
    "a metric without a year": lambda: yb.f.pe == 3,
    "its power": lambda: yb.f.pe**2,
    "its opposite": lambda: operator.invert(yb.f.pe),
    "a group compared": lambda: yb.f.industry() == "电子",
    "a rank of a condition": lambda: yb.f.rank(CONDITION),  # type: ignore[arg-type]
    "a truth": lambda: bool(CONDITION),
    "a float": lambda: float(NUMBER),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", WRONG)
def test_operands_that_are_wrong(name: str) -> None:
    with pytest.raises(yb.errors.UsageError, match=r"yb\.f\.|conditions|metrics") as raised:
        WRONG[name]()
    assert isinstance(raised.value, TypeError)
    assert isinstance(raised.value, yb.YanbaoError)


def test_expressions_are_still_keys() -> None:
    assert {CONDITION: 1, NUMBER: 2, yb.f.industry(): 3, yb.f.pe: 4}[CONDITION] == 1


def panel() -> yb.Panel:
    return sold([("600570.SH", BROKERS[0], "2024-09-02", 2024, 1.0)]).panel()


@pytest.mark.parametrize("take", [pickle.dumps, copy.deepcopy])
def test_a_panel_is_not_pickled(take: Callable[[Any], Any]) -> None:
    with pytest.raises(yb.errors.UsageError, match="to_parquet"):
        take(panel())


def test_days_are_named_as_they_were_given() -> None:
    corpus = sold([("600570.SH", BROKERS[0], "2024-09-02", 2024, 1.0)])
    for name in ("start", "end"):
        with pytest.raises(yb.errors.InvalidValueError, match=f"^{name} cannot be"):
            corpus.panel(**{name: "soon"})  # type: ignore[arg-type]
    with pytest.raises(yb.errors.InvalidValueError, match=r"^since cannot be"):
        corpus.diff(since="soon")
    with pytest.raises(yb.errors.InvalidValueError, match=r"^asof cannot be"):
        corpus.estimates(asof="soon")
    with pytest.raises(yb.errors.InvalidValueError, match=r"^date cannot be"):
        panel().screen_at(yb.f.eps("fy1") > 0, "soon")


def test_why_takes_tickers_of_any_habit() -> None:
    mine = panel()
    expected = mine.why("eps", "600570.SH", "2024-09-03")
    assert len(expected) == 1
    for text in ("SH600570", "sh.600570", "600570.XSHG", "600570.SS", "600570"):
        pd.testing.assert_frame_equal(mine.why("eps", text, "2024-09-03"), expected)
    for text in ("600571.SH", "SZ600570", "恒生"):
        with pytest.raises(yb.errors.UnknownNameError, match="no estimate of"):
            mine.why("eps", text, "2024-09-03")


def test_outliers_are_of_two_kinds() -> None:
    with pytest.raises(yb.errors.UnknownNameError, match="keep, drop"):
        sold([("600570.SH", BROKERS[0], "2024-09-02", 2024, 1.0)]).panel(outliers="no")
