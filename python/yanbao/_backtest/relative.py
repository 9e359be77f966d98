"""Statistics of returns against those of a benchmark, over the sessions that have both.

A benchmark that is a Series is brought to the index of returns that are one; otherwise both are as long.  See
`yanbao._backtest.measures` for `returns` and `hurdle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._backtest.measures import beside, hurdle_of, values_of
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from yanbao._backtest.measures import Doubles

_MARKETS = {"any": 0, "up": 1, "down": -1}


def _both(returns: Any, benchmark: Any) -> tuple[Doubles, Doubles]:
    return values_of("returns", returns), beside("benchmark", benchmark, returns)


def excess_return(returns: Any, benchmark: Any, sessions_per_year: float) -> float:
    """Mean difference of a year: arithmetic, not a quotient of wealths."""
    return _core.annual_excess(*_both(returns, benchmark), sessions_per_year)


def tracking_error(returns: Any, benchmark: Any, sessions_per_year: float) -> float:
    """Standard deviation (ddof 1) of the differences, of a year."""
    return _core.tracking_error(*_both(returns, benchmark), sessions_per_year)


def information_ratio(returns: Any, benchmark: Any, sessions_per_year: float) -> float:
    """Excess return over tracking error."""
    return _core.information_ratio(*_both(returns, benchmark), sessions_per_year)


def alpha_beta(
    returns: Any, benchmark: Any, sessions_per_year: float, hurdle: Any = 0.0
) -> tuple[float, float]:
    """Alpha of a year, compounded, and beta, both of returns over the hurdle."""
    return _core.alpha_beta(*_both(returns, benchmark), hurdle_of(hurdle, returns), sessions_per_year)


def capture(returns: Any, benchmark: Any, sessions_per_year: float, market: str = "any") -> float:
    """Annual return over the benchmark's, in all sessions or in those in which the benchmark is up or down.

    For ``"any"`` each series has all of its own sessions.

    Raises
    ------
    InvalidValueError
        `market` is not ``any``, ``up`` or ``down``.
    """
    if market not in _MARKETS:
        raise InvalidValueError(f"no market {market!r}: {', '.join(_MARKETS)}")
    return _core.capture(*_both(returns, benchmark), sessions_per_year, _MARKETS[market])


def batting_average(returns: Any, benchmark: Any) -> tuple[float, float, float]:
    """Share of the sessions whose return is above the benchmark's.

    Of all sessions, of those in which the benchmark's is 0 or more, and of those in which it is below 0.
    """
    return _core.batting_average(*_both(returns, benchmark))
