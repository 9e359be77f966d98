"""Rebalances: what the calendar says, never where the data end."""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given
from yanbao._backtest.schedule import RULES, rebalance_rows
from yanbao._sessions import sessions_of

EVERY = sessions_of("XSHG")
ALL = pd.DatetimeIndex(EVERY)


def span(first: str, last: str) -> pd.DatetimeIndex:
    return ALL[ALL.slice_indexer(first, last)]


def asked(first: str, last: str, rule: object) -> list[str]:
    sessions = span(first, last)
    return list(sessions[rebalance_rows(sessions, EVERY, rule)].strftime("%m-%d"))


def test_a_week_with_a_holiday() -> None:
    """Spring Festival 2024: no session from 9 to 18 February; 4 and 5 April 2024 are a holiday."""
    assert asked("2024-02-01", "2024-02-23", "W-FRI") == ["02-02", "02-08", "02-23"]
    assert asked("2024-04-01", "2024-04-12", "W-FRI") == ["04-03", "04-12"]
    assert asked("2024-04-01", "2024-04-12", "W-THU") == ["04-03", "04-11"]
    assert asked("2024-04-01", "2024-04-12", "W-WED") == ["04-03", "04-10"]
    # what ends on Monday 8 April holds Tuesday to Monday, that day among them
    assert asked("2024-04-01", "2024-04-12", "W-MON") == ["04-01", "04-08"]
    assert asked("2024-04-01", "2024-04-12", "W-SUN") == asked("2024-04-01", "2024-04-12", "W-FRI")


def test_a_week_that_is_not_over_has_none() -> None:
    assert asked("2024-03-04", "2024-03-14", "W-FRI") == ["03-08"]
    assert asked("2024-03-04", "2024-03-15", "W-FRI") == ["03-08", "03-15"]
    assert asked("2024-03-25", "2024-04-03", "W-FRI") == ["03-29", "04-03"]  # the rest of it is a holiday
    assert asked("2024-03-25", "2024-04-02", "W-FRI") == ["03-29"]


def test_months_and_quarters() -> None:
    assert asked("2024-01-02", "2024-04-29", "M") == ["01-31", "02-29", "03-29"]
    assert asked("2024-01-02", "2024-04-30", "M")[-1] == "04-30"
    assert asked("2024-01-02", "2024-04-30", "ME") == asked("2024-01-02", "2024-04-30", "M")
    assert asked("2024-01-03", "2024-04-30", "MS") == ["02-01", "03-01", "04-01"]
    assert asked("2024-01-02", "2024-04-30", "MS")[0] == "01-02"
    assert asked("2024-01-02", "2024-07-30", "Q") == ["03-29", "06-28"]
    assert asked("2024-01-02", "2024-07-30", "QS") == ["01-02", "04-01", "07-01"]
    assert asked("2023-12-01", "2024-12-31", "Y") == ["12-29", "12-31"]
    assert asked("2023-12-01", "2024-12-31", "YS") == ["01-02"]


def test_so_many_together() -> None:
    assert asked("2024-01-02", "2024-12-31", "3M") == asked("2024-01-02", "2024-12-31", "Q")
    assert asked("2024-01-02", "2024-12-31", "12MS") == asked("2024-01-02", "2024-12-31", "YS")
    assert asked("2024-01-02", "2024-12-31", "2M") == ["02-29", "04-30", "06-28", "08-30", "10-31", "12-31"]
    weeks, second = (asked("2024-02-26", "2024-04-30", rule) for rule in ("W-FRI", "2W-FRI"))
    assert second in (weeks[::2], weeks[1::2])
    later = asked("2024-03-11", "2024-04-30", "2W-FRI")  # where the sessions begin is no matter
    assert later == [day for day in second if day >= "03-11"]


def test_dates() -> None:
    given_dates = ["2024-03-11", dt.date(2024, 3, 6), pd.Timestamp("2024-03-06")]
    assert asked("2024-03-04", "2024-03-15", given_dates) == ["03-06", "03-11"]
    for wrong in ("0M", "100W", "2D", "W-", "WS", "MM", "m", ""):
        with pytest.raises(yb.errors.UnknownNameError):
            asked("2024-03-04", "2024-03-15", wrong)
    for wrong in (["2024-03-09"], ["2024-02-29"], ["nonsense"], [None], 3):
        with pytest.raises(yb.errors.InvalidValueError):
            asked("2024-03-04", "2024-03-15", wrong)
    with pytest.raises(yb.errors.UnknownNameError, match="W-FRI"):
        asked("2024-03-04", "2024-03-15", "W-FRJ")


def test_the_ends_of_the_calendar() -> None:
    """Of its last session nobody knows whether another one follows, where there is a day left for it."""
    to = EVERY[np.datetime64("2024-12-31") >= EVERY]  # a Tuesday
    assert len(to) - 1 not in rebalance_rows(pd.DatetimeIndex(to), to, "W-FRI")
    assert len(to) - 1 in rebalance_rows(pd.DatetimeIndex(to), to, "W-TUE")
    assert len(to) - 1 in rebalance_rows(pd.DatetimeIndex(to), to, "M")
    assert len(to) - 2 not in rebalance_rows(pd.DatetimeIndex(to), to, "M")
    assert 0 in rebalance_rows(ALL, EVERY, "MS")
    assert len(rebalance_rows(ALL[:0], EVERY, "W-FRI")) == 0


@given(st.integers(0, 3000), st.integers(1, 80), st.integers(0, 80), st.sampled_from(RULES))
def test_more_data_changes_nothing_before_and_every_day_is_looked_at(
    first: int, n: int, more: int, rule: str
) -> None:
    short, long = ALL[first : first + n], ALL[first : first + n + more]
    rows = rebalance_rows(short, EVERY, rule)
    longer = rebalance_rows(long, EVERY, rule)
    assert np.array_equal(rows, longer[longer < n])
    assert list(rows) == [i for i, day in enumerate(short) if _is_one(day, rule)]


def _is_one(day: pd.Timestamp, rule: str) -> bool:
    """Day by day over the calendar: is there another session in the period, after it or before it?"""
    step = -1 if rule in ("MS", "QS", "YS") else 1
    if rule == "D":
        return True
    other = day
    while True:
        other = other + pd.Timedelta(days=step)
        if rule.startswith("W"):
            ended = (other - pd.Timedelta(days=1)).strftime("%a").upper() == (rule[2:] or "SUN")
        else:
            ended = other.to_period(rule[0]) != day.to_period(rule[0])
        if ended:
            return True
        if other in ALL:
            return False
