"""Notes of houses abroad: whose note it is, who wrote it, what it likes best."""

from __future__ import annotations

import yanbao as yb
from note_texts import pipes

TABLE = pipes(
    [["(US$ mn)", "FY24A", "FY25E"], ["Revenue", "21,505", "23,600"], ["EPS (US$)", "12.4", "16.1"]]
)
COVER = "Northwind Research\nJune 12, 2025\n\nAdobe Inc. (ADBE US)\nRating: BUY\nPrice target: $520\n\n"


def test_a_company_that_a_sentence_speaks_of_is_not_the_subject() -> None:
    r = yb.read(COVER + "Microsoft (MSFT US) trades at a premium.\n\n## Financials\n\n" + TABLE)
    assert r.meta.ticker == "ADBE.US"
    assert r.meta.target_price == 520.0
    assert set(r.estimates["ticker"]) == {"ADBE.US"}
    # two lines of the same kind tell of two companies
    assert yb.read(COVER + "Microsoft (MSFT US)\n\n" + TABLE).meta.ticker is None


def test_a_list_of_companies_is_no_subject() -> None:
    text = "汽车行业点评\n青石证券研究所 2025-07-03\n行业评级：强于大市\n\n"
    text += "建议关注比亚迪（002594.SZ）、理想汽车（2015.HK）、小鹏汽车（9868.HK）。\n\n"
    r = yb.read(
        text
        + pipes([["公司", "代码", "2025E PE"], ["比亚迪", "002594.SZ", "18.3"], ["吉利汽车", "0175.HK", "9"]])
    )
    assert r.meta.ticker is None
    assert r.meta.sector_rating == "强于大市"
    assert len(r.themes) == 3


def test_by_a_share_to_a_figure_is_no_range() -> None:
    e = yb.read(COVER + "We cut our FY25E EPS by 3% to US$16.1 (from US$16.6).\n").estimates
    assert e["value"].tolist()[0] == 16.1


def test_a_sentence_ends_at_the_end_of_a_line() -> None:
    text = (
        "Geely is expected to report FY25E EPS of US$1.6.\nOur FY25E/FY26E EPS estimates are US$16.1/18.4.\n"
    )
    e = yb.read(COVER + text).estimates
    assert e["value"].tolist() == [16.1, 18.4]


def test_a_house_does_not_begin_on_the_line_above() -> None:
    for line in ("电子行业周报", "中期策略：回归业绩"):
        assert yb.read(f"{line}\n青石证券研究所 2025-05-12\n\n正文。\n").meta.broker == "青石证券"


def test_top_picks_on_a_line_of_their_own() -> None:
    text = (
        "China Internet Weekly\n18 August 2025\n\nTop picks: Tencent (700 HK), Alibaba (9988 HK)\n\nText.\n"
    )
    t = yb.read(text).themes
    assert dict(zip(t["ticker"], t["role"], strict=True)) == {"0700.HK": "key_pick", "9988.HK": "key_pick"}


def test_peer_valuation_is_of_comparables() -> None:
    rows = [["Company", "Ticker", "P/E 2025E"], ["Tencent", "700 HK", "19.8"], ["NetEase", "9999 HK", "14.2"]]
    e = yb.read(COVER + "Table 1: Peer valuation\n\n" + pipes(rows)).estimates
    assert set(e["origin"]) == {"comparable"}
