"""Estimates as rows of tushare's report_rc and back."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from yanbao._to_tushare import to_tushare

KEY = ["ticker", "broker", "published", "metric", "fiscal_year"]
# of the interface: fields of the row, then those that it hides by default
REPORT_RC = [
    *("ts_code", "name", "report_date", "report_title", "report_type", "classify", "org_name", "author_name"),
    *("quarter", "op_rt", "op_pr", "tp", "np", "eps", "pe", "rd", "roe", "ev_ebitda", "rating"),
    *("max_price", "min_price", "imp_dg", "create_time"),
]
NOTE = (
    "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n业绩稳健\n\n投资评级：买入（维持）\n\n2024年10月18日\n\n"
    "盈利预测\n项目\t2023A\t2024E\t2025E\n营业收入（百万元）\t7281\t7902\t8815\n增长率（%）\t12.0\t8.5\t11.6\n"
    "归母净利润（百万元）\t1424\t1603\t1877\nEPS（元）\t0.75\t0.85\t0.99\nROE（%）\t17.2\t18.0\t18.9\n"
    "P/E\t38.2\t33.7\t28.9\n"
)


def series(corpus: yb.Corpus) -> pd.DataFrame:
    rows = pd.DataFrame(corpus.estimates)[[*KEY, "value", "unit", "currency", "known_at"]]
    return rows.sort_values([*KEY, "value"]).reset_index(drop=True)


def test_a_note() -> None:
    corpus = yb.read_many([NOTE], progress=False)
    rows = corpus.to_tushare()
    assert list(rows.columns) == REPORT_RC
    assert rows["quarter"].tolist() == ["2024Q4", "2025Q4"]
    row = rows.iloc[0]
    assert row[["ts_code", "report_date", "org_name", "rating"]].tolist() == (
        ["600570.SH", "20241018", "青石证券", "买入"]
    )
    assert row[["op_rt", "np", "eps", "pe", "roe"]].tolist() == pytest.approx(
        [790200, 160300, 0.85, 33.7, 18.0]
    )
    assert rows[["op_pr", "tp", "rd", "report_type", "create_time"]].isna().all(axis=None)
    assert rows.attrs["left_out"] == {"actual": 6, "no_column": 2}
    assert rows.attrs["no_column"] == {"revenue_growth": 2}
    assert rows.attrs["figures"] == {"rows": 18, "written": 10}
    back = series(yb.Corpus.from_tushare(rows))
    own = pd.DataFrame(corpus.estimates)
    own = (
        own[(own["basis"] == "E") & (own["metric"] != "revenue_growth")]
        .sort_values(KEY)
        .reset_index(drop=True)
    )
    pd.testing.assert_frame_equal(back[[*KEY, "unit"]], own[[*KEY, "unit"]])
    assert back["value"].tolist() == pytest.approx(own["value"].tolist(), rel=1e-12)
    assert back["known_at"].tolist() == own["known_at"].tolist()


def test_what_has_no_place_there_is_counted() -> None:
    """Other currencies than the exchange's, years that end elsewhere, figures that differ, comparables."""
    mapping: dict[str, Any] = {
        "ticker": "t",
        "broker": "b",
        "published": "d",
        "fiscal_year": "y",
        "currency": "c",
    }
    rows = pd.DataFrame(
        {"t": ["0700.HK"] * 2, "b": ["青石证券"] * 2, "d": ["2024-10-18"] * 2, "y": [2024] * 2}
        | {"c": ["CNY", "HKD"], "e": [17.2, 18.9], "p": [20.0, None]}
    )
    sold = yb.Corpus.from_frame(rows, {**mapping, "eps": "e", "pe": "p"}).to_tushare()
    assert sold["eps"].tolist() == [18.9]
    assert sold["ts_code"].tolist() == ["00700.HK"]
    assert sold.attrs["left_out"] == {"currency": 1}
    text = NOTE + "\n预计公司2024-2025年EPS分别为0.85/1.52元。\n"
    doubted = yb.read_many([text], progress=False).to_tushare()
    assert doubted.attrs["left_out"]["conflict"] == 2
    assert doubted.set_index("quarter")["eps"].isna().tolist() == [False, True]
    assert doubted.attrs["figures"]["rows"] == doubted.attrs["figures"]["written"] + sum(
        doubted.attrs["left_out"].values()
    )
    empty = yb.read_many([], progress=False).to_tushare()
    assert list(empty.columns) == REPORT_RC
    assert len(empty) == 0


def test_every_figure_that_is_written_is_there() -> None:
    """Of one cell with and without a currency as well; a ticker of another exchange is counted."""
    frame = pd.DataFrame(yb.read_many([NOTE], progress=False).estimates)
    own = frame[frame["basis"] == "E"]
    other = own.assign(currency=None, value=own["value"] * 2)
    abroad = own.assign(ticker="ONIQ.L", currency=None)
    meta = pd.DataFrame(yb.read_many([NOTE], progress=False).meta)
    coverage = pd.DataFrame(yb.read_many([NOTE], progress=False).coverage)
    both = to_tushare(pd.concat([own, own.assign(currency=None)], ignore_index=True), meta, coverage)
    assert both.attrs["left_out"] == {"no_column": 4, "repeated": 10}
    doubted = to_tushare(pd.concat([own, other], ignore_index=True), meta, coverage)
    assert doubted.attrs["left_out"] == {"no_column": 4, "conflict": 20}
    far = to_tushare(pd.concat([own, abroad], ignore_index=True), meta, coverage)
    assert far.attrs["left_out"] == {"no_column": 2, "ticker": 12}
    for made in (both, doubted, far):
        assert made[METRICS].notna().to_numpy().sum() == made.attrs["figures"]["written"]


METRICS = ["op_rt", "op_pr", "tp", "np", "eps", "pe", "rd", "roe", "ev_ebitda"]
numbers = st.one_of(st.none(), st.floats(-1e7, 1e7, allow_nan=False).map(lambda x: round(x, 4)))
SOLD = st.lists(
    st.fixed_dictionaries(
        {
            "ts_code": st.sampled_from(["600570.SH", "00700.HK", "AAPL.O"]),
            "name": st.sampled_from(["甲", None]),
            "org_name": st.sampled_from(["青石证券", "国泰君安"]),
            "report_title": st.sampled_from(["一", "二", None]),
            "report_date": st.sampled_from(["20240401", "20241231"]),
            "create_time": st.sampled_from([None, "2024-12-31 19:30:01", "2025-01-02 08:00:00.25"]),
            "rating": st.sampled_from(["买入", None]),
            "quarter": st.sampled_from(["2024Q4", "2025Q4", "2025Q2"]),
        }
        | dict.fromkeys(METRICS, numbers)
    ),
    max_size=6,
    unique_by=lambda row: tuple(
        row[k] for k in ("ts_code", "org_name", "report_title", "report_date", "create_time", "quarter")
    ),
)


@settings(max_examples=15)
@given(SOLD)
def test_there_and_back(rows: list[dict[str, Any]]) -> None:
    """The same estimates, known from the same days, to the last digits."""
    names = ["ts_code", "org_name", "report_date", "quarter", "eps"]
    corpus = yb.Corpus.from_tushare(pd.DataFrame(rows, columns=[*rows[0]] if rows else names))
    sold = corpus.to_tushare()
    assert sold.attrs["left_out"] == {}
    assert sold[METRICS].notna().to_numpy().sum() == sold.attrs["figures"]["written"] == len(corpus.estimates)
    back = yb.Corpus.from_tushare(sold)
    one, other = series(corpus), series(back)
    pd.testing.assert_frame_equal(one.drop(columns="value"), other.drop(columns="value"))
    assert other["value"].tolist() == pytest.approx(one["value"].tolist(), rel=1e-12, abs=0)
    fields = ["broker", "title", "ticker", "name", "rating", "first_seen"]
    order = ["broker", "ticker", "title", "known_at", "first_seen"]
    a, b = (pd.DataFrame(c.meta).sort_values(order).reset_index(drop=True)[fields] for c in (corpus, back))
    pd.testing.assert_frame_equal(a, b)
    pd.testing.assert_frame_equal(back.to_tushare(), sold)
