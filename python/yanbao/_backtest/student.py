"""Student's t: shares and quantiles, without a library of statistics."""

from __future__ import annotations

import functools
import math

_STEPS = 10_000  # of the continued fraction, which needs some tens
_TINY = 1e-300


def two_sided(t: float, df: int) -> float:
    """The share of |T| beyond |t|; NaN without a degree of freedom.

    Examples
    --------
    >>> from yanbao._backtest.student import two_sided
    >>> round(two_sided(1.0, 1), 12)
    0.5
    """
    if df < 1 or math.isnan(t):
        return math.nan
    if math.isinf(t):
        return 0.0
    return _incomplete_beta(df / 2, 0.5, df / (df + t * t))


@functools.lru_cache(maxsize=4096)
def quantile(confidence: float, df: int) -> float:
    """The t that |T| stays within with a confidence: of 0.95 what leaves 2.5 % on each side.

    Examples
    --------
    >>> from yanbao._backtest.student import quantile
    >>> round(quantile(0.95, 10), 10)
    2.228138852
    """
    if df < 1:
        return math.nan
    low, high = 0.0, 1.0
    while two_sided(high, df) > 1 - confidence:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if two_sided(middle, df) > 1 - confidence else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularized one, by its continued fraction on the side where that converges fast."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Lentz's method."""
    c, d = 1.0, _away(1 - (a + b) * x / (a + 1))
    d = 1 / d
    value = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _away(x: float) -> float:
    return x if abs(x) > _TINY else _TINY
