"""Concepts of a vendor: dated snapshots beside the brokers' lists, unknown before the first one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from hypothesis import strategies as st
from test_panel_themes import EVERY, SESSIONS, TICKERS, frame, listed
from yanbao._expr import Theme
from yanbao._panel_themes import PanelThemes

COUNT = len(SESSIONS)


def snapshots(*rows: tuple[str, str, str | None], **more: Any) -> yb.Concepts:
    return yb.Concepts.from_frame(pd.DataFrame(rows, columns=["date", "concept", "ticker"]), **more)


def joined(rows: list[Any], *concepts: Any) -> PanelThemes:
    return PanelThemes(frame(rows), EVERY, SESSIONS, TICKERS, concepts=list(concepts))


def flags(themes: PanelThemes, name: str, ticker: str, min_role: str | None = None) -> str:
    return "".join(map(str, themes.flag(Theme(name, min_role))[:, TICKERS.get_loc(ticker)]))


def test_before_the_first_snapshot_nothing_is_known() -> None:
    held = snapshots(("2024-03-30", "信创", "600570"), ("2024-03-30", "信创", "SZ300750"), source="ths")
    themes = joined([], held)
    assert themes.names == ["信创"]
    assert flags(themes, "信创", "600570.SH") == "222" + "1" * (COUNT - 3)
    assert flags(themes, "信创", "0700.HK") == "222" + "0" * (COUNT - 3)
    assert themes.strength("信创").strength[-1].tolist() == [0, 1, 1]
    assert themes.strength("信创").brokers.max() == 0


def test_a_snapshot_replaces_the_one_before_of_its_concept_alone() -> None:
    held = snapshots(
        ("2024-03-28", "信创", "600570.SH"),
        ("2024-03-28", "算力", "600570.SH"),
        ("2024-04-09", "信创", "300750.SZ"),
        ("2024-04-10", "信创", None),
    )
    themes = joined([], held)
    at = [f"{day:%m-%d}" for day in SESSIONS].index
    assert flags(themes, "信创", "600570.SH") == "2" + "1" * (at("04-09") - 1) + "0" * (COUNT - at("04-09"))
    assert flags(themes, "信创", "300750.SZ")[at("04-09") :] == "1" + "0" * (COUNT - at("04-10"))
    assert flags(themes, "算力", "600570.SH")[-1] == "1"
    life = themes.life("信创")
    assert life["broker"].tolist() == ["concept:user"] * 2
    assert life["role"].tolist() == ["member"] * 2
    assert life["until"].dt.strftime("%m-%d").tolist() == ["04-09", "04-10"]


def test_an_old_snapshot_says_nothing_any_more() -> None:
    held = snapshots(("2024-03-28", "信创", "600570.SH"), max_age=4)
    themes = joined([], held)
    assert flags(themes, "信创", "600570.SH").startswith("21112")
    with pytest.raises(yb.errors.InvalidValueError, match="max_age"):
        snapshots(("2024-03-28", "信创", "600570.SH"), max_age=0)


def test_brokers_and_concepts_stand_side_by_side() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "信创", "600570.SH")
    held = snapshots(("2024-04-02", "信息技术应用创新", "300750.SZ"), ("2024-04-09", "算力", "0700.HK"))
    themes = joined(rows, held)
    first = [f"{day:%m-%d}" for day in SESSIONS].index("04-02")
    assert flags(themes, "信创", "600570.SH") == "2" + "1" * (COUNT - 1)
    assert flags(themes, "信创", "300750.SZ") == "2" * first + "1" * (COUNT - first)
    assert flags(themes, "信创", "600570.SH", "pick") == "0" + "1" * (COUNT - 1)  # no concept says pick
    assert flags(themes, "信创", "300750.SZ", "pick") == "0" * COUNT
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH")
    # the source lists concepts by then, and this theme is none of them: brokers alone say
    assert flags(joined(rows, held), "算力", "300750.SZ") == "2" * first + "0" * (COUNT - first)
    assert flags(joined(rows), "算力", "300750.SZ") == "0" * COUNT


def test_rows_that_cannot_be_read_are_kept_apart() -> None:
    held = snapshots(
        ("2024-04-02", "信创", "no ticker"),
        ("2024-04-02", "信创", "600570.SH"),
        ("2024-04-02", " ", "600570.SH"),
        ("", "信创", "600570.SH"),
    )
    assert held.unread["reason"].tolist() == ["no_ticker", "no_concept", "undated"]
    assert joined([], held).strength("信创").strength[-1].tolist() == [0, 0, 1]
    with pytest.raises(yb.errors.InvalidValueError, match="leading zeros"):
        yb.Concepts.from_frame(pd.DataFrame({"date": ["2024-01-02"], "concept": ["a"], "ticker": [1]}))
    with pytest.raises(yb.errors.InvalidValueError, match="no column 'date'"):
        yb.Concepts.from_frame(pd.DataFrame({"concept": ["a"], "ticker": ["600570"]}))
    with pytest.raises(yb.errors.InvalidValueError, match="time zone"):
        snapshots(("2024-04-02T00:00:00Z", "信创", "600570.SH"))
    with pytest.raises(yb.errors.InvalidValueError, match="one name"):
        joined([], held, held)


def test_a_time_of_day_counts_from_the_next_day_on() -> None:
    held = snapshots(("2024-04-01 15:00", "信创", "600570.SH"))
    assert flags(joined([], held), "信创", "600570.SH").index("1") == 4
    days = pd.DataFrame({"date": [20240402], "concept": ["信创"], "ticker": ["600570.SH"]})
    assert flags(joined([], yb.Concepts.from_frame(days)), "信创", "600570.SH").index("1") == 4


ROW = st.tuples(
    st.sampled_from(["2024-03-20", "2024-03-30", "2024-04-02", "2024-04-06", "2024-04-07", "2024-04-11"]),
    st.sampled_from(["信创", "算力"]),
    st.sampled_from([*TICKERS, None]),
)
tables = st.lists(ROW, max_size=8)


@settings(max_examples=25, deadline=None)
@given(tables, tables, st.integers(0, COUNT - 1), st.booleans(), st.sampled_from([None, 3]))
def test_against_a_slow_oracle_and_the_future(
    rows: list[Any], others: list[Any], day: int, named: bool, age: int | None
) -> None:
    brokers = listed("1", "青石证券", "2024-03-29", "信创", "600570.SH") if named else []
    brokers += listed("1", "青石证券", "2024-03-20", "别的", "600570.SH", role="watch")
    themes = joined(brokers, snapshots(*rows, max_age=age))
    if "信创" not in themes.names:
        return
    flag = themes.flag(Theme("信创"))
    for s, session in enumerate(SESSIONS):
        for t, ticker in enumerate(TICKERS):
            assert flag[s, t] == plain(rows, named, str(session.date()), ticker, age), (session, ticker)
    until = str(SESSIONS[day].date())
    changed = [r for r in rows if r[0] <= until] + [r for r in others if r[0] > until]
    other = joined(brokers, snapshots(*changed, max_age=age))
    if "信创" in other.names:
        np.testing.assert_array_equal(other.flag(Theme("信创"))[: day + 1], flag[: day + 1])


def plain(rows: list[Any], named: bool, session: str, ticker: str, age: int | None) -> int:
    by_broker = named and session >= "2024-04-01"
    known = [row for row in rows if row[0] <= session]
    own = [row for row in known if row[1] == "信创"]
    newest = max((row[0] for row in own), default="")
    live = own and (age is None or pd.Timestamp(session) <= pd.Timestamp(newest) + pd.Timedelta(days=age))
    if by_broker and ticker == "600570.SH":
        return 1
    if live:
        return int((newest, "信创", ticker) in own)
    return 0 if not own and known and by_broker else 2


def test_real_snapshots(shared: Path) -> None:
    """Two vendors' files of two days; nobody is a member, or none, before the first of them."""
    data = shared / "data"
    read = {"dtype": str}
    ths = pd.read_csv(data / "themes_ths_asof20230331.csv.gz", **read)
    boards = [
        pd.read_csv(data / f"boards_eastmoney_asof{day}.csv.gz", **read).assign(date=day)
        for day in ("20230106", "20230120")
    ]
    concepts = [
        yb.Concepts.from_frame(ths, source="ths", known_from="2023-04-16", ticker="code"),
        yb.Concepts.from_frame(pd.concat(boards), source="em", concept="board", ticker="code"),
    ]
    days = EVERY[(np.datetime64("2023-01-03") <= EVERY) & (np.datetime64("2023-04-28") >= EVERY)]
    sessions, tickers = (
        pd.DatetimeIndex(days),
        pd.Index(["600570.SH", "600536.SH", "600519.SH"], dtype=object),
    )
    themes = PanelThemes(frame([]), EVERY, sessions, tickers, concepts=concepts)
    assert len(themes.names) > 500
    flag = themes.flag(Theme("信创"))
    assert [f"{day:%m-%d}" for day in sessions[(flag == 2).all(axis=1)]] == ["01-03", "01-04", "01-05"]
    assert flag[3:].tolist() == [[flag[3, 0], 1, 0]] * (len(sessions) - 3)
    euler = themes.flag(Theme("华为欧拉"))[:, 1]
    assert euler[-1] == 1
    sources = themes.life("信创")["broker"].unique().tolist()
    assert sources == ["concept:em", "concept:ths"]
