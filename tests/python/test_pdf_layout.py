"""Tables and columns of a page, by the places of its characters."""

from __future__ import annotations

from pathlib import Path

import pytest
import yanbao as yb
from pdf_note import COVER, TABLE
from pdf_writer import pdf, stream

WIDE_HEADERS = [
    ("公司名称及其证券代码", "评级", "股价（元）", "2024E每股收益（元）", "2025E每股收益（元）"),
    ("恒生电子", "买入", "23.10", "0.87", "1.00"),
    ("用友网络", "增持", "11.05", "0.12", "0.30"),
    ("金山办公", "买入", "260.4", "3.36", "4.10"),
]


@pytest.mark.parametrize("set_at", ["middle", "left", "right"])
def test_headers_wider_than_their_columns_stay_with_them(set_at: str) -> None:
    def wide(text: str) -> float:
        return sum(10 if ord(c) >= 0x2E80 else 5 for c in text)

    back = {"middle": 0.5, "left": 0.0, "right": 1.0}[set_at]
    places = [
        (col + 110 * c, 200 + 16 * r, text)
        for col in [{"middle": 80, "left": 30, "right": 110}[set_at]]
        for r, row in enumerate(WIDE_HEADERS)
        for c, text in enumerate(row)
    ]
    words = [(x - back * wide(text), y, text) for x, y, text in places]
    report = yb.read(pdf([stream([*COVER[:1], *words])]))
    rows = report.estimates[["name", "fiscal_year", "value"]].values.tolist()
    assert rows == [
        [name, year, float(value)]
        for name, _, _, *values in WIDE_HEADERS[1:]
        for year, value in zip((2024, 2025), values, strict=True)
    ]


def test_a_table_under_two_columns_is_not_cut() -> None:
    """The white strip beside a side bar may meet the white between two columns of figures below it."""
    prose = [(40.0, 60 + 16.0 * i, "公司收入保持较快增长毛利率同比提升费用率下降") for i in range(10)]
    bar = [
        (330.0, 60 + 16.0 * i, text)
        for i, text in enumerate(["基本数据", "总股本 12", "流通股本 9", "行业 软件"])
    ]
    table = [
        ("指标（百万元）", "2022A", "2023A", "2024E", "2025E"),
        *((a, "1,111", *c) for a, *c in TABLE[1:]),
    ]
    words = [
        ((40.0 if c == 0 else 100.0 + 85 * c - 5 * len(text)), 260 + 16.0 * r, text)
        for r, row in enumerate(table)
        for c, text in enumerate(row)
    ]
    foot = [(40.0, 370.0, "资料来源：公司公告")]
    text = yb.read(pdf([stream([*prose, *bar, *words, *foot])])).text
    assert "\n".join("\t".join(row) for row in table) in text


def test_the_sample_gives_what_its_text_gives() -> None:
    """Side bar, furniture, a header of two lines whose other cells span both: all tables are the same."""
    samples = Path(yb.__file__).parent / "data" / "samples"
    printed, typed = (yb.read(samples / f"linchuan_mindray_20240830.{kind}") for kind in ("pdf", "txt"))

    def rows(report: yb.Report, name: str) -> list[str]:
        place = ("src_", "table", "line")
        return sorted(
            str({k: v for k, v in row.items() if not k.startswith(place)})
            for row in report.table(name).to_dicts()
        )

    for name in (
        "analysts",
        "coverage",
        "estimates",
        "findings",
        "figures",
        "rating_scale",
        "references",
        "risks",
    ):
        assert rows(printed, name) == rows(typed, name), name
    assert len(printed.estimates) == 72
    assert printed.estimates["src_page"].value_counts().to_dict() == {1: 48, 2: 24}


@pytest.mark.parametrize("step", [28, 34, 60])
def test_columns_may_be_narrow(step: int) -> None:
    """A space between two years of a header, or between two figures, is the white between columns."""
    years = ["2022A", "2023A", "2024E", "2025E"]
    rows = [("指标（百万元）", *years), *((label, "1,111", *cells) for label, *cells in TABLE[1:])]
    words = [
        ((50.0 if c == 0 else 160.0 + step * c - 5 * len(text)), 200 + 16.0 * r, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    report = yb.read(pdf([stream([*COVER, *words])]))
    assert "\n".join("\t".join(row) for row in rows) in report.text
    revenue = report.estimates[report.estimates["metric"] == "revenue"]
    assert revenue["fiscal_year"].tolist() == [2022, 2023, 2024, 2025]
    assert (revenue["value"] / 1e6).tolist() == [1111, 7281, 8052, 9010]


def test_years_in_a_sentence_are_no_cells() -> None:
    text = yb.read(pdf([stream([(50, 100, "Results of 2023 2024 and 2025")])])).text
    assert text == "Results of 2023 2024 and 2025\n"


@pytest.mark.parametrize("beside", [0, 1, 2])
def test_a_label_of_two_lines(beside: int) -> None:
    """Its figures stand beside its first line, between both, or beside its last."""
    rows = [(label, cells) for label, *cells in TABLE]
    rows[2:3] = [("归属于母公司", []), ("股东的净利润", [])]
    tops = [200.0, 216.0, 232.0, 241.0, 257.0, 273.0]
    words = [(50.0, top, label) for top, (label, _) in zip(tops, rows, strict=True)]
    for top, (_, cells) in zip(tops, rows, strict=True):
        words += [(260.0 + 70 * c - 5 * len(text), top, text) for c, text in enumerate(cells)]
    at = [232.0, 236.5, 241.0][beside]
    words += [(260.0 + 70 * c - 5 * len(text), at, text) for c, text in enumerate(TABLE[2][1:])]
    found = yb.read(pdf([stream([*COVER, *words])])).estimates
    profit = found[found["metric"] == "net_profit"]
    assert (profit["value"] / 1e6).tolist() == [1424, 1650, 1901]
    assert (found["metric"] == "eps").sum() == 3


def test_comparable_companies_below_a_header_of_three_lines() -> None:
    """Codes and names fill their columns as prose does; names span two lines, groups stand over years."""
    years = ["24A", "25E", "26E"]
    middle = [(62.0, "代码"), (112.0, "公司简称"), (508.0, "投资评级")]
    top = [(152.0, "2024/4/19"), (207.0, "总市值"), (284.0, "EPS"), (418.0, "PE")]
    low = [(160.0, "股价"), (212.0, "（亿元）")]
    words = [(50.0, 190.0, "表1：可比公司估值"), (430.0, 60.0, "证券研究报告")]
    words += [(x, 204.0, text) for x, text in top] + [(x, 211.0, text) for x, text in middle]
    words += [(x, 218.0, text) for x, text in low]
    words += [(250.0 + 40 * i, 220.5, text) for i, text in enumerate(years)]
    words += [(380.0 + 40 * i, 220.5, text) for i, text in enumerate(years)]
    rows = [
        ("600570.SH", "恒生电子", "23.10", "438", "0.75", "0.87", "1.00", "30.8", "26.6", "23.1", "买入"),
        ("600588.SH", "用友网络", "11.05", "378", "0.12", "0.30", "0.41", "92.1", "36.8", "27.0", "增持"),
        ("688111.SH", "金山办公", "260.40", "1203", "3.36", "4.10", "4.95", "77.5", "63.5", "52.6", "买入"),
    ]
    at = [50.0, 108.0, 158.0, 212.0, 250.0, 290.0, 330.0, 380.0, 420.0, 460.0, 515.0]
    for i, row in enumerate(rows):
        words += [(x, 236.0 + 12 * i, text) for x, text in zip(at, row, strict=True)]
    words.append((50.0, 274.0, "资料来源：青石证券研究所"))
    report = yb.read(pdf([stream(COVER), stream(words)]))
    found = report.estimates
    for row in rows:
        own = found[found["ticker"] == row[0]]
        eps = own[own["metric"] == "eps"]
        assert eps["fiscal_year"].tolist() == [2024, 2025, 2026]
        assert [f"{v:.2f}" for v in eps["value"]] == list(row[4:7])
        assert [f"{v:.1f}" for v in own[own["metric"] == "pe"]["value"]] == list(row[7:10])
    assert report.coverage["price"].tolist() == [23.10, 11.05, 260.40]
