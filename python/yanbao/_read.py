from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from yanbao import _core, _isolated, _ocr, _pdf, _source
from yanbao._lexicon import Lexicon
from yanbao._limits import Limits, core_limits
from yanbao._report import Report
from yanbao._securities import Securities
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import os

_DEFAULT_LIMITS = Limits()


def read(
    source: str | bytes | os.PathLike[str],
    *,
    securities: Securities | None = None,
    lexicon: Lexicon | None = None,
    limits: Limits | None = None,
    name: str | None = None,
    isolate: bool = False,
    ocr: bool = False,
    progress: bool = True,
) -> Report:
    r"""Read a broker's report: PDF, plain text, markdown or HTML, UTF-8 or GB18030, told by content.

    Parameters
    ----------
    source
        A path, the bytes of a file, or the text itself, which a `str` with a line break is taken for.
    securities
        Which names are which securities; the package's dated list by default.
    lexicon
        The words to read by; the package's own by default.
    limits
        Bounds on what a document may ask for.
    name
        What to call the report; the file's name by default.
    isolate
        Open a PDF in a process of its own with limits on memory and time, so that a document that brings
        down its reader is an error like another.  The process waits for the next.  A text needs none of it.
    ocr
        Recognize the text of a PDF's pages that are pictures: scans, with a few words of their own or none,
        or text whose characters have no names.  Takes seconds a page, and the extra ``ocr``.  What is read so
        has the finding ``text_recognized``.
    progress
        Show a bar while pages are recognized, on a terminal or in a notebook.

    Returns
    -------
    Report
        What could be read, and findings for what could not.

    Raises
    ------
    ParseError
        The source is no text and no PDF (a picture, binary), or a PDF that cannot be opened: encrypted, cut,
        without pages.
    InvalidValueError
        An argument is of the wrong kind.
    LimitExceededError
        It is larger than ``limits.bytes``.
    WorkerError
        With `isolate`: the process that opened the PDF died, or went beyond its memory or time.
    MissingExtraError
        With `ocr`: a page is a picture, and the extra is not installed.
    OSError
        The file cannot be opened.

    Examples
    --------
    >>> import yanbao as yb
    >>> r = yb.read("代码\t名称\t2023E EPS\t2024E EPS\n600570.SH\t恒生电子\t1.40\t1.57\n")
    >>> r.estimates[["ticker", "metric", "fiscal_year", "value"]]
          ticker metric  fiscal_year  value
    0  600570.SH    eps         2023   1.40
    1  600570.SH    eps         2024   1.57
    """
    _check(securities, Securities, "securities")
    _check(lexicon, Lexicon, "lexicon")
    _check(limits, Limits, "limits")
    bounds = _DEFAULT_LIMITS if limits is None else limits
    loaded = _source.load(source, bounds.bytes)
    words = Lexicon.default() if lexicon is None else lexicon
    known = Securities.default() if securities is None else securities
    within = core_limits(bounds)
    if loaded.text is None:
        open_pages = _isolated.pages if isolate else _pdf.pages
        pages, notes = open_pages(loaded.raw, bounds), loaded.notes
        if ocr:
            pages, said = _ocr.read_pictures(pages, loaded.raw, bounds, isolate=isolate, progress=progress)
            notes = [*notes, *said]
        core = _core.read_pages(pages, words._core, known._core, within, notes)
    else:
        core = _core.read(loaded.text, words._core, known._core, within, loaded.notes)
    how = {"securities": securities, "lexicon": lexicon, "limits": limits, "isolate": isolate, "ocr": ocr}
    text = source if isinstance(source, str) and ("\n" in source or "\r" in source) else None
    lossy = text if loaded.notes else None  # its bytes do not tell what was lost
    named = loaded.name if name is None else name
    again = functools.partial(_again, how, named, text is not None, lossy)
    return Report(core, loaded, name, again)


def _again(how: dict[str, Any], name: str | None, is_text: bool, lossy: str | None, raw: bytes) -> Report:
    """Read bytes as they were read before: those of a text are no file whose kind is to be told."""
    source = lossy if lossy is not None else raw.decode() if is_text else raw
    return read(source, name=name, progress=False, **how)


def _check(value: object, kind: type, name: str) -> None:
    if value is not None and not isinstance(value, kind):
        raise InvalidValueError(f"{name} cannot be a {type(value).__name__}: give a yanbao.{kind.__name__}")
