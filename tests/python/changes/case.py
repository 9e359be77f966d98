"""A report and the rows it should yield, held together so that both can be changed alike."""

from __future__ import annotations

import csv
import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[3]
SHARED = REPOSITORY.parent / "shared"
# folders of <report>.txt with gold/<report>/<table>.csv; the outside ones keep the two apart
FOLDERS = (
    (REPOSITORY / "python/yanbao/data/samples", REPOSITORY / "python/yanbao/data/samples/gold"),
    (REPOSITORY / "tests/data/reports", REPOSITORY / "tests/data/reports/gold"),
    (SHARED / "reports", SHARED / "gold"),
)
MINUS = "-−–－﹣"


@dataclass(eq=False)
class Line:
    """A printed line; gold rows point at it, so that it may move."""

    text: str

    @property
    def cells(self) -> list[str]:
        if "\t" in self.text:
            return self.text.split("\t")
        if self.text.startswith("|"):
            return [c.strip() for c in self.text.strip().strip("|").split("|")]
        return []

    @cells.setter
    def cells(self, cells: list[str]) -> None:
        self.text = "| " + " | ".join(cells) + " |" if self.text.startswith("|") else "\t".join(cells)

    @property
    def prose(self) -> bool:
        """Running text or a list item: no table, no heading, no line of a list of contents."""
        return bool(self.text.strip()) and not self.cells and not re.match(r"\s*#|.*\.{4,}", self.text)


class Row(dict[str, str]):
    """A gold row, and the line that prints it where the gold says so."""

    line: Line | None = None


@dataclass(eq=False)
class Case:
    name: str
    lines: list[Line]
    columns: dict[str, list[str]]
    gold: dict[str, list[Row]]
    meta: dict[str, Any]
    tables: list[Any] = field(default_factory=list)
    newline: str = "\n"

    @property
    def text(self) -> str:
        return self.newline.join(line.text for line in self.lines) + self.newline

    def rows(self, *tables: str) -> Iterator[Row]:
        for table in tables:
            yield from self.gold.get(table, [])

    def prose(self) -> list[Line]:
        return [line for line in self.lines if line.prose]

    def drop(self, table: str, unwanted: list[Row]) -> None:
        gone = {id(row) for row in unwanted}
        self.gold[table] = [row for row in self.gold[table] if id(row) not in gone]

    def replace(self, line: Line, new: list[Line]) -> None:
        at = next(i for i, x in enumerate(self.lines) if x is line)
        self.lines[at : at + 1] = new


@functools.lru_cache(100_000)
def fold(s: str) -> str:
    """One spelling for comparison: NFKC, no white space, one minus, no bold marks."""
    s = re.sub(r"\s+|\*\*|</?b>", "", unicodedata.normalize("NFKC", s))
    return re.sub(f"[{MINUS}—]", "-", s)


def number(s: str) -> Decimal | None:
    """The number that a cell prints, however a scanner left it; None where it prints none."""
    s = fold(s).replace(",", "").rstrip("%")
    try:
        return Decimal(s) if re.fullmatch(r"[-+]?\d+(\.\d+)?", s) else None
    except InvalidOperation:
        return None


def plain(value: Decimal) -> str:
    return f"{value.normalize() + 0:f}"


def load(text: Path, gold: Path) -> Case:
    lines = [Line(s) for s in text.read_text(encoding="utf-8").removesuffix("\n").split("\n")]
    case = Case(text.stem, lines, {}, {}, json.loads((gold / "report.json").read_text(encoding="utf-8")))
    for path in sorted(gold.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            case.columns[path.stem] = [c for c in reader.fieldnames or [] if c != "line"]
            case.gold[path.stem] = []
            for record in reader:
                row = Row(record)
                if row.get("line"):
                    row.line = lines[int(row["line"]) - 1]
                row.pop("line", None)
                case.gold[path.stem].append(row)
    return case


def paths() -> dict[str, tuple[Path, Path]]:
    """Every report with gold rows that is on this machine, by name."""
    found = {}
    for texts, golds in FOLDERS:
        for gold in sorted(golds.iterdir()) if golds.is_dir() else ():
            if (texts / f"{gold.name}.txt").is_file():
                found[gold.name] = (texts / f"{gold.name}.txt", gold)
    return found


def outside() -> bool:
    """Whether the outside reports are on this machine."""
    return (SHARED / "gold").is_dir()
