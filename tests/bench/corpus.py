"""Time and memory of a report more, from a thousand reports to a hundred thousand: flat, or it is not linear.

Each size is made in a process of its own from rows of a vendor, as a user makes it: the corpus, its panel and
a consensus.  What an empty corpus takes is subtracted.  Prints both a report, and their ratio to the smallest
size; above 1.2 it says BROKEN and exits with 1.

    python tests/bench/corpus.py
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

SIZES = (1_000, 10_000, 100_000)
MOST = 1.2
REPEATS = 3


def measure(n: int) -> dict[str, float]:
    """Seconds of CPU and peak bytes of a corpus of `n` reports of three years each."""
    import numpy as np
    import pandas as pd
    import yanbao as yb

    rng = np.random.default_rng(7)
    days = pd.bdate_range("2023-01-02", "2024-12-30").strftime("%Y%m%d").to_numpy()
    # as many stocks and houses a report at every size, so that a report more is of the same kind
    stocks = np.array([f"{600000 + i}.SH" for i in range(max(n // 50, 1))])
    at = rng.integers(0, len(stocks), n)
    one = {
        "ts_code": stocks[at],
        "org_name": np.array([f"第{i}证券" for i in range(40)])[rng.integers(0, 40, n)],
        "report_date": days[rng.integers(0, len(days), n)],
        "report_title": np.char.add("点评", np.arange(n).astype(str)),
    }
    frame = pd.DataFrame({name: np.repeat(column, 3) for name, column in one.items()})
    frame["quarter"] = np.tile(["2024Q4", "2025Q4", "2026Q4"], n)
    frame["eps"] = np.round(rng.normal(2, 0.5, 3 * n), 2)
    frame["np"] = frame["eps"] * 1e5
    began, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    corpus = yb.Corpus.from_tushare(frame)
    panel = corpus.panel(start="2024-12-02", end="2024-12-31")
    count = panel.consensus("eps", "fy1")["count"].sum() if n else 0
    took, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": took, "bytes": (peak - held) * 1024.0, "count": float(count)}


def alone(n: int) -> dict[str, float]:
    """The least of several processes: other work on the machine only adds."""
    runs = [
        json.loads(subprocess.run([sys.executable, __file__, str(n)], check=True, capture_output=True).stdout)
        for _ in range(REPEATS)
    ]
    return {name: min(run[name] for run in runs) for name in runs[0]}


def main() -> int:
    """Measure every size and compare."""
    empty = alone(0)
    broken = False
    first: dict[str, float] = {}
    print("reports   ms each   ratio   KiB each   ratio")
    for n in SIZES:
        found = alone(n)
        each = {name: (found[name] - empty[name]) / n for name in ("seconds", "bytes")}
        first = first or each
        ratio = {name: each[name] / first[name] for name in each}
        print(
            f"{n:7d} {1e3 * each['seconds']:9.3f} {ratio['seconds']:7.2f} "
            f"{each['bytes'] / 1024:10.2f} {ratio['bytes']:7.2f}"
        )
        broken |= max(ratio.values()) > MOST
    print("BROKEN" if broken else "flat")
    return int(broken)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
    else:
        sys.exit(main())
