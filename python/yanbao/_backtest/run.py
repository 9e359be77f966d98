from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._backtest.notes import Notes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yanbao._backtest.costs import Costs
    from yanbao._backtest.result import Result
    from yanbao._backtest.rules import Rules
    from yanbao._prices import Prices


def backtest(
    weights: pd.DataFrame,
    px: Prices,
    *,
    costs: Costs | None = None,
    rules: Rules | None = None,
    cash: float = 1e7,
    benchmark: Any = None,
    benchmark_total: bool | None = None,
    fill: str = "open",
    size_at: str = "reference",
    known: str | None = None,
    start: Any = None,
    end: Any = None,
    carry: bool = True,
    margin: bool = False,
    volume_cap: float | None = None,
    dividends: str | None = None,
    gone_after: int = 60,
    recovery: float = 1.0,
    cash_rate: float = 0.0,
    borrow_rate: float = 0.0,
    risk_free: Any = 0.0,
    lots: Mapping[str, float] | None = None,
    fx: pd.DataFrame | None = None,
    currency: str | None = None,
) -> Result:
    """Simulate a portfolio that holds `weights`, at prices and under rules of their day.

    The weights of day d are known before its open, are turned into orders by the equity that is known then,
    and are filled in session d.  Sells come before buys; where cash does not reach, all buys are cut in the
    same proportion.  Between rebalancings holdings are left alone, but for orders that the exchange did not
    let through, which are tried again.  There is one fill a stock and session, so that nothing that was
    bought on a day is sold on it (T+1).

    Parameters
    ----------
    weights
        Dates × tickers, parts of the equity; only dates that are there rebalance, and a missing weight beside
        others is 0.  What they do not add up to is cash.  Less than 0 is sold short, where the
        rules allow it.
    px
        Prices.  Raw ones with ``preclose`` or ``factor`` are what was paid, and splits and dividends come
        through the factor; adjusted ones take no limits and no lots.
    costs
        `yb.costs.china`, ...; without them a fill costs nothing, and a finding says so.
    rules
        `yb.rules.china`, ...: price limits, lots, money in cents.  Without them any part of a share
        can be had at any price that is there.
    cash
        What there is at the beginning, in the currency of the account.
    benchmark
        Levels of an index: a series by date, a frame with ``date``, ``close`` and ``open``, or `Prices` of
        one ticker.  Its first session begins where the portfolio does, at the open or the close; without
        opens that session is left out of the comparison.
    benchmark_total
        Whether it has dividends in it; a price index beside total returns is a finding.
    fill
        At which price of the session: ``open``, ``close``, or ``vwap``, its amount over its volume.
    size_at
        Orders are sized by the ``reference`` price, which is known before the open, or by that of the
        ``fill``, as vectorized engines do.
    known
        ``open``: weights of a day are known before its open; ``close``: prices of the day went into them, and
        they are filled in the session after.  For weights of `Panel.weights` it need not be said.
    start, end
        First and last session; from the first weights to the last price by default.
    carry
        Whether an order that the exchange did not let through stays open until the next weights.
    margin
        Whether cash may be less than nothing.
    volume_cap
        Part of a session's volume that an order may take; the rules' own by default, 0 for none.
    dividends
        ``cash``: paid in cash, where the prices have ``split``; ``reinvest``: everything that the factor
        tells becomes shares, and parts of them, at the reference price.  The first where it can be, by
        default.  A dividend that comes of a printed ``preclose`` is known to half a cent a share; a given
        ``factor`` is exact.
    gone_after, recovery
        Sessions without a row after which a holding is settled (a suspension has rows), and for which part of
        its last price.
    cash_rate, borrow_rate
        Interest a year on cash (that of short sales too), and on what is owed or sold short, by calendar
        days over 365; 0.02 is 2 %.
    risk_free
        A rate a year for the statistics, or a series of such rates by date.
    lots
        Shares of a lot by ticker, which in Hong Kong each company sets.
    fx, currency
        Exchange rates, as in `Corpus.panel`, and the currency of the account, where prices are in several.
        Orders and fills go by the newest rate of an earlier day, closes are worth what the rate of their day
        says; a pair that is not given is made by way of a third currency.

    Returns
    -------
    Result
        ``stats``, ``returns``, ``positions``, ``trades``, ``rejected``, ``findings``, ``plot()``,
        ``report(path)``.

    Raises
    ------
    InvalidValueError
        Weights are of a day without prices or add up to more than there is, prices lack what is asked of
        them, adjusted prices are given with rules, or a number is out of its bounds.
    UnknownNameError
        `fill`, `size_at`, `known` or `dividends` is none of ours.
    MixedCurrenciesError
        Prices are in several currencies, and a rate is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> days = pd.DatetimeIndex(["2023-08-24", "2023-08-25", "2023-08-28"])
    >>> df = pd.DataFrame({"date": days, "ticker": "600570.SH", "open": [33.0, 33.5, 34.0]})
    >>> df = df.assign(close=[33.2, 33.6, 33.3], preclose=[33.1, 33.2, 33.6], volume=1e6)
    >>> px = yb.Prices.from_frame(df, adjusted="raw", volume_unit="share")
    >>> weights = pd.DataFrame({"600570.SH": [0.5, 0.0]}, index=days[[0, 2]])
    >>> res = yb.backtest(weights, px, costs=yb.costs.china, rules=yb.rules.china, cash=1e6, known="open")
    >>> res.trades[["side", "shares", "price", "commission", "stamp_duty"]]  # half the duty from 2023-08-28
       side   shares  price  commission  stamp_duty
    0   buy  15100.0   33.0      124.58         0.0
    1  sell  15100.0   34.0      128.35       256.7
    """
    from yanbao._backtest.benchmark import benchmark_returns
    from yanbao._backtest.checks import check_weights
    from yanbao._backtest.outcome import check_end, check_known
    from yanbao._backtest.prepare import check_prices, on_own_days, prepare, span_of
    from yanbao._backtest.result import Result
    from yanbao._backtest.wanted import wanted
    from yanbao._backtest.years import sessions_per_year_of

    if rules is not None and not len(rules):
        rules = None
    check_prices(px, rules)
    notes = Notes()
    px = on_own_days(px, weights)
    asked = wanted(weights, px.dates, known, margin, notes)
    first, last = span_of(px.dates, start, end, int(asked.place[0]))
    if int(asked.place[0]) < first:
        notes.tell("weights_carried", "the newest weights of before the start are held from it on")
    asked = asked.within(first, last)
    check_weights(asked, px, rules, notes)
    engine, terms = prepare(
        px,
        asked.tickers,
        first,
        last,
        notes,
        costs=costs,
        rules=rules,
        cash=cash,
        fill=fill,
        size_at=size_at,
        carry=carry,
        margin=margin,
        volume_cap=volume_cap,
        dividends=dividends,
        gone_after=gone_after,
        recovery=recovery,
        cash_rate=cash_rate,
        borrow_rate=borrow_rate,
        lots=lots,
        fx=fx,
        currency=currency,
    )
    made = engine.run(asked)
    check_end(made, engine, asked, first, notes)
    check_known(asked, px, fill, notes)
    settings = {
        "prices": px.adjusted,
        "fill": fill,
        "size_at": size_at,
        "cash": terms.cash,
        "currency": engine.currency,
        "costs": repr(costs) if costs is not None else None,
        "rules": repr(rules) if rules is not None else None,
        "carry": terms.carry,
        "margin": terms.margin,
        "volume_cap": terms.volume_cap,
        "gone_after": terms.gone_after,
        "recovery": terms.recovery,
        "cash_rate": terms.cash_rate,
        "borrow_rate": terms.borrow_rate,
        "rebalanced": len(asked.place),
        "limits": [
            "Stocks that the prices lack cannot be held: where their list was made on a later day, this is a "
            "result of survivors.",
            "Orders move no price, and a fill is at one price of the session.",
        ],
    }
    index = benchmark_returns(benchmark, engine.sessions, benchmark_total, fill, notes)
    per_year = sessions_per_year_of(asked.tickers, engine.sessions)
    return Result(
        made,
        engine.sessions,
        engine.tickers,
        engine.kinds,
        terms.cash,
        index,
        per_year,
        risk_free,
        settings,
        notes,
    )
