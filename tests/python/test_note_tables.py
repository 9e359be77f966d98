"""Tables of company notes give the same figures whatever their layout, and no wrong ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yanbao as yb
from note_texts import BODY, COVER, HEAD, WANT, cells, has, html, lines, pipes, tabs


@pytest.mark.parametrize("door", [pipes, html, tabs, lines])
def test_one_table_through_every_door(door: Callable[[list[list[str]]], str]) -> None:
    has(cells(door([HEAD, *BODY])), WANT)


def test_html_and_pipes_are_twins() -> None:
    assert cells(html([HEAD, *BODY])) == cells(pipes([HEAD, *BODY]))


def test_the_cell_is_shown_as_printed() -> None:
    r = yb.read(COVER + html([HEAD, *BODY]))
    row = r.estimates.index[(r.estimates["metric"] == "net_profit") & (r.estimates["fiscal_year"] == 2024)][0]
    start, end = int(r.estimates.loc[row, "src_start"]), int(r.estimates.loc[row, "src_end"])
    assert r.text.encode()[start:end] == b"1,603"


def test_columns_may_stand_in_any_order_and_rows_may_go() -> None:
    turned = [[r[0], *r[:0:-1]] for r in [HEAD, *BODY]]
    has(cells(pipes(turned)), WANT)
    assert ("eps", 2025) in cells(pipes([HEAD, BODY[3]]))


@pytest.mark.parametrize(
    ("unit", "scale"), [("百万元", 1e6), ("亿元", 1e8), ("千元", 1e3), ("万元", 1e4), ("RMB mn", 1e6)]
)
def test_units_in_label_corner_and_caption(unit: str, scale: float) -> None:
    row = ["营业收入", "72.81", "79.02", "88.15"]
    profit = ["归母净利润", "14.24", "16.03", "18.77"]
    want = {("revenue", 2024): 79.02 * scale, ("net_profit", 2025): 18.77 * scale}
    has(cells(pipes([[f"利润表（{unit}）", *HEAD[1:]], row, profit])), want)
    has(cells(f"# 利润表（{unit}）\n\n" + pipes([HEAD, row, profit])), want)
    has(cells(pipes([HEAD, [f"营业收入({unit})", *row[1:]], [f"归母净利润({unit})", *profit[1:]]])), want)


def test_no_unit_is_no_figure() -> None:
    r = yb.read(COVER + pipes([HEAD, ["归母净利润", "14.24", "16.03", "18.77"]]))
    assert r.estimates.empty
    assert "unit_unknown" in set(r.findings["code"])


def test_statements_side_by_side() -> None:
    left = ["资产负债表（百万元）", *HEAD[1:]]
    right = ["利润表（百万元）", *HEAD[1:]]
    rows = [
        left + right,
        ["货币资金", "1", "2", "3", "营业收入", "7281", "7902", "8815"],
        ["存货", "4", "5", "6", "净利润", "1500", "1700", "1990"],
        ["净利润", "1500", "1700", "1990", "归属母公司净利润", "1424", "1603", "1877"],
    ]
    found = cells(html(rows))
    has(found, {("revenue", 2024): 7.902e9, ("net_profit", 2024): 1.603e9, ("net_profit_total", 2024): 1.7e9})


def test_income_of_another_kind_is_no_revenue() -> None:
    rows = [
        ["利润表（百万元）", *HEAD[1:]],
        ["利息收入", "12", "13", "14"],
        ["营业外收入", "5", "6", "7"],
        ["营业总成本", "6000", "6500", "7000"],
        ["营业收入/总资产", "0.5", "0.5", "0.6"],
        ["EPS(元)", "0.75", "0.85", "0.99"],
    ]
    assert {m for m, _ in cells(pipes(rows))} == {"eps"}


def test_growth_under_its_section_is_no_level() -> None:
    rows = [
        ["主要财务比率", *HEAD[1:]],
        ["成长能力", "", "", ""],
        ["营业收入", "12.0%", "8.5%", "11.6%"],
        ["每股指标（元）", "", "", ""],
        ["每股收益", "0.75", "0.85", "0.99"],
    ]
    found = cells(html(rows))
    has(found, {("revenue_growth", 2024): 0.085, ("eps", 2024): 0.85})
    assert ("revenue", 2024) not in found


def test_sales_of_parts_of_the_business_are_left_out() -> None:
    for name in ("资管科技", "财富科技"):
        part = f"## {name}\n\n" + pipes([HEAD, ["收入(百万元)", "100", "200", "300"]])
        assert not cells(part)
    twice = pipes(
        [HEAD, ["收入(百万元)", "1", "2", "3"], ["EPS", "1", "2", "3"], ["收入(百万元)", "4", "5", "6"]]
    )
    assert {m for m, _ in cells(twice)} == {"eps"}


def test_quarters_and_half_years_are_no_years() -> None:
    rows = [
        ["项目", "2023Q4", "24Q1", "1H24", "2024E", "2025E"],
        ["EPS", "0.1", "0.2", "0.3", "0.85", "0.99"],
    ]
    assert cells(pipes(rows)) == {("eps", 2024): 0.85, ("eps", 2025): 0.99}


def test_a_header_narrower_than_its_body() -> None:
    text = "| 2023A | 2024E | 2025E |\n|---|---|---|\n" + "".join(f"| {' | '.join(r)} |\n" for r in BODY)
    has(cells(text), WANT)


def test_a_year_row_taken_for_data() -> None:
    text = "| 盈利预测 | | | |\n|---|---|---|---|\n" + "".join(
        f"| {' | '.join(r)} |\n" for r in [HEAD, *BODY]
    )
    has(cells(text), WANT)


def test_two_years_in_one_cell() -> None:
    rows = [["项目", "2023A 2024E", "2025E"], ["EPS", "0.75 0.85", "0.99"], ["P/E", "38.2 33.7", "28.9"]]
    found = cells(html(rows))
    has(found, {("eps", 2023): 0.75, ("eps", 2024): 0.85, ("eps", 2025): 0.99, ("pe", 2024): 33.7})


@pytest.mark.parametrize(
    ("eps", "told"),
    [
        ("0.61 0.75 0.85 0.99 1.1", False),
        ("0.61 - 0.85 0.99 1.1", False),
        ("0.85 -0.99 1.1", True),
        ("0.5 0.61 0.75 0.85 0.99 1.1", True),
        ("", False),
    ],
)
@pytest.mark.parametrize("labelled", [False, True])
def test_a_cell_of_several_years_with_another_count_of_figures(eps: str, told: bool, labelled: bool) -> None:
    years = "2023A 2024E 2025E 2026E 2027E"
    rows = [["项目", years, ""], ["EPS(元)", eps, ""], ["P/E", "38.2 33.7 28.9 26 25", ""]]
    if labelled and len(eps.split()) < 6:  # words and figures of a row in one cell
        rows = [[f"{a} {b}".strip(), "x"] for a, b, _ in rows]
    r = yb.read(COVER + html(rows))
    assert (r.estimates["metric"] == "pe").sum() == 5
    assert (r.estimates["metric"] == "eps").sum() == (0 if told else len(eps.replace("- ", "").split()))
    assert ("row_misaligned" in set(r.findings["code"])) == told


def test_torn_cells_are_left_out() -> None:
    rows = [["项目", "2023A", "", "2024E", "", "2025E"], ["EPS(元)", "0.75", "1", "2", "0.85", "0.99"]]
    r = yb.read(COVER + pipes(rows))
    assert r.estimates.empty
    assert "row_misaligned" in set(r.findings["code"])


def test_latex_and_bold_in_cells() -> None:
    rows = [
        HEAD,
        ["**EPS(元)**", "$0.75$", "**0.85**", "$\\mathbf{0.99}$"],
        ["营收增速", "", "$+11.63\\%$", "$-2.0\\%$"],
    ]
    has(cells(pipes(rows)), {("eps", 2024): 0.85, ("eps", 2025): 0.99, ("revenue_growth", 2024): 0.1163})


def test_a_row_said_twice_in_one_table_is_one() -> None:
    rows = [HEAD, BODY[3], ["每股指标（元）", "", "", ""], ["每股收益", *BODY[3][1:]], BODY[4]]
    e = yb.read(COVER + pipes(rows)).estimates
    assert e[e["metric"] == "eps"]["value"].tolist() == [0.75, 0.85, 0.99]


def test_years_over_old_new_and_change() -> None:
    rows = [
        ["（百万元）", "调整前", "调整后", "+/-", "调整前", "调整后", "+/-"],
        ["", "2024E", "2024E", "2024E", "2025E", "2025E", "2025E"],
        ["营业收入", "7,800", "7,902", "1%", "8,700", "8,815", "1%"],
        ["归母净利润", "1,500", "1,603", "7%", "1,800", "1,877", "4%"],
    ]
    want = {("revenue", 2024): 7.902e9, ("revenue", 2025): 8.815e9, ("net_profit", 2025): 1.877e9}
    has(cells(pipes(rows)), want)
    has(cells(pipes([rows[1], rows[0], *rows[2:]])), want)
    untold = yb.read(COVER + pipes([["（百万元）", *[""] * 6], *rows[1:]]))
    assert untold.estimates.empty
    assert "version_unreadable" in set(untold.findings["code"])


def test_years_of_a_cell_a_line_need_not_all_say_what_they_are() -> None:
    """2024 above 2025E is no number broken over two lines; figures that look like years are none."""
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月20日\n\n"
    years = ["2023", "2024", "2025E", "2026E"]
    rows = {
        "营业收入(百万元)": ["7281", "6581", "7020", "7630"],
        "员工人数": ["2001", "2012", "2013", "2004"],
        "每股收益（元）": ["0.75", "0.55", "0.68", "0.79"],
    }
    cells = ["盈利预测", *years]
    for label, figures in rows.items():
        cells += [label, *figures]
    found = yb.read(head + "\n".join(cells) + "\n").estimates
    eps = found[found["metric"] == "eps"]
    assert eps["fiscal_year"].tolist() == [2023, 2024, 2025, 2026]
    assert eps["value"].tolist() == [0.75, 0.55, 0.68, 0.79]
    assert (found["metric"] == "revenue").sum() == 4
    plain = yb.read(head + "\n".join(c.rstrip("E") for c in cells) + "\n")
    assert len(plain.estimates) == 0  # nothing says that these are years


def test_figures_that_look_like_years_head_nothing() -> None:
    """Sales of 2012 and 2013 million in two columns of a table."""
    head = "青石证券研究所\n\n恒生电子（600570）年报点评\n\n2025年4月20日\n\n"
    for marked in ("2024A", "2024"):
        table = [
            ["盈利预测", "2023", marked, "2025E", "2026E"],
            ["营业收入(百万元)", "2001", "2012", "2013", "2004"],
            ["每股收益（元）", "0.75", "0.55", "0.68", "0.79"],
        ]
        lines = ["| " + " | ".join(row) + " |" for row in table]
        lines.insert(1, "|---|---|---|---|---|")
        found = yb.read(head + "\n".join(lines) + "\n").estimates
        for metric, first in (("revenue", 2.001e9), ("eps", 0.75)):
            rows = found[found["metric"] == metric]
            assert rows["fiscal_year"].tolist() == [2023, 2024, 2025, 2026]
            assert rows["value"].iloc[0] == pytest.approx(first)


def test_a_blank_line_between_every_two_cells() -> None:
    """One cell a line, and every line apart: years too."""
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月20日\n\n"
    rows = ["营业收入(百万元)", "6581", "7020", "7630", "每股收益（元）", "0.55", "0.68", "0.79"]
    for years in (["2024A", "2025E", "2026E"], ["2023", "2024", "2025E"]):
        found = yb.read(head + "\n\n".join(["盈利预测", *years, *rows]) + "\n").estimates
        assert found["value"].tolist() == pytest.approx([6.581e9, 7.02e9, 7.63e9, 0.55, 0.68, 0.79])


def test_labels_and_figures_in_columns_of_their_own_are_said() -> None:
    """A text that gives a table column by column tells no row: nothing is read, and a finding says so."""
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月20日\n\n"
    cells = ["营业收入(百万元)", "每股收益（元）", "2024A", "2025E", "6581", "7020", "0.55", "0.68"]
    report = yb.read(head + "\n".join(cells) + "\n")
    assert len(report.estimates) == 0
    assert "table_unread" in report.findings["code"].tolist()


def test_years_in_italics() -> None:
    """As some programs mark a header: _2025E_, *2025E*."""
    head = "青石证券研究所\n\n恒生电子（600570）年报点评：收入稳健\n\n2025年4月20日\n\n"
    for mark in "_*":
        years = "|".join(f"{mark}{y}{mark}" for y in ("2024A", "2025E"))
        text = f"{head}||{years}|\n|---|---|---|\n|营业收入(百万元)|6581|7020|\n|EPS（元）|0.55|0.68|\n"
        assert yb.read(text).estimates["value"].tolist() == pytest.approx([6.581e9, 7.02e9, 0.55, 0.68])


@pytest.mark.parametrize("separator", ["\t", "|", " | "])
def test_a_year_a_row_whatever_parts_the_cells(separator: str) -> None:
    rows = [["年份", "营业收入(百万元)", "归母净利润(百万元)", "EPS(元)", "P/E"]]
    rows += [["2023A", "7,281", "1,424", "0.75", "38.2"], ["2024E", "7,902", "1,603", "0.85", "33.7"]]
    rows += [["2025E", "8,815", "1,877", "0.99", "28.9"]]
    want = {k: v for k, v in WANT.items() if k[0] != "revenue_growth"}
    has(cells("盈利预测\n\n" + "\n".join(separator.join(row) for row in rows) + "\n"), want)
