"""What a result is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._prices import Prices
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.notes import Notes


def benchmark_returns(
    benchmark: Any, sessions: pd.DatetimeIndex, total: bool | None, notes: Notes
) -> pd.Series[float] | None:
    """Returns of an index on sessions, from close to close; the first from the last close before it."""
    import numpy as np
    import pandas as pd

    if benchmark is None:
        return None
    level = _levels(benchmark)
    if not total:
        said = "is" if total is False else "is taken for"
        notes.warn(
            "price_index",
            f"the benchmark {said} a price index, without dividends, and the portfolio has them: its "
            "excess is too good by them; benchmark_total=True for a total return index",
        )
    place = level.index.searchsorted(sessions, side="right") - 1
    values = np.append(level.to_numpy("float64"), np.nan)
    at = values[place]  # -1 is the place of nothing
    at[sessions > level.index.max()] = np.nan  # an index that ends does not stand still
    before = level.index.searchsorted(sessions[:1], side="left")[0] - 1
    earlier = np.concatenate([values[[before]], at[:-1]])
    if not sessions.isin(level.index).any():
        raise InvalidValueError(
            f"the benchmark has none of these sessions: its first day is {str(level.index[0])[:10]}"
            if len(level)
            else "the benchmark has no levels"
        )
    missing = ~sessions.isin(level.index) & ~np.isnan(at)
    if missing.any():
        notes.warn(
            "benchmark_gaps",
            "the benchmark has no level on these sessions: none moved",
            count=int(missing.sum()),
        )
    returns: pd.Series[float] = pd.Series(at / earlier - 1, index=sessions, name="benchmark")
    without = int(np.isnan(returns.to_numpy()).sum())
    if without:
        notes.warn(
            "benchmark_short",
            f"the benchmark has levels from {level.index[0]:%Y-%m-%d} to {level.index[-1]:%Y-%m-%d}: what is "
            "held against it leaves these sessions out",
            count=without,
        )
    return returns


def _levels(benchmark: Any) -> pd.Series[float]:
    import pandas as pd

    if isinstance(benchmark, Prices):
        if len(benchmark.tickers) != 1:
            raise InvalidValueError(f"a benchmark is one index, not {len(benchmark.tickers)}")
        close = benchmark["close"].iloc[:, 0]
        benchmark = close * benchmark["factor"].iloc[:, 0] if benchmark.adjusted == "raw" else close
    if isinstance(benchmark, pd.DataFrame):
        if "close" not in benchmark or not {"date"} & {*benchmark.columns, benchmark.index.name}:
            raise InvalidValueError(
                "a benchmark is a series of levels by date, or a frame with date and close"
            )
        benchmark = (benchmark.set_index("date") if "date" in benchmark else benchmark)["close"]
    if not isinstance(benchmark, pd.Series):
        raise InvalidValueError(f"a benchmark is a series of levels by date, not {type(benchmark).__name__}")
    try:
        index = pd.DatetimeIndex(pd.to_datetime(benchmark.index))
        index = index if index.tz is not None else index.normalize()
        level: pd.Series[float] = (
            pd.Series(benchmark.to_numpy("float64"), index=index.as_unit("ns")).dropna().sort_index()
        )
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a benchmark is a series of levels by date: {error}") from None
    if not index.is_unique or index.tz is not None:
        raise InvalidValueError("a benchmark has one level a day, days without a time zone")
    if len(level) and not (level > 0).all():
        raise InvalidValueError("levels of a benchmark are positive: give levels, not returns")
    return level
