"""Holds the reading of the outside reports to a floor that only rises.

    python tests/check_score.py            # no table may score below tests/score_floor.json
    python tests/check_score.py --raise    # lift the floor to today's scores, where they are higher

The floor holds an F1 a table of the gold figures in ../shared, which are not part of the repository.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
FLOOR = REPOSITORY / "tests" / "score_floor.json"
SCORE = REPOSITORY.parent / "shared" / "score.py"
SLACK = 1e-9


def measured() -> dict[str, float]:
    """F1 of every table, as the outside script measures it."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "score.json"
        subprocess.run([sys.executable, str(SCORE), "--only", "seeds", "--json", str(figures)], check=True)
        scores: dict[str, float] = json.loads(figures.read_text(encoding="utf-8"))
    return scores


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floor")
    lift = parser.parse_args().lift
    if not SCORE.exists():
        print("the gold figures are not on this machine (no ../shared/score.py): nothing to hold")
        return 0
    floor: dict[str, float] = json.loads(FLOOR.read_text(encoding="utf-8"))
    scores = measured()
    fallen = [key for key, bound in floor.items() if scores.get(key, 0.0) < bound - SLACK]
    for key in fallen:
        print(f"{key} fell to {scores.get(key, 0.0):.4f}, the floor is {floor[key]:.4f}")
    risen = [key for key, score in scores.items() if score > floor.get(key, 0.0) + SLACK]
    if lift:
        higher = {key: max(floor.get(key, 0.0), scores.get(key, 0.0)) for key in sorted({*floor, *scores})}
        FLOOR.write_text(json.dumps(higher, indent=1) + "\n", encoding="utf-8")
    elif risen:
        print(f"above the floor, lift it with --raise: {', '.join(risen)}")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
