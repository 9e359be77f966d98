"""One market under one set of rules, in which many portfolios can be simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._backtest.exchange import exchange
from yanbao._backtest.market import Arrays, core_market
from yanbao._backtest.references import check_references
from yanbao._backtest.rules import rules as known_rules

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.costs import Costs
    from yanbao._backtest.notes import Notes
    from yanbao._backtest.rules import Rules
    from yanbao._backtest.wanted import Wanted
    from yanbao._prices import Prices


_SILENT = 5  # sessions without a row at the end, above which it is told


class Engine:
    """Checked arrays of `tickers` from the day numbered `first` to the one before `last`."""

    def __init__(
        self,
        px: Prices,
        tickers: pd.Index[str],
        first: int,
        last: int,
        *,
        costs: Costs,
        rules: Rules | None,
        fill: str,
        dividends: str | None,
        lots: dict[str, float],
        fx: pd.DataFrame | None,
        currency: str | None,
        terms: _core.BacktestTerms,
        notes: Notes,
    ) -> None:
        arrays = Arrays(px, tickers, first, last)
        check_references(arrays, notes)
        self.sessions, self.tickers, self._first = arrays.sessions, tickers, first
        self.borrow_rate = terms.borrow_rate
        self._terms = terms.kept(terms.keep)  # a copy
        self.currency, rates = exchange(tickers, arrays.priced, arrays.sessions, fx, currency, notes)
        self._terms.fractions = not arrays.tells_splits or dividends == "reinvest"
        self._market = core_market(arrays, fill, rules, lots, dividends, rates, notes)
        days = self.sessions.to_numpy().astype("datetime64[ns]")
        self.kinds = list(costs.names)
        by_kind = (known_rules.none if rules is None else rules).core_lines(days)
        limits = by_kind["limits"]
        lots_of = {**by_kind["lots"]}
        for name in ("least", "step"):
            lots_of[name] = lots_of[name].astype("float64")
        self._rules = _core.BacktestRules(
            costs.core_lines(days), len(self.kinds), rules is not None, limits, lots_of, by_kind["volume_cap"]
        )
        self._last_row = arrays.last_row()

    def silent_at_end(self, held: npt.NDArray[Any]) -> list[str]:
        """Stocks that are held after the last session, and have had no row for some."""
        rows = self._last_row
        behind = rows.max(initial=-1) - rows > _SILENT
        return [str(name) for name in self.tickers[(held != 0) & behind]]

    def run(self, wanted: Wanted, *, keep: bool = True) -> dict[str, npt.NDArray[Any]]:
        """Simulate weights, whose columns are the engine's tickers; the GIL is free meanwhile."""
        import numpy as np

        session = (wanted.place - self._first).astype(np.int32)
        terms = self._terms
        if terms.keep != keep:
            terms = terms.kept(keep)
        return _core.simulate(self._market, session, wanted.weights, self._rules, terms)
