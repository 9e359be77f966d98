"""A grid of variants: each is what `yb.backtest` makes of its weights, and none is lost."""

from __future__ import annotations

import math
import sys
import threading
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from sold import BROKERS, sold
from yanbao._backtest import measures
from yanbao._backtest.grid import grid
from yanbao._sessions import sessions_of

Wrong, Unknown = yb.errors.InvalidValueError, yb.errors.UnknownNameError
CODES = ["000858.SZ", "300750.SZ", "600519.SH", "600570.SH", "601318.SH"]
EVERY = pd.DatetimeIndex(sessions_of("XSHG"))
DAYS = EVERY[EVERY.slice_indexer("2024-01-02", "2024-04-26")]


def rows() -> pd.DataFrame:
    random = np.random.default_rng(3)
    close = np.round(20 * np.exp(np.cumsum(random.normal(0, 0.02, (len(DAYS), len(CODES))), axis=0)), 2)
    before = np.vstack([close[:1], close[:-1]])
    frame = pd.DataFrame({"date": np.repeat(DAYS, len(CODES)), "ticker": np.tile(CODES, len(DAYS))})
    frame = frame.assign(close=close.ravel(), preclose=before.ravel(), volume=1e7, market_cap=1e9)
    frame["open"] = np.round(before + (close - before) / 3, 2).ravel()
    return frame


def market(frame: pd.DataFrame) -> yb.Prices:
    return yb.Prices.from_frame(frame, adjusted="raw", volume_unit="share")


PX = market(rows())
PANEL = sold([(c, BROKERS[0], "2024-01-02", 2023, 1.0 + i) for i, c in enumerate(CODES)]).panel(
    prices=PX, start=DAYS[1], end=DAYS[-1]
)
eps, pe = yb.f.eps("fy1"), yb.f.pe("fy1")
HOW: dict[str, Any] = {"costs": yb.costs.china, "rules": yb.rules.china, "cash": 1e6}


def template(least: float, top: int, rule: str = "W-FRI") -> pd.DataFrame:
    return PANEL.weights(eps > least, rule, top=top, rank_by=-pe)


PARAMS: dict[str, Any] = {"least": [0.5, 2.5], "top": [1, 2, 3]}
MADE = grid(template, PARAMS, PX, progress=False, **HOW)


def test_threads_take_turns_as_before_afterwards() -> None:
    turns: list[float] = []
    before = sys.getswitchinterval()

    def slow(top: int) -> pd.DataFrame:
        turns.append(sys.getswitchinterval())
        return template(0.5, top)

    grid(slow, {"top": [1, 2]}, PX, workers=2, progress=False, **HOW)
    assert max(turns[:2]) < before  # the best is made once more, alone
    assert sys.getswitchinterval() == before


def test_every_combination_is_a_row() -> None:
    assert MADE.table[["least", "top"]].values.tolist() == [[a, b] for a in (0.5, 2.5) for b in (1, 2, 3)]
    assert MADE.table["error"].isna().all()
    assert len(MADE) == 6
    assert MADE.table.index.name == "variant"


def test_what_comes_later_changes_no_row_that_ends_before() -> None:
    """Prices that stop at a day, and others from then on, give the figures that `end` gives."""
    last = DAYS[40]

    def upto(px: yb.Prices) -> yb.Panel:
        return sold([(c, BROKERS[0], "2024-01-02", 2023, 1.0 + i) for i, c in enumerate(CODES)]).panel(
            prices=px, start=DAYS[1], end=last
        )

    frame = rows()
    early = frame[frame["date"] <= last]
    other = frame.assign(close=frame["close"].where(frame["date"] <= last, frame["close"] * 3))
    tables = []
    for known in (frame, early, other):
        px = market(known)
        panel = upto(px)
        made = grid(
            lambda top, panel=panel: panel.weights(eps > 0.5, top=top, rank_by=-pe),
            {"top": [1, 2, 3]},
            px,
            progress=False,
            end=last,
            **HOW,
        )
        tables.append(made.table)
    assert tables[0]["trades"].gt(0).all()
    for table in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], table)


@pytest.mark.parametrize("rule", ["W-FRI", "D", "MS"])
def test_a_row_is_what_a_backtest_gives(rule: str) -> None:
    """To the last digit, though it is run beside stocks that it does not hold."""
    benchmark = pd.Series(np.linspace(100, 120, len(DAYS)), index=DAYS)
    how = {**HOW, "benchmark": benchmark, "benchmark_total": True, "risk_free": 0.02}
    made = grid(lambda top: template(1.5, top, rule), {"top": [1, 3]}, PX, progress=False, **how)
    for i in range(2):
        res = made.run(i)
        row = made.table.loc[i]
        stats = res.stats["net"]
        for name in ("total_return", "annual_return", "volatility", "sharpe", "sortino", "max_drawdown"):
            assert row[name] == stats[name], name
        for name in ("calmar", "excess_return", "information_ratio"):
            assert row[name] == stats[name], name
        assert row["turnover"] == pytest.approx(stats["turnover"], rel=1e-12)
        assert row["trades"] == len(res.trades)
        assert row["refused"] == len(res.rejected)
        assert row["rebalanced"] == len(made.weights(i))
        assert row["cost"] > 0


def test_variants_that_begin_on_other_days_are_run_each_in_its_own_span() -> None:
    rules = ["W-FRI", "D", "M", "MS", "W-TUE"]
    made = grid(lambda rule: template(0.5, 2, rule), {"rule": rules * 2}, PX, progress=False, **HOW)
    assert made.table["sessions"].nunique() == 5
    assert made.table["sharpe"][:5].tolist() == made.table["sharpe"][5:].tolist()
    for i in range(5):
        assert made.table["sharpe"][i] == made.run(i).stats.loc["sharpe", "net"]


def test_a_failed_variant_stays_with_its_error() -> None:
    def fails(top: int) -> pd.DataFrame:
        if top == 2:
            raise ZeroDivisionError("two")
        return template(0.5, top) * (3 if top == 3 else 1)

    made = grid(fails, {"top": [1, 2, 3]}, PX, progress=False, **HOW)
    assert made.table["error"].isna().tolist() == [True, False, False]
    assert made.table["error"][1] == "ZeroDivisionError: two"
    assert "add up to 3" in made.table["error"][2]
    assert made.failed["top"].tolist() == [2, 3]
    told = made.findings.set_index("code")["count"]
    assert told["variants_failed"] == 2
    assert "2 failed" in repr(made)
    assert len(made.trials) == 3  # what failed was tried too
    assert made.deflated_sharpe == made.run(0).stats.loc["probabilistic_sharpe", "net"]


def test_all_fail() -> None:
    made = grid(lambda x: 1 / x, {"x": [0]}, PX, progress=False)  # type: ignore[arg-type,return-value]
    assert "ZeroDivisionError" in repr(made.failed)
    assert "1 failed" in made._repr_html_()
    with pytest.raises(Wrong, match="ZeroDivisionError"):
        _ = made.best


def test_cash_alone_has_no_ratio_and_is_told() -> None:
    made = grid(lambda least: template(least, 1), {"least": [0.5, 99.0]}, PX, progress=False, **HOW)
    assert made.table["error"].isna().all()
    assert math.isnan(made.table["sharpe"][1])
    assert made.table["total_return"][1] == made.run(1).stats.loc["total_return", "net"] == 0
    assert made.table["warnings"][1] == "nothing_held, rebalance_cash"
    told = made.findings.set_index("code")["count"]
    assert told["variants_flat"] == told["rebalance_cash"] == 1


def test_the_best_and_how_much_of_it_is_luck() -> None:
    best = MADE.best
    assert best.name == MADE.table["sharpe"].idxmax()
    assert best["trials"] == 6
    assert best["sharpe_variance"] == pytest.approx(np.var(MADE.table["sharpe"], ddof=1))
    res = MADE.run(int(best.name))
    want = measures.deflated_sharpe(res.returns, MADE.table["sharpe"], res.sessions_per_year)
    assert best["deflated_sharpe"] == MADE.deflated_sharpe == want
    assert 0 < want < res.stats.loc["probabilistic_sharpe", "net"]
    other = grid(template, PARAMS, PX, score="max_drawdown", progress=False, **HOW)
    assert other.best.name == other.table["max_drawdown"].idxmax()


def test_the_first_of_equals_is_the_best() -> None:
    made = grid(lambda n: template(0.5, 1), {"n": list(range(8))}, PX, workers=4, progress=False, **HOW)
    assert made.best.name == 0


def test_threads_change_nothing() -> None:
    used = set()

    def traced(least: float, top: int) -> pd.DataFrame:
        used.add(threading.get_ident())
        return template(least, top)

    for workers in (1, 2, 5):
        made = grid(traced, PARAMS, PX, workers=workers, progress=False, **HOW)
        pd.testing.assert_frame_equal(made.table, MADE.table)
        pd.testing.assert_frame_equal(made.findings, MADE.findings)
    used.discard(threading.get_ident())  # who asks makes the best again
    assert used


def test_an_interrupt_ends_it() -> None:
    seen = []

    def stops(i: int) -> pd.DataFrame:
        seen.append(i)
        if i == 3:
            raise KeyboardInterrupt
        return template(0.5, 1)

    with pytest.raises(KeyboardInterrupt):
        grid(stops, {"i": list(range(200))}, PX, workers=1, progress=False, **HOW)
    assert seen == [0, 1, 2, 3]


def test_frames_with_other_columns_share_a_market() -> None:
    def one(name: str) -> pd.DataFrame:
        return pd.DataFrame({name: [1.0]}, index=DAYS[:1])

    names = [*CODES, "AAPL.O"]
    made = grid(one, {"name": names}, PX, known="open", progress=False, workers=1)
    for i in range(len(CODES)):
        assert made.table["total_return"][i] == made.run(i).stats.loc["total_return", "net"]
    assert "no_prices" in made.table["warnings"][5]


def test_a_column_in_another_currency_is_no_holding() -> None:
    """Only who holds both needs a rate, as in a backtest of its own."""
    foreign = pd.DataFrame({"date": DAYS, "ticker": "0700.HK", "open": 300.0, "close": 300.0})
    home = pd.DataFrame({"date": DAYS, "ticker": CODES[0], "open": PX["open"][CODES[0]].to_numpy()})
    home["close"] = PX["close"][CODES[0]].to_numpy()
    px = yb.Prices.from_frame(pd.concat([home, foreign]), adjusted="raw", volume_unit="share")

    def shared(part: float) -> pd.DataFrame:
        return pd.DataFrame({CODES[0]: [1 - part], "0700.HK": [part]}, index=DAYS[:1])

    made = grid(shared, {"part": [0.0, 0.5, 1.0]}, px, known="open", progress=False)
    assert made.table["error"].isna().tolist() == [True, False, True]
    assert made.table["error"][1].startswith("MixedCurrenciesError")
    assert made.table["total_return"][0] == made.run(0).stats.loc["total_return", "net"]


def test_a_notebook_shows_the_best_first() -> None:
    page = MADE._repr_html_()
    assert "6 variants" in page
    assert page.count("<tr") == 7
    assert "deflated Sharpe" in page


@pytest.mark.parametrize(
    ("params", "more", "error"),
    [
        ({}, {}, Wrong),
        ({"top": []}, {}, Wrong),
        ({"top": "12"}, {}, Wrong),
        ({"top": 3}, {}, Wrong),
        ({"sharpe": [1]}, {}, Wrong),
        ({"a": range(1000), "b": range(1000)}, {}, Wrong),
        (PARAMS, {"score": "sharp"}, Unknown),
        (PARAMS, {"cots": 1}, Unknown),
        (PARAMS, {"workers": 0}, Wrong),
        (PARAMS, {"px": "prices"}, Wrong),
        (PARAMS, {"template": 3}, Wrong),
    ],
)
def test_what_is_refused_before_anything_runs(params: Any, more: dict[str, Any], error: Any) -> None:
    given = {"template": template, "px": PX, "progress": False, **more}
    with pytest.raises(error):
        grid(params=params, **given)


def test_rows_that_do_not_exist() -> None:
    for i in (-1, 6, True):
        with pytest.raises(Wrong):
            MADE.parameters(i)
    assert MADE.parameters(5) == {"least": 2.5, "top": 3}
