"""Rows and columns of tables of companies that are not what they seem."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import html, pipes

WEEKLY = "计算机行业周报\n\n2024.09.01\n\n"
HEAD = ["公司", "代码", "评级", "股价", "EPS 2024E(元)", "EPS 2025E(元)"]
HENGSHENG = ["恒生电子", "600570.SH", "买入", "25.2", "0.85", "0.99"]
TONGHUASHUN = ["同花顺", "300033.SZ", "增持", "125.2", "2.2", "2.5"]


def report(rows: list[list[str]]) -> tuple[yb.Report, set[str]]:
    r = yb.read(WEEKLY + pipes(rows))
    return r, set(r.findings["code"])


@pytest.mark.parametrize(
    "label", ["总市值(亿元)(币种均为CNY)", "总市值（亿元）（CNY）", "总市值(亿元)", "总市值(亿人民币)"]
)
def test_brackets_of_a_header(label: str) -> None:
    head = ["公司", "代码", "评级", label, "EPS 2024E(元)"]
    r, codes = report(
        [head, ["恒生电子", "600570.SH", "买入", "485", "0.85"], ["同花顺", "300033.SZ", "增持", "-5", "2.2"]]
    )
    assert r.coverage["market_cap"].fillna(0).tolist() == [4.85e10, 0]
    assert "value_implausible" in codes


@pytest.mark.parametrize("label", ["持有总市值(亿元)", "持股市值(亿元)", "合理市值(亿元)"])
def test_the_value_of_a_holding_is_no_market_value(label: str) -> None:
    head = ["公司", "代码", "评级", label, "EPS 2024E(元)"]
    r, _ = report([head, ["恒生电子", "600570.SH", "买入", "485", "0.85"]])
    assert r.coverage["market_cap"].isna().all()


def test_a_header_printed_again_is_no_company() -> None:
    again = ["公司名称", "股票代码", "评级", "收盘价", "2024E EPS", "2025E EPS"]
    r, codes = report([HEAD, HENGSHENG, again, TONGHUASHUN])
    assert r.coverage["ticker"].tolist() == ["600570.SH", "300033.SZ"]
    assert "ticker_unreadable" not in codes


def test_a_row_with_a_cell_too_many() -> None:
    torn = ["同花顺", "300033.SZ", "增持", "A股", "125.2", "2.2", "2.5"]
    r, codes = report([HEAD, HENGSHENG, torn, ["金山办公", "688111.SH", "买入", "225.2", "2.85", "2.99"]])
    assert set(r.estimates["ticker"]) == {"600570.SH", "688111.SH"}
    assert "row_misaligned" in codes


def test_a_header_with_a_cell_too_few() -> None:
    rows = [["公司", "评级", "股价", "EPS 2024E(元)", "EPS 2025E(元)"]]
    rows += [["600570.SH", "恒生电子", *HENGSHENG[2:]], ["300033.SZ", "同花顺", *TONGHUASHUN[2:]]]
    r, codes = report(rows)
    assert r.estimates.empty
    assert r.coverage["price"].isna().all()
    assert r.coverage["rating"].tolist() == ["买入", "增持"]
    assert {"row_misaligned", "column_unreadable"} <= codes


@pytest.mark.parametrize("mark", ["*", "**", "¹", "²³", "（注）", "(注1)", "(a)", "†", "#"])
def test_marks_of_footnotes_behind_figures(mark: str) -> None:
    rows = [HEAD, [*HENGSHENG[:4], f"0.85{mark}", "0.99"], [*TONGHUASHUN[:4], f"2.2{mark}", "2.5"]]
    e = yb.read(WEEKLY + html(rows)).estimates
    assert e[e["fiscal_year"] == 2024]["value"].tolist() == [0.85, 2.2]


def test_a_column_of_words_under_the_name_of_a_figure_is_told() -> None:
    rows = [HEAD, [*HENGSHENG[:4], "见正文", "0.99"], [*TONGHUASHUN[:4], "大幅增长", "2.5"]]
    r, codes = report(rows)
    assert set(r.estimates["fiscal_year"]) == {2025}
    assert "column_unreadable" in codes


def test_more_estimates_than_the_limit() -> None:
    note = "公司点评\n\n恒生电子（600570.SH）\n\n" + pipes(
        [["项目", "2023A", "2024E"], ["EPS(元)", "1", "2"], ["PE", "3", "4"]]
    )
    r = yb.read(note, limits=yb.Limits(facts=2))
    assert len(r.estimates) == 2
    assert "limit" in set(r.findings["code"])
