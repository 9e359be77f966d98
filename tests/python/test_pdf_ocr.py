"""Pages that are pictures: said, and recognized where the caller asks for it."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yanbao as yb
from pdf_note import COVER, NOTE, set_table
from pdf_writer import pdf, scan, stream
from yanbao import _core, _ocr, _pdf

SAMPLE = Path(yb.__file__).parent / "data" / "samples" / "linchuan_mindray_20240830.pdf"
COLUMNS = ["ticker", "metric", "fiscal_year", "basis", "value", "half_unit", "version"]


def scanned(document: bytes, pages: int, scale: float = 2.5) -> bytes:
    """The same pages as pictures."""
    return scan((_pdf.pixels(document, n + 1, (0, 0, 595, 842), scale) for n in range(pages)), scale)


def width_of(text: str) -> float:
    return sum(10 if ord(c) >= 0x2E80 else 5 for c in text)


class Engine:
    """Gives its lines as RapidOCR gives what it finds; the boxes of `lost` characters of each are missing."""

    def __init__(self, lines: list[tuple[float, float, str]], lost: int = 0) -> None:
        self.lines, self.lost = lines, lost

    def __call__(self, picture: np.ndarray, **options: bool) -> SimpleNamespace:
        scale = picture.shape[1] / 595

        def box(x0: float, x1: float, y: float) -> np.ndarray:
            corners = [(x0, y - 9), (x1, y - 9), (x1, y + 3), (x0, y + 3)]
            return np.array(corners, dtype=np.float32) * scale

        boxes, words = [], []
        for x, y, text in self.lines:
            boxes.append(box(x, x + width_of(text), y))
            at, own = x, []
            for c in text:
                if c != " ":
                    own.append((c, 1.0, box(at, at + width_of(c), y).tolist()))
                at += width_of(c)
            words.append(tuple(own[self.lost :]))
        texts = tuple(text for _, _, text in self.lines)
        return SimpleNamespace(txts=texts, boxes=np.array(boxes), word_results=tuple(words))


def test_a_picture_gives_nothing_and_says_so() -> None:
    report = yb.read(scanned(NOTE, 1))
    assert report.text == ""
    assert report.findings["code"].tolist().count("no_text_layer") == 1


def test_words_of_a_picture_are_read_as_those_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine([*COVER, *set_table()]))
    report, printed = yb.read(scanned(NOTE, 1), ocr=True), yb.read(NOTE)
    assert report.text == printed.text
    assert report.estimates[COLUMNS].equals(printed.estimates[COLUMNS])
    for edge in ("src_x0", "src_x1", "src_y0", "src_y1"):
        assert report.estimates[edge].tolist() == pytest.approx(printed.estimates[edge].tolist(), abs=3)
    said = report.findings[report.findings["code"] == "text_recognized"]
    assert said["severity"].tolist() == ["warning"]
    assert "page 1" in said["what"].iloc[0]
    assert "no_text_layer" not in set(report.findings["code"])


def test_cells_that_are_read_as_one_line_are_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that stand apart may come as one line with white space in it."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in set_table():
        rows.setdefault(y, []).append((x, text))
    lines = []
    for y, (label, *cells) in rows.items():
        lines.append((label[0], y, label[1]))
        joined, end = cells[0][1], cells[0][0] + width_of(cells[0][1])
        for x, text in cells[1:]:
            joined += " " * round((x - end) / 5) + text
            end = x + width_of(text)
        lines.append((cells[0][0], y, joined))
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine([*COVER, *lines]))
    assert yb.read(scanned(NOTE, 1), ocr=True).estimates[COLUMNS].equals(yb.read(NOTE).estimates[COLUMNS])


def test_cells_whose_places_are_not_known_are_never_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Joined they would be another figure, and shared out they could stand in another's column."""
    lines = [(50, 60, "收入 稳健"), (50, 90, "净利润 12.3  45"), (50, 120, "78.9"), (50, 150, "６７ ８９")]
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine(lines, lost=1))
    report = yb.read(scanned(NOTE, 1), ocr=True)
    assert "".join(report.text.split()) == "收入稳健78.9"
    assert "收入稳健" not in report.text
    said = report.findings[report.findings["code"] == "line_unplaced"]
    assert said["count"].tolist() == [2]
    assert "page 1" in said["what"].iloc[0]
    assert said["severity"].tolist() == ["warning"]


def with_pdfium(monkeypatch: pytest.MonkeyPatch, name: str, function: Any) -> None:
    """Of PDFium's functions this one is another."""
    raw = pytest.importorskip("pypdfium2.raw")
    addresses = {each: _pdf._address(getattr(raw, each)) for each in _pdf._FUNCTIONS}
    pdfium = _core.Pdfium({**addresses, name: _pdf._address(function)})
    monkeypatch.setattr(_pdf, "_pdfium", lambda: pdfium)


def test_a_document_is_opened_once_for_all_its_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = pytest.importorskip("pypdfium2.raw")
    document = scanned(pdf([stream(COVER)] * 5), 5, 0.5)
    load = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
    real = ctypes.cast(raw.FPDF_LoadMemDocument64, load)
    opened = []

    def counted(*arguments: int) -> int:
        opened.append(1)
        return real(*arguments)

    function = load(counted)
    with_pdfium(monkeypatch, "FPDF_LoadMemDocument64", function)
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine(COVER))
    assert yb.read(document, ocr=True).text.count(COVER[0][2]) == 5
    assert len(opened) == 2  # to read what it prints, and to draw


def test_recognized_text_meets_the_limits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """No word is cut: a part of a figure would be another figure."""
    document = scanned(pdf([stream(COVER)] * 2), 2, 0.5)
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine([(50, 60, "收入"), (50, 90, "12345")]))
    for limits, text, left_out in (
        (yb.Limits(glyphs_per_page=7), "收入\n\n12345\n\n收入\n\n12345\n", []),
        (yb.Limits(glyphs_per_page=6), "收入\n\n收入\n", [10]),
        (yb.Limits(glyphs=8), "收入\n\n12345\n", [7]),
    ):
        report = yb.read(document, limits=limits, ocr=True)
        assert report.text == text
        said = report.findings[report.findings["code"] == "limit"]
        assert said["count"].tolist() == left_out


def test_a_page_that_cannot_be_drawn_stays_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    document = scanned(NOTE, 1)
    none = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int)(lambda *_: None)
    with_pdfium(monkeypatch, "FPDFBitmap_Create", none)
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine(COVER))
    report = yb.read(document, ocr=True)
    assert report.text == ""
    assert report.findings["code"].tolist().count("no_text_layer") == 1


def test_only_pictures_are_recognized(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with a text of its own keeps it; one whose characters have no names is a picture."""
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine([(50, 60, "第二页")]))
    nameless = stream([*COVER, *set_table()], font="F2")
    report = yb.read(pdf([stream(COVER), nameless, b""]), ocr=True)
    assert report.text.endswith("第二页\n")
    assert COVER[0][2] in report.text
    assert [w for w in report.findings["what"] if "page" in w] == [
        "page 2 is a picture, whose text was recognized"
    ]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    _ocr._engine.cache_clear()
    with pytest.raises(yb.errors.MissingExtraError, match=r"pip install 'yanbao\[ocr\]'"):
        yb.read(scanned(NOTE, 1), ocr=True)
    assert yb.read(NOTE, ocr=True).text == yb.read(NOTE).text  # no picture, nothing to install
    with pytest.raises(yb.errors.MissingExtraError, match="ocr"):  # before anything is read
        yb.read_many([NOTE], ocr=True, progress=False)


@pytest.mark.bounded
def test_pages_are_drawn_in_isolation_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of their own, for one report and for many, the same is read."""
    monkeypatch.setattr(_ocr, "_engine", lambda: Engine([*COVER, *set_table()]))
    document = scanned(NOTE, 1)
    here = yb.read(document, ocr=True)
    assert len(here.estimates) > 0
    assert yb.read(document, ocr=True, isolate=True).to_json() == here.to_json()
    monkeypatch.setattr(_ocr, "_module", lambda: None)
    many = yb.read_many([document, b"%PDF-1.7 cut"], ocr=True, progress=False)
    assert many[0].text == here.text
    assert list(many.failed) == ["1"]


@pytest.mark.slow
def test_recognized_pages_give_what_their_text_gives() -> None:
    """Figures read off pictures of the sample's pages: most of them, and none that its text does not give."""
    reason = "the extra ocr is not installed: pip install 'yanbao[ocr]'"
    pytest.importorskip("rapidocr", reason=reason)
    pytest.importorskip("onnxruntime", reason=reason)
    printed = yb.read(SAMPLE)
    report = yb.read(scanned(SAMPLE.read_bytes(), 2), ocr=True)
    theirs, ours = (set(map(str, r.estimates[COLUMNS].values.tolist())) for r in (printed, report))
    assert len(ours & theirs) >= 0.95 * len(theirs)
    assert ours <= theirs
    assert report.meta["ticker"] == printed.meta["ticker"]
    assert report.findings["code"].tolist().count("text_recognized") == 2


def test_edges_of_words_need_not_be_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells of a row come as one line whose words are some points off: none gets another year's figure."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in set_table():
        rows.setdefault(y, []).append((x, text))
    for shift in (0, 1, 2):
        lines = []
        for number, (y, ((x, label), *cells)) in enumerate(rows.items()):
            lines.append((x, y, label))
            # closer than they are printed, by another distance in each row
            at = 240 + 4.0 * ((number + shift) % 3)
            lines.append((at, y, "  ".join(text for _, text in cells)))
        monkeypatch.setattr(_ocr, "_engine", lambda lines=lines: Engine([*COVER, *lines]))
        report, printed = yb.read(scanned(NOTE, 1), ocr=True), yb.read(NOTE)
        theirs, ours = (set(map(str, r.estimates[COLUMNS].values.tolist())) for r in (printed, report))
        assert ours <= theirs
        assert len(ours) >= 0.75 * len(theirs)
