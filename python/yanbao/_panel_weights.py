from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._panel_screen import Screens

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._expr import Condition, Number


class Weights(Screens):
    """Portfolios of what passes a screen."""

    def weights(
        self,
        expr: Condition | pd.DataFrame,
        rebalance: Any = "W-FRI",
        top: float | None = None,
        rank_by: Number | pd.DataFrame | None = None,
        weight: str | pd.DataFrame = "equal",
        *,
        max_weight: float | None = None,
        long_short: tuple[float, float] | None = None,
    ) -> pd.DataFrame:
        r"""A portfolio of what passes a screen, on the sessions on which it is rebalanced.

        Weights of session d are made of what is known before its open; `yb.backtest` fills them in session d.

        Parameters
        ----------
        expr
            A condition, or a frame of bool of your own, dates × tickers.  What is not known is not selected.
        rebalance
            ``D``: each session; ``W-FRI``: the last session of each week that ends on a Friday, and so with
            the other days (``W-WED``: the last one from Thursday to Wednesday); ``M``, ``Q``, ``Y``: the last
            session of each month, quarter or year; ``MS``, ``QS``, ``YS``: the first; ``2W-FRI``, ``3M``: of
            so many together, counted from 1970; or dates, each of them a session.  Which session is the last
            is read off the calendar: a week that is not over by the panel's last session has none.
        top
            The best by `rank_by`: a count (20), or a part of those that can be held (0.1, rounded down, one
            at least; 1.0 is all, 1 is one).  None for all.
        rank_by
            A number of every stock, bigger is better.  Of equals the first by ticker is the better; who has
            no figure is left out, and counted.
        weight
            ``equal``; ``cap``: by the last market value before the session; ``role``: by how strongly the
            theme of the expression names it, from 5 to 1 (of several themes the strongest word); or a frame
            of your own, dates × tickers, scaled to 1 within who is selected.  Who has no figure, or 0, is
            left out before `top` is taken, and counted.
        max_weight
            The most that one may have; what is above goes to the others in proportion, again until none is
            above it.  Where too few are selected for that the rest is cash.
        long_short
            How many of the best to buy and of the worst to sell, in place of `top`: the weights add up to 1
            and to -1.  Nobody is on both sides: where there are fewer than both ask for each side has its
            part of them.

        Returns
        -------
        pandas.DataFrame
            Rebalances × tickers, float64.  A row adds up to 1 (0 with `long_short`); where nobody is selected
            it is 0, all cash.  ``attrs`` has ``findings`` (a list of dicts with ``code``, ``severity``,
            ``subject``, ``count``, ``what``), ``unranked`` and ``unweighted`` (how often one that passes was
            left out for want of a figure), ``cash_sessions`` (rebalances without anybody) and ``explain``
            (what each condition did).

        Raises
        ------
        InvalidValueError
            `top` or `max_weight` is out of its bounds, `top` comes without `rank_by`, a date is no session, a
            frame has no row of a rebalance, or a weight of your own is negative or infinite.
        UnknownNameError
            `rebalance` or `weight` is none of ours, the panel has no such metric or theme, or ``cap`` lacks
            market values.
        MixedCurrenciesError
            Market caps are in several currencies, and a rate is not known.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> codes = ["600570.SH", "000858.SZ", "600519.SH"]
        >>> sold = pd.DataFrame({"ts_code": codes, "org_name": "青石证券", "eps": [1.2, 6.0, 68.0]})
        >>> sold = sold.assign(report_date="20240902", quarter="2024Q4")
        >>> panel = yb.Corpus.from_tushare(sold).panel(end="2024-09-18")
        >>> panel.weights(yb.f.eps("fy1") > 1, top=2, rank_by=yb.f.eps("fy1")).reset_index()
        ticker       date  000858.SZ  600519.SH  600570.SH
        0      2024-09-06        0.5        0.5        0.0
        1      2024-09-13        0.5        0.5        0.0
        """
        from yanbao._backtest.schedule import rebalance_rows
        from yanbao._backtest.weights import Asked, weights

        asked = Asked.of(top, rank_by, weight, max_weight, long_short)
        levels = self._source.levels

        def made() -> Any:
            return rebalance_rows(self.sessions, levels.cells.all, rebalance)

        rule = isinstance(rebalance, str)
        rows = levels.once(("rebalance", rebalance), made) if rule else made()
        return weights(self._source, expr, rows, asked)
