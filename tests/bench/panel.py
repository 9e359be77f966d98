"""python tests/bench/panel.py [--rows 10000000] [--rounds 3]

The core's panel beside the as-of joins of Polars and DuckDB and, for a consensus, Polars' best expression,
over the same arrays; what they give is compared in the same run.  Rows come in no order: sorting them counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np

AS_OF_POLARS, AS_OF_DUCKDB = "as_of_vs_polars", "as_of_vs_duckdb"
CONSENSUS_POLARS = "consensus_vs_polars"
ROWS = 10_000_000
SESSIONS, TICKERS = 2000, 500  # a million cells
FEWER = 100  # tickers of the consensus, over whose rows Polars takes its time
BROKERS, WINDOW = 30, 120


def rows(count: int, tickers: int) -> dict[str, Any]:
    """Estimates of one period a ticker, in no order."""
    random = np.random.default_rng(5)
    return {
        "ticker": random.integers(0, tickers, count, np.int32),
        "broker": random.integers(0, BROKERS, count, np.int32),
        "session": random.integers(0, SESSIONS, count, np.int32),
        "value": random.normal(1.0, 0.3, count),
    }


def turn_by_turn(rounds: int, *calls: Callable[[], Any]) -> tuple[list[float], list[Any]]:
    """Seconds of the fastest of several rounds of each, and what each gave."""
    best, given = [np.inf] * len(calls), [None] * len(calls)
    for _ in range(rounds):
        for i, call in enumerate(calls):
            start = time.perf_counter()
            given[i] = call()
            best[i] = min(best[i], time.perf_counter() - start)
    return best, given


def same(what: str, ours: Any, theirs: Any) -> None:
    if not np.allclose(ours, theirs, rtol=1e-9, atol=1e-12, equal_nan=True):
        raise SystemExit(f"{what}: results differ, and a ratio says nothing")


def cells(tickers: int) -> dict[str, Any]:
    """Every date and ticker, as tables have them."""
    return {
        "session": np.repeat(np.arange(SESSIONS, dtype=np.int32), tickers),
        "ticker": np.tile(np.arange(tickers, dtype=np.int32), SESSIONS),
    }


def as_of_ratios(count: int, rounds: int) -> dict[str, float]:
    import duckdb
    import polars as pl
    import pyarrow as pa
    from yanbao import _core

    data = rows(count, TICKERS)
    del data["broker"]
    size = {"sessions": SESSIONS, "tickers": TICKERS}
    left, right = pl.DataFrame(cells(TICKERS)), pl.DataFrame(data)

    def polars() -> Any:
        # the join takes the last row of a session, and sorting keeps the input's last; sorting by ticker too
        # takes Polars several times as long
        known = right.sort("session", maintain_order=True)
        joined = left.join_asof(known, on="session", by="ticker", check_sortedness=False)
        return joined["value"].to_numpy()

    # an ASOF JOIN takes any of the rows of one session: what it gives is compared where there is one
    unique = right.unique(["ticker", "session"], keep="last", maintain_order=False)
    connection, duck_rows = duckdb.connect(), duckdb.connect()
    for each in (connection, duck_rows):
        each.execute("set enable_progress_bar = false")
    connection.register("known_rows", unique.to_arrow())
    connection.register("cells", pa.table(cells(TICKERS)))
    joined = """select k.value from cells c asof left join known_rows k
                on c.ticker = k.ticker and c.session >= k.session"""
    ordered = joined.replace("k.value", "c.session, c.ticker, k.value") + " order by 1, 2"

    duck_rows.register("known_rows", right.to_arrow())
    duck_rows.register("cells", pa.table(cells(TICKERS)))

    (core, other, duck), (ours, theirs, _) = turn_by_turn(
        rounds,
        lambda: _core.as_of(**data, **size)[0].ravel(),
        polars,
        lambda: duck_rows.sql(joined).to_arrow_table(),
    )
    same("as-of, Polars", ours, theirs)
    theirs = connection.sql(ordered).to_arrow_table().column("value").to_numpy()
    same("as-of, DuckDB", ours, theirs)
    print(
        f"as-of of {count:,} rows on {SESSIONS * TICKERS:,} cells: {core:.3f} s; "
        f"Polars {other:.3f} s; DuckDB {duck:.3f} s"
    )
    return {AS_OF_POLARS: other / core, AS_OF_DUCKDB: duck / core}


def consensus_ratio(count: int, rounds: int) -> dict[str, float]:
    import polars as pl
    from yanbao import _core

    data = rows(count, FEWER)
    data["last"] = data["session"] + np.int32(WINDOW)
    size = {"sessions": SESSIONS, "tickers": FEWER}
    year = np.full(count, 2025, np.int32)
    wanted = np.full((SESSIONS, FEWER), 2025, np.int32)
    names = ["count", "mean", "median", "std", "high", "low"]
    statistics = [
        pl.len().cast(pl.Int32).alias("count"),
        pl.col("value").mean().alias("mean"),
        pl.col("value").median().alias("median"),
        pl.col("value").std().alias("std"),
        pl.col("value").max().alias("high"),
        pl.col("value").min().alias("low"),
    ]
    frame, left = pl.DataFrame(data).lazy(), pl.DataFrame(cells(FEWER)).lazy()

    def finish(live: pl.LazyFrame) -> pl.DataFrame:
        grouped = live.group_by("session", "ticker").agg(statistics)
        return left.join(grouped, on=["session", "ticker"], how="left", maintain_order="left").collect()

    def by_spells() -> pl.DataFrame:
        """Each estimate on the sessions until its broker's next, or the end of the window."""
        known = frame.sort("session", maintain_order=True).unique(
            ["ticker", "broker", "session"], keep="last", maintain_order=True
        )
        until = pl.col("session").shift(-1).over("ticker", "broker").fill_null(SESSIONS)
        end = pl.min_horizontal(until, pl.col("last") + 1, pl.lit(SESSIONS, pl.Int32))
        spells = known.with_columns(session=pl.int_ranges("session", end, dtype=pl.Int32))
        return finish(spells.select("ticker", "session", "value").explode("session"))

    def by_join() -> pl.DataFrame:
        """Each cell and broker against the estimates by an as-of join within the window."""
        every = left.join(pl.LazyFrame({"broker": np.arange(BROKERS, dtype=np.int32)}), how="cross")
        known = frame.sort("session", maintain_order=True).drop("last")
        joined = every.join_asof(
            known, on="session", by=["ticker", "broker"], tolerance=WINDOW, check_sortedness=False
        )
        return finish(joined.drop_nulls("value"))

    (core, spells, join), (ours, first, second) = turn_by_turn(
        rounds,
        lambda: _core.consensus(
            data["ticker"],
            data["broker"],
            year,
            data["session"],
            data["value"],
            wanted,
            **size,
            last=data["last"],
        ),
        by_spells,
        by_join,
    )
    for other in (first, second):
        for name in names:
            theirs = other[name].fill_null(0) if name == "count" else other[name].fill_null(np.nan)
            values = theirs.to_numpy()
            if name == "std":  # of two values Polars gives one, the core none
                values = np.where(ours["count"].ravel() < 3, np.nan, values)
            same(f"consensus, {name}", ours[name].ravel(), values)
    print(
        f"consensus of {count:,} rows on {SESSIONS * FEWER:,} cells: {core:.3f} s; "
        f"Polars by spells {spells:.3f} s, by an as-of join {join:.3f} s"
    )
    return {CONSENSUS_POLARS: min(spells, join) / core}


def ratios(count: int, rounds: int) -> dict[str, float]:
    return {**as_of_ratios(count, rounds), **consensus_ratio(count // 50, rounds)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for name, value in ratios(options.rows, options.rounds).items():
        print(f"{name:22s} {value:8.2f}")


if __name__ == "__main__":
    main()
