"""python tests/bench/screen.py [--sessions 2500] [--tickers 5000] [--rounds 7] [--threads 1]

Screens of six conditions over a panel beside the best expressions of Polars and pandas, over the same values;
what they pass is compared in the same run.  Without --threads all of them use all the cores that they like.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from typing import Any

import numpy as np

AND_POLARS, AND_PANDAS = "screen_vs_polars", "screen_vs_pandas"
RANK_POLARS, RANK_PANDAS = "ranking_screen_vs_polars", "ranking_screen_vs_pandas"
SESSIONS, TICKERS = 2500, 5000
INDUSTRIES, MISSING = 31, 0.1
# 70 to 95 % of what has a value lies below.  NaN stands above every number in Polars: with conditions of one
# direction it need not be told of missing values, which is the most that it can be given
BELOW = {"a": 0.5, "b": 0.8, "c": 1.0, "d": 1.2, "e": 1.4, "f": 1.6}
QUANTILE, IN_INDUSTRY = 0.8, 0.6


def arrays(sessions: int, tickers: int) -> dict[str, Any]:
    """Six metrics, some without a value, and an industry for most."""
    random = np.random.default_rng(7)
    data = {}
    for name in BELOW:
        data[name] = random.standard_normal((sessions, tickers))
        data[name][random.random((sessions, tickers), np.float32) < MISSING] = np.nan
    data["industry"] = np.tile(random.integers(-1, INDUSTRIES, tickers).astype(np.int32), (sessions, 1))
    return data


class Panel:
    """A source of expressions over the arrays."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.sections, self.width = data["a"].shape

    def column(self, metric: Any) -> Any:
        from yanbao._evaluate import Column

        return Column(self.data[metric.name])

    def group(self, leaf: Any) -> Any:
        return self.data[leaf.name]


def agree(what: str, passed: list[Any]) -> None:
    for other in passed[1:]:
        if not np.array_equal(np.ravel(passed[0]), np.ravel(other)):
            raise SystemExit(f"{what}: results differ, and a ratio says nothing")


def measure(sessions: int, tickers: int, rounds: int, threads: int) -> dict[str, float]:
    """Ratios within this process; `threads` 0 leaves everyone his own way."""
    import functools
    import operator

    import pandas as pd
    import polars as pl
    from panel import turn_by_turn
    from yanbao import _evaluate, f

    data = arrays(sessions, tickers)
    source = Panel(data)

    def conjunction(conditions: Any) -> Any:
        return functools.reduce(operator.and_, conditions)

    plain = conjunction(f[n](2024) < bound for n, bound in BELOW.items())
    ranking = conjunction(
        [
            f.quantile(f["a"](2024)) < QUANTILE,
            f.quantile(f["b"](2024), within=f.industry()) < IN_INDUSTRY,
            *(f[n](2024) < BELOW[n] for n in "cdef"),
        ]
    )

    def core(expression: Any) -> Any:
        return _evaluate.passes(expression, source, workers=threads or None)[0]

    flat = {n: data[n].ravel() for n in BELOW}
    session = np.repeat(np.arange(sessions, dtype=np.int32), tickers)
    industry = data["industry"].ravel()
    with_nan = pl.DataFrame(flat).lazy()
    with_null = pl.DataFrame(flat, nan_to_null=True).with_columns(
        session=session, key=session * (INDUSTRIES + 1) + industry, industry=industry
    )
    below = conjunction(pl.col(n) < bound for n, bound in BELOW.items())

    def polars_nan() -> Any:
        return with_nan.select(below).collect().to_series()

    def polars_null() -> Any:
        return with_null.lazy().select(below).collect().to_series()

    def share(name: str, over: str) -> pl.Expr:
        return pl.col(name).rank("average").over(over) / pl.col(name).count().over(over)

    in_group = (share("b", "key") < IN_INDUSTRY) & (pl.col("industry") >= 0)
    ranks = conjunction([share("a", "session") < QUANTILE, in_group, *(pl.col(n) < BELOW[n] for n in "cdef")])

    def polars_ranks() -> Any:
        return with_null.lazy().select(ranks).collect().to_series()

    wide = {n: pd.DataFrame(data[n]) for n in BELOW}
    long = pd.DataFrame(flat)
    key = pd.Series(np.where(industry < 0, np.nan, session * (INDUSTRIES + 1) + industry))

    def pandas_wide() -> Any:
        return conjunction(wide[n] < bound for n, bound in BELOW.items())

    def pandas_long() -> Any:
        return conjunction(long[n] < bound for n, bound in BELOW.items())

    def pandas_ranks() -> Any:
        quantile = (wide["a"].rank(axis=1, pct=True) < QUANTILE).to_numpy()
        grouped = (long["b"].groupby(key).rank(pct=True) < IN_INDUSTRY).to_numpy()
        others = conjunction(wide[n] < BELOW[n] for n in "cdef").to_numpy()
        return others & quantile & grouped.reshape(others.shape)

    def bools(series: Any) -> Any:
        return series.fill_null(False).to_numpy() if isinstance(series, pl.Series) else np.asarray(series)

    times, passed = turn_by_turn(
        rounds, lambda: core(plain), polars_nan, polars_null, pandas_wide, pandas_long
    )
    agree("plain screen", [bools(p) for p in passed])
    ours, nan, null, by_wide, by_long = times
    shape = f"{sessions} x {tickers}, {threads or 'all'} threads"
    print(
        f"six conditions over {shape}: {ours:.3f} s; Polars on NaN {nan:.3f} s, on null {null:.3f} s; "
        f"pandas wide {by_wide:.3f} s, long {by_long:.3f} s",
        file=sys.stderr,
    )
    times, passed = turn_by_turn(max(1, rounds // 2), lambda: core(ranking), polars_ranks, pandas_ranks)
    agree("ranking screen", [bools(p) for p in passed])
    again, polars, pandas = times
    print(
        f"with ranks and groups: {again:.3f} s; Polars {polars:.3f} s; pandas {pandas:.3f} s", file=sys.stderr
    )
    return {
        AND_POLARS: min(nan, null) / ours,
        AND_PANDAS: min(by_wide, by_long) / ours,
        RANK_POLARS: polars / again,
        RANK_PANDAS: pandas / again,
    }


def ratios(
    sessions: int = SESSIONS, tickers: int = TICKERS, rounds: int = 7, threads: int = 0
) -> dict[str, float]:
    """In a process of its own: Polars is told once, before it is imported, how many threads it has."""
    limited = {"POLARS_MAX_THREADS": str(threads)} if threads else {}
    asked = ["--sessions", sessions, "--tickers", tickers, "--rounds", rounds, "--threads", threads, "--here"]
    command = [sys.executable, __file__, *map(str, asked)]
    run = subprocess.run(
        command, env={**os.environ, **limited}, check=True, stdout=subprocess.PIPE, text=True
    )
    measured: dict[str, float] = json.loads(run.stdout)
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--tickers", type=int, default=TICKERS)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=0, help="0: all")
    parser.add_argument("--here", action="store_true", help="measure in this process; print JSON")
    options = parser.parse_args()
    asked = (options.sessions, options.tickers, options.rounds, options.threads)
    if options.here:
        print(json.dumps(measure(*asked)))
        return
    for name, value in ratios(*asked).items():
        print(f"{name:26s} {value:8.2f}")


if __name__ == "__main__":
    main()
