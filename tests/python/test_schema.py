"""The tables are what the schema says."""

from __future__ import annotations

import pytest
import yanbao as yb
from yanbao import _core, _schema
from yanbao._tables import Tables

EMPTY = yb.read("一句话\n")
TABLES = list(_schema.schema()["tables"])


def test_tables_are_those_of_the_schema() -> None:
    assert _core.table_names() == TABLES
    properties = [n for n, v in vars(Tables).items() if isinstance(v, property)]
    assert sorted(["meta", *properties]) == sorted(TABLES)
    assert all(vars(Tables)[n].__doc__ for n in properties)


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_schema(table: str) -> None:
    core = EMPTY.table(table)._core
    described = _schema.columns(table)
    assert core.column_names == [c["name"] for c in described]
    assert core.column_types == [c["type"] for c in described]
    assert len(EMPTY.table(table)) == (table == "meta") + len(EMPTY.findings) * (table == "findings")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_is(table: str) -> None:
    for column in _schema.columns(table):
        assert set(column) <= {"name", "type", "what", "unit", "null"}
        assert column["what"]
        assert column["null"]
        if column["name"].endswith("_half_unit"):
            measured = column["name"].removesuffix("_half_unit")
            assert measured in {c["name"] for c in _schema.columns(table)}


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(yb.errors.UnknownNameError, match="no table named 'estimate'"):
        EMPTY.table("estimate")
    with pytest.raises(AttributeError):
        EMPTY.estimate  # type: ignore[attr-defined]  # noqa: B018
