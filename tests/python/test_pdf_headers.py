"""Headers of wide tables: several lines, groups of years, columns without one."""

from __future__ import annotations

import pytest
import yanbao as yb
from pdf_note import COVER, TABLE
from pdf_writer import pdf, stream

COMPANIES = [
    (
        "恒生电子",
        "600570.SH",
        "23.10",
        "441",
        ("0.75", "0.87", "26.1", "22.5"),
        "18.2",
        ("10.2", "12.4", "9.8"),
    ),
    (
        "用友网络",
        "600588.SH",
        "11.05",
        "378",
        ("0.10", "0.25", "47.3", "44.2"),
        "3.1",
        ("8.1", "30.5", "14.0"),
    ),
    (
        "金山办公",
        "688111.SH",
        "260.4",
        "1202",
        ("3.36", "4.10", "77.5", "63.5"),
        "14.6",
        ("18.7", "20.1", "19.3"),
    ),
]


def wide_table(day: str = "") -> bytes:
    """EPS and PE over two years each; a ROE over its unit; growth over years in three columns."""
    years = [(220.0, "24E"), (255.0, "25E"), (290.0, "24E"), (325.0, "25E")]
    words = [(50.0, 180.0, "可比公司估值")]
    words += [(228.0, 202.0, "EPS"), (303.0, 202.0, "PE"), (358.0, 199.0, "ROE")]
    words += [(406.0, 202.0, "2024-2026E CAGR")]
    words += [(50.0, 208.5, "公司简称"), (100.0, 208.5, "代码"), (356.0, 208.5, "(%)")]
    words += [(150.0, 205.0, "股价"), (182.0, 205.0, "总市值")]
    words += [*((x, 215.0, year) for x, year in years), (358.0, 215.0, "24E"), (182.0, 215.0, "(亿元)")]
    words += [(395.0, 215.0, "营收"), (432.0, 215.0, "净利润"), (475.0, 215.0, "EBITDA")]
    if day:
        words += [(148.0, 215.0, day)]
    for i, (name, code, price, cap, figures, roe, growth) in enumerate(COMPANIES):
        y = 231.0 + 16 * i
        words += [(50.0, y, name), (92.0, y, code), (150.0, y, price), (188.0, y, cap)]
        words += [(x, y, figure) for (x, _), figure in zip(years, figures, strict=True)]
        words += [(358.0, y, roe)]
        words += [(x, y, figure) for x, figure in zip((396.0, 438.0, 478.0), growth, strict=True)]
    return pdf([stream([*COVER[:1], *words], size=9)])


def figures_of(report: yb.Report) -> list[tuple[object, ...]]:
    rows = report.estimates[["ticker", "metric", "fiscal_year", "value"]].values.tolist()
    return sorted((t, m, y, round(v, 6)) for t, m, y, v in rows)


EXPECTED = sorted(
    (code, metric, year, round(float(value) / (100 if metric == "roe" else 1), 6))
    for _, code, _, _, figures, roe, _ in COMPANIES
    for metric, year, value in [
        *zip(("eps", "eps", "pe", "pe"), (2024, 2025, 2024, 2025), figures, strict=True),
        ("roe", 2024, roe),
    ]
)


def test_a_header_of_four_lines_keeps_its_topmost_names() -> None:
    """Names over units, groups over years, a growth over years that is a figure of none of them."""
    report = yb.read(wide_table())
    assert figures_of(report) == EXPECTED
    assert report.coverage["market_cap"].tolist() == [441e8, 378e8, 1202e8]
    assert "unit_unknown" not in set(report.findings["code"])


def test_six_digits_over_figures_are_the_day_of_a_price() -> None:
    """They look as the code of a company does; a row of years is no row of one."""
    report = yb.read(wide_table(day="240419"))
    assert figures_of(report) == EXPECTED
    assert report.coverage["price"].tolist() == [23.1, 11.05, 260.4]


def test_a_growth_over_years_is_no_figure_of_one() -> None:
    text = (
        "表1：可比公司（亿元）\n\n| 代码 | 公司 | 2024E营业收入 | 2024-2026E营业收入CAGR |\n"
        "|---|---|---|---|\n"
        "| 600570.SH | 恒生电子 | 80.5 | 15.2 |\n| 600588.SH | 用友网络 | 99.0 | 8.1 |\n"
    )
    rows = yb.read(text).estimates[["metric", "fiscal_year", "value"]].values.tolist()
    assert rows == [["revenue", 2024, 80.5e8], ["revenue", 2024, 99e8]]


def test_a_column_without_a_unit_is_said_once() -> None:
    text = "表1：可比公司\n\n| 代码 | 公司 | 2024E营业收入 |\n|---|---|---|\n" + "".join(
        f"| {code} | {name} | {n}.5 |\n" for n, (name, code) in enumerate((c[:2] for c in COMPANIES), 80)
    )
    report = yb.read(text)
    said = report.findings[report.findings["code"] == "unit_unknown"]
    assert said[["subject", "count"]].values.tolist() == [["report", 3]]
    assert report.estimates.empty


def test_a_figure_and_words_of_another_text_are_apart() -> None:
    """A table's last figure may end close to the note beside it, which the page prints elsewhere."""
    rows = [("指标（百万元）", "2022A", *TABLE[0][1:]), *((a, "1,111", *c) for a, *c in TABLE[1:])]
    rows.append(("股息率（%）", "0.8", "0.9", "1.0", "1.2"))
    left = [
        ((40.0 if c == 0 else 110.0 + 40 * c - 5 * len(text)), 200 + 16.0 * r, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    foot = [(278.0, 200 + 16.0 * (len(rows) - 1), "Sources: Bloomberg and company")]
    report = yb.read(pdf([stream([*COVER, *left, (278.0, 216.0, "Note: all prices are closes"), *foot])]))
    found = report.estimates[report.estimates["metric"] == "dividend_yield"]
    assert found["fiscal_year"].tolist() == [2022, 2023, 2024, 2025]
    assert found["value"].round(4).tolist() == [0.008, 0.009, 0.010, 0.012]


@pytest.mark.parametrize(
    "cell", ["恒生电子 600570.SH", "600570 恒生电子", "恒生电子（600570）", "600570.SH (恒生电子)"]
)
def test_a_cell_may_hold_a_name_and_its_code(cell: str) -> None:
    text = (
        f"表1：可比公司\n\n| 公司 | 评级 | 2024E EPS |\n|---|---|---|\n| {cell} | 买入 | 0.87 |\n"
        "| 用友网络 600588.SH | 增持 | 0.25 |\n"
    )
    rows = yb.read(text).estimates[["ticker", "name", "value"]].values.tolist()
    assert rows == [["600570.SH", "恒生电子", 0.87], ["600588.SH", "用友网络", 0.25]]


def test_units_of_a_header_need_no_brackets() -> None:
    text = (
        "表1：可比公司\n\n| 代码 | 公司 | 总市值 | 归母净利润 亿元 | 评级 |\n|---|---|---|---|---|\n"
        "| | | 亿元 | 2024E | |\n| 600570.SH | 恒生电子 | 441 | 16.5 | 无 |\n"
        "| 地产服务 | | | | |\n| 600588.SH | 用友网络 | 378 | 3.1 | 买入 |\n"
    )
    report = yb.read(text)
    assert report.estimates["value"].tolist() == [16.5e8, 3.1e8]
    covered = report.coverage[["ticker", "market_cap"]].values.tolist()
    assert covered == [["600570.SH", 441e8], ["600588.SH", 378e8]]
    assert report.coverage["rating"].isna().tolist() == [True, False]


def test_names_of_narrow_columns_are_apart() -> None:
    """They stand closer than cells usually do, over white that the figures leave."""
    heads = ["公司简称", "证券代码", "股价(元)", "2024E EPS", "2025E EPS", "市值(亿元)"]
    edges = [50.0, 98.0, 190.0, 242.0, 294.0, 350.0]
    words = []
    for c, (edge, head) in enumerate(zip(edges, heads, strict=True)):
        wide = sum(10 if ord(char) >= 0x2E80 else 5 for char in head)
        words.append((edge if c < 2 else edge - wide, 210.0, head))
    for i, (name, code, price, cap, figures, *_) in enumerate(COMPANIES):
        y = 226.0 + 16 * i
        words += [(edges[0], y, name), (edges[1], y, code)]
        cells = (price, figures[0], figures[1], cap)
        words += [(x - 5 * len(text), y, text) for x, text in zip(edges[2:], cells, strict=True)]
    report = yb.read(pdf([stream([*COVER[:1], *words])]))
    assert figures_of(report) == [row for row in EXPECTED if row[1] == "eps"]
    assert report.coverage["market_cap"].tolist() == [441e8, 378e8, 1202e8]


def test_two_companies_on_a_page_are_a_table() -> None:
    """Too few rows to say that names and figures belong together, but the years have labels of theirs."""
    words = [(40.0, 90.0, "行业周报：订单回暖"), (40.0, 120.0, "2025年4月20日"), (40.0, 200.0, "表1：估值")]
    words += [(40.0, 214.0, "公司"), (88.0, 214.0, "代码"), (145.0, 214.0, "股价"), (196.0, 214.0, "市值")]
    words += [(480.0, 208.0, "投资评级")]
    words += [(320.0, 208.0, "EPS")]
    words += [(270.0 + 50 * i, 220.0, year) for i, year in enumerate(("24E", "25E", "26E"))]
    for i, (name, code, price, cap, figures, *_) in enumerate(COMPANIES[:2]):
        y = 236.0 + 16 * i
        words += [(40.0, y, name), (88.0, y, code), (145.0, y, price), (196.0, y, cap), (480.0, y, "买入")]
        words += [(270.0 + 50 * c, y, figure) for c, figure in enumerate(figures[:3])]
    report = yb.read(pdf([stream([*COVER[:1], *words], size=9)]))
    assert figures_of(report) == sorted(
        (code, "eps", 2024 + i, float(figure))
        for _, code, _, _, figures, *_ in COMPANIES[:2]
        for i, figure in enumerate(figures[:3])
    )
