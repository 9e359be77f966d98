"""Themes on sessions: brokers' lists, sub-themes, synonyms, exchanges, and nothing of the future."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
import pytest
import theme_oracle as oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from theme_oracle import Row
from yanbao._expr import Theme
from yanbao._panel_themes import PanelThemes
from yanbao._sessions import calendar_of, known_at, sessions_of
from yanbao.errors import InvalidValueError, UnknownNameError

EVERY = sessions_of("XSHG")
# Hong Kong rests on 1 April, Shanghai on 5 April, both on 4 April
SESSIONS = pd.DatetimeIndex(
    EVERY[(np.datetime64("2024-03-27") <= EVERY) & (np.datetime64("2024-04-16") >= EVERY)]
)
TICKERS = pd.Index(["0700.HK", "300750.SZ", "600570.SH"], dtype=object, name="ticker")
COLUMNS = [
    "report_id",
    "report",
    "broker",
    "published",
    "known_at",
    "parent",
    "theme",
    "ticker",
    "name",
    "role",
]


def known(published: str, ticker: str | None) -> pd.Timestamp:
    return pd.Timestamp(known_at(np.array([published], "datetime64[ns]"), calendar_of(ticker))[0])


def frame(rows: list[Row]) -> pd.DataFrame:
    cells = [
        (
            r.report,
            r.report,
            r.broker,
            r.known,
            r.known,
            r.parent,
            r.theme,
            r.ticker,
            r.ticker or "某公司",
            r.role,
        )
        for r in rows
    ]
    made = pd.DataFrame(cells, columns=COLUMNS)
    for column in ("published", "known_at"):
        made[column] = pd.to_datetime(made[column]).astype("datetime64[ns]")
    return made


def listed(report: str, broker: str, day: str, theme: str, *tickers: str | None, **more: Any) -> list[Row]:
    """Rows of a list; `day` is the day of publication."""
    parent, role = more.get("parent"), more.get("role", "pick")
    return [Row(report, broker, known(day, t), theme, parent, t, role) for t in tickers]


def panel(rows: list[Row], **more: Any) -> PanelThemes:
    return PanelThemes(frame(rows), EVERY, SESSIONS, TICKERS, **more)


def days_in(rows: list[Row], theme: str, ticker: str, **more: Any) -> list[str]:
    strength = panel(rows).strength(theme, **more).strength[:, TICKERS.get_loc(ticker)]
    return [f"{day:%m-%d}" for day in SESSIONS[strength > 0]]


def test_a_newer_list_replaces_the_older_one_at_once() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH", "300750.SZ")
    rows += listed("2", "青石证券", "2024-04-02", "算力", "600570.SH")
    assert days_in(rows, "算力", "300750.SZ") == ["03-28", "03-29", "04-01", "04-02"]
    assert days_in(rows, "算力", "600570.SH")[-1] == "04-16"
    other = [*rows, *listed("3", "栖霞证券", "2024-04-02", "算力", "0700.HK")]
    assert days_in(other, "算力", "300750.SZ") == days_in(rows, "算力", "300750.SZ")  # another house's list


def test_the_window_ends_silent_brokers_only() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH")
    assert days_in(rows, "算力", "600570.SH", window=5) == ["03-28", "03-29", "04-01", "04-02"]
    rows += listed("2", "青石证券", "2024-03-29", "算力", "600570.SH")
    assert days_in(rows, "算力", "600570.SH", window=5)[-1] == "04-03"
    with pytest.raises(InvalidValueError, match="window"):
        panel(rows).strength("算力", window=0)


def test_two_reports_of_one_session_are_one_list() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH", role="watch")
    rows += listed("2", "青石证券", "2024-03-27", "算力", "300750.SZ", "600570.SH", role="key_pick")
    standing = panel(rows).strength("算力")
    assert standing.strength[-1].tolist() == [0, 5, 5]
    assert standing.brokers[-1].tolist() == [0, 1, 1]


def test_roles_and_brokers_are_counted_as_asked() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH", role="watch")
    rows += listed("2", "栖霞证券", "2024-03-28", "算力", "600570.SH", role="pick")
    rows += listed("3", "玄武证券", "2024-03-28", "算力", "600570.SH", role=None)
    at = TICKERS.get_loc("600570.SH")
    assert panel(rows).strength("算力").brokers[-1, at] == 3
    assert panel(rows).strength("算力", min_role="pick").brokers[-1, at] == 1
    assert panel(rows).strength("算力", min_role="pick").strength[-1, at] == 4
    flag = panel(rows).flag(Theme("算力", "key_beneficiary"))
    assert flag[:, at].tolist() == [0, 0] + [1] * (len(SESSIONS) - 2)
    several = dataclasses.make_dataclass("Leaf", ["name", "min_role", "min_brokers"])
    assert panel(rows).flag(several("算力", None, 3))[-1, at] == 1
    assert panel(rows).flag(several("算力", "pick", 2))[-1, at] == 0
    with pytest.raises(UnknownNameError, match="did you mean 'pick'"):
        panel(rows).strength("算力", min_role="pik")


def test_sub_themes_belong_to_their_parents_and_a_ring_ends() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "光模块", "600570.SH", parent="算力")
    rows += listed("1", "青石证券", "2024-03-27", "算力", "300750.SZ", parent="人工智能")
    rows += listed("1", "青石证券", "2024-03-27", "人工智能", "0700.HK", parent="光模块")
    for name in ("光模块", "算力", "AI"):
        assert (panel(rows).strength(name).strength[-1] > 0).all(), name
    rows = [r for r in rows if r.ticker != "0700.HK"]
    assert (panel(rows).strength("光模块").strength[-1] > 0).tolist() == [False, False, True]
    # a list of the parent that leaves the sub-theme out replaces the whole
    rows += listed("2", "青石证券", "2024-04-08", "算力", "300750.SZ")
    assert days_in(rows, "算力", "600570.SH")[-1] == "04-08"
    assert days_in(rows, "光模块", "600570.SH")[-1] == "04-16"


def test_a_parent_is_that_of_its_own_report() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "出海", "600570.SH", parent="游戏")
    rows += listed("2", "栖霞证券", "2024-03-27", "出海", "300750.SZ", parent="家电")
    assert (panel(rows).strength("游戏").strength[-1] > 0).tolist() == [False, False, True]
    assert (panel(rows).strength("出海").strength[-1] > 0).tolist() == [False, True, True]


def test_the_way_up_is_known_with_its_last_step() -> None:
    """What a row for Hong Kong says of a parent is known there on Tuesday, two days after the others."""
    rows = listed("1", "青石证券", "2024-03-30", "光模块", "600570.SH")
    rows += listed("1", "青石证券", "2024-03-30", "光模块", "0700.HK", parent="算力")
    rows += listed("1", "青石证券", "2024-03-30", "算力", "300750.SZ", parent="人工智能")
    for name in ("算力", "人工智能"):
        assert days_in(rows, name, "300750.SZ")[0] == "04-01"
        assert days_in(rows, name, "600570.SH")[0] == "04-02"
    assert days_in(rows, "光模块", "600570.SH")[0] == "04-01"


def test_names_are_one_whatever_their_spelling_and_by_synonyms() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "信 创", "600570.SH")
    rows += listed("2", "栖霞证券", "2024-04-08", "信息技术应用创新", "300750.SZ")
    rows += listed("3", "玄武证券", "2024-04-09", "ＡＩ", "0700.HK")
    themes = panel(rows)
    assert themes.names == ["信息技术应用创新", "ＡＩ"]  # as printed, the latest spelling
    assert (themes.strength("信创").strength[-1] > 0).tolist() == [False, True, True]
    assert (themes.strength("人工智能").strength[-1] > 0).tolist() == [True, False, False]
    own = panel(rows, synonyms={"x": ["信创", "AI"], "y": ["信息技术应用创新", "AI"]})
    assert (own.strength("ai").strength[-1] > 0).all()
    apart = panel(rows, synonyms={})
    assert (apart.strength("信创").strength[-1] > 0).tolist() == [False, False, True]


def test_an_unknown_theme_is_refused_with_a_suggestion() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "创新药出海", "600570.SH")
    rows += listed("2", "青石证券", "2024-06-03", "低空经济", "600570.SH")  # known after the panel
    with pytest.raises(UnknownNameError, match="did you mean '创新药出海'"):
        panel(rows).strength("创新药出")
    with pytest.raises(UnknownNameError, match="there are 创新药出海"):
        panel(rows).life("低空经济")
    with pytest.raises(UnknownNameError, match="none at all"):
        panel([]).flag(Theme("算力"))


def test_every_row_has_its_reason() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH", None, "000001.SZ")
    rows += [dataclasses.replace(rows[0], broker=None), dataclasses.replace(rows[0], known=None)]
    rows += listed("2", "青石证券", "2024-06-03", "算力", "600570.SH")
    ledger = panel(rows).ledger
    assert sorted(ledger["reason"].fillna("used")) == sorted(
        ["used", "no_ticker", "not_in_panel", "no_broker", "undated", "later"]
    )


def test_the_life_of_a_theme_shows_unresolved_names_too() -> None:
    rows = listed("1", "青石证券", "2024-03-27", "算力", "600570.SH", "300750.SZ", None)
    rows += listed("2", "青石证券", "2024-04-02", "算力", "600570.SH")
    rows += listed("3", "青石证券", "2024-04-08", "算力", "600570.SH", role="key_pick")
    life = panel(rows).life("算力")
    seen = life[["ticker", "role", "first_seen", "last_seen", "until"]].astype(object)
    stamp = pd.Timestamp
    begun, next_list, promoted = stamp("2024-03-28"), stamp("2024-04-03"), stamp("2024-04-09")
    assert seen.where(seen.notna(), None).to_numpy().tolist() == [
        ["300750.SZ", "pick", begun, begun, next_list],
        ["600570.SH", "pick", begun, next_list, promoted],
        [None, "pick", begun, begun, next_list],
        ["600570.SH", "key_pick", promoted, promoted, None],
    ]
    assert panel([]).ledger.empty


def test_an_exchange_at_rest_has_no_gap() -> None:
    """Known in Shanghai on Monday, in Hong Kong on Tuesday: there the old list stands till then."""
    rows = listed("1", "青石证券", "2024-03-26", "算力", "0700.HK", "600570.SH")
    rows += listed("2", "青石证券", "2024-03-30", "算力", "0700.HK", "300750.SZ")
    assert days_in(rows, "算力", "0700.HK") == [f"{day:%m-%d}" for day in SESSIONS]
    assert days_in(rows, "算力", "600570.SH")[-1] == "03-29"
    rows = [r for r in rows if (r.report, r.ticker) != ("2", "0700.HK")]
    assert days_in(rows, "算力", "0700.HK")[-1] == "04-01"


THEMES = ["算力", "光模块", "出海"]
DAYS = [
    "2024-03-25",
    "2024-03-29",
    "2024-03-30",
    "2024-03-31",
    "2024-04-01",
    "2024-04-03",
    "2024-04-06",
    "2024-04-10",
]
REPORTS = [
    (str(i), broker, day) for i, (broker, day) in enumerate((b, d) for b in ("青石", "栖霞") for d in DAYS)
]


def row_of(
    report: tuple[str, str, str], theme: str, parent: str | None, ticker: str | None, role: Any
) -> Row:
    return Row(report[0], report[1], known(report[2], ticker), theme, parent, ticker, role)


ROW = st.builds(
    row_of,
    st.sampled_from(REPORTS),
    st.sampled_from(THEMES),
    st.sampled_from([None, None, *THEMES]),
    st.sampled_from([*TICKERS, None]),
    st.sampled_from(list(oracle.STRENGTH)),
)
lists = st.lists(ROW, min_size=1, max_size=12)


def strength_or_none(rows: list[Row], theme: str, window: int) -> Any:
    try:
        return panel(rows).strength(theme, window, "pick")
    except UnknownNameError:
        empty = np.zeros((len(SESSIONS), len(TICKERS)))
        return empty, empty


@settings(max_examples=60, deadline=None)
@given(lists, st.sampled_from(THEMES), st.sampled_from([3, 7, 180]))
def test_against_a_slow_oracle(rows: list[Row], theme: str, window: int) -> None:
    strength, brokers = strength_or_none(rows, theme, window)
    days = list(SESSIONS)
    for t, ticker in enumerate(TICKERS):
        own = sessions_of(calendar_of(ticker))
        exchange = list(pd.DatetimeIndex(own[(own >= days[0] - pd.Timedelta(days=9)) & (own <= days[-1])]))
        every = list(pd.DatetimeIndex(EVERY[(exchange[0] <= EVERY) & (days[-1] >= EVERY)]))
        for s, session in enumerate(days):
            words = oracle.membership(rows, theme, ticker, session, window, every, exchange)
            assert strength[s, t] == max(words.values(), default=0), (ticker, session)
            assert brokers[s, t] == sum(word >= 4 for word in words.values())


@settings(max_examples=60, deadline=None)
@given(lists, lists, st.integers(0, len(SESSIONS) - 1), st.sampled_from(THEMES), st.sampled_from([7, 180]))
def test_nothing_known_later_changes_what_was(
    rows: list[Row], others: list[Row], day: int, theme: str, window: int
) -> None:
    """Row by row: also within a report whose companies trade on other exchanges."""
    until = SESSIONS[day]
    early = [r for r in rows if r.known is not None and r.known <= until]
    later = [r for r in others if r.known is not None and r.known > until]
    whole = strength_or_none(rows, theme, window)
    for changed in (early, early + later):
        found = strength_or_none(changed, theme, window)
        for ours, theirs in zip(whole, found, strict=True):
            np.testing.assert_array_equal(ours[: day + 1], theirs[: day + 1])
