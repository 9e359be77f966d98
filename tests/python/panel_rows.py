"""Rows of a panel that hypothesis makes up, and how the core takes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from panel_oracle import FOREVER, Row
from yanbao import _core

SESSIONS, TICKERS = 6, 3
PERIODS = [2024, 2025]
LEAST, MOST = -(2**31), 2**31 - 1
Ints = NDArray[np.int32]

# equal values and sums must be frequent; quarters add up exactly, so that a sum of 0 is 0 in any order
values = st.one_of(st.integers(-8, 8).map(lambda n: n / 4), st.just(float("nan")), st.just(-0.0))
known = st.one_of(st.integers(-2, SESSIONS), st.sampled_from([LEAST, MOST]))
ends = st.one_of(st.integers(-3, SESSIONS + 1), st.sampled_from([LEAST, FOREVER]))
ROW = st.builds(
    Row,
    ticker=st.integers(0, TICKERS - 1),
    broker=st.sampled_from([0, 1, 2, 3, MOST]),
    period=st.sampled_from(PERIODS),
    session=known,
    value=values,
    last=ends,
)
lists = st.lists(ROW, max_size=30)
wanted = st.lists(
    st.lists(st.sampled_from([*PERIODS, 2031, 0]), min_size=TICKERS, max_size=TICKERS),
    min_size=SESSIONS,
    max_size=SESSIONS,
)


def ints(cells: Any) -> Ints:
    return np.array(cells, dtype=np.int32)


def columns(rows: list[Row], *names: str) -> dict[str, Any]:
    """The arrays of these fields."""
    return {
        name: np.array([getattr(r, name) for r in rows], dtype=np.float64 if name == "value" else np.int32)
        for name in names
    }


def as_of(rows: list[Row], sessions: int = SESSIONS) -> tuple[NDArray[np.float64], Ints]:
    arrays = columns(rows, "ticker", "session", "value", "last")
    value, used = _core.as_of(**arrays, sessions=sessions, tickers=TICKERS, with_rows=True)
    assert used is not None
    return value, used


def estimates(rows: list[Row]) -> dict[str, Any]:
    return columns(rows, "ticker", "broker", "period", "session", "value", "last")


def consensus(rows: list[Row], cells: Any, least: int = 1) -> dict[str, NDArray[Any]]:
    size = {"sessions": SESSIONS, "tickers": TICKERS}
    return _core.consensus(**estimates(rows), wanted=ints(cells), **size, min_brokers=least)


def revision(
    rows: list[Row], cells: Any, then: list[int], how: str, least: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    size = {"sessions": SESSIONS, "tickers": TICKERS}
    return _core.revision(
        **estimates(rows), wanted=ints(cells), then=ints(then), **size, how=how, min_brokers=least
    )
