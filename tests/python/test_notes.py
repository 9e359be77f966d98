"""Company notes: forecasts and what they replace, in tables, lists, prose, and in English; whose they are."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import BODY, COVER, HEAD, Cells, cells, has, html, pipes

OLD_NEW = [
    [
        ["", "调整前", "", "调整后", ""],
        ["项目", "2024E", "2025E", "2024E", "2025E"],
        ["EPS(元)", "0.80", "0.95", "0.85", "0.99"],
    ],
    [
        ["", "2024E", "", "2025E", ""],
        ["项目", "原预测", "新预测", "原预测", "新预测"],
        ["EPS(元)", "0.80", "0.85", "0.95", "0.99"],
    ],
]


@pytest.mark.parametrize("rows", OLD_NEW)
def test_old_and_new_forecasts(rows: list[list[str]]) -> None:
    assert cells(html(rows)) == {("eps", 2024): 0.85, ("eps", 2025): 0.99}
    e = yb.read(COVER + html(rows)).estimates
    assert sorted(e[e["version"] == "previous"]["value"]) == [0.80, 0.95]


def test_years_twice_and_no_word_why() -> None:
    rows = [
        ["", "甲", "", "乙", ""],
        ["项目", "2024E", "2025E", "2024E", "2025E"],
        ["EPS(元)", "1", "2", "3", "4"],
    ]
    r = yb.read(COVER + html(rows))
    assert r.estimates.empty
    assert "version_unreadable" in set(r.findings["code"])


def test_a_metric_a_table_and_a_year_a_row() -> None:
    def table(title: str, values: list[str]) -> str:
        return (
            f"## {title}\n\n"
            + pipes([["年份", "数据"], *([y, v] for y, v in zip(HEAD[1:], values, strict=True))])
            + "\n"
        )

    text = table("归母净利润（百万元）", ["1,424", "1,603", "1,877"]) + table(
        "同比（%）", ["30.5", "12.6", "17.1"]
    )
    has(
        cells(text + table("EPS（元/股）", BODY[3][1:])),
        {
            ("net_profit", 2024): 1.603e9,
            ("net_profit_growth", 2024): 0.126,
            ("eps", 2025): 0.99,
        },
    )


def test_lists_under_a_year() -> None:
    text = "## 2024E\n\n- 归母净利润 (百万元): 1603\n- 增长率: 12.6%\n- EPS (元): 0.85\n\n"
    text += "## 2025E\n\n- EPS (元): 0.99\n"
    has(cells(text), {("net_profit", 2024): 1.603e9, ("net_profit_growth", 2024): 0.126, ("eps", 2025): 0.99})


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "预计公司25-27年归母净利润分别为2.1/2.9/3.5亿元，对应PE为20/18/15倍。",
            {("net_profit", 2026): 2.9e8, ("pe", 2027): 15},
        ),
        ("预计2025/2026/2027年EPS为0.51、0.60、0.70元。", {("eps", 2025): 0.51, ("eps", 2027): 0.7}),
        ("预计2025年至2027年EPS分别为1.00元、1.20元和1.44元。", {("eps", 2026): 1.2}),
        (
            "将2025-2026年归母净利润由7.1/8.9亿元下调至6.5/8.4亿元。",
            {("net_profit", 2025): 6.5e8, ("net_profit", 2026): 8.4e8},
        ),
        ("预计2025-2027年归母净利润为3.2/3.5/3.7亿（前值为3.1/3.3/3.6亿）。", {("net_profit", 2027): 3.7e8}),
    ],
)
def test_forecasts_in_prose(text: str, want: Cells) -> None:
    found = cells("盈利预测\n\n" + text + "\n")
    has(found, want)


def test_what_a_forecast_was_is_never_what_it_is() -> None:
    assert not cells("盈利预测\n\n将2025-2026年归母净利润由7.1/8.9亿元下调。\n")


def test_english_note() -> None:
    text = "Company Update\n\nHundsun (600570 CH)\n\nBUY (Maintain)\n\n20 Oct 2024\n\n"
    rows = [
        ["YE 31 Dec", "FY23A", "FY24E", "FY25E"],
        ["Revenue (RMB mn)", "7,281", "7,902", "8,815"],
        ["YoY growth (%)", "12.0", "8.5", "11.6"],
        ["Net profit (RMB mn)", "1,424", "1,603", "1,877"],
        ["EPS (Reported)(RMB)", "0.75", "0.85", "0.99"],
        ["Consensus EPS (RMB)", "0.8", "0.9", "1.0"],
        ["P/E (x)", "38.2", "33.7", "28.9"],
    ]
    has(
        cells(html(rows), text),
        {
            ("revenue", 2024): 7.902e9,
            ("net_profit", 2025): 1.877e9,
            ("eps", 2024): 0.85,
            ("pe", 2025): 28.9,
            ("revenue_growth", 2024): 0.085,
        },
    )


def test_a_cover_without_a_company() -> None:
    cover = "青石证券研究所\n\n公司点评\n\n业绩符合预期\n\n2024年10月20日\n\n"
    text = "恒生电子发布三季报，{}，维持“买入”评级。\n\n" + pipes([HEAD, *BODY])
    for words in ("我们看好恒生电子", "可比公司同花顺、同花顺"):
        r = yb.read(cover + text.format(words))
        assert (r.meta.get("ticker"), r.meta.get("rating")) == ("600570.SH", "买入")
        assert "company_inferred" in set(r.findings["code"])
    assert yb.read(cover + text.format("与同花顺合作")).meta.get("ticker") is None


def test_english_rating_and_prices_in_a_box() -> None:
    text = "Company Update\n\nHundsun (600570 CH)\n\nOrders recover\n\n20 Oct 2024\n\n"
    text += "We reiterate BUY on stronger orders and better margins.\n\n"
    r = yb.read(
        text + html([["Target price", "RMB31.50"], ["Current price", "RMB26.20"], ["Shares", "1,894"]])
    )
    got = [r.meta.get(k) for k in ("rating", "price", "target_price", "currency")]
    assert got == ["BUY", 26.2, 31.5, "CNY"]
