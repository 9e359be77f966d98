"""Prices as the core's simulation takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._backtest.costs import costs
from yanbao._backtest.dividends import SAME_FACTOR, paid_of
from yanbao._backtest.listings import listings
from yanbao._price_rows import filled_forward
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.notes import Notes
    from yanbao._backtest.rules import Rules
    from yanbao._prices import Prices

    Floats = npt.NDArray[np.float64]

FILLS = ("open", "close", "vwap")
DIVIDENDS = ("reinvest", "cash")
_TICK = 0.01
_HAS_ROW, _SUSPENDED, _ST = 1, 2, 4


class Arrays:
    """Arrays of the stocks that are wanted, from the first session on."""

    def __init__(self, px: Prices, tickers: pd.Index[str], first: int, last: int) -> None:
        import numpy as np

        self.px, self.tickers = px, tickers
        self.sessions = px.dates[first:last]
        self._rows = slice(first, last)
        self._column = px.tickers.get_indexer(tickers)
        self._last = last
        self.shape = (len(self.sessions), len(tickers))
        there = self.column_of("suspended")
        # of all days, -1 for none
        self._first_row = np.where(np.isnan(there).all(axis=0), -1, (~np.isnan(there)).argmax(axis=0))
        self.there = there[self._rows]
        close = self.column_of("close")
        newest = filled_forward(close)
        if px.adjusted == "raw":  # of what the shares have become on days without trade since
            factor = filled_forward(self.column_of("factor"))
            newest = newest * (filled_forward(np.where(np.isnan(close), np.nan, factor)) / factor)
        before = self._before(newest)
        self.step = self._steps() if px.adjusted == "raw" else np.ones(self.shape)
        self.close_before = before
        reference = before / self.step
        if px.adjusted == "raw" and "preclose" in px.fields:
            printed = self.column_of("preclose")[self._rows]
            reference = np.where(printed > 0, printed, reference)
        self.reference = np.ascontiguousarray(reference)

    def column_of(self, field: str) -> Floats:
        """A field of the wanted stocks on all days to the last; NaN for stocks that the prices lack."""
        import numpy as np

        there = self._column >= 0
        out = np.full((self._last, len(self._column)), np.nan)
        out[:, there] = self.px.array(field)[: self._last, self._column[there]]
        return out

    def field(self, name: str) -> Floats:
        """The same from the first session on, contiguous."""
        import numpy as np

        return np.ascontiguousarray(self.column_of(name)[self._rows])

    @property
    def priced(self) -> npt.NDArray[np.bool_]:
        """Which stocks the prices have."""
        return self._column >= 0

    @property
    def tells_splits(self) -> bool:
        """Whether splits of any of these can be told from dividends."""
        return self.px.adjusted == "raw" and not self.tickers[self.priced].isin(self.px.without_splits).all()

    def last_row(self) -> npt.NDArray[np.int64]:
        """The last session with a row of each stock, -1 for none."""
        import numpy as np

        there = ~np.isnan(self.there)
        last = len(there) - 1 - there[::-1].argmax(axis=0) if len(there) else np.zeros(self.shape[1], "int64")
        rows: npt.NDArray[np.int64] = np.where(there.any(axis=0), last, -1)
        return rows

    def _before(self, values: Floats) -> Floats:
        """Of each session the value of the day before it."""
        import numpy as np

        shifted = np.vstack([np.full((1, values.shape[1]), np.nan), values[:-1]])
        return np.ascontiguousarray(shifted[self._rows])

    def _steps(self) -> Floats:
        """What a share of the day before has become on each session, dividends reinvested."""
        import numpy as np

        factor = filled_forward(self.column_of("factor"))
        step = factor[self._rows] / self._before(factor)
        step[np.isnan(step) | (np.abs(step - 1) <= SAME_FACTOR)] = 1.0
        return np.ascontiguousarray(step)

    def fills(self, fill: str, notes: Notes) -> tuple[Floats, Floats, Floats]:
        """Price of a fill, and the lowest and highest around it that a limit must not shut in."""
        import numpy as np

        if fill not in FILLS:
            raise UnknownNameError(f"fill cannot be {fill!r}: {', '.join(FILLS)}")
        needs = {"open": ("open",), "close": ("close",), "vwap": ("amount", "volume")}[fill]
        missing = [name for name in needs if name not in self.px.fields]
        if missing:
            raise InvalidValueError(
                f"a fill at the {fill} needs {' and '.join(missing)}, which the prices lack"
            )
        if fill != "vwap":
            price = self.field(fill)
            return price, price, price
        if self.px.adjusted != "raw":
            raise InvalidValueError("amount over volume is a price of the day, and these prices are adjusted")
        amount, volume = self.field("amount"), self.field("volume")
        with np.errstate(divide="ignore", invalid="ignore"):
            price = np.where(volume > 0, amount / volume, np.nan)
        if not {"low", "high"} <= set(self.px.fields):
            return price, price, price
        low, high = self.field("low"), self.field("high")
        outside = (price < low * 0.999) | (price > high * 1.001)
        if outside.any():
            notes.warn(
                "vwap_outside",
                "amount over volume lies outside low and high: no fill there (is volume in shares, amount in "
                "the currency?)",
                count=int(outside.sum()),
            )
            price = np.where(outside, np.nan, price)
        return np.ascontiguousarray(price), low, high

    def state(self) -> npt.NDArray[np.uint8]:
        """Whether there is a row, nothing is traded, or special treatment is on."""
        import numpy as np

        state = np.where(np.isnan(self.there), 0, _HAS_ROW).astype(np.uint8)
        state[self.there == 1] |= _SUSPENDED
        if "is_st" in self.px.fields:
            state[self.field("is_st") == 1] |= _ST
        return state

    def actions(self, dividends: str | None, tick: Floats, notes: Notes) -> dict[str, npt.NDArray[Any]]:
        """Splits and dividends, an entry each."""
        import numpy as np

        if dividends is not None and dividends not in DIVIDENDS:
            raise UnknownNameError(f"dividends cannot be {dividends!r}: {', '.join(DIVIDENDS)}")
        told = self.tells_splits
        if dividends == "cash" and not told:
            raise InvalidValueError(
                "dividends in cash need the prices' splits: a step of a price alone does not tell "
                "the two apart"
            )
        split = np.ones(self.shape)
        if told:
            given = self.field("split")
            split = np.where(given > 0, given, 1.0)
        session, stock = np.nonzero((self.step != 1.0) | (split != 1.0))
        step, shares = self.step[session, stock], split[session, stock]
        if dividends == "reinvest" or not told:
            if len(session):
                _reinvested(len(session), notes)
            return _sparse(session, stock, step, np.zeros(len(step)))
        preclose = self.field("preclose")[session, stock] if "preclose" in self.px.fields else None
        before = self.close_before[session, stock]
        shares, paid = paid_of(step, shares, before, preclose, tick[stock], notes)
        # of a stock without splits among others that have them nothing tells the two apart
        bare = self.tickers.isin(self.px.without_splits)[stock]
        if bare.any():
            _reinvested(int(bare.sum()), notes)
        return _sparse(session, stock, np.where(bare, step, shares), np.where(bare, 0.0, paid))

    def listings(self, rules: Rules | None, notes: Notes) -> dict[str, npt.NDArray[Any]]:
        """How old each stock is on each session, by its own calendar."""
        return listings(list(self.tickers), self.px.dates, self._rows, self._first_row, rules, notes)


def core_market(
    arrays: Arrays,
    fill: str,
    rules: Rules | None,
    lots: dict[str, float],
    dividends: str | None,
    rates: dict[str, npt.NDArray[Any]],
    notes: Notes,
) -> _core.BacktestMarket:
    """All of it as the core holds it."""
    import numpy as np

    price, lowest, highest = arrays.fills(fill, notes)
    days = arrays.sessions.to_numpy().astype("datetime64[D]").astype("float64")
    n = len(arrays.tickers)
    tick = np.array([_tick(rules, name, arrays.sessions[0]) for name in arrays.tickers], "float64")
    core: dict[str, npt.NDArray[Any]] = {
        "fill": price,
        "lowest": lowest,
        "highest": highest,
        "close": arrays.field("close"),
        "reference": arrays.reference,
        "state": arrays.state(),
        "exchange": costs.none.markets_of(list(arrays.tickers)),
        "board": np.zeros(n, np.int32) if rules is None else rules.boards(list(arrays.tickers)),
        "own_lot": np.array([lots.get(name, 0.0) for name in arrays.tickers], "float64"),
        "tick": tick,
        "days": np.diff(days, prepend=days[:1]),
        **arrays.listings(rules, notes),
        **arrays.actions(dividends, tick, notes),
        **rates,
    }
    if "volume" in arrays.px.fields:
        core["volume"] = arrays.field("volume")
    return _core.BacktestMarket(core, rates["rate_open"].shape[1])


def _tick(rules: Rules | None, ticker: str, day: pd.Timestamp) -> float:
    if rules is None or rules.board(ticker) is None:
        return _TICK
    return float(rules.tick(ticker, day) or _TICK)


def _reinvested(count: int, notes: Notes) -> None:
    notes.tell(
        "dividends_reinvested",
        "splits and dividends become shares at the reference price of their day, before tax",
        count=count,
    )


def _sparse(session: Any, stock: Any, split: Floats, dividend: Floats) -> dict[str, npt.NDArray[Any]]:
    import numpy as np

    whole = {"action_session": session.astype(np.int32), "action_stock": stock.astype(np.int32)}
    return {**whole, "split": np.ascontiguousarray(split), "dividend": np.ascontiguousarray(dividend)}
