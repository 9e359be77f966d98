"""Fees and rules of markets: a sheet worked by hand, and what holds of every line."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from golden import DATA
from hypothesis import given
from hypothesis import strategies as st
from yanbao._backtest.costs import MARKETS, Costs, costs
from yanbao._backtest.rules import Rules, rules
from yanbao.errors import InvalidValueError, UnknownNameError

SHEET = json.loads((DATA / "ashare_cases.json").read_text(encoding="utf-8"), parse_float=Decimal)["cases"]
CASES = [pytest.param(case, id=case["name"]) for case in SHEET]


@pytest.mark.parametrize("case", CASES)
def test_the_sheet(case: dict[str, Any]) -> None:
    if case["kind"] == "fees":
        found = costs.all.of(case["side"], case["shares"], case["price"], case["market"], case["day"])
        assert found == case["fees"]
        assert all(fee.as_tuple().exponent == -2 for fee in found.values())
    elif case["kind"] == "limit":
        key = ("ticker", "day", "reference", "st", "age")
        assert rules.all.limit(*(case[k] for k in key)) == (case["low"], case["high"])
    else:
        key = ("ticker", "day", "side", "wanted", "held")
        assert rules.all.accepted(*(case[k] for k in key)) == case["accepted"]


def test_the_sheet_is_of_every_kind_and_names_no_case_twice() -> None:
    names = [case["name"] for case in SHEET]
    assert len(set(names)) == len(names) >= 40
    assert {case["kind"] for case in SHEET} == {"fees", "limit", "order"}
    assert all(case["why"] for case in SHEET)


@pytest.mark.parametrize("table", [costs.all, rules.all], ids=["costs", "rules"])
def test_every_line_has_a_source_and_says_how_it_was_read(table: Costs | Rules) -> None:
    lines = table.lines
    assert (lines["source"].str.len() > 8).all()
    assert set(lines["read"]) == {"itself", "quoted", "secondary"}
    assert (lines["official"] == (lines["read"] == "itself")).all()
    assert 0 < lines["official"].sum() < len(lines)
    unread = lines[~lines["official"]]
    assert set(unread["read"]) == {"quoted", "secondary"}


def test_lines_of_a_fee_follow_each_other_without_a_gap() -> None:
    """A day without a line between two with one would be a fee forgotten."""
    lines = costs.all.lines
    for market in MARKETS:
        for _, fee in lines[lines["markets"].str.split().map(lambda m, x=market: x in m)].groupby("name"):
            ends, starts = fee["to"].to_list()[:-1], fee["from"].to_list()[1:]
            assert [end + pd.Timedelta(days=1) for end in ends] == starts


@given(
    day=st.dates(date(1990, 1, 1), date(2027, 1, 1)),
    age=st.integers(0, 8),
    warned=st.booleans(),
    board=st.sampled_from(rules.all.board_names),
)
def test_one_line_at_most_holds_for_a_share(day: date, age: int, warned: bool, board: str) -> None:
    limits = rules.all.lines.query("kind == 'limit' and board == @board")
    days = pd.Timestamp(day)
    holding = limits[
        ~(limits["from"] > days)
        & ~(limits["to"] < days)
        & (limits["age_from"] <= age)
        & ~(limits["age_to"] < age)
        & limits["st"].map(lambda v: v is None or pd.isna(v) or bool(v) is warned)
    ]
    assert len(holding) <= 1
    first = limits["from"].min()
    since_warnings = board not in ("main", "b") or day >= date(1998, 4, 22)
    if (pd.isna(first) or days >= first) and (since_warnings or not warned):
        assert len(holding) == 1


@pytest.mark.parametrize("name", ["china", "hong_kong", "us", "all", "none"])
def test_tables_print(name: str) -> None:
    for tables in (costs, rules):
        table = getattr(tables, name)
        text, page = repr(table), table._repr_html_()
        assert text.splitlines()[0].endswith(name)
        assert len(text.splitlines()) == len(table) + 3
        assert page.count("<tr>") == len(table) + 1
        assert name in dir(tables)
        assert name in repr(tables)
        assert len(table.lines) == len(table)
    assert "official text" in repr(costs.china)
    assert [line for line in repr(costs.china).splitlines() if line.startswith("stamp_duty")][-1].endswith(
        " q"
    )


def test_a_change_is_marked_and_leaves_the_table_as_it_was() -> None:
    mine = costs.all.replace("commission", rate=0.0001, min=None, market="SH")
    lines = mine.lines.query("name == 'commission'")
    yours = lines[lines["markets"] == "SH"].iloc[0]
    assert (yours["rate"], yours["source"], yours["read"], bool(yours["official"])) == (
        1e-4,
        "user",
        "user",
        False,
    )
    assert np.isnan(yours["min"])
    assert "SZ BJ" in set(lines["markets"])
    assert mine.of("buy", 1000, 10, "SH", "2024-01-05")["commission"] == Decimal("1.00")
    assert mine.of("buy", 1000, 10, "SZ", "2024-01-05")["commission"] == Decimal("5.00")
    assert costs.all.of("buy", 1000, 10, "SH", "2024-01-05")["commission"] == Decimal("5.00")
    free = mine.without("commission").without("transfer_fee", market="SZ")
    assert set(free.of("buy", 1000, 10, "SH", "2024-01-05")) == {"transfer_fee"}
    assert free.of("buy", 1000, 10, "SZ", "2024-01-05") == {}
    more = costs.us.add({"name": "platform", "side": "buy", "per_share": 0.005, "min": 1, "to": "2024-12-31"})
    assert more.of("buy", 1000, 10, "US", "2024-12-31")["platform"] == Decimal("5.00")
    assert "platform" not in more.of("buy", 1000, 10, "US", "2025-01-01")
    assert more.lines.iloc[-1][["source", "read"]].to_list() == ["user", "user"]
    loose = rules.china.replace("limit", board="main", st=True, up=0.2, down=0.2)
    assert loose.limit("600000.SH", "2024-01-05", 10, st=True) == (8, 12)
    assert loose.limit("600000.SH", "2024-01-05", 10) == (9, 11)
    assert set(loose.lines[loose.lines["up"] == 0.2].query("board == 'main'")["read"]) == {"user"}
    assert rules.china.without("limit").limit("600000.SH", "2024-01-05", 10) == (None, None)
    assert rules.hong_kong.lot("0700.HK", "2024-01-05") is None
    assert rules.hong_kong.replace("lot", board="hk", least=100, step=100).lot("0700.HK", "2024-01-05") == (
        100,
        100,
    )


def test_two_lines_of_a_fee_on_one_day_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="two lines of stamp_duty"):
        costs.china.add({"name": "stamp_duty", "side": "sell", "rate": 0.001, "from": "2024-01-01"})
    buyers = costs.china.add({"name": "stamp_duty", "side": "buy", "rate": 0.001, "from": "2024-01-01"})
    assert buyers.of("buy", 1000, 10, "SH", "2024-01-05")["stamp_duty"] == Decimal("10.00")
    with pytest.raises(InvalidValueError, match="two lines of limit"):
        rules.china.add({"kind": "limit", "board": "star", "up": 0.1, "down": 0.1, "from": "2024-01-01"})


WRONG = [
    (lambda: costs.chnia, "did you mean 'china'"),
    (lambda: rules.hongkong, "did you mean 'hong_kong'"),
    (lambda: costs.china.replace("comission", rate=0), "did you mean 'commission'"),
    (lambda: costs.china.replace("commission", rat=0), "did you mean 'rate'"),
    (lambda: costs.china.without("stampduty"), "did you mean 'stamp_duty'"),
    (lambda: costs.china.of("buy", 1, 1, "HK", "2024-01-05"), "there are SH, SZ, BJ"),
    (lambda: costs.china.add({"name": "x", "markets": ["US"]}), "there are SH, SZ, BJ"),
    (lambda: costs.china.add({"name": "x", "sid": "buy"}), "did you mean 'side'"),
    (lambda: rules.china.replace("limits", up=0.2), "did you mean 'limit'"),
    (lambda: rules.china.replace("limit", board="stars", up=0.2), "did you mean 'star'"),
    (lambda: rules.china.replace("lot", up=0.2), "there are least, step"),
    (lambda: rules.china.limit("0700.HK", "2024-01-05", 300), "is not for hk"),
    (lambda: rules.china.lot("510300.SH", "2024-01-05"), "on no board"),
]


@pytest.mark.parametrize(("call", "words"), WRONG)
def test_a_name_that_is_not_there_says_what_was_meant(call: Any, words: str) -> None:
    with pytest.raises(UnknownNameError, match=words):
        call()


BAD = [
    lambda: costs.china.of("hold", 1, 1, "SH", "2024-01-05"),
    lambda: costs.china.of("buy", -1, 1, "SH", "2024-01-05"),
    lambda: costs.china.of("buy", 1, float("nan"), "SH", "2024-01-05"),
    lambda: costs.china.of("buy", 1, 1, "SH", "soon"),
    lambda: costs.china.replace("commission"),
    lambda: costs.china.replace("commission", rate=-0.1),
    lambda: costs.china.replace("commission", rate=True),
    lambda: costs.china.replace("commission", max=1),
    lambda: costs.china.add({"name": "x", "from": "2024-01-02", "to": "2024-01-01"}),
    lambda: costs.china.add({"rate": 0.1}),
    lambda: costs.china.core_lines(np.array(["2024-01-02", "2024-01-02"], dtype="datetime64[ns]")),
    lambda: costs.china.core_lines(np.array(["NaT"], dtype="datetime64[ns]")),
    lambda: rules.china.limit("600000.SH", "2024-01-05", 0),
    lambda: rules.china.limit("60000.SH", "2024-01-05", 1),
    lambda: rules.china.replace("limit", board="main", down=2),
    lambda: rules.china.replace("limit", board="star", st=True, up=0.1),
    lambda: rules.china.replace("lot", board="main", least=0),
    lambda: rules.china.accepted("600000.SH", "2024-01-05", "sell", -1),
]


@pytest.mark.parametrize("call", BAD)
def test_a_value_that_cannot_be_is_refused(call: Any) -> None:
    with pytest.raises(InvalidValueError):
        call()


def test_boards_of_tickers() -> None:
    tickers = [
        "600000.SH",
        "002594.SZ",
        "300750.SZ",
        "688111.SH",
        "920002.BJ",
        "430017.BJ",
        "900901.SH",
        "200012.SZ",
    ]
    boards = ["main", "main", "chinext", "star", "beijing", "beijing", "b", "b"]
    assert [rules.all.board(t) for t in tickers] == boards
    assert rules.all.boards([*tickers, "0700.HK", "NVDA.O", "BZ.US", "000300.SH", "510300.SH"]).tolist() == [
        *(rules.all.board_names.index(b) for b in boards),
        *(rules.all.board_names.index(b) for b in ("hk", "us", "us")),
        -1,
        -1,
    ]
    assert rules.china.boards(["0700.HK", "600000.SH"]).tolist() == [-1, 0]
    assert rules.all.boards([]).dtype == np.int32
    assert costs.all.markets_of([*tickers[:7], "0700.HK", "BZ.US", "510300.SH"]).tolist() == [
        *(0, 1, 1, 0, 2, 2),
        -1,
        *(3, 4),
        -1,
    ]
    assert costs.us.markets_of(["600000.SH", "NVDA.O"]).tolist() == [-1, 4]


def test_what_else_the_rules_say() -> None:
    assert [
        rules.all.sell_after(t, "2024-01-05") for t in ("600000.SH", "920002.BJ", "0700.HK", "NVDA.O")
    ] == [1, 1, 0, 0]
    assert rules.all.sell_after("900901.SH", "2001-11-30") == 0
    assert not rules.china.short_allowed("600000.SH", "2024-01-05")
    assert rules.none.short_allowed("600000.SH", "2024-01-05")
    assert rules.china.volume_cap("600000.SH", "2024-01-05") == Decimal("0.25")
    assert rules.none.volume_cap("600000.SH", "2024-01-05") is None
    assert costs.none.of("buy", 1000, 10, "SH", "2024-01-05") == {}
    assert costs.china.of("buy", 0, 10, "SH", "2024-01-05")["commission"] == 0
    assert costs.china.known("SH") == (date(2015, 8, 1), None)
    assert costs.us.known("US") == (date(2014, 3, 18), date(2026, 12, 31))


@given(
    cents=st.integers(1, 10**6), day=st.dates(date(1996, 12, 16), date(2026, 11, 27)), warned=st.booleans()
)
def test_limits_lie_around_the_reference(cents: int, day: date, warned: bool) -> None:
    for ticker in ("600000.SH", "300001.SZ", "688001.SH", "920002.BJ"):
        low, high = rules.all.limit(ticker, day, Decimal(cents) / 100, st=warned)
        if low is None or high is None:
            continue
        assert high * 100 >= cents + 1
        assert 1 <= low * 100 <= max(cents - 1, 1)
        assert low * 100 == int(low * 100)


def test_a_long_listed_share_never_loses_its_limit() -> None:
    """Around the days when the rules for new listings changed."""
    for ticker, start in (("600000.SH", date(2023, 4, 3)), ("300001.SZ", date(2020, 8, 17))):
        for k in range(20):
            assert rules.china.limit(ticker, start + timedelta(days=k), 10)[0] is not None
            assert rules.china.limit(ticker, start + timedelta(days=k), 10, age=1000)[0] is not None


def test_import_stays_light() -> None:
    code = "import sys, yanbao._backtest.costs, yanbao._backtest.rules; print('pandas' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
