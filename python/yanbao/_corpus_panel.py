from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yanbao._changes import Changes

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._panel import Panel
    from yanbao._prices import Prices


class Panels(Changes):
    """What was known of a corpus, session by session."""

    __slots__ = ()

    def panel(
        self,
        *,
        prices: Prices | None = None,
        calendar: str = "XSHG",
        actuals: pd.DataFrame | None = None,
        start: Any = None,
        end: Any = None,
        window: int = 180,
        min_brokers: int = 1,
        lag: int = 0,
        roll: str = "may1",
        base: str = "actual",
        kinds: Sequence[str] | None = None,
        history: str = "seen",
        outliers: str = "keep",
        fx: pd.DataFrame | None = None,
        ads: Mapping[str, float] | None = None,
        concepts: Any = None,
        industry: pd.DataFrame | None = None,
    ) -> Panel:
        """What was known on every session: consensus, valuation, growth, screens, a ledger of estimates.

        Parameters
        ----------
        prices
            For metrics of the price; raw ones with ``preclose``, ``factor`` or ``split`` also tell splits,
            beyond which no EPS is compared.
        calendar
            Whose sessions the panel has, by the name that exchange_calendars gives it.  A row of another
            exchange counts from the first session on which it is known there.
        actuals
            What companies reported: ``ticker``, ``fiscal_year``, ``metric``, ``value`` (in the units of
            ``estimates``), ``announced``, the day or the local time, and where they are in another currency
            than the estimates, ``currency``.  They come before the actuals that reports print.
        start, end
            First and last day; by default those on which an estimate, a rating or a theme was known.
        window
            Days from the session on which a word is known, for which it holds: an estimate, a rating, a
            list of a theme.
        min_brokers
            Where fewer have an estimate there is no consensus.
        lag
            Sessions more before anything counts.
        roll
            When a year is over for ``fy0`` and ``fy1``: ``may1``, or ``disclosed``, from the session on which
            an actual of the company is known.
        base
            What stands for a year that is over: its ``actual``, or ``any``: where none is known an estimate,
            and it is marked.
        kinds
            Of which kind the reports must be, ``("company_note",)``; all by default.
        history
            ``seen``: a row counts from when it came to hand, where that is known; ``published``: as if it
            had been read on its day, what a vendor filled in later with it.
        outliers
            Estimates more than ten times, or less than a tenth of, the median of what was known before of the
            same company, metric and year, and zeros where that is none, of two at least: ``keep``, and they
            are named in ``findings`` and in the ledger's ``doubt``; ``drop``, and they are the ledger's
            ``estimate_far`` and ``estimate_zero``.  What brokers say later brings none of them back.
        fx
            Exchange rates: ``date``, ``rate``, and ``pair`` such as ``HKD/CNY`` or ``from`` and ``to``; the
            last one of an earlier day, of five weeks at most.  They come before what reports imply.  At these
            rates estimates and actuals in several currencies are compared too: each session's, in the
            currency that was known first of the company and metric.
        ads
            Shares that EPS counts in one that is traded, by ticker; before what reports imply.
        concepts
            `Concepts`, several, or ``date``, ``concept``, ``ticker``, where the date is the first on which
            the list could be traded on.
        industry
            ``date``, ``ticker``, ``industry``, and ``industry_2`` and so on for finer ones; known from the
            session after its date.

        Raises
        ------
        InvalidValueError
            There is no such calendar, a day or a count is none, or a table is not as it should be.
        UnknownNameError
            `roll`, `base`, `kinds`, `history` or `outliers` is none of ours.
        """
        from yanbao._panel_make import made

        settings = {"window": window, "min_brokers": min_brokers, "lag": lag, "roll": roll, "base": base}
        settings |= {"kinds": kinds, "history": history, "outliers": outliers}
        joined = {"fx": fx, "ads": ads, "concepts": concepts, "industry": industry}
        lexicon = self._state.how.get("lexicon")
        return made(self._frame, lexicon, prices, calendar, actuals, (start, end), settings, joined)
