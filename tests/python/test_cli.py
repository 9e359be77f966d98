"""The command line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yanbao as yb
from typer.testing import CliRunner
from yanbao._cli import app
from yanbao._demo import samples

SAMPLE = samples()[0]


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_read_shows_every_table() -> None:
    shown = run("read", SAMPLE)
    for name, size in ((n, len(yb.read(SAMPLE).table(n))) for n in ("estimates", "coverage")):
        assert f"{name}: {size}" in shown


def test_read_one_table_as_csv_or_json(tmp_path: Path) -> None:
    wanted = yb.read(SAMPLE).table("estimates")
    rows = list(csv.DictReader(io.StringIO(run("read", SAMPLE, "--table", "estimates", "--format", "csv"))))
    assert len(rows) == len(wanted)
    assert (
        json.loads(run("read", SAMPLE, "--table", "estimates", "--format", "json"))[0]["metric"]
        == rows[0]["metric"]
    )
    run("read", SAMPLE, "--format", "json", "--output", tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == yb.read(SAMPLE).to_dict()


def test_read_into_a_folder(tmp_path: Path) -> None:
    run("read", SAMPLE, "--format", "parquet", "--output", tmp_path / "out")
    assert pq.read_table(tmp_path / "out" / "estimates.parquet").num_rows == len(
        yb.read(SAMPLE).table("estimates")
    )
    run("read", SAMPLE, "--format", "csv", "--output", tmp_path / "out")
    assert (tmp_path / "out" / "meta.csv").exists()


def test_explain_and_demo_run() -> None:
    assert "header rows" in run("explain", SAMPLE)
    shown = run("demo")
    assert all(path.name in shown for path in samples())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read", "no such file"], "no such file"),
        (["read", str(SAMPLE), "--table", "estimate"], "no table named 'estimate'"),
        (["read", str(SAMPLE), "--format", "csv"], "--output"),
        (["read", str(SAMPLE), "--table", "news", "--format", "parquet"], "binary"),
        (["read", sys.executable], "program"),
    ],
)
def test_an_error_is_one_line(arguments: list[str], message: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yanbao", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("yanbao: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
