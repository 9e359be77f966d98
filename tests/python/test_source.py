"""The door: paths, bytes and text in any encoding; what is no text is refused."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
import yanbao as yb
from hypothesis import given, settings
from hypothesis import strategies as st
from yanbao import _source

TEXT = (
    "计算机行业周报\n本周沪深300指数下跌0.30%。推荐标的为恒生电子、中科创达，风险提示：政策落地不及预期。\n"
)
BIG = 1 << 30


def codes(data: bytes) -> list[str]:
    return [note.code for note in _source.load(data, BIG).notes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    report = yb.read(TEXT.encode(encoding))
    assert report.text == TEXT
    assert not [c for c in report.findings["code"] if c.startswith("encoding")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert _source.load(("Weekly report, week 7\n" + TEXT).encode(encoding), BIG).text.decode().endswith(TEXT)


def test_big5_is_guessed_and_said() -> None:
    text = "恆生指數本週下跌，科技股領跌，騰訊控股與阿里巴巴均有回購，建議關注業績確定性較高的龍頭。\n" * 20
    loaded = _source.load(text.encode("big5"), BIG)
    assert loaded.text.decode() == text
    assert loaded.notes[0].code == "encoding_guessed"


def test_path_bytes_and_text_are_one(tmp_path: Path) -> None:
    path = tmp_path / "周报.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    reports = [yb.read(path), yb.read(str(path)), yb.read(path.read_bytes()), yb.read(TEXT)]
    assert {r.text for r in reports} == {TEXT}
    assert [r.name for r in reports] == ["周报.txt", "周报.txt", None, None]
    assert reports[0].report_id == reports[2].report_id == hashlib.sha256(path.read_bytes()).hexdigest()
    assert yb.read(TEXT, name="week 18").name == "week 18"


def test_a_cut_or_damaged_character_is_a_finding() -> None:
    whole = TEXT.encode()
    for damaged in (whole[:-2], whole[:40] + b"\xff" + whole[40:]):
        report = yb.read(damaged)
        found = report.findings.set_index("code").loc["encoding_damaged"]
        assert found["count"] >= 1
        assert "\ufffd" in report.text
    assert codes(TEXT.encode("gb18030")[:-2]) == ["encoding_damaged"]


def test_lone_surrogates() -> None:
    assert yb.read("一\ud83d\ude00\n").text == "一\U0001f600\n"
    assert yb.read("一\ud83d\n").text == "一\ufffd\n"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04" + bytes(40),
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 40,
        b"\x00\x01\x02\x03" * 100,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(yb.errors.ParseError):
        yb.read(data)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" \t "])
def test_nothing_is_a_finding(data: bytes) -> None:
    report = yb.read(data)
    assert "empty" in set(report.findings["code"])
    assert report.estimates.empty


def test_what_is_no_source() -> None:
    with pytest.raises(FileNotFoundError):
        yb.read("no such file.txt")
    with pytest.raises(IsADirectoryError):
        yb.read(Path(__file__).parent)
    with pytest.raises(yb.errors.InvalidValueError, match="NoneType"):
        yb.read(None)  # type: ignore[arg-type]


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a" * 100)
    for source in (path, b"a" * 100, "a\n" * 50):
        with pytest.raises(yb.errors.LimitExceededError, match="limit bytes is 99"):
            yb.read(source, limits=yb.Limits(bytes=99))
    with pytest.raises(yb.errors.InvalidValueError, match="tables"):
        yb.Limits(tables=-1)
    with pytest.raises(yb.errors.InvalidValueError):
        yb.Limits(bytes=1 << 32)


def test_limits_are_the_cores_own() -> None:
    from dataclasses import asdict

    from yanbao import _core

    assert asdict(yb.Limits()) == _core.default_limits()


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        report = yb.read(data)
    except yb.errors.ParseError:
        return
    report.to_json()


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(codec=None, exclude_characters="\0"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    report = yb.read(text + "\n")
    size = len(report.text.encode())
    for table in ("tables", "estimates", "themes"):
        for row in report.table(table).to_dicts():
            assert row["src_start"] is None or 0 <= row["src_start"] <= row["src_end"] <= size


def test_threads_share_everything() -> None:
    results: list[str] = []
    threads = [threading.Thread(target=lambda: results.append(yb.read(TEXT).to_json())) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(results) == 4
    assert len(set(results)) == 1
