"""Statistics of any series of returns, one function each; formulas are in `yanbao._backtest.statistics`.

`returns` is one dimension of simple returns by session (0.01 is 1 %): a Series, an array or a list. NaN
is a session without a return: it is left out, but counts as time in `annual_return`.

`hurdle` is the return *of a session* that returns are held against, a risk-free or a required one: one
for all, or one a session (a Series is brought to the index of `returns`). A session without a hurdle is
left out. `session_rate` makes it of a yearly rate.

What cannot be computed is NaN and nothing is infinite: an infinite return makes a statistic NaN. Where
peers differ, `yanbao._backtest.statistics.differences()` says how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Doubles = npt.NDArray[np.float64]


def values_of(what: str, values: Any) -> Doubles:
    """One dimension of float64, None and NA as NaN.

    Raises
    ------
    InvalidValueError
        It has another number of dimensions, or holds something else than numbers.
    """
    import numpy as np

    try:
        kind = getattr(getattr(values, "dtype", None), "kind", None) or np.asarray(values).dtype.kind
        # text that looks like numbers, truth values and dates would all convert
        if kind not in "iufO" or (kind == "O" and any(isinstance(x, (str, bool)) for x in values)):
            raise InvalidValueError(f"{what} must be numbers")
        if hasattr(values, "to_numpy"):
            out = values.to_numpy(dtype=np.float64, na_value=np.nan)
        else:
            out = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidValueError(f"{what} must be numbers: {error}") from None
    if out.ndim != 1:
        raise InvalidValueError(f"{what} must have one dimension, not {out.ndim}: take a column")
    return np.require(out, np.float64, ["C", "A"])


def beside(what: str, other: Any, returns: Any) -> Doubles:
    """Values on the sessions of the returns: a Series beside a Series is brought to its index."""
    if hasattr(other, "reindex") and hasattr(returns, "index"):
        if not other.index.is_unique:
            raise InvalidValueError(f"{what} has a session twice: {other.index[other.index.duplicated()][0]}")
        other = other.reindex(returns.index)
    return values_of(what, other)


def hurdle_of(hurdle: Any, returns: Any) -> Doubles:
    """A hurdle as the core takes it: one number, or one for each session of the returns."""
    import numpy as np

    if np.ndim(hurdle) == 0:
        return values_of("hurdle", [hurdle])
    return beside("hurdle", hurdle, returns)


def session_rate(annual: Any, sessions_per_year: float) -> Any:
    """The rate of a session that compounds to a yearly one: ``(1 + annual) ** (1 / sessions_per_year) - 1``.

    NaN for -1 (everything is lost) and less.  A Series gives a Series.
    """
    import numpy as np

    base = 1.0 + annual
    rate = np.where(base > 0.0, np.abs(base), np.nan) ** (1.0 / sessions_per_year) - 1.0
    if hasattr(annual, "index"):
        return type(annual)(rate, index=annual.index)
    return float(rate) if rate.ndim == 0 else rate


def cumulative(returns: Any) -> Any:
    """Return from before the first session to the end of each; a Series gives a Series.

    Examples
    --------
    >>> cumulative([0.1, -0.5]).round(3).tolist()
    [0.1, -0.45]
    """
    return _like(returns, _core.cumulative_returns(values_of("returns", returns)))


def drawdown_series(returns: Any) -> Any:
    """Money at the end of each session over its highest so far, less 1; a Series gives a Series."""
    return _like(returns, _core.drawdown_series(values_of("returns", returns)))


def _like(returns: Any, values: Doubles) -> Any:
    if not hasattr(returns, "index") or not hasattr(returns, "to_numpy"):
        return values
    import pandas as pd

    return pd.Series(values, index=returns.index, name=returns.name)


def aggregate(returns: pd.Series, by: str = "month") -> pd.Series:
    """Returns of weeks (Monday to Sunday), months, quarters or years, by `pandas.Period`.

    Raises
    ------
    InvalidValueError
        `by` is another word, or the index holds no dates.
    """
    import numpy as np
    import pandas as pd

    periods = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
    if by not in periods:
        raise InvalidValueError(f"no returns by {by!r}: by {', '.join(periods)}")
    if not isinstance(returns.index, pd.DatetimeIndex):
        raise InvalidValueError("returns of a period need dates in the index")
    days = returns.index.tz_localize(None)
    group, found = pd.factorize(days.to_period(periods[by]), sort=True)
    values = _core.grouped_returns(values_of("returns", returns), group.astype(np.int32), len(found))
    return pd.Series(values, index=pd.PeriodIndex(found, name=by), name=returns.name)


def total_return(returns: Any) -> float:
    """Return over all sessions."""
    return _core.total_return(values_of("returns", returns))


def annual_return(returns: Any, sessions_per_year: float) -> float:
    """Compound return of a year."""
    return _core.annual_return(values_of("returns", returns), sessions_per_year)


def volatility(returns: Any, sessions_per_year: float) -> float:
    """Standard deviation (ddof 1) of a year."""
    return _core.volatility(values_of("returns", returns), sessions_per_year)


def sharpe(returns: Any, sessions_per_year: float, hurdle: Any = 0.0) -> float:
    """Mean over deviation of the returns over the hurdle, of a year."""
    return _core.sharpe(values_of("returns", returns), hurdle_of(hurdle, returns), sessions_per_year)


def downside_risk(returns: Any, sessions_per_year: float, hurdle: Any = 0.0) -> float:
    """Root of the mean square of what is below the hurdle, over all sessions, of a year."""
    return _core.downside_risk(values_of("returns", returns), hurdle_of(hurdle, returns), sessions_per_year)


def sortino(returns: Any, sessions_per_year: float, hurdle: Any = 0.0) -> float:
    """Mean return over the hurdle over the downside risk, of a year."""
    return _core.sortino(values_of("returns", returns), hurdle_of(hurdle, returns), sessions_per_year)


def max_drawdown(returns: Any) -> float:
    """Depth of the deepest drawdown, 0 or below."""
    return _core.max_drawdown(values_of("returns", returns))[0]


def calmar(returns: Any, sessions_per_year: float) -> float:
    """Annual return over the depth of the deepest drawdown."""
    return _core.calmar(values_of("returns", returns), sessions_per_year)


def omega(returns: Any, hurdle: Any = 0.0) -> float:
    """Sum of what is above the hurdle over the sum of what is below."""
    return _core.omega(values_of("returns", returns), hurdle_of(hurdle, returns))


def value_at_risk(returns: Any, cutoff: float = 0.05) -> float:
    """The return that this share of sessions is below."""
    return _core.value_at_risk(values_of("returns", returns), cutoff)


def expected_shortfall(returns: Any, cutoff: float = 0.05) -> float:
    """Mean of the worst returns, also called conditional value at risk."""
    return _core.expected_shortfall(values_of("returns", returns), cutoff)


def tail_ratio(returns: Any) -> float:
    """Size of the 95 % quantile over that of the 5 % quantile."""
    return _core.tail_ratio(values_of("returns", returns))


def stability(returns: Any) -> float:
    """r^2 of a line through the cumulated log returns."""
    return _core.stability(values_of("returns", returns))


def hit_rate(returns: Any) -> float:
    """Share of the sessions with a positive return among those whose return is not 0."""
    return _core.hit_rate(values_of("returns", returns))


def shape(returns: Any) -> tuple[float, float]:
    """Skewness, and kurtosis (3 for a normal distribution), of the population's moments."""
    return _core.return_shape(values_of("returns", returns))


def probabilistic_sharpe(
    returns: Any, sessions_per_year: float, hurdle: Any = 0.0, threshold: float = 0.0
) -> float:
    """Chance that the true Sharpe ratio of a year is above `threshold` (Bailey and López de Prado 2012)."""
    import numpy as np

    values, rates = values_of("returns", returns), hurdle_of(hurdle, returns)
    ratio = _core.sharpe(values, rates, 1.0)
    over = values - rates
    sessions = float(np.count_nonzero(~np.isnan(over)))
    return _core.probabilistic_sharpe(
        ratio, sessions, *_core.return_shape(over), threshold / sessions_per_year**0.5
    )


def deflated_sharpe(returns: Any, trials: Any, sessions_per_year: float, hurdle: Any = 0.0) -> float:
    """Chance that the Sharpe ratio is more than the best of the trials shows without skill.

    Parameters
    ----------
    returns
        Of the variant that was chosen.
    trials
        Sharpe ratios of a year of *all* variants that were tried, the chosen one and the failed ones among
        them: a NaN counts as a trial, but not for how much the ratios differ.
    sessions_per_year, hurdle
        As everywhere.

    Notes
    -----
    Bailey and López de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40 (2014).
    """
    ratios = values_of("trials", trials) / sessions_per_year**0.5
    return _core.deflated_sharpe(values_of("returns", returns), hurdle_of(hurdle, returns), ratios)
