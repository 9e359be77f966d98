"""The simulation against a slow one with decimals, and what no weights and prices may break."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from backtest_oracle import cents, exact, market, simulate
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

TICKERS = ["000001.SZ", "300750.SZ", "600519.SH", "688981.SH"]


def prices(rows: dict[str, pd.DataFrame]) -> yb.Prices:
    # every step is a split here: what it leaves of a share is paid out
    frame = pd.concat(
        [
            own.assign(ticker=ticker, split=(own["close"].ffill().shift() / own["preclose"]).fillna(1.0))
            for ticker, own in rows.items()
        ]
    )
    frame.index.name = "date"
    return yb.Prices.from_frame(frame.reset_index(), adjusted="raw", volume_unit="share")


def wanted(seed: int, days: pd.DatetimeIndex, total: float) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    at = np.sort(random.choice(len(days), size=min(4, len(days)), replace=False))
    made = random.dirichlet(np.ones(len(TICKERS) + 1), size=len(at))[:, :-1] * total
    made[random.random(made.shape) < 0.3] = 0.0
    return pd.DataFrame(made, index=days[at], columns=TICKERS)


def run(seed: int, total: float, cash: float, **more: Any) -> tuple[yb.Prices, pd.DataFrame, Any]:
    rows = market(seed, 24, TICKERS)
    weights = wanted(seed + 1, rows[TICKERS[0]].index, total)
    px = prices(rows)
    settings = {"costs": yb.costs.china, "rules": yb.rules.china, "known": "open", "cash": cash, **more}
    return px, weights, yb.backtest(weights, px, **settings)


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**6), st.sampled_from([0.4, 0.9]), st.sampled_from([50_000.0, 1e6, 3e7]))
def test_the_simulation_is_that_of_decimals(seed: int, total: float, cash: float) -> None:
    rows = market(seed, 24, TICKERS)
    px, weights, res = run(seed, total, cash)
    first = px.dates.get_loc(weights.index[0])
    by_session = {px.dates.get_loc(day): row.to_dict() for day, row in weights.iterrows()}
    expected = simulate(by_session, rows, cash, yb.costs.china, yb.rules.china)[first:]
    for at, day in enumerate(expected):
        if day.cut:
            break  # who is cut by how much is no matter of the oracle
        held = res.shares.iloc[at]
        assert {t: int(n) for t, n in held[held != 0].items()} == day.shares
        assert exact(res.cash.iloc[at]) == day.cash
        assert exact(round(res.costs.iloc[at].sum(), 2)) == day.fees
        assert res.equity.iloc[at] == pytest.approx(day.equity, rel=1e-12)
        told = res.rejected[
            (res.rejected["date"] == res.sessions[at]) & (res.rejected["reason"] == "below_lot")
        ]
        by_ticker = {row.ticker: (row.wanted, row.filled) for row in told.itertuples()}
        assert by_ticker == {t: pytest.approx(both, abs=1e-5) for t, both in day.rounded.items()}


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**6), st.sampled_from([0.5, 1.0]), st.sampled_from([20_000.0, 1e6, 1e9]))
def test_no_cent_is_lost(seed: int, total: float, cash: float) -> None:
    px, _, res = run(seed, total, cash, cash_rate=0.015)
    before = exact(cash)
    flows = res.flows
    for day in res.sessions:
        row = {name: cents(exact(flows.at[day, name])) for name in flows}
        now = (
            before
            + row["sold"]
            - row["bought"]
            - row["fees"]
            + row["dividends"]
            + row["interest"]
            + row["settled"]
        )
        assert cents(exact(res.cash[day])) == now
        assert now >= 0
        before = now
    trades = res.trades
    assert not trades.duplicated(["date", "ticker"]).any()  # T+1: what is bought on a day is not sold on it
    buys = trades[trades["side"] == "buy"]
    step = np.where(buys["ticker"].str.startswith("688"), 1, 100)
    assert (buys["shares"] % step == 0).all()
    assert (buys["shares"] >= np.where(buys["ticker"].str.startswith("688"), 200, 100)).all()
    for day, ticker, side, price in trades[["date", "ticker", "side", "price"]].itertuples(index=False):
        low, high = yb.rules.china.limit(ticker, day, exact(px["preclose"].at[day, ticker]))
        assert exact(price) < high if side == "buy" else exact(price) > low
    volume = px["volume"].stack()
    share = (
        trades["shares"].to_numpy()
        / volume.loc[list(zip(trades["date"], trades["ticker"], strict=True))].to_numpy()
    )
    assert (share <= 0.25 + 1e-12).all()
    worth = (res.positions.sum(axis=1) - res.equity).abs()
    assert (worth <= 1e-9 * res.equity).all()
    assert (res.rejected["filled"] <= res.rejected["wanted"]).all()


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**6), st.integers(1, 22))
def test_what_comes_later_changes_nothing_before(seed: int, cut: int) -> None:
    rows = market(seed, 24, TICKERS)
    weights = wanted(seed + 1, rows[TICKERS[0]].index, 1.0)
    cut = max(cut, rows[TICKERS[0]].index.get_loc(weights.index[0]) + 1)
    day = rows[TICKERS[0]].index[cut - 1]
    other = market(seed + 7, 24, TICKERS)
    mixed = {t: pd.concat([rows[t].iloc[:cut], other[t].iloc[cut:]]) for t in TICKERS}
    later = weights.copy()
    later.loc[later.index > day] = 0.0
    settings = {"costs": yb.costs.china, "rules": yb.rules.china, "known": "open", "cash": 1e6}
    whole = yb.backtest(weights, prices(rows), **settings)
    changed = yb.backtest(later, prices(mixed), **settings)
    stopped = yb.backtest(
        weights[weights.index <= day], prices({t: rows[t].iloc[:cut] for t in TICKERS}), **settings
    )
    for one in (changed, stopped):
        pd.testing.assert_series_equal(whole.equity[:day], one.equity[:day])
        mine, theirs = (r.shares.reindex(columns=TICKERS).fillna(0.0)[:day] for r in (whole, one))
        np.testing.assert_array_equal(mine.to_numpy(), theirs.to_numpy())
        pd.testing.assert_frame_equal(whole.costs[:day], one.costs[:day])
        for name in ("trades", "rejected"):
            mine, theirs = getattr(whole, name), getattr(one, name)
            pd.testing.assert_frame_equal(
                mine[mine["date"] <= day], theirs[theirs["date"] <= day], check_dtype=False
            )


def test_decimals_and_doubles_round_the_same_half() -> None:
    assert cents(Decimal("1.005")) == Decimal("1.01")
