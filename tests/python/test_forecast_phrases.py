"""Ways to say a forecast in a sentence: years, lists, revisions, losses, and what is no forecast."""

from __future__ import annotations

import math

import pytest
import yanbao as yb

COVER = "恒生电子（600570）\n青石证券研究所 2025-05-12\n\n"

Figures = dict[tuple[str, int], float]


def figures(text: str, version: str | None = None, year: int = 2025) -> Figures:
    e = yb.read(COVER.replace("2025", str(year)) + text + "\n").estimates
    said = [v if isinstance(v, str) else None for v in e["version"]]
    rows = zip(e["metric"], e["fiscal_year"], e["value"], said, strict=True)
    return {(m, int(y)): v for m, y, v, s in rows if s == version}


def same(got: Figures, metric: str, first_year: int, values: list[float]) -> None:
    want = {(metric, first_year + i): v for i, v in enumerate(values)}
    assert {k for k in got if k[0] == metric} == set(want)
    assert all(math.isclose(got[k], v, rel_tol=1e-9) for k, v in want.items())


@pytest.mark.parametrize(
    ("text", "metric", "first_year", "values"),
    [
        ("预计17-19年EPS分别为0.8/0.9/1.1元。", "eps", 2017, [0.8, 0.9, 1.1]),
        ("预计2017-19年净利为8/9/11亿元。", "net_profit", 2017, [8e8, 9e8, 11e8]),
        ("预计2024年和2025年EPS分别为1.2元和1.4元。", "eps", 2024, [1.2, 1.4]),
        ("预计2024、2025及2026年归母净利润1/2/4亿元。", "net_profit", 2024, [1e8, 2e8, 4e8]),
        ("我们调整2024-2026EPS至RMB1.8/1.9/2.2。", "eps", 2024, [1.8, 1.9, 2.2]),
        ("预计2024-2026年营收为2010/2035/2050百万元。", "revenue", 2024, [2010e6, 2035e6, 2050e6]),
        ("预计FY25-27净利润为1/2/3亿元。", "net_profit", 2025, [1e8, 2e8, 3e8]),
        ("预计2025/26/27财年净利润为1/2/3亿元。", "net_profit", 2025, [1e8, 2e8, 3e8]),
        ("2025财年预计营收60.5亿元，同比增长5%。", "revenue", 2025, [60.5e8]),
        ("2026年预测归母净利润7.5亿元。", "net_profit", 2026, [7.5e8]),
        ("预计26年归母净利润7.5亿元。", "net_profit", 2026, [7.5e8]),
        ("We cut FY25E/26E EPS by 5%/6% to RMB1.20/1.45.", "eps", 2025, [1.2, 1.45]),
        ("维持2024-2026年盈利预测0.9、1.1、1.5元。", "eps", 2024, [0.9, 1.1, 1.5]),
        ("小幅下调2024-2025年盈利预测至65/72亿元。", "net_profit", 2024, [65e8, 72e8]),
        ("上调2025年归母净利润11%至32.5亿元。", "net_profit", 2025, [32.5e8]),
        ("预计2025年归母净利润由30.0亿元上调至32.5亿元。", "net_profit", 2025, [32.5e8]),
        ("预计2024-2026年归母净亏损3/2/1亿元。", "net_profit", 2024, [-3e8, -2e8, -1e8]),
        ("当前股价对应2024/2025年18.5倍/16.3倍市盈率，维持盈利预测。", "pe", 2024, [18.5, 16.3]),
        (
            "We expect EPS of RMB2.1, RMB2.6, and RMB3.3 for 2023-2025, respectively.",
            "eps",
            2023,
            [2.1, 2.6, 3.3],
        ),
    ],
)
def test_a_forecast_said_in_one_way_or_another(
    text: str, metric: str, first_year: int, values: list[float]
) -> None:
    same(figures(text, year=first_year), metric, first_year, values)


def test_what_a_revision_replaces() -> None:
    text = "下调2025-2026年盈利预测5%/6%至65/72亿元（前值70/78亿元）。"
    same(figures(text), "net_profit", 2025, [65e8, 72e8])
    same(figures(text, "previous"), "net_profit", 2025, [70e8, 78e8])


@pytest.mark.parametrize(
    "text",
    [
        "预计装置寿命15-20年，收入10/12亿元。",
        "预计回收期15-18年，收入10/12/14/16亿元。",
        "预计26年上半年归母净利润5亿元。",
        "预计25年Q4归母净利润5亿元。",
        "公司拥有26年经验，预计归母净利润5亿元。",
        "预计行业平稳，目标价由40元下调至35元，对应2025/2026年25/20倍PE。",
        "维持盈利预测，目标价30元对应2025/2026年22倍/20倍P/E。",
        "预计费用率平稳，维持目标价30元，对应2025-2026年PE为22/20倍。",
        "预计公司稳健，激励考核目标为2025-2026年净利润不低于1/2亿元。",
        "预计并购落地，业绩承诺为标的2025-2026年净利润1/2亿元。",
    ],
)
def test_what_is_no_forecast_at_the_price(text: str) -> None:
    assert not figures(text)


def test_a_multiple_behind_the_target_price_that_is_at_the_price() -> None:
    text = "目标价30元，预计2025-2026年归母净利润为3/4亿元，PE为20/18倍。"
    same(figures(text), "pe", 2025, [20.0, 18.0])


@pytest.mark.parametrize(
    ("text", "metric", "values"),
    [
        ("预计公司归母净利润2024-2026年分别为12.5/15/18亿元。", "net_profit", [12.5e8, 15e8, 18e8]),
        ("预计公司稳健，EPS（2024-2026年）分别为0.6/0.7/0.9元。", "eps", [0.6, 0.7, 0.9]),
        ("预计2024-2026年营收和归母净利润分别为9/10/12亿元和1/2/3亿元。", "net_profit", [1e8, 2e8, 3e8]),
        (
            "预计2024-2026年营收、归母净利润及EPS为9/10/12亿元、1/2/3亿元、0.1/0.2/0.3元。",
            "eps",
            [0.1, 0.2, 0.3],
        ),
    ],
)
def test_years_and_metrics_in_another_order(text: str, metric: str, values: list[float]) -> None:
    same(figures(text), metric, 2024, values)


def test_a_word_before_years_at_the_end_of_the_text() -> None:
    """There are no years behind it."""
    for word in ("维持", "预计", "我们维持"):
        assert not figures(f"公司经营稳健，{word}")


def test_each_year_with_its_figure() -> None:
    text = "预计公司2025年归母净利润12.5亿元，2026年15亿元，2027年18亿元，2028年产能翻倍。"
    same(figures(text), "net_profit", 2025, [12.5e8, 15e8, 18e8])


def test_a_numbered_part_of_the_business_is_not_the_company() -> None:
    parts = "盈利预测：1）云服务：预计2024-2026年收入30/33/36亿元；2）终端：预计2024-2026年收入40/44/48亿元。"
    assert not figures(parts)
    same(
        figures(parts + "综上，预计公司2024-2026年营业收入为75/82/90亿元。"),
        "revenue",
        2024,
        [75e8, 82e8, 90e8],
    )
    same(figures("1）盈利预测：预计2024-2026年营业收入为75/82/90亿元。"), "revenue", 2024, [75e8, 82e8, 90e8])


@pytest.mark.parametrize("word", ["维持", "给予", "仍维持"])
@pytest.mark.parametrize("years", ["2024-2026年", "24-26年", "FY24-26"])
def test_years_that_are_kept_are_forecasts(word: str, years: str) -> None:
    """No other word of the sentence says that they are."""
    head = "贵州茅台（600519.SH）点评\n\n2024年8月20日\n\n半年报发布。"
    text = f"{head}{word}{years}归母净利润12.3/15.6/18.9亿元。\n"
    assert list(yb.read(text).estimates["value"]) == [1.23e9, 1.56e9, 1.89e9]
    # where the report has no day, years alone do not say that they are to come
    undated = text.replace("2024年8月20日\n\n", "").replace(f"{word}{years}", f"{word}评级，{years}")
    assert yb.read(undated).estimates.empty
