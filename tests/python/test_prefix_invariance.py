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
from sold import actuals

CUT = "2024-05-10"  # a Friday: what is published on it is known on Monday
NAMES = {"恒生电子": "600570.SH", "五粮液": "000858.SZ", "腾讯控股": "0700.HK"}
TICKERS = list(NAMES.values())
HOUSES = ["青石证券", "栖霞证券", "沧浪证券"]
EXPR = (yb.f.pe("fy1") < 15) & (yb.f.eps_growth("fy2") > 0) | (yb.f.rank(yb.f.pe("ftm")) <= 1)
WORDS = yb.f.theme("信创", min_brokers=2) | yb.f.rating("买入") & yb.f.theme("白酒")
MOVED = (yb.f.revision("eps", "fy1", 5) > 0) & (yb.f.breadth("eps") > 0)

# names of `yb.f` that take something else than a year; the calls below ask for them
SPECIAL = {"breadth", "brokers", "cagr", "industry", "mean", "peg", "quantile", "rank", "rating", "revision"}
SPECIAL |= {"theme"}
# what the reports below print; a metric that is made of others is asked of them too
PRINTED = {"eps", "net_profit", "revenue", "bvps", "dps", "roe"}
MADE = {
    "pe",
    "pe_recomputed",
    "earnings_yield",
    "pb",
    "dividend_yield",
    "price",
    "market_cap",
    "excess_return",
}
MADE |= {f"{name}_growth" for name in ("eps", "net_profit", "revenue")}
# how each is asked; `ticker` and `day` are of the past
CALLS: dict[str, Callable[[yb.Panel], Any] | None] = {
    "basket": lambda p: p.basket("信创", rebalance="W-FRI", entry="close").weights,
    "breadth": lambda p: p.breadth("eps", "fy1", 5),
    "cagr": lambda p: p.cagr("net_profit", "fy1", "fy2"),
    "consensus": lambda p: p.consensus("eps", "fy1", window=40),
    "earnings_yield": lambda p: p.earnings_yield("this_year"),
    "eps_growth": lambda p: p.eps_growth("fy2"),
    "eval": lambda p: p.eval(yb.f.eps("ftm") - yb.f.mean(yb.f.eps(2024)) * yb.f.brokers("eps")),
    "findings": None,  # of all that the panel holds: for a look back
    "ledger": lambda p: p.ledger[p.ledger["known_at"] <= CUT],
    "net_profit_growth": lambda p: p.net_profit_growth("fy2"),
    "pe": lambda p: p.pe("ftm"),
    "peg": lambda p: p.peg("fy2"),
    "price": lambda p: p.price(),
    "rating": lambda p: p.rating(window=40),
    "reasons": lambda p: p.reasons(EXPR),
    "revision": lambda p: p.revision("eps", "fy1", 5),
    "screen": lambda p: p.screen(EXPR | MOVED | WORDS),
    "screen_at": lambda p: p.screen_at(EXPR, CUT),
    "sessions": lambda p: p.sessions[p.sessions <= CUT].to_series(),
    "theme": lambda p: p.theme("信创", min_role="beneficiary", window=40),
    "theme_life": lambda p: _seen(p.theme_life("信创", window=40)),
    "theme_pe": lambda p: p.theme_pe("白酒"),
    "themes": None,  # names; those of the past are asked for above
    "tickers": None,  # columns; those that are in both are compared
    "to_alphalens": lambda p: p.to_alphalens(yb.f.eps("fy1")).reset_index(),
    "to_bt": lambda p: p.to_bt(yb.f.eps("fy1") > 1),
    "to_qlib": lambda p: (
        p.to_qlib({"eps": yb.f.eps("fy1")}).rename_axis(index={"datetime": "date"}).reset_index()
    ),
    "weights": lambda p: p.weights(EXPR | MOVED, "W-FRI", top=2, rank_by=-yb.f.pe("fy1")),
    "why": lambda p: p.why("eps", TICKERS[0], CUT),
}
MORE = {
    "basket members": lambda p: p.basket("信创", weight="cap", entry="close").members,
    "basket returns": lambda p: p.basket("信创", entry="close").returns.loc[:"2024-05-09"].to_frame(),
    "concepts": lambda p: p.theme("概念"),
    "harmonic": lambda p: p.theme_pe("白酒", "harmonic"),
    "in industry": lambda p: p.eval(yb.f.rank(yb.f.eps("fy1"), within=yb.f.industry())),
    "flags": lambda p: p.screen(WORDS).astype(float),
    "weights by role": lambda p: p.weights(WORDS, "D", weight="role", max_weight=0.6),
    "weights by cap": lambda p: p.weights(yb.f.eps("fy1") > 0, "MS", weight="cap"),
    "long and short": lambda p: p.weights(
        yb.f.eps("fy1") > 0, "W-WED", rank_by=yb.f.eps("fy2"), long_short=(1, 1)
    ),
    "why not": lambda p: p.reasons(WORDS & EXPR),
    "fy0": lambda p: p.eval(yb.f.eps("fy0")),
    "by broker": lambda p: p.consensus("net_profit", "fy1").by_broker,
    "level": lambda p: p.revision("net_profit", "fy2", 10, how="level"),
    "why another currency": lambda p: p.why("eps", "00700.HK", CUT, 2024),
}
NAMED = {f"f.{name}": name for name in dir(yb.f) if name not in SPECIAL}


def calls() -> dict[str, Callable[[yb.Panel], Any]]:
    made = {name: call for name, call in {**CALLS, **MORE}.items() if call is not None}
    for label, name in NAMED.items():
        made[label] = lambda p, n=name: _asked(p, n)
    return made


def _asked(panel: yb.Panel, name: str) -> pd.DataFrame:
    years = () if name in ("price", "market_cap", "excess_return") else ("fy1",)
    return panel.eval(getattr(yb.f, name)(*years))


def outcome(call: Callable[[], Any]) -> Any:
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


# --- reports: a house says something of a company, or lists a theme

Said = tuple[str, str, str, list[str], float]


def report(said: Said) -> str:
    """A weekly with a list of a theme, or a note with a rating and forecasts of three years."""
    house, day, word, names, figure = said
    year, month, at = day.split("-")
    head = f"{house}研究所\n\n{{kind}}\n\n{{company}}{year}年{int(month)}月{int(at)}日\n\n"
    if word in ROLES:
        themes = f"信创：{word}{'、'.join(names)}。\n白酒：{word}{names[0]}。\n"
        return head.format(kind="行业周报", company="") + themes
    company = f"{names[0]}（{NAMES[names[0]]}）\n\n"
    lines = {"营业收入（百万元）": 1000, "归母净利润（百万元）": 100, "EPS（元）": 1, "每股净资产（元）": 5}
    lines |= {"每股股利（元）": 0.3, "ROE（%）": 10}
    table = "盈利预测\n项目\t2023E\t2024E\t2025E\n"
    for name, unit in lines.items():
        if names[0] == "腾讯控股":  # of whose figures one house has others than the rest
            at_home = ("百万港元", "港元") if house == HOUSES[2] else ("RMBmn", "RMB")
            name = name.replace("百万元", at_home[0]).replace("（元", f"（{at_home[1]}")
        table += f"{name}\t" + "\t".join(f"{figure * unit * (1 + 0.2 * i):.2f}" for i in range(3)) + "\n"
    return head.format(kind="公司点评", company=company) + f"投资评级：{word}\n\n" + table


ROLES = ["重点推荐", "建议关注", "受益标的包括"]
NAMED_COMPANIES = st.lists(st.sampled_from(list(NAMES)), min_size=1, max_size=2, unique=True)
FIRST: list[Said] = [(HOUSES[0], "2024-03-01", "买入", [name], 1.0) for name in NAMES]
FIRST += [(house, "2024-03-04", "重点推荐", ["五粮液", "恒生电子"], 0.0) for house in HOUSES[:2]]
FIRST += [
    (HOUSES[0], "2024-05-07", "增持", ["恒生电子"], 1.5),
    (HOUSES[1], "2024-04-18", "买入", ["五粮液"], 1.2),
    (HOUSES[2], "2024-04-08", "增持", ["腾讯控股"], 1.3),
]


def said_on(days: list[str]) -> st.SearchStrategy[list[Said]]:
    words = st.sampled_from([*ROLES, "买入", "增持", "中性"])
    figures = st.sampled_from([1.0, 1.1, -0.4, 2.0])
    return st.lists(
        st.tuples(st.sampled_from(HOUSES), st.sampled_from(days), words, NAMED_COMPANIES, figures), max_size=6
    )


BEFORE = said_on(["2024-03-04", "2024-03-28", "2024-04-26", "2024-05-09"])
AFTER = said_on([CUT, "2024-05-13", "2024-06-03"])
STEPS = st.lists(st.sampled_from([1.0, 1.02, 1.4, 0.5]), min_size=5, max_size=5)
LATER = st.sampled_from([0.5, 2.0])
SETTINGS = st.fixed_dictionaries(
    {
        "base": st.sampled_from(["actual", "any"]),
        "lag": st.sampled_from([0, 2]),
        "window": st.sampled_from([30, 180]),
    }
    | {"outliers": st.sampled_from(["keep", "drop"])}
    | {"roll": st.sampled_from(["may1", "disclosed"]), "min_brokers": st.sampled_from([1, 2])}
)


def panel_of(said: list[Said], steps: list[float], end: int, later: float | None, **options: Any) -> yb.Panel:
    """A panel with everything joined; `later` turns every table after the cut, None leaves it out."""
    days = pd.bdate_range("2024-04-15", periods=end)
    walk = np.cumprod(np.r_[1.0, np.repeat(steps, 6)])[:end]
    frame = {"date": days, "close": 10 * walk, "preclose": 10 * np.r_[1.0, walk][:end]}
    px = pd.concat(pd.DataFrame(frame | {"ticker": t, "market_cap": 1e9 * walk}) for t in TICKERS)
    known = [(t, year, 0.9, f"{year + 1}-04-20") for t in TICKERS for year in (2022, 2023)]
    tables = {
        "fx": pd.DataFrame({"date": ["2024-04-01", "2024-05-06"], "pair": "HKD/CNY", "rate": [0.91, 0.92]}),
        "industry": pd.DataFrame({"date": "2024-01-05", "ticker": TICKERS, "industry": ["甲", "乙", "甲"]}),
        "concepts": pd.DataFrame({"date": "2024-04-01", "ticker": TICKERS[:2], "concept": "概念"}),
    }
    if later is not None:
        known += [(t, 2023, later, "2024-05-13") for t in TICKERS]
        after = {
            "fx": {"date": CUT, "pair": "HKD/CNY", "rate": later},
            "industry": {"date": CUT, "ticker": TICKERS, "industry": "丙"},
            "concepts": {"date": "2024-05-13", "ticker": TICKERS[2:], "concept": "概念"},
        }
        for name, rows in after.items():
            more = pd.DataFrame(rows, index=None if name != "fx" else [0])
            tables[name] = pd.concat([tables[name], more], ignore_index=True)
    return yb.read_many([report(x) for x in said], workers=1, progress=False).panel(
        prices=yb.Prices.from_frame(px, adjusted="raw", volume_unit="share"),
        actuals=pd.concat([actuals(*known, metric=name) for name in ("eps", "net_profit", "revenue")]),
        start="2024-03-05",
        end="2024-07-01",
        **tables,
        **options,
    )


def test_every_public_function_is_asked() -> None:
    panel = panel_of(FIRST, [1.0] * 5, 19, None)
    public = {name for name, _ in inspect.getmembers(yb.Panel) if not name.startswith("_")}
    public |= {name for name in vars(panel) if not name.startswith("_")}
    assert public == set(CALLS)


def test_every_answer_says_something() -> None:
    """Or what follows would compare errors and empty frames."""
    panel = panel_of(FIRST, [1.0, 1.02, 1.0, 1.0, 1.0], 31, 2.0)
    used = panel.ledger[panel.ledger["reason"].isna()]
    assert set(used["converted_to"].dropna()) == {"CNY"}
    mute = set()
    for name, call in calls().items():
        answer = past(outcome(lambda: call(panel)), set(TICKERS))  # noqa: B023
        if isinstance(answer, str) or not answer.notna().any(axis=None):
            mute.add(name)
    assert mute == {f"f.{name}" for name in NAMED.values() if name not in PRINTED | MADE}


@settings(max_examples=8)
@given(BEFORE, AFTER, AFTER, STEPS, STEPS, LATER, SETTINGS)
def test_the_past_stays(
    said: list[Said],
    later: list[Said],
    other: list[Said],
    steps: list[float],
    changed: list[float],
    turned: float,
    options: dict[str, Any],
) -> None:
    upto = 19  # days of prices, three steps of six each: the last lies before the cut
    one = panel_of([*FIRST, *said, *later], steps, 31, turned, **options)
    two = panel_of([*FIRST, *said, *other], [*steps[:3], *changed[3:]], 31, 1 / turned, **options)
    three = panel_of([*FIRST, *said], steps, upto, None, **options)
    compare(calls(), [one, two, three], set(TICKERS))


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


@settings(max_examples=6)
@given(BEFORE, AFTER, AFTER)
def test_the_past_of_a_corpus_stays(said: list[Said], later: list[Said], other: list[Said]) -> None:
    one, two = (
        yb.read_many([report(x) for x in [*FIRST, *said, *more]], workers=1, progress=False)
        for more in (later, other)
    )
    for name in ("estimates", "meta", "coverage", "themes", "findings"):
        mine, theirs = (
            pd.DataFrame(getattr(corpus.asof(CUT), name)).drop(columns="report") for corpus in (one, two)
        )
        assert len(mine) or name in ("coverage", "findings")
        pd.testing.assert_frame_equal(mine, theirs)
    mine, theirs = (c.diff(since="2024-03-01").drop(columns="report", errors="ignore") for c in (one, two))
    at = [frame[frame["known_at"] <= CUT].reset_index(drop=True) for frame in (mine, theirs)]
    assert len(at[0])
    pd.testing.assert_frame_equal(*at)
