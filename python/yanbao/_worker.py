"""``python -m yanbao._worker``: reads or draws the PDFs of its input; writes what it made, or why not."""

from __future__ import annotations

import contextlib
import json
import sys

from yanbao import _parts, _pdf, errors
from yanbao._limits import Limits

_MEMORY = 4 << 30  # bytes of address space
_SECONDS = 300  # of CPU time for a document


def main() -> None:
    """One order and its PDF after the other, until the input ends; pages, a picture or an error for each."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    _bound_memory()
    with contextlib.suppress(KeyboardInterrupt):  # the one who asks is interrupted too, and says so
        while (order := _parts.read(asked)) is not None and (pdf := _parts.read(asked)) is not None:
            _bound_time()
            _parts.write(answers, *_answer(order, pdf))


def _answer(order: bytes, pdf: bytes) -> tuple[bytes, bytes]:
    asked = json.loads(order)
    try:
        if "limits" in asked:
            return b"pages", _pdf.pages(pdf, Limits(**asked["limits"])).pack()
        width, height, rgb = _pdf.pixels(pdf, asked["page"], tuple(asked["box"]), asked["scale"])
        return b"%d %d" % (width, height), rgb
    except errors.YanbaoError as error:
        return type(error).__name__.encode(), str(error).encode()
    except MemoryError:
        return b"WorkerError", b"the PDF asks for more memory than there is"


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the process alone is the bound
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_within(_MEMORY, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time() -> None:
    """So many seconds from now on: what earlier documents took does not count."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime) + _SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (_within(most, hard), hard))


def _within(bound: int, hard: int) -> int:
    # RLIM_INFINITY is -1 on some systems, and above every bound on others
    return bound if hard < 0 else min(bound, hard)


if __name__ == "__main__":
    main()
