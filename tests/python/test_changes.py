"""Changed reports: the facts follow the text, or a finding says what is not understood."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yanbao as yb
from changes import CHANGES, Case, cases, changed, outside
from changes.case import fold, number
from changes.floor import measure
from changes.score import Score, judge
from hypothesis import assume, given, settings
from hypothesis import strategies as st

CASES = cases()
FLOOR = json.loads((Path(__file__).parents[1] / "data" / "changes_floor.json").read_text(encoding="utf-8"))
# page breaks cut names in two, so that they are nowhere in one piece
CUTTING = {"furniture", "between_items", "inside_tables"}
NAMES = {"themes": "name", "rankings": "name", "announcements": "title", "news": "title", "risks": "risk"}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("change", CHANGES)
def test_changes_keep_text_and_gold_together(name: str, change: str) -> None:
    """The harness itself: what the changed gold says is what the changed text prints."""
    case = changed(CASES[name], [change], seed=7)
    if case is None:
        return  # nothing in this report that the change could alter
    text = fold(case.text)
    for table, column in NAMES.items() if change not in CUTTING else ():
        assert not [row[column] for row in case.rows(table) if fold(row[column]) not in text]
    for table in case.tables:
        for line in table.body:
            for column, cell in enumerate(line.cells[: table.width]):
                printed = table.printed(line, column)
                value = number(cell)
                if printed and value is not None and printed[1] not in ("name", "app", "ticker"):
                    assert value * printed[2] == Decimal(printed[0][printed[1]] or 0), line.text


def read(case: Case) -> dict[str, Score]:
    return judge(case, yb.read(case.text.encode()))


@pytest.mark.parametrize("name", CASES)
def test_facts_follow(name: str) -> None:
    """No change costs a report more than the floor that its last measurement set; floors only rise.

    The bar is a mean F1 of 0.99 and no wrong row that no finding names; changes_floor.json says how far each
    report is from it.
    """
    fallen = []
    for change in CHANGES:
        measured = measure(CASES[name], change)
        f1, silent = FLOOR[name].get(change, (0.99, 0))
        if measured is not None and (measured[0] < f1 - 1e-4 or measured[1] > silent):
            fallen.append((change, measured, (f1, silent)))
    assert not fallen, "(change, now, floor): mean F1 and rows wrong in silence"


@settings(max_examples=25, derandomize=True)
@given(
    name=st.sampled_from(sorted(CASES)),
    changes=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4, unique=True),
    seed=st.integers(100, 1_000_000),
)
def test_tables_follow_several_changes(name: str, changes: list[str], seed: int) -> None:
    """Prices and ratings of tables: nothing is wrong in silence, whatever comes together."""
    case = changed(CASES[name], changes, seed)
    assume(case is not None)  # one of them applies to this report
    assert case is not None
    scores = read(case)
    wrong = {t: scores[t].silent[:3] for t in ("coverage", "quotes") if t in scores and scores[t].silent}
    assert not wrong


def test_outside_reports_are_changed_too(shared: object) -> None:
    """Says so where they are not on this machine."""
    assert outside()
    assert sum(name[:3].isdigit() for name in CASES) == 2
