"""Tables of a text without marks: a row a line, white space between its cells, lines that lost a figure."""

from __future__ import annotations

import math

import pytest
import yanbao as yb
from note_texts import COVER, cells

HEAD = "项目/年度 2023A 2024E 2025E"
ROWS = [
    "营业收入（百万元） 7,281 7,902 8,815",
    "增长率（%） 11.98 8.53 11.55",
    "归母净利润（百万元） 1,424 1,603 -1,877",
    "增长率（%） 30.5 12.6 17.1",
    "每股收益（元） 0.75 0.85 -0.99",
    "PE 38.2 33.7 28.9",
]
WANT = {"revenue": 7281e6, "net_profit": 1424e6, "eps": 0.75, "pe": 38.2}


def first_year(lines: list[str]) -> dict[str, float]:
    return {m: v for (m, y), v in cells("\n".join(lines) + "\n").items() if y == 2023 and m in WANT}


@pytest.mark.parametrize("head", [HEAD, "2023A 2024E 2025E", "财务摘要（百万元） 2023 2024E 2025E"])
def test_rows_of_a_label_and_as_many_figures_as_years(head: str) -> None:
    assert first_year([head, *ROWS]) == WANT
    assert math.isclose(cells("\n".join([head, *ROWS]) + "\n")["net_profit", 2025], -1877e6)


def test_a_line_that_lost_a_figure_is_left_out_and_no_title_of_the_next() -> None:
    torn = [HEAD, ROWS[0], "增长率（%） 11.98 8.53", *ROWS[2:4], "每股收益（元） 0.75 0.85", ROWS[5]]
    assert first_year(torn) == {k: v for k, v in WANT.items() if k != "eps"}
    r = yb.read(COVER + "\n".join(torn) + "\n")
    assert int(r.findings["code"].eq("row_misaligned").sum()) == 2
    assert not r.estimates["metric"].isin(["eps_growth"]).any()


def test_one_cell_a_line_and_a_figure_lost() -> None:
    rows = "\n".join(
        " ".join([HEAD, *ROWS]).replace("增长率（%） 11.98 8.53 11.55", "增长率（%） 11.98 8.53").split()
    )
    got = {m: v for (m, y), v in cells(rows + "\n").items() if y == 2023 and m in WANT}
    assert got == WANT
    assert "row_misaligned" in set(yb.read(COVER + rows + "\n").findings["code"])


@pytest.mark.parametrize(
    "label",
    [
        "归母净利润\n（百万元）",
        "归属于母公司所有者\n净利润（百万元）",
        "归属于母公司股东的\n净利润（百万元）",
    ],
)
def test_a_label_of_two_lines(label: str) -> None:
    lines = [HEAD, *ROWS[:2], f"{label} 1,424 1,603 1,877", *ROWS[3:]]
    assert first_year(lines) == WANT


def test_two_tables_side_by_side() -> None:
    lines = [
        "资产负债表（百万元） 2023A 2024E 2025E 利润表（百万元） 2023A 2024E 2025E",
        "流动资产 500 600 700 营业收入 7,281 7,902 8,815",
        "现金 120 130 140 营业成本 600 650 700",
        "非流动资产 900 950 1,000 归母净利润 1,424 1,603 1,877",
        "资产总计 1,400 1,550 1,700 每股收益（元） 0.75 0.85 0.99",
    ]
    assert first_year(lines) == {k: v for k, v in WANT.items() if k != "pe"}


@pytest.mark.parametrize(
    "lines",
    [
        ["图：收入与增速", "2023A 2024E 2025E", "0% 10% 20%", "0 500 1000 1500"],
        ["2023A 2024E 2025E 与去年同期相比，公司预计 2026 年投产 3 条产线，2027 年再投产 4 条。"],
        ["重点公司 2023A 2024E 2025E", "恒生电子 25.5 0.75 0.85 0.99 38.2", "同花顺 130 2.1 2.2 2.3 60"],
    ],
)
def test_lines_that_are_no_table(lines: list[str]) -> None:
    assert not cells("\n".join(lines) + "\n")


def test_a_table_that_begins_beside_the_rows_of_another() -> None:
    """Its years stand behind figures of the table to the left; prose has no part in its lines."""
    lines = [
        "股本    19  19  19    2023A 2024A 2025E",
        "资本公积  180 180 180  毛利率  74.8% 71.2% 72.0%",
        "留存收益  700 710 720  ROE  17.8% 12.2% 13.9%",
    ]
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月22日\n\n盈利预测\n"
    found = yb.read(head + "\n".join(lines) + "\n").estimates
    for metric, values in (("gross_margin", [0.748, 0.712, 0.72]), ("roe", [0.178, 0.122, 0.139])):
        rows = found[found["metric"] == metric]
        assert rows["fiscal_year"].tolist() == [2023, 2024, 2025]
        assert rows["value"].tolist() == pytest.approx(values)
    torn = [lines[0], lines[1].replace("180 180 180", "180 180"), lines[2]]
    left = yb.read(head + "\n".join(torn) + "\n").estimates
    assert (left["metric"] == "gross_margin").sum() == 0


def test_years_without_a_table_of_their_own() -> None:
    """Two rows of years side by side, and nothing says whose the second are."""
    lines = [
        "    2023A 2024A 2025E      2023A 2024A 2025E",
        "收入  66.2 45.7 48.9",
        "YOY  -28.5% -31.0% 7.1%  税金  0.7 1.1 1.3",
        "毛利率  55.7% 48.0% 48.3%  销售费用  2.0 2.4 2.6",
    ]
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月22日\n\n业务拆分\n"
    found = yb.read(head + "\n".join(lines) + "\n").estimates
    assert "revenue_growth" not in found["metric"].tolist()


@pytest.mark.parametrize("lost", ["2024A ", "2025E "])
def test_a_year_that_is_lost_is_said(lost: str) -> None:
    """Years that do not follow each other head nothing, and a finding says so, whatever the rows hold."""
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月22日\n\n"
    years = "盈利预测 2023A 2024A 2025E 2026E\n".replace(lost, "")
    rows = "营业收入（百万元） 7281 6581 7020 7630\nEPS（元） 0.75 0.55 0.68 0.79\n"
    report = yb.read(head + years + rows)
    assert len(report.estimates) == 0
    assert "table_unread" in report.findings["code"].tolist()
