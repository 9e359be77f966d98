"""A PDF opened in a process of its own: what brings that down is one document."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from typing import IO, Any, cast

from yanbao import _core, _parts, errors
from yanbao._limits import Limits
from yanbao._pdf import Box

_WAIT = 600  # seconds; the worker's own limit on CPU time ends it before
_DOCUMENTS = 100  # that a worker reads before another takes its place: what a library leaks does not grow
# not -m, which would put the working directory, and whatever lies there, before the library
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from yanbao._worker import main; main()"


def pages(pdf: bytes, limits: Limits) -> _core.Pages:
    """As `_pdf.pages`, in a process that runs `yanbao._worker`."""
    _, packed = _asked(pdf, {"limits": asdict(limits)})
    return _core.Pages.unpack(packed)


def pixels(pdf: bytes, page: int, box: Box, scale: float) -> tuple[int, int, bytes]:
    """As `_pdf.pixels`, in such a process."""
    size, rgb = _asked(pdf, {"page": page, "box": box, "scale": scale})
    width, height = map(int, size.split())
    if len(rgb) != 3 * width * height:
        raise errors.WorkerError(f"the process that drew page {page} gave no picture")
    return width, height, rgb


def _asked(pdf: bytes, order: dict[str, Any]) -> tuple[bytes, bytes]:
    worker = _take()
    while True:
        used = worker.documents > 0
        try:
            kind, answer = worker.ask(json.dumps(order).encode(), pdf)
        except errors.WorkerError:
            if not used:
                raise
            worker = _Worker()  # an earlier document may have harmed it: this one is asked of a new one
        else:
            break
    _give_back(worker)
    error = getattr(errors, kind.decode("ascii", "replace"), None)
    if isinstance(error, type) and issubclass(error, errors.YanbaoError):
        raise error(answer.decode("utf-8", "replace"))
    return kind, answer


class _Worker:
    """A process that opens one PDF after the other."""

    def __init__(self) -> None:
        self.documents = 0
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the process
        command = [sys.executable, "-I", "-c", _START, json.dumps([p for p in sys.path if p])]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
        )
        # they are pipes: never none
        self._asked = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)

    def ask(self, order: bytes, pdf: bytes) -> tuple[bytes, bytes]:
        """The kind of its answer, and the answer; a worker that has none is ended."""
        self.documents += 1
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        clock = threading.Timer(_WAIT, stop)
        clock.daemon = True
        clock.start()
        try:
            _parts.write(self._asked, order, pdf)
            kind, answer = _parts.read(self._answers), _parts.read(self._answers)
        except OSError:  # it no longer listens
            kind = answer = None
        except BaseException:  # an interrupt: what it would answer belongs to no one
            self._process.kill()
            self.close()
            raise
        finally:
            clock.cancel()
        if kind is not None and answer is not None:
            return kind, answer
        how = self._end()
        if late.is_set():
            raise errors.WorkerError(f"the PDF was not read within {_WAIT} seconds")
        raise errors.WorkerError(f"the process that read the PDF ended {how}")

    def close(self) -> None:
        """Its input ends, and so does it."""
        with contextlib.suppress(OSError):  # what it did not take in is lost with it
            self._asked.close()
        self._answers.close()
        self._process.wait()
        self._said.close()

    def _end(self) -> str:
        """How it ended, from its status and what it said last."""
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it lives, and says what is no answer
            self._process.kill()
            status = self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip().splitlines()
        self.close()
        if status < 0:
            return f"by signal {-status}: it crashed, or went beyond its memory or time"
        return f"with status {status}" + (f": {said[-1]}" if said else "")


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take() -> _Worker:
    with _lock:
        if _idle:
            return _idle.pop()
    return _Worker()


def _give_back(worker: _Worker) -> None:
    with _lock:
        if worker.documents < _DOCUMENTS and len(_idle) < (os.cpu_count() or 1):
            _idle.append(worker)
            return
    worker.close()


@atexit.register
def _close_all() -> None:
    with _lock:
        workers = _idle[:]
        _idle.clear()
    for worker in workers:
        worker.close()


def _forget() -> None:
    """In a process that was forked: the workers, and who holds the lock, are its parent's."""
    global _lock
    _lock = threading.Lock()
    _idle.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
