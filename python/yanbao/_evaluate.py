"""Running an expression on arrays."""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from yanbao import _core
from yanbao._expr import Group, Metric
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from yanbao._expr import Condition, Expr, Number, Rating, Theme

    Leaf = Metric | Theme | Rating | Group
    Floats = NDArray[np.float64]
    CoreColumn = tuple[Floats, Floats | None, Floats | None, bool]

NO, YES, UNKNOWN = 0, 1, 2


@dataclass(frozen=True)
class Column:
    """A metric of every cell, float64, NaN where there is none; without bounds its values are exact.

    An infinite bound says that the metric may have no value (the EPS under a PE may be 0), so that nothing is
    surely so of it; where `open_means_gap` is False it is merely open, as the upper end of a rating's promise
    is.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None
    open_means_gap: bool = True


class Source(Protocol):
    """What an expression runs on: arrays of `sections` x `width` cells, a section a date."""

    @property
    def sections(self) -> int:
        """Number of cross-sections; a report has one."""

    @property
    def width(self) -> int:
        """Number of securities."""

    def column(self, metric: Metric) -> Column:
        """A metric; UnknownNameError where it has no such thing."""

    def flag(self, leaf: Theme | Rating) -> NDArray[np.uint8]:
        """A condition: 0 no, 1 yes, 2 unknown."""

    def group(self, leaf: Group) -> NDArray[np.int32]:
        """The group of every cell, a number below 2**20, -1 for none; UnknownNameError where it has none."""


@dataclass(frozen=True)
class Term:
    """What one of the conditions that ``&`` joins did to the cells."""

    text: str
    yes: int
    no: int
    unknown: int  # a figure that it needs is missing
    alone: int  # kept out by it alone


@dataclass(frozen=True)
class Screened:
    """Truth of each cell (0 no, 1 yes, 2 unknown) and what each condition did."""

    truth: NDArray[np.uint8]  # (sections, width)
    terms: tuple[Term, ...]

    @property
    def passed(self) -> NDArray[np.bool_]:
        """(sections, width) bool: the cells that say yes."""
        passed: NDArray[np.bool_] = self.truth == YES
        return passed

    def explain(self) -> str:
        """A line a condition: how many names it removed, and how many have no figure for it."""
        return explained(self.terms)


def explained(terms: Sequence[Term]) -> str:
    """A line a condition: how many names it removed, and how many have no figure for it."""
    width = max((len(t.text) for t in terms), default=0)
    return "\n".join(
        f"{t.text:{width}}  passes {t.yes}, removes {t.no}, no figure for {t.unknown}, "
        f"alone keeps out {t.alone}"
        for t in terms
    )


class _Program:
    """An expression's steps with its leaves as indices into the arrays of a source."""

    def __init__(self, expression: Expr, source: Source) -> None:
        self._columns: list[Column] = []
        self._flags: list[NDArray[np.uint8]] = []
        self._groups: list[NDArray[np.int32]] = []
        self._known: dict[Leaf, int] = {}
        self._source = source
        self._steps = [(operation, self._operand(operand)) for operation, operand in expression.steps]

    def _operand(self, operand: float | Leaf) -> float:
        if isinstance(operand, float):
            return operand
        if operand not in self._known:
            if isinstance(operand, Metric):
                self._known[operand] = len(self._columns)
                self._columns.append(self._source.column(operand))
            elif isinstance(operand, Group):
                self._known[operand] = len(self._groups)
                self._groups.append(self._source.group(operand))
            else:
                self._known[operand] = len(self._flags)
                self._flags.append(self._source.flag(operand))
        return float(self._known[operand])

    def arguments(self, workers: int | None) -> dict[str, Any]:
        """What the core runs."""
        columns: list[CoreColumn] = [(c.value, c.low, c.high, c.open_means_gap) for c in self._columns]
        return {
            "steps": self._steps,
            "columns": columns,
            "flags": self._flags,
            "sections": self._source.sections,
            "width": self._source.width,
            "groups": self._groups,
            "workers": _threads(workers),
        }


def _threads(workers: int | None) -> int:
    if workers is None:
        return 0
    if isinstance(workers, bool) or not isinstance(workers, numbers.Integral) or not 0 < workers < 2**16:
        raise InvalidValueError(f"how many workers? {workers!r}")
    return int(workers)


def screen(condition: Condition, source: Source, workers: int | None = None) -> Screened:
    """Which cells satisfy a condition; so many threads, all there are where it is not said, give the same."""
    truth, counts = _core.screen(**_Program(condition, source).arguments(workers))
    return Screened(truth, _terms(condition, counts))


def passes(
    condition: Condition, source: Source, workers: int | None = None
) -> tuple[NDArray[np.bool_], tuple[Term, ...]]:
    """The cells that say yes, and what each condition did: less to write than what `screen` gives."""
    passed, counts = _core.passes(**_Program(condition, source).arguments(workers))
    return passed, _terms(condition, counts)


def compute(expression: Number, source: Source, workers: int | None = None) -> Column:
    """What a number comes to in each cell, with bounds if the source has any; arrays of (sections, width)."""
    arguments = _Program(expression, source).arguments(workers)
    bounds = any(low is not None for _, low, _, _ in arguments["columns"])
    return Column(*_core.compute(**arguments, bounds=bounds))


def _terms(condition: Condition, counts: Sequence[tuple[int, int, int, int]]) -> tuple[Term, ...]:
    return tuple(Term(repr(t), *count) for t, count in zip(condition.terms, counts, strict=True))
