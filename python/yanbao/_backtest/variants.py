"""One market for many portfolios, and a row of figures of each."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from yanbao._backtest import measures, relative
from yanbao._backtest.benchmark import benchmark_returns
from yanbao._backtest.checks import check_weights
from yanbao._backtest.equity import base_of
from yanbao._backtest.notes import Notes
from yanbao._backtest.outcome import check_end
from yanbao._backtest.prepare import check_prices, on_own_days, prepare, span_of
from yanbao._backtest.wanted import Wanted, tickers_of, wanted
from yanbao._backtest.years import session_rates, sessions_per_year_of
from yanbao._currencies import currency_of
from yanbao._sessions import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from yanbao._backtest.engine import Engine
    from yanbao._prices import Prices

    Floats = NDArray[np.float64]

_currency = functools.lru_cache(maxsize=1 << 16)(currency_of)

# what a row has besides its parameters
FIGURES = (
    "total_return",
    "annual_return",
    "volatility",
    "sharpe",
    "sortino",
    "max_drawdown",
    "calmar",
    "turnover",
    "cost",
    "excess_return",
    "information_ratio",
)
COUNTS = ("sessions", "rebalanced", "trades", "refused")
_ALL_AT_ONCE = 4  # markets that are kept: the variants of most grids begin on one session
_BY_RUN = ("start", "end", "known", "benchmark", "benchmark_total", "risk_free")


class Ran(NamedTuple):
    """A variant: its figures, its returns, and the codes of what to know of it."""

    figures: dict[str, Any]
    returns: Floats
    hurdle: Any
    per_year: float
    codes: tuple[str, ...]
    notes: Notes  # of its market


class _Noted(Notes):
    def codes(self) -> tuple[str, ...]:
        """Codes of warnings."""
        return tuple(dict.fromkeys(row[0] for row in self._rows if row[1] == "warning"))


class _Market(NamedTuple):
    """Where portfolios of one span and of the same currencies are run, whichever of its stocks they hold."""

    span: tuple[int, int, frozenset[Any]]  # first day, the one after the last, currencies and prices
    engine: Engine
    cash: float
    benchmark: Floats | None
    notes: _Noted
    rates: dict[str, tuple[float, Any]]  # by calendar: sessions per year, and the hurdle of a session


class Variants:
    """Runs portfolios under the settings of `yb.backtest`, each as that would, and keeps none of them.

    Markets are made once for each first session and are shared by threads.
    """

    def __init__(self, px: Prices, settings: Mapping[str, Any]) -> None:
        check_prices(px, settings["rules"])
        rules = settings["rules"]
        self._px = px
        self._settings = {**settings, "rules": rules if rules is not None and len(rules) else None}
        self._terms = {name: value for name, value in self._settings.items() if name not in _BY_RUN}
        self._markets: list[_Market] = []
        self._lock = threading.Lock()

    def run(self, weights: pd.DataFrame) -> Ran:
        """Figures of one portfolio.

        Raises
        ------
        YanbaoError
            As `yb.backtest`.
        """
        given, notes = self._settings, _Noted()
        px = on_own_days(self._px, weights)
        asked = wanted(weights, px.dates, given["known"], given["margin"], notes)
        first, last = span_of(px.dates, given["start"], given["end"], int(asked.place[0]))
        asked = asked.within(first, last)
        check_weights(asked, px, given["rules"], notes)
        market, column = self._market(px, weights, asked, first, last)
        made = market.engine.run(_across(asked, market.engine.tickers, column), keep=False)
        check_end(made, market.engine, asked, first, notes)
        return self._figures(
            made, market, asked, (*market.notes.codes(), *notes.codes(), *_codes_of(weights))
        )

    def _figures(
        self, made: Mapping[str, Any], market: _Market, asked: Wanted, codes: tuple[str, ...]
    ) -> Ran:
        equity = made["equity"]
        before = base_of(equity, market.cash)
        returns = equity / before - 1
        calendar = ",".join(sorted(set(map(calendar_of, asked.tickers))))
        if calendar not in market.rates:
            market.rates[calendar] = self._rates(market.engine.sessions, asked.tickers)
        per_year, hurdle = market.rates[calendar]
        n = len(returns)
        fees = made["fees"].reshape(n, -1).sum(axis=1)
        figures: dict[str, Any] = {
            "total_return": measures.total_return(returns),
            "annual_return": measures.annual_return(returns, per_year),
            "volatility": measures.volatility(returns, per_year),
            "sharpe": measures.sharpe(returns, per_year, hurdle),
            "sortino": measures.sortino(returns, per_year, hurdle),
            "max_drawdown": measures.max_drawdown(returns),
            "calmar": measures.calmar(returns, per_year),
            "turnover": float(np.nansum((made["bought"] + made["sold"]) / 2 / before)) * per_year / n,
            "cost": float(np.nansum(fees / before)) * per_year / n,
        }
        if market.benchmark is not None:
            figures["excess_return"] = relative.excess_return(returns, market.benchmark, per_year)
            figures["information_ratio"] = relative.information_ratio(returns, market.benchmark, per_year)
        figures |= {
            "sessions": n,
            "rebalanced": len(asked.place),
            "trades": len(made["trade_session"]),
            "refused": len(made["refused_session"]),
        }
        return Ran(figures, returns, hurdle, per_year, tuple(dict.fromkeys(codes)), market.notes)

    def _rates(self, sessions: pd.DatetimeIndex, tickers: Iterable[str]) -> tuple[float, Any]:
        import pandas as pd

        per_year = sessions_per_year_of(tickers, sessions)
        rates = session_rates(self._settings["risk_free"], pd.Series(0.0, index=sessions), per_year)
        return per_year, np.asarray(rates) if np.ndim(rates) else rates

    def _market(
        self, px: Prices, weights: pd.DataFrame, asked: Wanted, first: int, last: int
    ) -> tuple[_Market, NDArray[np.intp]]:
        """Where it is run, and where its stocks are there."""
        import pandas as pd

        currencies = frozenset(map(_currency, asked.tickers))
        span = (first, last, frozenset([*currencies, id(px)]))
        with self._lock:
            for known in self._markets:
                if known.span == span:
                    column = known.engine.tickers.get_indexer(asked.tickers)
                    if (column >= 0).all():
                        return known, column
            # all in these currencies that the frame has, so that the next variant, which holds others of
            # them, needs no new one; stocks in other currencies would ask for their rates
            every = {t for t in tickers_of(weights) if _currency(t) in currencies}
            every |= {t for known in self._markets if known.span == span for t in known.engine.tickers}
            notes = _Noted()
            tickers = pd.Index(sorted(every), name="ticker", dtype=object)
            made = self._made(px, tickers, (first, last, span[2]), notes)
            self._markets = [made, *(m for m in self._markets if m.span != span)][:_ALL_AT_ONCE]
            return made, tickers.get_indexer(asked.tickers)

    def _made(
        self, px: Prices, tickers: pd.Index[str], span: tuple[int, int, frozenset[Any]], notes: _Noted
    ) -> _Market:
        given = self._settings
        engine, terms = prepare(px, tickers, span[0], span[1], notes, **self._terms)
        index = benchmark_returns(
            given["benchmark"], engine.sessions, given["benchmark_total"], given["fill"], notes
        )
        values = None if index is None else index.to_numpy("float64")
        return _Market(span, engine, terms.cash, values, notes, {})


def _across(asked: Wanted, tickers: pd.Index[str], column: NDArray[np.intp]) -> Wanted:
    """The same weights with the columns of a market."""
    weights = np.zeros((len(asked.place), len(tickers)))
    weights[:, column] = asked.weights
    return Wanted(asked.place, weights, tickers)


def _codes_of(weights: pd.DataFrame) -> list[str]:
    """What `Panel.weights` says of them."""
    return [each["code"] for each in weights.attrs.get("findings", []) if each["severity"] == "warning"]
