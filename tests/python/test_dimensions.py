"""What a figure can be: a share is no money, money no growth, a scenario no forecast; whence units come."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import COVER, HEAD, Cells, cells, has, html, pipes


def codes(text: str, cover: str = COVER) -> set[str]:
    return set(yb.read(cover + text).findings["code"])


@pytest.mark.parametrize("label", ["收入同比（%）", "销售收入增长率", "营业收入增速", "主营收入(+/-%)"])
def test_growth_beside_its_level_is_no_money(label: str) -> None:
    rows = [HEAD, ["营业收入(百万元)", "500", "600", "750"], [label, "8.1%", "20.0%", "25.0%"]]
    rows.append(["EPS(元)", "0.75", "0.85", "0.99"])
    has(cells(pipes(rows)), {("revenue", 2025): 7.5e8, ("revenue_growth", 2025): 0.25})


def test_growth_in_a_table_of_companies() -> None:
    rows = [
        ["公司", "代码", "2024年收入（亿元）", "2024年收入 yoy", "2024年净利润（亿元）"],
        ["恒生电子", "600570.SH", "65.8", "-9.6%", "10.4"],
        ["同花顺", "300033.SZ", "41.9", "17.5%", "12%"],
    ]
    r = yb.read("计算机行业周报\n\n2024.09.01\n\n" + pipes(rows))
    found = r.estimates.set_index(["ticker", "metric"])["value"]
    assert found["600570.SH", "revenue"] == pytest.approx(6.58e9)
    assert found["600570.SH", "revenue_growth"] == pytest.approx(-0.096)
    assert ("300033.SZ", "net_profit") not in found.index
    assert "unit_of_another_kind" in set(r.findings["code"])


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (  # the bracket holds sales, behind growth
            "预计2025-2026年营业收入为81.5/92.3亿元，同比增长12.0%/13.3%（此前为79.9/90.1亿元）。",
            {("revenue", 2025): 8.15e9, ("revenue_growth", 2026): 0.133},
        ),
        (  # years in the bracket are no figures
            "预计2025-2027年归母净利润为3.21/3.54/3.77亿元（原预计2025-2026年为3.02/3.33亿元）。",
            {("net_profit", 2025): 3.21e8, ("net_profit", 2027): 3.77e8},
        ),
        ("预计2025-2027年归母净利润为321/354/377亿（前值为302/333/-亿）。", {("net_profit", 2026): 3.54e10}),
        ("下调26/27年净利润6%和7%至2,774/3,025亿元。", {("net_profit", 2026): 2.774e11}),
        ("预计2025-2026年云业务收入同比增长30%/25%至21.0/26.3亿元。", {}),
        ("悲观情景下，预计2025-2026年归母净利润为1.2/1.3亿元。", {}),
    ],
)
def test_prose_keeps_dimensions(text: str, want: Cells) -> None:
    r = yb.read(COVER + "盈利预测\n\n" + text + "\n")
    found = cells("盈利预测\n\n" + text + "\n")
    has(found, want)
    assert bool(found) == bool(want)
    money = r.estimates[r.estimates["metric"].isin(["revenue", "net_profit"])]["value"]
    assert (money > 1e6).all()
    assert (r.estimates[r.estimates["metric"].str.endswith("growth")]["value"] < 1).all()


def test_before_and_after_by_the_years_of_the_bracket() -> None:
    text = "预计2025-2027年归母净利润为321/354/377亿（前值为302/333/-亿）。\n"
    e = yb.read(COVER + "盈利预测\n\n" + text).estimates
    before = e[e["version"] == "previous"]
    assert dict(zip(before["fiscal_year"], before["value"], strict=True)) == pytest.approx(
        {2025: 3.02e10, 2026: 3.33e10}
    )


def test_beyond_what_a_metric_can_be() -> None:
    rows = [HEAD, ["营业收入(元)", "7.2", "7.9", "8.8"], ["EPS(元)", "0.75", "0.85", "0.99"]]
    found = cells(pipes(rows))
    assert ("eps", 2024) in found
    assert ("revenue", 2024) not in found
    assert "value_implausible" in codes(pipes(rows))


def test_groups_over_the_middle_of_their_years() -> None:
    rows = [
        ["", "", "", "EPS(元)", "", "", "PE", ""],
        ["代码", "简称", "2023A", "2024E", "2025E", "2023A", "2024E", "2025E"],
        ["600570.SH", "恒生电子", "0.75", "0.85", "0.99", "38.2", "33.7", "28.9"],
        ["300033.SZ", "同花顺", "2.61", "3.02", "3.50", "40.1", "34.6", "29.9"],
    ]
    e = yb.read("计算机行业周报\n\n2024.09.01\n\n" + html(rows)).estimates
    found = e.set_index(["ticker", "metric", "fiscal_year"])["value"]
    assert found["300033.SZ", "eps", 2023] == 2.61
    assert found["300033.SZ", "pe", 2023] == 40.1
    assert len(found) == 12


@pytest.mark.parametrize(
    "rows",
    [
        [
            HEAD,
            ["悲观", "", "", ""],
            ["EPS(元)", "0.7", "0.8", "0.9"],
            ["乐观", "", "", ""],
            ["PE", "9", "8", "7"],
        ],
        [["净利润敏感性分析", "", "", ""], HEAD, ["EPS(元)", "0.7", "0.8", "0.9"], ["PE", "9", "8", "7"]],
    ],
)
def test_scenarios_are_no_forecast(rows: list[list[str]]) -> None:
    assert not cells(html(rows))
    assert "scenario_left_out" in codes(html(rows))


BARE = [
    HEAD,
    ["营业收入", "7,281", "7,902", "8,815"],
    ["归母净利润", "1,424", "1,603", "1,877"],
    ["EPS(元)", "0.75", "0.85", "0.99"],
]


def test_unit_from_the_same_figures_elsewhere() -> None:
    text = "公司2023年实现营业收入72.81亿元，归母净利润14.24亿元。\n\n财务摘要\n\n" + pipes(BARE)
    has(cells(text), {("revenue", 2025): 8.815e9, ("net_profit", 2024): 1.603e9, ("eps", 2024): 0.85})
    assert "unit_by_witness" in codes(text)
    assert "unit_unknown" not in codes(text)


@pytest.mark.parametrize(
    "prose",
    [
        "公司2023年实现营业收入72.81亿元。",  # one figure may agree by chance
        "公司2023年实现营业收入61.05亿元，归母净利润9.87亿元。",
        "公司2023年实现营业收入72.81亿元，归母净利润1,424万元。",  # two witnesses, two units
    ],
)
def test_no_unit_without_witnesses(prose: str) -> None:
    text = prose + "\n\n财务摘要\n\n" + pipes(BARE)
    found = cells(text)
    assert ("eps", 2024) in found
    assert ("revenue", 2024) not in found
    assert "unit_unknown" in codes(text)
