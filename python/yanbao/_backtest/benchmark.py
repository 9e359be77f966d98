"""What a result is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._prices import Prices
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.notes import Notes


_ENOUGH = 0.5  # of the sessions


def benchmark_returns(
    benchmark: Any, sessions: pd.DatetimeIndex, total: bool | None, fill: str, notes: Notes
) -> pd.Series[float] | None:
    """Returns of an index on sessions, from close to close; the first from where the portfolio begins.

    That is the open, or the close, of the first session: what an index did in the night before, a portfolio
    that begins with cash did not.
    """
    import numpy as np
    import pandas as pd

    if benchmark is None:
        return None
    level, opens = _levels(benchmark)
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
    begin = np.nan
    if fill == "close":
        begin = at[0]
    elif fill == "open" and opens is not None:
        begin = float(opens.reindex(sessions[:1]).iloc[0])
    earlier = np.concatenate([[begin], at[:-1]])
    if not sessions.isin(level.index).any():
        raise InvalidValueError(
            f"the benchmark has none of these sessions: its first day is {str(level.index[0])[:10]}"
            if len(level)
            else "the benchmark has no levels"
        )
    here = int(sessions.isin(level.index).sum())
    inside = int(((sessions >= level.index[0]) & (sessions <= level.index[-1])).sum())
    if here < _ENOUGH * inside:
        raise InvalidValueError(
            f"the benchmark has levels on {here} of {inside} sessions: it is not one of every session"
        )
    missing = ~sessions.isin(level.index) & ~np.isnan(at)
    if missing.any():
        notes.warn(
            "benchmark_gaps",
            "the benchmark has no level on these sessions: none moved",
            count=int(missing.sum()),
        )
    returns: pd.Series[float] = pd.Series(at / earlier - 1, index=sessions, name="benchmark")
    nan = np.isnan(returns.to_numpy())
    if nan[0] and not np.isnan(at[0]):
        notes.tell(
            "benchmark_first",
            f"the portfolio begins at the {fill} of the first session, of which the benchmark has no price: "
            "what is held against it leaves that session out"
            + ("; a frame with open and close has it in" if fill == "open" else ""),
        )
    if nan[1:].any():
        notes.warn(
            "benchmark_short",
            f"the benchmark has levels from {level.index[0]:%Y-%m-%d} to {level.index[-1]:%Y-%m-%d}: what is "
            "held against it leaves these sessions out",
            count=int(nan.sum()),
        )
    return returns


def _levels(benchmark: Any) -> tuple[pd.Series[float], pd.Series[float] | None]:
    """Closes, and opens where they are given."""
    import pandas as pd

    if isinstance(benchmark, Prices):
        if len(benchmark.tickers) != 1:
            raise InvalidValueError(f"a benchmark is one index, not {len(benchmark.tickers)}")
        given = {name: benchmark[name].iloc[:, 0] for name in ("close", "open") if name in benchmark.fields}
        if benchmark.adjusted == "raw":
            given = {name: column * benchmark["factor"].iloc[:, 0] for name, column in given.items()}
        benchmark = pd.DataFrame(given).rename_axis("date")
    if isinstance(benchmark, pd.DataFrame):
        if "close" not in benchmark or not {"date"} & {*benchmark.columns, benchmark.index.name}:
            raise InvalidValueError(
                "a benchmark is a series of levels by date, or a frame with date and close"
            )
        frame = benchmark.set_index("date") if "date" in benchmark else benchmark
        return _by_day(frame["close"]), _opens(frame["open"]) if "open" in frame else None
    if not isinstance(benchmark, pd.Series):
        raise InvalidValueError(f"a benchmark is a series of levels by date, not {type(benchmark).__name__}")
    return _by_day(benchmark), None


def _opens(opens: pd.Series[Any]) -> pd.Series[float]:
    """Opens, of which the first session's alone is used: one that is none is missing."""
    import pandas as pd

    numbers = pd.to_numeric(opens, errors="coerce")
    return _by_day(numbers.where(numbers > 0))


def _by_day(levels: pd.Series[Any]) -> pd.Series[float]:
    import pandas as pd

    try:
        index = pd.DatetimeIndex(pd.to_datetime(levels.index))
        index = index if index.tz is not None else index.normalize()
        level: pd.Series[float] = (
            pd.Series(levels.to_numpy("float64"), index=index.as_unit("ns")).dropna().sort_index()
        )
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a benchmark is a series of levels by date: {error}") from None
    if index.tz is not None:
        raise InvalidValueError(f"days of a benchmark have no time zone, and these have {index.tz}")
    if not index.is_unique:
        raise InvalidValueError(f"the benchmark has two levels of {index[index.duplicated()][0]:%Y-%m-%d}")
    if len(level) and not (level > 0).all():
        raise InvalidValueError("levels of a benchmark are positive: give levels, not returns")
    return level
