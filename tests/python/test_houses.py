"""Houses that have several names, and that merge: before the day they are two, from then on one."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from numpy.typing import NDArray
from yanbao import _core
from yanbao._houses import Houses
from yanbao._mergers import split_at_mergers

DAYS = pd.bdate_range("2024-03-01", periods=12).to_numpy().astype("datetime64[ns]")
FIRST = 3  # sessions before the panel's first
NEVER = 2**31 - 1
# 甲 and 乙 become 丙, which becomes 丁 later; 戊 stays as it is
MERGERS = {
    "甲证券": {"words": [], "into": "丙证券", "since": str(DAYS[6])[:10]},
    "乙证券": {"words": [], "into": "丙证券", "since": "2024-03-09"},  # a Saturday
    "丙证券": {"words": [], "into": "丁证券", "since": str(DAYS[9])[:10]},
}
NAMES = ["甲证券", "乙证券", "丙证券", "丁证券", "戊证券", "甲"]
HOUSES = Houses(
    yb.Lexicon.default().extended({"merger": MERGERS, "broker": {n: [n] for n in NAMES if n != "甲"}})
)


@pytest.mark.parametrize(
    ("written", "house"),
    [
        ("国泰君安", "国泰君安证券"),
        ("太平洋", "太平洋证券"),
        ("中金", "中金公司"),
        ("中信证券股份有限公司", "中信证券"),
        ("华西证券研究所", "华西证券"),
        ("农银国际证券", "农银国际"),
        ("中国国际金融股份有限公司", "中金公司"),
        ("GF SECURITIES", "广发证券"),
        (" 青石证券 ", "青石证券"),
        ("证券", "证券"),
        ("", ""),
    ],
)
def test_a_house_by_any_name(written: str, house: str) -> None:
    assert Houses().name(written) == house


def test_before_the_day_they_are_two() -> None:
    at = Houses().at(
        ["海通证券", "国泰君安", "国泰海通", "海通国际", None, "海通证券"],
        ["2025-04-10", "2025-04-11", "2024-01-01", "2026-01-01", "2025-04-11", "NaT"],
    )
    assert at.tolist() == ["海通证券", "国泰海通证券", "国泰海通证券", "海通国际", None, "海通证券"]
    assert Houses().at([], []).tolist() == []
    assert HOUSES.at(["甲"] * 3, [DAYS[5], DAYS[8], DAYS[9]]).tolist() == ["甲证券", "丙证券", "丁证券"]


@pytest.mark.parametrize(
    "entry",
    [
        {"甲证券": {"words": [], "into": "乙证券", "since": "soon"}},
        {"甲证券": {"words": [], "into": "乙证券"}},
        {"甲证券": {"words": [], "since": "2024-03-01"}},
        {
            "甲证券": {"words": [], "into": "乙证券", "since": "2024-03-01"},
            "乙证券": {"words": [], "into": "甲证券", "since": "2024-04-01"},
        },
    ],
)
def test_mergers_that_are_none(entry: dict[str, object]) -> None:
    with pytest.raises(yb.errors.InvalidValueError, match="merger"):
        Houses(yb.Lexicon.default().extended({"merger": entry}))


Row = tuple[int, str, int, int, float]  # ticker, broker, session, last, value
ROWS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(NAMES),
        st.integers(-FIRST, 8),
        st.sampled_from([-1, 2, 3, 5, 6, 8, NEVER]),
        st.sampled_from([1.0, 1.5, 2.0, float("nan")]),
    ),
    max_size=12,
)
COLUMNS = ["ticker", "broker", "session", "last", "value"]


def frame(rows: list[Row]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=COLUMNS)
    return made.astype({"ticker": "int32", "session": "int32", "last": "int32", "value": "float64"})


def consensus(rows: pd.DataFrame, by: str) -> dict[str, NDArray[np.float64]]:
    sessions = len(DAYS) - FIRST
    return _core.consensus(
        ticker=rows["ticker"].to_numpy("int32"),
        broker=pd.factorize(rows[by])[0].astype("int32"),
        period=np.full(len(rows), 2024, "int32"),
        session=rows["session"].to_numpy("int32"),
        value=rows["value"].to_numpy("float64"),
        last=rows["last"].to_numpy("int32"),
        wanted=np.full(sessions, 2024, "int32"),
        sessions=sessions,
        tickers=2,
        min_brokers=1,
    )


def oracle(rows: list[Row], session: int, ticker: int) -> list[float]:
    """Of each house on that day the newest row that is live."""
    newest: dict[str, tuple[int, int, float]] = {}
    for i, (of, broker, known, last, value) in enumerate(rows):
        if of != ticker or not known <= session <= last:
            continue
        house = HOUSES.at([broker], [DAYS[FIRST + session]])[0]
        newest[house] = max(newest.get(house, (-99, -1, 0.0)), (known, i, value), key=lambda row: row[:2])
    return sorted(value for _, _, value in newest.values() if value == value)


@given(ROWS)
def test_the_newest_of_a_house_counts(rows: list[Row]) -> None:
    split = split_at_mergers(frame(rows), DAYS, first=FIRST, houses=HOUSES)
    found = consensus(split, "house")
    for session in range(len(DAYS) - FIRST):
        for ticker in range(2):
            want = oracle(rows, session, ticker)
            assert found["count"][session, ticker] == len(want)
            if want:
                got = [found[name][session, ticker] for name in ("mean", "high", "low")]
                assert got == pytest.approx([np.mean(want), max(want), min(want)])


@settings(max_examples=50)
@given(ROWS, ROWS, st.integers(0, 8))
def test_nothing_before_a_day_changes(rows: list[Row], more: list[Row], day: int) -> None:
    """Rows known later come and go; and before the first merger houses are what they were."""
    known = [row for row in rows if row[2] <= day]
    later = [row for row in more if row[2] > day]
    one, two = (
        consensus(split_at_mergers(frame(r), DAYS, first=FIRST, houses=HOUSES), "house")
        for r in (rows, [*later[:2], *known, *later[2:]])
    )
    whole = frame(rows)
    plain = consensus(whole.assign(name=[HOUSES.name(b) for b in whole["broker"]]), "name")
    first = next(i for i, d in enumerate(DAYS) if str(d)[:10] >= "2024-03-09") - FIRST
    for name in one:
        np.testing.assert_array_equal(one[name][: day + 1], two[name][: day + 1])
        np.testing.assert_array_equal(one[name][:first], plain[name][:first])


def test_rows_lead_back_to_those_given() -> None:
    rows = frame([(0, "甲", 0, NEVER, 1.0), (1, "戊证券", 1, 5, 2.0), (0, "丙证券", 1, 8, 1.5)])
    split = split_at_mergers(rows, DAYS, first=FIRST, houses=HOUSES)
    assert split["value"].tolist() == rows["value"].to_numpy()[split["input_row"]].tolist()
    assert split.groupby("input_row")["last"].max().tolist() == rows["last"].tolist()
    assert split.dtypes["session"] == split.dtypes["last"] == np.int32
    empty = split_at_mergers(rows.iloc[:0], DAYS)
    assert list(empty.columns) == [*COLUMNS, "input_row", "house"]
    none = split_at_mergers(rows[rows["broker"] == "戊证券"], DAYS, houses=HOUSES)
    assert none["house"].tolist() == ["戊证券"]
    beyond = split_at_mergers(rows, DAYS[:4], houses=HOUSES)  # a calendar that ends before
    assert len(beyond) == 3
