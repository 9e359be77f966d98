"""PE of a theme on sessions: by sum, harmonic and median, with and without market caps."""

from __future__ import annotations

import math
import statistics
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from yanbao import _core
from yanbao._theme_pe import theme_pe
from yanbao.errors import InvalidValueError, ShapeMismatchError

DATES, TICKERS = 3, 4
nan = math.nan
money = st.one_of(st.just(nan), st.integers(-4, 12).map(float))
members = st.lists(st.integers(0, 5), min_size=DATES * TICKERS, max_size=DATES * TICKERS)
cells = st.lists(money, min_size=DATES * TICKERS, max_size=DATES * TICKERS)

maybe = st.one_of(st.none(), cells)


def grid(values: Any, dtype: Any = np.float64) -> Any:
    return np.array(values, dtype=dtype).reshape(DATES, TICKERS)


def plain(strength: Any, cap: Any, earned: Any, yields: Any, how: str, least: int) -> list[Any]:
    """One date, member by member."""
    group = [i for i in range(TICKERS) if strength[i] >= max(least, 1)]
    caps = {i: cap[i] for i in group if cap is not None and cap[i] > 0}
    both = [i for i in caps if earned is not None and not math.isnan(earned[i])]
    if yields is None:
        known = {i: earned[i] / caps[i] for i in both}
    else:
        known = {i: yields[i] for i in group if not math.isnan(yields[i])}
    if how == "sum":
        counted, total = both, sum(earned[i] for i in both)
        pe = sum(caps[i] for i in both) / total if total > 0 else nan
    elif how == "harmonic":
        counted, total = list(known), sum(known.values())
        pe = len(known) / total if total > 0 else nan
    else:
        counted = [i for i in known if known[i] > 0]
        pe = statistics.median([1 / known[i] for i in counted]) if counted else nan
    having = both if how == "sum" else list(known)
    covered = sum(caps.get(i, 0.0) for i in having) / sum(caps.values()) if caps else nan
    return [pe, len(counted), len(group), covered]


@given(
    members,
    *[st.one_of(st.none(), cells)] * 3,
    st.sampled_from(["sum", "harmonic", "median"]),
    st.integers(0, 5),
)
def test_against_a_slow_oracle(
    strength: Any, cap: Any, earned: Any, yields: Any, how: str, least: int
) -> None:
    strength = grid(strength, np.uint8)
    cap, earned, yields = (None if values is None else grid(values) for values in (cap, earned, yields))
    found = theme_pe(strength, cap, earned, yields, how, least=least)
    rows = [[None if a is None else a[d] for a in (cap, earned, yields)] for d in range(DATES)]
    expected = [plain(strength[d], *rows[d], how, least) for d in range(DATES)]
    np.testing.assert_allclose(found.to_numpy(float), np.array(expected, float), rtol=1e-12)


@given(members, cells, cells)
def test_a_date_is_what_the_group_of_a_report_is(strength: Any, cap: Any, earned: Any) -> None:
    strength, cap, earned = grid(strength, np.uint8), grid(cap), grid(earned)
    series = _core.group_pe_series(strength, cap, earned)
    for d in range(DATES):
        group = _core.group_pe(cap[d], earned[d], strength[d][:, None])
        for name, value in group.items():
            np.testing.assert_array_equal(series[name][d], value[0], err_msg=name)


def test_yields_go_without_caps() -> None:
    strength = np.array([[4, 1, 0]], dtype=np.uint8)
    yields = np.array([[0.05, 0.025, 9.0]])
    assert theme_pe(strength, None, None, yields, "harmonic").iloc[0, :3].tolist() == [
        pytest.approx(80 / 3),
        2,
        2,
    ]
    assert theme_pe(strength, None, None, yields, "median").iloc[0, :2].tolist() == [30.0, 2]
    by_sum = theme_pe(strength, None, None, yields)
    assert by_sum.isna().iloc[0].tolist() == [True, False, False, True]
    assert by_sum["n"].tolist() == [0]


def test_frames_give_their_dates_and_shapes_must_fit() -> None:
    dates = pd.DatetimeIndex(["2024-04-01", "2024-04-02"], name="date")
    cap = pd.DataFrame([[100.0, 50.0], [110.0, nan]], index=dates)
    found = theme_pe(np.ones((2, 2), np.uint8), cap, cap / 10)
    assert found.index.equals(dates)
    assert found["pe"].tolist() == [10.0, 10.0]
    assert found["cap_coverage"].tolist() == [1.0, 1.0]
    with pytest.raises(InvalidValueError, match="how cannot be 'mean'"):
        theme_pe(np.ones((2, 2), np.uint8), cap, cap, how="mean")
    with pytest.raises(ShapeMismatchError):
        theme_pe(np.ones((2, 2), np.uint8), cap.T.iloc[:, :1], cap)
