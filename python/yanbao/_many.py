from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao import _ocr
from yanbao._corpus import Corpus, check_workers
from yanbao._read import read
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    from yanbao._lexicon import Lexicon
    from yanbao._limits import Limits
    from yanbao._report import Report
    from yanbao._securities import Securities

_SUFFIXES = {".pdf", ".txt", ".md", ".markdown", ".html", ".htm"}


def read_many(
    sources: str | os.PathLike[str] | Iterable[str | bytes | os.PathLike[str]],
    *,
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
        paths, those of its folders as well; or paths, bytes and texts in any mixture.
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
    listed = _listed(sources)
    names = _names(listed)
    threads = min(check_workers(workers) or os.cpu_count() or 1, max(len(listed), 1))
    how = {"securities": securities, "lexicon": lexicon, "limits": limits, "ocr": ocr}
    results: list[Report | str] = [""] * len(listed)
    with ThreadPoolExecutor(threads) as pool:
        jobs: dict[Future[Report | str], int] = {
            pool.submit(_one, source, name, how): i
            for i, (source, name) in enumerate(zip(listed, names, strict=True))
        }
        try:
            for done in _shown(jobs, progress):
                results[jobs[done]] = done.result()
        except BaseException:  # an interrupt: what has not begun never does
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    failed = {n: r for n, r in zip(names, results, strict=True) if isinstance(r, str)}
    return Corpus([r for r in results if not isinstance(r, str)], failed)


def _listed(sources: Any) -> list[Any]:
    if isinstance(sources, (str, os.PathLike)):
        folder = Path(sources)
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is no folder: give a folder, or a list of reports")
        return sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
    if isinstance(sources, (bytes, bytearray)) or not isinstance(sources, Iterable):
        raise InvalidValueError(f"reports cannot be a {type(sources).__name__}: give a folder or a list")
    return list(sources)


def _names(sources: list[Any]) -> list[str]:
    """File names; a path from the second time that a name comes, a number where there is no file."""
    names: list[str] = []
    seen: set[str] = set()
    for number, source in enumerate(sources):
        path = isinstance(source, os.PathLike) or (
            isinstance(source, str) and not ("\n" in source or "\r" in source)
        )
        name = Path(source).name if path else str(number)
        if name in seen:
            name = str(Path(source)) if path and str(Path(source)) not in seen else f"{name} ({number})"
        seen.add(name)
        names.append(name)
    return names


def _one(source: Any, name: str, how: dict[str, Any]) -> Report | str:
    try:
        report = read(source, name=name, isolate=True, progress=False, **how)
    except (YanbaoError, OSError, MemoryError) as error:
        return str(error) or type(error).__name__
    report._release_bytes(source)
    return report


def _shown(jobs: dict[Future[Report | str], int], progress: bool) -> Iterable[Future[Report | str]]:
    done = as_completed(jobs)
    if not progress:
        return done
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not (console.is_terminal or console.is_jupyter):
        return done
    return track(done, "Reading reports", total=len(jobs), console=console)
