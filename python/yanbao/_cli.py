from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

import yanbao as yb
from yanbao import _console, _core, _demo
from yanbao.errors import InvalidValueError, UnknownNameError

app = typer.Typer(
    name="yanbao",
    help="Sell-side research reports as point-in-time data.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


class Format(str, enum.Enum):
    """How `read` writes tables."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


_File = Annotated[Path, typer.Argument(help="A report: PDF, text, markdown or HTML.", show_default=False)]
# typer reads annotations when the command runs, and Python 3.9's form is all that it knows everywhere
_Table = Annotated[Optional[str], typer.Option(help="One table, such as estimates; all without it.")]  # noqa: UP045
_Output = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="A file, or a folder to hold a file a table; the screen without it."),
]
_Ocr = Annotated[bool, typer.Option(help="Recognize pages of a PDF that are pictures; needs the extra ocr.")]


@app.command()
def read(
    file: _File,
    table: _Table = None,
    format: Format = Format.table,  # noqa: A002
    output: _Output = None,
    ocr: _Ocr = False,
) -> None:
    """Read a report and show or write its tables."""
    names = _core.table_names()
    if table is not None and table not in names:
        raise UnknownNameError(f"no table named {table!r}: {', '.join(names)}")
    report = yb.read(file, isolate=not ocr, ocr=ocr)
    wanted = [table] if table else [n for n in names if len(report.table(n))]
    if format is Format.table:
        if output is not None:
            raise InvalidValueError("a table is for the screen; write csv, json or parquet to --output")
        _console.show_report(Console(), report, wanted)
    elif format is Format.json:
        _write(output, report.table(table).to_json(indent=1) if table else report.to_json(indent=1))
    elif table is not None:
        _write_table(report.table(table), format, output)
    elif output is None:
        raise InvalidValueError(
            f"several tables in one {format.value}: name one with --table, or a folder with --output"
        )
    else:
        output.mkdir(parents=True, exist_ok=True)
        for name in wanted:
            _write_table(report.table(name), format, output / f"{name}.{format.value}")


@app.command()
def diff(
    folder: Annotated[Path, typer.Argument(help="A folder of reports.", show_default=False)],
    since: Annotated[str, typer.Option(help="The first day of what is new: 2025-09-22.")],
    broker: Annotated[Optional[str], typer.Option(help="Of one house only.")] = None,  # noqa: UP045
) -> None:
    """Show what reports since a day say otherwise than those before."""
    _console.show_changes(Console(), yb.read_many(folder).diff(broker, since=since))


@app.command()
def explain(file: _File) -> None:
    """Show how a report was understood: blocks, header trees, and which table took what."""
    _console.show_explanation(Console(), yb.read(file, isolate=True))


@app.command()
def demo() -> None:
    """Read the sample reports of the package and show what is in them."""
    _demo.run(Console())


def _write(output: Path | None, text: str) -> None:
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        output.write_text(text, encoding="utf-8", newline="")


def _write_table(table: yb.Table, format: Format, output: Path | None) -> None:  # noqa: A002
    if format is Format.csv:
        _write(output, table.to_csv() or "")
    elif output is None:
        raise InvalidValueError("parquet is binary: name a file with --output")
    else:
        import pyarrow.parquet

        pyarrow.parquet.write_table(table.to_arrow(), output)
