"""Event studies: known values, a slow oracle, planted and shuffled events, no price from after the window."""

from __future__ import annotations

import io
import math
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from yanbao._backtest import student

DAYS = pd.DatetimeIndex(pd.bdate_range("2023-01-02", periods=260))
SPAN = {"window": (-3, 5), "estimation": (-40, -4)}


def made(seed: int = 0, stocks: int = 12, holes: float = 0.0, days: int = 260) -> pd.DataFrame:
    """Prices with a common move and one of each stock's own, a row a stock and day; some did not trade."""
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.01, days)
    frames = []
    for k in range(stocks):
        steps = rng.uniform(0.5, 1.5) * market + rng.normal(0, 0.02, days)
        close = 10 * np.cumprod(1 + steps)
        opening = close * (1 + rng.normal(0, 0.004, days))
        frame = pd.DataFrame(
            {"date": DAYS[:days], "ticker": f"{600001 + k}.SH", "open": opening, "close": close}
        )
        frame["volume"] = np.where(rng.random(days) < holes, 0.0, 100.0)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def of(frame: pd.DataFrame) -> yb.Prices:
    return yb.Prices.from_frame(frame, adjusted="forward", volume_unit="share")


def at(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame({"ticker": [t for t, _ in rows], "date": [DAYS[d] for _, d in rows]})


def spread(every: int = 12, stocks: int = 12) -> pd.DataFrame:
    return at(*((f"{600001 + k}.SH", d) for k in range(stocks) for d in range(60 + k, 250, every)))


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
    assert alone.findings["code"].tolist() == ["benchmark_without_open"]
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


# --- no price from after the window, every event accounted for


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.integers(80, 200), st.sampled_from(["open", "close"]))
def test_prices_after_the_window_change_nothing(seed: int, cut: int, entry: str) -> None:
    frame, events = made(seed, stocks=5, holes=0.05), spread(17, 5)
    other = frame.copy()
    late = (other["date"] > DAYS[cut]).to_numpy()
    other.loc[late, ["open", "close"]] *= np.random.default_rng(seed + 1).uniform(0.5, 2, (late.sum(), 1))
    inside = events[events["date"] <= DAYS[cut - SPAN["window"][1]]]
    studies = [of(f).event_study(inside, entry=entry, **SPAN) for f in (frame, other, frame[~late])]
    assert len(studies[0].events)
    for study in studies[1:]:
        pd.testing.assert_frame_equal(study.abnormal, studies[0].abnormal)
        pd.testing.assert_frame_equal(study.average, studies[0].average)
        pd.testing.assert_frame_equal(study.events, studies[0].events)
        pd.testing.assert_frame_equal(study.dropped, studies[0].dropped)


def test_every_event_is_used_or_has_a_reason() -> None:
    frame = made(1, stocks=3)
    frame.loc[(frame["ticker"] == "600002.SH") & (frame["date"] == DAYS[100]), "volume"] = 0.0
    frame.loc[(frame["ticker"] == "600003.SH") & (frame["date"] < DAYS[90]), "volume"] = 0.0
    events = at(
        *(("600001.SH", 100), ("600001.SH", 104), ("600001.SH", 109), ("600001.SH", 2), ("600001.SH", 257)),
        *(("600002.SH", 100), ("600003.SH", 100), ("000009.SZ", 100), ("600002.SH", 150), ("nonsense", 100)),
    )
    events.loc[8, "date"] = pd.NaT
    study = of(frame).event_study(events, **SPAN)
    assert study.events.index.tolist() == [0, 2]
    assert study.dropped["reason"].to_dict() == {
        1: "overlap",
        3: "before_data",
        4: "after_data",
        5: "suspended",
        6: "few_estimation",
    } | {7: "no_prices", 8: "undated", 9: "no_ticker"}
    assert study.dropped["what"].notna().all()
    kept = of(frame).event_study(events, overlap="keep", **SPAN)
    assert kept.events.index.tolist() == [0, 1, 2]
    assert "8 dropped" in repr(study)


def test_a_day_without_a_session_goes_to_the_next_one() -> None:
    frame = made(1, stocks=3)
    saturday = pd.DataFrame({"ticker": ["600001.SH"], "date": [DAYS[104] + pd.Timedelta(days=1)]})
    assert DAYS[104].day_name() == "Friday"
    assert of(frame).event_study(saturday, **SPAN).events["session"].tolist() == [DAYS[105]]


def test_exchanges_have_their_own_sessions() -> None:
    """A holiday in Shanghai is no session of its stocks, whatever trades in Hong Kong."""
    frame = made(1, stocks=3)
    mainland = frame[(frame["date"] < DAYS[98]) | (frame["date"] > DAYS[101])]
    hong_kong = made(2, stocks=1).assign(ticker="0700.HK")
    study = of(pd.concat([mainland, hong_kong])).event_study(at(("600001.SH", 102), ("0700.HK", 102)), **SPAN)
    alone = of(mainland).event_study(at(("600001.SH", 102)), **SPAN)
    pd.testing.assert_frame_equal(study.abnormal.loc[[0]], alone.abnormal)
    assert study.events["traded"].tolist() == [9, 9]


def test_a_suspension_is_one_step_and_an_end_of_prices_leaves_the_sum() -> None:
    frame = made(1, stocks=3)
    mine = frame["ticker"] == "600001.SH"
    frame.loc[mine & frame["date"].isin(DAYS[101:104]), "volume"] = 0.0
    study = of(frame).event_study(at(("600001.SH", 100)), model="benchmark", **SPAN)
    values = study.abnormal.iloc[0]
    assert values.isna().tolist() == [False] * 4 + [True] * 3 + [False] * 2
    gone = of(frame[~mine | (frame["date"] <= DAYS[101])]).event_study(at(("600001.SH", 100)), **SPAN)
    assert gone.events["traded"].tolist() == [4]
    assert gone.average["caar"].iloc[-1] == pytest.approx(gone.average["caar"].iloc[3])


def test_labels_and_the_picture() -> None:
    events = spread().assign(label=lambda f: np.where(f.index % 2 == 0, "up", "down"), broker="one")
    study = of(made(2)).event_study(events, **SPAN)
    by = study.by_label
    assert set(by.index.get_level_values("label")) == {"up", "down"}
    up = study.abnormal[study.events["label"] == "up"]
    np.testing.assert_allclose(by.loc["up", "aar"], up.mean())
    assert study.car(0).index.tolist()[0] == "all"
    assert study.car(0)["n"].iloc[1:].sum() == len(study.events)
    for figure in (study.plot(), study.plot(by_label=False)):
        assert figure.axes[0].lines
        assert figure.axes[0].collections
        figure.savefig(io.BytesIO(), format="png")
    renamed = of(made(2)).event_study(events, label="broker", **SPAN)
    assert renamed.by_label.index.get_level_values("label").unique().tolist() == ["one"]
    with pytest.raises(yb.errors.UnknownNameError):
        _ = of(made(2)).event_study(spread(), **SPAN).by_label


def test_nothing_to_study_is_an_empty_study() -> None:
    study = of(made(1, stocks=2)).event_study(at(), **SPAN)
    assert len(study.events) == 0
    assert study.average["n"].tolist() == [0] * 9
    assert study.average["caar"].isna().all()
    assert study.car()["n"].tolist() == [0]
    study.plot()
    one = of(made(1, stocks=2)).event_study(at(("600001.SH", 100)), **SPAN)
    assert one.average[["aar_t", "aar_low", "caar_boot_low"]].isna().all(axis=None)


def test_the_same_seed_gives_the_same_band() -> None:
    px = of(made(2))
    one, two, other = (px.event_study(spread(), seed=s, **SPAN).average for s in (1, 1, 2))
    pd.testing.assert_frame_equal(one, two)
    assert (one["caar_boot_low"] != other["caar_boot_low"]).any()
    assert (one["caar_low"] == other["caar_low"]).all()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"model": "capm"}, yb.errors.UnknownNameError),
        ({"entry": "vwap"}, yb.errors.UnknownNameError),
        ({"overlap": "some"}, yb.errors.UnknownNameError),
        ({"window": (1, 5)}, yb.errors.InvalidValueError),
        ({"window": (5, -1)}, yb.errors.InvalidValueError),
        ({"window": 5}, yb.errors.InvalidValueError),
        ({"estimation": (-40, -3)}, yb.errors.InvalidValueError),
        ({"confidence": 95}, yb.errors.InvalidValueError),
        ({"seed": -1}, yb.errors.InvalidValueError),
        ({"label": "none"}, yb.errors.UnknownNameError),
        ({"benchmark": "000300.SH"}, yb.errors.UnknownNameError),
        ({"benchmark": pd.Series([0.01, -0.02], index=DAYS[:2])}, yb.errors.InvalidValueError),
        ({"benchmark": 7}, yb.errors.InvalidValueError),
    ],
)
def test_wrong_questions_are_refused(wrong: dict[str, Any], error: type[Exception]) -> None:
    px = of(made(1, stocks=2, days=100))
    with pytest.raises(error):
        px.event_study(at(("600001.SH", 60)), **{**SPAN, **wrong})
    with pytest.raises(yb.errors.InvalidValueError):
        px.event_study(pd.DataFrame({"date": [1]}))


def test_a_benchmark_that_stands_still_has_no_slope() -> None:
    flat = pd.Series(100.0, index=DAYS)
    study = of(made(1, stocks=2)).event_study(at(("600001.SH", 100)), benchmark=flat, **SPAN)
    assert study.dropped["reason"].tolist() == ["no_model"]
    short = pd.Series(np.linspace(100, 120, 100), index=DAYS[:100])
    study = of(made(1, stocks=2)).event_study(at(("600001.SH", 100)), benchmark=short, entry="close", **SPAN)
    assert study.dropped["reason"].tolist() == ["no_benchmark"]
