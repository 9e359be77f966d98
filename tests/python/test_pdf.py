"""The PDF door: the tables that a text gives, and the place of each cell on its page."""

from __future__ import annotations

import ctypes
from base64 import b64decode
from pathlib import Path
from re import search

import pytest
import yanbao as yb
from pdf_note import COVER, NOTE, TABLE, set_table
from pdf_writer import pdf, stream
from yanbao import _core, _pdf


def test_a_pdf_gives_what_its_text_gives() -> None:
    text = (
        "\n\n".join(words for _, _, words in COVER) + "\n\n" + "\n".join("\t".join(r) for r in TABLE) + "\n"
    )
    printed, typed = yb.read(NOTE), yb.read(text)
    assert printed.text == text
    columns = ["ticker", "metric", "fiscal_year", "basis", "value", "half_unit", "unit", "currency"]
    assert len(printed.estimates) >= 12
    assert printed.estimates[columns].equals(typed.estimates[columns])
    for name in ("broker", "ticker", "rating", "published"):
        assert printed.meta[name] == typed.meta[name]


def test_every_row_has_its_place() -> None:
    report = yb.read(NOTE)
    rows = report.estimates
    assert (rows["src_page"] == 1).all()
    row = rows[(rows["metric"] == "revenue") & (rows["fiscal_year"] == 2024)].iloc[0]
    left, top = row["src_x0"], row["src_y0"]
    assert left == pytest.approx(305, abs=1)
    assert row["src_x1"] == pytest.approx(330, abs=1)
    assert top < 216 < row["src_y1"] + 1
    passage = report.source(row, "value")
    assert passage.text == "8,052"
    assert passage.places[0][0] == 1
    shown = passage._repr_html_()
    found = search(r"base64,([^']+)", shown)
    assert found
    assert b64decode(found[1]).startswith(b"\x89PNG")
    assert "8,052" in str(passage)


# the page's own space, where a page that is shown turned has its words, and the matrix that sets them upright
TURNS = {
    90: ("0 1 -1 0", lambda x, y: (y, x)),
    180: ("-1 0 0 -1", lambda x, y: (595 - x, y)),
    270: ("0 -1 1 0", lambda x, y: (595 - y, 842 - x)),
}


@pytest.mark.parametrize("turned", TURNS)
def test_a_page_is_read_as_it_is_shown(turned: int) -> None:
    matrix, own = TURNS[turned]
    # Latin only: PDFium drops a turned line whose font it lacks
    latin = {label: f"Row {i}" for i, (label, *_) in enumerate(TABLE)}
    words = [(50.0, 90.0, "Annual results"), *((x, y, latin.get(t, t)) for x, y, t in set_table())]
    upright = yb.read(pdf([stream(words)]))
    moved = [(*own(x, y), text) for x, y, text in words]
    report = yb.read(pdf([stream([(x, 842 - y, t) for x, y, t in moved], turn=matrix)], rotate=turned))
    assert "Row 4\t26.1\t22.5\t19.6" in report.text
    assert report.text == upright.text
    for edge in ("src_x0", "src_y0", "src_x1", "src_y1"):
        assert report.tables[edge].tolist() == pytest.approx(upright.tables[edge].tolist(), abs=0.5)


def test_a_page_without_text_is_said() -> None:
    report = yb.read(pdf([stream([*COVER, *set_table()]), b"0 0 100 100 re f", b""]))
    findings = report.findings
    assert list(findings["code"]).count("no_text_layer") == 1
    assert "page 2" in findings.loc[findings["code"] == "no_text_layer", "what"].iloc[0]
    assert len(report.estimates) >= 12


IMAGE = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"
SCAN = b"q 590 0 0 840 2 1 cm %b Q\n" % IMAGE
STRIPS = b"".join(b"q 595 0 0 60 0 %d cm %b Q\n" % (60 * i, IMAGE) for i in range(14))
LOGO = b"q 100 0 0 50 40 780 cm %b Q\n" % IMAGE
FOOT = stream([(280, 820, "3 / 12"), (50, 800, "青石证券研究所，请务必阅读文末声明")])
MARK = stream([(200, 500, "仅供内部使用")], size=40, turn="0.7071 0.7071 -0.7071 0.7071")
MUCH = stream((50, 100 + 20 * i, "收入保持较快增长，利润率平稳") for i in range(10))


@pytest.mark.parametrize(
    ("page", "is_picture"),
    [
        (SCAN + FOOT, True),
        (STRIPS + FOOT, True),
        (SCAN + MARK, True),
        (b"0 0 100 100 re f\n" + MARK, True),
        (SCAN + MUCH, False),
        (LOGO + FOOT, False),
        (FOOT, False),
    ],
)
@pytest.mark.parametrize("turned", [0, 90])
def test_a_scan_with_a_mark_of_its_own_is_a_picture(page: bytes, is_picture: bool, turned: int) -> None:
    codes = yb.read(pdf([page], rotate=turned)).findings["code"].tolist()
    assert codes.count("no_text_layer") == is_picture


def test_an_image_in_a_form_is_as_large_as_it_is_shown() -> None:
    """A form has a scale of its own: the same image covers a page, or a corner of it."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Matrix [2 0 0 2 0 0] /Length %d >>\n"
        b"stream\n%b\nendstream" % (len(IMAGE), IMAGE)
    )
    fonts = b"/Font << /F1 3 0 R >> /XObject << /X1 9 0 R >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 8 0 R /Resources << %b >> >>" % fonts
    )
    for wide, high, is_picture in ((297.5, 421, True), (150, 210, False)):
        content = b"q %f 0 0 %f 0 0 cm /X1 Do Q\n" % (wide, high)
        report = yb.read(pdf([content + FOOT, b""], extra={7: page, 9: form}))
        said = report.findings.loc[report.findings["code"] == "no_text_layer", "what"]
        assert any("page 1 " in what for what in said) == is_picture


def test_a_bad_page_does_not_lose_the_others() -> None:
    good = stream([*COVER, *set_table()])
    damaged = pdf([b"BT /F1 10 Tf (", good], extra={7: b"<< /Type /Page /Parent 99 0 R /Contents 98 0 R >>"})
    assert len(yb.read(damaged).estimates) >= 12


def test_a_watermark_is_left_out_and_counted() -> None:
    mark = stream([(200, 500, "仅供内部使用")], size=40, turn="0.7071 0.7071 -0.7071 0.7071")
    report = yb.read(pdf([stream([*COVER, *set_table()]) + b"\n" + mark]))
    assert report.text == yb.read(NOTE).text
    row = report.findings[report.findings["code"] == "glyphs_turned"].iloc[0]
    assert row["count"] == 6


@pytest.mark.parametrize("named", ["", "8,0", "8,052"])
def test_a_character_without_a_name_is_no_digit(named: str) -> None:
    """What the document does not name has a code that may look like one: it is said, and gives no figure."""
    cell = "8,052"
    x, y = next((x, y) for x, y, text in set_table() if text == cell)
    words = [w for w in [*COVER, *set_table()] if w[2] != cell]
    nameless = stream([(x + 5 * len(named), y, cell[len(named) :])], font="F2")
    report = yb.read(pdf([stream([*words, (x, y, named)]) + b"\n" + nameless]))
    rest = yb.read(NOTE).estimates
    hit = (rest["metric"] == "revenue") & (rest["fiscal_year"] == 2024)
    columns = ["metric", "fiscal_year", "value"]
    unreadable = report.findings[report.findings["code"] == "glyphs_unreadable"]
    if named == cell:
        assert unreadable.empty
        assert report.estimates[columns].equals(rest[columns])
        return
    assert named + "\ufffd" * (5 - len(named)) in report.text
    assert hit.sum() == 1
    assert report.estimates[columns].values.tolist() == rest[~hit][columns].values.tolist()
    assert unreadable["count"].tolist() == [5 - len(named)]
    assert unreadable["severity"].tolist() == ["warning"]
    assert "cell_unreadable" in set(report.findings["code"])


@pytest.mark.parametrize("turned", [0, 90])
def test_text_beside_the_page_is_left_out(turned: int) -> None:
    """A page is cut to its box: what stands outside is not read, and does not change what stands inside."""
    cut = "/MediaBox [0 0 595 842] /CropBox [40 40 405 802]"
    hidden = [
        (410.0, 248.0, "1111"),
        (405.0, 232.0, "22"),
        (50.0, 830.0, "仅供内部"),
        (-300.0, 216.0, "7,777"),
    ]
    whole = yb.read(pdf([stream([*COVER, *set_table()])], box=cut, rotate=turned))
    report = yb.read(pdf([stream([*COVER, *set_table(), *hidden])], box=cut, rotate=turned))
    assert report.text == whole.text
    beside = report.findings[report.findings["code"] == "glyphs_outside"]
    assert beside["count"].tolist() == [15]
    if turned == 0:
        assert report.text == yb.read(NOTE).text
        assert report.estimates["src_x1"].max() <= 365


def test_a_page_that_shows_none_of_its_text_is_said() -> None:
    beside = stream([(700, 100, "页外文字")])
    codes = list(yb.read(pdf([stream(COVER), beside])).findings["code"])
    assert codes.count("no_text_layer") == 1
    assert codes.count("glyphs_outside") == 1


ID = b"<00112233445566778899AABBCCDDEEFF>"
PASSWORDS = b"/O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b">"
ENCRYPTED = pdf(
    [stream(COVER)],
    trailer=b"/ID [%b %b] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 %b >>" % (ID, ID, PASSWORDS),
)


@pytest.mark.parametrize("isolate", [False, pytest.param(True, marks=pytest.mark.bounded)])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n", "damaged"),
        (NOTE[: len(NOTE) // 3], "damaged"),
        (pdf([]), "no pages"),
        (ENCRYPTED, "password"),
    ],
)
def test_what_cannot_be_opened_says_why(data: bytes, says: str, isolate: bool) -> None:
    with pytest.raises(yb.errors.ParseError, match=says):
        yb.read(data, isolate=isolate)


@pytest.mark.parametrize("height", [842, 9_000])
def test_a_picture_has_the_scale_that_was_asked_for(height: int) -> None:
    """The mark around a figure fits the figure, however large the page."""
    page = stream([(50, height - 100, "I" * 40)], height=height)
    drawn = _pdf.pixels(
        pdf([page], box=f"/MediaBox [0 0 595 {height}]"), 1, (40, height - 120, 260, height - 90), 2
    )
    assert drawn[:2] == (440, 60)
    rows = [drawn[2][3 * 440 * y : 3 * 440 * (y + 1)] for y in range(60)]
    inked = [y for y, row in enumerate(rows) if min(row) < 128]
    assert inked
    assert 20 <= inked[0] <= inked[-1] <= 44


def test_a_picture_that_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = pytest.importorskip("pypdfium2.raw")
    none = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int)(lambda *_: None)
    functions = {name: _pdf._address(getattr(raw, name)) for name in _pdf._FUNCTIONS}
    pdfium = _core.Pdfium({**functions, "FPDFBitmap_Create": _pdf._address(none)})
    monkeypatch.setattr(_pdf, "_pdfium", lambda: pdfium)
    with pytest.raises(yb.errors.ParseError, match="picture cannot be made"):
        _pdf.pixels(NOTE, 1, (0, 0, 100, 100), 1)


def test_outside_pdfs_are_read(shared: Path) -> None:
    """Each gives text and estimates, places inside its pages, and the same on a second run."""
    paths = sorted((shared / "reports" / "real").glob("a_*.pdf"))
    for path in paths:
        report = yb.read(path)
        rows = report.estimates
        assert len(rows) > 0, path.name
        assert rows["src_page"].notna().all()
        assert ((rows["src_x0"] >= 0) & (rows["src_x0"] < rows["src_x1"]) & (rows["src_x1"] < 1000)).all()
        assert ((rows["src_y0"] >= 0) & (rows["src_y0"] < rows["src_y1"]) & (rows["src_y1"] < 1000)).all()
    again = yb.read(paths[0])
    assert again.to_json() == yb.read(paths[0].read_bytes(), name=paths[0].name).to_json()
