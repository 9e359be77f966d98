"""From the settings of a backtest to the market in which it runs."""

from __future__ import annotations

import numbers
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao._backtest.checks import check_fees, check_market, check_sessions
from yanbao._backtest.costs import Costs
from yanbao._backtest.costs import costs as known_costs
from yanbao._backtest.engine import Engine
from yanbao._backtest.rules import Rules
from yanbao._prices import Prices, day_prices
from yanbao._sessions import calendar_of
from yanbao._ticker import ticker
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yanbao._backtest.notes import Notes

SIZES = ("reference", "fill")


class Prepared(NamedTuple):
    """A market, and how portfolios are run in it."""

    engine: Engine
    terms: _core.BacktestTerms


def check_prices(px: Any, rules: Rules | None) -> None:
    """Refuse what is no prices, and adjusted ones where rules ask for those of the day."""
    if not isinstance(px, Prices):
        raise InvalidValueError(f"prices come as yb.Prices, not as {type(px).__name__}")
    if rules is not None and not isinstance(rules, Rules):
        raise InvalidValueError(f"rules are such as yb.rules.china, not of {type(rules).__name__}")
    if rules is not None and len(rules):
        day_prices(px, "a backtest with limits and lots")


def on_own_days(px: Prices, weights: Any) -> Prices:
    """Prices on the sessions of the exchanges whose stocks are wanted."""
    from yanbao._backtest.wanted import tickers_of

    wanted = frozenset(map(calendar_of, tickers_of(weights)))
    return px.on_sessions_of(wanted) if wanted else px


def prepare(
    px: Prices,
    tickers: pd.Index[str],
    first: int,
    last: int,
    notes: Notes,
    *,
    costs: Costs | None,
    rules: Rules | None,
    cash: float,
    fill: str,
    size_at: str,
    carry: bool,
    margin: bool,
    volume_cap: float | None,
    dividends: str | None,
    gone_after: int,
    recovery: float,
    cash_rate: float,
    borrow_rate: float,
    lots: Mapping[str, float] | None,
    fx: pd.DataFrame | None,
    currency: str | None,
) -> Prepared:
    """Check the settings of `yb.backtest`; make the market of `tickers` from day `first` to before `last`."""
    if costs is not None and not isinstance(costs, Costs):
        raise InvalidValueError(f"costs are such as yb.costs.china, not of {type(costs).__name__}")
    if size_at not in SIZES:
        raise UnknownNameError(f"size_at cannot be {size_at!r}: {', '.join(SIZES)}")
    if rules is not None and not len(rules):
        rules = None
    sizes = {ticker(str(name)): number("a lot", lot, 0.0, 1e9) for name, lot in (lots or {}).items()}
    check_market(px, costs, rules, fill, tickers, px.dates[first:last], sizes, notes)
    priced = tickers[tickers.isin(px.tickers)]
    check_sessions(priced, px.dates[first:last], notes)
    check_fees(priced, costs, px.dates[first:last], notes)
    terms = _core.BacktestTerms()
    terms.cash = number("cash", cash, 0.0, 1e13, open_below=True)
    terms.exact, terms.carry, terms.margin = rules is not None, bool(carry), bool(margin)
    terms.size_at_fill = size_at == "fill"
    # below 0: as the rules say, by board and day
    terms.volume_cap = -1.0 if volume_cap is None else number("volume_cap", volume_cap, 0.0, 1.0)
    terms.gone_after = int(number("gone_after", gone_after, 1, 1e6))
    terms.recovery = number("recovery", recovery, 0.0, 1.0)
    terms.cash_rate = _rate("cash_rate", cash_rate, -0.5, 0.5)
    terms.borrow_rate = _rate("borrow_rate", borrow_rate, 0.0, 1.0)
    engine = Engine(
        px,
        tickers,
        first,
        last,
        costs=known_costs.none if costs is None else costs,
        rules=rules,
        fill=fill,
        dividends=dividends,
        lots=sizes,
        fx=fx,
        currency=currency.upper() if isinstance(currency, str) else currency,
        terms=terms,
        notes=notes,
    )
    return Prepared(engine, terms)


def span_of(days: pd.DatetimeIndex, start: Any, end: Any, first: int) -> tuple[int, int]:
    """Days of a backtest: the first, that of the first weights by default, and the one after the last."""
    from yanbao._known import day_of

    ends = []
    for name, given in (("start", start), ("end", end)):
        day = None if given is None else day_of(given, name)
        if given is not None and day is None:
            raise InvalidValueError(f"{name} is no day: {given!r}")
        ends.append(day)
    begin = first if ends[0] is None else int(days.searchsorted(ends[0]))
    stop = len(days) if ends[1] is None else int(days.searchsorted(ends[1], side="right"))
    if begin >= stop:
        raise InvalidValueError("no session is left between start and end")
    return begin, stop


def _rate(name: str, value: Any, least: float, most: float) -> float:
    try:
        return number(name, value, least, most)
    except InvalidValueError as error:
        raise InvalidValueError(f"{error}; 0.02 is 2 % a year") from None


def number(name: str, value: Any, least: float, most: float, *, open_below: bool = False) -> float:
    """A checked number."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidValueError(f"{name} is a number, not {value!r}")
    made = float(value)
    if not least <= made <= most or (open_below and made == least):
        raise InvalidValueError(f"{name} cannot be {value!r}: from {least:g} to {most:g}")
    return made
