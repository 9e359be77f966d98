"""Lists figures of the outside notes that are read wrong and carry no finding.

    python tests/silent_errors.py            # the list, and how many of all figures that is

A figure is wrong where a third party read another one off the same note; some of theirs are wrong too, and
are listed until somebody looks.  It is silent where no finding names its line, its table, or its metric and
company.  Fails where more are silent than `MOST_SILENT`, which only falls.  The notes and figures are not
part of the repository.
"""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import yanbao as yb

SHARED = Path(__file__).resolve().parents[2] / "shared"
MOST_SILENT = 15  # theirs by what the notes print: a unit of 百万元 read as 亿, a PE of another day
TABLE = re.compile(r"^table (\d+) ")
IN_UNITS = {"revenue": 1e8, "net_profit": 1e8}  # the third party keeps them in 亿元


def score_script() -> ModuleType:
    """The outside script, for what it takes for equal and for the note's own figures."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def has_finding(row: dict[str, Any], findings: list[dict[str, Any]]) -> bool:
    """Whether a finding names the row's line, its table, or its metric and company."""
    for finding in findings:
        what = finding["what"] or ""
        table = TABLE.match(what)
        if finding["src_line"] == row["src_line"] or (table is not None and int(table[1]) == row["table_id"]):
            return True
        if finding["subject"] == row["ticker"] and re.search(rf"\b{row['metric']}\b", what):
            return True
    return False


def main() -> int:
    """Reads every note and prints what is wrong in silence."""
    if not SHARED.is_dir():
        print("the outside notes are not on this machine (no ../shared): nothing to list")
        return 0
    score = score_script()
    gold: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in csv.DictReader((SHARED / "gold" / "notes.csv").open(encoding="utf-8")):
        gold[line["doc"]].append(line)
    given = wrong = silent = 0
    for name, lines in gold.items():
        report = yb.read(SHARED / "reports" / "real" / name)
        findings = report.findings.to_dict("records")
        rows = score.own(report.estimates, lines[0]["code"]).to_dict("records")
        want = {(x["metric"], int(x["fiscal_year"])): float(x["value"]) for x in lines}
        for row in rows:
            if row["fiscal_year"] != row["fiscal_year"] or row["value"] != row["value"]:
                continue  # no year, or no value
            key = (row["metric"], int(row["fiscal_year"]))
            if key not in want:
                continue
            given += 1
            value = want[key] * IN_UNITS.get(row["metric"], 1.0)
            if score.near((row["value"], row["half_unit"]), value):
                continue
            wrong += 1
            if not has_finding(row, findings):
                silent += 1
                year = f"{row['metric']} {key[1]}"
                print(f"{name}:{row['src_line']}: {year} read {row['value']:g}, theirs {value:g}")
    print(f"{given} figures, {wrong} differ, {silent} of them without a finding")
    return int(silent > MOST_SILENT)


if __name__ == "__main__":
    sys.exit(main())
