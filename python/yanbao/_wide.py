"""Estimates as a table of companies by metric and year."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, str, int]  # company, metric, fiscal year

_ORIGINS = ("broker", "consensus", "comparable")


class Cell(NamedTuple):
    """The figure of one company, metric and year; NaN where the report prints several that differ."""

    value: float
    half_unit: float
    printed: tuple[float, ...]


def check_origins(origins: Sequence[str]) -> None:
    """A string is a sequence of letters, none of which is an origin."""
    if isinstance(origins, str):
        raise InvalidValueError(f"origins is a list: write [{origins!r}]")
    for origin in origins:
        if origin not in _ORIGINS:
            raise InvalidValueError(f"no figures are of origin {origin!r}: one of {', '.join(_ORIGINS)}")


def choose(rows: Iterable[dict[str, Any]], origins: Sequence[str]) -> dict[Key, Cell]:
    """One value a cell: of the first of `origins` that has any, the one printed most precisely.

    Figures of a table stand before those of prose in another currency, and plain ones before those that a
    qualifier marks (adjusted, per ADS).  Figures agree where their rounding intervals meet.  Where any two
    do not, the value is NaN.
    """
    found: dict[Key, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        company = row["ticker"] or row["name"]
        origin = next((o for o in origins if row["origin"].partition(":")[0] == o), None)
        if company is None or origin is None or row["fiscal_year"] is None or row["version"] is not None:
            continue
        found[company, row["metric"], row["fiscal_year"]][origin].append(row)
    cells = {}
    for key, by_origin in found.items():
        figures = _comparable(by_origin[next(o for o in origins if o in by_origin)])
        printed = [(figure["value"], figure["half_unit"]) for figure in figures]
        # the intervals all meet where the highest floor is no higher than the lowest ceiling
        tolerance = 1e-9 * max(abs(v) for v, _ in printed)
        agree = max(v - h for v, h in printed) <= min(v + h for v, h in printed) + tolerance
        value, half_unit = min(printed, key=lambda p: p[1])
        cells[key] = Cell(value if agree else math.nan, half_unit, tuple(v for v, _ in printed))
    return cells


def _comparable(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of a cell that say the same thing: without a qualifier, in the currency of the tables."""
    plain = [f for f in figures if not f.get("qualifier")] or figures
    in_tables = {f.get("currency") for f in plain if f.get("table") is not None} - {None}
    if not in_tables:
        return plain
    return [f for f in plain if f.get("currency") is None or f["currency"] in in_tables]


def frame(rows: Iterable[dict[str, Any]], origins: Sequence[str]) -> pd.DataFrame:
    """Companies in the order in which they are printed; columns by metric, in that order too, then year."""
    import pandas as pd

    cells = choose(rows, origins)
    companies = list(dict.fromkeys(key[0] for key in cells))
    metrics = list(dict.fromkeys(key[1] for key in cells))
    columns = sorted({key[1:] for key in cells}, key=lambda c: (metrics.index(c[0]), c[1]))
    nothing = Cell(math.nan, math.nan, ())
    wide: pd.DataFrame = pd.DataFrame(
        [[cells.get((company, *column), nothing).value for column in columns] for company in companies],
        index=pd.Index(companies, name="ticker", dtype=object if not companies else None),
        columns=pd.MultiIndex.from_tuples(columns, names=["metric", "fiscal_year"])
        if columns
        else pd.MultiIndex.from_arrays([[], []], names=["metric", "fiscal_year"]),
        dtype="float64",
    )
    wide.attrs["conflicts"] = [
        {"ticker": c, "metric": m, "fiscal_year": y, "printed": list(cell.printed)}
        for (c, m, y), cell in cells.items()
        if math.isnan(cell.value)
    ]
    return wide
