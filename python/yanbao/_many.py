from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao import _ocr
from yanbao._corpus import Corpus
from yanbao._corpus_state import State
from yanbao._fill import fill
from yanbao._index import Index

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    import pandas as pd

    from yanbao._lexicon import Lexicon
    from yanbao._limits import Limits
    from yanbao._securities import Securities


def read_many(
    sources: str | os.PathLike[str] | Iterable[str | bytes | os.PathLike[str]],
    *,
    index: pd.DataFrame | None = None,
    securities: Securities | None = None,
    lexicon: Lexicon | None = None,
    limits: Limits | None = None,
    workers: int | None = None,
    ocr: bool = False,
    progress: bool = True,
) -> Corpus:
    r"""Read a folder or a list of reports on all cores.

    A PDF is opened in a process of its own with limits on memory and time, a text in a thread; neither stops
    the others.  What cannot be read is a row of `Corpus.findings` with its file name.  The result does not
    depend on the number of workers.

    Parameters
    ----------
    sources
        A folder, whose ``.pdf``, ``.txt``, ``.md`` and ``.html`` files are read in order of their
        paths, those of its folders as well, hidden ones (``.x``) and locks of office programs (``~$x``)
        left out; or paths, bytes and texts in any mixture.
    index
        What your own list of the files knows better than their covers: one row a file, with ``report`` (the
        name of the file) or ``report_id``, and of ``broker``, ``ticker``, ``published`` and ``first_seen``
        what there is.  ``first_seen`` is when you could first read it: a day, or a time local to the
        exchange; it decides ``known_at``.  Where list and cover differ, the list counts, and a finding says
        so; a ``ticker`` is that of the rows of the cover's company as well.
    securities, lexicon, limits
        As in `read`.
    workers
        How many reports at once; as many as there are cores by default.
    ocr
        As in `read`; one page is recognized at a time.
    progress
        Show a bar on a terminal or in a notebook.

    Returns
    -------
    Corpus
        The reports that could be read, in order, and findings for the rest.

    Raises
    ------
    OSError
        The folder is not there.
    InvalidValueError
        `index` lacks the names of the files, or has a column that it does not know.
    MissingExtraError
        With `ocr`: the extra is not installed.

    Examples
    --------
    >>> import yanbao as yb
    >>> yb.read_many(["代码\t名称\t2023E EPS\n600570.SH\t恒生电子\t1.40\n"], progress=False)
    <yanbao.Corpus: 1 reports>
    """
    if ocr:
        _ocr.check_installed()
    state = State(Index(index))
    state.how = {"securities": securities, "lexicon": lexicon, "limits": limits, "ocr": ocr}
    fill(state, sources, workers, progress)
    return Corpus(state)
