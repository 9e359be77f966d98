"""A factor study beside alphalens, where it is installed, and pandas: the same tables of one market.

python tests/bench/factor.py [--tickers 500] [--sessions 1250] [--rounds 3]

Each gives rank IC and mean returns of five quantiles by date, for three periods, turnover of the quantiles
and rank autocorrelation.  What they give is compared before a ratio is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import yanbao as yb
from yanbao._backtest.factor_study import factor_study
from yanbao._sessions import sessions_of

TICKERS, SESSIONS, QUANTILES = 500, 1250, 5
PERIODS = (1, 5, 20)
ALPHALENS, PANDAS = "factor_vs_alphalens", "factor_vs_pandas"

Tables = dict[str, Any]  # rank_ic and means as arrays of periods × dates (× quantiles), and the other two


def market(tickers: int, sessions: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Closes, and a factor on the sessions that have a return of each period."""
    random = np.random.default_rng(5)
    every = sessions_of("XSHG")
    days = pd.DatetimeIndex(every[every >= np.datetime64("2018-01-01")][:sessions])
    names = [f"{600000 + i}.SH" for i in range(tickers)]
    moves = random.normal(0, 0.02, (sessions, tickers)).cumsum(axis=0)
    close = pd.DataFrame(10 * np.exp(moves), index=days, columns=names)
    values = random.normal(size=close.shape).cumsum(axis=0)
    return close, pd.DataFrame(values, index=days, columns=names).iloc[: -max(PERIODS)]


def as_prices(close: pd.DataFrame) -> yb.Prices:
    rows = {"date": np.repeat(close.index, close.shape[1]), "ticker": np.tile(close.columns, len(close))}
    frame = pd.DataFrame(rows | {"close": close.to_numpy().ravel()})
    return yb.Prices.from_frame(frame, adjusted="backward", volume_unit="share")


def ours(factor: pd.DataFrame, px: yb.Prices) -> Tables:
    study = factor_study(factor, px, PERIODS, entry="close", quantiles=QUANTILES)
    shape = (len(PERIODS), len(factor), QUANTILES)
    return {
        "rank_ic": study.rank_ic.to_numpy().T,
        "means": study.quantile_returns_by_date["mean"].to_numpy().reshape(shape),
        "turnover": study.turnover.to_numpy(),
        "autocorrelation": study.autocorrelation.to_numpy().T,
    }


def of_alphalens(factor: pd.DataFrame, close: pd.DataFrame) -> Tables:
    from alphalens import performance, utils

    series = factor.stack().rename_axis(["date", "asset"])
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        data = utils.get_clean_factor_and_forward_returns(
            series, close, quantiles=QUANTILES, periods=PERIODS, filter_zscore=None, max_loss=0
        )
        columns = [f"{p}D" for p in PERIODS]
        rank_ic = performance.factor_information_coefficient(data)[columns].dropna()
        means, _ = performance.mean_return_by_quantile(data, by_date=True, demeaned=False)
        buckets = data["factor_quantile"]
        turnover = [
            performance.quantile_turnover(buckets, q, p).reindex(factor.index)
            for p in PERIODS
            for q in range(1, QUANTILES + 1)
        ]
        same_ranks = [performance.factor_rank_autocorrelation(data, p).reindex(factor.index) for p in PERIODS]
    table = means[columns].swaplevel().sort_index().to_numpy()
    return {
        "rank_ic": rank_ic.to_numpy().T,
        "means": table.T.reshape(len(PERIODS), len(factor), QUANTILES),
        "turnover": np.array(turnover).T,
        "autocorrelation": np.array(same_ranks),
    }


def of_pandas(factor: pd.DataFrame, close: pd.DataFrame) -> Tables:
    """Whole frames at a time, where pandas can; there are no gaps that it would have to mind."""
    ranks = factor.rank(axis=1)
    buckets = factor.apply(lambda row: pd.qcut(row, QUANTILES, labels=False), axis=1, result_type="expand")
    found: dict[str, list[Any]] = {"rank_ic": [], "means": [], "turnover": [], "autocorrelation": []}
    member = [buckets == q for q in range(QUANTILES)]
    for period in PERIODS:
        returns = (close.shift(-period) / close - 1).loc[factor.index]
        found["rank_ic"].append(ranks.corrwith(returns.rank(axis=1), axis=1))
        found["means"].append(np.array([returns.where(each).mean(axis=1) for each in member]).T)
        for each in member:
            fresh = (each & ~each.shift(period, fill_value=False)).sum(axis=1) / each.sum(axis=1)
            found["turnover"].append(fresh.where(np.arange(len(fresh)) >= period))
        found["autocorrelation"].append(ranks.corrwith(ranks.shift(period), axis=1))
    made: Tables = {name: np.array(tables, "float64") for name, tables in found.items()}
    return made | {"turnover": made["turnover"].T}


def best(rounds: int, call: Callable[[], Tables]) -> tuple[float, Tables]:
    """Seconds of the fastest round, and what it gave."""
    seconds, given = np.inf, {}
    for _ in range(rounds):
        start = time.perf_counter()
        given = call()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, given


def ratios(tickers: int = TICKERS, sessions: int = SESSIONS, rounds: int = 3) -> dict[str, float]:
    close, factor = market(tickers, sessions)
    px = as_prices(close)
    core, tables = best(rounds, lambda: ours(factor, px))
    print(f"factor study of {factor.size:,} cells, {len(PERIODS)} periods: {core:.3f} s", end="")
    others: dict[str, Callable[[], Tables]] = {PANDAS: lambda: of_pandas(factor, close)}
    try:
        import alphalens  # noqa: F401

        others[ALPHALENS] = lambda: of_alphalens(factor, close)
    except ImportError:
        print("; alphalens is not installed: pip install --group handoff", end="")
    found = {}
    for name, call in others.items():
        seconds, theirs = best(1, call)
        print(f"; {name.rpartition('_')[2]} {seconds:.1f} s", end="")
        for table, values in theirs.items():
            if not np.allclose(tables[table], values, rtol=1e-9, atol=1e-12, equal_nan=True):
                raise SystemExit(f"{name}, {table}: results differ, and a ratio says nothing")
        found[name] = seconds / core
    print()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tickers", type=int, default=TICKERS)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for name, value in ratios(options.tickers, options.sessions, options.rounds).items():
        print(f"{name:22s} {value:8.2f}")


if __name__ == "__main__":
    main()
