"""Systematic changes of reports with known rows: text and gold alike, and the facts must follow.

A change takes a case and a source of chance, alters both sides, and returns the case; where the report has
nothing that it could change it returns None, and has altered nothing.
`python tests/python/changes --help` runs many of them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from . import columns, companies, cover, figures, lists, noise, page, prose, tables
from .case import Case, load, outside, paths

Change = Callable[[Case, Random], Case | None]

# in the order in which several are put on one report: content, structure, then what pages and scanners do
STAGES: tuple[tuple[Change, ...], ...] = (
    (
        companies.other_companies,
        companies.unknown_names,
        figures.every_number,
        figures.any_number,
        figures.loss_years,
        figures.blank_cells,
        figures.precision,
        prose.market_figures,
        prose.market_ways,
        prose.rating_scale,
        prose.reorder_names,
        lists.theme_names,
        lists.role_synonyms,
        lists.other_roles,
        lists.reorder_items,
        lists.drop_items,
        cover.other_house,
        cover.other_date,
        cover.other_week,
        cover.other_rating,
    ),
    (
        columns.reorder_rows,
        columns.reorder_groups,
        columns.years_down,
        columns.drop_year,
        columns.drop_column,
        columns.rename_headers,
        columns.change_units,
    ),
    (
        noise.split_digits,
        noise.other_minus,
        noise.spaced_tickers,
        noise.zero_for_o,
        noise.garbled_header,
        noise.bold,
        noise.full_width,
        noise.spaces,
        noise.split_in_prose,
        columns.pipes,
    ),
    (
        page.join_lines,
        page.furniture,
        page.between_items,
        page.inside_tables,
        page.wrap,
        page.wrap_anywhere,
        page.blank_lines,
    ),
)
CHANGES: dict[str, Change] = {change.__name__: change for stage in STAGES for change in stage}


def cases() -> dict[str, Case]:
    """Every report on this machine, with its tables understood."""
    found = {name: load(*where) for name, where in paths().items()}
    for case in found.values():
        tables.find(case)
    return found


def changed(case: Case, names: list[str], seed: int) -> Case | None:
    """A copy with these changes put on it, in the order of their stages; None where none of them applies."""
    case = copy.deepcopy(case)
    applied = 0
    for name in sorted(names, key=list(CHANGES).index):
        applied += CHANGES[name](case, Random(f"{case.name}/{name}/{seed}")) is not None
    return case if applied or not names else None


__all__ = ["CHANGES", "Case", "cases", "changed", "outside"]
