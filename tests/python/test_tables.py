"""Tables leave the core whole, typed and without a copy."""

from __future__ import annotations

import gc
import math

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import yanbao as yb
from yanbao import _core

ARROW = {
    "utf8": pa.string(),
    "float64": pa.float64(),
    "int64": pa.int64(),
    "bool": pa.bool_(),
    "date32": pa.date32(),
}


@pytest.mark.parametrize("name", _core.table_names())
def test_arrow_has_the_types_and_values(sample: yb.Report, name: str) -> None:
    table = sample.table(name)
    arrow = table.to_arrow()
    arrow.validate(full=True)
    assert [ARROW[t] for t in table._core.column_types] == arrow.schema.types
    assert arrow.to_pylist() == table.to_dicts()
    assert len(arrow) == len(table)


def test_arrow_copies_nothing_and_keeps_the_columns(sample: yb.Report) -> None:
    table = sample.table("estimates")
    twice = [pa.table(table).column("value").chunk(0).buffers()[1].address for _ in range(2)]
    batch = pa.record_batch(table)
    assert {*twice, batch.column(batch.schema.get_field_index("value")).buffers()[1].address} == {twice[0]}
    arrow = yb.read(sample.text).table("estimates").to_arrow()
    gc.collect()
    assert arrow.equals(table.to_arrow())


def test_a_capsule_that_nobody_takes_is_freed(sample: yb.Report) -> None:
    table = sample.table("estimates")
    for _ in range(3):
        table.__arrow_c_schema__()
        table.__arrow_c_array__()
        table.__arrow_c_stream__()
    assert pa.schema(table).names == table.columns


def test_polars(sample: yb.Report) -> None:
    table = sample.table("estimates")
    frame = table.to_polars()
    assert frame.columns == table.columns
    assert frame.to_dicts() == table.to_dicts()
    assert isinstance(frame, pl.DataFrame)


@pytest.mark.parametrize("name", _core.table_names()[1:])
def test_frames_have_one_dtype_a_type(sample: yb.Report, name: str) -> None:
    frame = getattr(sample, name)
    table = sample.table(name)
    assert list(frame.columns) == table.columns
    wanted = {"int64": "Int64", "float64": "float64", "bool": "bool", "date32": "datetime64[ns]"}
    for column, kind in zip(table.columns, table._core.column_types, strict=True):
        if kind == "utf8":
            assert pd.api.types.is_string_dtype(frame[column].dropna())
        else:
            assert str(frame[column].dtype) == wanted[kind], column


@pytest.mark.parametrize("name", _core.table_names()[1:])
def test_frames_have_the_values(sample: yb.Report, name: str) -> None:
    frame = getattr(sample, name)
    for row, record in zip(frame.to_dict("records"), sample.table(name).to_dicts(), strict=True):
        for column, value in record.items():
            got = row[column]
            if value is None:
                assert pd.isna(got), column
            elif hasattr(value, "isoformat"):
                assert got == pd.Timestamp(value)
            else:
                assert got == value


def test_frames_own_their_values(sample: yb.Report) -> None:
    frame = sample.table("estimates").to_pandas()
    frame.loc[0, "value"] = math.pi
    frame.loc[0, "fiscal_year"] = pd.NA
    frame.loc[0, "name"] = "x"
    again = sample.table("estimates").to_pandas()
    assert again["value"].iloc[0] != math.pi
    assert again["name"].iloc[0] != "x"


def test_what_is_absent_is_null(sample: yb.Report) -> None:
    core = sample.table("estimates")._core
    assert core.nulls("src_page").all()
    assert np.isnan(core.array("src_x0")).all()
    assert core.values("src_x0") == [None] * len(core)
    assert sample.estimates["src_page"].isna().all()
    for row in sample.table("estimates").to_dicts():
        assert "" not in row.values()


def test_days_that_nanoseconds_cannot_hold() -> None:
    from yanbao import _frames

    class Days:
        def array(self, _: str) -> np.ndarray:
            return np.array([-300_000, 0])

        def nulls(self, _: str) -> np.ndarray:
            return np.array([False, True])

    days = _frames._column(Days(), "day", "date32")  # type: ignore[arg-type]
    assert days[0] == np.datetime64("1970-01-01") - np.timedelta64(300_000, "D")
    assert np.isnat(days[1])


def test_a_table_shows_itself(sample: yb.Report) -> None:
    table = sample.table("estimates")
    assert f"{len(table)}" in repr(table)
    assert "<td>" in table._repr_html_()
