"""A factor study sees nothing of the future, and finds what is there to be found."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from factor_rows import BY_DATE, WORLD_PERIODS, World, codes, frame, prices, study
from hypothesis import given, settings
from yanbao._backtest.factor_study import factor_study

seeds = st.integers(0, 2**32 - 1)


def rows(found: Any, last: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """Everything that is by date, up to one."""
    tables = {name: getattr(found, name).loc[:last] for name in BY_DATE}
    by_date = found.quantile_returns_by_date
    tables["quantiles"] = by_date[by_date.index.get_level_values("date") <= last]
    tables["cells"] = found.cells[found.cells.index.get_level_values("date") <= last]
    return tables


@settings(max_examples=15)
@given(seeds, st.sampled_from(["open", "close"]), st.integers(1, 10), st.booleans())
def test_no_date_sees_what_comes_after_its_period(seed: int, entry: str, last: int, cut: bool) -> None:
    """Anything after d + n is changed, or gone, and of d itself what is known at its end alone."""
    world = World(seed)
    before = world.study(entry)
    day = world.close.index[last]
    end = last + max(WORLD_PERIODS) + 1
    if cut:
        after = world.study(entry, last + 1, end)
    else:
        other = World(seed + 1)
        for name in ("factor", "universe", "groups", "other"):
            getattr(world, name).iloc[last + 1 :] = getattr(other, name).iloc[last + 1 :]
        world.open.iloc[end:], world.close.iloc[end:] = other.open.iloc[end:], other.close.iloc[end:]
        world.cap.iloc[last:] = other.cap.iloc[last:]  # the cap of d is that of its close
        if entry == "open":
            world.close.iloc[last:end] *= 1.5  # missing closes stay: they say who is suspended
        after = world.study(entry)
    for (name, was), now in zip(rows(before, day).items(), rows(after, day).values(), strict=True):
        pd.testing.assert_frame_equal(was, now, check_exact=True, check_freq=False, obj=name)


def test_what_a_date_must_see_it_sees() -> None:
    """The test above would not notice a study that sees nothing."""
    world, last = World(3), 5
    day = world.close.index[last]
    before = world.study("open")
    for name, at in (
        ("factor", last),
        ("other", last),
        ("open", last),
        ("open", last + 3),
        ("cap", last - 1),
    ):
        changed = World(3)
        getattr(changed, name).iloc[at, ::2] *= 1.1
        now = changed.study("open")
        assert not now.ic.loc[day].equals(before.ic.loc[day]), name
    changed.universe.iloc[last] = False
    assert changed.study("open").coverage.loc[(1, day), "factor"] == 0


@pytest.mark.parametrize("entry", ["open", "close"])
def test_tomorrow_is_seen_by_who_looks(entry: str) -> None:
    """A study that could not find a factor of the future would find nothing else."""
    world = World(1, 40, 20)
    ahead = (world.open if entry == "open" else world.close).pct_change(fill_method=None).shift(-1)
    found = factor_study(ahead, prices(open=world.open, close=world.close), entry=entry, periods=(1,))
    assert found.ic[1].dropna().min() > 1 - 1e-12
    assert (found.rank_ic[1].dropna() == 1).all()
    assert "too_good" in codes(found)
    assert found.monotonicity.loc[1, "spearman"] == 1


def test_planted_is_found_and_shuffled_is_not() -> None:
    random = np.random.default_rng(11)
    days, names = 240, 60
    signal = random.normal(size=(days, names))
    moves = random.normal(0, 0.02, (days, names))
    moves[1:] += 0.001 * signal[:-1]
    close = frame(10 * np.exp(np.cumsum(moves, axis=0)))
    px = prices(close=close)
    planted = study(frame(signal), px, periods=(1, 5))
    assert planted.ic_summary.loc[("rank_ic", 1), "t"] > 3
    assert planted.spread_summary.loc[1, "t"] > 3
    assert planted.decay.loc[1, "session_ic_t"] > 3 > abs(planted.decay.loc[2, "session_ic_t"])
    for seed in range(5):
        shuffled = study(frame(np.random.default_rng(seed).permutation(signal)), px, periods=(1, 5))
        assert abs(shuffled.ic_summary["t"]).max() < 4
        assert abs(shuffled.ic_summary.loc[("rank_ic", 1), "mean"]) < 0.02
        assert "too_good" not in codes(shuffled)
