"""Bad input: a typed error or findings, in time linear in the size, and never a crash."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from random import Random

import pytest
import yanbao as yb

HEADER = "代码\t名称\t收盘价(元)\t评级\tEPS2023A\tEPS2024E\tPE2023A\tPE2024E\n"
ROW = "600570.SH\t恒生电子\t47.22\t买入\t1.01\t1.21\t46.75\t39.02\n"
COVER = "青石证券研究所\n\n一周观点\n\n2024年10月20日\n\n"
NOTE = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年10月20日\n\n盈利预测\n\n预计"
NAMES = "恒生电子、中科创达、科大讯飞、深信服、朗新科技、用友网络、"
MOVES = "本周沪深300指数下跌0.3%，申万计算机指数上涨1.15%，跑赢沪深300指数1.45个百分点，排名第3位。"
NOTICE = (
    "{i}. 朗新科技:关于回购公司股份的进展公告\n"
    "截至2023年4月30日，累计回购股份18,555,961股，占总股本的0.80%。\n"
)

# each takes a size and gives a text about that many bytes or pieces long
SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "one line": (lambda n: "多模态技术持续演进，" * n, 20_000),
    "one line of digits": (lambda n: "9" * n, 300_000),
    "one word": (lambda n: "A" * n, 300_000),
    "tabs": (lambda n: "\t" * n, 300_000),
    "lines of tabs": (lambda n: "\t\t\n" * n, 60_000),
    "line breaks": (lambda n: "\n" * n, 300_000),
    "blanks": (lambda n: " \u3000" * n, 100_000),
    "commas": (lambda n: "、，：；" * n, 60_000),
    "dots": (lambda n: "." * n, 300_000),
    "list marks in a line": (lambda n: "1、" * n, 60_000),
    "nested list marks": (lambda n: "（一）" * n + "受益标的包括恒生电子。", 40_000),
    "items in items": (lambda n: "".join(f"{i}、主线{i}：（1）分支：1）细分：\n" for i in range(n)), 5_000),
    "bold never closed": (lambda n: "**" * n, 150_000),
    "tags never closed": (lambda n: "<b>" * n, 100_000),
    "brackets never closed": (lambda n: "（《“" * n, 40_000),
    "pipes": (lambda n: "|" * n, 300_000),
    "rows of pipes": (lambda n: "| a | b |\n|---|---|\n" * n, 15_000),
    "spans of HTML": (
        lambda n: "<table>" + "<tr><td colspan=65534 rowspan=1000>甲</td><td>乙</td></tr>" * n + "</table>",
        5_000,
    ),
    "rows below a span": (
        lambda n: "<table><tr>" + "<td rowspan=65534>甲" * 200 + "</tr>" + "<tr><td>1" * n + "</table>",
        30_000,
    ),
    "nested tables": (lambda n: "<table><tr><td>" * n + "EPS" + "</td></tr></table>" * n, 10_000),
    "tables never closed": (lambda n: "<table><tr><td>甲\n\n" * n, 10_000),
    "cells never closed": (lambda n: "<table>" + "<td>1" * n, 60_000),
    "tags without an end": (lambda n: "<table>" + "<td colspan=" * n, 30_000),
    "blank lines in HTML": (lambda n: "<table><tr><td>甲" + "\n \n" * n + "</table>", 60_000),
    "years under years": (
        lambda n: COVER + "项目\t2023A\t2024E\nEPS(元)\t1.0\t1.2\n" * n,
        4_000,
    ),
    "statements side by side": (
        lambda n: COVER + "项目\t2023A\t2024E\t" * 60 + "\n" + ("EPS\t1.0\t1.2\t" * 60 + "\n") * n,
        60,
    ),
    "years in a cell": (lambda n: COVER + "项目\t" + "2023A 2024E " * n + "\t2025E\nEPS\t1 2\t3\n", 10_000),
    "names without a cover": (lambda n: HEADER[:3] + "项目\t2023A\t2024E\nEPS\t1\t2\n\n" + NAMES * n, 5_000),
    "years a line": (lambda n: "2023A\n2024E\n" * n, 30_000),
    "cells a line": (lambda n: COVER + "项目\n2023A\n2024E\n" + "EPS\n0.8\n0.9\n" * n, 4_000),
    "figures a line": (lambda n: "2023A\n2024E\nEPS\n" + "0.8\n" * n, 40_000),
    "year lists": (lambda n: COVER + "## 2024E\n\n- EPS (元): 0.85\n\n" * n, 4_000),
    "rows of a table": (lambda n: COVER + HEADER + ROW * n, 2_500),
    "tables": (lambda n: (HEADER + ROW + "\n资料来源：Wind\n\n") * n, 600),
    "tables that disagree": (
        lambda n: "".join(f"{HEADER}{ROW.replace('47.22', f'{i}.22')}\n正文。\n\n" for i in range(n)),
        600,
    ),
    "columns": (lambda n: "代码" + "\tEPS2023E" * n + "\n600570" + "\t1.0" * n, 30_000),
    "columns of one year": (
        lambda n: "代码\t" + "EPS2023E\t" * n + "价\t" * n + "\n600570" + "\t1.0" * 2 * n,
        1_500,
    ),
    "header lines": (lambda n: "代码\t名称\tEPS\tPE\n" * n, 15_000),
    "numbers": (lambda n: "1e999 --5 1,2,3,4 1.2.3 -0.0 ＋１ 0x1F 1/0 .5. ,," * n, 8_000),
    "rows of numbers": (lambda n: HEADER + "1e999\t--5\t1,2,3,4\t\t1.2.3\t-\t0.0.0\t∞\n" * n, 3_000),
    "names": (lambda n: COVER + "1、信创：受益标的包括" + NAMES * n, 5_000),
    "unknown names": (lambda n: "1、信创：受益标的包括" + "".join(f"澜庭{i}、" for i in range(n)), 15_000),
    "themes": (
        lambda n: COVER + "".join(f"{i}、主线：重点推荐恒生电子、深信服。\n" for i in range(n)),
        4_000,
    ),
    "market prose": (lambda n: COVER + MOVES * n, 2_500),
    "announcements": (lambda n: "公司公告\n" + "".join(NOTICE.format(i=i + 1) for i in range(n)), 1_500),
    "news": (
        lambda n: "行业新闻\n" + "".join(f"{i}. 标题{i}\n正文。（来源：财联社）\n" for i in range(n)),
        4_000,
    ),
    "sources never closed": (lambda n: "1. 标题\n正文（来源：财联社" * n, 8_000),
    "references": (lambda n: "相关研究报告\n" + "《一份报告》 ——2024-02-07\n" * n, 6_000),
    "figures": (lambda n: "图表目录\n" + "".join(f"图表 {i} 走势图.....{i}\n" for i in range(n)), 6_000),
    "rating scale": (lambda n: "评级说明\n" + "买入：6个月内股价相对沪深300指数涨幅15%以上；\n" * n, 4_000),
    "events": (lambda n: "重点事件\n" + "● 2月27日-2月29日: 会议\n" * n, 6_000),
    "people": (lambda n: "分析师：顾明远\n邮箱：gumy@qingshi.example\n电话：021-60881102\n" * n, 4_000),
    "notes": (lambda n: HEADER + ROW + "注：恒生电子为每ADS调整后净利润（每ADS=2股）；" * n, 4_000),
    "page numbers": (lambda n: "正文没有说完\n\n12\n\n请务必阅读正文之后的免责声明\n\n接着说，" * n, 4_000),
    "headings": (lambda n: "一、投资建议\n" * n, 15_000),
    "tags of a page": (lambda n: "<html><body>" + "<p>正文<br>EPS 0.8</div><h2>" * n, 15_000),
    "what a page hides": (lambda n: "<html>" + "<script><!-- 0.8 --><style>" * n, 15_000),
    "risks": (lambda n: "风险提示：" + "需求不及预期、" * n, 15_000),
    "tickers": (lambda n: "G00GL. 0 NVDA. 0 3Z. 0 600570. SH " * n, 8_000),
    "profits in one sentence": (lambda n: NOTE + "净利润" * n, 20_000),
    "profits in brackets never closed": (lambda n: NOTE + "净利润（" * n, 15_000),
    "lists before brackets never closed": (lambda n: NOTE + "2025-2026年净利润1.2/1.4亿元（" * n, 4_000),
    "metrics in letters": (lambda n: NOTE + "EBIT-" * n, 20_000),
    "years before profits in one sentence": (lambda n: NOTE + "2025年净利润2026年净利润" * n, 8_000),
    "years": (lambda n: "预计2024-2026年EPS分别为1.21/1.40/1.57元，" * n, 4_000),
}


def seconds(text: bytes) -> float:
    start = time.thread_time()
    yb.read(text)
    return time.thread_time() - start


SPAN = 16  # what is linear takes 16 times as long, what is square 256 times
BOUND = 2.5**4  # 2.5 for twice the size, taken four times


def grows(make: Callable[[int], str], size: int) -> float:
    """How many times longer `SPAN` times the size takes; the least of several looks at both.

    Far apart rather than twice the size: a busy machine may take twice as long at one look as at another, and
    memory that no longer fits a cache, or is asked of the system anew, costs as much; neither lies between
    what is linear and what is square.  Each look takes both sizes one behind the other, so that what slows
    the machine for a while slows both.
    """
    once, more = make(size).encode(), make(SPAN * size).encode()
    least = seconds(once)
    while least < 0.005 and len(more) < 16_000_000:  # too short to be measured
        size *= 2
        once, more = make(size).encode(), make(SPAN * size).encode()
        least = seconds(once)
    ratio = float("inf")
    for _ in range(5):
        ratio = min(ratio, seconds(more) / max(least, 0.002))
        if ratio <= 1.3 * SPAN:
            break
        least = seconds(once)
    return ratio


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear(shape: str) -> None:
    make, size = SHAPES[shape]
    yb.read("一\n二\n")  # words and securities are loaded once
    size //= 4
    ratio = grows(make, size)
    for _ in range(2):
        if ratio <= BOUND:
            break
        size *= 2  # what is not linear fails at each size
        ratio = grows(make, size)
    assert ratio <= BOUND


BINARY = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4,
    "a pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "an archive": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(255, -1, -1)) * 4,
    "a program": b"\x7fELF\x02\x01\x01" + b"\0" * 64,
    "noise": Random(1).randbytes(4096),
    "utf-16": "人工智能周报\n".encode("utf-16"),
    "utf-32": "人工智能周报\n".encode("utf-32"),
    "cut inside a character": "人工智能周报\n行业".encode()[:-1],
    "a byte that is none": "人工智能周报\n".encode() + b"\xff\xfe\n" + "行业\n".encode(),
    "overlong": b"\xc0\xaf\xe0\x80\xaf\n",
    "half a surrogate pair": b"\xed\xa0\x80\n",
    "beyond unicode": b"\xf5\x80\x80\x80\n",
    "a zero in the text": "人工\0智能\n".encode(),
    "controls": bytes(range(1, 32)) * 10,
}


@pytest.mark.parametrize("what", BINARY)
def test_bytes_that_are_no_report(what: str) -> None:
    """A typed error, or a report whose findings say what is the matter."""
    with contextlib.suppress(yb.YanbaoError):
        report = yb.read(BINARY[what])
        harmless = not BINARY[what].strip() or what in ("controls", "a zero in the text")
        assert len(report.table("findings")) or harmless
        assert len(report.table("estimates")) == 0


def test_other_encodings() -> None:
    """GB18030 and a byte order mark are read like UTF-8."""
    text = COVER + HEADER + ROW
    plain = yb.read(text.encode()).table("estimates").to_dicts()
    assert len(plain) == 4
    values = [row["value"] for row in plain]
    for encoding in ("gb18030", "utf-8-sig"):
        rows = yb.read(text.encode(encoding)).table("estimates").to_dicts()
        assert [row["value"] for row in rows] == values


def test_one_long_line() -> None:
    """50 MB without a line break: read, or refused with the limit that it breaks."""
    text = ("多模态技术持续演进，" * 1_700_000).encode()
    assert len(text) > 50_000_000
    try:
        report = yb.read(text)
    except yb.errors.LimitExceededError:
        return
    assert "limit" in {row["code"] for row in report.table("findings").to_dicts()}


def test_a_million_rows() -> None:
    """The rows within the limits, and a finding for the rest."""
    report = yb.read((HEADER + ROW * 1_000_000).encode())
    assert "limit" in {row["code"] for row in report.table("findings").to_dicts()}
    limits = yb.Limits()
    assert 0 < len(report.table("estimates")) <= limits.facts


@pytest.mark.parametrize(
    "cell",
    ["1e999", "-1e999", "--5", "1,2,3,4", "1.2.3", "nan", "inf", "0x1F", "1/0", "∞", "9" * 400, "." * 50],
)
def test_a_cell_that_is_no_number(cell: str) -> None:
    """Never a value that is not printed: no row, or a finding, and the cells beside it are right."""
    table = HEADER + "".join(
        f"{code}\t{name}\t47.22\t买入\t1.01\t{cell if i == 1 else '1.21'}\t46.75\t39.02\n"
        for i, (code, name) in enumerate(
            [("600570.SH", "恒生电子"), ("300496.SZ", "中科创达"), ("002230.SZ", "科大讯飞")]
        )
    )
    rows = yb.read(COVER + table).table("estimates").to_dicts()
    own = [r for r in rows if r["ticker"] == "300496.SZ"]
    assert {(r["metric"], r["fiscal_year"]) for r in own} >= {("eps", 2023), ("pe", 2023), ("pe", 2024)}
    assert not [
        r["value"] for r in own if (r["metric"], r["fiscal_year"]) == ("eps", 2024) and r["value"] > 1e6
    ]
    assert len([r for r in rows if r["ticker"] != "300496.SZ"]) == 8


def test_limits_can_be_changed() -> None:
    text = COVER + HEADER + ROW * 10
    assert len(yb.read(text, limits=yb.Limits(rows_per_table=5)).table("estimates")) < 40
    with pytest.raises(yb.errors.LimitExceededError):
        yb.read(text, limits=yb.Limits(bytes=100))
    few = yb.read(text, limits=yb.Limits(facts=7))
    assert len(few.table("estimates")) <= 7
    assert "limit" in {row["code"] for row in few.table("findings").to_dicts()}


def test_every_table_is_bound() -> None:
    figures = "图表目录\n" + "".join(f"图表 {i} 走势图.....{i}\n" for i in range(1, 6))
    notices = "公司公告\n" + "".join(NOTICE.format(i=i) for i in range(1, 6))
    past = "相关研究报告\n" + "".join(f"《报告{i}》 ——2024-02-07\n" for i in range(5))
    text = f"{COVER}{figures}\n{notices}\n{past}"
    all_of, few = yb.read(text), yb.read(text, limits=yb.Limits(facts=2))
    told = " ".join(few.findings[few.findings["code"] == "limit"]["what"])
    for table in ("figures", "announcements", "references"):
        assert len(all_of.table(table)) > 2
        assert len(few.table(table)) == 2
        assert f"rows of {table} " in told


def test_the_same_bytes_give_the_same_facts() -> None:
    rng = Random(5)
    pieces = [
        HEADER,
        ROW,
        COVER,
        MOVES,
        NAMES,
        "1、信创：",
        "\n\n",
        "图表 3 走势\n",
        "注：",
        "12\n",
        "**",
        "\t",
    ]
    for _ in range(30):
        text = "".join(rng.choices(pieces, k=60)) + "\n"
        assert yb.read(text).to_json() == yb.read(text).to_json()
