"""Pages that are pictures, read by RapidOCR: the extra `ocr`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable
from typing import Any

from yanbao import _core, _pdf
from yanbao.errors import MissingExtraError

_SCALE = 2.5  # pixels a point
_LONGEST = 4_000  # pixels a side

Word = tuple[str, float, float, float, float]


def read_pictures(pages: _core.Pages, pdf: bytes, progress: bool) -> _core.Pages:
    """The same pages, with the words of those that hold no text of their own."""
    numbers = pages.pictures
    if not numbers:
        return pages
    engine = _engine()
    for number in _shown(numbers, progress):
        width, height = pages.size(number)
        scale = min(_SCALE, _LONGEST / max(width, height, 1.0))
        pages = pages.with_words(
            number, _words(engine, _pdf.pixels(pdf, number, (0, 0, width, height), scale), scale)
        )
    return pages


@functools.lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        return importlib.import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})
    except ImportError as missing:
        raise MissingExtraError(
            f"reading pictures of text needs {missing.name or 'RapidOCR'}: pip install 'yanbao[ocr]'"
        ) from None


def _words(engine: Any, drawn: tuple[int, int, bytes], scale: float) -> list[Word]:
    import numpy as np

    width, height, rgb = drawn
    picture = np.frombuffer(rgb, np.uint8).reshape(height, width, 3)[:, :, ::-1]
    found = engine(
        np.ascontiguousarray(picture), use_cls=False, return_word_box=True, return_single_char_box=True
    )
    if found.txts is None:
        return []
    return [
        (text, x0 / scale, y0 / scale, x1 / scale, y1 / scale)
        for line, box, characters in zip(found.txts, found.boxes, found.word_results, strict=True)
        for text, x0, y0, x1, y1 in _parts(line, box, characters)
    ]


def _parts(line: str, box: Any, characters: Iterable[Any]) -> list[Word]:
    """A line cut at its white space: cells that stand apart are read as one line.

    The line's own box is true to a pixel, those of its characters are not: an end of the line is its box's.
    """
    texts = line.split()
    x0, x1 = float(box[:, 0].min()), float(box[:, 0].max())
    y0, y1 = float(box[:, 1].min()), float(box[:, 1].max())
    boxes = [b for text, _, b in characters if str(text).strip()]
    if len(texts) < 2 or len(boxes) != sum(map(len, texts)):
        return [("".join(texts), x0, y0, x1, y1)] if texts else []
    out, at = [], 0
    for number, text in enumerate(texts):
        own = boxes[at : at + len(text)]
        at += len(text)
        left = x0 if number == 0 else float(min(p[0] for b in own for p in b))
        right = x1 if number == len(texts) - 1 else float(max(p[0] for b in own for p in b))
        out.append((text, left, y0, right, y1))
    return out


def _shown(numbers: list[int], progress: bool) -> Iterable[int]:
    if not progress:
        return numbers
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not (console.is_terminal or console.is_jupyter):
        return numbers
    return track(numbers, "Reading pictures of pages", console=console)
