"""What ``yanbao demo`` shows."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from yanbao import _console
from yanbao._read import read

SAMPLES = Path(__file__).parent / "data" / "samples"


def samples() -> list[Path]:
    """The sample reports of the package."""
    return sorted(SAMPLES.glob("*.txt"))


def run(console: Console) -> None:
    """Read every sample: what it is, what was found in it, and where its first forecast is printed."""
    for path in samples():
        report = read(path)
        console.rule(Text(path.name))
        console.print(Text(repr(report)))
        _console.show_rows(console, "findings", report.table("findings").to_dicts())
        estimates = report.table("estimates").to_dicts()
        _console.show_rows(console, "estimates", estimates)
        if estimates:
            console.print(Text(str(report.source(("estimates", 0), "value"))))
