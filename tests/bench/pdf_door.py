"""How fast PDFs are read, beside PDFium's own extraction of their text and beside pdfplumber.

Each works from the same bytes, and reads every page; one core, warm.  The fastest of several rounds
counts, but of pdfplumber, which takes seconds over a document, there is one.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

SAMPLE_STEP = 6  # pdfplumber reads one document of so many: it takes seconds over each


def seconds(call: Callable[[], object], rounds: int) -> float:
    """CPU time of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def pdfium_text(pdf: bytes) -> int:
    """Characters that pypdfium2 extracts."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    found = 0
    for page in document:
        text = page.get_textpage()
        found += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def pdfplumber_text(pdf: bytes) -> int:
    """Characters and tables that pdfplumber extracts."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return sum(len(page.extract_text()) + len(page.extract_tables()) for page in document.pages)


def ratios(folder: Path, rounds: int) -> dict[str, float]:
    """Of `yb.read` over all PDFs of a folder: nothing where it holds none."""
    import yanbao as yb

    documents = [path.read_bytes() for path in sorted(folder.glob("*.pdf"))]
    if not documents:
        return {}
    yb.read(documents[0])  # words and securities are loaded once
    ours = [seconds(lambda pdf=pdf: yb.read(pdf), rounds) for pdf in documents]
    theirs = [seconds(lambda pdf=pdf: pdfium_text(pdf), rounds) for pdf in documents]
    few = documents[::SAMPLE_STEP]
    pdfplumber_text(documents[0])  # its modules are loaded once, too
    plumber = sum(seconds(lambda pdf=pdf: pdfplumber_text(pdf), 1) for pdf in few)
    return {
        "pdf_vs_pdfium": sum(ours) / sum(theirs),
        "pdf_vs_pdfplumber": plumber / sum(ours[::SAMPLE_STEP]),
    }
