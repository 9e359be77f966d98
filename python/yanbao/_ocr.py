"""Pages that are pictures, read by RapidOCR: the extra `ocr`."""

from __future__ import annotations

import contextlib
import functools
import importlib
import itertools
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from yanbao import _core, _isolated, _pdf
from yanbao._limits import Limits, core_limits
from yanbao._source import Note
from yanbao.errors import MissingExtraError, ParseError

_SCALE = 2.5  # pixels a point
_LONGEST = 4_000  # pixels a side
_FIRST_WIDE = "\u2e80"  # twice as wide as Latin

Word = tuple[str, float, float, float, float]
Draw = Callable[[int, _pdf.Box, float], tuple[int, int, bytes]]

_one_at_a_time = threading.Lock()  # the engine keeps what it reads, and takes all cores


def read_pictures(
    pages: _core.Pages, pdf: bytes, limits: Limits, *, isolate: bool, progress: bool
) -> tuple[_core.Pages, list[Note]]:
    """The same pages, with the words of those that hold no text of their own, and what is to be said."""
    numbers = pages.pictures
    if not numbers:
        return pages, []
    engine = _engine()
    words: list[tuple[int, list[Word]]] = []
    notes = []
    with _drawn(pdf, isolate) as draw:
        for number in _shown(numbers, progress):
            width, height = pages.size(number)
            scale = min(_SCALE, _LONGEST / max(width, height, 1.0))
            try:
                picture = draw(number, (0, 0, width, height), scale)
            except ParseError:  # it stays a picture, and is said to be one
                continue
            with _one_at_a_time:
                found, lost = _words(engine, picture, scale)
            words.append((number, found))
            if lost:
                what = (
                    f"lines of page {number} hold figures whose places were not recognized: they are left out"
                )
                notes.append(Note("line_unplaced", what, lost))
    return pages.with_words(words, core_limits(limits)), notes


@contextlib.contextmanager
def _drawn(pdf: bytes, isolate: bool) -> Iterator[Draw]:
    """What draws pages of a PDF: here, where it stays open, or in a process of its own."""
    if isolate:
        yield functools.partial(_isolated.pixels, pdf)
    else:
        with _pdf.opened(pdf) as document:
            yield document.picture


@functools.lru_cache(maxsize=1)
def _engine() -> Any:
    return _module().RapidOCR(params={"Global.log_level": "error"})


def check_installed() -> None:
    """An error that says what to install, before anything is read."""
    _module()


def _module() -> Any:
    try:
        importlib.import_module("onnxruntime")
        return importlib.import_module("rapidocr")
    except ImportError as missing:
        raise MissingExtraError(
            f"reading pictures of text needs {missing.name or 'RapidOCR'}: pip install 'yanbao[ocr]'"
        ) from None


def _words(engine: Any, drawn: tuple[int, int, bytes], scale: float) -> tuple[list[Word], int]:
    """What is read, in points, and how many lines are left out."""
    import numpy as np

    width, height, rgb = drawn
    picture = np.frombuffer(rgb, np.uint8).reshape(height, width, 3)[:, :, ::-1]
    found = engine(
        np.ascontiguousarray(picture), use_cls=False, return_word_box=True, return_single_char_box=True
    )
    if found.txts is None:
        return [], 0
    words, lost = [], 0
    for line, box, characters in zip(found.txts, found.boxes, found.word_results, strict=True):
        parts = _parts(line, box, characters)
        lost += not parts and bool(line.strip())
        words += [(text, x0 / scale, y0 / scale, x1 / scale, y1 / scale) for text, x0, y0, x1, y1 in parts]
    return words, lost


def _parts(line: str, box: Any, characters: Iterable[Any]) -> list[Word]:
    """A line cut at its white space: cells that stand apart are read as one line.

    The line's own box is true to a pixel, those of its characters are not: an end of the line is its box's.
    Nothing where the line must be left out.
    """
    texts = line.split()
    x0, x1 = float(box[:, 0].min()), float(box[:, 0].max())
    y0, y1 = float(box[:, 1].min()), float(box[:, 1].max())
    boxes = [b for text, _, b in characters if str(text).strip()]
    if len(texts) < 2:
        return [(text, x0, y0, x1, y1) for text in texts]
    if len(boxes) != sum(map(len, texts)):
        return _shared(line, (x0, y0, x1, y1))
    out, at = [], 0
    for number, text in enumerate(texts):
        own = boxes[at : at + len(text)]
        at += len(text)
        left = x0 if number == 0 else float(min(p[0] for b in own for p in b))
        right = x1 if number == len(texts) - 1 else float(max(p[0] for b in own for p in b))
        out.append((text, left, y0, right, y1))
    return out


def _shared(line: str, box: _pdf.Box) -> list[Word]:
    """Words of a line whose places are not known, set one behind the other.

    A figure could come to stand in another's column: a line that holds one gives nothing.
    """
    if any(c.isdigit() for c in line):
        return []
    x0, y0, x1, y1 = box
    ends = [0, *itertools.accumulate(2 if c >= _FIRST_WIDE else 1 for c in line)]
    scale = (x1 - x0) / ends[-1]
    return [
        (word[0], x0 + scale * ends[word.start()], y0, x0 + scale * ends[word.end()], y1)
        for word in re.finditer(r"\S+", line)
    ]


def _shown(numbers: list[int], progress: bool) -> Iterable[int]:
    if not progress:
        return numbers
    from rich.progress import track

    from yanbao._progress import progress_console

    console = progress_console()
    if console is None:
        return numbers
    return track(numbers, "Reading pictures of pages", console=console)
