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

# how each is asked; `ticker` and `day` are of the past
CALLS: dict[str, Callable[[yb.Panel], Any]] = {
    "breadth": lambda p: p.breadth("eps", "fy1", 5),
    "cagr": lambda p: p.cagr(),
    "consensus": lambda p: p.consensus("eps", "fy1", window=40),
    "earnings_yield": lambda p: p.earnings_yield("this_year"),
    "eps_growth": lambda p: p.eps_growth("fy2"),
    "eval": lambda p: p.eval(yb.f.eps("ftm") - yb.f.eps(2024)),
    "ledger": lambda p: p.ledger[p.ledger["known_at"] <= CUT],
    "net_profit_growth": lambda p: p.net_profit_growth("fy1"),
    "pe": lambda p: p.pe("ftm"),
    "peg": lambda p: p.peg(),
    "price": lambda p: p.price(),
    "reasons": lambda p: p.reasons(EXPR),
    "revision": lambda p: p.revision("eps", "fy1", 5),
    "screen": lambda p: p.screen(EXPR),
    "screen_at": lambda p: p.screen_at(EXPR, CUT),
    "sessions": lambda p: p.sessions[p.sessions <= CUT].to_series(),
    "tickers": None,  # type: ignore[dict-item]  # columns; those that are in both are compared
    "why": lambda p: p.why("eps", TICKERS[0], CUT),
}


def outcome(call: Callable[[], Any]) -> Any:
    """What a call gives, or says."""
    try:
        return call()
    except yb.YanbaoError as error:
        return type(error).__name__


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


@settings(max_examples=10)
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
    named = {
        f"f.{n}": n for n in dir(yb.f) if n not in ("rank", "quantile", "theme", "rating", "cagr", "peg")
    }
    calls = {name: call for name, call in CALLS.items() if call is not None}
    for label, name in named.items():
        calls[label] = lambda p, n=name: _asked(p, n)
    for name, call in calls.items():
        answers = [past(outcome(lambda: call(p)), tickers) for p in (one, two, three)]  # noqa: B023
        for answer in answers[1:]:
            if isinstance(answer, str) or isinstance(answers[0], str):
                assert answer is answers[0] or answer == answers[0], name
            else:
                pd.testing.assert_frame_equal(
                    answers[0].reset_index(drop=True),
                    answer.reset_index(drop=True),
                    obj=name,
                    check_dtype=False,
                )


def _asked(panel: yb.Panel, name: str) -> pd.DataFrame:
    metric = getattr(yb.f, name)
    try:
        return panel.eval(metric("fy1"))
    except yb.errors.InvalidValueError:
        return panel.eval(metric())


@settings(max_examples=10)
@given(BEFORE, AFTER, AFTER)
def test_the_past_of_a_corpus_stays(rows: list[Sold], later: list[Sold], other: list[Sold]) -> None:
    one, two = (sold([*FIRST, *rows, *more]) for more in (later, other))
    for name in ("estimates", "meta", "coverage", "themes", "findings"):
        mine, theirs = (pd.DataFrame(getattr(corpus.asof(CUT), name)) for corpus in (one, two))
        pd.testing.assert_frame_equal(mine, theirs)
    mine, theirs = (c.diff(since="2024-03-01") for c in (one, two))
    at = [frame[frame["known_at"] <= CUT].reset_index(drop=True) for frame in (mine, theirs)]
    pd.testing.assert_frame_equal(*at)
