"""Thousands of distinct reports, made by changing the ones that are here.

The same bytes on every machine that has the same reports.  A corpus is a run of texts, each behind its length
in decimal digits and a line feed.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "python"))
from changes import cases, changed  # noqa: E402

# changes that leave a report whole and make it another: names, numbers, figures, houses, days, line breaks
VARIED = ("other_companies", "every_number", "market_figures", "other_house", "other_date", "reorder_rows")
SOMETIMES = (
    "reorder_names",
    "reorder_items",
    "theme_names",
    "split_digits",
    "wrap",
    "furniture",
    "bold",
    "spaces",
)

COPIES = 8  # of each changed report, with other last digits
DECIMAL = re.compile(r"(\d\.\d*)\d(?!\d)")


def other_digits(text: str, rng: Random) -> str:
    return DECIMAL.sub(lambda m: m[1] + str(rng.randint(1, 9)), text)


def texts() -> Iterator[bytes]:
    """Distinct texts without end."""
    originals = list(cases().values())
    seen = set()
    seed = 0
    while True:
        for case in originals:
            rng = Random(f"corpus {case.name} {seed}")
            new = changed(case, [*VARIED, *rng.sample(SOMETIMES, 2)], seed)
            text = (new or case).text
            for i in range(COPIES):
                copy = other_digits(text, rng) if i else text
                digest = hashlib.sha256(copy.encode()).digest()
                if digest not in seen:
                    seen.add(digest)
                    yield copy.encode()
        seed += 1


def write(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        written = 0
        for text in texts():
            file.write(b"%d\n" % len(text) + text)
            written += len(text)
            if written >= size:
                break
    unfinished.replace(path)


def read(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        while line := file.readline():
            yield file.read(int(line)).decode()
