"""Event studies: known values, a slow oracle, planted and shuffled events, no price from after the window."""

from __future__ import annotations

import math
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from event_prices import DAYS, SPAN, at, made, of, spread
from hypothesis import given, settings
from yanbao._backtest import student

# --- known values


def test_a_market_model_worked_by_hand() -> None:
    """Benchmark 1 %, 2 %, 3 %, 4 %; stock 2 x benchmark + 1 %, but 11 % where the benchmark has 2 %."""
    base = np.array([0.01, 0.02, 0.03, 0.04, 0.02, 0.0])
    own = np.array([0.03, 0.05, 0.07, 0.09, 0.11, 0.03])
    level, close = (100 * np.cumprod(np.r_[1.0, 1 + r]) for r in (base, own))
    px = of(pd.DataFrame({"date": DAYS[:7], "ticker": "600001.SH", "close": close}))
    index = pd.Series(level, index=DAYS[:7])
    study = px.event_study(
        at(("600001.SH", 5)), (0, 1), index, estimation=(-4, -1), entry="close", min_estimation=4
    )
    assert study.events[["alpha", "beta", "estimated"]].iloc[0].tolist() == pytest.approx([0.01, 2.0, 4])
    assert study.abnormal.iloc[0].tolist() == pytest.approx([0.11 - 0.05, 0.03 - 0.01])
    assert study.average["caar"].tolist() == pytest.approx([0.06, 0.08])


def test_the_models_and_entries() -> None:
    px = of(
        pd.DataFrame(
            {"date": DAYS[:7], "ticker": "600001.SH"}
            | {"open": [10, 10, 10, 10, 10, 11.0, 12], "close": [10, 10, 10, 10, 10, 12.0, 12]}
        )
    )
    index = pd.DataFrame({"open": [100.0] * 6 + [100], "close": [100.0] * 5 + [101.0, 101]}, index=DAYS[:7])
    event = at(("600001.SH", 5))
    mean = {"model": "mean", "estimation": (-4, -1), "min_estimation": 3}
    opened = px.event_study(event, (0, 1), **mean)
    assert opened.abnormal.iloc[0].tolist() == pytest.approx([12 / 11 - 1, 0])
    assert opened.events["gap"].tolist() == pytest.approx([0.1])  # seen, and in no sum
    closed = px.event_study(event, (0, 1), entry="close", **mean)
    assert closed.abnormal.iloc[0].tolist() == pytest.approx([0.2, 0])
    less = px.event_study(event, (0, 1), index, model="benchmark")
    assert less.abnormal.iloc[0].tolist() == pytest.approx([12 / 11 - 1.01, 0])
    alone = px.event_study(event, (0, 1), index["close"], model="benchmark")
    assert alone.findings["code"].tolist() == ["benchmark_without_open", "price_index"]
    total = px.event_study(event, (0, 1), index, model="benchmark", benchmark_total=True)
    assert total.findings.empty
    wavy = index + np.array([[0, 1, 0, 1, 1, 0, 2.0]]).T
    for model, said in (("market", True), ("mean", False)):  # an index that nothing is held against says none
        for kind in (None, False):
            how = {**mean, "model": model, "entry": "close", "benchmark_total": kind}
            found = px.event_study(event, (0, 1), wavy, **how).findings["code"].tolist()
            assert found == ["price_index"] * said
    assert px.event_study(event, (0, 1), model="benchmark").findings.empty
    assert alone.abnormal.iloc[0].tolist() == pytest.approx([12 / 11 - 1.01, 0])


def test_raw_prices_go_with_their_factor() -> None:
    rows = {"date": DAYS[:7], "ticker": "600001.SH", "close": [10.0] * 5 + [5.0, 5.0]}
    rows["preclose"] = [10.0] * 5 + [5.0, 5.0]
    px = yb.Prices.from_frame(pd.DataFrame(rows), adjusted="raw", volume_unit="share")
    asked = {"model": "mean", "estimation": (-4, -1), "min_estimation": 3, "entry": "close"}
    assert px.event_study(at(("600001.SH", 5)), (0, 1), **asked).abnormal.iloc[0].tolist() == [0, 0]
    plain = yb.Prices.from_frame(
        pd.DataFrame(rows).drop(columns="preclose"), adjusted="raw", volume_unit="share"
    )
    study = plain.event_study(at(("600001.SH", 5)), (0, 1), **asked)
    assert study.abnormal.iloc[0, 0] == -0.5
    assert study.findings["code"].tolist() == ["prices_without_factor"]


# --- a slow oracle


def slow(frame: pd.DataFrame, event: tuple[str, int], asked: dict[str, Any]) -> list[float]:
    """The market model on the mean of all stocks, step by step."""
    closes: dict[str, dict[int, float]] = {}
    opens: dict[str, dict[int, float]] = {}
    number = {day: i for i, day in enumerate(DAYS)}
    for row in frame.itertuples(index=False):
        if row.volume > 0:
            closes.setdefault(row.ticker, {})[number[row.date]] = row.close
            opens.setdefault(row.ticker, {})[number[row.date]] = row.open
    level = [1.0]
    for d in range(1, len(DAYS)):
        steps = [c[d] / c[d - 1] - 1 for c in closes.values() if d in c and d - 1 in c]
        level.append(level[-1] * (1 + (sum(steps) / len(steps) if steps else 0)))
    ticker, day0 = event
    mine = closes[ticker]

    def step(d: int) -> tuple[float, float, int] | None:
        before = [b for b in mine if b < d]
        if d not in mine or not before:
            return None
        last = max(before)
        return mine[d] / mine[last] - 1, level[d] / level[last] - 1, d - last

    first, last = asked["estimation"]
    pairs = [s for s in map(step, range(day0 + first, day0 + last + 1)) if s is not None and s[2] == 1]
    design = np.array([[1.0, x] for _, x, _ in pairs])
    alpha, beta = np.linalg.lstsq(design, np.array([y for y, _, _ in pairs]), rcond=None)[0]
    out = []
    for d in range(day0 + asked["window"][0], day0 + asked["window"][1] + 1):
        found = step(d)
        if d == day0 and asked["entry"] == "open":
            inside = [closes[t][d] / opens[t][d] - 1 for t in closes if d in closes[t]]
            found = mine[d] / opens[ticker][d] - 1, sum(inside) / len(inside), 1
        out.append(math.nan if found is None else found[0] - alpha * found[2] - beta * found[1])
    return out


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["open", "close"]), st.sampled_from([0.0, 0.1, 0.3]))
def test_it_is_what_a_slow_one_says(seed: int, entry: str, holes: float) -> None:
    frame = made(seed, stocks=4, holes=holes)
    events = spread(40, 4)
    study = of(frame).event_study(events, entry=entry, **SPAN)
    assert len(study.events) + len(study.dropped) == len(events)
    for row, values in zip(study.events.itertuples(), study.abnormal.to_numpy(), strict=True):
        wanted = slow(frame, (row.ticker, DAYS.get_loc(row.session)), SPAN | {"entry": entry})
        np.testing.assert_allclose(values, wanted, rtol=0, atol=1e-12)
    assert len(study.events)


def test_averages_are_means_and_bands_of_what_traded() -> None:
    study = of(made(3, holes=0.2)).event_study(spread(), **SPAN)
    for session in (-3, 0, 4):
        values = study.abnormal[session].dropna()
        n = len(values)
        row = study.average.loc[session]
        assert row["n"] == n
        assert row["aar"] == pytest.approx(values.mean())
        error = values.std() / math.sqrt(n)
        assert row["aar_t"] == pytest.approx(values.mean() / error)
        assert row["aar_high"] == pytest.approx(values.mean() + student.quantile(0.95, n - 1) * error)
        path = study.abnormal.fillna(0.0).loc[:, :session].sum(axis=1)
        assert row["caar"] == pytest.approx(path.mean())
    total = study.car(0)
    assert total.loc["all", "mean"] == pytest.approx(study.abnormal.fillna(0.0).loc[:, 0:].sum(axis=1).mean())


# --- it finds what is there, and nothing where nothing is


def planted(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """2 % more on the two sessions from the event on."""
    frame, events = made(seed, stocks=30), spread(30, 30)
    for row in events.itertuples():
        day = DAYS.get_loc(row.date)
        mine = frame["ticker"] == row.ticker
        for later, grown in ((day, 1.02), (day + 1, 1.02)):
            frame.loc[mine & (frame["date"] >= DAYS[later]), "close"] *= grown
            frame.loc[mine & (frame["date"] > DAYS[later]), "open"] *= grown
    return frame, events


def test_a_planted_effect_is_found_and_shuffled_dates_have_none() -> None:
    frame, events = planted(5)
    px = of(frame)
    found = px.event_study(events, **SPAN).car(0, 5).loc["all"]
    assert found["mean"] == pytest.approx(0.04, abs=0.012)
    assert found["t"] > 6
    assert found["boot_low"] > 0.02
    before = px.event_study(events, **SPAN).car(-3, -1).loc["all"]
    assert abs(before["t"]) < 3
    quiet = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        other = events.assign(date=rng.choice(DAYS[60:250], len(events)))
        shuffled = px.event_study(other, **SPAN).car(0, 5).loc["all"]
        assert shuffled["mean"] < 0.02
        quiet += abs(shuffled["t"]) < 2.5
    assert quiet >= 17


def test_prices_of_weeks_are_told() -> None:
    frame = pd.DataFrame({"date": DAYS[:60], "ticker": "600001.SH", "close": 10.0})
    asked = {"model": "mean", "estimation": (-4, -1), "min_estimation": 3, "entry": "close"}
    event = at(("600001.SH", 50))
    codes = [
        of(rows).event_study(event, (0, 1), **asked).findings["code"].tolist()
        for rows in (frame, frame.iloc[::5])
    ]
    assert "sessions_missing" not in codes[0]
    assert "sessions_missing" in codes[1]
