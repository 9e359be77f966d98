"""What each statistic of a backtest is: its formula, its unit, and what peers compute under the same name."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

_PATH = Path(__file__).parents[1] / "data" / "statistics.json"


@dataclass(frozen=True)
class Description:
    """One statistic; `against` is ``benchmark`` where it needs one, `differs` what peers do otherwise.

    `unit` is ``decimal`` (0.01 is 1 %), ``a year`` (a share of equity, a year), ``ratio``, ``sessions`` or
    ``date``.
    """

    name: str
    unit: str
    formula: str
    against: str = ""
    source: str = ""
    differs: str = ""

    @property
    def percent(self) -> bool:
        """Whether people are shown it as per cent."""
        return self.unit in ("decimal", "a year")


@functools.cache
def registry() -> dict[str, Description]:
    """All statistics, in the order of the frame."""
    data = json.loads(_PATH.read_text(encoding="utf-8"))
    return {name: Description(name, **fields) for name, fields in data["statistics"].items()}


def formulas() -> dict[str, str]:
    """The formula of each statistic."""
    return {name: each.formula for name, each in registry().items()}


def differences() -> dict[str, str]:
    """What other libraries compute under the same name, where that is something else."""
    return {name: each.differs for name, each in registry().items() if each.differs}
