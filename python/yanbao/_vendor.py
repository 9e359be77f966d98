from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao import _vendor_rows
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from typing_extensions import Self

    from yanbao._corpus_state import State


class Vendors:
    """How a corpus is made of rows that vendors sell."""

    __slots__ = ("_state",)

    def __init__(self, state: State) -> None:
        self._state = state

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, mapping: Mapping[str, str | tuple[str, float]], *, source: str = "vendor"
    ) -> Self:
        """Rows that a vendor sells, in the tables of reports.

        Parameters
        ----------
        frame
            One row a report, company and fiscal year.
        mapping
            For each of ours the vendor's column: ``ticker``, ``broker``, ``published`` and ``fiscal_year``
            must be there; ``name``, ``title``, ``first_seen``, ``rating`` and ``currency`` may; all others
            are metrics (``eps``, ``net_profit``, ...), as a column, or as a column and what its numbers are
            to be multiplied by: ``("np", 1e4)`` for 万元.
        source
            What the rows are called in ``report``.

        Returns
        -------
        Corpus
            One report for each broker, company, day and title.  Rows that cannot be one, and why, are
            findings (``row_unread``).

        Raises
        ------
        InvalidValueError
            A column is not there, one that must be is not mapped, or one of ours is no metric.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> sold = pd.DataFrame(
        ...     {"code": ["SH600570"], "house": ["青石证券"], "day": ["2024-10-20"], "year": [2025]}
        ...     | {"np": [192000.0]}
        ... )
        >>> mapping = {"ticker": "code", "broker": "house", "published": "day", "fiscal_year": "year"}
        >>> corpus = yb.Corpus.from_frame(sold, {**mapping, "net_profit": ("np", 1e4)})
        >>> corpus.estimates[["ticker", "known_at", "metric", "fiscal_year", "value"]]
              ticker   known_at      metric  fiscal_year         value
        0  600570.SH 2024-10-21  net_profit         2025  1.920000e+09
        """
        return cls(_vendor_rows.filled(frame, _mapped(mapping), source))

    @classmethod
    def from_tushare(cls, report_rc: pd.DataFrame) -> Self:
        """Rows of tushare's ``report_rc`` as they come: 万元 to yuan, per cent to decimals, full years only.

        ``create_time`` is ``first_seen`` where it is there; it is hidden by default: ask for it by
        ``fields``.  A ``quarter`` that is no fourth one is a part of a year: left out, with a finding.

        Parameters
        ----------
        report_rc
            What ``pro.report_rc(...)`` returned; one row a report, stock and quarter.

        Raises
        ------
        InvalidValueError
            A column that must be there is not.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> sold = pd.DataFrame(
        ...     {"ts_code": ["600570.SH"], "report_date": ["20241020"], "org_name": ["青石证券"]}
        ...     | {"quarter": ["2025Q4"], "eps": [1.02], "np": [192000.0], "roe": [18.5]}
        ... )
        >>> yb.Corpus.from_tushare(sold).estimates[["metric", "fiscal_year", "value", "unit"]]
               metric  fiscal_year         value                unit
        0  net_profit         2025  1.920000e+09            currency
        1         eps         2025  1.020000e+00  currency_per_share
        2         roe         2025  1.850000e-01      share_of_whole
        """
        return cls(_vendor_rows.filled(*_vendor_rows.tushare(report_rc), "tushare"))


def _mapped(mapping: object) -> dict[str, str | tuple[str, float]]:
    try:
        return dict(mapping)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError) as error:
        raise InvalidValueError(f"a mapping cannot be {mapping!r}") from error
