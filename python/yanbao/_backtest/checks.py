"""What makes a backtest look better than it would have been, looked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from yanbao._backtest.missing import FEW, missing_sessions
from yanbao._backtest.rule_lines import market_of
from yanbao._ticker import near
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yanbao._backtest.costs import Costs
    from yanbao._backtest.notes import Notes
    from yanbao._backtest.rules import Rules
    from yanbao._backtest.wanted import Wanted
    from yanbao._prices import Prices


def _meant(px: Prices, name: str) -> str:
    other = near(name, px.tickers)
    return name if other is None else f"{name} (did you mean {other}?)"


def check_weights(asked: Wanted, px: Prices, rules: Rules | None, notes: Notes) -> None:
    """Stocks without prices, and short sales that the rules refuse."""
    lost = asked.tickers[~asked.tickers.isin(px.tickers)]
    if len(lost):
        notes.warn(
            "no_prices",
            f"weights of stocks without any price stay cash: {', '.join(map(partial(_meant, px), lost[:5]))}"
            + (" and others" if len(lost) > 5 else ""),
            count=len(lost),
        )
    if rules is None or not (asked.weights < 0).any():
        return
    short = asked.weights < 0
    alike: dict[tuple[str, str], list[int]] = {}  # a line is of a board and a market
    for at in short.any(axis=0).nonzero()[0].tolist():
        name = str(asked.tickers[at])
        board = rules.board(name)
        if board is not None:
            alike.setdefault((board, market_of(name)), []).append(at)
    for columns in alike.values():
        for row in short[:, columns].any(axis=1).nonzero()[0].tolist():
            day = px.dates[asked.place[row]]
            name = str(asked.tickers[next(at for at in columns if short[row, at])])
            if not rules.short_allowed(name, day):
                raise InvalidValueError(
                    f"{name} has a weight below 0 on {day:%Y-%m-%d}, and these rules have no short sales of "
                    "it: rules.replace('short_allowed', value=1) where its shares can be borrowed"
                )


def check_fees(tickers: pd.Index[str], costs: Costs | None, days: pd.DatetimeIndex, notes: Notes) -> None:
    """Markets, and days, for which the table of fees has no lines."""
    if costs is None or not len(costs):
        return
    free = [name for name, at in zip(tickers, costs.markets_of(list(tickers)), strict=True) if at < 0]
    foreign = [name for name in free if market_of(name) in costs.markets]
    if foreign:
        notes.warn(
            "no_fees",
            f"these costs have no lines for B-shares and funds: fills of {', '.join(foreign[:5])} are free",
            count=len(foreign),
        )
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


def check_sessions(tickers: pd.Index[str], days: pd.DatetimeIndex, notes: Notes) -> None:
    """Sessions that the prices lack for everybody: figures of a year count those that are there."""
    for calendar, lacking, every in missing_sessions(tickers, days):
        what = f"the prices have no row on {lacking} of {every} sessions of {calendar}"
        if lacking > FEW * every:
            notes.warn(
                "sessions_missing",
                f"{what}: what is said of a year counts the sessions that are there, and is wrong by that",
                calendar,
                lacking,
            )
        else:
            notes.tell("sessions_missing", what, calendar, lacking)


def check_market(
    px: Prices,
    costs: Costs | None,
    rules: Rules | None,
    fill: str,
    tickers: pd.Index[str],
    days: pd.DatetimeIndex,
    lots: Mapping[str, float],
    notes: Notes,
) -> None:
    """What the prices cannot tell, and what was left out."""
    for what in px.findings.loc[px.findings["code"] == "volume_unit", "what"]:
        notes.warn("volume_unit", str(what))
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
    else:
        _check_factor(tickers.intersection(px.without_factor), px, notes)
    if fill != "open":
        notes.tell("fill_late", f"orders known before the open are filled at the {fill}")
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
    lines = rules.lines
    by_market = lines.loc[
        lines["kind"].isin(["limit", "lot", "volume_cap"]) & lines["market"].notna(), "kind"
    ]
    if len(by_market):
        raise InvalidValueError(
            f"a {by_market.iloc[0]} of one market of a board cannot be simulated: a line is of a whole board"
        )
    # on the last day, which a board that is younger than the prices has seen too
    unknown = [
        name
        for name in tickers
        if rules.board(name) and name not in lots and rules.lot(name, days[-1]) is None
    ]
    if unknown:
        notes.warn(
            "no_lot",
            f"the lots of {', '.join(unknown[:5])} are not known, and taken for single shares: give lots=",
            count=len(unknown),
        )
    for name in tickers:
        if rules.board(name) and rules.tick(name, days[0]) != rules.tick(name, days[-1]):
            raise InvalidValueError(
                f"the tick of {name} changes between {days[0]:%Y-%m-%d} and {days[-1]:%Y-%m-%d}: a "
                "simulation has one; run it in two parts"
            )


def _check_factor(bare: pd.Index[str], px: Prices, notes: Notes) -> None:
    """Stocks with raw prices alone, whose dividends, and splits unless they were given, are losses."""
    for what, names in (
        ("split or dividend", bare.intersection(px.without_splits)),
        ("dividend", bare.difference(px.without_splits)),
    ):
        if len(names):
            notes.warn(
                "no_factor",
                f"raw prices without preclose or factor: a {what} of {', '.join(names[:5])} is a loss",
                count=len(names),
            )
