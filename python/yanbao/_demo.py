"""What ``yanbao demo`` shows."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from yanbao import _console
from yanbao._f import f
from yanbao._read import read
from yanbao._report import Report

SAMPLES = Path(__file__).parent / "data" / "samples"


def samples() -> list[Path]:
    """The sample reports of the package."""
    return sorted(SAMPLES.glob("*.txt"))


def run(console: Console) -> None:
    """Read every sample: what it is, what was found, its metrics, a screen, the print of a figure."""
    for path in samples():
        report = read(path)
        console.rule(Text(path.name))
        console.print(Text(repr(report)))
        _console.show_record(console, dict(report.meta))
        _console.show_rows(console, "findings", report.table("findings").to_dicts())
        _show_metrics(console, report)
        if len(report.table("estimates")):
            console.print(Text(str(report.source(("estimates", 0), "value"))))


def _show_metrics(console: Console, report: Report) -> None:
    metrics = report.metrics()
    valued = [str(c) for c in metrics if str(c).startswith("pe_") and metrics[c].notna().any()]
    years = [int(c.removeprefix("pe_")) for c in valued]
    columns = [c for y in years for c in (f"pe_{y}", f"eps_growth_{y}") if c in metrics]
    shown = metrics[["name", "rating", *columns]].round(3).reset_index()
    _console.show_rows(console, "metrics", _console.plain(shown.dropna(subset=columns, how="all")))
    if years:
        condition = (f.pe(years[-1]) < 40) & (f.eps_growth(years[-1]) > 0.15)
        found = report.screen(condition).round(3).reset_index()
        _console.show_rows(console, f"screen {condition!r}", _console.plain(found))
