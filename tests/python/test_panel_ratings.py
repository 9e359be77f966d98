"""Ratings on sessions: the newest of each broker, by scales that were known by then."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rating_oracle as oracle
import yanbao as yb
from hypothesis import given, settings
from hypothesis import strategies as st
from rating_oracle import Printed, Row
from test_panel_themes import EVERY, SESSIONS, TICKERS, known
from yanbao._expr import Rating
from yanbao._panel_ratings import PanelRatings

INF = math.inf
FRONT = ["report_id", "report", "broker", "published", "known_at"]


def tables(rows: list[Row], scales: list[Printed]) -> list[pd.DataFrame]:
    def made(cells: list[Any], columns: list[str]) -> pd.DataFrame:
        table = pd.DataFrame(cells, columns=[*FRONT, *columns])
        for column in ("published", "known_at"):
            table[column] = pd.to_datetime(table[column]).astype("datetime64[ns]")
        return table

    def front(x: Any) -> tuple[Any, ...]:
        return (x.report, x.report, x.broker, x.known, x.known)

    def open_ends(bounds: tuple[float, float]) -> list[float]:
        return [math.nan if math.isinf(b) else b for b in bounds]

    own = ["ticker", "name", "rating", "origin"]
    coverage = [(*front(r), r.ticker, "某", r.label, "broker") for r in rows if not r.note]
    meta = [(*front(r), r.ticker, "某", r.label) for r in rows if r.note]
    printed = [(*front(p), "stock", p.label, *open_ends(p.bounds)) for p in scales]
    return [
        made(coverage, own),
        made(meta, own[:-1]),
        made(printed, ["scope", "label", "excess_low", "excess_high"]),
    ]


def panel(rows: list[Row], scales: list[Printed] | None = None, **more: Any) -> PanelRatings:
    return PanelRatings(*tables(rows, scales or []), EVERY, SESSIONS, TICKERS, **more)


def rated(
    report: str, broker: str, day: str, label: str, ticker: str = "600570.SH", note: bool = False
) -> Row:
    return Row(report, broker, known(day, ticker), ticker, label, note)


def scale(report: str, broker: str, day: str, **bounds: tuple[float, float]) -> list[Printed]:
    return [Printed(report, broker, known(day, None), label, b) for label, b in bounds.items()]


def last(ratings: PanelRatings, ticker: str = "600570.SH") -> dict[str, Any]:
    row: dict[str, Any] = ratings.frame().loc[(SESSIONS[-1], ticker)].to_dict()
    return row


def test_a_label_means_what_its_own_house_prints() -> None:
    rows = [rated("1", "青石", "2024-03-27", "买入"), rated("2", "栖霞", "2024-03-27", "买入")]
    scales = scale("1", "青石", "2024-03-27", 买入=(0.15, INF), 增持=(0.05, 0.15))
    scales += scale("2", "栖霞", "2024-03-27", 买入=(0.20, INF), 增持=(0.10, 0.20))
    row = last(panel(rows, scales))
    assert row["excess_low"] == pytest.approx(0.175)
    assert math.isnan(row["excess_high"])
    assert (row["score"], row["count"], row["assumed"]) == (1.0, 2, 0.0)
    later = [rated("3", "青石", "2024-04-08", "增持"), *rows]
    row = last(panel(later, scales))
    assert (row["score"], row["excess_low"], row["count"]) == (0.875, pytest.approx(0.125), 2)


def test_a_scale_of_a_later_report_is_never_used() -> None:
    rows = [rated("1", "青石", "2024-03-27", "增持")]
    scales = scale("2", "青石", "2024-04-08", 增持=(0.10, 0.20))
    ratings = panel(rows, scales)
    assert last(ratings)["assumed"] == 1.0
    assert last(ratings)["excess_low"] == 0.05
    assert ratings.findings[["code", "rating", "count"]].to_numpy().tolist() == [
        ["rating_scale_assumed", "增持", 1]
    ]
    assert ratings.findings["what"].str.contains("assumption").all()
    earlier = panel(rows, scale("0", "青石", "2024-03-20", 增持=(0.10, 0.20)))
    assert (last(earlier)["excess_low"], last(earlier)["assumed"]) == (0.10, 0.0)
    assert earlier.ledger["scale"].tolist() == ["0"]
    assert last(panel(rows, scale("0", "栖霞", "2024-03-20", 增持=(0.10, 0.20))))["assumed"] == 1.0


def test_a_scale_that_is_known_later_than_its_rating_counts_from_then_on() -> None:
    """A note of Saturday that is known in Shanghai on Monday, and whose scale is in Hong Kong on Tuesday."""
    rows = [rated("1", "青石", "2024-03-30", "增持")]
    scales = [Printed("1", "青石", known("2024-03-30", "0700.HK"), "增持", (0.10, 0.20))]
    frame = panel(rows, scales).frame().reset_index()
    assert frame["date"].dt.strftime("%m-%d").tolist()[:2] == ["04-01", "04-02"]
    assert frame["excess_low"].tolist()[:3] == [0.05, 0.10, 0.10]
    assert frame["assumed"].tolist()[:3] == [1.0, 0.0, 0.0]
    newer = [*rows, rated("2", "青石", "2024-04-01", "买入")]
    assert panel(newer, scales).frame()["score"].tolist()[:3] == [0.75, 1.0, 1.0]


def test_labels_of_one_step_and_labels_that_only_resemble() -> None:
    scales = scale("0", "青石", "2024-03-20", 强烈推荐=(0.20, INF), 谨慎推荐=(0.05, 0.20))
    assert last(panel([rated("1", "青石", "2024-03-27", "强 烈推荐")], scales))["excess_low"] == 0.20
    assert last(panel([rated("1", "青石", "2024-03-27", "增持")], scales))["excess_low"] == 0.05
    between = last(panel([rated("1", "青石", "2024-03-27", "推荐")], scales))
    assert between["assumed"] == 1.0  # a step that this scale has not
    grades = scale("0", "青石", "2024-03-20", 买入=(0.20, INF))
    assert last(panel([rated("1", "青石", "2024-03-27", "买入-A")], grades))["excess_low"] == 0.20


def test_a_word_that_is_not_known_is_scored_by_its_promise() -> None:
    for bounds, score in [((0.2, INF), 1.0), ((0.06, 0.1), 0.75), ((-INF, -0.05), 0.25), ((-INF, -0.2), 0.0)]:
        scales = scale("1", "青石", "2024-03-27", 优选=bounds)
        assert last(panel([rated("1", "青石", "2024-03-27", "优选")], scales))["score"] == score
    ratings = panel([rated("1", "青石", "2024-03-27", "优选")])
    assert math.isnan(last(ratings)["score"])
    assert last(ratings)["count"] == 1
    assert ratings.findings["code"].tolist() == ["rating_unknown"]
    words = yb.Lexicon.default().extended({"rating": {"buy": ["优选"]}})
    assert last(panel([rated("1", "青石", "2024-03-27", "优选")], lexicon=words))["score"] == 1.0


def test_not_rated_withdraws_and_the_window_ends() -> None:
    rows = [rated("1", "青石", "2024-03-27", "买入"), rated("2", "青石", "2024-04-08", "无评级")]
    dates = panel(rows).frame().index.get_level_values("date")
    assert (dates[0], dates[-1]) == (pd.Timestamp("2024-03-28"), pd.Timestamp("2024-04-08"))
    dates = panel(rows[:1]).frame(window=5).index.get_level_values("date")
    assert dates[-1] == pd.Timestamp("2024-04-02")


def test_two_ratings_of_one_day() -> None:
    rows = [rated("0", "青石", "2024-03-26", "中性")]
    rows += [rated("1", "青石", "2024-03-27", "增持"), rated("2", "青石", "2024-03-27", "买入")]
    ratings = panel(rows)
    assert len(ratings.frame()) == 1  # before: none of the two counts, and the older one does not stand
    assert ratings.ledger["reason"].fillna("").tolist() == ["", "conflict", "conflict"]
    assert ratings.findings["code"].tolist() == ["rating_scale_assumed", "ratings_differ", "ratings_differ"]
    noted = panel([*rows, rated("3", "青石", "2024-03-27", "买入", note=True)])
    assert last(noted)["score"] == 1.0  # a note on the company beats tables
    assert noted.ledger["reason"].fillna("").tolist() == ["", "note", "note", ""]
    same = panel([*rows[:2], rated("2", "青石", "2024-03-27", "Overweight")])
    assert last(same)["score"] == 0.75
    assert same.ledger["reason"].fillna("").tolist() == ["", "repeated", ""]


def test_flag_and_excess_return_of_a_screen() -> None:
    rows = [rated("1", "青石", "2024-03-27", "买入"), rated("2", "栖霞", "2024-03-29", "卖出")]
    ratings = panel(rows)
    at = TICKERS.get_loc("600570.SH")
    assert ratings.flag(Rating(("卖 出",)))[:, at].tolist() == [2, 0, 0] + [1] * (len(SESSIONS) - 3)
    assert ratings.flag(Rating(("增持", "买入")))[-1].tolist() == [2, 2, 1]
    excess = ratings.excess_return()
    assert excess.value[-1, at] == 0.0
    assert (excess.low[-1, at], excess.high[-1, at]) == (-INF, INF)
    assert np.isnan(excess.value[0]).all()
    assert np.isnan(last(ratings)["excess_low"])
    by_broker = ratings.by_broker().loc[(SESSIONS[-1], "600570.SH")]
    assert by_broker["rating"].to_dict() == {"栖霞": "卖出", "青石": "买入"}
    assert by_broker["score"].tolist() == [0.0, 1.0]


def test_every_rating_has_its_reason() -> None:
    coverage, meta, scales = tables([rated("1", "青石", "2024-03-27", "买入")], [])
    changes: list[dict[str, Any]] = [{}, {"origin": "comparable"}, {"ticker": None}, {"broker": None}]
    changes += [{"ticker": "000001.SZ"}, {"known_at": pd.NaT}, {"known_at": pd.Timestamp("2024-06-03")}]
    coverage = pd.concat([coverage.assign(**change) for change in changes], ignore_index=True)
    ratings = PanelRatings(coverage, meta, scales, EVERY, SESSIONS, TICKERS)
    reasons = ["used", "not_own", "no_ticker", "no_broker", "not_in_panel", "undated", "later"]
    assert sorted(ratings.ledger["reason"].fillna("used")) == sorted(reasons)
    assert panel([]).frame().empty
    assert panel([]).by_broker().empty
    assert (panel([]).flag(Rating(("买入",))) == 2).all()


LABELS = ["买入", "买入", "强烈推荐", "推荐", "增持", "中性", "卖出", "无评级", "优选"]
DAYS = ["2024-03-25", "2024-03-29", "2024-03-30", "2024-04-02", "2024-04-03", "2024-04-06", "2024-04-10"]
REPORTS = [
    (f"{i:02}", broker, day) for i, (broker, day) in enumerate((b, d) for d in DAYS for b in ("青石", "栖霞"))
]
reports = st.sampled_from(REPORTS)
ROW = st.builds(
    lambda report, ticker, label, note: rated(*report, label, ticker, note),
    reports,
    st.sampled_from(list(TICKERS)),
    st.sampled_from(LABELS),
    st.booleans(),
)
BOUNDS = [(0.15, INF), (0.2, INF), (0.05, 0.15), (-0.05, 0.05), (-INF, -0.05), (-INF, -0.2)]
PRINTED = st.builds(
    # a note on a company of Hong Kong: what it prints is known there first on another day
    lambda report, label, bounds: Printed(report[0], report[1], known(report[2], of(report)), label, bounds),
    reports,
    st.sampled_from(LABELS[1:]),
    st.sampled_from(BOUNDS),
)
rows_of = st.lists(ROW, max_size=14)
scales_of = st.lists(PRINTED, max_size=8)


def of(report: tuple[str, str, str]) -> str | None:
    return "0700.HK" if int(report[0]) % 3 == 0 else None


def cells_of(ratings: PanelRatings, window: int) -> dict[Any, Any]:
    columns = ["rating", "score", "excess_low", "excess_high", "assumed"]
    rows = ratings.by_broker(window)[columns].itertuples()
    return {row[0]: tuple(None if x != x else x for x in row[1:]) for row in rows}


@settings(max_examples=25, deadline=None)
@given(rows_of, scales_of, st.sampled_from([3, 7, 180]))
def test_against_a_slow_oracle(rows: list[Row], scales: list[Printed], window: int) -> None:
    ratings = panel(rows, scales)
    found, frame, excess = cells_of(ratings, window), ratings.frame(window), ratings.excess_return(window)
    flag = ratings.flag(Rating(("买入", "推荐")), window)
    count = 0
    for s, day in enumerate(SESSIONS):
        for t, ticker in enumerate(TICKERS):
            brokers = oracle.cell(rows, scales, ticker, day, window)
            for broker, (label, score, bounds, assumed) in brokers.items():
                low, high = (None, None) if bounds is None else (None if math.isinf(b) else b for b in bounds)
                value = None if math.isnan(score) else score
                whether = None if bounds is None else float(assumed)
                assert found[day, ticker, broker] == (label, value, low, high, whether)
            count += len(brokers)
            labels = {label for label, *_ in brokers.values()}
            assert flag[s, t] == (int(bool(labels & {"买入", "推荐"})) if labels else 2)
            assert ((day, ticker) in frame.index) == bool(brokers)
            if not brokers:
                assert np.isnan(excess.value[s, t])
                continue
            got = frame.loc[(day, ticker)]
            assert got["count"] == len(brokers)
            scores = [score for _, score, *_ in brokers.values() if not math.isnan(score)]
            assert mean(scores) == pytest.approx(got["score"], nan_ok=True)
            bounds = [b for _, _, b, _ in brokers.values() if b is not None]
            assert mean([b[0] for b in bounds]) == pytest.approx(excess.low[s, t], nan_ok=True)
            assert mean([b[1] for b in bounds]) == pytest.approx(excess.high[s, t], nan_ok=True)
            middles = [b[1] if math.isinf(b[0]) else b[0] if math.isinf(b[1]) else sum(b) / 2 for b in bounds]
            assert mean(middles) == pytest.approx(excess.value[s, t], nan_ok=True)
    assert len(found) == count


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else math.nan


@settings(max_examples=25, deadline=None)
@given(rows_of, scales_of, rows_of, scales_of, st.integers(0, len(SESSIONS) - 1))
def test_nothing_known_later_changes_what_was(
    rows: list[Row], scales: list[Printed], more: list[Row], further: list[Printed], day: int
) -> None:
    until = SESSIONS[day]
    whole = panel(rows, scales)
    early: list[Any] = [[x for x in xs if x.known <= until] for xs in (rows, scales)]
    late: list[Any] = [[x for x in xs if x.known > until] for xs in (more, further)]
    for other in (panel(*early), panel(early[0] + late[0], early[1] + late[1])):
        for ours, theirs in ((whole.frame(), other.frame()), (whole.by_broker(), other.by_broker())):
            assert cells_until(ours, until) == cells_until(theirs, until)
        leaf = Rating(("买入",))
        np.testing.assert_array_equal(whole.flag(leaf)[: day + 1], other.flag(leaf)[: day + 1])


def cells_until(frame: pd.DataFrame, day: pd.Timestamp) -> list[Any]:
    rows = frame[frame.index.get_level_values("date") <= day].reset_index().astype(object)
    cells: list[Any] = rows.where(rows.notna(), None).to_numpy().tolist()
    return cells
