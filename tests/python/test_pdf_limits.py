"""What one PDF may ask for: counted, and said where it is more."""

from __future__ import annotations

from time import process_time

import pytest
import yanbao as yb
from pdf_note import COVER, set_table
from pdf_writer import pdf, stream


def test_limits_hold() -> None:
    pages = [stream([(50, 100, "收入" * 20)])] * 5
    few = yb.read(pdf(pages), limits=yb.Limits(pages=2))
    assert few.text.count("\n\n") == 1
    assert "limit" in set(few.findings["code"])
    short = yb.read(pdf(pages), limits=yb.Limits(glyphs_per_page=7, glyphs=20))
    assert short.text == "\n\n".join(["收入收入收入收"] * 2 + ["收入收入收入"]) + "\n"
    assert "limit" in set(short.findings["code"])


def test_a_page_that_a_limit_empties_is_no_picture() -> None:
    """Its text would be recognized, beyond the limit that left it out."""
    report = yb.read(pdf([stream([(50, 100, "收入")])] * 2), limits=yb.Limits(glyphs=2), ocr=True)
    assert report.text == "收入\n"
    assert report.findings["code"].tolist().count("limit") == 1
    assert not {"no_text_layer", "text_recognized"} & set(report.findings["code"])


@pytest.mark.slow
def test_a_page_of_very_many_glyphs() -> None:
    """Grids, columns and single characters without end: what is beyond the limits is left out and said."""
    lines = [(10 + 20 * (i % 28), 10 + 8 * (i // 28 % 100), "9" * 40) for i in range(9_000)]
    report = yb.read(pdf([stream(lines)]))
    assert "limit" in set(report.findings["code"])
    assert report.text.count("9") > 5_000


def limits_said(report: yb.Report) -> list[str]:
    return report.findings.loc[report.findings["code"] == "limit", "what"].tolist()


def test_a_page_of_very_many_texts_is_left_out() -> None:
    """PDFium takes a time over the texts of a line that grows with their square: they are counted before."""
    many = stream([(550 - i / 60, 100, "Ab") for i in range(30)])
    report = yb.read(pdf([many, stream(COVER)]), limits=yb.Limits(texts_per_page=29))
    assert report.text.startswith(COVER[0][2])
    assert len(limits_said(report)) == 1
    assert "page 1" in limits_said(report)[0]
    assert limits_said(yb.read(pdf([many]), limits=yb.Limits(texts_per_page=30))) == []
    said = limits_said(yb.read(pdf([many] * 4), limits=yb.Limits(text_pairs=1_800)))
    assert [what.split(" goes")[0] for what in said] == ["page 3", "page 4"]


def test_texts_of_forms_are_counted_too() -> None:
    """A form draws what a page could draw, and forms draw forms."""
    many = stream([(50, 100, "Ab")] * 30)
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %b >> /Length %d >>\n"
        b"stream\n%b\nendstream"
    )
    outer = form % (b"/XObject << /X1 10 0 R >>", 6, b"/X1 Do")
    inner = form % (b"/Font << /F1 3 0 R >>", len(many), many)
    resources = b"/Resources << /XObject << /X1 9 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 8 0 R %b >>" % resources
    drawn = pdf([b"/X1 Do /X1 Do", b""], extra={7: page, 9: outer, 10: inner})
    assert "Ab" in yb.read(drawn, limits=yb.Limits(texts_per_page=60)).text
    assert "page 1" in limits_said(yb.read(drawn, limits=yb.Limits(texts_per_page=59)))[0]


@pytest.mark.slow
def test_time_over_texts_is_linear() -> None:
    """A page that is made to be slow costs little, and sixteen times the pages take sixteen times as long."""
    slow = stream([(550 - i / 40, 100, "Ab") for i in range(20_000)])
    start = process_time()
    report = yb.read(pdf([slow]))
    assert process_time() - start < 5  # a quarter of a second; minutes without the limit
    assert len(limits_said(report)) == 1
    page = stream([*COVER, *set_table(), *((50, 300 + 14 * i, "收入保持较快增长" * 4) for i in range(30))])

    def seconds(pages: int) -> float:
        document = pdf([page] * pages)
        start = process_time()
        yb.read(document)
        return process_time() - start

    seconds(10)
    # one behind the other: what slows the machine for a while slows both
    assert min(seconds(160) / seconds(10) for _ in range(4)) < 2.5**4
