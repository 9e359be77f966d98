"""Company notes as markdown and HTML give the same figures whatever their layout, and no wrong ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yanbao as yb

COVER = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n投资评级：买入（维持）\n\n2024年10月20日\n\n"
HEAD = ["项目", "2023A", "2024E", "2025E"]
BODY = [
    ["营业收入(百万元)", "7,281", "7,902", "8,815"],
    ["增长率(%)", "11.98", "8.53", "11.55"],
    ["归母净利润(百万元)", "1,424", "1,603", "1,877"],
    ["EPS(元)", "0.75", "0.85", "0.99"],
    ["P/E", "38.2", "33.7", "28.9"],
]
Cells = dict[tuple[str, int], float]


def pipes(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def html(rows: list[list[str]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>\n" for row in rows)
    return f"<table>\n{body}</table>\n"


def tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def cells(text: str, cover: str = COVER) -> Cells:
    e = yb.read(cover + text).estimates
    own = e[e["origin"].eq("broker") & e["version"].isna() & e["ticker"].eq("600570.SH")]
    return {
        (str(m), int(y)): float(v)
        for m, y, v in zip(own["metric"], own["fiscal_year"], own["value"], strict=True)
    }


WANT: Cells = {
    ("revenue", 2023): 7.281e9,
    ("revenue", 2025): 8.815e9,
    ("revenue_growth", 2024): 0.0853,
    ("net_profit", 2024): 1.603e9,
    ("eps", 2025): 0.99,
    ("pe", 2024): 33.7,
}


def has(found: Cells, want: Cells) -> None:
    assert {k: pytest.approx(v) for k, v in want.items()} == {k: found.get(k) for k in want}


def lines(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row) + "\n"


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
