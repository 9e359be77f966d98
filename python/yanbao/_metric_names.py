"""The metrics that an expression may name: definition, unit, years and plausible range, from data."""

from __future__ import annotations

import difflib
import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yanbao.errors import InvalidValueError, UnknownNameError

_PATH = Path(__file__).parent / "data" / "metrics.json"
_RELATIVE = re.compile(r"fy\d|ftm|this_year|next_year")

Year = int | str


@dataclass(frozen=True)
class Description:
    """One metric.

    `year` is ``required``, ``optional``, ``none``, ``span`` (two years) or ``sessions`` (of what brokers said
    over time).
    """

    name: str
    what: str
    unit: str
    year: str
    low: float
    high: float
    least: float = 0.0  # of what is not 0

    def plausible(self, bound: float) -> bool:
        """Whether a bound on the metric can be meant as it stands; 0 always can."""
        return bound == 0 or (self.low <= bound <= self.high and abs(bound) >= self.least)

    def doubt(self, bound: float) -> str | None:
        """A sentence on a bound that cannot be meant, with what probably was; None where it can."""
        if self.plausible(bound):
            return None
        unit = _loaded()[1][self.unit]
        sentence = f"{self.name} is hardly ever near {bound:g}"
        meant = bound * unit["meant"] if "meant" in unit else None
        if meant is not None and self.plausible(meant):
            return f"{sentence}; {unit['say'].format(bound=f'{bound:g}', meant=f'{meant:g}')}"
        return f"{sentence}: it is {unit['what']}, from {self.low:g} to {self.high:g}"


@functools.cache
def _loaded() -> tuple[dict[str, Description], dict[str, dict[str, Any]]]:
    data = json.loads(_PATH.read_text(encoding="utf-8"))
    return {n: Description(n, **d) for n, d in data["metrics"].items()}, data["units"]


def names() -> list[str]:
    """Names of the metrics, in the order of the registry."""
    return list(_loaded()[0])


def describe(name: str) -> Description | None:
    """What the registry says of a metric; None where it has none of that name."""
    return _loaded()[0].get(name)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`` (did you mean 'eps'?)``, or nothing where no known name is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""


class UnknownMetricError(UnknownNameError, AttributeError):
    """An attribute of `yb.f` that is no metric; also an AttributeError, as Python expects of attributes."""


def check_year(year: object) -> Year:
    """The year as an int, or one of ``fy0``, ``fy1``, ..., ``ftm``, ``this_year``, ``next_year``."""
    if isinstance(year, str):
        if _RELATIVE.fullmatch(year):
            return year
        digits = re.fullmatch(r"((?:19|20)\d\d)[AE]?", year)
        hint = f" (did you mean {digits[1]}?)" if digits else ' (2024, "fy1", "ftm", "this_year", ...)'
        raise InvalidValueError(f"no fiscal year: {year!r}{hint}")
    try:
        number = int(year)  # type: ignore[call-overload]
    except (TypeError, ValueError) as error:
        raise InvalidValueError(f"no fiscal year: {year!r}") from error
    if isinstance(year, bool) or number != year or not 1990 <= number <= 2100:
        raise InvalidValueError(f"no fiscal year: {year!r}")
    return int(number)
