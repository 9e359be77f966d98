"""Many reports at once: the good ones are read, the bad ones are findings, whatever the number of workers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yanbao as yb
from conftest import SAMPLES
from pdf_writer import pdf, stream

pytestmark = pytest.mark.bounded

FRONT = ["report_id", "report", "broker", "published", "known_at"]
TABLE = "代码\t名称\t2023E EPS\t2024E EPS\n600570.SH\t恒生电子\t1.40\t1.57\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts, a PDF, a picture, a PDF cut in the middle, a file of another kind, and a folder within."""
    for path in SAMPLES.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "table.md").write_text(TABLE, encoding="utf-8")
    whole = pdf([stream([(72, 72, "a page")])])
    (tmp_path / "notes" / "page.pdf").write_bytes(whole)
    (tmp_path / "notes" / "cut.pdf").write_bytes(whole[:40])
    (tmp_path / "notes" / "picture.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "notes" / "prices.xlsx").write_bytes(b"PK\x03\x04")
    return tmp_path


def test_folder(folder: Path) -> None:
    """Bad files are findings with their names; every other one is read, in order of paths."""
    corpus = yb.read_many(folder, progress=False)
    texts = [p.name for p in SAMPLES.glob("*.txt")]
    paths = sorted(
        [folder / "notes" / "page.pdf", folder / "notes" / "table.md", *(folder / t for t in texts)]
    )
    assert [r.name for r in corpus] == [p.name for p in paths]
    assert set(corpus.failed) == {"cut.pdf", "picture.txt"}
    lost = corpus.findings[corpus.findings["code"] == "file_unreadable"]
    assert lost["report"].tolist() == ["cut.pdf", "picture.txt"]
    assert lost["severity"].unique().tolist() == ["error"]
    assert corpus.meta["report"].tolist() == [r.name for r in corpus]


def test_rows_are_those_of_the_reports(folder: Path) -> None:
    """Each with its report; columns and types as of one."""
    corpus = yb.read_many(folder, progress=False)
    estimates = corpus.estimates
    assert len(estimates) == sum(len(r.estimates) for r in corpus) > 100
    one = corpus.get("table.md")
    rows = estimates[estimates["report_id"] == one.report_id].drop(columns=FRONT)
    pd.testing.assert_frame_equal(rows.reset_index(drop=True), one.estimates, check_dtype=False)
    assert estimates["fiscal_year"].dtype == one.estimates["fiscal_year"].dtype


def test_workers_change_nothing(folder: Path) -> None:
    """One or several: the same bytes."""
    texts = [yb.read_many(folder, workers=n, progress=False).estimates.to_csv() for n in (1, 3)]
    assert texts[0] == texts[1]


def test_list_of_anything() -> None:
    """Paths, bytes and texts; the same content counts once, whatever it is called."""
    path = sorted(SAMPLES.glob("*.txt"))[0]
    corpus = yb.read_many([TABLE, path, str(path), TABLE.encode()], progress=False)
    assert [r.name for r in corpus] == ["0", path.name]
    assert corpus.duplicates == {str(path): path.name, "3": "0"}
    assert corpus.get("3") is corpus[0]
    assert len(corpus[0].estimates) == 2
    assert corpus[1:] == [corpus[1]]


def test_name_that_comes_twice(tmp_path: Path) -> None:
    """Files of one name in two folders are told apart by their paths."""
    for folder, eps in (("a", "1.40"), ("b", "1.50")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(TABLE.replace("1.40", eps), encoding="utf-8")
    corpus = yb.read_many(tmp_path, progress=False)
    assert [r.name for r in corpus] == ["note.txt", str(tmp_path / "b" / "note.txt")]


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """A folder must be there; a file of a list need not."""
    with pytest.raises(NotADirectoryError):
        yb.read_many(tmp_path / "nowhere")
    corpus = yb.read_many([tmp_path / "gone.txt", TABLE], progress=False)
    assert list(corpus.failed) == ["gone.txt"]
    with pytest.raises(yb.errors.UnknownNameError, match=r"gone\.txt"):
        corpus.get("gone.txt")


def test_nothing_to_read(tmp_path: Path) -> None:
    """An empty folder gives empty tables with their columns."""
    corpus = yb.read_many(tmp_path, progress=False)
    assert len(corpus) == 0
    assert corpus.estimates.columns[:6].tolist() == [*FRONT, "table"]


@pytest.mark.parametrize("wrong", [b"bytes", 3])
def test_wrong_kind(wrong: object) -> None:
    """Said at once."""
    with pytest.raises(yb.errors.InvalidValueError):
        yb.read_many(wrong)  # type: ignore[arg-type]
    with pytest.raises(yb.errors.InvalidValueError):
        yb.read_many([], workers=0)


def test_bytes_are_read_again(folder: Path) -> None:
    """Reports of files let go of their bytes; a file that changed since is not the one that was read."""
    corpus = yb.read_many([folder / "notes" / "page.pdf"], progress=False)
    report_id = corpus[0].report_id
    assert corpus[0]._bytes() == (folder / "notes" / "page.pdf").read_bytes()
    (folder / "notes" / "page.pdf").write_bytes(b"%PDF other")
    assert corpus[0].report_id == report_id
    with pytest.raises(yb.errors.InvalidValueError, match="no longer"):
        corpus[0]._bytes()
