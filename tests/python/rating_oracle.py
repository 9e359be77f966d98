"""Ratings on sessions once more, slow and plain: each cell looks at every row that was known by then."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

Bounds = tuple[float, float]
SCORES = {"买入": 1.0, "强烈推荐": 1.0, "推荐": 1.0, "增持": 0.75, "中性": 0.5, "卖出": 0.0}
# the labels that one step of a scale has, of those in the tests
STEPS = {"买入": 4, "推荐": 4, "强烈推荐": 5, "增持": 3, "中性": 2, "卖出": 0, "无评级": -1}
USUAL = {1.0: (0.15, math.inf), 0.75: (0.05, 0.15), 0.5: (-0.05, 0.05), 0.25: (-0.15, -0.05)}
USUAL[0.0] = (-math.inf, -0.15)


@dataclass(frozen=True)
class Row:
    report: str
    broker: str
    known: pd.Timestamp
    ticker: str
    label: str
    note: bool = False


@dataclass(frozen=True)
class Printed:
    report: str
    broker: str
    known: pd.Timestamp
    label: str
    bounds: Bounds


def promise(scale: list[Printed], label: str) -> Bounds | None:
    """By one report's scale."""
    printed = {p.label: {q.bounds for q in scale if q.label == p.label} for p in scale}
    clear = {name: next(iter(several)) for name, several in printed.items() if len(several) == 1}
    if label in clear:
        return clear[label]
    same = [bounds for name, bounds in clear.items() if label in STEPS and STEPS.get(name) == STEPS[label]]
    return same[0] if len(same) == 1 else None


def promised(scales: list[Printed], row: Row, by: pd.Timestamp) -> Bounds | None:
    """By the report's own scale, else the house's newest that has the label."""
    known = [p for p in scales if p.known <= by]
    own = promise([p for p in known if p.report == row.report], row.label)
    if own is not None:
        return own
    house = [p for p in known if p.broker == row.broker]
    for day in sorted({p.known for p in house}, reverse=True):
        for report in sorted({p.report for p in house if p.known == day}, reverse=True):
            bounds = promise([p for p in house if p.report == report], row.label)
            if bounds is not None:
                return bounds
    return None


def score(label: str, bounds: Bounds | None) -> float:
    if label in SCORES:
        return SCORES[label]
    if bounds is None:
        return math.nan
    low, high = bounds
    value = high - 1e-9 if math.isinf(low) else low if math.isinf(high) else (low + high) / 2
    return max(step for step, (least, _) in USUAL.items() if value >= least)


def cell(
    rows: list[Row], scales: list[Printed], ticker: str, day: pd.Timestamp, window: int
) -> dict[str, tuple[str, float, Bounds | None, bool]]:
    """Of each broker label, score, promise, and whether that is assumed."""
    found = {}
    for broker in {r.broker for r in rows}:
        own = [r for r in rows if (r.broker, r.ticker) == (broker, ticker) and r.known <= day]
        if not own:
            continue
        newest = max(r.known for r in own)
        said = [r for r in own if r.known == newest]
        if len({SCORES.get(r.label, r.label) for r in said}) > 1 and any(r.note for r in said):
            said = [r for r in said if r.note]
        if len({SCORES.get(r.label, r.label) for r in said}) > 1 or newest + pd.Timedelta(days=window) < day:
            continue
        row = sorted(said, key=lambda r: r.note)[-1]
        if row.label == "无评级":
            continue
        late = [p.known for p in scales if p.report == row.report]
        by = late[0] if late and newest < late[0] <= day else newest
        bounds = promised(scales, row, by)
        assumed = bounds is None and row.label in SCORES
        value = score(row.label, bounds)
        found[broker] = (row.label, value, USUAL[SCORES[row.label]] if assumed else bounds, assumed)
    return found
