"""Who is held and how much of each: the core against a slow and plain account of the same."""

from __future__ import annotations

import math
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import yanbao as yb
from hypothesis import given
from yanbao import _core


def shared_out(base: list[float], most: float) -> list[float]:
    """In proportion; one at a time is put on the bound, the heaviest first."""
    bound: set[int] = set()
    while True:
        free = [i for i in range(len(base)) if i not in bound]
        left = 1 - most * len(bound)
        total = sum(base[i] for i in free)
        weights = [most if i in bound else base[i] / total * left for i in range(len(base))]
        over = [i for i in free if weights[i] > most * (1 + 1e-13)]
        if not over:
            return weights
        bound.add(max(over, key=lambda i: weights[i]))


def plain(passes: Any, rank: Any, base: Any, longs: Any, shorts: Any, most: float) -> list[float]:
    """One row."""
    able = [
        i
        for i, p in enumerate(passes)
        if p and not math.isnan(rank[i]) and base[i] > 0 and base[i] < math.inf
    ]
    able.sort(key=lambda i: (-rank[i], i))
    out = [0.0] * len(passes)

    def size(side: Any) -> int:
        return min(side, len(able)) if isinstance(side, int) else max(1, math.floor(side * len(able) + 1e-9))

    if not able:
        return out
    up, down = size(longs), 0
    if shorts is not None:
        down = size(shorts)
        if up + down > len(able):
            asked = [side if isinstance(side, int) else size(side) for side in (longs, shorts)]
            up, down = (side * len(able) // sum(asked) for side in asked)
        if not up or not down:
            return out
    for sign, side in ((1, able[:up]), (-1, able[len(able) - down :])):
        for i, w in zip(side, shared_out([base[i] for i in side], most), strict=True) if side else ():
            out[i] = sign * w
    return out


SIDES = st.one_of(st.integers(1, 9), st.floats(0.01, 0.5))
FIGURES = st.one_of(st.sampled_from([1.0, 2.0, -1.0, math.nan, math.inf, -math.inf]), st.floats(-5, 5))
BASES = st.one_of(st.sampled_from([1.0, 0.0, math.nan, math.inf, -2.0, 1e300]), st.floats(1e-3, 1e3))


@given(st.data(), st.integers(0, 4), st.integers(0, 9), SIDES, st.none() | SIDES, st.floats(0.05, 1.0))
def test_the_core_agrees_with_the_plain_account(
    data: Any, rows: int, width: int, longs: Any, shorts: Any, most: float
) -> None:
    def grid(cells: Any) -> Any:
        drawn = data.draw(st.lists(cells, min_size=rows * width, max_size=rows * width))
        return np.array(drawn, "float64").reshape(rows, width)

    passes, rank, base = grid(st.booleans()).astype(np.uint8), grid(FIGURES), grid(BASES)
    found = _core.select_weights(
        passes, rank, base, longs, shorts, short_side=shorts is not None, max_weight=most
    )
    for row in range(rows):
        want = plain(passes[row], rank[row], base[row], longs, shorts, most)
        np.testing.assert_allclose(found["weight"][row], want, rtol=1e-12, atol=1e-15)
        for side, sign in (("longs", 1), ("shorts", -1)):
            n = found[side][row]
            total = found["weight"][row][found["weight"][row] * sign > 0].sum() * sign
            assert total == pytest.approx(min(1.0, n * most) if n else 0.0, abs=1e-12)
        assert found["weight"][row].max(initial=0) <= most
        left = passes[row].sum() - found["unranked"][row] - found["unweighted"][row]
        assert found["longs"][row] + found["shorts"][row] <= left


def test_the_core_refuses_what_does_not_fit() -> None:
    yes = np.ones((1, 2), np.uint8)
    for arguments in (
        {"rank": np.ones((2, 1))},
        {"base": np.ones((1, 3))},
        {"longs": 0},
        {"longs": 1.5},
        {"max_weight": 0.0},
        {"max_weight": math.nan},
    ):
        with pytest.raises(yb.YanbaoError):
            _core.select_weights(yes, **arguments)  # type: ignore[arg-type]
