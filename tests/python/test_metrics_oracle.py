"""The core's metrics against slow, plain ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import metrics_oracle as oracle
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics_oracle import Bounds, Cell
from numpy.typing import NDArray
from yanbao import _core, errors

REASONS = _core.reasons()

# figures of a report have few digits: equal ones, zeros and signs must be frequent
figures = st.integers(-400, 400).map(lambda n: n / 100)
cells = st.one_of(st.none(), figures)
positive = st.one_of(st.none(), st.integers(-2, 5000).map(lambda n: n / 100))


@st.composite
def intervals(draw: st.DrawFn) -> Bounds:
    if draw(st.integers(0, 9)) == 0:
        return None
    middle, half = draw(figures), draw(st.sampled_from([0.0, 0.005, 0.05, 0.5]))
    return middle - half, middle + half


def array(values: list[Cell]) -> NDArray[np.float64]:
    return np.array([math.nan if v is None else v for v in values], dtype=np.float64)


def pair(values: list[Bounds]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    nothing = (math.nan, math.nan)
    return array([(v or nothing)[0] for v in values]), array([(v or nothing)[1] for v in values])


def rows(*columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    return st.lists(st.tuples(*columns), max_size=20)


def assert_same(found: NDArray[np.float64], expected: list[Cell], relative: float = 1e-12) -> None:
    np.testing.assert_allclose(found, array(expected), rtol=relative, atol=1e-300)


def assert_explained(
    found: tuple[Any, Any], expected: list[tuple[Cell, str]], relative: float = 1e-12
) -> None:
    assert_same(found[0], [value for value, _ in expected], relative)
    assert [REASONS[code] for code in found[1]] == [reason for _, reason in expected]


def columns(table: list[tuple[Any, ...]], n: int) -> list[list[Any]]:
    return [[row[i] for row in table] for i in range(n)]


@given(rows(positive, positive, cells))
def test_pe(table: list[tuple[Cell, Cell, Cell]]) -> None:
    price, k, eps = columns(table, 3)
    assert_explained(_core.pe(array(price), array(k), array(eps)), [oracle.pe(*row) for row in table])
    found = _core.earnings_yield(array(price), array(k), array(eps))
    assert_explained(found, [oracle.earnings_yield(*row) for row in table])


@given(rows(cells, cells))
def test_peg(table: list[tuple[Cell, Cell]]) -> None:
    multiple, rate = columns(table, 2)
    assert_explained(_core.peg(array(multiple), array(rate)), [oracle.peg(*row) for row in table])


@given(rows(cells, cells))
def test_growth(table: list[tuple[Cell, Cell]]) -> None:
    base, end = columns(table, 2)
    assert_explained(_core.growth(array(base), array(end)), [oracle.growth(*row) for row in table])


@given(rows(cells, cells), st.integers(1, 5))
def test_cagr(table: list[tuple[Cell, Cell]], years: int) -> None:
    base, end = columns(table, 2)
    expected = [oracle.cagr(*row, years) for row in table]
    # two ways to a root differ in the last digits, which a difference from 1 magnifies
    found = _core.cagr(array(base), array(end), years)
    np.testing.assert_allclose(found[0], array([v for v, _ in expected]), rtol=1e-12, atol=1e-14)
    assert [REASONS[code] for code in found[1]] == [reason for _, reason in expected]


@given(rows(intervals(), intervals(), intervals()))
def test_pe_bounds(table: list[tuple[Bounds, Bounds, Bounds]]) -> None:
    price, k, eps = columns(table, 3)
    low, high = _core.pe_bounds(pair(price), pair(k), pair(eps))
    expected = pair([oracle.pe_bounds(*row) for row in table])
    np.testing.assert_allclose(low, expected[0], rtol=1e-12)
    np.testing.assert_allclose(high, expected[1], rtol=1e-12)


@given(rows(intervals(), intervals()))
def test_growth_bounds(table: list[tuple[Bounds, Bounds]]) -> None:
    base, end = columns(table, 2)
    low, high = _core.growth_bounds(pair(base), pair(end))
    expected = pair([oracle.growth_bounds(*row) for row in table])
    np.testing.assert_allclose(low, expected[0], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(high, expected[1], rtol=1e-9, atol=1e-12)


strengths = st.lists(st.integers(0, 5), min_size=2, max_size=2)


@given(rows(positive, cells, strengths), st.integers(0, 5))
def test_groups(table: list[tuple[Cell, Cell, list[int]]], least: int) -> None:
    first, second, strength = columns(table, 3)
    matrix = np.array(strength, dtype=np.uint8).reshape(len(table), 2)
    functions: list[tuple[Callable[..., Any], Callable[..., Any]]] = [
        (_core.group_pe, oracle.group_pe),
        (_core.group_growth, oracle.group_growth),
    ]
    for core, plain in functions:
        found = core(array(first), array(second), matrix, least)
        for theme in range(2):
            expected = plain(first, second, [row[theme] for row in strength], least)
            assert set(found) == set(expected)
            for name, value in expected.items():
                np.testing.assert_allclose(
                    found[name][theme],
                    math.nan if value is None else value,
                    rtol=1e-9,
                    atol=1e-12,
                    err_msg=name,
                )


@given(st.data(), st.integers(0, 4), st.integers(1, 5))
def test_membership(data: st.DataObject, securities: int, themes: int) -> None:
    parents = data.draw(st.lists(st.integers(-1, themes - 1), min_size=themes, max_size=themes))
    member = st.tuples(st.integers(0, max(securities - 1, 0)), st.integers(0, themes - 1), st.integers(1, 5))
    members = data.draw(st.lists(member, max_size=10 if securities else 0))
    found = _core.membership(members, securities, themes, parents)
    assert found.tolist() == oracle.membership(members, securities, themes, parents)


def test_arrays_of_any_shape_keep_it() -> None:
    """A panel of dates and securities goes through as it is."""
    eps = np.arange(6.0).reshape(2, 3)
    value, reason = _core.growth(eps, eps * 2)
    assert value.shape == reason.shape == (2, 3)
    low, high = _core.growth_bounds((eps, eps), (eps, eps))
    assert low.shape == high.shape == (2, 3)
    assert value.flags.writeable
    assert not value.flags.owndata  # it is the core's memory, not a copy


def test_shapes_that_do_not_fit() -> None:
    with pytest.raises(errors.ShapeMismatchError):
        _core.growth(np.ones(2), np.ones(3))
    with pytest.raises(errors.ShapeMismatchError):
        _core.group_pe(np.ones(2), np.ones(2), np.ones((3, 1), dtype=np.uint8))
    with pytest.raises(errors.InvalidValueError):
        _core.cagr(np.ones(2), np.ones(2), 0)


def test_eps_is_sharpened_by_price_and_pe() -> None:
    """0.1 and 0.1 with PE 52 and 39 is growth of a third, not of nothing."""
    half = np.array([0.05])
    eps, price, k = np.array([0.1]), np.array([3.4]), np.array([0.915])
    years = [
        _core.refine_eps((eps - half, eps + half), (price - half, price + half), (k, k), (pe - 0.5, pe + 0.5))
        for pe in (np.array([52.0]), np.array([39.0]))
    ]
    low, high = _core.growth_bounds(*years)
    assert low[0] < 52 / 39 - 1 < high[0]
    assert high[0] - low[0] < 0.2
