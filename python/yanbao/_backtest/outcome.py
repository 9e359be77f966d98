"""What became of the money, and what makes a result look better than it would have been."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from yanbao._backtest.engine import Engine
    from yanbao._backtest.notes import Notes
    from yanbao._backtest.wanted import Wanted
    from yanbao._prices import Prices

_SEEN = 8.0  # t statistic of the first session's return that no honest weights have
_LEAST = 20  # rebalancings, below which nothing can be said
_OWED = 1e-4  # of the equity: below it is the least fee of a small sale
_MUCH = 0.02  # of the equity
_IDLE = 0.8  # of what weights want, on average
_TRIED = 3  # sessions in which most orders that were shut out have come through


def check_end(
    made: Mapping[str, npt.NDArray[Any]], engine: Engine, asked: Wanted, first: int, notes: Notes
) -> None:
    """What became of the money: settled holdings, ruin, loans that cost nothing, dividends before tax."""
    gone = made["refused_reason"] == _core.refusals().index("gone")
    if gone.any():
        notes.warn(
            "gone",
            "holdings without a row for long were settled at a part of their last price "
            "(gone_after, recovery)",
            count=int(gone.sum()),
        )
    ruined = made["equity"] <= 0
    if ruined.any():
        notes.warn(
            "ruin",
            f"nothing is left from {engine.sessions[int(ruined.argmax())]:%Y-%m-%d} on: returns end there",
        )
    silent = engine.silent_at_end(made["held"])
    if silent:
        notes.warn(
            "no_row_at_end",
            f"{', '.join(silent[:5])} stand at their last price: they have no row in the last sessions",
            count=len(silent),
        )
    if not len(made["trade_session"]):
        notes.warn("nothing_held", "no order was filled: all of it is cash")
    else:
        _invested(made, asked, first, notes)
    _lots_left(made, notes)
    if engine.borrow_rate == 0:
        lent = made["cash"] < -_OWED * np.abs(made["equity"])
        lent |= made["short"] != 0
        if lent.any():
            notes.warn(
                "free_borrowing",
                "money or shares were borrowed on these sessions and cost nothing: give borrow_rate=",
                count=int(lent.sum()),
            )
    paid = float(made["dividends"].sum())
    if paid > 0:
        notes.tell(
            "dividends_untaxed",
            f"{paid:,.0f} {engine.currency} of dividends are before any tax, which goes by who holds and for "
            "how long: yb.rules.china.dividend_tax",
        )


def _invested(made: Mapping[str, npt.NDArray[Any]], asked: Wanted, first: int, notes: Notes) -> None:
    """A portfolio that was never bought for want of lots, volume or prices is none.

    Some sessions after each rebalance, since orders that were shut out are tried again; later on prices
    move what is held away from the weights.
    """
    row = asked.place - first
    end = np.append(row[1:], len(made["equity"])) - 1
    at = np.minimum(row + _TRIED, end)
    gross = np.abs(asked.weights).sum(axis=1)
    equity = made["equity"][at]
    alive = equity > 0
    if not alive.any() or not len(made["refused_session"]):
        return
    held = ((made["long"] + np.abs(made["short"]))[at][alive] / equity[alive]).mean()
    wanted = gross[alive].mean()
    if held < _IDLE * wanted:
        notes.warn(
            "not_invested",
            f"on average {held:.0%} of the equity was held after a rebalance where the weights want "
            f"{wanted:.0%}: see rejected for why",
        )


def _lots_left(made: Mapping[str, npt.NDArray[Any]], notes: Notes) -> None:
    """Rebalances of which rounding to lots kept more cash than a fiftieth of the equity."""
    equity = made["equity"]
    left = np.divide(made["unsized"], equity, out=np.zeros(len(equity)), where=equity > 0)
    much = left > _MUCH
    if much.any():
        notes.tell(
            "lots_left_cash",
            f"orders are whole lots, which kept up to {left.max():.1%} of the equity in cash on a rebalance: "
            "fewer holdings or more cash take what is wanted",
            count=int(much.sum()),
        )


def check_known(asked: Wanted, px: Prices, fill: str, notes: Notes) -> None:
    """Returns on the session of a fill that only who knows its close can have."""
    if fill != "open":
        return
    column = px.tickers.get_indexer(asked.tickers)
    rows = asked.place
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = px.array("close")[rows] / px.array("open")[rows] - 1
    market = np.nanmean(np.where(np.isfinite(moved).any(axis=1, keepdims=True), moved, 0.0), axis=1)
    mine = np.nan_to_num(np.where(column >= 0, moved[:, np.maximum(column, 0)], np.nan), nan=0.0)
    excess = (asked.weights * (mine - market[:, None])).sum(axis=1)
    excess = excess[(asked.weights != 0).any(axis=1)]
    if len(excess) < _LEAST or not excess.std() > 0:
        return
    t = excess.mean() / excess.std(ddof=1) * len(excess) ** 0.5
    if t > _SEEN:
        notes.warn(
            "knows_the_close",
            "on the session of their fill the weights beat the other stocks with a t statistic of "
            f"{t:.1f}: were they made with prices of that day? known='close' fills them a session later",
        )
