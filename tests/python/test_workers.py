"""A PDF in a process of its own: the same tables, and nothing that it brings down but itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yanbao as yb
from pdf_note import NOTE
from yanbao import _isolated


@pytest.mark.bounded
def test_isolated_is_the_same() -> None:
    assert yb.read(NOTE, isolate=True).to_json() == yb.read(NOTE).to_json() == yb.read(NOTE).to_json()


def test_the_worker_is_light() -> None:
    code = (
        "import sys, yanbao._worker; print([m for m in ('pandas', 'pyarrow', 'numpy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


@pytest.mark.bounded
def test_a_worker_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nkill -SEGV $$\n")
    dying.chmod(0o755)
    _isolated._close_all()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", str(dying))
        with pytest.raises(yb.errors.WorkerError, match="crashed"):
            yb.read(NOTE, isolate=True)
    assert len(yb.read(NOTE, isolate=True).estimates) > 0


def the_idle_worker() -> _isolated._Worker:
    (worker,) = _isolated._idle
    return worker


@pytest.mark.bounded
def test_a_worker_reads_one_document_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting one takes longer than reading; after a hundred documents another takes its place."""
    _isolated._close_all()
    yb.read(NOTE, isolate=True)
    first = the_idle_worker()
    with pytest.raises(yb.errors.ParseError):
        yb.read(b"%PDF-1.7\ncut", isolate=True)
    assert the_idle_worker() is first
    monkeypatch.setattr(_isolated, "_DOCUMENTS", 3)
    yb.read(NOTE, isolate=True)
    assert not _isolated._idle
    assert first._process.returncode == 0


@pytest.mark.bounded
def test_a_worker_that_an_earlier_document_harmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What dies with a used worker is asked of a new one; what is not answered in time is an error."""
    _isolated._close_all()
    yb.read(NOTE, isolate=True)
    the_idle_worker()._process.kill()
    assert len(yb.read(NOTE, isolate=True).estimates) > 0
    _isolated._close_all()
    monkeypatch.setattr(_isolated, "_WAIT", 0)
    with pytest.raises(yb.errors.WorkerError, match="within 0 seconds"):
        yb.read(NOTE, isolate=True)
    assert not _isolated._idle


@pytest.mark.bounded
# Python 3.12 and newer warn of what this test is about, where a library has started threads before it
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_workers_of_its_own() -> None:
    """It shares no pipe with its parent, whose worker goes on."""
    _isolated._close_all()
    yb.read(NOTE, isolate=True)
    worker = the_idle_worker()
    child = os.fork()
    if child == 0:
        os._exit(len(_isolated._idle))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(yb.read(NOTE, isolate=True).estimates) > 0
    assert the_idle_worker() is worker
