"""Words around a figure or a name that change what it is: units, owners, advice against, changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yanbao as yb
from pdf_writer import pdf, stream

COVER = "青石证券研究所\n2025年3月5日\n恒生电子（600570.SH）\n买入（维持）\n\n"
YEARS = "\t2023A\t2024A\t2025E\n"
ROWS = "营业收入\t5,002\t6,502\t7,281\n归母净利润\t639\t1,534\t1,830\nEPS\t0.43\t0.54\t0.62\n"


def values(text: str, metric: str) -> list[float]:
    """A metric's values of a note, in order of years."""
    e = yb.read(COVER + text).estimates
    return [float(v) for v in e[e["metric"] == metric]["value"]]


@pytest.mark.parametrize(
    ("caption", "scale"),
    [
        ("Figure 1: Summary (RMB'000)", 1e3),
        ("Summary (RMB 000)", 1e3),
        ("Summary (HK$'000)", 1e3),
        ("Summary (RMB, millions)", 1e6),
        ("盈利预测（单位：人民币，亿元）", 1e8),
        ("盈利预测（单位：人民币元，百万）", 1e6),
    ],
)
def test_scale_behind_a_currency(caption: str, scale: float) -> None:
    """It may stand apart from the currency's name."""
    assert values(f"{caption}\n{YEARS}{ROWS}", "revenue") == [
        5002 * scale,
        6502 * scale,
        7281 * scale,
    ]


@pytest.mark.parametrize("label", ["EPS (HK cents)", "EPS（港仙）"])
def test_cents(label: str) -> None:
    """Hundredths of the currency."""
    assert values(f"盈利预测\n{YEARS}{label}\t143\t354\t420\n", "eps") == [1.43, 3.54, 4.2]


def test_words_in_a_label_are_no_units() -> None:
    """The word for shares inside that for shareholders; a line of business is not the company."""
    table = f"盈利预测（单位：百万元）\n{YEARS}"
    owner = "归母净利润(归属于母公司股东)\t1000\t1200\t1300\n"
    assert values(table + owner, "net_profit") == [1e9, 1.2e9, 1.3e9]
    assert values(f"{table}毛利率(云业务)\t40%\t41%\t42%\n", "gross_margin") == []


@pytest.mark.parametrize(
    ("line", "rating"), [("由“买入”下调至“增持”", "增持"), ("由“增持”上调至“买入”", "买入")]
)
def test_rating_that_is_left(line: str, rating: str) -> None:
    """The one after the change counts."""
    note = f"青石证券研究所\n2025年3月5日\n恒生电子（600570.SH）\n评级：{line}\n\n正文。\n"
    assert yb.read(note).meta.rating == rating


def test_advice_against_is_no_recommendation() -> None:
    """Its companies are no members of the theme, and a finding says so."""
    r = yb.read(
        COVER + "投资建议：\n\n（1）整车：推荐比亚迪；不再推荐长城汽车。\n"
        "（2）乳制品：建议关注伊利股份，避免买入光明乳业；\n（3）铁矿：不建议关注海南矿业。\n"
    )
    assert r.themes["name"].tolist() == ["比亚迪", "伊利股份"]
    assert (r.findings["code"] == "advised_against").sum() == 3


def test_comments_scripts_and_other_attributes_of_html() -> None:
    """No content, and no span."""
    rows = "<tr><td>代码</td><td>名称</td><td>2023E EPS</td><td>2024E EPS</td></tr>"
    row = "<tr><td>600570.SH</td><td data-colspan='2'>恒生电子</td><td>1.40</td><td>1.57</td></tr>"
    hidden = row.replace("1.40", "9.99")
    r = yb.read(f"<!-- <table>{rows}{hidden}</table> -->\n<table>{rows}<!-- {hidden} -->{row}</table>\n")
    assert r.estimates["value"].tolist() == [1.40, 1.57]


@pytest.mark.bounded
def test_worker_trusts_no_folder(tmp_path: Path) -> None:
    """A module that lies in the working directory is not run by the process that opens a PDF."""
    (tmp_path / "json.py").write_text("raise SystemExit('run')")
    (tmp_path / "page.pdf").write_bytes(pdf([stream([(72, 72, "600570")])]))
    code = (
        "import sys; sys.path = [p for p in sys.path if p]; import yanbao as yb; "
        "print(len(yb.read('page.pdf', isolate=True).text))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0


def test_path_that_is_none() -> None:
    """A typed error; among many a finding."""
    with pytest.raises(yb.errors.InvalidValueError):
        yb.read("a\0b")
    assert list(yb.read_many(["a\0b"], progress=False).failed.values())


def test_figures_without_a_year_do_not_stop_metrics() -> None:
    """An actual of no stated year, as of the last report."""
    r = yb.read(
        "| 代码 | 简称 | PB(LYR) |\n|---|---|---|\n"
        "| 600019.SH | 宝钢股份 | 0.7 |\n| 000932.SZ | 华菱钢铁 | 0.6 |\n"
    )
    assert len(r.metrics()) == 2
