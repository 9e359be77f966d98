"""The core's panel against a slow, plain one, on rows that hypothesis makes up."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import panel_oracle as oracle
import panel_rows
from hypothesis import given
from hypothesis import strategies as st
from panel_oracle import FOREVER, Row
from panel_rows import SESSIONS, TICKERS
from yanbao import _core

cells = [(s, t) for s in range(SESSIONS) for t in range(TICKERS)]
least = st.integers(1, 3)
hows = st.sampled_from(["matched", "level"])
# how far back each session looks: never falling, and never later than the session
backs = st.lists(st.integers(-4, SESSIONS - 1), min_size=SESSIONS, max_size=SESSIONS).map(
    lambda ends: [min(s, e) for s, e in enumerate(sorted(ends))]
)


@given(panel_rows.lists)
def test_as_of(rows: list[Row]) -> None:
    value, used = panel_rows.as_of(rows)
    assert used.tolist() == oracle.as_of(rows, SESSIONS, TICKERS)
    expected = [np.nan if i < 0 else rows[i].value for i in used.ravel().tolist()]
    np.testing.assert_array_equal(value.ravel(), expected)


@given(panel_rows.lists)
def test_rows_that_never_end(rows: list[Row]) -> None:
    """The way without sorting gives what the other gives."""
    rows = [dataclasses.replace(r, last=FOREVER) for r in rows]
    arrays = panel_rows.columns(rows, "ticker", "session", "value")
    value, used = _core.as_of(**arrays, sessions=SESSIONS, tickers=TICKERS, with_rows=True)
    assert used is not None
    assert used.tolist() == oracle.as_of(rows, SESSIONS, TICKERS)
    np.testing.assert_array_equal(value, panel_rows.as_of(rows)[0])


@given(panel_rows.lists, panel_rows.wanted, least)
def test_consensus(rows: list[Row], wanted: list[list[int]], least: int) -> None:
    found = panel_rows.consensus(rows, wanted, least)
    for s, t in cells:
        for name, expected in oracle.consensus(rows, t, wanted[s][t], s, least).items():
            np.testing.assert_allclose(found[name][s, t], expected, rtol=1e-12, atol=1e-14, err_msg=name)
    some = found["count"] >= least
    for low, high in [("low", "mean"), ("mean", "high"), ("low", "median"), ("median", "high")]:
        assert (found[low][some] <= found[high][some]).all()


@given(panel_rows.lists, panel_rows.wanted, backs, hows, least)
def test_revision(rows: list[Row], wanted: list[list[int]], then: list[int], how: str, least: int) -> None:
    change, breadth = panel_rows.revision(rows, wanted, then, how, least)
    for s, t in cells:
        expected = oracle.revision(rows, t, wanted[s][t], s, then[s], how, least)
        np.testing.assert_allclose((change[s, t], breadth[s, t]), expected, rtol=1e-12, atol=1e-14)


def everything(rows: list[Row], wanted: Any, then: list[int]) -> list[Any]:
    """What each kernel says, by session."""
    return [
        panel_rows.as_of(rows)[0],
        *panel_rows.consensus(rows, wanted).values(),
        *panel_rows.revision(rows, wanted, then, "matched"),
        *panel_rows.revision(rows, wanted, then, "level"),
    ]


@given(panel_rows.lists, panel_rows.wanted, backs, st.integers(0, SESSIONS - 1), st.data())
def test_nothing_known_later_changes_what_was_known(
    rows: list[Row], wanted: list[list[int]], then: list[int], day: int, data: st.DataObject
) -> None:
    """Rows known after a day are changed, added, taken away and moved: nothing until the day moves."""
    early = [r for r in rows if r.session <= day]
    later = st.builds(dataclasses.replace, panel_rows.ROW, session=st.integers(day + 1, SESSIONS))
    others = early[:]
    for row in data.draw(st.lists(later, max_size=10)):
        others.insert(data.draw(st.integers(0, len(others))), row)
    for a, b in zip(everything(rows, wanted, then), everything(others, wanted, then), strict=True):
        np.testing.assert_array_equal(a[: day + 1], b[: day + 1])


@given(panel_rows.lists, panel_rows.wanted, st.integers(0, SESSIONS))
def test_a_shorter_panel_is_the_beginning_of_a_longer_one(
    rows: list[Row], wanted: list[list[int]], day: int
) -> None:
    whole, short = panel_rows.as_of(rows), panel_rows.as_of(rows, day)
    for a, b in zip(whole, short, strict=True):
        np.testing.assert_array_equal(a[:day], b)
    size = {"sessions": day, "tickers": TICKERS}
    periods = panel_rows.ints(wanted)
    found = _core.consensus(**panel_rows.estimates(rows), wanted=periods[:day], **size)
    for name, values in panel_rows.consensus(rows, wanted).items():
        np.testing.assert_array_equal(values[:day], found[name])


@given(panel_rows.lists, panel_rows.wanted, backs, st.randoms(use_true_random=False))
def test_order_and_numbers_of_brokers_mean_nothing(
    rows: list[Row], wanted: list[list[int]], then: list[int], random: Any
) -> None:
    """To the last bit, where no two rows of a broker are of one session."""
    unique = list({(r.ticker, r.broker, r.period, r.session): r for r in rows}.values())
    thirds = [dataclasses.replace(r, value=r.value / 3) for r in unique]
    shuffled = random.sample(thirds, len(thirds))
    expected = everything(thirds, wanted, then)[1:]
    for a, b in zip(expected, everything(shuffled, wanted, then)[1:], strict=True):
        np.testing.assert_array_equal(a, b)
    renamed = [dataclasses.replace(r, broker=(7 - r.broker) % 2**31) for r in thirds]
    before, after = panel_rows.consensus(thirds, wanted), panel_rows.consensus(renamed, wanted)
    for name, values in before.items():
        np.testing.assert_array_equal(values, after[name])


@given(panel_rows.lists, st.lists(st.sampled_from([2024, 2025, 0]), min_size=SESSIONS, max_size=SESSIONS))
def test_a_period_a_session_is_one_for_all_tickers(rows: list[Row], years: list[int]) -> None:
    every = panel_rows.consensus(rows, [[year] * TICKERS for year in years])
    for name, values in panel_rows.consensus(rows, years).items():
        np.testing.assert_array_equal(values, every[name])


@given(st.integers(0, 10_000))
def test_many_rows(seed: int) -> None:
    """Enough of them for sorting byte by byte, merging and more than one tile of tickers."""
    random = np.random.default_rng(seed)
    n, sessions, tickers = 3000, 300, 37
    draw = {
        "ticker": random.integers(0, tickers, n, np.int32),
        "broker": random.integers(0, 40, n, np.int32),
        "period": random.integers(2023, 2026, n, np.int32),
        "session": random.integers(-300, sessions + 10, n, np.int32),
        "value": random.integers(-50, 90, n) / 8,
    }
    draw["last"] = draw["session"] + random.integers(0, 400, n, np.int32)
    wanted = random.choice(panel_rows.ints([0, 2023, 2024, 2025]), (sessions, tickers))
    # a session wants most often what the one before wanted
    for s in range(1, sessions):
        same = random.random(tickers) < 0.98
        wanted[s, same] = wanted[s - 1, same]
    fields = zip(
        *(draw[k].tolist() for k in ["ticker", "broker", "period", "session", "value", "last"]), strict=True
    )
    rows = [Row(*row) for row in fields]
    size = {"sessions": sessions, "tickers": tickers}
    found = _core.consensus(**draw, wanted=wanted, **size)
    then = np.arange(-30, sessions - 30, dtype=np.int32)
    change, breadth = _core.revision(**draw, wanted=wanted, then=then, **size)
    known = {k: draw[k] for k in ["ticker", "session", "value", "last"]}
    used = _core.as_of(**known, **size, with_rows=True)[1]
    assert used is not None
    for _ in range(25):
        s, t = int(random.integers(sessions)), int(random.integers(tickers))
        own = [r for r in rows if r.ticker == t]
        period = int(wanted[s, t])
        for name, expected in oracle.consensus(own, t, period, s, 1).items():
            np.testing.assert_allclose(found[name][s, t], expected, rtol=1e-12, atol=1e-14, err_msg=name)
        expected_move = oracle.revision(own, t, period, s, s - 30, "matched", 1)
        np.testing.assert_allclose((change[s, t], breadth[s, t]), expected_move, rtol=1e-9, atol=1e-12)
        assert used[s, t] == oracle.newest([(i, r) for i, r in enumerate(rows) if r.ticker == t], s)
