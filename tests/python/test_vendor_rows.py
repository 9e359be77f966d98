"""Rows that a vendor sells: in units, each from its own time, and what is no row is counted."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import yanbao as yb

RC = pd.DataFrame(
    {
        "ts_code": ["600570.SH", "600570.SH", "600570.SH", "600570.SH", "00700.HK"],
        "name": ["恒生电子"] * 4 + ["腾讯控股"],
        "report_date": ["20241018"] * 4 + [None],
        "report_title": ["点评"] * 5,
        "org_name": ["青石证券"] * 5,
        "quarter": ["2024Q4", "2025Q4", "2025Q2", "2026Q4", "2024Q4"],
        "op_rt": [750000.0, 810000.0, 1.0, None, 2.0],
        "np": [160000.0, 192000.0, 1.0, None, 2.0],
        "tp": [170000.0, None, 1.0, None, 2.0],
        "roe": [17.2, 18.5, 1.0, None, 2.0],
        "rating": ["买入"] * 5,
        "create_time": ["2024-10-18 21:10:00"] * 5,
    }
)


def test_rows_of_tushare() -> None:
    """万元 to yuan, per cent to decimals; parts of a year and rows without a figure or day are told."""
    corpus = yb.Corpus.from_tushare(RC)
    assert len(corpus) == 1
    got = corpus.estimates.set_index(["metric", "fiscal_year"])["value"].to_dict()
    assert got == pytest.approx(
        {("revenue", 2024): 7.5e9, ("revenue", 2025): 8.1e9, ("net_profit", 2024): 1.6e9}
        | {("net_profit", 2025): 1.92e9, ("profit_before_tax", 2024): 1.7e9}
        | {("roe", 2024): 0.172, ("roe", 2025): 0.185}
    )
    row = corpus.meta.iloc[0]
    assert (row["rating"], str(row["first_seen"]), str(row["known_at"])[:10]) == (
        *("买入", "2024-10-18 21:10:00", "2024-10-21"),
    )
    unread = corpus.findings.loc[corpus.findings["code"] == "row_unread"]
    assert unread["count"].sum() == 3
    assert len(unread) == 3
    with pytest.raises(yb.errors.InvalidValueError, match="quarter"):
        yb.Corpus.from_tushare(RC.drop(columns="quarter"))


def test_each_row_of_a_vendor_from_its_own_time() -> None:
    """What was created later was not known before, though title and day are the same."""
    two = pd.concat([RC.iloc[[0]], RC.iloc[[1]].assign(create_time="2024-11-25 08:00:00")])
    corpus = yb.Corpus.from_tushare(two)
    at = corpus.estimates.groupby("fiscal_year")["known_at"].unique()
    assert [str(day[0])[:10] for day in at] == ["2024-10-21", "2024-11-25"]


@pytest.mark.parametrize(
    "changed",
    [
        {"create_time": "2024-10-21 10:00:00+08:00"},
        {"create_time": pd.Timestamp("2024-10-21 10:00", tz="Asia/Shanghai")},
        {"report_date": pd.Timestamp("2024-10-21 16:30", tz="UTC")},
    ],
)
def test_times_of_a_zone_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(yb.errors.InvalidValueError, match="zone"):
        yb.Corpus.from_tushare(RC.assign(**changed))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"report_date": "10/11/2024"}, "no published"),
        ({"quarter": "9999Q4"}, "no fiscal_year"),
        ({"np": "1.92亿", "op_rt": None, "tp": None, "roe": None}, "a net_profit that is no number"),
        ({"np": float("inf"), "op_rt": None, "tp": None, "roe": None}, "no figure"),
    ],
)
def test_rows_that_are_none_are_counted(changed: dict[str, Any], reason: str) -> None:
    corpus = yb.Corpus.from_tushare(RC.iloc[[0]].assign(**changed))
    assert len(corpus.estimates) == 0
    assert any(reason in what for what in corpus.findings["what"])
    twice = yb.Corpus.from_tushare(pd.concat([RC.iloc[[0]]] * 2))
    assert "said twice" in twice.findings["what"].tolist()
    assert len(twice.estimates) == 4


def test_rows_of_any_vendor() -> None:
    sold = pd.DataFrame({"c": ["SH600570"], "b": ["青石证券"], "d": [20241018], "y": [2024.0], "e": [1.2]})
    mapping: dict[str, Any] = {"ticker": "c", "broker": "b", "published": "d", "fiscal_year": "y", "eps": "e"}
    corpus = yb.Corpus.from_frame(sold, mapping, source="mine")
    assert corpus.estimates.iloc[0][["report", "ticker", "fiscal_year", "value", "currency"]].tolist() == (
        ["mine", "600570.SH", 2024, 1.2, "CNY"]
    )
    for wrong in (
        {k: v for k, v in mapping.items() if k != "broker"},
        {**mapping, "eps": "gone"},
        {**mapping, "beauty": "e"},
        {**mapping, "eps": ("e", 1, 2)},
        {**mapping, "eps": ("e", "x")},
        {**mapping, "broker": ("b", 2)},
        None,
    ):
        with pytest.raises(yb.errors.InvalidValueError):
            yb.Corpus.from_frame(sold, wrong)  # type: ignore[arg-type]
    for frame in (None, [], {}):
        with pytest.raises(yb.errors.InvalidValueError):
            yb.Corpus.from_tushare(frame)  # type: ignore[arg-type]


def test_a_time_that_cannot_be_read_is_no_day_before_it() -> None:
    """Or what was created in the evening of a later day would be known on that of the report."""
    frame = pd.DataFrame(
        {"ts_code": ["600570.SH"] * 3, "org_name": "青石证券", "report_date": "20240902", "quarter": "2024Q4"}
        | {"report_title": ["a", "b", "c"], "eps": [1.0, 1.1, 1.2]}
        | {"create_time": ["2024年9月20日 08:00", None, "2024-09-20 08:00:00"]}
    )
    corpus = yb.Corpus.from_tushare(frame)
    assert sorted(corpus.estimates["value"]) == [1.1, 1.2]
    assert "row_unread" in corpus.findings["code"].tolist()


def test_days_that_stand_for_none() -> None:
    """What a database writes for no day is none, and breaks no table."""
    days = ["20240902", "29990101", "00010101", "19000101"]
    frame = pd.DataFrame(
        {"ts_code": ["600570.SH"] * 4, "org_name": "青石证券", "report_date": days, "quarter": "2024Q4"}
        | {"eps": [1.0, 1.1, 1.2, 1.3]}
    )
    corpus = yb.Corpus.from_tushare(frame)
    assert corpus.estimates["value"].tolist() == [1.0]
    assert corpus.findings["count"].sum() == 3


def test_currencies_that_are_not_said() -> None:
    """A vendor's habit is a finding; of a frame of one's own nothing is assumed, and no PE is made of it."""
    frame = pd.DataFrame(
        {"ts_code": ["00700.HK", "600570.SH"], "org_name": "青石证券", "report_date": "20240902"}
        | {"quarter": "2024Q4", "eps": [20.0, 1.0]}
    )
    corpus = yb.Corpus.from_tushare(frame)
    assert corpus.estimates.set_index("ticker")["currency"].to_dict() == {
        "0700.HK": "HKD",
        "600570.SH": "CNY",
    }
    found = corpus.findings[corpus.findings["code"] == "currency_assumed"]
    assert found["subject"].tolist() == ["0700.HK"]
    mapping = {"ticker": "ts_code", "broker": "org_name", "published": "report_date", "fiscal_year": "y"}
    mine = yb.Corpus.from_frame(frame.assign(y=2024), {**mapping, "eps": "eps"})
    assert mine.estimates.set_index("ticker")["currency"].isna().to_dict() == {
        "0700.HK": True,
        "600570.SH": False,
    }
    px = yb.Prices.from_frame(
        pd.DataFrame({"date": ["2024-09-02"], "ticker": ["0700.HK"], "close": [380.0]}),
        adjusted="raw",
        volume_unit="share",
    )
    panel = mine.panel(prices=px)
    assert panel.reasons(yb.f.pe("fy1"))["0700.HK"].tolist() == ["no_currency"]
