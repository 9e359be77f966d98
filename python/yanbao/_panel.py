from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from yanbao import _actuals
from yanbao._backtest.panel_baskets import Baskets
from yanbao._estimate_rates import EstimateRates
from yanbao._ledger import REASONS, ledger_of
from yanbao._panel_levels import Levels
from yanbao._panel_rows import Cells, count
from yanbao._panel_views import Views
from yanbao._panel_why import named, why
from yanbao._panel_years import Years
from yanbao._sessions import sessions_of
from yanbao._share_base import ShareBase, changes_of
from yanbao._share_evidence import Evidence
from yanbao.errors import InvalidValueError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._consensus import ConsensusFrame
    from yanbao._panel_parts import Parts
    from yanbao._prices import Prices


class Panel(Views, Baskets):
    """What a corpus knew on every session: consensus and revisions, valuation, growth, screens.

    `Corpus.panel` makes it.  Cell d of every frame is what was known before the open of session d: reports
    known by then, and prices up to the session before; what comes later changes no cell before it.

    ``fy1`` is the first year without an actual, by the rule of 1 May (year Y − 1 counts as reported from
    1 May of Y on, and other ends of years likewise four months later) or from disclosure on; ``fy0`` is the
    year before, and its figure an actual; ``this_year`` is the year of the session; ``ftm`` weighs the first
    year that is not over by the share of it that is left, and the next by the rest.

    Attributes
    ----------
    sessions : pandas.DatetimeIndex
        Rows of every frame.
    tickers : pandas.Index
        Columns of every frame: companies with an estimate, a rating or a theme.
    ledger : pandas.DataFrame
        Every row of the corpus's estimates with ``reason``, null where it is used; of rows in another
        currency ``converted_to`` and the ``rate`` known with them, and ``doubt`` of figures hardly meant.

    Examples
    --------
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> sold = pd.DataFrame(
    ...     {"ts_code": ["600570.SH"] * 3, "org_name": ["青石证券", "栖霞证券", "青石证券"]}
    ...     | {"report_date": ["20240902", "20240903", "20240909"], "quarter": ["2024Q4"] * 3}
    ...     | {"eps": [1.20, 1.30, 1.10]}
    ... )
    >>> panel = yb.Corpus.from_tushare(sold).panel()
    >>> panel.consensus("eps", "fy1")[["mean", "count"]].reset_index()
            date     ticker  mean  count
    0 2024-09-03  600570.SH  1.20      1
    1 2024-09-04  600570.SH  1.25      2
    2 2024-09-05  600570.SH  1.25      2
    3 2024-09-06  600570.SH  1.25      2
    4 2024-09-09  600570.SH  1.25      2
    5 2024-09-10  600570.SH  1.20      2
    """

    def __init__(
        self,
        estimates: pd.DataFrame,
        calendar: str,
        span: tuple[Any, Any],
        prices: Prices | None,
        actuals: pd.DataFrame | None,
        settings: dict[str, Any],
        parts: Parts,
    ) -> None:
        import pandas as pd

        from yanbao._panel_source import PanelSource

        raw = prices is not None and prices.adjusted == "raw"
        changes = changes_of(prices) if prices is not None and raw else {}
        known = pd.concat([estimates["known_at"], parts.known_at()])
        first, last = (
            pd.Timestamp(day) if day is not None else end
            for day, end in zip(span, (known.min(), known.max()), strict=True)
        )
        every = sessions_of(calendar)
        within = (every >= first) & (every <= last)
        self.sessions: pd.DatetimeIndex = pd.DatetimeIndex(every[within], name="date")
        ends = known.min(), pd.Series([known.max(), last]).max()
        rates = EstimateRates(parts.rates_of(every), every, *ends)
        drop = settings["outliers"] == "drop"
        self.ledger = ledger_of(estimates, parts.lexicon, changes, rates, drop=drop)
        used = self.ledger[self.ledger["reason"].isna()].reset_index(drop=True)
        self.tickers: pd.Index[str] = pd.Index(
            sorted({*used["ticker"], *parts.tickers()}), name="ticker", dtype=object
        )
        shares = ShareBase(prices, self.tickers) if prices is not None and raw else None
        said = self.ledger["reason"].isna() | self.ledger["reason"].isin(["actual", "confirms"])
        said &= self.ledger["converted_to"].isna()  # EPS over profits in another currency count no shares
        if prices is not None and shares is not None:
            blind = prices.without_factor.intersection(prices.without_splits)
            # of others prices tell the day itself
            said &= ~self.ledger["ticker"].isin(prices.tickers.difference(blind))
        evidence = Evidence(self.ledger[said])
        self._cells = Cells(self.sessions, every, self.tickers, shares, evidence, parts.lexicon, rates)
        given = [] if actuals is None else [_actuals.in_one_currency(actuals, self.ledger)]
        printed = _actuals.printed(self.ledger)
        years = Years(self.sessions, self.tickers, settings["roll"], used)
        if settings["roll"] == "disclosed":
            told = pd.concat([frame[_KNOWN] for frame in given]) if given else printed[0][_KNOWN].iloc[:0]
            rest = pd.concat([frame[_KNOWN] for frame in printed])
            rest = rest[~rest["ticker"].isin(told["ticker"])]
            years.disclose(pd.concat([told, rest], ignore_index=True))
        self._levels = Levels(
            used,
            [*given, *printed],
            self._cells,
            years,
            **{name: settings[name] for name in ("window", "min_brokers", "base")},
        )
        parts.cells, parts.ledger = self._cells, self.ledger
        self._source = PanelSource(self._levels, prices, parts)

    @property
    def findings(self) -> pd.DataFrame:
        """What to know before trusting the rest: ``code``, ``severity``, ``subject``, ``count``, ``what``.

        Estimates that can hardly be meant are named here, and count in every consensus all the same unless
        the panel is to drop them (``outliers``).
        """
        from yanbao._panel_findings import findings_of

        found: pd.DataFrame = self._levels.once("findings", lambda: findings_of(self.ledger, self._source.px))
        return found

    def consensus(
        self,
        metric: str,
        year: int | str = "fy1",
        *,
        window: int | None = None,
        min_brokers: int | None = None,
    ) -> ConsensusFrame:
        """What the brokers expect together: of each the newest estimate, not older than a window.

        Parameters
        ----------
        metric
            ``eps``, ``net_profit``, ``revenue``, ... as in ``estimates``.
        year
            A fiscal year, or ``fy1``, ``fy2``, ..., ``this_year``, ``next_year``.
        window
            Days after the session from which an estimate is known; a reprint of the same figure confirms it
            and does not renew the window.  That of the panel by default.
        min_brokers
            Where fewer have an estimate only ``count`` is given.  That of the panel by default.

        Returns
        -------
        pandas.DataFrame
            On (date, ticker), cells in which any broker has an estimate: ``mean``, ``median``, ``std``
            (ddof 1, NaN under three), ``high``, ``low``, in the unit of the metric, ``count``, and
            ``quality`` as Suntime's GoGoal has it: 0 an actual is known, 1 five brokers or more within 90
            days, 2 one or more within 120 days, 3 carried forward.  ``.by_broker`` has the estimates behind
            each cell.

        Raises
        ------
        UnknownNameError
            No estimate of the corpus is of this metric.
        InvalidValueError
            The year is none of one fiscal year, or `window` or `min_brokers` is no count.
        """
        import numpy as np
        import pandas as pd

        from yanbao._consensus import ConsensusFrame

        days = self._window(window)
        least = self._levels.min_brokers if min_brokers is None else count(min_brokers, "min_brokers")
        wanted = self._levels.years.wanted(year)
        found = self._levels.consensus(metric, wanted, days, least)
        found["quality"] = self._levels.quality(metric, wanted, found)
        names = ["mean", "median", "std", "high", "low", "count", "quality"]
        session, ticker = np.nonzero(found["count"])
        index = pd.MultiIndex.from_arrays([self.sessions[session], self.tickers[ticker]])
        frame = pd.DataFrame({n: found[n][session, ticker] for n in names}, index=index)
        return ConsensusFrame.made(frame, lambda: self._by_broker(metric, year, days))

    def revision(
        self,
        metric: str,
        year: int | str = "fy1",
        sessions: int = 30,
        *,
        window: int | None = None,
        how: str = "matched",
    ) -> pd.DataFrame:
        """How the consensus of the year that a session means has moved since some sessions before.

        Parameters
        ----------
        metric, year, window
            As in `consensus`.
        sessions
            How many sessions before.
        how
            ``matched``: of the brokers that have an estimate on both sessions; ``level``: of all.

        Returns
        -------
        pandas.DataFrame
            date × ticker: the change over the absolute value of the earlier consensus; NaN where either
            is not there.  No jump on 1 May: both are of one year.
        """
        return self._moved(metric, year, sessions, window, how)[0]

    def breadth(
        self, metric: str, year: int | str = "fy1", sessions: int = 30, *, window: int | None = None
    ) -> pd.DataFrame:
        """Brokers that raised their estimate less those that cut it, over all that have one on the session.

        Raised or cut is what a broker has on both sessions; one that began since counts below the line.
        Parameters and shape are those of `revision`.
        """
        return self._moved(metric, year, sessions, window, "matched")[1]

    def why(
        self, metric: str, ticker: str, date: Any, year: int | str = "fy1", *, window: int | None = None
    ) -> pd.DataFrame:
        """Every row behind one cell of `consensus`, and why those that are not in it are not.

        The ticker may be written in any habit, ``SH600570`` as ``600570.SH``.

        Returns
        -------
        pandas.DataFrame
            Rows of `ledger` of that company, metric and year known by then; ``reason`` is null for those in
            the cell, ``newer`` for estimates that the broker has replaced, ``window`` for those too old,
            ``share_base`` for those per share of before a split, ``no_fx`` for those in another currency
            where no exchange rate is known on the session.
        """
        row = self._row(date)
        ticker = named(ticker, self.ledger)
        years = self._levels.years.wanted(year)
        if years.ndim > 1:  # what has no used row has no column: its years end as most do
            at = self.tickers.get_indexer(self.tickers[self.tickers == ticker])
            years = years[:, at[0]] if len(at) else self._levels.years.in_december(year)
        asked = ticker, self.sessions[row], int(years[row]), self._window(window)
        return why(self.ledger, self._cells, metric, *asked)

    def _moved(
        self, metric: str, year: int | str, sessions: int, window: int | None, how: str
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        if how not in ("matched", "level"):
            raise InvalidValueError(f"how cannot be {how!r}: matched or level")
        wanted = self._levels.years.wanted(year)
        made = self._levels.moved(metric, wanted, sessions, self._window(window), how)
        change, breadth = map(self._frame, made)
        return change, breadth

    def _by_broker(self, metric: str, year: int | str, window: int) -> pd.DataFrame:
        from yanbao._consensus import by_broker

        return by_broker(self._levels.used, self._cells, metric, self._levels.years.wanted(year), window)

    def __reduce__(self) -> NoReturn:
        raise UsageError(
            "a panel cannot be pickled: it holds its corpus and what it has computed; write the corpus with "
            "to_parquet and make the panel where it is needed, or hand on the frames that it gives"
        )

    def __repr__(self) -> str:
        span = (
            f"{self.sessions[0]:%Y-%m-%d} to {self.sessions[-1]:%Y-%m-%d}" if len(self.sessions) else "none"
        )
        return f"<yanbao.Panel: {len(self.sessions)} sessions ({span}) × {len(self.tickers)} tickers>"


_KNOWN = ["ticker", "fiscal_year", "known_at"]

__all__ = ["REASONS", "Panel"]
