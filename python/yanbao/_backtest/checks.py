"""What makes a backtest look better than it would have been, looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.costs import Costs
    from yanbao._backtest.engine import Engine
    from yanbao._backtest.notes import Notes
    from yanbao._backtest.rules import Rules
    from yanbao._backtest.wanted import Wanted
    from yanbao._prices import Prices

_SEEN = 8.0  # t statistic of the first session's return that no honest weights have
_LEAST = 20  # rebalancings, below which nothing can be said


def check_weights(asked: Wanted, px: Prices, rules: Rules | None, notes: Notes) -> None:
    """Stocks without prices, and short sales that the rules refuse."""
    lost = asked.tickers[~asked.tickers.isin(px.tickers)]
    if len(lost):
        notes.warn(
            "no_prices",
            f"weights of stocks without any price stay cash: {', '.join(lost[:5])}"
            + (" and others" if len(lost) > 5 else ""),
            count=len(lost),
        )
    if rules is None or not (asked.weights < 0).any():
        return
    session, stock = (asked.weights < 0).nonzero()
    for row, name in zip(session.tolist(), asked.tickers[stock], strict=True):
        day = px.dates[asked.place[row]]
        if rules.board(name) is not None and not rules.short_allowed(name, day):
            raise InvalidValueError(
                f"{name} has a weight below 0 on {day:%Y-%m-%d}, and these rules have no short sales of it: "
                "rules.replace('short_allowed', value=1) where its shares can be borrowed"
            )


def volume_cap_of(rules: Rules, days: pd.DatetimeIndex) -> float:
    """The least part of a session's volume that any line leaves to an order; 0 for all of it."""
    caps = rules.core_lines(days.to_numpy())["volume_cap"]["value"]
    caps = caps[caps > 0]
    return float(caps.min()) if len(caps) else 0.0


def check_fees(tickers: pd.Index[str], costs: Costs | None, days: pd.DatetimeIndex, notes: Notes) -> None:
    """Markets, and days, for which the table of fees has no lines."""
    from yanbao._backtest.rule_lines import market_of

    if costs is None or not len(costs):
        return
    for market in sorted({market_of(name) for name in tickers}):
        if market not in costs.markets:
            notes.warn(
                "no_fees",
                f"these costs have no lines for {market or 'that market'}: fills there are free",
                market,
            )
            continue
        first, last = costs.known(market)
        if (first is not None and days[0].date() < first) or (last is not None and days[-1].date() > last):
            notes.warn(
                "fees_unknown",
                f"fees of {market} are known from {first or 'ever'} to {last or 'now'}, not for all "
                "of these sessions",
                market,
            )


def check_market(
    px: Prices, costs: Costs | None, rules: Rules | None, fill: str, tickers: pd.Index[str], notes: Notes
) -> None:
    """What the prices cannot tell, and what was left out."""
    if costs is None:
        notes.warn("no_costs", "no costs were given: every fill is free")
    if px.adjusted != "raw":
        notes.warn(
            "adjusted_prices",
            f"prices are adjusted ({px.adjusted}): they take no limits and no lots, least fees and "
            "fees a share "
            "are not those of the day"
            + (", and a price of the past rests on dividends paid later" if px.adjusted == "forward" else ""),
        )
    elif not px.knows_factor and not px.knows_splits:
        notes.warn(
            "no_factor",
            "raw prices without preclose or factor: a split or dividend looks like a loss",
        )
    if rules is None:
        notes.tell(
            "no_rules", "no rules were given: any part of a share is filled at any price that is there"
        )
        return
    if "is_st" not in px.fields:
        notes.tell("no_st", "the prices do not tell special treatment: limits are those of other stocks")
    if "volume" not in px.fields:
        notes.warn("no_volume", "the prices have no volume: orders may be of any size")
    outside = [name for name in tickers if rules.board(name) is None]
    if outside:
        notes.warn(
            "no_board",
            f"these rules do not know the board of {', '.join(outside[:5])}: no limits, lots of one share",
            count=len(outside),
        )
    waits = rules.core_lines(px.dates.to_numpy())["sell_after"]["value"]
    if (waits > 1).any():
        raise InvalidValueError(
            f"sell_after is {waits.max():g} in these rules: a simulation has one fill a session, "
            "which keeps T+1 and no more"
        )
    if fill != "open":
        notes.tell("fill_late", f"orders known before the open are filled at the {fill}")


def check_outcome(
    made: dict[str, npt.NDArray[Any]], engine: Engine, asked: Wanted, px: Prices, fill: str, notes: Notes
) -> None:
    """Settled holdings, and returns on the session of a fill that only who knows its close can have."""
    import numpy as np

    from yanbao import _core

    gone = made["refused_reason"] == _core.refusals().index("gone")
    if gone.any():
        notes.warn(
            "gone",
            "holdings without a row for long were settled at a part of their last price "
            "(gone_after, recovery)",
            count=int(gone.sum()),
        )
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
            f"{t:.1f}: were "
            "they made with prices of that day? known='close' fills them a session later",
        )
