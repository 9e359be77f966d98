"""A panel: what was known before the open of each session, and where every row went."""

from __future__ import annotations

from itertools import product

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings

BROKERS = ["青石证券", "栖霞证券", "沧浪证券", "麓鸣证券"]


def sold(rows: list[tuple[str, str, str, int, float]]) -> yb.Corpus:
    """A corpus of (ticker, broker, day, fiscal year, EPS), each row a report."""
    columns = ["ts_code", "org_name", "report_date", "year", "eps"]
    frame = pd.DataFrame(rows, columns=columns).astype({"eps": float})
    titles = [f"第{i}篇" for i in range(len(frame))]  # or two figures of one day would be one report's
    mapping = {"ticker": "ts_code", "broker": "org_name", "published": "report_date", "fiscal_year": "year"}
    return yb.Corpus.from_frame(frame.assign(t=titles), {**mapping, "title": "t", "eps": "eps"})


def oracle(
    rows: list[tuple[str, str, str, int, float]], panel: yb.Panel, window: int
) -> dict[object, list[float]]:
    """Plain Python: of each broker the newest figure that is no reprint, known by then and not too old."""
    sessions = list(pd.DatetimeIndex(panel._cells.all))
    seen = [
        (next((s for s in sessions if s > pd.Timestamp(row[2])), pd.NaT), i, row)
        for i, row in enumerate(rows)
    ]
    cells: dict[object, list[float]] = {}
    for day, ticker in product(panel.sessions, panel.tickers):
        year = day.year - (0 if day.month >= 5 else 1)
        held: list[float] = []
        for broker in BROKERS:
            own = sorted(
                (at, row[2], i, row[4])
                for at, i, row in seen
                if (row[0], row[1], row[3]) == (ticker, broker, year) and at <= day
            )
            standing: list[tuple[pd.Timestamp, float]] = []
            for at, _, _, value in own:
                if not standing or abs(standing[-1][1] - value) > 1e-9:
                    standing.append((at, value))
            live = [value for at, value in standing if at + pd.Timedelta(days=window) >= day]
            if live:
                held.append(live[-1])
        if held:
            cells[day, ticker] = held
    return cells


DAYS = [f"2024-{month:02d}-{day:02d}" for month in (3, 4, 5, 6) for day in (4, 12, 27)]
ROW = st.tuples(
    st.sampled_from(["600570.SH", "000858.SZ"]),
    st.sampled_from(BROKERS),
    st.sampled_from(DAYS),
    st.sampled_from([2023, 2024, 2025]),
    st.sampled_from([1.0, 1.1, 1.25, -0.4]),
)
ROWS = st.lists(ROW, min_size=1, max_size=14)


@settings(max_examples=15)
@given(ROWS, st.sampled_from([10, 45, 180]))
def test_consensus_is_what_an_oracle_says(rows: list[tuple[str, str, str, int, float]], window: int) -> None:
    panel = sold(rows).panel(end="2024-07-31")
    found = panel.consensus("eps", "fy1", window=window)
    cells = oracle(rows, panel, window)
    assert list(found.index) == list(cells)
    for at, held in cells.items():
        row = found.loc[at]
        assert row["count"] == len(held)
        assert row[["mean", "median", "high", "low"]].tolist() == pytest.approx(
            [np.mean(held), np.median(held), max(held), min(held)]
        )
        std = np.std(held, ddof=1) if len(held) >= 3 else np.nan
        np.testing.assert_allclose(row["std"], std, atol=1e-12)


FRAMES = {
    "consensus": lambda panel: panel.consensus("eps", "fy1").reset_index(),
    "revision": lambda panel: panel.revision("eps", "fy1", 10),
    "breadth": lambda panel: panel.breadth("eps", "fy1", 10),
    "ledger": lambda panel: panel.ledger.drop(columns=["row"]),
}


def test_every_public_function_is_tried() -> None:
    public = {name for name, member in vars(yb.Panel).items() if callable(member) and name[0] != "_"}
    assert public - {"why"} == set(FRAMES) - {"ledger"}  # why is held to the consensus below


@settings(max_examples=12)
@given(ROWS, ROWS, st.sampled_from(DAYS))
def test_nothing_after_a_day_changes_what_was_known(
    rows: list[tuple[str, str, str, int, float]], more: list[tuple[str, str, str, int, float]], day: str
) -> None:
    """Of rows known after a day some go and others come, before and behind those that stay."""
    first = ("600570.SH", "青石证券", "2024-03-01", 2023, 1.0)  # both panels have the same first session
    both = [("000858.SZ", "青石证券", "2024-03-01", 2023, 1.0), first]
    known = [row for row in rows if row[2] < day]
    others = [row for row in more if row[2] >= day]
    one = sold([*both, *rows]).panel(end="2024-07-31")
    two = sold([*others[:2], *both, *known, *others[2:]]).panel(end="2024-07-31")
    cut = pd.Timestamp(day)  # what is published on a day is known later
    for name, made in FRAMES.items():
        before, after = made(one), made(two)
        column = {"consensus": "date", "ledger": "known_at"}.get(name)
        if column is None:
            before, after = before.loc[:cut], after.loc[:cut]
        else:
            before, after = (f[f[column] <= cut].reset_index(drop=True) for f in (before, after))
        drop = [c for c in ("report_id",) if c in before.columns]  # of the numbered titles
        pd.testing.assert_frame_equal(before.drop(columns=drop), after.drop(columns=drop))


def test_every_row_is_used_or_has_a_reason() -> None:
    """And why() names those in a cell and those that are not."""
    rows = [
        ("600570.SH", "青石证券", "2024-05-06", 2024, 1.2),
        ("600570.SH", "青石证券", "2024-05-20", 2024, 1.2),
        ("600570.SH", "青石证券", "2024-05-27", 2024, 1.3),
        ("600570.SH", "栖霞证券", "2024-01-04", 2024, 1.6),
        ("600570.SH", "沧浪证券", "2024-05-21", 2024, 1.4),
        ("600570.SH", "沧浪证券", "2024-06-21", 2024, 1.5),
    ]
    corpus = sold(rows)
    panel = corpus.panel(end="2024-08-01")
    assert len(panel.ledger) == len(corpus.estimates)
    assert panel.ledger["reason"].value_counts(dropna=False).to_dict() == {np.nan: 5, "confirms": 1}
    why = panel.why("eps", "600570.SH", "2024-07-31").set_index("value")["reason"]
    assert why[1.6] == "window"
    assert why[1.4] == "newer"
    assert list(why.index[why.isna()]) == [1.3, 1.5]
    cell = panel.consensus("eps").loc[(pd.Timestamp("2024-07-31"), "600570.SH")]
    assert (cell["mean"], cell["count"]) == (1.4, 2)
    assert panel.why("eps", "600570.SH", "2024-05-07").reason.isna().sum() == 2
    with pytest.raises(yb.errors.UnknownNameError, match=r"did you mean '600570.SH'"):
        panel.why("eps", "600571.SH", "2024-05-07")


def test_rows_of_reports() -> None:
    """Comparables, actuals, what a report replaces, figures that differ or come twice, other currencies."""
    head = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年9月2日\n\n"
    table = "盈利预测\n项目\t2023A\t2024E\t2025E\nEPS（元）\t0.75\t1.21\t1.40\nPE（倍）\t30.0\t18.6\t16.1\n"
    prose = "\n预计公司2024-2025年EPS分别为1.2/1.52元。\n"
    panel = yb.read_many([head + table + prose], progress=False).panel()
    eps = panel.ledger[panel.ledger["metric"] == "eps"].set_index(["fiscal_year", "value"])["reason"]
    assert eps[2023, 0.75] == "actual"
    assert eps[2025, 1.4] == eps[2025, 1.52] == "conflict"
    assert pd.isna(eps[2024, 1.21])
    assert panel.consensus("eps")["mean"].tolist() == [1.21]
    assert panel.consensus("pe", 2024)["mean"].tolist() == [18.6]


def test_the_year_of_a_label_turns_on_the_first_of_may() -> None:
    rows = [("600570.SH", "青石证券", "2024-03-04", year, eps) for year, eps in ((2023, 1.0), (2024, 1.2))]
    panel = sold(rows).panel(end="2024-05-31")
    means = panel.consensus("eps", "fy1")["mean"].droplevel("ticker")
    assert set(means.loc[:"2024-04-30"]) == {1.0}
    assert set(means.loc["2024-05-01":]) == {1.2}
    assert panel.consensus("eps", "next_year").empty
    assert not panel.revision("eps", "fy1", 20).loc["2024-05-06":, "600570.SH"].ne(0).any()  # no jump


def test_what_cannot_be_asked() -> None:
    panel = sold([("600570.SH", "青石证券", "2024-03-04", 2024, 1.2)]).panel()
    with pytest.raises(yb.errors.UnknownNameError, match="eps"):
        panel.consensus("revenue")
    for call in (
        lambda: panel.consensus("eps", "ftm"),
        lambda: panel.consensus("eps", "soon"),
        lambda: panel.consensus("eps", window=0),
        lambda: panel.consensus("eps", min_brokers=0),
        lambda: panel.revision("eps", how="any"),
        lambda: panel.why("eps", "600570.SH", "2024-03-03"),
        lambda: sold([("600570.SH", "青石证券", "2024-03-04", 2024, 1.2)]).panel(calendar="MOON"),
    ):
        with pytest.raises(yb.errors.InvalidValueError):
            call()
    empty = yb.read_many([], progress=False).panel()
    assert len(empty.ledger) == len(empty.sessions) == 0
    with pytest.raises(yb.errors.UnknownNameError):
        empty.consensus("eps")
