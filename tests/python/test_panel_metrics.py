"""Metrics of a panel against plain Python."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from sold import BROKERS, TICKERS, Sold, actuals, prices, sold


def expected(rows: list[Sold], day: pd.Timestamp, ticker: str, year: int) -> float:
    """Mean of each broker's newest figure known by then, not older than 180 days, reprints aside."""
    live = []
    for broker in BROKERS:
        own = sorted(
            (pd.Timestamp(published), i, value)
            for i, (t, b, published, y, value) in enumerate(rows)
            if (t, b, y) == (ticker, broker, year) and next_session(published) <= day
        )
        standing = [own[i] for i in range(len(own)) if i == 0 or own[i][2] != own[i - 1][2]]
        if standing and next_session(standing[-1][0]) + pd.Timedelta(days=180) >= day:
            live.append(standing[-1][2])
    return float(np.mean(live)) if live else np.nan


def next_session(day: Any) -> pd.Timestamp:
    at = pd.Timestamp(day) + pd.Timedelta(days=1)
    while at.isoweekday() > 5 or at in HOLIDAYS:
        at += pd.Timedelta(days=1)
    return at


HOLIDAYS = {
    *pd.date_range("2024-04-04", "2024-04-05"),
    *pd.date_range("2024-05-01", "2024-05-03"),
    pd.Timestamp("2024-06-10"),
}


def level(rows: list[Sold], known: pd.DataFrame, day: pd.Timestamp, ticker: str, year: int) -> float:
    latest = day.year - (1 if day.month >= 5 else 2)
    if year > latest:
        return expected(rows, day, ticker, year)
    mine = known[(known.ticker == ticker) & (known.fiscal_year == year)]
    mine = mine[mine.announced.map(next_session) <= day].sort_values("announced") if len(mine) else mine
    return float(mine.value.iloc[-1]) if len(mine) else np.nan


def forward(rows: list[Sold], day: pd.Timestamp, ticker: str) -> float:
    over = day.month == 12 and day.day == 31
    year = day.year + over
    left = min((dt.date(year, 12, 31) - day.date()).days / 365, 1)
    return left * expected(rows, day, ticker, year) + (1 - left) * expected(rows, day, ticker, year + 1)


def growth(base: float, end: float) -> float:
    return (end - base) / base if base > 0 else np.nan


def cagr(base: float, end: float) -> float:
    return float((end / base) ** 0.5 - 1) if base > 0 and end > 0 else np.nan


FIGURES = [0.0, 1.0, 1.1, 1.25, -0.4]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in (3, 4, 5, 6) for day in (4, 12, 27)]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(TICKERS),
        st.sampled_from(BROKERS),
        st.sampled_from(DAYS),
        st.sampled_from([2022, 2023, 2024, 2025]),
        st.sampled_from(FIGURES),
    ),
    min_size=1,
    max_size=16,
)
ACTUALS = st.lists(
    st.tuples(
        st.sampled_from(TICKERS),
        st.sampled_from([2022, 2023]),
        st.sampled_from(FIGURES),
        st.sampled_from(["2024-03-29", "2024-04-26", "2024-05-27"]),
    ),
    max_size=5,
    unique_by=lambda row: (row[0], row[1], row[3]),
)


@settings(max_examples=10)
@given(ROWS, ACTUALS)
def test_metrics_are_what_an_oracle_says(rows: list[Sold], known: list[tuple[str, int, float, str]]) -> None:
    frame = actuals(*known)
    closes = {
        t: {f"{d:%Y-%m-%d}": 10.0 + i for i, d in enumerate(pd.bdate_range("2024-03-01", "2024-07-05"))}
        for t in TICKERS
    }
    px = prices(closes)
    panel = sold(rows).panel(prices=px, actuals=frame, end="2024-07-05")
    made = {
        "eps_fy0": panel.eval(yb.f.eps("fy0")),
        "eps_2024": panel.eval(yb.f.eps(2024)),
        "ftm": panel.eval(yb.f.eps("ftm")),
        "growth": panel.eps_growth("fy1"),
        "next": panel.eps_growth("fy2"),
        "cagr": panel.cagr(),
        "pe": panel.pe("fy1"),
        "yield": panel.earnings_yield("fy1"),
        "peg": panel.peg(),
    }
    for day, ticker in product(panel.sessions, panel.tickers):
        fy1 = day.year - (0 if day.month >= 5 else 1)
        e0, e1, e2 = (level(rows, frame, day, ticker, fy1 + n) for n in (-1, 0, 1))
        before = [close for d, close in closes[ticker].items() if pd.Timestamp(d) < day]
        price = before[-1] if before else np.nan
        pe = price / e1 if e1 > 0 else np.nan
        a_year = cagr(e0, e2)
        oracle = {
            "eps_fy0": e0,
            "eps_2024": level(rows, frame, day, ticker, 2024),
            "ftm": forward(rows, day, ticker),
            "growth": growth(e0, e1),
            "next": growth(e1, e2),
            "cagr": a_year,
            "pe": pe,
            "yield": e1 / price,
            "peg": pe / (100 * a_year) if a_year > 0 else np.nan,
        }
        found = {name: float(cells.loc[day, ticker]) for name, cells in made.items()}
        assert found == pytest.approx(oracle, nan_ok=True), (day, ticker)


@settings(max_examples=10)
@given(ROWS)
def test_by_broker_adds_up(rows: list[Sold]) -> None:
    panel = sold(rows).panel(end="2024-07-31")
    found = panel.consensus("eps", "fy1", window=40)
    behind = found.by_broker["value"].groupby(level=["date", "ticker"]).agg(["mean", "count"])
    assert behind["count"].to_dict() == found["count"].to_dict()
    assert behind["mean"].to_numpy() == pytest.approx(found["mean"].to_numpy())
