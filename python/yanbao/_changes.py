from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._tables import Tables
from yanbao._vendor import Vendors
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd


class Changes(Vendors, Tables):
    """What reports of a corpus say otherwise than earlier ones."""

    __slots__ = ()

    def diff(self, broker: str | None = None, *, since: Any) -> pd.DataFrame:
        """What reports known since a day say otherwise than those before, house by house.

        Parameters
        ----------
        broker
            Of one house; of all by default.
        since
            The first day of what is new.

        Returns
        -------
        pandas.DataFrame
            A row a change. ``kind``: ``estimate_raised``, ``estimate_cut``, ``estimate_new`` (no figure of
            that year before), in the currency in which the house prints it, multiples left out, which move
            with the price, and years that had to be reported on by then (from 1 May); ``rating_raised``,
            ``rating_cut``, ``rating_changed`` (a label whose rank is not known), ``coverage_begun`` (the
            report says so), ``coverage_first_seen`` (no rating before); ``theme_begun`` (the house's first
            list of that theme), ``theme_added``, ``theme_dropped``, ``theme_promoted``, ``theme_demoted``.
            ``what`` is the metric or theme, ``before`` and ``after`` the figures, labels or roles,
            ``phrase`` what the report prints. A theme that is not printed again is not dropped, nor is
            coverage: silence is no word.

        Raises
        ------
        InvalidValueError
            `since` is no day.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> sold = pd.DataFrame(
        ...     {"ts_code": ["600570.SH"] * 2, "org_name": ["青石证券"] * 2, "quarter": ["2024Q4"] * 2}
        ...     | {"report_date": ["20240902", "20240909"], "eps": [1.20, 1.10]}
        ... )
        >>> moved = yb.Corpus.from_tushare(sold).diff(since="2024-09-09")
        >>> moved[["kind", "ticker", "what", "fiscal_year", "before", "after"]]
                   kind     ticker what  fiscal_year before after
        0  estimate_cut  600570.SH  eps         2024    1.2   1.1
        """
        import pandas as pd

        from yanbao import _diff
        from yanbao._known import day_of

        day = day_of(since, "since")
        if day is None:
            raise InvalidValueError("diff needs a day: since=")
        frames = [self._frame(name) for name in ("estimates", "coverage", "meta", "themes")]
        if broker is not None:
            frames = [frame[frame["broker"] == broker] for frame in frames]
        estimates, coverage, meta, themes = frames
        ratings = pd.concat([coverage[coverage["origin"] == "broker"], meta], ignore_index=True)
        rows = list(_diff.differences(estimates, ratings, themes, day))
        frame = pd.DataFrame(rows, columns=_diff.COLUMNS)
        for number in ("fiscal_year", "src_line", "src_start", "src_end"):
            frame[number] = frame[number].astype("Int64")
        for side in ("before", "after"):  # figures and words
            frame[side] = pd.Series([row[side] for row in rows], index=frame.index, dtype=object)
        return _diff.with_phrases(frame, self._text_of)

    def _text_of(self, report_id: str) -> bytes | None:
        report = self._state.store.records[self._state.store.places[report_id]].report
        return None if report is None else report.text.encode()
