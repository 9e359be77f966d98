"""Days of publication, prices of covers and the company meant, in texts that a program made from PDF."""

from __future__ import annotations

import pytest
import yanbao as yb

HEAD = "青石证券研究所\n公司点评\n"
COMPANY = "恒生电子（600570）年报点评：收入稳健，利润改善\n"
TABLE = (
    "\n| 盈利预测 | 2023A | 2024A | 2025E |\n|---|---|---|---|\n"
    "| 营业收入(百万元) | 7281 | 6581 | 7020 |\n| 每股收益（元） | 0.75 | 0.55 | 0.68 |\n"
)


def test_the_axis_of_a_chart_is_no_day() -> None:
    """Days of one form, each on a line; the cover's own has another form, or a column of its own."""
    axis = "股价走势\n2024/4/22\n2024/8/21\n2024/12/20\n2025/4/20\n"
    assert yb.read(HEAD + COMPANY + axis + TABLE).meta.get("published") is None
    for day in ("2025年4月22日\n", "二十年老店" + " " * 30 + "2025 年 04 月 22 日\n"):
        assert str(yb.read(HEAD + COMPANY + day + axis + TABLE).meta["published"]) == "2025-04-22"


def test_a_day_before_figures_that_are_actual() -> None:
    """The only day of the cover is a past one: none is given, and a finding says why."""
    early = yb.read(HEAD + COMPANY + "2024-08-30\n" + TABLE)
    assert early.meta.get("published") is None
    assert "published_conflict" in early.findings["code"].tolist()
    assert len(early.estimates) == 6
    assert str(yb.read(HEAD + COMPANY + "2025-01-02\n" + TABLE).meta["published"]) == "2025-01-02"


@pytest.mark.parametrize(
    ("below", "price"), [("25.60元", 25.6), ("25.60", 25.6), ("250421", None), ("250,421.00", 250421)]
)
def test_a_price_below_its_label(below: str, price: float | None) -> None:
    """With its currency or without; six digits are a day."""
    assert yb.read(HEAD + COMPANY + f"\n收盘价\n\n{below}\n" + TABLE).meta.get("price") == price


def test_a_label_that_ends_a_sentence_has_no_price_below() -> None:
    text = HEAD + COMPANY + TABLE + "\n资料来源：青石证券研究所；股价为2025年4月21日收盘价\n2.01\n1.97\n"
    assert yb.read(text).meta.get("price") is None


def test_a_source_ends_with_its_house() -> None:
    """What stands below it without a blank line is no part of it."""
    text = "个股表现\n资料来源：聚源，青石证券研究所\n恒生电子(600570)\n收入稳健，利润改善\n" + TABLE
    assert yb.read(text).meta["ticker"] == "600570.SH"
    wrapped = "资料来源：公司公告，\n青石证券研究所整理\n"
    assert len(yb.read(HEAD + COMPANY + TABLE + wrapped).estimates) == 6


def test_a_company_named_once_is_no_subject() -> None:
    """Where an analyst worked before stands far behind what the report is about, whose name is torn."""
    torn = HEAD + "恒Ta生bl电e_子St(6oc0k0570)\n" + "收入稳健，利润改善，费用控制得当。\n" * 80
    text = torn + TABLE + "\n分析师简介：曾就职于贵州茅台，任销售经理。\n"
    report = yb.read(text)
    assert report.meta.get("ticker") is None
    assert len(report.estimates) == 0


def test_labels_of_a_part_below_another() -> None:
    """Ratios whose years stand beside rows of the balance sheet are not lost."""
    rows = [
        ["资产负债表（百万）", "2023A", "2024A", "2025E", "利润表（百万）", "2023A", "2024A", "2025E"],
        ["货币资金", "500", "510", "520", "营业收入", "7281", "6581", "7020"],
        ["存货", "50", "51", "52", "归母净利润", "1424", "1043", "1290"],
        ["股本", "19", "19", "19", "", "2023A", "2024A", "2025E"],
        ["资本公积", "180", "180", "180", "毛利率", "74.8%", "71.2%", "72.0%"],
        ["留存收益", "700", "710", "720", "ROE", "17.8%", "12.2%", "13.9%"],
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * 8)
    found = yb.read(HEAD + COMPANY + "2025-04-22\n\n" + "\n".join(lines) + "\n").estimates
    roe = found[found["metric"] == "roe"]
    assert roe["value"].tolist() == pytest.approx([0.178, 0.122, 0.139])
    assert (found["metric"] == "gross_margin").sum() == 3
