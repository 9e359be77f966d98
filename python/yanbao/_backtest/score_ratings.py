"""Whether stocks did, beside their benchmark, what ratings had promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from yanbao._backtest.event_returns import Benchmark, benchmark_of, comparable, exchanges
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy.typing as npt

    from yanbao._backtest.priced import Priced

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Days = npt.NDArray[np.datetime64]

USUAL_MONTHS = 6  # where no scale of the house says how long it looks
_STALE = 20  # sessions without a trade, or days without a level of the benchmark
# after those of the ratings themselves
REASONS = {
    "withdrawn": "it says that there is no rating",
    "no_scale": "a label that no scale and no word list knows",
    "no_prices": "no prices of the company on the session from which it is known",
    "open": "its horizon ends after the prices or the benchmark do",
    "not_listed": "before its first price",
    "suspended": "not traded within 20 sessions of the one from which it is known",
    "prices_end": "the prices of the company end before its horizon",
    "no_benchmark": "its benchmark is not given, or has no level on one of the two days",
}


class _Market(NamedTuple):
    """An exchange's sessions, and on each of them the closes of its stocks and who has a row."""

    dates: Days
    close: Floats
    there: npt.NDArray[np.bool_]


def score_ratings(rows: pd.DataFrame, px: Priced | None, benchmark: Any, horizon: int | None) -> pd.DataFrame:
    """`rows` with ``reason`` and, where there is none, what the stock did: entry, end, returns, hit.

    From the close of the first session that can be traded on a rating (or the next on which the stock
    trades) to the last close of its horizon, both for the stock and for the benchmark.
    """
    rows = rows.reset_index(drop=True)
    reason = np.array(rows["reason"], dtype=object)
    known = rows["known_at"].to_numpy().astype("datetime64[ns]")
    printed = rows["months"].to_numpy("float64")
    months = (
        np.where(np.isnan(printed), USUAL_MONTHS, printed) if horizon is None else np.full(len(rows), horizon)
    )
    _mark(reason, rows["withdrawn"].to_numpy(bool), "withdrawn")
    _mark(reason, np.isnan(rows["middle"].to_numpy("float64")), "no_scale")
    made: dict[str, Any] = {name: np.full(len(rows), np.nan) for name in ("stock", "benchmark", "excess")}
    days = {
        name: np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]") for name in ("entry", "end")
    }
    if px is None:
        _mark(reason, np.ones(len(rows), bool), "no_prices")
    else:
        left = np.flatnonzero(pd.isna(reason))
        done = _returns(px, rows.iloc[left], known[left], months[left], benchmark)
        reason[left] = done.pop("reason")
        for name, values in done.items():
            (days if name in days else made)[name][left] = values
    made["excess"] = made["stock"] - made["benchmark"]
    low, high, middle = (rows[name].to_numpy("float64") for name in ("low", "high", "middle"))
    counts = pd.isna(reason)
    inside = (made["excess"] >= low) & (made["excess"] <= high)
    right = np.where(middle > 0, made["excess"] > 0, np.where(middle < 0, made["excess"] < 0, inside))
    made["hit"], made["right_side"] = (np.where(counts, v.astype("float64"), np.nan) for v in (inside, right))
    assumed = np.isnan(printed) if horizon is None else np.zeros(len(rows), bool)
    out: pd.DataFrame = rows.assign(
        reason=reason, horizon_months=months, horizon_assumed=assumed, **days, **made
    )
    return out


def _mark(reason: npt.NDArray[np.object_], which: npt.NDArray[np.bool_], code: str) -> None:
    reason[which & pd.isna(reason)] = code


def _returns(
    px: Priced, rows: pd.DataFrame, known: Days, months: Floats, benchmark: Any
) -> dict[str, npt.NDArray[Any]]:
    nothing = np.full(len(rows), np.nan)
    day = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
    reason = np.full(len(rows), None, dtype=object)
    out = {"stock": nothing, "benchmark": nothing.copy(), "entry": day, "end": day.copy(), "reason": reason}
    column = px.tickers.get_indexer(pd.Index(rows["ticker"].astype(object)))
    _mark(reason, column < 0, "no_prices")
    series, last = _levels_of(px, benchmark, rows["printed_benchmark"].tolist())
    until = _later(known, months)
    close, there = comparable(px, "close"), ~np.isnan(px.array("suspended"))
    for sessions, columns in exchanges(px):  # a day on which another one trades is no session of the stock
        place = np.full(len(px.tickers) + 1, -1)
        place[columns] = np.arange(len(columns))
        mine = np.flatnonzero(place[column] >= 0)
        here = np.ix_(sessions, columns)
        market = _Market(px.dates.to_numpy().astype("datetime64[ns]")[sessions], close[here], there[here])
        found = _held(market, place[column[mine]], known[mine], until[mine], last[mine])
        for name, values in found.items():
            out[name][mine] = values
    held = pd.isna(reason)
    which = np.array([id(b) for b in series])
    for levels in {id(b): b for b in series if b is not None}.values():
        at = np.flatnonzero(held & (which == id(levels)))
        before, after = (_asof(levels, out[name][at]) for name in ("entry", "end"))
        out["benchmark"][at] = after / before - 1
    reason[held & np.isnan(out["benchmark"])] = "no_benchmark"
    return out


def _held(market: _Market, stock: Ints, known: Days, until: Days, last: Days) -> dict[str, npt.NDArray[Any]]:
    """Entry, end and return of stocks of one exchange, or the reason why there is none."""
    dates, close, there = market
    nothing = np.full(len(stock), np.nan)
    day = np.full(len(stock), np.datetime64("NaT", "ns"), "datetime64[ns]")
    reason = np.full(len(stock), None, dtype=object)
    out = {"stock": nothing, "entry": day, "end": day.copy(), "reason": reason}
    end = np.searchsorted(dates, until, side="right") - 1
    start = np.searchsorted(dates, known)
    early = known < dates[0] if len(dates) else np.ones(len(stock), bool)
    _mark(reason, early, "no_prices")
    _mark(reason, (until > dates[-1]) if len(dates) else early, "open")
    _mark(reason, until > last, "open")
    at = np.flatnonzero(pd.isna(reason))
    if not len(at):
        return out
    first, final = _traded(close)
    held, row = stock[at], start[at]
    entry, exit_ = first[row, held], final[end[at], held]
    newest = np.where(there, np.arange(len(dates))[:, None], -1).max(axis=0)
    late = (entry - row > _STALE) | (entry >= len(dates)) | (entry > end[at])
    reason[at[late]] = "suspended"
    reason[at[late & (final[row, held] < 0)]] = "not_listed"
    reason[at[~late & (newest[held] < end[at] - _STALE)]] = "prices_end"
    keep = pd.isna(reason[at])
    at, held, entry, exit_ = at[keep], held[keep], entry[keep], exit_[keep]
    out["stock"][at] = close[exit_, held] / close[entry, held] - 1
    out["entry"][at], out["end"][at] = dates[entry], dates[end[at]]
    return out


def _traded(close: Floats) -> tuple[Ints, Ints]:
    """The next and the last row with a close, of every cell: beyond the end, and -1, where there is none."""
    number = np.arange(len(close))[:, None]
    is_in = ~np.isnan(close)
    following = np.minimum.accumulate(np.where(is_in, number, len(close))[::-1], axis=0)[::-1]
    return following, np.maximum.accumulate(np.where(is_in, number, -1), axis=0)


def _later(known: Days, months: Floats) -> Days:
    """So many months on; of a month that is shorter its last day."""
    out = known.copy()
    for n in np.unique(months):
        at = months == n
        moved = pd.DatetimeIndex(known[at]) + pd.DateOffset(months=int(n))
        out[at] = moved.to_numpy().astype("datetime64[ns]")
    return np.asarray(out, "datetime64[ns]")


def _levels_of(px: Priced, benchmark: Any, names: list[Any]) -> tuple[list[Benchmark | None], Days]:
    """The benchmark of each row and the last day that it has."""
    if benchmark is None:
        raise InvalidValueError("ratings promise a return over an index: give benchmark=, levels by day")
    if isinstance(benchmark, Mapping):
        held = {_folded(name): benchmark_of(px, levels) for name, levels in benchmark.items()}
        longest = sorted(held, key=len, reverse=True)
        found = [held[n] if (n := _named(name, longest)) is not None else None for name in names]
    else:
        found = [benchmark_of(px, benchmark)] * len(names)
    ends = {id(b): b.close.dropna().index.max().to_datetime64() for b in found if b is not None}
    far = np.datetime64("2200-01-01", "ns")  # without one it is that, and not its end, which is missing
    last = [far if b is None else ends[id(b)] for b in found]
    return found, np.array(last, "datetime64[ns]")


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _named(printed: Any, given: list[str]) -> str | None:
    """The longest name that is in the printed one; the empty one stands for all others."""
    folded = _folded(printed) if isinstance(printed, str) else ""
    return next((name for name in given if name in folded), None)


def _asof(benchmark: Benchmark, days: Days) -> Floats:
    levels = benchmark.close.dropna()
    index, values = levels.index.to_numpy().astype("datetime64[ns]"), levels.to_numpy("float64")
    place = np.searchsorted(index, days, side="right") - 1
    fresh = (place >= 0) & (days - index[np.maximum(place, 0)] <= np.timedelta64(_STALE, "D"))
    out: Floats = np.where(fresh, values[np.maximum(place, 0)], np.nan)
    return out
