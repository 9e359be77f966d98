"""What leaves the package as files."""

from __future__ import annotations

import csv
import io
import json

import pytest
import yanbao as yb
from hypothesis import given
from hypothesis import strategies as st
from yanbao import _export


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u3000@"]
)
def test_a_formula_is_escaped(start: str) -> None:
    assert _export.escaped(f"{start}1") == f"'{start}1"


@given(st.text())
def test_escaping_keeps_the_text(text: str) -> None:
    escaped = _export.escaped(text)
    assert escaped in (text, "'" + text)
    assert not escaped.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_csv_reads_back() -> None:
    report = yb.read('=cmd|"/C calc"!A0\n\n@SUM(1)\n')
    table = report.table("findings")
    rows = list(csv.reader(io.StringIO(table.to_csv(), newline="")))
    assert rows[0] == table.columns
    assert len(rows) == len(table) + 1
    for name in ("meta", "tables", "risks", "news"):
        for row in list(csv.reader(io.StringIO(report.table(name).to_csv(), newline="")))[1:]:
            assert not any(cell.startswith(("=", "@")) for cell in row)


def test_numbers_are_not_escaped(sample: yb.Report) -> None:
    table = sample.table("estimates")
    values = [row["value"] for row in table.to_dicts()]
    written = [row["value"] for row in csv.DictReader(io.StringIO(table.to_csv() or ""))]
    assert [float(v) for v in written] == values
    assert values


def test_json_is_the_whole_report(sample: yb.Report) -> None:
    loaded = json.loads(sample.to_json())
    assert loaded["report_id"] == sample.report_id
    assert loaded["meta"]["kind"] == sample.meta.kind
    assert len(loaded["tables"]["estimates"]) == len(sample.estimates)
    assert loaded["tables"]["estimates"][0]["ticker"] == sample.estimates["ticker"].iloc[0]
    assert "NaN" not in sample.to_json()


def test_the_same_source_gives_the_same_bytes(sample: yb.Report) -> None:
    assert yb.read(sample.text, name=sample.name).to_json() == sample.to_json()
