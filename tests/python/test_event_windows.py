"""Every event accounted for, no price from after its window, and pictures."""

from __future__ import annotations

import io
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from event_prices import DAYS, SPAN, at, made, of, spread
from hypothesis import given, settings


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
    told = study.findings[study.findings["code"] == "events_dropped"].set_index("subject")["count"]
    assert told.to_dict() == study.dropped["reason"].value_counts().to_dict()


def test_an_event_before_the_first_price_is_of_a_stock_not_yet_listed() -> None:
    frame = made(1, stocks=3)
    frame = frame[(frame["ticker"] != "600003.SH") | (frame["date"] >= DAYS[110])]
    frame.loc[(frame["ticker"] == "600003.SH") & (frame["date"] == DAYS[150]), "volume"] = 0.0
    frame.loc[(frame["ticker"] == "600003.SH") & (frame["date"] == DAYS[110]), "open"] = np.nan
    events = at(*(("600003.SH", day) for day in (100, 109, 110, 150)), ("600001.SH", 100))
    study = of(frame).event_study(events, **SPAN)
    reasons = study.dropped["reason"].to_dict()
    assert reasons == {0: "not_listed", 1: "not_listed", 2: "suspended", 3: "suspended"}
    assert study.dropped["what"].iloc[0] == "before its first price"


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
        ({"benchmark_total": "yes"}, yb.errors.InvalidValueError),
        ({"draws": 100_001}, yb.errors.InvalidValueError),
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


def test_houses_do_not_drop_each_other_s_events() -> None:
    days = pd.bdate_range("2024-01-02", periods=60)
    rows = pd.DataFrame({"date": days, "ticker": "600000.SH", "close": 10.0, "open": 10.0})
    px = yb.Prices.from_frame(rows, adjusted="backward", volume_unit="share")
    named = pd.DataFrame({"date": days[[30, 30, 31]], "ticker": "600000.SH", "label": ["a", "b", "a"]})
    index = pd.Series(np.linspace(100, 110, 60), index=days)
    how = {"window": (-1, 3), "model": "benchmark", "entry": "close", "benchmark": index}
    one, two = (px.event_study(events, **how) for events in (named, named.iloc[[1, 0, 2]]))
    assert one.events["label"].tolist() == ["a", "b"]
    assert sorted(two.events["label"]) == ["a", "b"]
    assert one.dropped["reason"].tolist() == ["overlap"]
