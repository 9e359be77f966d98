"""Conditions over metrics as values: what `yb.f` makes.

An expression holds no data.  It knows the text that would type it and the postfix program that computes it,
and runs on whatever can give it arrays (`_evaluate`).
"""

from __future__ import annotations

import json
import math
import numbers
import warnings
from dataclasses import dataclass
from typing import NoReturn

from yanbao import _metric_names
from yanbao._metric_names import Year
from yanbao._operands import NotForConditions, NotForGroups, NotForNumbers, no_condition
from yanbao.errors import InvalidValueError, UsageError

# how tightly the operators of a text bind
OR, AND, COMPARE, ADD, MULTIPLY, UNARY, ATOM = range(7)


@dataclass(frozen=True)
class Metric:
    """A metric of every security by its name and years."""

    name: str
    years: tuple[Year, ...] = ()
    on: str = "eps"  # what a growth, a cagr, a peg, a revision, a breadth or a number of brokers is of
    sessions: int = 0  # how far a revision or a breadth looks back


@dataclass(frozen=True)
class Theme:
    """Membership of a theme or of one of its sub-themes, worded at least as strongly as `min_role`.

    `min_brokers` of them at least say so.
    """

    name: str
    min_role: str | None = None
    min_brokers: int = 1


@dataclass(frozen=True)
class Rating:
    """A rating that is one of `labels`, as printed."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """What parts the securities of a date: ``industry``, and how fine (1 the coarsest)."""

    name: str
    level: int = 1


Operand = float | Metric | Theme | Rating | Group
Step = tuple[str, Operand]


class Expr:
    """A number or a condition for every security; `Number` and `Condition` say what can be done with it."""

    __slots__ = ("_binding", "_text", "steps")
    __array_ufunc__ = None  # numpy's scalars leave arithmetic and comparisons to us

    def __init__(self, text: str, binding: int, steps: tuple[Step, ...]) -> None:
        self._text = text
        self._binding = binding
        self.steps = steps

    def within(self, binding: int) -> str:
        """Its text, in brackets unless it binds at least so tightly."""
        return self._text if self._binding >= binding else f"({self._text})"

    def __repr__(self) -> str:
        return self._text

    def __bool__(self) -> NoReturn:
        raise UsageError(
            f"{self!r} is a question about each security and has no single truth: write & for and, | for or, "
            "~ for not, each comparison in brackets, and x.between(low, high) for low <= x <= high"
        )

    def __iter__(self) -> NoReturn:
        raise UsageError(f"{self!r} holds no values to iterate over")


class Groups(NotForGroups, Expr):
    """A group for every security, for `within=`."""

    __slots__ = ()


class Number(NotForNumbers, Expr):
    """A number for every security: a metric, or what arithmetic makes of metrics."""

    __slots__ = ()

    def __add__(self, other: object) -> Number:
        return _arithmetic("+", self, other)

    def __radd__(self, other: object) -> Number:
        return _arithmetic("+", other, self)

    def __sub__(self, other: object) -> Number:
        return _arithmetic("-", self, other)

    def __rsub__(self, other: object) -> Number:
        return _arithmetic("-", other, self)

    def __mul__(self, other: object) -> Number:
        return _arithmetic("*", self, other)

    def __rmul__(self, other: object) -> Number:
        return _arithmetic("*", other, self)

    def __truediv__(self, other: object) -> Number:
        return _arithmetic("/", self, other)

    def __rtruediv__(self, other: object) -> Number:
        return _arithmetic("/", other, self)

    def __neg__(self) -> Number:
        return Number(f"-{self.within(UNARY)}", UNARY, (*self.steps, ("negate", 0.0)))

    def __lt__(self, other: object) -> Condition:
        return _compared("<", self, other)

    def __le__(self, other: object) -> Condition:
        return _compared("<=", self, other)

    def __gt__(self, other: object) -> Condition:
        return _compared(">", self, other)

    def __ge__(self, other: object) -> Condition:
        return _compared(">=", self, other)

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]
        return _compared("==", self, other)

    def __ne__(self, other: object) -> Condition:  # type: ignore[override]
        return _compared("!=", self, other)

    __hash__ = Expr.__hash__

    def between(self, low: object, high: object) -> Condition:
        """``(x >= low) & (x <= high)``."""
        return _compared(">=", self, low) & _compared("<=", self, high)

    def top(self, n: int, within: Groups | Condition | None = None) -> Condition:
        """Whether it is one of the `n` largest; all that equal the last of them are.

        Of its date, or of those `within` a group or a condition, as in `yb.f.rank`.
        """
        if isinstance(n, bool) or not isinstance(n, numbers.Integral) or not 0 < n < 2**32:
            raise InvalidValueError(f"top of how many? {n!r}")
        text, steps = standing("top", self, within, float(n))
        return Condition(f"{self.within(ATOM)}.top({n}{text})", ATOM, steps)


class Condition(NotForConditions, Expr):
    """Yes, no, or unknown for every security; unknown where a figure that it needs is missing."""

    __slots__ = ("_joined", "_terms")

    def __init__(
        self,
        text: str,
        binding: int,
        steps: tuple[Step, ...],
        terms: tuple[Condition, ...] = (),
        joined: str = "",
    ) -> None:
        super().__init__(text, binding, steps)
        self._joined = joined
        self._terms = terms

    @property
    def terms(self) -> tuple[Condition, ...]:
        """What ``&`` joins; the condition itself where it joins nothing."""
        return self._terms or (self,)

    def __and__(self, other: object) -> Condition:
        return self._join("&", AND, "both", other)

    def __or__(self, other: object) -> Condition:
        return self._join("|", OR, "either", other)

    def __rand__(self, other: object) -> NoReturn:
        raise no_condition("&", other)

    def __ror__(self, other: object) -> NoReturn:
        raise no_condition("|", other)

    def _join(self, operator: str, binding: int, operation: str, other: object) -> Condition:
        if not isinstance(other, Condition):
            raise no_condition(operator, other)
        # Python binds & and | more tightly than comparisons, which therefore stand in brackets
        left = self._text if self._joined == operator else self.within(UNARY)
        right = other._text if other._joined == operator else other.within(UNARY)
        steps = (*self.steps, *other.steps, (operation, 0.0))
        terms = (*self.terms, *other.terms) if operator == "&" else ()
        return Condition(f"{left} {operator} {right}", binding, steps, terms, operator)

    def __invert__(self) -> Condition:
        return Condition(f"~{self.within(UNARY)}", UNARY, (*self.steps, ("invert", 0.0)))

    def surely(self) -> Condition:
        """Yes where it holds whatever was rounded away; the comparisons under it look at bounds."""
        return Condition(f"{self.within(ATOM)}.surely()", ATOM, (*self.steps, ("surely", 0.0)))

    def possibly(self) -> Condition:
        """Yes where it may hold, given what was rounded away."""
        return Condition(f"{self.within(ATOM)}.possibly()", ATOM, (*self.steps, ("possibly", 0.0)))


_SIGNS = "+ - * / < <= > >= == !="
_NAMES = "add subtract multiply divide less less_equal greater greater_equal equal not_equal"
_OPERATIONS = dict(zip(_SIGNS.split(), _NAMES.split(), strict=True))


def quoted(value: Year | None) -> str:
    """A literal as it is typed."""
    return json.dumps(value, ensure_ascii=False)


def number(value: object, operator: str) -> Number:
    """A number as an expression; UsageError for anything else, InvalidValueError for what is not finite."""
    if isinstance(value, Number):
        return value
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        raise UsageError(f"{operator} takes numbers and metrics, not {value!r}")
    constant = float(value)
    if not math.isfinite(constant):
        raise InvalidValueError(f"{operator} takes finite numbers, not {value!r}")
    text = repr(int(constant)) if constant.is_integer() and abs(constant) < 1e15 else repr(constant)
    return Number(text, UNARY if constant < 0 else ATOM, (("constant", constant),))


def standing(kind: str, x: Number, within: object, operand: float = 0.0) -> tuple[str, tuple[Step, ...]]:
    """The text of ``within=`` and the steps of a place among others; UsageError for what is no group."""
    if within is None:
        return "", (*x.steps, (kind, operand))
    if isinstance(within, Condition):
        inner: tuple[Step, ...] = (*within.steps, ("members", 0.0))
    elif isinstance(within, Groups):
        inner = within.steps
    else:
        raise UsageError(
            f"within takes a group or a condition, as in within=yb.f.industry() or "
            f'within=yb.f.theme("..."), not {within!r}'
        )
    return f", within={within!r}", (*x.steps, *inner, (f"{kind}_within", operand))


def _arithmetic(operator: str, left: object, right: object) -> Number:
    a, b = number(left, operator), number(right, operator)
    binding = ADD if operator in "+-" else MULTIPLY
    text = f"{a.within(binding)} {operator} {b.within(binding + 1)}"
    return Number(text, binding, (*a.steps, *b.steps, (_OPERATIONS[operator], 0.0)))


def _compared(operator: str, left: Number, value: object) -> Condition:
    right = number(value, operator)
    for metric, bound in ((left, right), (right, left)):
        if len(metric.steps) != 1 or len(bound.steps) != 1:
            continue
        leaf, constant = metric.steps[0][1], bound.steps[0][1]
        described = _metric_names.describe(leaf.name) if isinstance(leaf, Metric) else None
        doubt = described.doubt(constant) if described and isinstance(constant, float) else None
        if doubt:
            warnings.warn(f"{left!r} {operator} {right!r}: {doubt}", UserWarning, stacklevel=3)
    text = f"{left.within(ADD)} {operator} {right.within(ADD)}"
    return Condition(text, COMPARE, (*left.steps, *right.steps, (_OPERATIONS[operator], 0.0)))
