"""The tables of a case: which cell prints which field of which gold row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .case import Case, Line, Row, fold, number, plain

SCALES = [Decimal(s) for s in ("1", "0.01", "10000", "1000000", "100000000")]
# a column's key: the gold table, the field, and what tells an estimate's column from the next
Key = tuple[str, str, tuple[str, ...]]
TOLD_BY = ("metric", "fiscal_year", "basis")


@dataclass(eq=False)
class Table:
    case: Case
    header: list[Line]
    body: list[Line]
    keys: list[Key | None]  # by column; by_year: the year's
    scales: list[Decimal]
    by_year: bool = False

    @property
    def width(self) -> int:
        return len(self.keys)

    @property
    def aligned(self) -> bool:
        """Whether every header line has a cell over every column, so that columns can be moved."""
        return all(len(line.cells) == self.width for line in self.header + self.body)

    def rows(self, line: Line) -> list[tuple[str, Row]]:
        return [(t, row) for t in PRINTED for row in self.case.gold.get(t, []) if row.line is line]

    def printed(self, line: Line, column: int) -> tuple[Row, str, Decimal] | None:
        """The gold row and field that this cell prints, and the unit between them."""
        key = self.keys[column]
        if key is None:
            return None
        table, name, told = key
        for t, row in self.rows(line):
            if t == table and tuple(row.get(c, "") for c in TOLD_BY if c in self.told_by(t)) == told:
                if not self.by_year:
                    return row, name, self.scales[column]
                value = number(line.cells[column])
                scale = ratio(value, Decimal(row[name])) if value is not None else None
                return None if scale is None else (row, name, scale)
        return None

    def told_by(self, table: str) -> tuple[str, ...]:
        if table != "estimates":
            return ()
        return ("fiscal_year", "basis") if self.by_year else TOLD_BY

    def years(self) -> set[str]:
        return {k[2][-2] for k in self.keys if k and k[0] == "estimates" and k[2][-2]}


PRINTED = ("coverage", "estimates", "quotes", "web_traffic")


def ratio(value: Decimal, gold: Decimal) -> Decimal | None:
    if value == 0:
        return Decimal(1) if gold == 0 else None
    return next((s for s in SCALES if value * s == gold), None)


def candidates(table: Table, line: Line) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for t, row in table.rows(line):
        if t == "estimates":
            found[(t, "value", tuple(row.get(c, "") for c in table.told_by(t)))] = row["value"]
        else:
            found.update(
                {(t, c, ()): row[c] for c in table.case.columns[t] if row.get(c) and c != "currency"}
            )
    return found


def fits(cell: str, gold: str) -> list[Decimal]:
    """The units in which the cell prints this gold value; any for a text."""
    value = number(cell)
    if re.fullmatch(r"-?\d+(\.\d+)?", gold) and value is not None:
        return [s for s in SCALES if value * s == Decimal(gold)]
    return SCALES if fold(cell) == fold(gold) else []


def learn(table: Table) -> None:
    """Fill keys and scales: a column's key is the one that its cells agree on; damaged texts may differ."""
    cells = {id(line): line.cells for line in table.body}
    for column in range(table.width):
        votes: dict[tuple[Key, Decimal], int] = {}
        blamed: dict[Key, int] = {}
        for line in table.body:
            cell = cells[id(line)][column] if column < len(cells[id(line)]) else ""
            for key, gold in candidates(table, line).items():
                scales = fits(cell, gold)
                if not scales:
                    blamed[key] = blamed.get(key, 0) + 1
                for scale in scales:
                    votes[key, scale] = votes.get((key, scale), 0) + 1
        best = max(votes, key=lambda k: (votes[k] - blamed.get(k[0], 0), -SCALES.index(k[1])), default=None)
        if best and (votes[best] > blamed.get(best[0], 0) or table.by_year):
            table.keys[column], table.scales[column] = best


def find(case: Case) -> None:
    groups: dict[tuple[str, str], list[Line]] = {}
    for t in PRINTED:
        for row in case.gold.get(t, []):
            if row.line is not None and row.line.cells:
                group = groups.setdefault(("c" if t in PRINTED[:2] else t, row.get("table", "")), [])
                if not any(row.line is x for x in group):
                    group.append(row.line)
    index = {id(line): i for i, line in enumerate(case.lines)}
    for lines in groups.values():
        body = sorted(lines, key=lambda x: index[id(x)])
        top = index[id(body[0])]
        start = top
        while start and case.lines[start - 1].cells:
            start -= 1
        width = max(len(x.cells) for x in body)
        table = Table(case, case.lines[start:top], body, [None] * width, [Decimal(1)] * width)
        estimates = [row for line in body for t, row in table.rows(line) if t == "estimates"]
        metrics = {row["metric"] for row in estimates}
        table.by_year = len(body) > 2 and len({r["ticker"] for r in estimates}) == 1 and len(metrics) > 1
        learn(table)
        case.tables.append(table)


def set_number(table: Table, line: Line, column: int, value: Decimal) -> bool:
    """Print another number in a cell, in the manner of the old one, and tell the gold."""
    found = table.printed(line, column)
    old = number(line.cells[column])
    if found is None or old is None:
        return False
    row, name, scale = found
    cells = line.cells
    cells[column] = reprint(cells[column], value)
    line.cells = cells
    row[name] = plain((number(cells[column]) or Decimal(0)) * scale)
    return True


def decimals(cell: str) -> int:
    return len(fold(cell).rstrip("%").partition(".")[2])


def reprint(cell: str, value: Decimal) -> str:
    """The cell with another number, in its manner: decimals, thousands marks, split digits, minus, bold."""
    match = re.search(r"[-−–－]?\s*\d[\d,，\s]*(?:[.．]\s*\d+)?", cell)
    if match is None:
        return cell
    old = match[0].rstrip()
    digits = (
        f"{abs(value):,.{decimals(cell)}f}" if re.search("[,，]", old) else f"{abs(value):.{decimals(cell)}f}"
    )
    for mark in ".,":
        if re.search(rf"[{mark}]\s", old):
            digits = digits.replace(mark, f"{mark} ")
    minus = next((c for c in "−－–" if c in cell), "-")
    sign = minus if value < 0 and float(digits.replace(",", "").replace(" ", "")) else ""
    return cell[: match.start()] + sign + digits + cell[match.start() + len(old) :]
