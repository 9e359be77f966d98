"""Features for qlib, read back by the real one.

Its dependencies are many and heavy, so that it may live in an environment of its own: YANBAO_QLIB_PYTHON
names the Python that has it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from yanbao._handoff import to_qlib, write_qlib

DAYS = pd.bdate_range("2024-01-02", periods=8)
NAMES = ["pe", "eps_growth"]


@pytest.fixture(scope="module")
def interpreter() -> str:
    named = os.environ.get("YANBAO_QLIB_PYTHON")
    if named:
        return named
    if importlib.util.find_spec("qlib") is None:
        pytest.skip("qlib is not installed, and YANBAO_QLIB_PYTHON names no Python that has it")
    return sys.executable


def frames() -> dict[str, pd.DataFrame]:
    """Eighths, which 32 bits hold exactly; cells, days and a whole stock are missing."""
    made = np.random.default_rng(1).integers(1, 400, (2, len(DAYS), 3)) / 8
    made[0, 2, 0] = made[0, :2, 1] = made[1, 5, 1] = made[:, 4, 2] = np.nan
    tickers = ["600570.SH", "000858.SZ", "0700.HK"]
    first, second = (pd.DataFrame(part, index=DAYS, columns=tickers) for part in made)
    return {"pe": first, "eps_growth": second.iloc[2:, [1, 0]]}


def test_qlib_reads_what_was_written(interpreter: str, tmp_path: Path) -> None:
    write_qlib(frames(), tmp_path / "data")
    features = to_qlib(frames())
    features.to_csv(tmp_path / "features.csv")
    script = Path(__file__).with_name("qlib_reads.py")
    command = [interpreter, str(script), str(tmp_path / "data"), str(tmp_path / "features.csv"), *NAMES]
    plain = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "LD_PRELOAD")}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=plain, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    read = json.loads(done.stdout.splitlines()[-1])
    held = {(row[0], row[1]): row[2:] for row in read["handler"]}
    stored = {(row[0], row[1]): row[2:] for row in read["folder"] if any(v is not None for v in row[2:])}
    assert held == stored
    assert {code for code, _ in held} == {"SH600570", "SZ000858", "HK00700"}
    for ticker, code in (("600570.SH", "SH600570"), ("000858.SZ", "SZ000858"), ("0700.HK", "HK00700")):
        for day in DAYS:
            expected = []
            for frame in frames().values():
                there = ticker in frame.columns and day in frame.index
                cell = frame.loc[day, ticker] if there else np.nan
                expected.append(None if np.isnan(cell) else float(cell))
            row = held.get((code, f"{day:%Y-%m-%d}"), [None, None])
            assert row == expected, (ticker, day)
