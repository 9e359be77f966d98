"""What a result traded, for people: costs, turnover, orders that were not filled, positions, trades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._backtest import shown
from yanbao._backtest.cells import Cell, absent, cell, day, number, percent, table, text, whole

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.shown import Shown

_POSITIONS = 15
_TRADES = 30
_REASONS = 30


def costs(result: Shown) -> str:
    """Costs by kind, turnover and trades, by year."""
    import numpy as np
    import pandas as pd

    index = pd.DatetimeIndex(result.returns.index)
    kinds = result.costs.reindex(index).fillna(0.0)
    by_year = kinds.groupby(index.year).sum()
    turned = result.turnover.reindex(index).fillna(0.0).groupby(index.year).sum()
    equity = result.equity.groupby(index.year).mean()
    sessions = pd.Series(1, index=index).groupby(index.year).sum()
    count = pd.Series(0, index=by_year.index)
    if len(result.trades):
        dates = pd.DatetimeIndex(result.trades["date"])
        count = pd.Series(1, index=dates).groupby(dates.year).sum().reindex(by_year.index, fill_value=0)
    heads = [
        "year",
        "sessions",
        "turnover",
        "trades",
        *(str(c) for c in kinds.columns),
        "costs",
        "of mean equity",
    ]
    rows: list[list[Cell]] = []
    for year in by_year.index:
        total = float(by_year.loc[year].sum())
        mean = float(equity[year])
        rows.append(
            [
                str(year),
                whole(sessions[year]),
                percent(turned[year], 0),
                whole(count[year]),
                *(number(money, 0) for money in by_year.loc[year]),
                number(total, 0),
                percent(total / mean if mean > 0 else np.nan),
            ]
        )
    if len(rows) > 1:
        every = kinds.sum()
        rows.append(
            [
                "all",
                whole(len(index)),
                percent(float(turned.sum()), 0),
                whole(len(result.trades)),
                *(number(money, 0) for money in every),
                number(float(every.sum()), 0),
                "",
            ]
        )
    currency = result.settings.get("currency")
    money = "money" if currency is None else f"in {text(currency)}"
    note = (
        f'<p class="note">Costs are {money}; turnover is one-sided: traded over twice the equity before.</p>'
    )
    return note + table(heads, rows, css="small")


def rejected(result: Shown) -> str:
    """Orders that were not filled, or in part, by reason and side, with an example of each."""
    found = result.rejected
    if not len(found):
        return '<p class="note">Every order was filled whole.</p>'
    rows: list[list[Cell]] = []
    groups = found.groupby(["reason", "side"], sort=False, dropna=False)
    sized = sorted(groups, key=lambda item: -len(item[1]))
    for (reason, side), orders in sized[:_REASONS]:
        partly = int((orders["filled"].abs() > 0).sum())
        wanted, filled = float(orders["wanted"].abs().sum()), float(orders["filled"].abs().sum())
        last = orders.iloc[-1]
        example = f"{day(last['date'])} {text(last['ticker'])}: {text(last['what'])}"
        rows.append(
            [
                cell(reason),
                cell(side),
                whole(len(orders) - partly),
                whole(partly),
                percent(filled / wanted if wanted > 0 else float("nan"), 1),
                example,
            ]
        )
    heads = ["reason", "side", "rejected", "in part", "filled of wanted", "the last one"]
    more = _more(len(sized), _REASONS, "more")
    return table(heads, rows, css="prose small full", words=(0, 1, 5)) + more


def positions(result: Shown) -> str:
    """The largest positions at the end, and the largest that ever were."""
    import numpy as np
    import pandas as pd

    money = shown.held(result).fillna(0.0)
    if not money.to_numpy().any():
        return '<p class="note">Nothing was held at any close.</p>'
    equity = result.equity.where(result.equity > 0)
    weights = money.div(equity, axis=0)
    last = money.iloc[-1]
    largest = last[last != 0].sort_values(key=np.abs, ascending=False, kind="stable")
    rows: list[list[Cell]] = []
    for ticker, value in largest.head(_POSITIONS).items():
        count = result.shares[ticker].iloc[-1] if ticker in result.shares.columns else None
        share = percent(float(weights[ticker].iloc[-1]))
        rows.append([text(ticker), "–" if count is None else whole(count), number(value, 0), share])
    if rows:
        ended = table(["ticker", "shares", "money", "of equity"], rows, css="small")
        ended += _more(len(largest), _POSITIONS, "more", "res.positions")
    else:
        ended = '<p class="note">Nothing is held at the last close.</p>'
    size = weights.abs().fillna(0.0)
    peak = size.max().sort_values(ascending=False, kind="stable")
    peak = peak[peak > 0].head(_POSITIONS)
    rows = []
    for ticker in peak.index:
        at = pd.Timestamp(size[ticker].idxmax())
        when = int((money[ticker] != 0).sum())
        rows.append([text(ticker), percent(float(weights.at[at, ticker])), day(at), whole(when)])
    ever = table(["ticker", "of equity", "on", "sessions held"], rows, css="small")
    return (
        f'<div class="pair"><div><h3>At the last close</h3>{ended}</div>'
        f"<div><h3>Largest at any close</h3>{ever}</div></div>"
    )


def trades(result: Shown) -> str:
    """The last trades with every column; what they cost in the currency of the account."""
    found = result.trades
    if not len(found):
        return '<p class="note">No trade was made.</p>'
    found, note = _one_currency(found, result.settings.get("currency"))
    rows = [
        [_traded(name, value) for name, value in zip(found.columns, row, strict=True)] for row in _tail(found)
    ]
    words = [i for i, name in enumerate(found.columns) if name in ("date", "ticker", "side", "currency")]
    return (
        note
        + table([str(c) for c in found.columns], rows, css="small", words=words)
        + _more(len(found), _TRADES, "earlier", "res.trades")
    )


def _one_currency(found: pd.DataFrame, account: object) -> tuple[pd.DataFrame, str]:
    """Trades whose costs can be added up, and what their money is in."""
    if not {"currency", "rate"} <= set(found.columns):
        return found, ""
    away = found["rate"] != 1
    if account is not None:
        away |= found["currency"] != account
    if not away.any():
        kept = found.drop(columns=["currency", "rate"])
        return kept, f'<p class="note">Money is in {text(account)}.</p>' if account is not None else ""
    own = "the currency of the account" if account is None else text(account)
    made = found.assign(cost=found["cost"] * found["rate"])
    # price and amount stand before what they are in, the cost behind it with the fees that it is the sum of
    before = [name for name in found.columns[: list(found.columns).index("currency")] if name != "cost"]
    after = [name for name in found.columns if name not in (*before, "cost", "currency", "rate")]
    return made[[*before, "currency", "rate", "cost", *after]], (
        '<p class="note">Prices and amounts are in the currency of the exchange; cost, and the fees that it '
        f"is the sum of, in {own}, at the rate of the day.</p>"
    )


def _tail(found: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(found.tail(_TRADES).itertuples(index=False, name=None))


def _traded(name: object, value: object) -> str:
    if isinstance(value, float) and not absent(value) and name != "shares":
        if name == "rate":
            return text(f"{value:.6g}")
        return number(value, 4 if name == "price" and value != round(value, 2) else 2)
    return cell(value)


def _more(there: int, shown_: int, what: str, where: str = "") -> str:
    if there <= shown_:
        return ""
    return f'<p class="note">{there - shown_:,} {what}{f": <code>{where}</code>" if where else ""}.</p>'
