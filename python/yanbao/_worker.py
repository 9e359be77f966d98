"""``python -m yanbao._worker``: reads the glyphs of one PDF from its input, and writes them or why not."""

from __future__ import annotations

import json
import sys

from yanbao import _isolated, _pdf, errors
from yanbao._limits import Limits

_MEMORY = 4 << 30  # bytes of address space
_SECONDS = 300  # of CPU time


def main() -> None:
    """One document: limits and PDF in, pages or an error out."""
    _bound()
    order, pdf = _isolated.parts(sys.stdin.buffer.read())
    try:
        answer = _isolated.part(b"pages") + _isolated.part(
            _pdf.pages(pdf, Limits(**json.loads(order))).pack()
        )
    except errors.YanbaoError as error:
        answer = _isolated.part(type(error).__name__.encode()) + _isolated.part(str(error).encode())
    except MemoryError:
        answer = _isolated.part(b"WorkerError") + _isolated.part(
            b"the PDF asks for more memory than there is"
        )
    sys.stdout.buffer.write(answer)


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the process alone is the bound
        return
    for which, bound in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        _, hard = resource.getrlimit(which)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(which, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
