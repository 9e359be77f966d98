"""A row wider or narrower than its header is left out, and told: nothing says which figure is whose."""

from __future__ import annotations

import pytest
import yanbao as yb

COVERAGE = (
    "代码\t评级\t收盘价\tEPS 2024A\tEPS 2025E\tPE 2024A\tPE 2025E\n"
    "600760.SH\t买入\t46.52\t1.24\t1.52\t37.5\t30.6\n"
    "600893.SH\t增持\t36.00\t{}\n"
    "600862.SH\t增持\t24.00\t0.60\t0.80\t40.0\t30.0\n"
)
NOTE = (
    "长江电力（600900.SH）点评\n2025年5月6日\n项目\t2023A\t2024A\t2025E\n"
    "归母净利润（百万元）\t{}\n营业收入（百万元）\t78144\t84492\t87500\nEPS（元）\t1.11\t1.33\t1.39\n"
)


@pytest.mark.parametrize("cells", ["0.40\t90.0\t80.0", "0.35\t0.40\t90.0\t80.0\t70.0"])
def test_row_of_coverage(cells: str) -> None:
    r = yb.read(COVERAGE.format(cells))
    assert set(r.estimates["ticker"]) == {"600760.SH", "600862.SH"}
    assert "row_misaligned" in set(r.findings["code"])
    whole = yb.read(COVERAGE.format("0.40\t0.45\t90.0\t80.0"))
    assert "600893.SH" in set(whole.estimates["ticker"])


@pytest.mark.parametrize("cells", ["27239\t34120", "27239\t27239\t32496\t34120"])
def test_row_of_a_statement(cells: str) -> None:
    r = yb.read(NOTE.format(cells))
    assert set(r.estimates["metric"]) == {"revenue", "eps"}
    assert "row_misaligned" in set(r.findings["code"])


def test_blank_cells_are_no_loss() -> None:
    r = yb.read(NOTE.format("\t32496\t34120"))
    profit = r.estimates[r.estimates["metric"] == "net_profit"]
    assert profit["fiscal_year"].tolist() == [2024, 2025]
    r = yb.read(COVERAGE.format("0.40\t\t90.0"))
    assert "600893.SH" in set(r.estimates["ticker"])


def test_other_ratings_and_prices_are_not_those_of_today() -> None:
    head = "公司\t代码\t上次评级\t本次评级\t推荐日股价\t收盘价（元）\t2025E PE\n"
    first = "中航沈飞\t600760.SH\t买入\t增持\t50.71\t46.52\t30.6\n"
    second = "航发动力\t600893.SH\t增持\t买入\t41.45\t36.0\t90.0\n"
    r = yb.read(head + first + second)
    assert r.coverage["rating"].tolist() == ["增持", "买入"]
    assert r.coverage["price"].tolist() == [46.52, 36.0]


def test_years_broken_over_two_lines() -> None:
    head = "会计年度\t2023\t2024\t2025E\n2026E\t2027E\n"
    rows = "归母净利润（百万元）\t5,618\t6,732\t9,500\t12,000\t14,000\n"
    cover = "长江电力（600900.SH）点评\n2025年5月6日\n"
    r = yb.read(cover + head + rows)
    assert r.estimates["fiscal_year"].tolist() == [2023, 2024, 2025, 2026, 2027]
    assert r.estimates["value"].tolist() == [5.618e9, 6.732e9, 9.5e9, 1.2e10, 1.4e10]
    assert yb.read(cover + head + rows.replace("\t14,000", "")).estimates.empty


def test_tables_of_another_company_stay_out() -> None:
    cover = "长江电力（600900.SH）点评\n2025年5月6日\n"
    table = "| 项目 | 2024A | 2025E |\n|---|---|---|\n| 归母净利润（百万元） | 6643 | 7200 |\n"
    r = yb.read(cover + "表5：国投电力（600886.SH）盈利预测\n" + table)
    assert r.estimates.empty
    assert "table_of_another" in set(r.findings["code"])
    assert len(yb.read(cover + "表5：长江电力（600900）盈利预测\n" + table).estimates) == 2


def test_exchanges_licences_and_amounts_as_printed() -> None:
    note = "英伟达（NVDA.O）点评\n2025年5月30日\n\n预计FY2026-2027年净利润1060、1380亿美元。\n"
    assert set(yb.read(note).estimates["ticker"]) == {"NVDA.O"}
    table = (
        "利润表（百万元）\t2024A\t2025E\t2026E\nEBITDA\t62000\t63000\t64000\n净利润\t32496\t34120\t35580\n"
    )
    assert yb.read("长江电力（600900.SH）点评\n2025年5月6日\n" + table).analysts.empty
    head = "公司\t代码\t收盘价\t周涨跌幅(%)\t日均成交额\n"
    r = yb.read(head + "三友化工\t600409.SH\t5.0\t6.2\t1.20\n赛轮轮胎\t601058.SH\t13.0\t4.4\t3.40\n")
    assert r.quotes["average_daily_turnover"].isna().all()
    assert "unit_unknown" in set(r.findings["code"])


@pytest.mark.parametrize("words", [("原预测", "新预测"), ("调整前", "调整后"), ("前值", "现值")])
def test_old_and_new_below_each_other(words: tuple[str, str]) -> None:
    old, new = words
    r = yb.read(
        "长江电力（600900.SH）点评\n2025年5月6日\n| 项目（亿元） | | 2025E | 2026E |\n|---|---|---|---|\n"
        f"| 归母净利润 | {old} | 42.0 | 50.2 |\n| | {new} | 38.1 | 44.9 |\n"
        f"| EPS（元） | {old} | 1.72 | 2.05 |\n| | {new} | 1.56 | 1.83 |\n"
    )
    now = r.estimates[r.estimates["version"].isna()]
    assert now["value"].tolist() == [3.81e9, 4.49e9, 1.56, 1.83]
    assert r.estimates["version"].notna().sum() == 4
