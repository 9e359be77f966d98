"""Shares of a whole that print no per cent: arithmetic and size tell, or a finding says what was taken."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import COVER, HEAD, cells, has, pipes

EPS = ["EPS(元)", "0.75", "0.85", "0.99"]
WEEKLY = "计算机行业周报\n\n2024.09.01\n\n"


def codes(text: str, cover: str = COVER) -> list[str]:
    return list(yb.read(cover + text).findings["code"])


@pytest.mark.parametrize(
    ("label", "printed", "want"),
    [
        ("股息率", ["1.2", "1.3", "1.1"], 0.013),
        ("ROE", ["15.2", "16.1", "17"], 0.161),
        ("毛利率", ["41.2", "42.5", "43"], 0.425),
        ("毛利率", ["0.41", "0.42", "0.43"], 0.42),
        ("净利率", ["12.1", "0.5", "13.0"], 0.005),
    ],
)
def test_size_of_the_whole_row(label: str, printed: list[str], want: float) -> None:
    found = cells(pipes([HEAD, [label, *printed], EPS]))
    assert want in [pytest.approx(v) for (m, y), v in found.items() if y == 2024 and m != "eps"]


@pytest.mark.parametrize(
    ("printed", "scale"), [(["30.5", "1.6", "17.1"], 0.01), (["0.305", "0.016", "0.171"], 1)]
)
def test_growth_against_its_level(printed: list[str], scale: float) -> None:
    rows = [HEAD, ["归母净利润(百万元)", "1578", "1603", "1877"], ["增长率", *printed], EPS]
    found = cells(pipes(rows))
    has(
        found,
        {("net_profit_growth", y): float(p) * scale for y, p in zip((2024, 2025), printed[1:], strict=True)},
    )
    assert "unit_inferred" not in codes(pipes(rows))


def test_small_growth_is_told_by_its_level_alone() -> None:
    rows = [HEAD, ["营业收入(百万元)", "10000", "10080", "10200"], ["增长率", "1.10", "0.80", "1.19"], EPS]
    has(cells(pipes(rows)), {("revenue_growth", 2024): 0.008})


def test_margin_and_return_by_their_parts() -> None:
    rows = [HEAD, ["营业收入(百万元)", "10000", "11000", "12000"], ["归母净利润(百万元)", "50", "66", "60"]]
    rows += [
        ["净利率", "0.5", "0.6", "0.5"],
        EPS,
        ["每股净资产(元)", "150", "160", "170"],
        ["ROE", "0.5", "0.53", "0.58"],
    ]
    has(cells(pipes(rows)), {("net_margin", 2024): 0.006, ("roe", 2024): 0.0053})


@pytest.mark.parametrize("metric", ["毛利率", "归母净利润增速"])
def test_what_nothing_tells_is_a_finding(metric: str) -> None:
    r = yb.read(COVER + pipes([HEAD, [metric, "0.35", "0.36", "0.37"], EPS]))
    said = r.findings[r.findings["code"] == "unit_inferred"]
    assert len(said) == 1
    assert said["count"].tolist() == [3]


def test_a_sign_in_caption_section_or_corner_reaches_its_rows() -> None:
    row = ["股息率", "0.2", "0.3", "0.1"]
    want = {("dividend_yield", 2024): 0.003, ("eps", 2024): 0.85}
    for text in (
        "表1：主要指标（%）\n\n" + pipes([HEAD, row, EPS]),
        pipes([HEAD, ["盈利能力（%）", "", "", ""], row, ["每股指标（元）", "", "", ""], EPS]),
        pipes([["指标（%）", *HEAD[1:]], row, EPS]),
    ):
        has(cells(text), want)
        assert "unit_inferred" not in codes(text)


def test_columns_of_companies() -> None:
    rows = [
        ["公司", "代码", "评级", "ROE 2024E", "ROE 2025E", "毛利率2024E"],
        ["恒生电子", "600570.SH", "买入", "15.2", "16.1", "0.71"],
        ["同花顺", "300033.SZ", "增持", "20.2", "0.9", "0.88"],
    ]
    e = yb.read(WEEKLY + pipes(rows)).estimates
    assert e[e["metric"] == "roe"]["value"].tolist() == pytest.approx([0.152, 0.161, 0.202, 0.009])
    assert e[e["metric"] == "gross_margin"]["value"].tolist() == [0.71, 0.88]


def test_changes_of_prices() -> None:
    rows = [["公司", "代码", "收盘价", "涨跌幅", "换手率"], ["恒生电子", "600570.SH", "25.2", "1.1", "0.8"]]
    r = yb.read(WEEKLY + pipes(rows))
    assert r.quotes[["change", "turnover_rate"]].to_numpy().tolist() == [pytest.approx([0.011, 0.008])]
    assert codes(pipes(rows), WEEKLY).count("unit_inferred") == 2
    r = yb.read(WEEKLY + "表1：涨跌幅（%）\n\n" + pipes([r[:4] for r in rows]))
    assert r.quotes["change"].tolist() == [pytest.approx(0.011)]
    assert "unit_inferred" not in set(r.findings["code"])


def test_a_tiny_row_under_a_title_in_per_cent_is_doubted() -> None:
    rows = [
        HEAD,
        ["获利能力（%）", "", "", ""],
        ["ROE", "4.6", "2.4", "2.2"],
        ["ROIC", "0.02", "0.01", "0.01"],
        EPS,
    ]
    r = yb.read(COVER + pipes(rows))
    assert cells(pipes(rows))["roe", 2024] == pytest.approx(0.024)
    assert cells(pipes(rows))["roic", 2024] == pytest.approx(0.01)
    assert "unit_inferred" in set(r.findings["code"])
