"""Reading many files on all cores, each once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _source
from yanbao._limits import Limits
from yanbao._read import read
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    from yanbao._corpus_state import State
    from yanbao._report import Report

_SUFFIXES = {".pdf", ".txt", ".md", ".markdown", ".html", ".htm"}


def fill(state: State, sources: Any, workers: int | None, progress: bool) -> None:
    """Read what a corpus does not hold yet, in the order in which it is given."""
    listed = _listed(sources)
    left = state.left_twins
    taken = {record.name for record in state.store.records} | {twin.name for twin in left.values()}
    names = _names(listed, taken | state.failed.keys())
    threads = min(check_workers(workers) or os.cpu_count() or 1, max(len(listed), 1))
    how = {key: state.how.get(key) for key in ("securities", "lexicon", "limits")}
    how["ocr"] = state.how.get("ocr", False)
    held = _Held(set(state.store.places) | left.keys())
    results: list[Report | str | _Same] = [""] * len(listed)
    with ThreadPoolExecutor(threads) as pool:
        jobs: dict[Future[Report | str | _Same], int] = {
            pool.submit(_one, source, name, held, how): i
            for i, (source, name) in enumerate(zip(listed, names, strict=True))
        }
        try:
            for done in _shown(jobs, progress):
                results[jobs[done]] = done.result()
        except BaseException:  # an interrupt: what has not begun never does
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for name, result in zip(names, results, strict=True):
        if isinstance(result, str):
            state.failed[name] = result
        elif result.report_id in left:
            state.duplicates[name] = left[result.report_id].name
        elif isinstance(result, _Same) or result.report_id in state.store.places:
            place = state.store.places[result.report_id]
            state.duplicates[name] = state.store.records[place].name
        else:
            state.store.add_report(result, name, state.index.of(name, result.report_id))


class _Same(NamedTuple):
    """A file whose bytes the corpus holds already."""

    report_id: str


class _Held(NamedTuple):
    """Ids of what need not be read."""

    ids: set[str]

    def of(self, source: Any, most_bytes: int) -> str | None:
        """The id of a source that is held; None of what is new or cannot be opened, which reading says."""
        if not self.ids:
            return None
        try:
            raw = _source.load(source, most_bytes).raw
        except (YanbaoError, OSError, MemoryError):
            return None
        report_id = hashlib.sha256(raw).hexdigest()
        return report_id if report_id in self.ids else None


def _listed(sources: Any) -> list[Any]:
    if isinstance(sources, str) and not sources.strip():
        raise InvalidValueError("a folder cannot be an empty text: say '.' for the one that you are in")
    if isinstance(sources, (str, os.PathLike)):
        folder = Path(sources)
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is no folder: give a folder, or a list of reports")
        return sorted(p for p in folder.rglob("*") if _is_report(p, folder))
    if isinstance(sources, (bytes, bytearray)) or not isinstance(sources, Iterable):
        raise InvalidValueError(f"reports cannot be a {type(sources).__name__}: give a folder or a list")
    return list(sources)


def _is_report(path: Path, folder: Path) -> bool:
    """By its suffix; what the system hides is none, nor the lock of an office program beside a file."""
    within = path.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in within) or path.name.startswith("~$")
    return not hidden and path.suffix.lower() in _SUFFIXES and path.is_file()


def _names(sources: list[Any], taken: set[str]) -> list[str]:
    """File names; a path from the second time that a name comes, a number where there is no file."""
    names: list[str] = []
    seen = set(taken)
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


def _one(source: Any, name: str, held: _Held, how: dict[str, Any]) -> Report | str | _Same:
    same = held.of(source, (how["limits"] or Limits()).bytes)
    if same is not None:
        return _Same(same)
    try:
        report = read(source, name=name, isolate=True, progress=False, **how)
    except (YanbaoError, OSError, MemoryError) as error:
        return str(error) or type(error).__name__
    report._release_bytes(source)
    return report


def _shown(
    jobs: dict[Future[Report | str | _Same], int], progress: bool
) -> Iterable[Future[Report | str | _Same]]:
    done = as_completed(jobs)
    if not progress:
        return done
    from rich.progress import track

    from yanbao._progress import progress_console

    console = progress_console()
    if console is None:
        return done
    return track(done, "Reading reports", total=len(jobs), console=console)


def check_workers(workers: int | None) -> int | None:
    """A count of threads, or None for all cores."""
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        raise InvalidValueError(
            f"workers cannot be {workers!r}: it is a count from 1 on, or None for all cores"
        )
    return workers
