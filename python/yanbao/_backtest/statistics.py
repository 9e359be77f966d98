"""The statistics of a backtest, or of any series of returns, in one frame.

Every statistic has its formula in ``data/statistics.json``, which documentation and tests read too.
`formulas()` gives them, `differences()` says what peers compute under the same name. `measures` and
`relative` have one function for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._backtest import measures, relative
from yanbao._backtest.formulas import Description, differences, formulas, registry
from yanbao._backtest.years import session_rates, sessions_per_year, years_of
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Description",
    "differences",
    "drawdowns",
    "formulas",
    "registry",
    "session_rates",
    "sessions_per_year",
    "stats_of",
]


def drawdowns(returns: Any) -> pd.DataFrame:
    """Every stretch in which the money is below its highest so far.

    Returns
    -------
    pandas.DataFrame
        depth; peak (the last session at the high; the first session where the high is the money before it),
        trough and recovery, from the index of `returns` (positions for an array), missing where it is not
        recovered; sessions from the peak to the recovery, or to the end.

    Examples
    --------
    >>> drawdowns([0.1, -0.2, 0.3])[["depth", "peak", "trough", "recovery"]].round(3).values.tolist()
    [[-0.2, 0.0, 1.0, 2.0]]
    """
    import pandas as pd

    _in_order(returns)
    values = measures.values_of("returns", returns)
    index = _labels(returns, len(values))
    found = _core.drawdowns(values)
    frame: pd.DataFrame = pd.DataFrame({"depth": pd.Series([each[0] for each in found], dtype="float64")})
    for at, name in enumerate(("peak", "trough", "recovery")):
        frame[name] = _at(index, [each[1:][at] for each in found])
    ends = [len(values) - 1 if each[3] is None else each[3] for each in found]
    peaks = [each[1] or 0 for each in found]  # never None; -1 before the first session
    frame["sessions"] = pd.Series([e - p for e, p in zip(ends, peaks, strict=True)], dtype="int64")
    return frame


def _in_order(returns: Any) -> None:
    """A path of returns means something in the order of time alone."""
    import pandas as pd

    index = getattr(returns, "index", None)
    if isinstance(index, pd.DatetimeIndex) and not (index.is_monotonic_increasing and index.is_unique):
        raise InvalidValueError("dates of returns must rise, each once: sort them with sort_index()")


def _labels(returns: Any, size: int) -> pd.Index:
    import pandas as pd

    return returns.index if isinstance(returns, pd.Series) else pd.RangeIndex(size)


def _at(index: pd.Index, places: Iterable[int | None]) -> pd.Series:
    """Labels of places; the place before the first session has the first one's."""
    import numpy as np
    import pandas as pd

    at = np.array([-1 if p is None else max(p, 0) for p in places], dtype=np.int64)
    found: pd.Series = pd.Series(index).reindex(at).reset_index(drop=True)
    return found


def stats_of(
    returns: pd.Series,
    gross: pd.Series | None = None,
    benchmark: pd.Series | None = None,
    turnover: pd.Series | None = None,
    sessions_per_year: float | None = None,
    risk_free: Any = 0.0,
    *,
    calendar: str = "XSHG",
) -> pd.DataFrame:
    """Statistics of returns, with the formula of each in ``attrs["formulas"]``.

    Parameters
    ----------
    returns
        Simple returns by session after costs; 0.01 is 1 %.  NaN is a session without one: left out, but time.
    gross
        The same before costs.
    benchmark
        Returns of a benchmark, brought to the index of `returns`.  Mind that a price index has no dividends.
    turnover
        One-sided turnover by session, traded over twice the equity.
    sessions_per_year
        By default what `calendar` has, see `sessions_per_year`; without dates it must be said.
    risk_free
        A rate **of a year** (0.02 is 2 %), or a Series of such rates by date, of which a session has the
        newest one at its date.  Made into rates of a session, ``(1 + rate) ** (1 / sessions_per_year) - 1``,
        it is what Sharpe, Sortino, omega, alpha and beta hold returns against.
    calendar
        Of `exchange_calendars`.

    Returns
    -------
    pandas.DataFrame
        A row a statistic (`registry`), columns ``net``, and ``gross`` and ``benchmark`` where given.  Dates
        are timestamps, NaT for none; what needs something that was not given is NaN.  Statistics against the
        benchmark are NaN in its own column.  ``attrs``: ``formulas``, ``differs``, ``sessions_per_year``,
        ``risk_free``.

    Raises
    ------
    InvalidValueError
        Returns that are no numbers or not in order; a benchmark with a session twice; no sessions per year
        and no dates, or returns that are not one a session of the calendar (of months, say).

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2023-01-03", "2023-01-04", "2023-01-05"])
    >>> stats = stats_of(pd.Series([0.01, -0.02, 0.01], index=days))
    >>> stats.loc[["sessions_per_year", "drawdown_end", "recovered"], "net"].tolist()
    [242.0, Timestamp('2023-01-04 00:00:00'), NaT]
    """
    import numpy as np
    import pandas as pd

    _in_order(returns)
    years = years_of(returns, sessions_per_year, calendar)
    if not hasattr(returns, "to_numpy"):
        returns = pd.Series(measures.values_of("returns", returns))
    rates = session_rates(risk_free, returns, years)
    columns = {"net": _column(returns, benchmark, turnover, years, rates)}  # a dict a column
    if gross is not None:
        before = pd.Series(measures.beside("gross", gross, returns), index=returns.index)
        columns["gross"] = _column(before, benchmark, turnover, years, rates)
    if benchmark is not None:
        other = pd.Series(measures.beside("benchmark", benchmark, returns), index=returns.index)
        columns["benchmark"] = _column(other, None, None, years, rates)
    names = pd.Index(list(registry()), name="statistic")
    frame: pd.DataFrame = pd.DataFrame(columns, index=names, dtype=object)
    frame.attrs = {
        "formulas": formulas(),
        "differs": differences(),
        "sessions_per_year": years,
        "risk_free": float(risk_free) if np.ndim(risk_free) == 0 else "by date",
    }
    return frame


def _column(returns: pd.Series, benchmark: Any, turnover: Any, years: float, rates: Any) -> dict[str, Any]:
    """All statistics of one series, by name."""
    import numpy as np

    values = measures.values_of("returns", returns)
    found: dict[str, Any] = dict.fromkeys(registry(), np.nan)
    found["sessions"] = int(np.count_nonzero(~np.isnan(values)))
    found["sessions_per_year"] = years
    alone: tuple[Callable[[Any], float], ...] = (
        measures.total_return,
        measures.value_at_risk,
        measures.expected_shortfall,
        measures.tail_ratio,
        measures.stability,
        measures.hit_rate,
    )
    yearly = (measures.annual_return, measures.volatility, measures.calmar)
    over = (measures.sharpe, measures.sortino, measures.downside_risk, measures.probabilistic_sharpe)
    found |= {f.__name__: f(values) for f in alone}
    found |= {f.__name__: f(values, years) for f in yearly}
    hurdle = measures.hurdle_of(rates, returns) if np.ndim(rates) else rates
    found |= {f.__name__: f(values, years, hurdle) for f in over}
    found["omega"] = measures.omega(values, hurdle)
    found["skewness"], found["kurtosis"] = measures.shape(values)
    found |= _deepest(returns, values)
    if turnover is not None:
        traded = measures.beside("turnover", turnover, returns)
        a_year = float(np.nansum(traded)) * years / max(len(values), 1)
        found["turnover"] = a_year if len(values) and np.isfinite(a_year) else np.nan
    if benchmark is not None:
        found |= _against(values, measures.beside("benchmark", benchmark, returns), years, hurdle)
    return found


def _deepest(returns: pd.Series, values: measures.Doubles) -> dict[str, Any]:
    import numpy as np
    import pandas as pd

    depth, *places = _core.max_drawdown(values)
    missing = pd.NaT if isinstance(returns.index, pd.DatetimeIndex) else np.nan
    start, end, recovered = (missing if p is None else returns.index[max(p, 0)] for p in places)
    return {"max_drawdown": depth, "drawdown_start": start, "drawdown_end": end, "recovered": recovered}


def _against(
    values: measures.Doubles, benchmark: measures.Doubles, years: float, hurdle: Any
) -> dict[str, float]:
    alpha, beta = relative.alpha_beta(values, benchmark, years, hurdle)
    return {
        "excess_return": relative.excess_return(values, benchmark, years),
        "tracking_error": relative.tracking_error(values, benchmark, years),
        "information_ratio": relative.information_ratio(values, benchmark, years),
        "beta": beta,
        "alpha": alpha,
        "up_capture": relative.capture(values, benchmark, years, "up"),
        "down_capture": relative.capture(values, benchmark, years, "down"),
        "batting_average": relative.batting_average(values, benchmark)[0],
    }
