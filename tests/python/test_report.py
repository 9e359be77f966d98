"""A report as a whole: its record, its wide frame, the places that it points to."""

from __future__ import annotations

import copy
import math
import pickle

import pandas as pd
import pytest
import yanbao as yb
from yanbao import _core, _wide
from yanbao._passage import Passage


def test_the_record_is_read_and_never_written(sample: yb.Report) -> None:
    meta = sample.meta
    assert meta.kind == meta["kind"] == meta.get("kind")
    assert meta.get("nothing") is None
    assert meta.get("nothing", 3) == 3
    assert "published" in meta
    with pytest.raises(AttributeError, match="never changes"):
        meta.broker = "x"
    with pytest.raises(TypeError):
        meta["broker"] = "x"  # type: ignore[index]
    with pytest.raises(AttributeError, match="no field 'house'"):
        meta.house  # noqa: B018
    assert pickle.loads(pickle.dumps(meta)) == copy.deepcopy(meta) == meta
    assert hash(meta) == hash(copy.copy(meta))
    assert "broker" in dir(meta)


@pytest.mark.parametrize("name", _core.table_names())
def test_every_row_points_to_its_print(sample: yb.Report, name: str) -> None:
    source = sample.text.encode()
    for number, row in enumerate(sample.table(name).to_dicts()):
        start, end = row["src_start"], row["src_end"]
        passage = sample.source((name, number))
        if start is None:
            assert not passage.spans
            continue
        assert 0 <= start < end <= len(source)
        assert source[:start].count(b"\n") + 1 == row["src_line"]
        assert source[start:end].decode() in passage.text
        assert row["src_line"] in passage.lines


def test_a_row_is_found_however_it_is_given(sample: yb.Report) -> None:
    frame = sample.estimates
    last = len(frame) - 1
    wanted = str(sample.source(("estimates", last), "value"))
    assert str(sample.source(frame.iloc[last], "value")) == wanted
    assert str(sample.source(last, "value", "estimates")) == wanted
    assert str(sample.source(-1, "value", "estimates")) == wanted
    assert str(sample.source(sample.table("estimates").to_dicts()[last], "value", "estimates")) == wanted
    tail = frame[frame["value"] == frame["value"].iloc[last]].reset_index(drop=True)
    assert str(sample.source(tail.iloc[-1], "value")) == wanted
    row = list(frame.itertuples())[last]
    assert str(sample.source(row, "value", "estimates")) == wanted
    *_, (_, series) = frame.iterrows()
    assert str(sample.source(series, "value")) == wanted


def test_a_row_that_is_none(sample: yb.Report) -> None:
    with pytest.raises(yb.errors.InvalidValueError, match="which table"):
        sample.source(0)
    with pytest.raises(yb.errors.InvalidValueError, match="no row 100000"):
        sample.source(("estimates", 100_000))
    with pytest.raises(yb.errors.UnknownNameError, match="no column 'volume'"):
        sample.source(("estimates", 0), "volume")
    with pytest.raises(yb.errors.UnknownNameError):
        sample.source({"src_start": -1, "src_end": -1})
    with pytest.raises(yb.errors.InvalidValueError, match="object"):
        sample.source(object())


def test_a_cell_is_marked() -> None:
    source = "第一行\n600570.SH\t47.22\t1.40\n第三行\n第四行\n第五行\n".encode()
    at = source.index(b"1.40")
    passage = Passage(source, [(at, at + 4)], "estimates[0].value", 1)
    assert passage.text == "1.40"
    assert passage.lines == [2]
    assert "→2 │ 600570.SH\t47.22\t⟦1.40⟧" in str(passage)
    assert "第四行" not in str(passage)
    assert "<mark>1.40</mark>" in passage._repr_html_()


def test_a_cell_cut_by_a_page_is_marked_on_both_sides() -> None:
    source = b"aa bb\n" + b"page 3\n" * 9 + b"cc dd\n"
    passage = Passage(source, [(3, 5), (len(source) - 6, len(source) - 4)], "x", 0)
    assert passage.lines == [1, 11]
    assert "⟦bb⟧" in str(passage)
    assert "⟦cc⟧" in str(passage)
    assert "┊" in str(passage)
    assert passage.text == "bb … cc"


def test_a_long_line_is_cut_around_the_mark() -> None:
    source = ("x" * 100_000 + "恒生电子" + "y" * 100_000).encode()
    shown = str(Passage(source, [(100_000, 100_012)], "x", 2))
    assert "⟦恒生电子⟧" in shown
    assert len(shown) < 2_000
    assert str(Passage(source, [], "ratios[0]", 2)) == "ratios[0]: not from one place of the text"


def row(**values: object) -> dict[str, object]:
    common = {"ticker": "600570.SH", "name": "恒生电子", "metric": "eps", "fiscal_year": 2023, "value": 1.4}
    return common | {"half_unit": 0.005, "origin": "broker", "version": None} | values


def test_wide_takes_the_most_precise_figure() -> None:
    frame = _wide.frame([row(value=1.4, half_unit=0.05), row(value=1.42)], ["broker"])
    assert frame.loc["600570.SH", ("eps", 2023)] == 1.42
    assert frame.attrs["conflicts"] == []


def test_wide_has_no_value_where_figures_differ() -> None:
    frame = _wide.frame([row(value=1.4), row(value=1.5), row(fiscal_year=2024, value=1.6)], ["broker"])
    assert math.isnan(frame.loc["600570.SH", ("eps", 2023)])
    assert frame.loc["600570.SH", ("eps", 2024)] == 1.6
    assert frame.attrs["conflicts"] == [
        {"ticker": "600570.SH", "metric": "eps", "fiscal_year": 2023, "printed": [1.4, 1.5]}
    ]


def test_wide_keeps_whose_figures_they_are_apart() -> None:
    rows = [
        row(value=9.0, version="previous"),
        row(value=8.0, origin="comparable"),
        row(value=7.0, origin="consensus:Bloomberg"),
        row(value=1.4),
        row(value=2.0, fiscal_year=None),
        row(ticker=None, name="某公司", value=3.0, origin="consensus:Bloomberg"),
    ]
    frame = _wide.frame(rows, ["broker", "consensus"])
    assert frame.loc["600570.SH"].tolist() == [1.4]
    assert frame.loc["某公司"].tolist() == [3.0]
    assert _wide.frame(rows, ["comparable"]).loc["600570.SH"].tolist() == [8.0]


def test_wide_of_nothing() -> None:
    frame = yb.read("一句话\n").wide()
    assert frame.empty
    assert frame.columns.names == ["metric", "fiscal_year"]


def test_wide_of_a_sample(sample: yb.Report) -> None:
    frame = sample.wide()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame)
    assert (frame.dtypes == "float64").all()
    for conflict in frame.attrs["conflicts"]:
        known = sample.findings[sample.findings["code"].str.endswith("_conflict")]
        assert conflict["ticker"] in set(known["subject"])


def test_a_notebook_shows_what_was_found(sample: yb.Report) -> None:
    shown = sample._repr_html_()
    for name in ("estimates", "themes"):
        assert (f"<b>{name}</b>" in shown) == bool(len(sample.table(name)))
    assert repr(sample).startswith("<yanbao.Report ")


def test_a_report_cannot_write_into_the_page() -> None:
    hostile = (
        "<script>alert(1)</script>\n" * 3 + "代码\t名称\t2023E EPS\n600570.SH\t<img src=x onerror=y>\t1.40\n"
    )
    report = yb.read(hostile, name="<b>x</b>")
    html = report._repr_html_() + "".join(report.table(n)._repr_html_() for n in _core.table_names())
    html += report.source(("tables", 0))._repr_html_() if len(report.tables) else ""
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>x" not in html


@pytest.mark.parametrize(("origins", "says"), [("broker", "write"), (["house"], "one of broker")])
def test_origins_of_wide_are_checked(origins: object, says: str) -> None:
    """A single word would be read letter by letter, and give an empty frame."""
    report = yb.read("代码\t名称\t2023E EPS\n600570.SH\t恒生电子\t1.40\n")
    with pytest.raises(yb.errors.InvalidValueError, match=says):
        report.wide(origins)  # type: ignore[arg-type]
