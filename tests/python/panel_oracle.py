"""As-of values, consensus and revision once more, slow and plain: each cell looks at every row."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass

FOREVER = 2**31 - 1


@dataclass(frozen=True)
class Row:
    ticker: int
    broker: int
    period: int
    session: int
    value: float
    last: int = FOREVER


def newest(rows: list[tuple[int, Row]], session: int) -> int:
    """The number of the newest row known by a session and live on it, -1 for none."""
    live = [(row.session, i) for i, row in rows if row.session <= session <= row.last]
    return max(live)[1] if live else -1


def as_of(rows: list[Row], sessions: int, tickers: int) -> list[list[int]]:
    """The row that each cell uses."""
    numbered = list(enumerate(rows))
    return [
        [newest([(i, r) for i, r in numbered if r.ticker == t], s) for t in range(tickers)]
        for s in range(sessions)
    ]


def live(rows: list[Row], ticker: int, period: int, session: int) -> dict[int, float]:
    """What each broker expects on a session."""
    found: dict[int, float] = {}
    for broker in sorted({r.broker for r in rows}):
        own = [
            (i, r) for i, r in enumerate(rows) if (r.ticker, r.broker, r.period) == (ticker, broker, period)
        ]
        row = newest(own, session)
        if row >= 0 and not math.isnan(rows[row].value):
            found[broker] = rows[row].value
    return found


def consensus(rows: list[Row], ticker: int, period: int, session: int, least: int) -> dict[str, float]:
    """The statistics of one cell."""
    values = list(live(rows, ticker, period, session).values()) if period > 0 else []
    nan = math.nan
    if not values or len(values) < least:
        return {"count": len(values), "mean": nan, "median": nan, "std": nan, "high": nan, "low": nan}
    return {
        "count": len(values),
        "mean": math.fsum(values) / len(values),
        "median": statistics.median(values),
        "std": statistics.stdev(values) if len(values) > 2 else nan,
        "high": max(values),
        "low": min(values),
    }


def revision(
    rows: list[Row], ticker: int, period: int, session: int, then: int, how: str, least: int
) -> tuple[float, float]:
    """Change and breadth of one cell."""
    if period <= 0:
        return math.nan, math.nan
    now, old = live(rows, ticker, period, session), live(rows, ticker, period, then)
    both = sorted(set(now) & set(old))
    moves = [(now[b] > old[b]) - (now[b] < old[b]) for b in both]
    breadth = sum(moves) / len(now) if both else math.nan
    if how == "matched":
        now, old = {b: now[b] for b in both}, {b: old[b] for b in both}
    if not now or not old or min(len(now), len(old)) < least:
        return math.nan, breadth
    base = math.fsum(old.values()) / len(old)
    change = (math.fsum(now.values()) / len(now) - base) / abs(base) if base else math.nan
    return change, breadth
