"""How well each report's facts follow each change, and the file that holds it to what was reached.

python -m changes.floor            # in tests/python: prints what rose and what fell
python -m changes.floor --write    # raises the floors; refuses to lower one
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from changes import CHANGES, Case, cases, changed
from changes.score import judge

FLOOR = Path(__file__).resolve().parents[2] / "data" / "changes_floor.json"
SEEDS = 2


def measure(case: Case, change: str) -> tuple[float, int] | None:
    """Mean F1 over the tables of the changed report, and rows wrong in silence; None: does not apply."""
    import yanbao as yb

    f1: list[float] = []
    silent = 0
    for seed in range(SEEDS):
        new = changed(case, [change], seed)
        if new is None:
            continue
        for score in judge(new, yb.read(new.text.encode())).values():
            f1.append(score.f1)
            silent += len(score.silent)
    return (round(sum(f1) / len(f1), 4), silent) if f1 else None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    old = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    new: dict[str, dict[str, tuple[float, int]]] = dict(old)
    fallen = 0
    for name, case in cases().items():
        row = dict(old.get(name, {}))
        for change in CHANGES:
            now = measure(case, change)
            if now is None:
                continue
            before = row.get(change)
            if before is None or now[0] > before[0] + 1e-9 or now[1] < before[1]:
                print(f"{name} {change}: {before} -> {now}")
            if before is not None and (now[0] < before[0] - 1e-4 or now[1] > before[1]):
                print(f"FALLEN {name} {change}: {before} -> {now}")
                fallen += 1
                continue
            row[change] = now
        new[name] = row
    if write and not fallen:
        lines = [
            f"  {json.dumps(name)}: {{\n"
            + ",\n".join(f"    {json.dumps(c)}: {json.dumps(list(v))}" for c, v in sorted(row.items()))
            + "\n  }"
            for name, row in sorted(new.items())
        ]
        FLOOR.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{fallen} fallen")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
