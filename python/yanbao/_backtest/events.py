"""What stocks did around events beyond what was to be expected: the arrays of an event study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from yanbao._backtest.event_returns import Market, benchmark_of, markets
from yanbao._backtest.event_rows import event_rows, without_overlap
from yanbao._backtest.event_study import EventStudy
from yanbao._backtest.study_findings import Found, of_prices
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy.typing as npt

    from yanbao._backtest.priced import Priced

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

MODELS = {
    "market": "return − (α + β × benchmark), α and β by least squares over the estimation sessions",
    "mean": "return − its mean over the estimation sessions",
    "benchmark": "return − benchmark",
}
ENTRIES = {
    "open": "session 0 from its open to its close: the jump to the open is in `gap`, and in no sum",
    "close": "session 0 from the close before to its close",
}
_MOST_DRAWS = 100_000
# of a benchmark that does not move no slope can be told
_STILL = 1e-20


class Asked(NamedTuple):
    """The settings, checked."""

    window: tuple[int, int]
    estimation: tuple[int, int]
    model: str
    entry: str
    least: int  # estimation sessions


def event_study(
    px: Priced, events: Any, benchmark: Any, label: str | None, settings: dict[str, Any]
) -> EventStudy:
    """The study of `Prices.event_study`."""
    asked = _asked(settings)
    rows = event_rows(events, label)
    levels = benchmark_of(px, benchmark)
    column = px.tickers.get_indexer(pd.Index(rows["ticker"].astype(object)))
    reason = np.array(rows["reason"], dtype=object)
    reason[(column < 0) & pd.isna(reason)] = "no_prices"
    width = asked.window[1] - asked.window[0] + 1
    found = {name: np.full(len(rows), np.nan) for name in ("gap", "alpha", "beta", "sigma", "estimated")}
    abnormal = np.full((len(rows), width), np.nan)
    day0 = np.full(len(rows), -1)
    session0 = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
    for market in markets(px, levels, opens=asked.entry == "open"):
        place = np.full(len(px.tickers) + 1, -1)
        place[market.columns] = np.arange(len(market.columns))
        at = np.flatnonzero((place[column] >= 0) & pd.isna(reason))
        stock, dates = place[column[at]], rows["date"].to_numpy("datetime64[ns]")[at]
        first = np.searchsorted(market.dates, dates)
        reason[at] = _unusable(market, stock, first, dates, asked)
        left = pd.isna(reason[at])
        at, stock, first = at[left], stock[left], first[left]
        day0[at], session0[at] = first, market.dates[first]
        alpha, beta, sigma, n = _expected(market, stock, first, asked)
        if asked.model != "benchmark":
            reason[at[n < asked.least]] = "few_estimation"
        reason[at[(n >= asked.least) & np.isnan(beta)]] = "no_model"
        abnormal[at], found["gap"][at] = _abnormal(market, stock, first, alpha, beta, asked)
        for name, values in (("alpha", alpha), ("beta", beta), ("sigma", sigma), ("estimated", n)):
            found[name][at] = values
    blind = pd.isna(reason) & np.isnan(abnormal[:, -asked.window[0]])
    reason[blind] = "no_benchmark"
    if settings["overlap"] == "drop":
        # of one group: which house was first to name a stock is no matter of the others
        groups = pd.factorize(rows["label"].astype(object))[0].astype("int64") + 1
        same = column.astype("int64") * (int(groups.max(initial=0)) + 1) + groups
        reason[without_overlap(pd.isna(reason), same, day0, width)] = "overlap"
    used = np.flatnonzero(pd.isna(reason))
    frame = rows.drop(columns="reason").assign(session=session0, **found)
    frame["traded"] = (~np.isnan(abnormal)).sum(axis=1)
    said = dict(settings, benchmark=_named(benchmark), formula=MODELS[asked.model], prices=px.adjusted)
    said["session 0"] = ENTRIES[asked.entry]
    findings = []
    if asked.entry == "open" and levels is not None and levels.open is None:
        findings.append(Found("benchmark_without_open", "prices", len(used)))
    beside = levels is not None and asked.model != "mean"
    findings += of_prices(px, len(used), beside=beside, total=settings["benchmark_total"])
    dropped = rows.assign(reason=reason)
    dropped = dropped[dropped["reason"].notna()]
    relative = pd.RangeIndex(asked.window[0], asked.window[1] + 1, name="session")
    made = pd.DataFrame(abnormal[used], index=rows.index[used], columns=relative)
    return EventStudy(made, frame.iloc[used], dropped, said, findings)


def _asked(settings: dict[str, Any]) -> Asked:
    for name, known in (("model", MODELS), ("entry", ENTRIES), ("overlap", ("drop", "keep"))):
        if settings[name] not in known:
            raise UnknownNameError(f"{name} cannot be {settings[name]!r}: {', '.join(known)}")
    window, estimation = (_span(settings[name], name) for name in ("window", "estimation"))
    if not window[0] <= 0 <= window[1]:
        raise InvalidValueError(f"window {window}: session 0 must lie in it")
    model = settings["model"]
    if model != "benchmark" and estimation[1] >= window[0]:
        raise InvalidValueError(f"estimation {estimation} must end before the window {window} begins")
    confidence = settings["confidence"]
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise InvalidValueError(f"confidence cannot be {confidence!r}: a share such as 0.95")
    for name in ("draws", "seed", "min_estimation"):
        value = settings[name]
        if name == "min_estimation" and value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 0:
            raise InvalidValueError(f"{name} cannot be {value!r}: a count")
    if settings["draws"] > _MOST_DRAWS:
        raise InvalidValueError(f"draws are {_MOST_DRAWS:,} at most, not {settings['draws']:,}")
    least = settings["min_estimation"]
    if least is None:
        least = (estimation[1] - estimation[0] + 2) // 2
    return Asked(window, estimation, model, settings["entry"], max(int(least), 3))


def _span(value: Any, name: str) -> tuple[int, int]:
    try:
        first, last = value
        whole = int(first), int(last)
    except (TypeError, ValueError) as error:
        raise InvalidValueError(f"{name} cannot be {value!r}: two sessions, such as (-10, 20)") from error
    if whole != (first, last) or whole[0] > whole[1] or max(map(abs, whole)) > 10_000:
        raise InvalidValueError(f"{name} cannot be {value!r}: two sessions, the first one first")
    return whole


def _unusable(
    market: Market, stock: Ints, first: Ints, dates: npt.NDArray[np.datetime64], asked: Asked
) -> npt.NDArray[np.object_]:
    """Why an event has no window of returns; None where it has."""
    sessions = len(market.dates)
    reason = np.full(len(first), None, dtype=object)
    reason[first + asked.window[1] >= sessions] = "after_data"
    reason[first + asked.window[0] < 1] = "before_data"  # a return needs the close before
    inside = np.flatnonzero(pd.isna(reason))
    at = first[inside], stock[inside]
    idle = np.isnan(market.close[at])
    if market.open is not None:
        idle |= np.isnan(market.open[at])
    reason[inside[idle]] = "suspended"
    unlisted = np.isnan(market.close[at]) & (market.before[at] < 0)
    reason[inside[unlisted]] = "not_listed"
    far = market.dates[first[inside]] - dates[inside] > np.timedelta64(20, "D")
    reason[inside[far]] = "no_session"
    return reason


def _returns(market: Market, stock: Ints, rows: Ints) -> tuple[Floats, Floats, Ints]:
    """From the last close before each session to its own: the stock's, the benchmark's, and sessions.

    These are more than one after a suspension.  NaN where the stock did not trade.
    """
    within = (rows >= 0) & (rows < len(market.dates))
    row = np.where(within, rows, 0)
    last = np.where(within, market.before[row, stock], -1)
    known = last >= 0
    last = np.where(known, last, 0)
    own = np.where(known, market.close[row, stock] / market.close[last, stock] - 1, np.nan)
    base = np.where(known, market.benchmark[row] / market.benchmark[last] - 1, np.nan)
    return own, base, row - last


def _expected(market: Market, stock: Ints, first: Ints, asked: Asked) -> tuple[Floats, Floats, Floats, Ints]:
    """Intercept, slope, standard deviation of what is left, and sessions, of each event."""
    if asked.model == "benchmark":
        zeros = np.zeros(len(first))
        return zeros, zeros + 1, zeros + np.nan, np.full(len(first), asked.least)
    span = np.arange(asked.estimation[0], asked.estimation[1] + 1)
    y, x, steps = _returns(market, stock[:, None], first[:, None] + span)
    use = (steps == 1) & ~np.isnan(y) & ~np.isnan(x)  # a resumption is no day's return
    n = use.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_y, mean_x = (np.where(use, v, 0.0).sum(axis=1) / n for v in (y, x))
        dy, dx = (np.where(use, v - m[:, None], 0.0) for v, m in ((y, mean_y), (x, mean_x)))
        if asked.model == "mean":
            return mean_y, np.zeros(len(n)), np.sqrt((dy**2).sum(axis=1) / (n - 1)), n
        spread = (dx**2).sum(axis=1)
        beta = np.where(spread > n * _STILL, (dx * dy).sum(axis=1) / spread, np.nan)
        left = ((dy - beta[:, None] * dx) ** 2).sum(axis=1)
        return mean_y - beta * mean_x, beta, np.sqrt(left / (n - 2)), n


def _abnormal(
    market: Market, stock: Ints, first: Ints, alpha: Floats, beta: Floats, asked: Asked
) -> tuple[Floats, Floats]:
    """Event × session of the window, and the return from the close before to the open of session 0."""
    span = np.arange(asked.window[0], asked.window[1] + 1)
    own, base, steps = _returns(market, stock[:, None], first[:, None] + span)
    gap = np.full(len(first), np.nan)
    if market.open is not None:
        zero = -asked.window[0]
        opening, last = market.open[first, stock], market.before[first, stock]
        before = np.where(last >= 0, market.close[np.maximum(last, 0), stock], np.nan)
        gap = opening / before - 1
        own[:, zero] = market.close[first, stock] / opening - 1
        base[:, zero], steps[:, zero] = market.benchmark_day[first], 1
    if asked.model == "mean":
        base = np.zeros_like(base)
    made: Floats = own - alpha[:, None] * steps - beta[:, None] * base
    return made, gap


def _named(benchmark: Any) -> str:
    if benchmark is None:
        return "the equal-weight mean of all stocks of the exchange that traded, those of the events too"
    return benchmark if isinstance(benchmark, str) else str(getattr(benchmark, "name", None) or "given")
