"""python tests/bench/run.py [--megabytes 64] [--rounds 3] [--build FOLDER] [--json FILE]

Builds the benchmarks, makes the corpus, and prints every speed as a ratio to a reference of the same run.
The package must be installed in the Python that runs this.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import backtest
import corpus
import factor
import grid
import many
import panel
import pdf_door
import screen
from changes.case import SHARED, paths

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY / "python" / "yanbao" / "data"
# name: (floor or ceiling, whether more is better, what it says)
BOUNDS = {
    "read_vs_reference": (0.06, True, "full reading, times the speed of one scalar decode-and-classify pass"),
    "read_vs_markdown_it": (8.0, True, "full reading, times the speed of markdown-it-py tokenising"),
    "table_vs_read_csv": (3.0, False, "yb.read(path) to r.table('estimates'), in times of pandas.read_csv"),
    "frame_vs_read_csv": (5.0, False, "yb.read(path) to r.estimates, in times of pandas.read_csv"),
    "pdf_vs_pdfium": (1.6, False, "yb.read of PDFs, in times of PDFium extracting their text"),
    "pdf_vs_pdfplumber": (20.0, True, "yb.read of PDFs, times the speed of pdfplumber's text and tables"),
    many.PDF: (0.85, True, "speed-up of yb.read_many over PDFs, as a part of that of independent processes"),
    many.TEXT: (0.85, True, "the same over texts"),
    panel.AS_OF_POLARS: (3.0, True, "as-of of 1e7 rows on 1e6 cells, times the speed of Polars' join_asof"),
    panel.AS_OF_DUCKDB: (4.0, True, "the same, times the speed of DuckDB's ASOF JOIN"),
    panel.CONSENSUS_POLARS: (5.0, True, "consensus of 2e5 rows on 2e5 cells, times the speed of Polars"),
    screen.AND_POLARS: (
        1.0,
        True,
        "six conditions over 12.5e6 cells, times the speed of Polars' best expression",
    ),
    screen.AND_PANDAS: (1.5, True, "the same, times the speed of pandas"),
    screen.RANK_POLARS: (
        3.0,
        True,
        "six conditions, with a rank and one within industries, times that of Polars",
    ),
    screen.RANK_PANDAS: (3.0, True, "the same, times the speed of pandas"),
    backtest.VECTORBT: (3.0, True, "daily weights of 500 stocks, times the speed of vectorbt (numba, warm)"),
    backtest.BT: (100.0, True, "daily weights of 120 stocks, times the speed of bt"),
    factor.ALPHALENS: (20.0, True, "factor study of 500 stocks, times the speed of alphalens"),
    factor.PANDAS: (3.0, True, "the same, times the speed of pandas"),
    grid.TWO: (1.7, True, "variants of a screen on 500 x 1,250, two threads, times the speed of one"),
    grid.GROWTH: (50.0, False, "MB by which the process grows after a tenth of the variants"),
    "import_vs_pandas": (1.3, False, "import yanbao, in times of import pandas"),
}


def build(folder: Path) -> Path:
    cmake = shutil.which("cmake") or str(Path(sys.executable).with_name("cmake"))
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DYANBAO_BENCH=ON", "-DYANBAO_TESTS=OFF", "-DYANBAO_PYTHON=OFF"]
    options += [f"-DCMAKE_PREFIX_PATH={sysconfig.get_path('purelib')}"]  # Eigen and json from their wheels
    subprocess.run([cmake, "-S", REPOSITORY, "-B", folder, *options], check=True, stdout=subprocess.DEVNULL)
    make = [cmake, "--build", folder, "--target", "bench_read", "-j", "2"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    return folder / "tests" / "bench" / "bench_read"


def corpus_file(folder: Path, megabytes: float) -> Path:
    """The corpus for the reports and changes as they are now: made once, kept in the build folder."""
    sources = [p for pair in paths().values() for p in (pair[0], *sorted(pair[1].iterdir()))]
    sources += [*sorted((REPOSITORY / "tests/python/changes").glob("*.py")), Path(corpus.__file__)]
    key = hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:12]
    path = folder / f"corpus-{megabytes:g}MB-{key}.bin"
    if not path.exists():
        print(f"making {megabytes:g} MB of reports ...", flush=True)
        corpus.write(path, int(megabytes * 1e6))
    return path


def best(call: Callable[[], object], rounds: int, inner: int = 1) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(inner):
            call()
        times.append((time.perf_counter() - start) / inner)
    return min(times)


def markdown_speed(path: Path, limit: int = 3_000_000) -> float:
    """Bytes a second of markdown-it-py, tables on, over the beginning of the corpus."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    texts, size = [], 0
    for text in corpus.read(path):
        texts.append(text)
        size += len(text.encode())
        if size > limit:
            break
    return size / best(lambda: [parser.parse(text) for text in texts], rounds=1)


def python_ratios(rounds: int) -> dict[str, float]:
    import pandas as pd
    import yanbao as yb

    table = "ticker,name,rating,price,y1,y2,y3\n" + "".join(
        f"6005{i:02}.SH,name{i},buy,{i}.5,1,2,3\n" for i in range(10)
    )
    csv = best(lambda: pd.read_csv(io.StringIO(table)), rounds, 50)
    outside = [p for name, (p, _) in sorted(paths().items()) if name[:3].isdigit()]
    report = outside[0] if outside else paths()["qingshi_electronics_20241020"][0]
    yb.read(report)  # words and securities are loaded once
    return {
        "table_vs_read_csv": best(lambda: yb.read(report).table("estimates"), rounds, 20) / csv,
        "frame_vs_read_csv": best(lambda: yb.read(report).estimates, rounds, 20) / csv,
    }


def import_ratio(rounds: int) -> float:
    def start(module: str) -> float:
        return best(lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True), rounds)

    start("yanbao"), start("pandas")  # into the cache of the disk
    pairs = [(start("yanbao"), start("pandas")) for _ in range(3)]
    return statistics.median(a / b for a, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--build", type=Path, default=REPOSITORY / "build" / "bench")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()

    program = build(options.build)
    path = corpus_file(options.build, options.megabytes)
    command = [program, path, DATA, str(options.rounds)]
    cpp = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    seconds = cpp["layout_s"] + cpp["facts_s"] + cpp["audit_s"]
    speed = cpp["bytes"] / seconds
    ratios = {
        "read_vs_reference": cpp["reference_s"] / seconds,
        "read_vs_markdown_it": speed / markdown_speed(path),
        **python_ratios(options.rounds),
        **pdf_door.ratios(SHARED / "reports" / "real", options.rounds),
        **many.ratios(SHARED / "reports" / "real", DATA / "samples", options.rounds),
        **panel.ratios(panel.ROWS, options.rounds),
        **screen.ratios(),
        **backtest.ratios(options.rounds),
        **factor.ratios(),
        **grid.measure(200, grid.SESSIONS, grid.TICKERS, options.rounds),
        "import_vs_pandas": import_ratio(options.rounds),
    }
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{cpp['texts']} reports, {cpp['bytes'] / 1e6:.1f} MB, read at {speed / 1e6:.1f} MB/s on one core")
    for part in ("layout", "facts", "audit"):
        print(f"  {part:8s} {cpp[f'{part}_s'] / seconds:6.1%}")
    if "pdf_vs_pdfium" not in ratios:
        print("the outside PDFs are not on this machine: their ratios are left out")
    for name, value in ratios.items():
        bound, more, what = BOUNDS[name]
        kept = value >= bound if more else value <= bound
        sign = ">=" if more else "<="
        print(f"{name:22s} {value:8.3f}  {sign} {bound:<5g} {'kept' if kept else 'BROKEN':7s} {what}")
    if options.json:
        options.json.write_text(json.dumps({**cpp, **ratios}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
