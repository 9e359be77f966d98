"""Expressions once more, slow and plain: one cell at a time, None for what is missing or unknown."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import yanbao as yb
from hypothesis import strategies as st
from numpy.typing import NDArray
from yanbao._evaluate import Column
from yanbao._expr import Condition, Expr, Group, Metric, Number, Rating, Step, Theme

Cell = float | None
Truth = bool | None
ROW = 5  # securities in a section of the source below


class Arrays:
    """A source of made-up arrays: EPS and PE of 2023 and 2024, one theme, one rating, industries."""

    def __init__(
        self,
        numbers: dict[Metric, list[Cell]],
        flags: dict[Theme | Rating, list[Truth]],
        industries: list[int],
    ) -> None:
        self.numbers = numbers
        self.flags = flags
        self.industries = industries
        self.width = ROW
        self.sections = len(next(iter(numbers.values()))) // ROW

    def column(self, metric: Metric) -> Column:
        return Column(np.array([math.nan if x is None else x for x in self.numbers[metric]]))

    def flag(self, leaf: Theme | Rating) -> NDArray[np.uint8]:
        return np.array([2 if x is None else int(x) for x in self.flags[leaf]], dtype=np.uint8)

    def group(self, leaf: Group) -> NDArray[np.int32]:
        assert leaf == INDUSTRY
        return np.array(self.industries, dtype=np.int32)


INDUSTRY = Group("industry")
METRICS = [Metric("eps", (2023,)), Metric("eps", (2024,)), Metric("pe", (2023,)), Metric("roe", ("fy1",))]
FLAGS: list[Theme | Rating] = [Theme("信创", "pick"), Rating(("买入",))]


@st.composite
def sources(draw: st.DrawFn) -> Arrays:
    cells = ROW * draw(st.integers(1, 3))
    numbers = st.one_of(st.none(), st.integers(-6, 6).map(lambda n: n / 2))
    truths = st.sampled_from([True, False, None])
    return Arrays(
        {m: draw(st.lists(numbers, min_size=cells, max_size=cells)) for m in METRICS},
        {f: draw(st.lists(truths, min_size=cells, max_size=cells)) for f in FLAGS},
        draw(st.lists(st.integers(-1, 2), min_size=cells, max_size=cells)),
    )


def _leaves() -> st.SearchStrategy[Number]:
    return st.sampled_from([yb.f.eps(2023), yb.f.eps(2024), yb.f.pe(2023), yb.f.roe("fy1")])


# who is together with whom; figures do not decide it, so that it may stand under `surely`
GROUPS = st.sampled_from(
    [
        None,
        yb.f.industry(),
        yb.f.theme("信创", min_role="pick"),
        ~yb.f.rating("买入") | yb.f.theme("信创", min_role="pick"),
    ]
)


def _arithmetic(numbers: st.SearchStrategy[Number]) -> st.SearchStrategy[Number]:
    constants = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, -1.25]))
    apply = st.sampled_from([operator.add, operator.sub, operator.mul, operator.truediv])
    return st.one_of(
        st.builds(lambda o, a, b: o(a, b), apply, numbers, st.one_of(numbers, constants)),
        st.builds(lambda o, a, b: o(b, a), apply, numbers, constants),
        numbers.map(operator.neg),
        st.builds(
            lambda across, x, within: across(x, within=within),
            st.sampled_from([yb.f.rank, yb.f.quantile, yb.f.mean]),
            numbers,
            GROUPS,
        ),
    )


numbers = st.recursive(_leaves(), _arithmetic, max_leaves=4)


def _logic(conditions: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.one_of(
        st.builds(operator.and_, conditions, conditions),
        st.builds(operator.or_, conditions, conditions),
        conditions.map(operator.invert),
        conditions.map(Condition.surely),
        conditions.map(Condition.possibly),
    )


_COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
_SIMPLE = st.one_of(
    st.builds(lambda o, a, b: o(a, b), st.sampled_from(_COMPARISONS), numbers, numbers),
    st.builds(lambda x, n, within: x.top(n, within=within), numbers, st.integers(1, 3), GROUPS),
    st.sampled_from([yb.f.theme("信创", min_role="pick"), yb.f.rating("买入")]),
)
conditions = st.recursive(_SIMPLE, _logic, max_leaves=6)


def _divide(a: float, b: float) -> Cell:
    return None if b == 0 else a / b


_BINARY: dict[str, Callable[[float, float], float | bool | None]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": _divide,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
}


def _and(a: Truth, b: Truth) -> Truth:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def _not(a: Truth) -> Truth:
    return None if a is None else not a


def _across(
    operation: str, cells: Sequence[Cell], groups: Sequence[int], operand: float
) -> list[float | bool | None]:
    """Rank, quantile, top and mean among the cells of one section and one group."""
    out: list[float | bool | None] = []
    for i, x in enumerate(cells):
        start = i - i % ROW
        known = [
            y
            for y, group in zip(cells[start : start + ROW], groups[start : start + ROW], strict=True)
            if y is not None and group == groups[i]
        ]
        if groups[i] < 0 or not known or (x is None and operation != "mean"):
            out.append(None)
        elif operation == "mean":
            total = 0.0
            for y in known:
                total += y
            out.append(total / len(known))
        elif operation == "top":
            assert x is not None
            out.append(sum(y > x for y in known) < operand)
        else:
            assert x is not None
            rank = sum(y < x for y in known) + (sum(y == x for y in known) + 1) / 2
            out.append(rank / len(known) if operation == "quantile" else rank)
    return out


def _step(stack: list[Any], step: Step, source: Arrays) -> None:
    operation, operand = step
    across = operation.removesuffix("_within")
    if operation == "column":
        assert isinstance(operand, Metric)
        stack.append(list(source.numbers[operand]))
    elif operation == "flag":
        assert isinstance(operand, (Theme, Rating))
        stack.append(list(source.flags[operand]))
    elif operation == "group":
        stack.append(source.industries)
    elif operation == "members":
        stack.append([0 if x is True else -1 for x in stack.pop()])
    elif operation == "constant":
        stack.append([operand] * ROW * source.sections)
    elif operation in ("surely", "possibly"):
        pass  # the figures of this source are exact
    elif operation == "invert":
        stack.append([_not(x) for x in stack.pop()])
    elif operation == "negate":
        stack.append([None if x is None else -x for x in stack.pop()])
    elif across in ("rank", "quantile", "top", "mean"):
        groups = stack.pop() if across != operation else [0] * ROW * source.sections
        assert isinstance(operand, float)
        stack.append(_across(across, stack.pop(), groups, operand))
    else:
        right, left = stack.pop(), stack.pop()
        pairs = list(zip(left, right, strict=True))
        if operation == "both":
            stack.append([_and(a, b) for a, b in pairs])
        elif operation == "either":
            stack.append([_not(_and(_not(a), _not(b))) for a, b in pairs])
        else:
            apply = _BINARY[operation]
            stack.append([None if a is None or b is None else apply(a, b) for a, b in pairs])


def evaluate(expression: Expr, source: Arrays) -> list[float | bool | None]:
    """The value of every cell."""
    stack: list[Any] = []
    for step in expression.steps:
        _step(stack, step, source)
    (result,) = stack
    return list(result)
