"""Labels of fiscal years, the days on which they end, and tables of old and new forecasts."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import BODY, COVER, cells, html, pipes

HONG_KONG = COVER.replace("恒生电子（600570.SH）", "阿里巴巴-W（9988.HK）")
EPS = ["EPS(元)", "0.75", "0.85", "0.99"]


def ends(head: list[str], behind: str = "", cover: str = HONG_KONG) -> dict[int, str | None]:
    e = yb.read(cover + pipes([["项目", *head] if len(head) == 3 else head, EPS]) + behind).estimates
    days = e["period_end"].astype("string")
    return {
        int(y): None if d is None or d is yb_na(d) else str(d)[:10]
        for y, d in zip(e["fiscal_year"], days, strict=True)
    }


def yb_na(value: object) -> object:
    """The value itself where it is pandas' missing one."""
    return value if str(value) in ("<NA>", "NaT", "nan") else object()


MARCH = {2024: "2024-03-31", 2025: "2025-03-31", 2026: "2026-03-31"}
DECEMBER = {2024: "2024-12-31", 2025: "2025-12-31", 2026: "2026-12-31"}


@pytest.mark.parametrize(
    ("head", "want"),
    [
        (["Mar-24A", "Mar-25E", "Mar-26E"], MARCH),
        (["FY3/24A", "FY3/25E", "FY3/26E"], MARCH),
        (["FYE Mar-24A", "FYE Mar-25E", "FYE Mar-26E"], MARCH),
        (["31/03/2024A", "31/03/2025E", "31/03/2026E"], MARCH),
        (["2024-03-31A", "2025-03-31E", "2026-03-31E"], MARCH),
        (["12/24A", "12/25E", "12/26E"], DECEMBER),
        (
            ["FY24A", "FY25E", "FY26E"],
            dict.fromkeys(MARCH),
        ),  # in October the year that is over is not the calendar's
        (["FY23A", "FY24E", "FY25E"], {y - 1: f"{y - 1}-12-31" for y in DECEMBER}),
        (["2023/24A", "2024/25E", "2025/26E"], dict.fromkeys(MARCH)),
        (["FY23/24A", "FY24/25E", "FY25/26E"], dict.fromkeys(MARCH)),
        (["FYE 31 Mar", "FY24A", "FY25E", "FY26E"], MARCH),
        (["财年截至3月31日", "FY24A", "FY25E", "FY26E"], MARCH),
        (["Year to June", "FY24A", "FY25E", "FY26E"], {y: f"{y}-06-30" for y in MARCH}),
    ],
)
def test_labels_and_their_last_days(head: list[str], want: dict[int, str | None]) -> None:
    assert ends(head) == want


def test_a_printed_end_of_the_year_holds_for_the_company() -> None:
    head = ["2023/24A", "2024/25E", "2025/26E"]
    assert ends(head, "\n注：公司财年截至3月31日\n") == MARCH
    assert ends(["FY24A", "FY25E", "FY26E"], "\n公司截至6月30日止年度的收入增长。\n") == {
        y: f"{y}-06-30" for y in MARCH
    }
    two = "\n公司财年截至3月31日，客户财年截至9月30日。\n"
    assert ends(["FY24A", "FY25E", "FY26E"], two) == dict.fromkeys(MARCH)
    # the mainland's years are the calendar's, whoever else the report speaks of
    assert ends(["2024A", "2025E", "2026E"], "\n苹果财年截至9月30日。\n", COVER) == DECEMBER


def test_a_note_on_one_company_of_several() -> None:
    rows = [
        ["公司", "代码", "EPS 2024E(元)", "EPS 2025E(元)"],
        ["恒生电子", "600570.SH", "0.85", "0.99"],
        ["联想集团", "0992.HK", "2.2", "2.8"],
    ]
    e = yb.read(
        "计算机行业周报\n\n2024.09.01\n\n" + pipes(rows) + "\n注：联想集团财年截至3月31日\n"
    ).estimates
    assert [str(d)[:10] for d in e["period_end"]] == ["2024-12-31", "2025-12-31", "2024-03-31", "2025-03-31"]


@pytest.mark.parametrize(
    ("note", "last", "told"),
    [
        ("联想集团为2025-2026财年", "2026-03-31", True),
        ("联想集团为2025-2026财年，联想集团财年截至6月30日", "2026-06-30", False),
        ("联想集团财年截至6月30日", "2025-06-30", False),
    ],
)
def test_a_month_that_no_note_prints_is_told(note: str, last: str, told: bool) -> None:
    rows = [["公司", "代码", "EPS 2024E(元)", "EPS 2025E(元)"], ["恒生电子", "600570.SH", "0.85", "0.99"]]
    rows += [["联想集团", "0992.HK", "2.2", "2.8"]]
    r = yb.read("计算机行业周报\n\n2024.09.01\n\n" + pipes(rows) + f"\n注：{note}\n")
    assert str(r.estimates["period_end"].iloc[-1])[:10] == last
    assumed = r.findings[r.findings["code"] == "year_end_assumed"]
    assert assumed["subject"].tolist() == (["0992.HK"] if told else [])


def test_years_that_no_rule_reads_are_told() -> None:
    r = yb.read(COVER + pipes([["项目", "'2[4]A", "2[5]5E", "2[6]6E"], EPS, ["PE", "30", "28", "25"]]))
    assert r.estimates.empty
    assert "year_unreadable" in set(r.findings["code"])
    of_growth = [["项目", "'2[4]A", "2[5]5E", "2[6]6E"], ["毛利率(%)", "30", "31", "32"]]
    assert "year_unreadable" in set(yb.read(COVER + pipes(of_growth)).findings["code"])


OLD_NEW = [
    [["", "2024E", "", "", "2025E", "", ""], ["", "Old", "New", "Chg", "Old", "New", "Chg"]],
    [
        ["项目", "2024E", "", "", "2025E", "", ""],
        ["", "原预测", "新预测", "变动", "原预测", "新预测", "变动"],
    ],
]


@pytest.mark.parametrize("head", OLD_NEW)
def test_three_columns_a_year(head: list[list[str]]) -> None:
    rows = [["营业收入(百万元)", "7000", "7100", "1.4%", "8000", "8200", "2.5%"]]
    rows += [
        ["EPS(元)", "0.80", "0.85", "6%", "0.95", "0.99", "4%"],
        ["PE", "30", "28", "-7%", "25", "24", "-4%"],
    ]
    for door in (pipes, html):
        found = cells(door(head + rows))
        assert found["revenue", 2025] == 8.2e9
        assert (found["eps", 2024], found["pe", 2025]) == (0.85, 24)


REVISIONS = [
    [["", "原预测", "新预测", "调整幅度"], ["2024E归母净利润(百万元)", "1500", "1600", "6.7%"]],
    [["归母净利润(百万元)", "原预测", "新预测", "调整幅度"], ["2024E", "1500", "1600", "6.7%"]],
    [["百万元", "New", "Old", "Chg"], ["2024E", "", "", ""], ["归母净利润(百万元)", "1600", "1500", "6.7%"]],
    [["年份", "指标", "调整前", "调整后"], ["2024E", "归母净利润(百万元)", "1500", "1600"]],
]


@pytest.mark.parametrize("rows", REVISIONS)
def test_a_year_and_a_metric_a_row(rows: list[list[str]]) -> None:
    e = yb.read(COVER + pipes(rows)).estimates
    assert set(zip(e["metric"], e["fiscal_year"], e["value"], e["version"].isna(), strict=True)) == {
        ("net_profit", 2024, 1.5e9, False),
        ("net_profit", 2024, 1.6e9, True),
    }


@pytest.mark.parametrize(
    "head",
    [
        ["项目", "2023年（实际）", "2024年（预测）", "2025年（预测）"],
        ["项目", "23财年", "24财年预测", "25财年预测"],
        ["项目", "2023财年", "2024财年(预测)", "2025财年(预测)"],
    ],
)
def test_a_word_for_the_basis_of_a_year(head: list[str]) -> None:
    got = cells(pipes([head, *BODY]))
    assert (got["eps", 2023], got["eps", 2025], got["revenue", 2024]) == (0.75, 0.99, 7902e6)


@pytest.mark.parametrize(
    ("new", "old"), [("2025E新", "2025E旧"), ("2025E(新)", "2025E(旧)"), ("调整后2025E", "调整前2025E")]
)
def test_a_word_for_the_forecast_before_beside_its_year(new: str, old: str) -> None:
    head = ["项目", new, old, new.replace("2025", "2026"), old.replace("2025", "2026")]
    rows = [["营业收入(百万元)", "1000", "900", "1200", "1100"], ["EPS(元)", "1.0", "0.9", "1.2", "1.1"]]
    e = yb.read(COVER + pipes([head, *rows])).estimates
    now, was = e[e["version"].isna()], e[e["version"].eq("previous")]
    assert now["value"].tolist() == [1000e6, 1200e6, 1.0, 1.2]
    assert was["value"].tolist() == [900e6, 1100e6, 0.9, 1.1]


@pytest.mark.parametrize("corner", ["RMB mn, YE Dec", "In RMB mn", "人民币(百万)", "单位:百万"])
def test_the_unit_in_the_corner(corner: str) -> None:
    rows = [["营业收入", "7,281", "7,902", "8,815"], ["EPS", "0.75", "0.85", "0.99"]]
    assert cells(pipes([[corner, "2023A", "2024E", "2025E"], *rows]))["revenue", 2023] == 7281e6


def test_the_unit_in_the_note_below() -> None:
    rows = [["营业收入", "7,281", "7,902", "8,815"], ["EPS", "0.75", "0.85", "0.99"]]
    table = pipes([["项目", "2023A", "2024E", "2025E"], *rows])
    assert ("revenue", 2023) not in cells(table + "\n注：预测为青石证券所作\n")
    assert cells(table + "\n注：除每股数据外，金额单位为百万元\n")["revenue", 2023] == 7281e6
    assert ("revenue", 2023) not in cells(table + "\n表2：分业务预测（单位：亿元）\n")


def test_rows_that_a_line_break_stacks() -> None:
    table = (
        "| |指标<br>营业收入(百万元)|**2023A**<br>7,281|**2024E**<br>7,902|\n|---|---|---|---|\n"
        "| |增长率<br>归母净利润(百万元)|11.98%<br>1,424|8.53%<br>1,603|\n| |EPS(元)|0.75|0.85|\n"
    )
    got = cells(table)
    assert (got["revenue", 2023], got["net_profit", 2024], got["eps", 2024]) == (7281e6, 1603e6, 0.85)


def test_a_month_without_a_letter_beside_those_that_have_one() -> None:
    found = ends(["03/24", "03/25e", "03/26e"])
    assert found == MARCH
    assert ends(["12/24", "03/25e", "03/26e"]).keys() == {2025, 2026}


@pytest.mark.parametrize(
    "head", [["2019A", "2024A", "2025E"], ["2024A", "2025E", "2030E"], ["2018A", "2021A", "2024A"]]
)
def test_a_year_too_far_from_the_others_is_told(head: list[str]) -> None:
    r = yb.read(HONG_KONG + pipes([["项目", *head], EPS]))
    assert "year_unreadable" in set(r.findings["code"])
    assert len(r.estimates) in (0, 2)
