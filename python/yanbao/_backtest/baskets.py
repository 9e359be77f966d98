"""The members of a theme as a basket: weights on the days of rebalancing, and an index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yanbao._backtest.schedule import rebalance_rows
from yanbao._price_rows import filled_forward
from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    Days = npt.NDArray[np.datetime64]

WEIGHTS = ("equal", "cap", "role")
ENTRIES = ("open", "close")


class Basket:
    """A theme as a basket.

    `Panel.basket` makes it.

    Attributes
    ----------
    weights : pandas.DataFrame
        Date × ticker, the dates of rebalancing alone; a row sums to 1, or is all 0 where the theme has no
        member.  Row d is what is known before the open of d.
    returns : pandas.Series
        Of each session, from the close before to its own, before costs, dividends as the prices have them;
        NaN where the basket holds nothing, and beyond the prices.
    members : pandas.DataFrame
        On each session: ``members`` of the theme before its open, ``held`` with a price in the basket,
        ``unpriced`` that have a weight and never had a price, ``entries`` and ``exits`` of the session's
        rebalancing.
    changes : pandas.DataFrame
        ``date``, ``ticker``, ``what``: ``entry`` or ``exit``.
    settings : dict
        What was asked.
    """

    def __init__(
        self,
        weights: pd.DataFrame,
        returns: pd.Series[float],
        members: pd.DataFrame,
        settings: dict[str, Any],
    ) -> None:
        self.weights, self.returns, self.members, self.settings = weights, returns, members, settings
        inside = (weights.to_numpy() > 0).astype(np.int8)
        step = np.diff(inside, axis=0, prepend=np.zeros((1, inside.shape[1]), np.int8))
        day, stock = np.nonzero(step)
        what = np.where(step[day, stock] > 0, "entry", "exit").astype(object)
        self.changes = pd.DataFrame(
            {"date": weights.index[day], "ticker": weights.columns[stock], "what": what}
        )

    @property
    def index(self) -> pd.Series[float]:
        """The level at each close, 1 before the first session; as it was where the basket holds nothing."""
        level: pd.Series[float] = (1 + self.returns.fillna(0.0)).cumprod().rename("index")
        known = self.returns.last_valid_index()
        return level if known is None else level.loc[:known]

    def __repr__(self) -> str:
        held = self.members["held"]
        names = int((self.weights.to_numpy() > 0).any(axis=0).sum())
        most = int(held.max()) if len(held) else 0
        return (
            f"<yanbao.Basket of {self.settings['theme']}: {names} names, {most} at most on one session, "
            f"{len(self.weights)} rebalancings at the {self.settings['entry']}>"
        )


def rebalancing(
    rule: Any, sessions: pd.DatetimeIndex, every: Days, weight: Floats, priced: Mask
) -> npt.NDArray[np.intp]:
    """On which sessions: where members change, or by a rule of `rebalance_rows`, and on the first with any.

    `priced` says who had a price before each session: who comes to have one comes in.
    """
    filled = np.flatnonzero((weight > 0).any(axis=1))
    first = filled[0] if len(filled) else len(weight)
    if rule is None:
        inside = weight > 0
        moved = ((inside[1:] != inside[:-1]) | (inside & priced)[1:] & ~priced[:-1]).any(axis=1)
        rows = np.flatnonzero(moved) + 1
    else:
        rows = rebalance_rows(sessions, every, rule)
    made: npt.NDArray[np.intp] = np.union1d(filled[:1], rows[rows >= first])
    return made


def targets(strength: npt.NDArray[Any], kind: str, cap: Floats | None) -> Floats:
    """Weights of every session, rows sum to 1 or are all 0."""
    inside = strength > 0
    if kind == "equal":
        raw = inside.astype("float64")
    elif kind == "role":
        raw = strength.astype("float64")
    else:
        raw = np.where(inside, np.nan_to_num(cap), 0.0)  # type: ignore[arg-type]
    total = raw.sum(axis=1, keepdims=True)
    made: Floats = np.divide(raw, total, out=np.zeros_like(raw), where=total > 0)
    return made


def index_returns(
    weight: Floats, rows: Ints, opening: Floats, closing: Floats, entry: str
) -> tuple[Floats, Ints, Ints]:
    """Session returns of weights set on `rows`, and how many names are held, and have no price.

    Between two rebalancings holdings drift: the value is Σ weight × price / price at the entry.  `opening`
    and `closing` are comparable prices, those of a stock that does not trade its last close.
    """
    sessions = len(closing)
    returns = np.full(sessions, np.nan)
    held, unpriced = np.zeros(sessions, np.int64), np.zeros(sessions, np.int64)
    at_open = entry == "open"
    for n, row in enumerate(rows.tolist()):
        until = int(rows[n + 1]) if n + 1 < len(rows) else sessions
        price = (opening if at_open else closing)[row]
        priced = (weight[row] > 0) & ~np.isnan(price)
        first = row if at_open else row + 1  # the session from whose return on the new holdings count
        stop = until if at_open else until + 1
        held[row:until] = priced.sum()
        unpriced[row:until] = (weight[row] > 0).sum() - priced.sum()
        if not priced.any():
            continue
        share = weight[row, priced] / weight[row, priced].sum()
        path = (closing[row : min(stop, sessions), priced] / price[priced]) @ share
        if at_open:
            _chain(returns, first, np.r_[1.0, path])
            if until < sessions:  # sold at the next rebalancing's open: the night before it is ours
                night = float((opening[until, priced] / price[priced]) @ share) / path[-1] - 1
                returns[until] = night
        else:
            _chain(returns, first, path)
    return returns, held, unpriced


def _chain(returns: Floats, first: int, path: Floats) -> None:
    """Steps of a path from a session on, behind what the holdings before earned of it."""
    steps = path[1:] / path[:-1]
    if not len(steps):
        return
    night = returns[first]
    returns[first : first + len(steps)] = steps - 1
    if night == night:
        returns[first] = (1 + night) * steps[0] - 1


def basket(
    theme: str,
    strength: npt.NDArray[Any],
    cap: Floats | None,
    px: Any,
    axes: tuple[pd.DatetimeIndex, pd.Index[str], Days],
    settings: dict[str, Any],
) -> Basket:
    """The basket of `Panel.basket`."""
    sessions, tickers, every = axes
    kind, entry = settings["weight"], settings["entry"]
    weight = targets(strength, kind, cap)
    days = sessions.to_numpy().astype("datetime64[ns]")
    opening, closing, within = _prices(px, days, tickers, np.flatnonzero((weight > 0).any(axis=0)), entry)
    priced = np.zeros(closing.shape, bool)
    priced[1:] = ~np.isnan(closing[:-1])
    rows = rebalancing(settings["rebalance"], sessions, every, weight, priced)
    returns, held, unpriced = index_returns(weight, rows, opening, closing, entry)
    returns[~within] = np.nan
    inside = np.zeros((len(rows) + 1, len(tickers)), bool)
    inside[1:] = weight[rows] > 0
    counts = {"members": (strength > 0).sum(axis=1), "held": held, "unpriced": unpriced}
    for name, moved in (("entries", inside[1:] & ~inside[:-1]), ("exits", ~inside[1:] & inside[:-1])):
        counts[name] = np.zeros(len(sessions), np.int64)
        counts[name][rows] = moved.sum(axis=1)
    frame = pd.DataFrame(weight[rows], index=sessions[rows], columns=tickers)
    return Basket(
        frame.loc[:, (frame > 0).any()],
        pd.Series(returns, index=sessions, name="return"),
        pd.DataFrame(counts, index=sessions).astype("int64"),
        {"theme": theme, **settings, "prices": px.adjusted},
    )


def _prices(
    px: Any, days: Days, tickers: pd.Index[str], members: npt.NDArray[np.intp], entry: str
) -> tuple[Floats, Floats, Mask]:
    """At the open and at the close of each session, and whether prices of the members' exchanges reach it.

    A stock that does not trade has its last close, at the open too.
    """
    from yanbao._backtest.event_returns import comparable, exchanges

    dates = px.dates.to_numpy().astype("datetime64[ns]")
    column = px.tickers.get_indexer(tickers)
    close = filled_forward(comparable(px, "close"))
    last = np.searchsorted(dates, days, side="right") - 1
    there = last >= 0
    here = there & (dates[np.maximum(last, 0)] == days) if len(dates) else there
    before = np.where(here, last - 1, last)

    def at(array: Floats, row: Ints) -> Floats:
        out = np.full((len(days), len(tickers)), np.nan)
        out[np.ix_(row >= 0, column >= 0)] = array[np.ix_(row[row >= 0], column[column >= 0])]
        return out

    closing = at(close, last)
    within = np.zeros(len(days), bool)
    for rows, columns in exchanges(px):
        if np.isin(column[members], columns).any() and len(rows):
            within |= there & (days <= dates[rows[-1]])
    if entry == "close":
        return closing, closing, within
    opening = at(comparable(px, "open"), np.where(here, last, -1))
    return np.where(np.isnan(opening), at(close, before), opening), closing, within


def check(settings: dict[str, Any]) -> None:
    """UnknownNameError where a setting is none of ours."""
    for name, known in (("weight", WEIGHTS), ("entry", ENTRIES)):
        if settings[name] not in known:
            raise UnknownNameError(f"{name} cannot be {settings[name]!r}: {', '.join(known)}")
