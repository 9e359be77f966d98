"""Themes on sessions once more, slow and plain: each cell looks at every row that was known by then."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

STRENGTH = {"key_pick": 5, "pick": 4, "key_beneficiary": 3, "beneficiary": 2, "watch": 1, None: 1}


@dataclass(frozen=True)
class Row:
    report: str
    broker: str | None
    known: pd.Timestamp | None
    theme: str
    parent: str | None
    ticker: str | None
    role: str | None


def belonging(rows: list[Row], report: str, theme: str, day: pd.Timestamp) -> list[Row]:
    """Rows of a report that belong to a theme by what it is known to print."""
    own = [r for r in rows if r.report == report and r.known is not None and r.known <= day]
    themes = {theme}
    while True:
        below = {r.theme for r in own if r.parent in themes} | themes
        if below == themes:
            return [r for r in own if r.theme in themes]
        themes = below


def since(
    rows: list[Row], report: str, theme: str, which: Row | None, days: list[pd.Timestamp]
) -> pd.Timestamp | None:
    """The first day on which a row belongs to a theme; any row for None."""
    for day in days:
        found = belonging(rows, report, theme, day)
        if which in found or (which is None and found):
            return day
    return None


def membership(
    rows: list[Row],
    theme: str,
    ticker: str,
    session: pd.Timestamp,
    window: int,
    panel: list[pd.Timestamp],
    exchange: list[pd.Timestamp],
) -> dict[str, int]:
    """The strongest word of each broker for one cell; `exchange` are the sessions of the ticker's own."""
    days = sorted({*panel, *exchange})
    words: dict[str, int] = {}
    for broker in {r.broker for r in rows if r.broker is not None}:
        begins = {}  # session of the panel to reports and the earliest day
        for report in {r.report for r in rows if r.broker == broker}:
            begun = since(rows, report, theme, None, days)
            if begun is not None:
                place = next((s for s in panel if s >= begun), None)
                begins.setdefault(place, []).append((begun, report))
        begins.pop(None, None)
        lists = []
        for place, reports in begins.items():
            begun = min(day for day, _ in reports)
            own = next((s for s in exchange if s >= begun), None)
            effect = next((s for s in panel if own is not None and s >= own), None)
            if effect is not None and effect <= session:
                lists.append((place, [report for _, report in reports]))
        # what a list says of a company may be known before the list takes effect on its exchange: it does not
        if not lists:
            continue
        _, reports = max(lists)
        for row in rows:
            if row.report in reports and row.ticker == ticker and row.broker == broker:
                day = since(rows, row.report, theme, row, days)
                if day is not None and day <= session <= day + pd.Timedelta(days=window):
                    words[broker] = max(words.get(broker, 0), STRENGTH[row.role])
    return words
