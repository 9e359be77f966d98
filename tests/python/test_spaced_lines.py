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
