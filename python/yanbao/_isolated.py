"""A PDF opened in a process of its own: what brings that down is one document."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from yanbao import _core, errors
from yanbao._limits import Limits

_WAIT = 600  # seconds; the worker's own limit on CPU time ends it before
_HEADER = 8  # bytes that say how long the next part is


def part(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return len(data).to_bytes(_HEADER, "little") + data


def parts(data: bytes) -> list[bytes]:
    """What `part` made, one behind the other."""
    out, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + _HEADER], "little")
        out.append(data[at + _HEADER : at + _HEADER + size])
        at += _HEADER + size
    return out


def pages(pdf: bytes, limits: Limits) -> _core.Pages:
    """As `_pdf.pages`, in a process that runs `yanbao._worker`."""
    order = json.dumps(asdict(limits)).encode()
    # not -m, which would put the working directory, and whatever lies there, before the library
    start = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from yanbao._worker import main; main()"
    command = [sys.executable, "-I", "-c", start, json.dumps([p for p in sys.path if p])]
    try:
        done = subprocess.run(command, input=part(order) + part(pdf), capture_output=True, timeout=_WAIT)
    except subprocess.TimeoutExpired:
        raise errors.WorkerError(f"the PDF was not read within {_WAIT} seconds") from None
    answer = parts(done.stdout)
    if done.returncode == 0 and len(answer) == 2 and answer[0] == b"pages":
        return _core.Pages.unpack(answer[1])
    if done.returncode == 0 and len(answer) == 2:
        kind = getattr(errors, answer[0].decode(), errors.ParseError)
        raise kind(answer[1].decode())
    raise errors.WorkerError(f"the process that read the PDF ended {_how(done)}")


def _how(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        return f"by signal {-done.returncode}: it crashed, or went beyond its memory or time"
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"with status {done.returncode}" + (f": {said[-1]}" if said else "")
