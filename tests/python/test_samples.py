"""The reports written for the project: gold and text go together, and reading them yields the gold."""

from __future__ import annotations

import pytest
import yanbao as yb
from changes import cases
from changes.score import judge

CASES = cases()
OWN = [name for name in CASES if not name[:3].isdigit()]
# gold that no rule reads yet; a table that is read must leave this list
UNREAD = {
    "qingshi_electronics_20241020": {
        "themes": "a list that a page cuts before its sub-lists: they lose the theme above them",
        "facts": "shares of an option plan whose number stands before its unit's word",
    },
    "canglang_food_20250112": {"rankings": "the last name of a list, before a half-width full stop"},
    "luming_power_20240901": {
        "meta": "title and series in two lines without a blank line between them",
        "facts": "amounts given as a span, or of a company abroad",
    },
    "qixia_pharma_20240512": {
        "analysts": "a name in bold marks before its role on one line with the licence"
    },
}


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
    for table, why in UNREAD.get(name, {}).items():
        print(f"{name}: {table} is not read whole: {why}")
        assert table in wrong, f"{table} is read now: take it off the list"
    assert not wrong.keys() - UNREAD.get(name, {}).keys(), wrong


def test_houses_and_people_are_invented() -> None:
    """No address of a real house: every e-mail ends in a domain that nobody can own."""
    for name in OWN:
        for person in CASES[name].meta.get("analysts", []):
            assert (person["email"] or ".example").endswith(".example")
