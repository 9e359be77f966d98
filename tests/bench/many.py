"""How much faster `yb.read_many` is than a loop, beside processes that know nothing of each other.

The same documents three ways in one run: one process that reads all, one process a core that reads its
share, and `read_many`.  PDFs and texts are measured apart: the first go to processes, the second to threads.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DOCUMENTS = 200
PDF, TEXT = "many_pdfs_vs_processes", "many_texts_vs_processes"

# reads a folder's share when its input says so: what a process takes to start is not measured
ALONE = """
import sys
from pathlib import Path
import yanbao as yb
paths = sorted(Path(sys.argv[1]).iterdir())[int(sys.argv[2])::int(sys.argv[3])]
yb.read(paths[0])
print("ready", flush=True)
for _ in sys.stdin:
    kept = [yb.read(path) for path in paths]
    print(len(kept), flush=True)
"""


class Alone:
    """So many processes, each with its share of a folder."""

    def __init__(self, folder: Path, count: int) -> None:
        command = [sys.executable, "-c", ALONE, str(folder)]
        self.all = [
            subprocess.Popen([*command, str(i), str(count)], stdin=-1, stdout=-1, text=True)
            for i in range(count)
        ]
        for process in self.all:
            process.stdout.readline()

    def read(self) -> None:
        for process in self.all:
            process.stdin.write("\n")
            process.stdin.flush()
        for process in self.all:
            process.stdout.readline()

    def end(self) -> None:
        for process in self.all:
            process.communicate()


def seconds(call: object) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def speed_up(folder: Path, rounds: int) -> float:
    """That of `read_many`, as a part of what independent processes have; turn by turn, the best of each."""
    import yanbao as yb

    one, each = Alone(folder, 1), Alone(folder, os.cpu_count() or 1)
    yb.read_many(folder, progress=False)  # workers are started
    once, apart, many = [], [], []
    for _ in range(rounds):
        once.append(seconds(one.read))
        apart.append(seconds(each.read))
        many.append(seconds(lambda: yb.read_many(folder, progress=False)))
    one.end(), each.end()
    return (min(once) / min(many)) / (min(once) / min(apart))


def copies(documents: list[Path], folder: Path, tail: bytes) -> None:
    """Two hundred and more, no two the same: a remark at the end tells them apart."""
    for i in range(-(-DOCUMENTS // len(documents))):
        for path in documents:
            (folder / f"{i:03d}-{path.name}").write_bytes(path.read_bytes() + tail % i)


def ratios(real: Path, samples: Path, rounds: int) -> dict[str, float]:
    """Of PDFs where the outside ones are there, and of texts, which are the package's where no others are."""
    texts = sorted([*real.glob("*.md"), *real.glob("*.txt")]) or sorted(samples.glob("*.txt"))
    kinds = {PDF: (sorted(real.glob("*.pdf")), b"\n%% %d\n"), TEXT: (texts, b"\n\n%d\n")}
    found = {}
    for name, (documents, tail) in kinds.items():
        if documents:
            with tempfile.TemporaryDirectory() as folder:
                copies(documents, Path(folder), tail)
                found[name] = speed_up(Path(folder), rounds)
    return found
