"""From whatever a caller calls a report to UTF-8."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from yanbao.errors import InvalidValueError, LimitExceededError, ParseError

# what a file is, by its first bytes, where it is no text
_MAGIC = {
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "compressed",
    b"\x7fELF": "a program",
}
_BOMS = {
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
_SAMPLE = 20_000  # characters that tell one encoding from another
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")


Again = Callable[[bytes], Any]  # what reads a report's bytes as they were read before


class Note(NamedTuple):
    """A finding of the door: its code, what it says and how often."""

    code: str
    what: str
    times: int


class Source(NamedTuple):
    """A report's text in UTF-8 (None of a PDF), the bytes that came in, and what decoding them took."""

    text: bytes | None
    raw: bytes
    name: str | None
    notes: list[Note]


def load(source: object, max_bytes: int) -> Source:
    """Read `source`: a path, bytes, or a text, which a `str` is where it has a line break."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _decoded(bytes(source), None, max_bytes)
    if isinstance(source, str) and ("\n" in source or "\r" in source):
        return _encoded(source)
    if isinstance(source, str) and not source.strip():
        raise InvalidValueError("a report cannot be an empty text: give a path, bytes or text")
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        try:
            with path.open("rb") as file:  # a directory or a file that is not there raises as it always does
                raw = file.read(max_bytes + 1)
        except ValueError as error:  # a zero byte in it
            raise InvalidValueError(f"no path: {error}") from None
        if len(raw) > max_bytes:
            size = path.stat().st_size
            raise LimitExceededError(f"limit bytes is {max_bytes}, {path.name} has {size}")
        return _decoded(raw, path.name, max_bytes)
    raise InvalidValueError(f"a report cannot be a {type(source).__name__}: give a path, bytes or text")


def _encoded(text: str) -> Source:
    text = text.removeprefix("\ufeff")
    try:
        utf8 = text.encode()
        return Source(utf8, utf8, None, [])
    except UnicodeEncodeError:  # lone surrogates; pairs of them are characters
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        utf8 = whole.encode()
        lost = whole.count("\ufffd") - text.count("\ufffd")
        return Source(utf8, utf8, None, [_lost("text", lost)] if lost > 0 else [])


def _decoded(raw: bytes, name: str | None, max_bytes: int) -> Source:
    if len(raw) > max_bytes:
        raise LimitExceededError(f"limit bytes is {max_bytes}, the input has {len(raw)}")
    if is_pdf(raw):
        return Source(None, raw, name, [])
    text, notes = _to_utf8(raw, name or "the input")
    return Source(text, raw, name, notes)


def is_pdf(raw: bytes) -> bool:
    """By its first bytes; some writers put a mark or blanks before them."""
    return raw[:64].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF")


def _to_utf8(raw: bytes, name: str) -> tuple[bytes, list[Note]]:
    if not raw.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        return b"", [Note("empty", "There is nothing in it to read.", 1)]
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise ParseError(f"{name} is {what}")
    for bom, encoding in _BOMS.items():
        if raw.startswith(bom):
            return _with_losses(raw.removeprefix(bom), encoding)
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if (controls := len(raw) - len(raw.translate(None, _CONTROLS))) > len(raw) // 1000:
        wide = _utf_16(raw)
        if wide is None:
            raise ParseError(f"{name} is binary: {controls} of its {len(raw)} bytes are control characters")
        return _with_losses(raw, wide)
    try:
        raw.decode()
        return raw, []
    except UnicodeDecodeError as error:
        return _other_encoding(raw, name, error.start)


def _utf_16(raw: bytes) -> str | None:
    """UTF-16 without a mark: the line breaks and Latin letters of a text have a zero on one side."""
    for encoding, zeros in (("utf-16-le", raw[1:_SAMPLE:2]), ("utf-16-be", raw[0:_SAMPLE:2])):
        text = raw[:_SAMPLE].decode(encoding, "replace")
        known = sum(c.isprintable() or c in "\r\n\t" for c in text)
        if zeros.count(0) * 50 > len(zeros) and text.count("\n") and known > 0.99 * len(text):
            return encoding
    return None


def _other_encoding(raw: bytes, name: str, first_bad: int) -> tuple[bytes, list[Note]]:
    text = raw.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost * 10 <= sum(c > "\x7f" for c in text):  # UTF-8 that was cut or damaged
        return text.encode(), [_lost("utf-8", lost)]
    text = raw.decode("gb18030", "replace")
    if _is_common_chinese(text):
        lost = text.count("\ufffd")
        return text.encode(), [_lost("gb18030", lost)] if lost else []
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    if best is None:
        raise ParseError(
            f"{name} is text in no encoding that is known; it is not UTF-8 from byte {first_bad} on"
        )
    utf8, notes = _with_losses(raw, best.encoding)
    return utf8, [Note("encoding_guessed", f"Neither UTF-8 nor GB18030; read as {best.encoding}.", 1), *notes]


def _is_common_chinese(text: str) -> bool:
    """Whether its Chinese characters are everyday ones: GB 2312 holds them in its first level."""
    chinese = [c for c in text[:_SAMPLE] if "\u4e00" <= c <= "\u9fff"]
    coded = "".join(chinese).encode("gb2312", "ignore")
    common = sum(0xB0 <= lead <= 0xD7 for lead in coded[::2])
    return common >= 0.9 * len(chinese) > 0 and text.count("\ufffd") * 50 <= len(text)


def _with_losses(raw: bytes, encoding: str) -> tuple[bytes, list[Note]]:
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return text.encode("utf-8", "replace"), [_lost(encoding, lost)] if lost else []


def _lost(encoding: str, count: int) -> Note:
    return Note("encoding_damaged", f"Read as {encoding}; what is no character there stays as \ufffd.", count)
