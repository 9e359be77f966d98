"""Prices of one exchange's stocks on its own sessions, and the benchmark beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from yanbao._metric_names import did_you_mean
from yanbao._sessions import calendar_of
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from yanbao._backtest.priced import Priced

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]


class Benchmark(NamedTuple):
    """Levels by day: at the close and, where they are known, at the open."""

    close: pd.Series[float]
    open: pd.Series[float] | None


class Market(NamedTuple):
    """Comparable prices of stocks, sessions × stocks, and the benchmark's levels on the same sessions."""

    dates: npt.NDArray[np.datetime64]
    columns: Ints  # of the prices
    close: Floats
    before: Ints  # row of the last close before each session, -1 where there is none
    open: Floats | None
    benchmark: Floats  # at the close
    benchmark_day: Floats  # what the benchmark earns from a session's open to its close


def comparable(px: Priced, field: str) -> Floats:
    """A price that can be compared over time: of raw ones times their factor."""
    values = px.array(field)
    if px.adjusted != "raw":
        return values
    made: Floats = values * px.array("factor")
    return made


def exchanges(px: Priced) -> Iterator[tuple[Ints, Ints]]:
    """Of each exchange the rows on which any of its stocks has one, its sessions, and its stocks' columns."""
    there = ~np.isnan(px.array("suspended"))
    calendars = np.array([calendar_of(ticker) for ticker in px.tickers], dtype=object)
    for calendar in sorted(set(calendars)):
        columns = np.flatnonzero(calendars == calendar)
        yield np.flatnonzero(there[:, columns].any(axis=1)), columns


def markets(px: Priced, benchmark: Benchmark | None, *, opens: bool) -> Iterator[Market]:
    """One for each exchange, on its own sessions."""
    close = comparable(px, "close")
    opening = comparable(px, "open") if opens else None
    for rows, columns in exchanges(px):
        here = np.ix_(rows, columns)
        dates = px.dates.to_numpy().astype("datetime64[ns]")[rows]
        yield _market(dates, columns, close[here], None if opening is None else opening[here], benchmark)


def _market(
    dates: npt.NDArray[np.datetime64],
    columns: Ints,
    close: Floats,
    opening: Floats | None,
    benchmark: Benchmark | None,
) -> Market:
    traded = ~np.isnan(close)
    row = np.where(traded, np.arange(len(close))[:, None], -1)
    before = np.full(close.shape, -1)
    before[1:] = np.maximum.accumulate(row, axis=0)[:-1]
    if benchmark is None:
        level: Any = np.cumprod(1 + _mean_return(close))
        day: Any = np.full(len(dates), np.nan) if opening is None else _mean(close / opening - 1)
        return Market(dates, columns, close, before, opening, level, day)
    at = pd.DatetimeIndex(dates)
    level = benchmark.close.reindex(at).to_numpy("float64")
    if benchmark.open is None:
        day = np.append(np.nan, level[1:] / level[:-1] - 1) if len(level) else level
    else:
        day = level / benchmark.open.reindex(at).to_numpy("float64") - 1
    return Market(dates, columns, close, before, opening, level, day)


def _mean_return(close: Floats) -> Floats:
    """The mean of the stocks that traded on a session and the one before; 0 where none did."""
    out = np.zeros(len(close))
    out[1:] = np.nan_to_num(_mean(close[1:] / close[:-1] - 1))
    return out


def _mean(values: Floats) -> Floats:
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        mean: Floats = np.where(there, values, 0.0).sum(axis=1) / there.sum(axis=1)
    return mean


def benchmark_of(px: Priced, benchmark: Any) -> Benchmark | None:
    """Levels out of what a user gives; None for None, the mean of all stocks."""
    if benchmark is None:
        return None
    if isinstance(benchmark, str):
        if benchmark not in px.tickers:
            raise UnknownNameError(f"no prices of {benchmark!r}{did_you_mean(benchmark, px.tickers)}")
        return _of_prices(px, int(px.tickers.get_indexer(pd.Index([benchmark]))[0]))
    if isinstance(benchmark, pd.DataFrame):
        if "close" not in benchmark.columns:
            raise InvalidValueError("a benchmark that is a frame needs close, and open where it has it")
        frame = benchmark.set_index("date") if "date" in benchmark.columns else benchmark
        return Benchmark(_levels(frame["close"]), _levels(frame["open"]) if "open" in frame.columns else None)
    if isinstance(benchmark, pd.Series):
        return Benchmark(_levels(benchmark), None)
    if hasattr(benchmark, "array") and hasattr(benchmark, "tickers"):
        if len(benchmark.tickers) != 1:
            raise InvalidValueError(f"a benchmark is one: these are prices of {len(benchmark.tickers)}")
        return _of_prices(benchmark, 0)
    raise InvalidValueError(
        f"a benchmark is a series of levels, a frame with open and close, prices of one ticker or a ticker, "
        f"not {type(benchmark).__name__}"
    )


def _of_prices(px: Priced, column: int) -> Benchmark:
    close, opening = (
        pd.Series(comparable(px, field)[:, column], index=px.dates) if field in px.fields else None
        for field in ("close", "open")
    )
    assert close is not None  # prices always have it
    return Benchmark(close, opening)


def _levels(series: pd.Series[Any]) -> pd.Series[float]:
    """Checked: a positive level for a day, days once each."""
    try:
        index = pd.DatetimeIndex(pd.to_datetime(series.index)).as_unit("ns")
        values = series.to_numpy("float64", na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a benchmark needs a level for each day: {error}") from None
    if index.tz is not None or index.hasnans or index.has_duplicates:
        raise InvalidValueError("days of a benchmark are days, each once, without a time zone")
    if np.isinf(values).any() or (values <= 0).any():
        raise InvalidValueError("a level of the benchmark is no positive number: give levels, not returns")
    levels: pd.Series[float] = pd.Series(values, index=index.normalize()).sort_index()
    return levels
