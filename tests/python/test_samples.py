"""The reports written for the project: gold and text go together, and reading them yields the gold."""

from __future__ import annotations

import pytest
import yanbao as yb
from changes import cases
from changes.score import judge

CASES = cases()
OWN = [name for name in CASES if not name[:3].isdigit()]


@pytest.mark.parametrize("name", OWN)
def test_gold_figures_are_printed(name: str) -> None:
    """The gold of a report of ours cannot ask for what its text does not say."""
    case = CASES[name]
    assert case.tables
    for table in case.tables:
        for line in table.body:
            found = [table.printed(line, column) for column in range(table.width)]
            assert any(found), line.text
    for table in ("coverage", "estimates", "quotes", "announcements", "news", "web_traffic"):
        assert all(row.line is not None for row in case.rows(table)), table


@pytest.mark.parametrize("name", CASES)
def test_reading_yields_the_gold(name: str) -> None:
    case = CASES[name]
    scores = judge(case, yb.read(case.text.encode()))
    wrong = {t: (s.missing[:5], s.extra[:5]) for t, s in scores.items() if s.f1 < 1}
    assert not wrong


def test_houses_and_people_are_invented() -> None:
    """No address of a real house: every e-mail ends in a domain that nobody can own."""
    for name in OWN:
        for person in CASES[name].meta.get("analysts", []):
            assert (person["email"] or ".example").endswith(".example")
