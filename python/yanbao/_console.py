"""Reports on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from yanbao import _core
from yanbao._report import Report

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 30
_CHANGES = 60  # of one kind that a screen still takes
_COLOUR = {"error": "red", "warning": "yellow", "info": "dim"}


def show_report(console: Console, report: Report, names: list[str]) -> None:
    """Findings first, then the first rows of each table."""
    console.print(Text(repr(report), style="bold"))
    for name in sorted(names, key=lambda n: (n != "meta", n != "findings")):
        rows = report.table(name).to_dicts()
        if name == "meta":
            show_record(console, rows[0])
        else:
            show_rows(console, name, rows)


def show_record(console: Console, record: dict[str, Any]) -> None:
    """The fields that are printed."""
    for field, value in record.items():
        if value is not None and not field.startswith("src_"):
            console.print(Text.assemble((f"{field:>22} ", "dim"), str(value)))


def show_rows(console: Console, title: str, rows: list[dict[str, Any]], most: int = _ROWS) -> None:
    """The first rows, columns that hold nothing left out."""
    columns = [c for c in (rows[0] if rows else {}) if any(r[c] is not None for r in rows)]
    columns = [c for c in columns if not c.endswith("half_unit")]
    columns = [c for c in columns if c == "src_line" or not c.startswith("src_")]
    grid = Grid(title=f"{title}: {len(rows)}", title_justify="left", header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold", justify="right" if _is_number(rows, column) else "left")
    for row in rows[:most]:
        style = _COLOUR.get(str(row.get("severity")), "")
        grid.add_row(*(Text(_shown(row[c])) for c in columns), style=style)
    console.print(grid)
    if len(rows) > most:
        console.print(f"… {len(rows) - most} more rows", style="dim")


def show_changes(console: Console, changes: pd.DataFrame) -> None:
    """A table for each kind of change; the houses' words for them last."""
    columns = [c for c in changes.columns if c not in ("kind", "report_id")]
    for kind, rows in changes.groupby("kind", sort=True):
        show_rows(
            console, str(kind), plain(rows[columns].assign(known_at=rows["known_at"].dt.date)), _CHANGES
        )
    if not len(changes):
        console.print("nothing changed")


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as `show_rows` takes them: what is absent is None."""
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(k): v for k, v in record.items()} for record in records]


def _is_number(rows: list[dict[str, Any]], column: str) -> bool:
    return any(isinstance(r[column], (int, float)) for r in rows)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def show_explanation(console: Console, report: Report) -> None:
    """Blocks in reading order; under a table its header tree and the rows of facts that it gave."""
    core = report._core
    source = core.text
    grids = {grid["block"]: grid for grid in core.grids()}
    taken = _rows_by_place(report)
    uses = {i: row["use"] for i, row in enumerate(report.table("tables").to_dicts())}
    for number, (kind, level, start, end, line) in enumerate(core.blocks()):
        text = source[start:end].decode("utf-8", "replace")
        head = f"[cyan]{line:>5}[/] [bold]{kind}[/]" + (f" {level}" if level else "")
        tree = Tree(f"{head} {escape(_short(text))}")
        if number in grids:
            grid = grids[number]
            use = uses.get(list(grids).index(number)) or "[red]no rule[/]"
            tree.add(f"taken by {use}; {grid['header_rows']} header rows, {grid['body_rows']} rows")
            for i, column in enumerate(grid["columns"]):
                tree.add(_column(i, column))
        for name, count in taken(start, end).items():
            tree.add(f"[green]→ {name} {count}[/]")
        console.print(tree)


def _column(number: int, column: dict[str, Any]) -> str:
    meaning = [column[k] for k in ("column", "metric", "year", "basis") if column[k]]
    scale = f" × {column['scale']:g}" if column["scale"] != 1 else ""
    header = " / ".join(escape(_short(h, 30)) for h in column["header"]) or "[dim]no header[/]"
    return f"{number}: {header} → {' '.join(map(str, meaning)) or '[red]nothing known[/]'}{scale}"


def _rows_by_place(report: Report) -> Any:
    """A function from a stretch of the text to how many rows of which tables are printed there."""
    from bisect import bisect_left

    starts: dict[str, list[int]] = {}
    for name in _core.table_names():
        if name not in ("meta", "tables", "findings"):
            rows = report.table(name).to_dicts()
            starts[name] = sorted(r["src_start"] for r in rows if r["src_start"] is not None)

    def within(start: int, end: int) -> dict[str, int]:
        counts = {n: bisect_left(at, end) - bisect_left(at, start) for n, at in starts.items()}
        return {n: count for n, count in counts.items() if count}

    return within


def _short(text: str, width: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
