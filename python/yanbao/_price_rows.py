"""From a long frame of prices to arrays, with what had to be taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._metric_names import did_you_mean
from yanbao._price_columns import ignored
from yanbao._price_doubts import doubts
from yanbao._price_factor import Told, factor_of, filled_forward
from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, UnknownNameError, YanbaoError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

_PRICES = ("open", "high", "low", "close", "preclose")
_AMOUNTS = ("volume", "amount", "market_cap", "factor", "split")
_FLAGS = ("suspended", "trading", "is_st")
_NAMES = ("date", "ticker", *_PRICES, *_AMOUNTS, *_FLAGS)
_TOLERANCE = 0.0051  # half a fen, and what a float leaves of it


class Wide(NamedTuple):
    """Arrays of dates × tickers by field, read only; `given` are the columns that the frame had."""

    dates: pd.DatetimeIndex
    tickers: pd.Index[str]
    arrays: dict[str, Floats]
    given: frozenset[str]
    told: Told
    findings: pd.DataFrame


def wide(df: pd.DataFrame, renamed: dict[str, str], adjusted: str, *, lots: bool) -> Wide:
    """Check a long frame and spread it out; `lots` is the unit of volume."""
    import numpy as np
    import pandas as pd

    frame = _columns(df, renamed)
    dates, day = _days(frame["date"])
    tickers, stock = _tickers(frame["ticker"])
    twice = pd.Series(day * max(len(tickers), 1) + stock).duplicated().to_numpy()
    if twice.any():
        at = int(np.flatnonzero(twice)[0])
        raise InvalidValueError(
            f"{int(twice.sum())} rows stand for a stock and day that have one already, the first of them "
            f"{tickers[stock[at]]} on {dates[day[at]]:%Y-%m-%d}"
        )
    values = {name: _numbers(frame[name], name) for name in frame.columns if name not in ("date", "ticker")}
    suspended = _suspended(values, len(frame))
    bad = list(_bad_cells(values, suspended))
    for name, mask, _, _ in bad:
        values[name][mask] = np.nan
    for name in _PRICES[:4]:
        if name in values:
            values[name][suspended] = np.nan

    def spread(column: npt.NDArray[Any], nothing: float) -> Floats:
        out = np.full((len(dates), len(tickers)), nothing)
        out[day, stock] = column
        return out

    arrays = {name: spread(column, np.nan) for name, column in values.items() if name not in _FLAGS}
    arrays["suspended"] = spread(suspended.astype("float64"), np.nan)
    if "is_st" in values:
        arrays["is_st"] = spread(values["is_st"], np.nan)
    if lots and "volume" in arrays:
        arrays["volume"] = _lots_to_shares(arrays["volume"], tickers)
    factor = factor_of(arrays, dates, tickers)
    arrays["factor"] = factor.values
    if adjusted == "raw":
        for name in _PRICES[:4]:
            if name in arrays:
                arrays[name][factor.untold] = np.nan
    for array in arrays.values():
        array.flags.writeable = False
    told = ignored(df.columns, {renamed.get(name, name) for name in _NAMES}, adjusted)
    if adjusted == "raw":
        told += doubts(arrays, dates, tickers, factor)
    cells = [(code, tickers[stock[mask]], dates[day[mask]], what) for _, mask, code, what in bad]
    return Wide(dates, tickers, arrays, frozenset(values), factor.told, _findings(cells, told))


def _findings(
    cells: list[tuple[str, Any, pd.DatetimeIndex, str]], told: list[tuple[str, Any, Any, str]]
) -> pd.DataFrame:
    """Rows of cells, many to a code, and of what is told of a stock or of all."""
    import numpy as np
    import pandas as pd

    groups: list[tuple[str, Any, Any, str]] = [
        *cells,
        *((code, [ticker], [date], what) for code, ticker, date, what in told),
    ]
    counts = [len(group[1]) for group in groups]
    dates = [pd.DatetimeIndex(group[2]).to_numpy().astype("datetime64[ns]") for group in groups]
    tickers = [np.asarray(group[1], dtype=object) for group in groups]
    made = pd.DataFrame(
        {
            "code": np.repeat(np.array([group[0] for group in groups], dtype=object), counts),
            "ticker": np.concatenate([np.zeros(0, object), *tickers]),
            "date": np.concatenate([np.zeros(0, "datetime64[ns]"), *dates]),
            "what": np.repeat(np.array([group[3] for group in groups], dtype=object), counts),
        }
    )
    typed: pd.DataFrame = made.astype(dict.fromkeys(("code", "ticker", "what"), object))
    return typed


def _lots_to_shares(volume: Floats, tickers: pd.Index[str]) -> Floats:
    """Of A-shares from lots of 100; lots of other exchanges differ from stock to stock."""
    other = [t for t in tickers if not t.endswith((".SH", ".SZ", ".BJ"))]
    if other:
        raise InvalidValueError(f"lots are of 100 shares on A-share exchanges alone, not of {other[0]}")
    return volume * 100.0


def _columns(df: pd.DataFrame, renamed: dict[str, str]) -> pd.DataFrame:
    import pandas as pd

    if not isinstance(df, pd.DataFrame):
        raise InvalidValueError(f"prices come as a frame, not as {type(df).__name__}")
    for ours, theirs in renamed.items():
        if ours not in _NAMES:
            raise UnknownNameError(f"no field {ours!r}{did_you_mean(str(ours), _NAMES)}: {', '.join(_NAMES)}")
        if theirs not in df.columns:
            raise InvalidValueError(f"the frame has no column {theirs!r} for {ours}")
    source = {name: renamed.get(name, name) for name in _NAMES}
    missing = [name for name in ("date", "ticker", "close") if source[name] not in df.columns]
    if missing:
        raise InvalidValueError(f"the frame has no {', '.join(missing)}: it has {', '.join(map(str, df))}")
    held = {
        name: df[column].reset_index(drop=True) for name, column in source.items() if column in df.columns
    }
    double = [name for name, column in held.items() if isinstance(column, pd.DataFrame)]
    if double:
        raise InvalidValueError(f"the frame has two columns {double[0]!r}")
    if not len(df):
        raise InvalidValueError("the frame of prices has no rows")
    picked: pd.DataFrame = pd.DataFrame(held)
    return picked


def _days(column: pd.Series[Any]) -> tuple[pd.DatetimeIndex, Ints]:
    import pandas as pd

    codes, unique = pd.factorize(column)
    if pd.api.types.is_numeric_dtype(unique.dtype):  # 20240530, which pandas takes for nanoseconds
        unique = pd.Index([str(int(u)) if u == u else u for u in unique])
    try:
        days = pd.Series(unique.astype(object).tolist(), dtype=object)
        parsed = pd.DatetimeIndex(pd.to_datetime(days, errors="raise"))
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a date of the prices is none: {error}") from None
    if (codes < 0).any() or parsed.hasnans:
        raise InvalidValueError(f"{int((codes < 0).sum()) or 'some'} rows of the prices have no date")
    if parsed.tz is not None or (parsed != parsed.normalize()).any():
        raise InvalidValueError("dates of prices are days, without an hour or a time zone")
    ordered = parsed.unique().sort_values()
    place = ordered.get_indexer(parsed).astype("int64")
    return pd.DatetimeIndex(ordered, name="date").as_unit("ns"), place[codes]


def _tickers(column: pd.Series[Any]) -> tuple[pd.Index[str], Ints]:
    import pandas as pd

    codes, unique = pd.factorize(column)
    if (codes < 0).any():
        raise InvalidValueError(f"{int((codes < 0).sum())} rows of the prices have no ticker")
    try:
        names = [canonical(str(text)) for text in unique]
    except YanbaoError as error:
        raise InvalidValueError(f"a ticker of the prices is none: {error}") from None
    ordered = pd.Index(sorted(set(names)), name="ticker", dtype=object)
    place = ordered.get_indexer(pd.Index(names, dtype=object)).astype("int64")
    return ordered, place[codes]


def _numbers(column: pd.Series[Any], name: str) -> Floats:
    import numpy as np

    try:
        made = column.to_numpy("float64", na_value=np.nan, copy=True)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"{name} of the prices is not all numbers: {error}") from None
    values: Floats = made
    return values


def _suspended(values: dict[str, Floats], n: int) -> Mask:
    """As the frame says; else a row in which nothing was traded, by its volume or its prices."""
    import numpy as np

    if "suspended" in values:
        said: Mask = values["suspended"] == 1
        return said
    if "trading" in values:
        idle: Mask = values["trading"] == 0
        return idle
    none = np.isnan(values["close"])
    if "volume" in values:
        none |= values["volume"] == 0
    quiet: Mask = none
    return quiet


def _bad_cells(values: dict[str, Floats], suspended: Mask) -> Any:
    """(column, cells, code, what) of what cannot be; suspended rows may hold anything."""
    import numpy as np

    traded = ~suspended
    for name in (*_PRICES, *_AMOUNTS):
        if name not in values:
            continue
        column = values[name]
        if (endless := np.isinf(column)).any():
            yield name, endless, "not_finite", f"{name} is infinite"
        if name == "split":
            continue
        wrong = traded & ((column <= 0) if name in (*_PRICES, "factor") else (column < 0))
        if wrong.any():
            yield name, wrong, "not_positive", f"{name} is no positive number"
    if "high" in values and "low" in values:
        slack = _TOLERANCE + 1e-9 * np.abs(values["high"])
        crossed = traded & (values["high"] < values["low"] - slack)
        if crossed.any():
            for name in ("high", "low"):
                yield name, crossed, "crossed", f"high is below low: {name} is left out"
        for name in ("open", "close"):
            if name not in values:
                continue
            outside = traded & ~crossed & (values[name] > values["high"] + slack)
            outside |= traded & ~crossed & (values[name] < values["low"] - slack)
            if outside.any():
                yield name, outside, "outside", f"{name} lies outside low and high"


__all__ = ["Wide", "filled_forward", "wide"]
