"""Changed reports: the facts follow the text, or a finding says what is not understood."""

from __future__ import annotations

import functools
from decimal import Decimal

import pytest
import yanbao as yb
from changes import CHANGES, Case, cases, changed, outside
from changes.case import fold, number
from changes.score import Score, judge
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = cases()
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


@functools.cache
def unchanged(name: str) -> dict[str, Score]:
    return read(CASES[name])


@pytest.mark.parametrize("change", CHANGES)
def test_facts_follow(change: str) -> None:
    """Mean F1 over tables and reports of one change each, and no wrong row that no finding names."""
    scores: list[tuple[str, str, Score]] = []
    for name, original in CASES.items():
        for seed in range(2):
            case = changed(original, [change], seed)
            if case is not None:
                scores += [(f"{name} seed {seed}", table, score) for table, score in read(case).items()]
    assert scores, "no report that this change could alter"
    silent = [(name, table, score.silent[:3]) for name, table, score in scores if score.silent]
    mean = sum(score.f1 for _, _, score in scores) / len(scores)
    assert mean >= 0.99, [(n, t, round(s.f1, 3)) for n, t, s in scores if s.f1 < 1]
    assert not silent


@settings(max_examples=25)
@given(
    name=st.sampled_from(sorted(CASES)),
    changes=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4, unique=True),
    seed=st.integers(100, 1_000_000),
)
def test_facts_follow_several_changes(name: str, changes: list[str], seed: int) -> None:
    case = changed(CASES[name], changes, seed)
    if case is None:
        return  # none of them applies to this report
    wrong = {table: score.silent[:3] for table, score in read(case).items() if score.silent}
    assert not wrong


def test_outside_reports_are_changed_too(shared: object) -> None:
    """Says so where they are not on this machine."""
    assert outside()
    assert sum(name[:3].isdigit() for name in CASES) == 2
