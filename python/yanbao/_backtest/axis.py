"""Axes of charts: the range that holds the values, round ticks in it, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.shown import Floats

_LOG_FROM = 3.0  # times the lowest value: from here on equal steps hide what happened low down
_TICKS = 5
# of an axis on which everything is zero
_REACH = {"share": 0.01, "times": 0.01, "money": 1.0, "count": 1.0}
_MONEY = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))


@dataclass(frozen=True)
class Axis:
    """A range, whether its steps are ratios, and what kind of number it shows.

    `kind` is ``share`` (shown as per cent), ``times``, ``money`` or ``count``.
    """

    low: float
    high: float
    kind: str
    log: bool = False

    def place(self, values: Floats) -> Floats:
        """Where values lie, 0 at the lower end and 1 at the upper."""
        import numpy as np

        if not self.log:
            return (values - self.low) / (self.high - self.low)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log(values / self.low) / math.log(self.high / self.low)

    @property
    def ticks(self) -> list[float]:
        """Round values within the range."""
        if not self.log:
            ticks = _round_steps(self.low, self.high)
            return [tick for tick in ticks if self.kind != "count" or tick == round(tick)]
        for digits in ((1, 1.5, 2, 3, 4, 5, 7), (1, 2, 5), (1, 3), (1,)):
            decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            found = [d * 10.0**k for k in decades for d in digits]
            found = [v for v in found if self.low <= v <= self.high]
            if len(found) <= _TICKS + 2:
                break
        return found if len(found) > 2 else _round_steps(self.low, self.high)

    def written(self, value: float) -> str:
        """A tick's label."""
        if self.kind == "money":
            return money(value)
        if self.kind == "share":
            ticks = self.ticks
            step = 100 * (ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
            return f"{_plain(100 * value, step)}%"
        return f"{value:,.6g}".replace("-", "−")


def axis_of(
    lines: Sequence[Floats], kind: str, *, log: bool = False, holds: float | None = None, edge: str = ""
) -> Axis:
    """The axis that holds all values, and the value `holds` where given.

    Parameters
    ----------
    lines : sequence of arrays
        NaN and infinite values are left out.
    kind : str
        See `Axis`.
    log : bool
        Whether steps may be ratios: they are where every value is positive and the highest is three times
        the lowest or more.
    holds : float, optional
        A value to be in the range: the line that the others are read against.
    edge : str
        ``low`` or ``high``: the end that lies on `holds`, without air.
    """
    import numpy as np

    finite = [line[np.isfinite(line)] for line in lines]
    values = np.concatenate([*finite, [] if holds is None else [holds]])
    if not values.size:
        return Axis(0.0, 1.0, kind)
    low, high = float(values.min()), float(values.max())
    if log and low > 0 and high / low >= _LOG_FROM:
        air = (high / low) ** 0.04
        return Axis(low / air, high * air, kind, log=True)
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        reach = 0.1 * abs(low) or _REACH[kind]
        low, high = low - reach * (edge != "low"), high + reach * (edge != "high")
    air = 0.05 * (high - low)
    low, high = low - air * (edge != "low"), high + air * (edge != "high")
    return Axis(low, high, kind)


def _round_steps(low: float, high: float) -> list[float]:
    """Multiples of the round step that gives nearest to five of them."""
    power = 10.0 ** math.floor(math.log10((high - low) / _TICKS))
    found = []
    for step in (m * power for m in (10, 5, 2.5, 2, 1)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        found.append([n * step for n in range(first, last + 1)])
    return min(found, key=lambda ticks: abs(len(ticks) - _TICKS))


def _plain(value: float, step: float) -> str:
    """With the digits that tell neighbours a step apart; a true minus, and no minus before zero."""
    decimals = next((d for d in range(9) if abs(step - round(step, d)) <= 1e-6 * step), 9)
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text.replace("-", "−")


def money(value: float) -> str:
    """An amount in a few characters: 12.5m."""
    for unit, letter in _MONEY:
        if abs(value) >= unit * 0.99995:
            return f"{value / unit:,.4g}{letter}".replace("-", "−")
    return f"{value:,.4g}".replace("-", "−")


def days(sessions: pd.DatetimeIndex, most: int = 8) -> list[tuple[int, str]]:
    """Sessions that begin a year, a quarter or a month, or every so many: place and label."""
    months = [(day.year, day.month) for day in sessions]
    starts = [i for i in range(1, len(months)) if months[i] != months[i - 1]]
    years = [i for i in starts if months[i][0] != months[i - 1][0]]
    quarters = [i for i in starts if (months[i][1] - 1) // 3 != (months[i - 1][1] - 1) // 3 or i in years]
    if len(years) >= 4:
        return [(i, str(months[i][0])) for i in years[:: -(-len(years) // most)]]
    for found in (starts, quarters, quarters[::2], quarters[::4]):
        if 3 <= len(found) <= most:
            return [(i, f"{sessions[i]:%Y-%m}") for i in found]
    step = max(1, -(-len(sessions) // 6))
    return [(i, f"{day:%Y-%m-%d}") for i, day in enumerate(sessions) if i % step == 0]
