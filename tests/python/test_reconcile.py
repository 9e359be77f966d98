"""Two corpora held against each other: every row of either is in the result, or counted with a reason."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from yanbao._pairs import Figures, paired

COVER = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年10月18日\n\n"
TABLE = (
    "盈利预测\n项目\t2023A\t2024E\t2025E\t2026E\n营业收入（百万元）\t7281\t7902\t8815\t9870\n"
    "归母净利润（百万元）\t1424\t1603\t1877\t2190\nEPS（元）\t0.75\t0.85\t0.99\t1.16\n"
)


def read(text: str = COVER + TABLE) -> yb.Corpus:
    return yb.read_many([text], progress=False)


def sold(rows: list[dict[str, Any]]) -> yb.Corpus:
    base = {"ts_code": "600570.SH", "org_name": "青石证券", "report_date": "20241018"}
    return yb.Corpus.from_tushare(pd.DataFrame([{**base, **row} for row in rows]))


def guesses(found: pd.DataFrame, status: str = "differ") -> dict[tuple[str, int], str | None]:
    rows = found[found["status"] == status]
    return {
        (m, int(y)): None if pd.isna(g) else str(g)
        for m, y, g in zip(rows["metric"], rows["fiscal_year"], rows["guess"], strict=True)
    }


def accounted(found: pd.DataFrame, here: yb.Corpus, there: yb.Corpus) -> None:
    """Input = rows + reasons, on both sides; no row comes twice."""
    for side, corpus, column in (("here", here, "row"), ("there", there, "row_there")):
        account = dict(found.attrs[side])
        assert account.pop("rows") == len(corpus.estimates) == sum(account.values())
        rows = found[column].dropna()
        assert len(rows) == rows.nunique() == account["in_result"]
        values = corpus.estimates["value"].to_numpy()[rows.to_numpy("int64")]
        assert values.tolist() == found.loc[rows.index, side].tolist()
    assert sum(found.attrs["status"].values()) == len(found)


def test_what_agrees_and_where_it_is_printed() -> None:
    """More digits than are printed agree; a row leads to its report and line."""
    here = read()
    there = sold([{"quarter": "2024Q4", "eps": 0.8462, "np": 160260.0, "op_rt": 790251.0}])
    found = here.reconcile(there)
    accounted(found, here, there)
    two = found[found["row_there"].notna()].set_index("metric")
    assert two["status"].to_dict() == {"eps": "agree", "net_profit": "agree", "revenue": "differ"}
    assert two.loc["revenue", "guess"] == "rounding"
    row = two.loc["eps"]
    assert row["ratio"] == pytest.approx(0.8462 / 0.85)
    report = here.get(row["report_id"])
    assert "EPS" in report.text.splitlines()[row["src_line"] - 1]
    assert here.estimates.iloc[row["row"]]["value"] == row["here"] == 0.85
    assert found.attrs["here"]["actual"] == 3
    assert set(found["status"]) == {"agree", "differ", "only_here"}


def test_why_they_differ() -> None:
    here = read()
    there = sold(
        [
            {"quarter": "2024Q4", "eps": -0.85, "np": 16.03, "op_rt": 79.02},  # per 亿 that is said to be 万
            {"quarter": "2025Q4", "eps": 1.16, "np": 187700.0 * 100, "op_rt": 987000.0},
            {"quarter": "2026Q4", "eps": 1.17, "np": 300000.0, "op_rt": 988000.0, "roe": 12.0},
        ]
    )
    found = here.reconcile(there)
    accounted(found, here, there)
    assert guesses(found) == {
        ("eps", 2024): "sign",
        ("net_profit", 2024): "scale",
        ("revenue", 2024): "scale",
        ("eps", 2025): "year",
        ("net_profit", 2025): "scale",
        ("revenue", 2025): "year",
        ("eps", 2026): "rounding",
        ("net_profit", 2026): None,
        ("revenue", 2026): None,
    }
    assert guesses(found, "only_there") == {("roe", 2026): "no_metric"}
    ratio = found.set_index(["metric", "fiscal_year"])["ratio"]
    assert ratio["net_profit", 2024] == pytest.approx(1e-4)
    assert ratio["net_profit", 2025] == pytest.approx(1e2)


def test_fewer_digits_are_a_rounding() -> None:
    one = sold([{"quarter": "2024Q4", "eps": 1.345, "np": 160312.0}])
    other = sold([{"quarter": "2024Q4", "eps": 1.35, "np": 160000.0}])
    assert guesses(one.reconcile(other)) == {("eps", 2024): "rounding", ("net_profit", 2024): "rounding"}


def test_other_currencies() -> None:
    mapping: dict[str, Any] = {
        "ticker": "t",
        "broker": "b",
        "published": "d",
        "fiscal_year": "y",
        "currency": "c",
    }
    rows = pd.DataFrame({"t": ["0700.HK"], "b": ["青石证券"], "d": ["2024-10-18"], "y": [2024], "e": [17.2]})
    one = yb.Corpus.from_frame(rows.assign(c="CNY"), {**mapping, "eps": "e"})
    other = yb.Corpus.from_frame(rows.assign(c="HKD", e=18.9), {**mapping, "eps": "e"})
    assert guesses(one.reconcile(other)) == {("eps", 2024): "currency"}


def test_a_report_that_prints_two_figures() -> None:
    """The one that the other side has is taken; where it has none of them that is said."""
    text = COVER + TABLE + "\n预计公司2024-2026年EPS分别为0.85/1.02/1.30元。\n"
    here = read(text)
    there = sold([{"quarter": "2025Q4", "eps": 1.02}, {"quarter": "2026Q4", "eps": 1.45}])
    found = here.reconcile(there)
    accounted(found, here, there)
    eps = found[(found["metric"] == "eps") & found["row_there"].notna()].set_index("fiscal_year")
    assert eps.loc[2025, ["status", "here"]].tolist() == ["agree", 1.02]
    assert "1.02" in here.get(eps.loc[2025, "report_id"]).text.splitlines()[eps.loc[2025, "src_line"] - 1]
    assert eps.loc[2026, ["status", "guess"]].tolist() == ["differ", "conflict"]


def test_days_apart() -> None:
    """Late entries are found; what agrees comes first, then what is nearest, late before early."""
    here = read(COVER + "盈利预测\n项目\t2023A\t2024E\nEPS（元）\t0.75\t0.85\n")
    late = sold([{"quarter": "2024Q4", "eps": 0.85, "report_date": "20241025"}])
    assert here.reconcile(late)["status"].tolist() == ["agree"]
    apart = here.reconcile(late, days=6)
    assert apart[["status", "guess"]].to_numpy().tolist() == [
        ["only_here", "no_report"],
        ["only_there", "no_report"],
    ]
    several = sold(
        [
            {"quarter": "2024Q4", "eps": 0.90, "report_date": "20241018"},
            {"quarter": "2024Q4", "eps": 0.85, "report_date": "20241016"},
            {"quarter": "2024Q4", "eps": 0.851, "report_date": "20241020"},
        ]
    )
    found = here.reconcile(several)
    assert found["there"].tolist()[0] == 0.851
    assert found["status"].tolist() == ["agree", "only_there", "only_there"]


def test_houses_by_any_name_and_merged() -> None:
    """From the day on which houses merge a report of the one may be sold under the other's name."""

    def of(broker: str, day: str) -> yb.Corpus:
        return sold([{"org_name": broker, "report_date": day, "quarter": "2025Q4", "eps": 1.0}])

    for names, day, same in (
        (("太平洋", "太平洋证券"), "20240902", True),
        (("国泰君安", "国泰君安证券股份有限公司"), "20240902", True),
        (("海通证券", "国泰海通"), "20250410", False),
        (("海通证券", "国泰海通"), "20250411", True),
        (("青石证券", "栖霞证券"), "20240902", False),
    ):
        found = of(names[0], day).reconcile(of(names[1], day))
        assert (found["status"].tolist() == ["agree"]) is same, names


def test_names_and_mergers_of_the_user() -> None:
    words = {
        "broker": {"青石证券": ["青石"]},
        "merger": {"青石证券": {"into": "栖霞证券", "since": "2024-10-18"}},
    }
    words["merger"]["青石证券"]["words"] = []  # type: ignore[assignment]
    lexicon = yb.Lexicon.default().extended(words)
    here = yb.read_many([COVER + TABLE], lexicon=lexicon, progress=False)
    for broker in ("青石", "栖霞证券", "青石证券有限公司"):
        found = here.reconcile(sold([{"quarter": "2024Q4", "eps": 0.85, "org_name": broker}]))
        assert found.attrs["status"]["agree"] == 1, broker
        assert set(found["broker"]) == {"栖霞证券"}


def test_what_cannot_be_asked() -> None:
    here = read()
    for wrong in (None, here.estimates, "tushare"):
        with pytest.raises(yb.errors.InvalidValueError):
            here.reconcile(wrong)  # type: ignore[arg-type]
    for days in (-1, 1.5, True, 400):
        with pytest.raises(yb.errors.InvalidValueError):
            here.reconcile(here, days=days)  # type: ignore[arg-type]
    empty = yb.read_many([], progress=False)
    for one, other in ((empty, here), (here, empty), (empty, empty)):
        found = one.reconcile(other)
        accounted(found, one, other)
        assert list(found.columns) == list(here.reconcile(here).columns)
    assert set(here.reconcile(here)["status"]) == {"agree"}


VENDOR = st.lists(
    st.fixed_dictionaries(
        {
            "ts_code": st.sampled_from(["600570.SH", "00700.HK"]),
            "org_name": st.sampled_from(["青石证券", "国泰君安", "国泰海通"]),
            "report_date": st.sampled_from(["20250401", "20250408", "20250409", "20250411", "20250502"]),
            "quarter": st.sampled_from(["2024Q4", "2025Q4", "2025Q2"]),
            "eps": st.sampled_from([0.85, 0.99, 0.0, -1.0, None]),
            "np": st.sampled_from([160300.0, 16.03, None]),
        }
    ),
    max_size=10,
)


@settings(max_examples=25)
@given(VENDOR, VENDOR, st.sampled_from([0, 1, 7]))
def test_every_row_is_there_or_counted(
    one: list[dict[str, Any]], other: list[dict[str, Any]], days: int
) -> None:
    sides = [yb.Corpus.from_tushare(pd.DataFrame(rows, columns=COLUMNS)) for rows in (one, other)]
    found = sides[0].reconcile(sides[1], days=days)
    accounted(found, *sides)
    mirrored = sides[1].reconcile(sides[0], days=days)
    accounted(mirrored, sides[1], sides[0])
    assert mirrored.attrs["status"]["only_here"] == found.attrs["status"]["only_there"]


COLUMNS = ["ts_code", "org_name", "report_date", "quarter", "eps", "np"]
FIGURE = st.tuples(
    st.integers(0, 1), st.integers(0, 9), st.sampled_from([1.0, 1.1, 2.0, -1.0]), st.sampled_from([0.0, 0.05])
)


def figures(rows: list[tuple[int, int, float, float]]) -> Figures:
    columns = [np.array([row[i] for row in rows]) for i in range(4)]
    return Figures(
        *(c.astype(t) for c, t in zip(columns, ("int64", "int64", "float64", "float64"), strict=True))
    )


@given(st.lists(FIGURE, max_size=12), st.lists(FIGURE, max_size=12), st.integers(0, 4))
def test_pairs(
    one: list[tuple[int, int, float, float]], other: list[tuple[int, int, float, float]], days: int
) -> None:
    """Of one cell and near; each once; none is left that could be paired, or that agrees."""
    pair = paired(figures(one), figures(other), days)
    taken = pair[pair >= 0]
    assert len(set(taken)) == len(taken)
    near = {
        (i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if a[0] == b[0] and abs(a[1] - b[1]) <= days
    }
    met = {(i, j) for i, j in near if abs(one[i][2] - other[j][2]) <= one[i][3] + other[j][3] + 1e-9}
    assert {(i, int(j)) for i, j in enumerate(pair) if j >= 0} <= near
    free = {(i, j) for i, j in near if pair[i] < 0 and j not in taken}
    assert not free
    agreeing = {i for i, j in enumerate(pair) if (i, int(j)) in met}
    used = {int(pair[i]) for i in agreeing}
    assert not {(i, j) for i, j in met if i not in agreeing and j not in used}


def test_many_figures_of_one_cell() -> None:
    """One cell with very many figures of one day, and of many days: never every one with every other."""
    n = 20_000
    rng = np.random.default_rng(0)
    key, value, half = np.zeros(n, "int64"), rng.random(n), np.zeros(n)
    for day in (np.zeros(n, "int64"), rng.integers(0, 9000, n)):
        pair = paired(Figures(key, day, value, half), Figures(key, day[::-1], value[::-1], half), 7)
        assert (pair == np.arange(n)[::-1]).all()
        pair = paired(Figures(key, day, value, half), Figures(key, day, value + 2, half), 7)
        assert (pair >= 0).all()


@pytest.mark.slow
def test_outside_notes(shared: Path, repository: Path) -> None:
    """Figures that others read off real notes, as a vendor's rows: nearly all agree."""
    path = repository / "tests" / "reconcile_notes.py"
    spec = importlib.util.spec_from_file_location("reconcile_notes", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    found = script.reconciled(shared)
    status = found.attrs["status"]
    assert status["agree"] > 440
    assert status["differ"] < 0.04 * status["agree"]
    assert found.attrs["there"] == {"rows": 500, "in_result": 500}
    for side in ("here", "there"):
        account = dict(found.attrs[side])
        assert account.pop("rows") == sum(account.values())
    # one note's money is off by a hundred in the list, and that is said
    scaled = found[found["guess"] == "scale"]
    assert scaled["ratio"].round(9).unique().tolist() == [0.01]
    assert scaled["report_id"].nunique() == 1
