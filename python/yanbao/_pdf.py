"""PDFium, from pypdfium2: its functions' addresses go to the core, which calls them."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import importlib
from collections.abc import Iterator
from typing import Any

from yanbao import _core
from yanbao._limits import Limits, core_limits
from yanbao._png import png

_FUNCTIONS = (
    "FPDF_LoadMemDocument64",
    "FPDF_GetLastError",
    "FPDF_CloseDocument",
    "FPDF_GetPageCount",
    "FPDF_LoadPage",
    "FPDF_ClosePage",
    "FPDF_GetPageBoundingBox",
    "FPDFPage_GetRotation",
    "FPDFPage_CountObjects",
    "FPDFPage_GetObject",
    "FPDFPageObj_GetType",
    "FPDFPageObj_GetBounds",
    "FPDFPageObj_GetMatrix",
    "FPDFFormObj_CountObjects",
    "FPDFFormObj_GetObject",
    "FPDFText_LoadPage",
    "FPDFText_ClosePage",
    "FPDFText_CountChars",
    "FPDFText_GetUnicode",
    "FPDFText_HasUnicodeMapError",
    "FPDFText_IsGenerated",
    "FPDFText_GetLooseCharBox",
    "FPDFText_GetCharOrigin",
    "FPDFText_GetMatrix",
    "FPDFText_GetFontSize",
    "FPDFBitmap_Create",
    "FPDFBitmap_FillRect",
    "FPDF_RenderPageBitmap",
    "FPDFBitmap_GetBuffer",
    "FPDFBitmap_GetStride",
    "FPDFBitmap_Destroy",
)

Box = tuple[float, float, float, float]


@functools.lru_cache(maxsize=1)
def _pdfium() -> _core.Pdfium:
    raw = importlib.import_module("pypdfium2.raw")  # its import starts the library
    return _core.Pdfium({name: _address(getattr(raw, name)) for name in _FUNCTIONS})


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def pages(pdf: bytes, limits: Limits) -> _core.Pages:
    """Every character of a PDF and where it is printed."""
    return _core.pdf_pages(_pdfium(), pdf, core_limits(limits))


@contextlib.contextmanager
def opened(pdf: bytes) -> Iterator[_core.OpenPdf]:
    """A PDF that stays open while pages of it are drawn."""
    with contextlib.closing(_core.OpenPdf(_pdfium(), pdf)) as document:
        yield document


def pixels(pdf: bytes, page: int, box: Box, scale: float) -> tuple[int, int, bytes]:
    """Width, height and RGB of a piece of a page, from 1; `scale` is pixels a point.

    Raises
    ------
    ParseError
        The page cannot be opened, or its picture not be made.
    """
    with opened(pdf) as document:
        return document.picture(page, box, scale)


def picture(pdf: bytes, page: int, box: Box, scale: float) -> bytes:
    """The same as PNG."""
    return png(*pixels(pdf, page, box, scale))
