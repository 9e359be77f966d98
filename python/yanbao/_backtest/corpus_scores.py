from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.priced import Priced
    from yanbao._backtest.scorecard import Scorecard


class Scores:
    """What became of what reports said."""

    __slots__ = ()

    _state: Any

    def _frame(self, name: str) -> pd.DataFrame:
        raise AttributeError(name)

    def rating_changes(self) -> pd.DataFrame:
        r"""Changes of ratings as events, house by house and company by company.

        Returns
        -------
        pandas.DataFrame
            In the order of the days: ``date``, the session from which each is known; ``ticker``; ``label``:
            ``up`` or ``down`` by the comparable score of the two labels, ``new`` for the first rating of a
            house, ``withdrawn``, or ``changed`` where a label has no score; ``broker``, ``name``, ``from``
            and ``to`` as printed, ``score_from`` and ``score_to``, ``known_from`` (of the rating before),
            ``assumed`` (1 where the scale is the usual one), ``report_id``, ``report``.  Another word for the
            same score is no change, and of two ratings of one house on one day neither counts.  It can be
            given to `Prices.event_study`.

        Examples
        --------
        >>> import yanbao as yb
        >>> text = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n{}\n\n投资评级：{}\n\n"
        >>> said = [("2024年9月2日", "买入"), ("2024年10月8日", "增持")]
        >>> corpus = yb.read_many([text.format(*each) for each in said], progress=False)
        >>> corpus.rating_changes()[["date", "ticker", "label", "to"]]
                date     ticker label  to
        0 2024-09-03  600570.SH   new  买入
        1 2024-10-09  600570.SH  down  增持
        """
        from yanbao._backtest.change_events import rating_changes

        return rating_changes(self._frame, self._state.how.get("lexicon"))

    def estimate_changes(
        self, metric: str = "eps", *, year: int | str | None = None, prices: Priced | None = None
    ) -> pd.DataFrame:
        """Changes of forecasts as events, house by house, company by company, year by year.

        Parameters
        ----------
        metric
            As in ``estimates``.
        year
            A fiscal year, or ``this_year`` or ``next_year`` of the day; all by default, and then a report
            that changes three years gives three rows of one day.
        prices
            Raw ones tell splits: a figure per share of before one is ``rebased``, not cut.

        Returns
        -------
        pandas.DataFrame
            ``date``, ``ticker``, ``label`` (``up``, ``down``, ``new``, ``rebased``), ``broker``, ``name``,
            ``metric``, ``fiscal_year``, ``from``, ``to``, ``change`` over the absolute value of the old
            figure, ``known_from``, ``report_id``, ``report``.  A figure within the rounding of the one
            before confirms it, and is no row.

        Raises
        ------
        UnknownNameError
            There is no such metric.
        InvalidValueError
            `year` is none.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> sold = pd.DataFrame({"ts_code": ["600570.SH"] * 2, "org_name": ["青石证券"] * 2})
        >>> sold = sold.assign(report_date=["20240902", "20240909"], quarter="2024Q4", eps=[1.2, 0.9])
        >>> yb.Corpus.from_tushare(sold).estimate_changes("eps")[["label", "from", "to", "change"]]
          label  from   to  change
        0   new   NaN  1.2     NaN
        1  down   1.2  0.9   -0.25
        """
        from yanbao._backtest.change_events import estimate_changes

        return estimate_changes(self._frame, self._state.how.get("lexicon"), metric, year, prices)

    def scorecard(
        self,
        *,
        prices: Priced | None = None,
        actuals: pd.DataFrame | None = None,
        by: str = "broker",
        horizon: int | None = None,
        benchmark: Any = None,
        benchmark_total: bool | None = None,
        min_count: int = 5,
    ) -> Scorecard:
        """Whose ratings and forecasts were right.

        A rating is right where the stock's return less the benchmark's, over the horizon of the house's own
        scale, lies in the interval that its label promises on that scale: from the close of the first session
        that can be traded on it (20 sessions later at most) to the last close of the horizon, the longest
        where a range is printed.  Where a house prints no scale the usual one stands for it (15 % and more is
        the promise of 买入 over six months), and is marked.  One whose horizon is not over is ``open``.

        A forecast is held against the first actual announced for its company, metric and year, and against
        the mean of the other houses' newest estimates of the day, 180 days old at most.

        Parameters
        ----------
        prices
            For ratings.
        actuals
            For forecasts: ``ticker``, ``fiscal_year``, ``metric``, ``value``, ``announced``, as in `panel`.
        by
            ``broker``, or ``analyst``: everyone who signs a report, contacts and assistants left out.
        horizon
            Months for all ratings, whatever their scale says.
        benchmark
            Levels of an index by day; or several by printed name (``{"沪深300": csi300, "": other}``), the
            empty name for all others.
        benchmark_total
            Whether they have dividends in them, as in `yb.backtest`; a price index beside returns of stocks,
            which have them, is a finding.
        min_count
            Where fewer are counted, only their number is given.

        Raises
        ------
        InvalidValueError
            Neither prices nor actuals are given, prices without a benchmark, or a count is none.
        UnknownNameError
            `by` is none of ours.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> sold = pd.DataFrame({"ts_code": ["600570.SH"] * 2, "org_name": ["青石证券", "栖霞证券"]})
        >>> sold = sold.assign(report_date="20240902", quarter="2024Q4", eps=[1.10, 1.40])
        >>> reported = pd.DataFrame({"ticker": ["600570.SH"], "fiscal_year": 2024, "metric": "eps"})
        >>> reported = reported.assign(value=1.0, announced="2025-03-20")
        >>> card = yb.Corpus.from_tushare(sold).scorecard(actuals=reported, min_count=1)
        >>> card.forecasts.xs("all", level="horizon")["bias"].round(2).to_dict()
        {('栖霞证券', 'eps'): 0.4, ('青石证券', 'eps'): 0.1}
        """
        from yanbao._backtest.scorecard import scorecard

        settings = {"by": by, "horizon": horizon, "min_count": min_count}
        settings |= {"benchmark_total": benchmark_total}
        lexicon = self._state.how.get("lexicon")
        return scorecard(self._frame, lexicon, prices, actuals, benchmark, settings)
