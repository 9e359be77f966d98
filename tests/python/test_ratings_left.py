"""A rating that the report leaves is not the one it gives; what others earn is not the subject's."""

from __future__ import annotations

import pytest
import yanbao as yb

COVER = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）：中报符合预期\n\n{}\n\n2025年8月25日\n\n"


@pytest.mark.parametrize(
    ("line", "rating"),
    [
        ("下调至“中性”评级（前值“买入”）", "中性"),
        ("投资评级：买入→增持", "增持"),
        ("投资评级：买入->增持", "增持"),
        ("投资评级：增持（前值：买入）", "增持"),
        ("Hold (downgrade from Buy)", "Hold"),
        ("Rating: Hold (previously Buy)", "Hold"),
        ("投资评级：买入（维持）", "买入"),
        ("由“买入”下调至“增持”", "增持"),
    ],
)
def test_the_rating_that_is_given(line: str, rating: str) -> None:
    assert yb.read(COVER.format(line)).meta["rating"] == rating


@pytest.mark.parametrize(
    "sentence",
    [
        "竞争对手金证股份预计2025年归母净利润1.5亿元。",
        "行业龙头同花顺2025年预计净利润20亿元。",
        "腾讯控股预计2025年收入7451亿元，公司将受益。",
        "子公司恒云2025年预计净利润0.8亿元。",
    ],
)
def test_figures_of_others_in_prose(sentence: str) -> None:
    assert yb.read(COVER.format("投资评级：买入") + sentence + "\n").estimates.empty


@pytest.mark.parametrize(
    "sentence",
    [
        "我们预计恒生电子2025年归母净利润12.1亿元。",
        "青石证券预计2025年归母净利润12.1亿元。",
        "金证股份为竞争对手，预计公司2025年归母净利润12.1亿元。",
        "子公司投产后，我们预计公司2025年归母净利润12.1亿元。",
        "子公司投产带动公司2025年预计净利润12.1亿元。",
    ],
)
def test_figures_of_its_own_in_prose(sentence: str) -> None:
    found = yb.read(COVER.format("投资评级：买入") + sentence + "\n").estimates
    assert found["value"].tolist() == [1.21e9]


def test_one_ticker_of_one_company() -> None:
    """A name in a list has the exchange that a table prints."""
    text = "青石证券研究所\n\n行业周报\n\n2025年8月25日\n\n投资建议\n\n1、存储：推荐美光科技、英伟达。\n\n"
    table = "代码\t名称\t2025E EPS\t2026E EPS\nNVDA.O\t英伟达\t4.5\t5.6\nMU.O\t美光科技\t8.1\t9.4\n"
    report = yb.read(text + table)
    assert set(report.themes["ticker"]) == {"NVDA.O", "MU.O"}
    assert len(report.screen(yb.f.theme("存储") & (yb.f.eps(2025) > 1))) == 2


def test_a_business_that_is_expected_to_earn_is_no_company() -> None:
    assert yb.read(COVER.format("投资评级：买入") + "机器人业务预计2025年收入5亿元。\n").estimates.empty


def test_a_table_that_leaves_a_year_out() -> None:
    """The years beside the gap are read, the first one too."""
    table = "项目\t2024A\t2026E\t2027E\n每股收益（元）\t1.10\t-0.20\t0.35\n"
    found = yb.read(COVER.format("投资评级：买入") + table).estimates
    years = found.loc[found["metric"] == "eps", ["fiscal_year", "value"]].to_numpy().tolist()
    assert years == [[2024, 1.1], [2026, -0.2], [2027, 0.35]]
