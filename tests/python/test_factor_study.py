"""What a user of factor studies relies on: no future, every cell accounted for, doubts said aloud."""

from __future__ import annotations

import sys
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from factor_rows import BY_DATE, NAN, WORLD_PERIODS, World, codes, frame, prices, study, tickers, walk
from hypothesis import given, settings
from yanbao import errors
from yanbao._backtest.factor_data import AFTER, BEFORE
from yanbao._backtest.factor_study import factor_study
from yanbao._backtest.years import sessions_per_year_of
from yanbao._sessions import sessions_of

seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=15)
@given(seeds, st.sampled_from(["open", "close"]), st.integers(2, 14))
def test_every_cell_is_used_or_left_out_with_a_reason(seed: int, entry: str, priced: int) -> None:
    world = World(seed)
    world.factor.iloc[2, 3] = np.inf
    world.factor["0700.HK"] = 1.0
    found = world.study(entry, priced_until=priced)
    table = found.coverage
    assert (table["given"] == table["used"] + table[list(BEFORE + AFTER)].sum(axis=1)).all()
    assert (table["factor"] == table["given"] - table[list(BEFORE)].sum(axis=1)).all()
    assert (table >= 0).all(axis=None)
    assert (table["given"].loc[1] == world.factor.notna().sum(axis=1)).all()
    for reason in ("no_session", "infinite"):
        assert (table[reason].sum() > 0) == (reason in codes(found))
    for period in WORLD_PERIODS:
        returns = found.cells[[period]].dropna().groupby(level="date").size()
        used = table.loc[period]["used"]
        assert (returns[returns >= 3] == used[used > 0]).all()


def test_returns_are_of_entry_and_hold_dividends() -> None:
    """A dividend of 1 on a close of 10: 9 is where it opens, and nothing was lost."""
    opened = frame([[10, 20], [9, 20], [9.9, NAN], [9.9, 22]])
    closed = frame([[10, 20], [9, 21], [9.9, NAN], [9.9, 22]])
    before = frame([[10, 20], [9, 20], [9, 21], [9.9, 21]])
    px = prices("raw", open=opened, close=closed, preclose=before)
    factor = frame([[1, 2]] * 4)
    by_open = factor_study(factor, px, (1, 2), min_names=2).cells
    np.testing.assert_allclose(by_open[1], [0, 0, 0.1, NAN, 0, NAN, NAN, NAN], atol=1e-12)
    np.testing.assert_allclose(by_open[2], [0.1, NAN, 0.1, 0.1, NAN, NAN, NAN, NAN], atol=1e-12)
    by_close = factor_study(factor, px, (1,), entry="close", min_names=2).cells
    np.testing.assert_allclose(by_close[1], [0, 0.05, 0.1, NAN, 0, NAN, NAN, NAN], atol=1e-12)
    bare = factor_study(factor, prices("raw", open=opened, close=closed), (1,), min_names=2)
    np.testing.assert_allclose(bare.cells[1].iloc[0], -0.1)
    assert "no_factor" in codes(bare)
    line = by_open.index[0][0]
    table = factor_study(factor, px, (1, 2), min_names=2).coverage
    assert table.loc[(2, line), ["used", "no_exit", "few_names"]].tolist() == [0, 1, 1]
    assert table.loc[1][["no_entry", "after_end"]].to_numpy().tolist() == [[0, 0], [0, 0], [1, 0], [0, 2]]


def test_overlap_sets_the_lag() -> None:
    random = np.random.default_rng(2)
    close = walk(random, 60, 12)
    factor = frame(random.normal(size=close.shape))
    px = prices(close=close)
    daily = study(factor, px, periods=(1, 5)).ic_summary.loc["rank_ic"]
    assert daily["lag"].tolist() == [0, 4]
    assert study(factor.iloc[::5], px, periods=(5, 6, 11)).ic_summary.loc["rank_ic"]["lag"].tolist() == [
        0,
        1,
        2,
    ]
    spread = study(factor, px, periods=(1,)).rank_ic[1]
    np.testing.assert_allclose(daily["t"].iloc[0], spread.mean() / spread.std() * np.sqrt(spread.count()))


def test_neutral_is_neutral() -> None:
    random = np.random.default_rng(4)
    days, names = 6, 40
    cap = frame(np.exp(random.normal(23, 1, (days, names))))
    labels = pd.DataFrame(random.choice(list("abc"), (days, names)), index=cap.index, columns=cap.columns)
    size = np.log(cap.shift(1))
    factor = (
        frame(random.normal(size=(days, names))) + 2 * size + labels.map({"a": 5.0, "b": -3.0, "c": 0.0}.get)
    )
    px = prices(close=walk(random, days, names), market_cap=cap)
    found = study(factor.fillna(0.0), px, groups=labels, neutralize=["industry", "log_cap"], periods=(1,))
    left = found.cells["factor"].unstack()
    assert cap.index[0] not in left.index  # no cap is known before the first session
    for date in left.index:
        np.testing.assert_allclose(left.loc[date].groupby(labels.loc[date]).mean(), 0, atol=1e-10)
        assert abs(np.corrcoef(left.loc[date], size.loc[date])[0, 1]) < 1e-10
    assert found.by_group.loc[1].index.tolist() == ["a", "b", "c"]
    with pytest.raises(errors.InvalidValueError, match="no groups"):
        _ = study(factor.fillna(0.0), px).by_group


def test_frames_count_from_their_dates_on() -> None:
    factor, close = frame(np.random.default_rng(0).normal(size=(6, 8))), walk(np.random.default_rng(1), 6, 8)
    labels = pd.DataFrame(
        [["a"] * 4 + ["b"] * 4, ["b"] * 8], index=close.index[[1, 4]], columns=close.columns
    )
    found = study(factor, close, groups=labels, periods=(1,))
    group = found.cells["group"].unstack()
    assert group.iloc[0].isna().all()  # what comes later does not reach back
    assert group.iloc[3].tolist() == ["a"] * 4 + ["b"] * 4
    assert (group.iloc[5] == "b").all()
    carried = found.findings.set_index("code").loc["carried"]
    assert (carried["subject"], carried["count"]) == ("groups", 3)
    fixed = study(
        factor, close, groups=pd.Series("a", index=close.columns), neutralize="industry", periods=(1,)
    )
    assert "groups_not_dated" in codes(fixed)
    np.testing.assert_allclose(fixed.rank_ic[1], study(factor, close, periods=(1,)).rank_ic[1])
    who = pd.DataFrame(True, index=close.index[[2]], columns=close.columns[:5])
    covered = study(factor, close, universe=who, periods=(1,)).coverage.loc[1]
    assert covered["outside_universe"].tolist() == [8, 8, 3, 3, 3, 3]


def test_what_a_reader_must_know_is_said() -> None:
    close = walk(np.random.default_rng(1), 12, 10)
    tied = study(frame([[0] * 8 + [1, 2]] * 12), close, periods=(2,))
    assert {"empty_quantile", "few_periods"} <= codes(tied)
    flat = study(frame(np.full((12, 10), 0.1)), close, periods=(1,))
    assert {"constant"} <= codes(flat)
    assert flat.rank_ic[1].isna().all()
    assert flat.factor_returns[1].dropna().eq(0).all()
    both = close.set_axis([*tickers(5), "0700.HK", "0005.HK", "0001.HK", "0388.HK", "0941.HK"], axis=1)
    mixed = pd.DataFrame(
        np.random.default_rng(2).normal(size=(12, 10)), index=both.index, columns=both.columns
    )
    assert "several_calendars" in codes(study(mixed, both, periods=(1,)))
    assert "sessions_missing" in codes(
        study(frame(np.ones((12, 10))), close.drop(close.index[4]), periods=(1,))
    )
    wild = frame(np.random.default_rng(2).normal(size=(12, 10)))
    wild.iloc[:, 0] = 1e9
    clipped = study(wild, close, periods=(1,), winsorize="mad", min_names=11)
    assert {"clipped", "few_names"} <= codes(clipped)
    assert clipped.cells["factor"].max() < 1e3
    alone = pd.DataFrame([["a"] * 9 + ["z"]] * 12, index=close.index, columns=close.columns)
    assert "alone_in_group" in codes(study(wild, close, periods=(1,), groups=alone, neutralize="industry"))
    plain = study(wild, close, periods=(1, 2))
    assert {"after_end", "overlap"} <= codes(plain)
    assert not {"clipped", "few_names", "no_exit", "infinite", "constant", "empty_quantile"} & codes(plain)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"entry": "opens"}, errors.UnknownNameError, "did you mean 'open'"),
        ({"entry": "open"}, errors.InvalidValueError, "column 'open'"),
        ({"periods": ()}, errors.InvalidValueError, "sessions"),
        ({"periods": (0,)}, errors.InvalidValueError, "sessions"),
        ({"periods": (True,)}, errors.InvalidValueError, "sessions"),
        ({"horizons": (-1,)}, errors.InvalidValueError, "horizons"),
        ({"winsorize": "madd"}, errors.UnknownNameError, "mad"),
        ({"winsorize": ("quantile", 0.5)}, errors.InvalidValueError, "share"),
        ({"winsorize": "quantile"}, errors.InvalidValueError, "share"),
        ({"winsorize": ("mad", -1)}, errors.InvalidValueError, "width"),
        ({"neutralize": "industri"}, errors.UnknownNameError, "did you mean 'industry'"),
        ({"neutralize": "industry"}, errors.InvalidValueError, "groups"),
        ({"neutralize": ["log_cap"]}, errors.InvalidValueError, "market_cap"),
        ({"quantiles": 1}, errors.InvalidValueError, "2 or more"),
        ({"quantiles": [0, 2]}, errors.InvalidValueError, "shares"),
        ({"quantiles": [0.5, 0.5]}, errors.InvalidValueError, "ascend"),
        ({"quantiles": 1001}, errors.InvalidValueError, "1,000 at most"),
        ({"quantiles": np.linspace(0, 1, 1002)}, errors.InvalidValueError, "1,000 at most"),
        ({"bins": 2_000_000}, errors.InvalidValueError, "1,000 at most"),
        ({"bins": range(1002)}, errors.InvalidValueError, "1,000 at most"),
        ({"sessions_per_year": 0}, errors.InvalidValueError, "positive"),
        ({"bins": 0}, errors.InvalidValueError, "1 or more"),
        ({"bins": ["a", "b"]}, errors.InvalidValueError, "bounds"),
        ({"min_names": 1}, errors.InvalidValueError, "min_names"),
        ({"groups": pd.DataFrame({"600000.SH": ["a"]})}, errors.InvalidValueError, "groups"),
        ({"universe": frame([[2.0]])}, errors.InvalidValueError, "true and false"),
    ],
)
def test_what_cannot_be_is_refused(options: Any, error: Any, says: str) -> None:
    with pytest.raises(error, match=says):
        study(frame([[1.0, 2.0]] * 3), frame([[1.0, 2.0]] * 3), **options)


@pytest.mark.parametrize(
    "factor",
    [
        [1.0],
        pd.DataFrame({"600570.SH": [1.0]}),
        frame([[1.0]]).tz_localize("UTC"),
        frame([[1.0]], pd.DatetimeIndex(["2024-01-02 09:30"])),
        pd.concat([frame([[1.0]])] * 2),
        frame([[1.0]]).astype(object).replace(1.0, "many"),
        frame([[1.0, 2.0]]).set_axis(["600570.SH", "SH600570"], axis=1),
        frame([[1.0]]).set_axis(["no ticker"], axis=1),
    ],
)
def test_what_is_no_dates_by_tickers_is_refused(factor: Any) -> None:
    with pytest.raises(errors.InvalidValueError):
        study(factor, frame([[1.0]] * 3))
    with pytest.raises(errors.InvalidValueError, match=r"yb\.Prices"):
        factor_study(frame([[1.0]]), frame([[1.0]]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cells", [[[NAN] * 3], [[1.0, 2.0, 3.0]], [[np.inf, -np.inf, 1.0]], [[1.0, 1.0, 1.0]]]
)
@pytest.mark.parametrize("winsorize", [None, "mad", ("quantile", 0.1)])
def test_single_rows(cells: Any, winsorize: Any) -> None:
    found = study(
        frame(cells), frame([[1.0, 2.0, 3.0], [1.1, 2.0, 3.0]]), winsorize=winsorize, periods=(1, 9)
    )
    for name in (
        *BY_DATE,
        "ic_summary",
        "quantile_returns",
        "monotonicity",
        "alpha_beta",
        "decay",
        "coverage",
    ):
        values = getattr(found, name).to_numpy("float64")
        assert not np.isinf(values).any(), name
    assert "FactorStudy" in repr(found)
    assert "<table>" in found._repr_html_()


def test_order_and_habit_of_the_input_change_nothing() -> None:
    world = World(5)
    was = world.study("open")
    renamed = {t: f"sh.{t[:6]}" for t in world.factor.columns}
    world.factor = world.factor.rename(columns=renamed)
    world.groups = world.groups.iloc[::-1, ::-1]
    world.factor = world.factor.iloc[::-1]
    now = world.study("open")
    pd.testing.assert_frame_equal(was.rank_ic, now.rank_ic, check_exact=True)
    pd.testing.assert_frame_equal(was.by_group, now.by_group, check_exact=True)


def test_picture_and_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'yanbao[plot]'")
    from matplotlib import pyplot

    world = World(6, 60, 20)
    found = world.study("open")
    drawn = found.plot()
    assert len(drawn.axes) == 4
    assert all(axis.has_data() and axis.get_title() for axis in drawn.axes)
    assert not pyplot.get_fignums()
    page = found._repr_html_()
    assert page.count("<table>") == 8
    assert "median ± 5 × 1.4826 × MAD" in page
    found.findings.loc[0, "what"] = "<script>"
    assert "<script>" not in found._repr_html_()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot", raising=False)
    with pytest.raises(errors.MissingExtraError, match="plot"):
        found.plot()


def test_a_stock_of_another_exchange_among_the_prices_changes_nothing() -> None:
    """Days on which only Hong Kong trades are none of a study of Shanghai's stocks."""
    random = np.random.default_rng(5)
    close = walk(random, 60, 8, 0.05)  # over the new year's week in Shanghai
    factor = frame(random.normal(size=(60, 8)))
    days = pd.DatetimeIndex(sessions_of("XHKG"))
    days = days[(days >= close.index[0]) & (days <= close.index[-1])]
    assert len(days.difference(close.index)) == 3
    foreign = pd.DataFrame({"0700.HK": np.linspace(300, 400, len(days))}, index=days)
    alone, beside = (study(factor, c, periods=(1, 5)) for c in (close, close.join(foreign, how="outer")))
    for table in ("ic", "rank_ic", "coverage", "findings", "spread", "factor_returns", "alpha_beta"):
        pd.testing.assert_frame_equal(getattr(alone, table), getattr(beside, table))
    assert alone.settings == beside.settings


def test_a_year_has_the_sessions_that_it_has_in_a_backtest() -> None:
    days = pd.date_range("2023-02-01", periods=40)
    names = ["600000.SH", "600004.SH", "0700.HK"]
    close = pd.DataFrame(np.random.default_rng(1).uniform(9, 11, (40, 3)), index=days, columns=names)
    found = study(close, close, periods=(1,)).settings["sessions_per_year"]
    assert found == sessions_per_year_of(names, days) == 252
    assert study(close[names[:2]], close, periods=(1,)).settings["sessions_per_year"] == 242
    assert study(close, close, periods=(1,), sessions_per_year=240).settings["sessions_per_year"] == 240
    assert np.isnan(study(close.iloc[:0], close, periods=(1,)).settings["sessions_per_year"])
    late = close.set_axis(pd.date_range("2099-01-01", periods=40))  # no calendar is made so far ahead
    with pytest.raises(errors.InvalidValueError, match="say sessions_per_year"):
        study(late[names[2:]], late[names[2:]], periods=(1,))
