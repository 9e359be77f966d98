"""python tests/bench/grid.py [--variants 1000] [--sessions 1250] [--tickers 500] [--rounds 3]

A grid of variants of a screen in one process: how much faster two threads are than one, and by how many MB
the process grows after the first tenth of the variants.  The tables of both are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yanbao as yb
from yanbao._backtest.grid import grid

VARIANTS, SESSIONS, TICKERS, ROUNDS = 1000, 1250, 500, 3
BROKERS, REPORTS = ("青石证券", "栖霞证券", "沧浪证券"), 20
TWO, GROWTH = "grid_two_threads_vs_one", "grid_growth_mb"


def market(sessions: int, tickers: int) -> tuple[yb.Panel, yb.Prices]:
    """A panel over estimates that brokers renew, and prices with all that rules ask for."""
    random = np.random.default_rng(11)
    days = pd.DatetimeIndex(_days(sessions))
    codes = [f"{600000 + 2 * i}.SH" for i in range(tickers)]
    close = np.round(10 * np.exp(np.cumsum(random.normal(0, 0.015, (sessions, tickers)), axis=0)), 2)
    close = np.maximum(close, 1.0)
    frame = pd.DataFrame({"date": np.repeat(days, tickers), "ticker": np.tile(codes, sessions)})
    before = np.vstack([close[:1], close[:-1]])
    fields = {
        "close": close,
        "preclose": before,
        "open": np.round(before * (1 + 0.2 * (close / before - 1)), 2),
    }
    for name, cells in fields.items():
        frame[name] = cells.ravel()
    frame["volume"], frame["market_cap"] = 1e8, close.ravel() * 1e9
    px = yb.Prices.from_frame(frame, adjusted="raw", volume_unit="share")
    n = tickers * REPORTS
    sold = pd.DataFrame({"ticker": np.repeat(codes, REPORTS), "broker": random.choice(BROKERS, n)})
    sold["published"] = days[np.tile(np.linspace(0, sessions * 0.97, REPORTS).astype(int), tickers)]
    sold = sold.loc[sold.index.repeat(3)].reset_index(drop=True)
    sold["fiscal_year"] = sold["published"].dt.year + np.tile([0, 1, 2], n)
    sold["eps"] = np.round(np.abs(random.normal(0.6, 0.3, 3 * n)) + 0.05, 2)
    sold["title"] = [f"第{i}篇" for i in range(3 * n)]
    corpus = yb.Corpus.from_frame(sold, {name: name for name in sold.columns})
    return corpus.panel(prices=px, start=days[20], end=days[-1]), px


def _days(n: int) -> Any:
    from yanbao._sessions import sessions_of

    every = sessions_of("XSHG")
    return every[every >= np.datetime64("2019-01-02")][:n]


def resident() -> float:
    """MB that the process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(variants: int, sessions: int, tickers: int, rounds: int) -> dict[str, float]:
    panel, px = market(sessions, tickers)
    pe, growth = yb.f.pe("fy1"), yb.f.eps("fy2") / yb.f.eps("fy1") - 1

    sizes: list[float] = []

    def template(most: float, least: float, top: int) -> pd.DataFrame:
        sizes.append(resident())
        return panel.weights(
            (pe < most) & (growth > least), top=top, rank_by=-pe, weight="cap", max_weight=0.1
        )

    side = max(2, round((variants / 10) ** 0.5))
    params = {"most": np.linspace(10, 40, side), "least": np.linspace(-0.2, 0.4, side)}
    params |= {"top": list(range(5, 5 + 5 * max(1, variants // side**2), 5))}
    how: dict[str, Any] = {"costs": yb.costs.china, "rules": yb.rules.china, "progress": False}
    few = {name: list(values)[:3] for name, values in params.items()}
    grid(template, few, px, workers=2, **how)  # what is made once
    took: dict[int, list[float]] = {1: [], 2: []}
    grown = 0.0
    tables = {}
    for _ in range(rounds):
        for workers in took:
            sizes.clear()
            start = time.perf_counter()
            made = grid(template, params, px, workers=workers, **how)
            took[workers].append(time.perf_counter() - start)
            tables[workers] = made.table
            tenth = len(sizes) // 10
            grown = max(grown, max(sizes[tenth:]) - max(sizes[: tenth + 1]))
    pd.testing.assert_frame_equal(tables[1], tables[2])
    if made.table["error"].notna().any() or not made.table["trades"].gt(0).any():
        raise SystemExit(f"variants did not run: {made}")
    one, two = (statistics.median(took[n]) for n in (1, 2))
    print(f"{len(made)} variants: {one:.2f} s on one thread, {two:.2f} s on two; {made}", file=sys.stderr)
    # round by round, since a machine that others use is faster at one time than at another
    ratio = statistics.median(a / b for a, b in zip(took[1], took[2], strict=True))
    return {TWO: ratio, GROWTH: grown}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (
        ("variants", VARIANTS),
        ("sessions", SESSIONS),
        ("tickers", TICKERS),
        ("rounds", ROUNDS),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    print(json.dumps(measure(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
