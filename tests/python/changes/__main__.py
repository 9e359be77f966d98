"""python tests/python/changes [--seeds N] [--change NAME] [--case PART] [--pairs N] [--show N] [--dump TO]

Puts every change on every report on this machine with N seeds each, reads the result, and prints the mean
F1 of each (table, change), the greatest fall against the unchanged reports first, with the number of
rows that are wrong and no finding says so.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from random import Random

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from changes import CHANGES, Case, cases, changed, outside
from changes.score import Score, judge

# by table and change: report, which run, its score
Results = dict[tuple[str, str], list[tuple[str, str, Score]]]


def dump(case: Case, folder: Path, name: str) -> None:
    """The changed report and its gold, in the form that score.py reads."""
    gold = folder / "gold" / name
    gold.mkdir(parents=True, exist_ok=True)
    (folder / "reports").mkdir(exist_ok=True)
    (folder / "reports" / f"{name}.txt").write_bytes(case.text.encode())
    for table, columns in case.columns.items():
        with (gold / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([columns, *([row.get(c, "") for c in columns] for row in case.gold[table])])
    (gold / "report.json").write_text(json.dumps(case.meta, ensure_ascii=False, indent=1), encoding="utf-8")


def plans(options: argparse.Namespace) -> list[tuple[list[str], int]]:
    names = options.change or list(CHANGES)
    found: list[tuple[list[str], int]] = [([], 0)]  # first: the others are held against it
    found += [([name], seed) for name in names for seed in range(options.seeds)]
    rng = Random("pairs")
    found += [(rng.sample(list(CHANGES), rng.randint(2, 4)), seed) for seed in range(options.pairs)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=0, help="the seed to begin with")
    parser.add_argument("--change", action="append", choices=[*CHANGES], metavar="NAME")
    parser.add_argument("--case", default="", help="part of a report's name")
    parser.add_argument("--table", default="", help="only this table")
    parser.add_argument("--pairs", type=int, default=0, help="and so many mixes of two to four changes")
    parser.add_argument("--show", type=int, default=0, help="wrong rows to print of each")
    parser.add_argument("--dump", type=Path, help="write the changed reports with their gold here")
    options = parser.parse_args()
    import yanbao as yb

    if not outside():
        print("the outside reports are not on this machine: only the project's own are changed")
    results: Results = defaultdict(list)
    unchanged: dict[tuple[str, str], float] = {}
    for name, case in cases().items():
        for names, seed in plans(options) if options.case in name else ():
            new = changed(case, names, seed + options.first)
            if new is None:
                continue
            kind = names[0] if len(names) == 1 else "mixed" if names else ""
            if options.dump:
                dump(new, options.dump, f"{name}_{'_'.join(names)}_{seed + options.first}")
            for table, score in judge(new, yb.read(new.text.encode())).items():
                if not names:
                    unchanged[name, table] = score.f1
                if table.startswith(options.table):
                    label = f"{'+'.join(names)} seed {seed + options.first}"
                    results[table, kind].append((name, label, score))
    report(results, unchanged, options.show)


def report(results: Results, unchanged: dict[tuple[str, str], float], show: int) -> None:
    """Reports as they are first, then each change by how far it lets F1 fall against them."""
    lines = []
    for (table, kind), runs in results.items():
        fall = sum(unchanged.get((name, table), 1.0) - s.f1 for name, _, s in runs) / len(runs) if kind else 1
        lines.append((bool(kind), -fall, table, kind, runs))
    print(
        f"{'table':14s} {'change':16s} {'runs':>4s} {'mean F1':>8s} {'least':>6s} {'fall':>7s} {'silent':>6s}"
    )
    for _, fall, table, kind, runs in sorted(lines, key=lambda x: x[:4]):
        mean, least = sum(s.f1 for *_, s in runs) / len(runs), min(s.f1 for *_, s in runs)
        silent = sum(len(s.silent) for *_, s in runs)
        if (mean == 1 and not silent) or (kind and fall >= 0 and mean < 1):
            continue  # all is well, or no worse than before
        print(
            f"{table:14s} {kind or 'as it is':16s} {len(runs):4d} {mean:8.4f} {least:6.3f} "
            f"{-fall if kind else 0:7.4f} {silent:6d}"
        )
        for name, label, score in sorted(runs, key=lambda r: r[2].f1 - unchanged.get((r[0], table), 1.0))[
            :show
        ]:
            for what, some in (("missing", score.missing), ("extra", score.extra)):
                for row in some[:show]:
                    print(
                        f"      {name[:12]} {label}: {what} {row}{' SILENT' if row in score.silent else ''}"
                    )
    perfect = sum(all(s.f1 == 1 for *_, s in runs) for runs in results.values())
    every = [s.f1 for runs in results.values() for *_, s in runs]
    mean = sum(every) / max(len(every), 1)
    print(f"{perfect} of {len(results)} perfect; mean F1 {mean:.4f} over {len(every)} tables read")


if __name__ == "__main__":
    main()
