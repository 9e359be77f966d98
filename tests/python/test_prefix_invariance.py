"""Nothing that is known after a session changes what any public function says of it or of one before.

The functions are found, not listed: one that is new and has no call here fails the test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import yanbao as yb
from hypothesis import given, settings
from sold import BROKERS, TICKERS, Sold, actuals, sold

CUT = "2024-05-10"  # a Friday: what is published on it is known on Monday
EXPR = (yb.f.pe("fy1") < 15) & (yb.f.eps_growth("fy2") > 0) | (yb.f.rank(yb.f.pe("ftm")) <= 1)

# names of `yb.f` that take something else than a year; the calls below ask for most of them
SPECIAL = {"breadth", "brokers", "cagr", "industry", "mean", "peg", "quantile", "rank", "rating", "revision"}
SPECIAL |= {"theme"}
# how each is asked; `ticker` and `day` are of the past
CALLS: dict[str, Callable[[yb.Panel], Any] | None] = {
    "breadth": lambda p: p.breadth("eps", "fy1", 5),
    "cagr": lambda p: p.cagr(),
    "consensus": lambda p: p.consensus("eps", "fy1", window=40),
    "earnings_yield": lambda p: p.earnings_yield("this_year"),
    "eps_growth": lambda p: p.eps_growth("fy2"),
    "eval": lambda p: p.eval(yb.f.eps("ftm") - yb.f.mean(yb.f.eps(2024)) * yb.f.brokers("eps")),
    "ledger": lambda p: p.ledger[p.ledger["known_at"] <= CUT],
    "net_profit_growth": lambda p: p.net_profit_growth("fy1"),
    "pe": lambda p: p.pe("ftm"),
    "peg": lambda p: p.peg(),
    "price": lambda p: p.price(),
    "reasons": lambda p: p.reasons(EXPR),
    "revision": lambda p: p.revision("eps", "fy1", 5),
    "screen": lambda p: p.screen(EXPR | (yb.f.revision("eps", "fy1", 5) > 0) & (yb.f.breadth("eps") > 0)),
    "screen_at": lambda p: p.screen_at(EXPR, CUT),
    "rating": lambda p: p.rating(window=40),
    "sessions": lambda p: p.sessions[p.sessions <= CUT].to_series(),
    "theme": lambda p: p.theme("信创", min_role="beneficiary", window=40),
    "theme_life": lambda p: _seen(p.theme_life("信创", window=40)),
    "theme_pe": lambda p: p.theme_pe("信创", "harmonic"),
    "themes": None,  # names; those of the past are asked for above
    "tickers": None,  # columns; those that are in both are compared
    "to_alphalens": lambda p: p.to_alphalens(yb.f.eps("fy1")).reset_index(),
    "to_bt": lambda p: p.to_bt(yb.f.eps("fy1") > 1),
    "to_qlib": lambda p: (
        p.to_qlib({"eps": yb.f.eps("fy1")}).reset_index().rename(columns={"datetime": "date"})
    ),
    "why": lambda p: p.why("eps", TICKERS[0], CUT),
}


def outcome(call: Callable[[], Any]) -> Any:
    """What a call gives, or says."""
    try:
        return call()
    except yb.YanbaoError as error:
        return type(error).__name__


def _seen(life: pd.DataFrame) -> pd.DataFrame:
    """What was first seen by then; what ended it may come later."""
    return life[life["first_seen"] <= CUT][["ticker", "broker", "role", "first_seen"]].reset_index(drop=True)


def past(answer: Any, tickers: set[str]) -> Any:
    """The part of an answer that is of sessions up to the cut and of these tickers."""
    if isinstance(answer, str):
        return answer
    made = pd.DataFrame(answer)
    made.attrs = {}
    if isinstance(made.index, pd.MultiIndex):
        made = made.reset_index()
    if isinstance(made.index, pd.DatetimeIndex):
        made = made.loc[:CUT]
    if "date" in made.columns:
        made = made[made["date"] <= CUT]
    if set(map(str, made.columns)) & tickers:
        made = made[[c for c in made.columns if c in tickers]]
    if made.index.name == "ticker":
        made = made[made.index.isin(tickers)]
    rank = [c for c in made.columns if str(c).endswith("_rank")]
    return made.drop(columns=["row", *rank], errors="ignore")


FIGURE = st.sampled_from([1.0, 1.1, -0.4, 0.0, 2.0])
TICKER = st.sampled_from([*TICKERS, "000001.SZ"])


def rows_of(days: list[str]) -> st.SearchStrategy[list[Sold]]:
    year = st.sampled_from([2022, 2023, 2024, 2025])
    return st.lists(
        st.tuples(TICKER, st.sampled_from(BROKERS), st.sampled_from(days), year, FIGURE), max_size=8
    )


BEFORE = rows_of(["2024-03-04", "2024-03-28", "2024-04-26", "2024-05-09"])
AFTER = rows_of([CUT, "2024-05-13", "2024-06-03"])
STEPS = st.lists(st.sampled_from([1.0, 1.02, 1.4, 0.5]), min_size=5, max_size=5)
FIRST: list[Sold] = [(t, BROKERS[0], "2024-03-04", y, 1.0) for t in TICKERS for y in (2023, 2024, 2025)]


def panel_of(rows: list[Sold], later: list[Sold], steps: list[float], end: int, last: list[Any]) -> yb.Panel:
    days = pd.bdate_range("2024-04-15", periods=end)
    walk = np.cumprod(np.r_[1.0, np.repeat(steps, 6)])[:end]
    px = pd.concat(
        pd.DataFrame({"date": days, "ticker": t, "close": 10 * walk, "preclose": 10 * np.r_[1.0, walk][:end]})
        for t in TICKERS
    )
    prices = yb.Prices.from_frame(px, adjusted="raw", volume_unit="share")
    known = actuals((TICKERS[0], 2023, 0.9, "2024-04-20"), (TICKERS[1], 2022, 1.1, "2024-04-20"), *last)
    corpus = sold([*FIRST, *rows, *later])
    return corpus.panel(prices=prices, actuals=known, start="2024-03-05", end="2024-07-01")


def test_every_public_function_is_asked() -> None:
    public = {name for name, _ in inspect.getmembers(yb.Panel) if not name.startswith("_")}
    public |= {name for name in vars(sold(FIRST).panel()) if not name.startswith("_")}
    assert public == set(CALLS)


@settings(max_examples=6)
@given(
    BEFORE,
    AFTER,
    AFTER,
    STEPS,
    STEPS,
    st.lists(st.tuples(TICKER, FIGURE), max_size=2, unique_by=lambda x: x[0]),
)
def test_the_past_stays(
    rows: list[Sold],
    later: list[Sold],
    other: list[Sold],
    steps: list[float],
    changed: list[float],
    announced: list[tuple[str, float]],
) -> None:
    upto = 19  # days of prices, three steps of six each: the last lies before the cut
    more = [(t, 2023, value, "2024-05-13") for t, value in announced]
    one = panel_of(rows, later, steps, 31, more)
    two = panel_of(rows, other, [*steps[:3], *changed[3:]], 31, [])
    three = panel_of(rows, [], steps, upto, [])
    tickers = set(one.tickers) & set(two.tickers) & set(three.tickers)
    named = {f"f.{name}": name for name in dir(yb.f) if name not in SPECIAL}
    calls = {name: call for name, call in CALLS.items() if call is not None}
    for label, name in named.items():
        calls[label] = lambda p, n=name: _asked(p, n)
    compare(calls, [one, two, three], tickers)


def compare(calls: dict[str, Callable[[yb.Panel], Any]], panels: list[yb.Panel], tickers: set[str]) -> None:
    """The past of every answer is the same in every panel."""
    for name, call in calls.items():
        first, *rest = [past(outcome(lambda: call(panel)), tickers) for panel in panels]  # noqa: B023
        for answer in rest:
            if isinstance(answer, str) or isinstance(first, str):
                assert answer is first or answer == first, name
            else:
                pd.testing.assert_frame_equal(
                    first.reset_index(drop=True), answer.reset_index(drop=True), obj=name, check_dtype=False
                )


def _asked(panel: yb.Panel, name: str) -> pd.DataFrame:
    metric = getattr(yb.f, name)
    try:
        return panel.eval(metric("fy1"))
    except yb.errors.InvalidValueError:
        return panel.eval(metric())


@settings(max_examples=6)
@given(BEFORE, AFTER, AFTER)
def test_the_past_of_a_corpus_stays(rows: list[Sold], later: list[Sold], other: list[Sold]) -> None:
    one, two = (sold([*FIRST, *rows, *more]) for more in (later, other))
    for name in ("estimates", "meta", "coverage", "themes", "findings"):
        mine, theirs = (pd.DataFrame(getattr(corpus.asof(CUT), name)) for corpus in (one, two))
        pd.testing.assert_frame_equal(mine, theirs)
    mine, theirs = (c.diff(since="2024-03-01") for c in (one, two))
    at = [frame[frame["known_at"] <= CUT].reset_index(drop=True) for frame in (mine, theirs)]
    pd.testing.assert_frame_equal(*at)


HOUSES = ["青石证券", "栖霞证券", "沧浪证券"]
ROLES = ["重点推荐", "建议关注", "受益标的包括"]
NAMES = {"恒生电子": "600570.SH", "五粮液": "000858.SZ", "平安银行": "000001.SZ"}


def report(said: tuple[str, str, str, list[str], str]) -> str:
    """A weekly with a list of a theme, and a note with a rating."""
    house, day, role, names, rating = said
    year, month, at = day.split("-")
    head = f"{house}研究所\n\n{{kind}}\n\n{{company}}{year}年{int(month)}月{int(at)}日\n\n"
    if role:
        return head.format(kind="计算机行业周报", company="") + f"信创：{role}{'、'.join(names)}。\n"
    company = f"{names[0]}（{NAMES[names[0]]}）\n\n"
    table = "盈利预测\n项目\t2023A\t2024E\nEPS（元）\t1.00\t1.20\n"
    return head.format(kind="公司点评", company=company) + f"投资评级：{rating}\n\n" + table


def said_on(days: list[str]) -> st.SearchStrategy[list[tuple[str, str, str, list[str], str]]]:
    named = st.lists(st.sampled_from(list(NAMES)), min_size=1, max_size=2, unique=True)
    role, rating = st.sampled_from([*ROLES, ""]), st.sampled_from(["买入", "增持", "中性"])
    return st.lists(
        st.tuples(st.sampled_from(HOUSES), st.sampled_from(days), role, named, rating), max_size=4
    )


@settings(max_examples=6)
@given(
    said_on(["2024-03-04", "2024-04-26", "2024-05-08"]),
    said_on([CUT, "2024-05-13", "2024-06-03"]),
    said_on([CUT, "2024-05-13"]),
)
def test_the_past_of_themes_and_ratings_stays(rows: Any, later: Any, other: Any) -> None:
    first = [(h, "2024-03-01", "重点推荐", ["恒生电子"], "") for h in HOUSES[:1]]
    first += [(HOUSES[1], "2024-03-01", "", ["五粮液"], "买入")]
    panels = [
        yb.read_many([report(said) for said in [*first, *rows, *more]], workers=1, progress=False).panel(
            start="2024-03-04", end="2024-06-28"
        )
        for more in (later, other)
    ]
    calls = {name: CALLS[name] for name in ("theme", "theme_life", "rating", "screen", "reasons", "ledger")}
    calls["flag"] = lambda p: p.screen(yb.f.theme("信创", min_brokers=2) | yb.f.rating("买入"))
    calls["excess"] = lambda p: p.eval(yb.f.excess_return())
    asked = {name: call for name, call in calls.items() if call is not None}
    compare(asked, panels, set(panels[0].tickers) & set(panels[1].tickers))
