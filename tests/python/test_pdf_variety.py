"""Layouts that brokers use: what is printed under its years is read, wherever the table stands."""

from __future__ import annotations

import pytest
import yanbao as yb
from pdf_note import COVER
from pdf_writer import pdf, stream

Words = list[tuple[float, float, str]]
YEARS = ("2023A", "2024A", "2025E", "2026E", "2027E")
ROWS = [
    ("营业收入（百万元）", "revenue", ("7281", "8052", "9010", "10120", "11350"), 1e6),
    ("归母净利润（百万元）", "net_profit", ("1424", "1650", "1901", "2210", "2560"), 1e6),
    ("毛利率（%）", "gross_margin", ("74.8", "73.1", "73.5", "74.0", "74.4"), 0.01),
    ("EPS（元）", "eps", ("0.75", "0.87", "1.00", "1.17", "1.35"), 1.0),
    ("PE（倍）", "pe", ("26.1", "22.5", "19.6", "16.8", "14.5"), 1.0),
]
Rows = list[tuple[str, str, tuple[str, ...], float]]


def table(x: float, top: float, years: tuple[str, ...] = YEARS, rows: Rows = ROWS, step: float = 60) -> Words:
    """Labels from x on, figures that end at edges `step` apart."""
    lines = [("会计年度", years), *((label, cells) for label, _, cells, _ in rows)]
    return [
        (x if c == 0 else x + 100 + step * c - 5 * len(text), top + 16.0 * r, text)
        for r, (label, cells) in enumerate(lines)
        for c, text in enumerate((label, *cells))
    ]


def said(years: tuple[str, ...] = YEARS, rows: Rows = ROWS) -> list[tuple[str, int, float]]:
    return sorted(
        (metric, 2000 + int(year.strip("AEF")[-2:]), round(float(cell) * scale, 6))
        for _, metric, cells, scale in rows
        for year, cell in zip(years, cells, strict=True)
    )


def read(report: yb.Report) -> list[tuple[str, int, float]]:
    own = report.estimates[report.estimates["version"].isna()]
    return sorted((m, y, round(v, 6)) for m, y, v in own[["metric", "fiscal_year", "value"]].values.tolist())


def test_a_side_bar_on_the_left_above_a_table() -> None:
    """The white beside the bar goes on between the table's labels and its figures."""
    bar = ["市场数据", "收盘价（元）", "一年最高/最低", "总股本（亿股）", "总市值（亿元）"]
    cells = ["19.60", "30.1/15.2", "19.0", "372"]
    words: Words = [(x + 150, y, text) for x, y, text in COVER]
    words += [(50, 190.0 + 15 * i, text) for i, text in enumerate(bar)]
    words += [(175.0 - 5 * len(text), 205.0 + 15 * i, text) for i, text in enumerate(cells)]
    prose = "公司收入保持较快增长毛利率同比提升费用率下降现金流改善新签订单充足"
    words += [(210, 190.0 + 15 * i, prose[i % 7 :] + prose[: i % 7]) for i in range(18)]
    words += table(70, 500)
    assert read(yb.read(pdf([stream(words)]))) == said()


@pytest.mark.parametrize("spans", [True, False])
def test_a_header_of_a_year_over_its_basis(spans: bool) -> None:
    """The name of the labels may stand half way between both lines."""
    words = [*COVER, *table(50, 306)[len(YEARS) + 1 :]]
    words.append((50, 300 if spans else 306, "项目"))
    for i, year in enumerate(YEARS):
        edge = 150.0 + 60 * (i + 1)
        words += [(edge - 20, 294, year[:4]), (edge - 20, 306, "实际" if year[-1] == "A" else "预测")]
    report = yb.read(pdf([stream(words)]))
    assert read(report) == said()
    assert report.estimates["basis"].value_counts().to_dict() == {"E": 15, "A": 10}


def test_a_year_before_the_month_that_ends_it() -> None:
    years = tuple(f"{year[:4]}/12{year[-1]}" for year in YEARS)
    report = yb.read(pdf([stream([*COVER, *table(50, 300, years)])]))
    assert read(report) == said()
    assert set(report.estimates["basis"]) == {"A", "E"}


def test_a_table_without_years_is_said() -> None:
    words = [word for word in table(50, 300) if word[1] != 300]
    report = yb.read(pdf([stream([*COVER, *words])]))
    assert report.estimates.empty
    assert "year_unreadable" in set(report.findings["code"])


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize(
    "titles",
    [
        ("调整前", "调整后"),
        ("表1：调整前盈利预测", "表2：调整后盈利预测"),
        ("图表1：原盈利预测", "图表2：盈利预测"),
    ],
)
def test_two_tables_whose_titles_tell_the_old_forecasts_from_the_new(
    titles: tuple[str, str], beside: bool
) -> None:
    years = YEARS[2:]
    new = [(label, metric, cells[2:], scale) for label, metric, cells, scale in ROWS]
    old = [
        (label, metric, tuple(f"{0.9 * float(cell):.2f}"[:4] for cell in cells), scale)
        for label, metric, cells, scale in new
    ]
    x, top = (310, 300) if beside else (50, 480)
    words = [*COVER, (50, 285, titles[0]), (x, top - 15, titles[1])]
    words += [*table(50, 300, years, old, 42), *table(x, top, years, new, 42)]
    report = yb.read(pdf([stream(words)]))
    assert read(report) == said(years, new)
    assert report.estimates["version"].value_counts().to_dict() == {"previous": 15}


@pytest.mark.parametrize("title", ["表1：盈利预测调整前后对比", "表1：与此前预测比较"])
def test_a_title_that_compares_says_nothing_of_one(title: str) -> None:
    report = yb.read(pdf([stream([*COVER, (50, 285, title), *table(50, 300)])]))
    assert report.estimates["version"].isna().all()
    assert read(report) == said()


def test_labels_of_two_lines_around_their_figures() -> None:
    """Where all labels are of two lines, the usual pitch of the table is that of a label and its figures."""
    labels = [("归属母公司股东", "净利润（百万元）"), ("营业收入", "（百万元）"), ("每股收益", "（元）")]
    rows = [ROWS[1], ROWS[0], ROWS[3]]
    words = [*COVER, *((x, y, text) for x, y, text in table(50, 300) if y == 300)]
    for i, ((first, second), (*_, cells, _)) in enumerate(zip(labels, rows, strict=True)):
        y = 320.0 + 26 * i
        words += [(50, y, first), (50, y + 11, second)]
        words += [(210.0 + 60 * c - 5 * len(cell), y + 5.5, cell) for c, cell in enumerate(cells)]
    assert read(yb.read(pdf([stream(words)]))) == said(rows=rows)
