"""The core's screen against a slow, plain one, on expressions that hypothesis makes up."""

from __future__ import annotations

import math

import numpy as np
import screen_oracle as oracle
import yanbao as yb
from hypothesis import given
from screen_oracle import Arrays
from yanbao import _evaluate
from yanbao._expr import Condition, Number

UNKNOWN = 2


@given(oracle.conditions, oracle.sources())
def test_conditions(condition: Condition, source: Arrays) -> None:
    found = _evaluate.screen(condition, source)
    expected = oracle.evaluate(condition, source)
    assert found.truth.ravel().tolist() == [UNKNOWN if t is None else int(t) for t in expected]
    assert found.passed.ravel().tolist() == [t is True for t in expected]


@given(oracle.conditions, oracle.sources())
def test_what_each_condition_removes(condition: Condition, source: Arrays) -> None:
    found = _evaluate.screen(condition, source)
    each = [oracle.evaluate(term, source) for term in condition.terms]
    assert len(found.terms) == len(each)
    for i, (term, truths) in enumerate(zip(found.terms, each, strict=True)):
        others = [all(t[c] is True for j, t in enumerate(each) if j != i) for c in range(len(truths))]
        assert term.text == repr(condition.terms[i])
        assert (term.yes, term.no, term.unknown) == (
            sum(t is True for t in truths),
            sum(t is False for t in truths),
            sum(t is None for t in truths),
        )
        assert term.alone == sum(ok and t is not True for ok, t in zip(others, truths, strict=True))


@given(oracle.numbers, oracle.sources())
def test_numbers(expression: Number, source: Arrays) -> None:
    found = _evaluate.compute(expression, source)
    expected = [math.nan if x is None else x for x in oracle.evaluate(expression, source)]
    np.testing.assert_allclose(found.value.ravel(), expected, rtol=1e-12)


@given(oracle.conditions)
def test_what_is_printed_is_what_was_typed(condition: Condition) -> None:
    again = eval(repr(condition), {"yb": yb})
    assert repr(again) == repr(condition)


@given(oracle.conditions, oracle.sources())
def test_what_is_printed_means_the_same(condition: Condition, source: Arrays) -> None:
    again = eval(repr(condition), {"yb": yb})
    assert oracle.evaluate(again, source) == oracle.evaluate(condition, source)


@given(oracle.numbers)
def test_numbers_print_as_typed(expression: Number) -> None:
    again = eval(repr(expression), {"yb": yb})
    assert again.steps == expression.steps
