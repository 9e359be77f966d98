"""The PDF door: the tables that a text gives, and the place of each cell on its page."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from re import search

import pytest
import yanbao as yb
from pdf_writer import pdf, stream

COVER = [
    (50, 60, "青石证券研究所"),
    (50, 90, "恒生电子（600570）年报点评：收入稳健，利润改善"),
    (50, 120, "2024年4月20日"),
    (50, 150, "投资评级：买入（维持）"),
]
TABLE = [
    ("盈利预测（百万元）", "2023A", "2024E", "2025E"),
    ("营业收入", "7,281", "8,052", "9,010"),
    ("归母净利润", "1,424", "1,650", "1,901"),
    ("EPS（元）", "0.75", "0.87", "1.00"),
    ("PE（倍）", "26.1", "22.5", "19.6"),
]


def set_table(top: float = 200) -> list[tuple[float, float, str]]:
    """Labels at one edge, figures that end at others: Latin is half as wide as the size of 10."""
    words = []
    for i, (label, *cells) in enumerate(TABLE):
        words.append((50.0, top + 16 * i, label))
        words += [(260.0 + 70 * c - 5 * len(cell), top + 16 * i, cell) for c, cell in enumerate(cells)]
    return words


NOTE = pdf([stream([*COVER, *set_table()])])


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


def test_a_bad_page_does_not_lose_the_others() -> None:
    good = stream([*COVER, *set_table()])
    damaged = pdf([b"BT /F1 10 Tf (", good], extra={6: b"<< /Type /Page /Parent 99 0 R /Contents 98 0 R >>"})
    assert len(yb.read(damaged).estimates) >= 12


def test_a_watermark_is_left_out_and_counted() -> None:
    mark = stream([(200, 500, "仅供内部使用")], size=40, turn="0.7071 0.7071 -0.7071 0.7071")
    report = yb.read(pdf([stream([*COVER, *set_table()]) + b"\n" + mark]))
    assert report.text == yb.read(NOTE).text
    row = report.findings[report.findings["code"] == "glyphs_turned"].iloc[0]
    assert row["count"] == 6


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


@pytest.mark.bounded
def test_isolated_is_the_same() -> None:
    assert yb.read(NOTE, isolate=True).to_json() == yb.read(NOTE).to_json() == yb.read(NOTE).to_json()


def test_the_worker_is_light() -> None:
    code = (
        "import sys, yanbao._worker; print([m for m in ('pandas', 'pyarrow', 'numpy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


@pytest.mark.bounded
def test_a_worker_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nkill -SEGV $$\n")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    with pytest.raises(yb.errors.WorkerError, match="crashed"):
        yb.read(NOTE, isolate=True)


def test_limits_hold() -> None:
    pages = [stream([(50, 100, "收入" * 20)])] * 5
    few = yb.read(pdf(pages), limits=yb.Limits(pages=2))
    assert few.text.count("\n\n") == 1
    assert "limit" in set(few.findings["code"])
    short = yb.read(pdf(pages), limits=yb.Limits(glyphs_per_page=7, glyphs=20))
    assert short.text == "\n\n".join(["收入收入收入收"] * 2 + ["收入收入收入"]) + "\n"
    assert "limit" in set(short.findings["code"])


@pytest.mark.slow
def test_a_page_of_very_many_glyphs() -> None:
    """Grids, columns and single characters without end: what is beyond the limits is left out and said."""
    lines = [(10 + 20 * (i % 28), 10 + 8 * (i // 28 % 100), "9" * 20) for i in range(20_000)]
    report = yb.read(pdf([stream(lines)]))
    assert "limit" in set(report.findings["code"])


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
