from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao import _corpus_rows, _vendor_rows
from yanbao._houses import houses_of
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
            findings (``row_unread``).  Figures of companies outside the mainland have a currency where
            ``currency`` is mapped, and none where it is not: no PE is made of them without one.

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

        Figures of stocks abroad, of which the table says no currency, are taken in that of their exchange,
        and a finding says so (``currency_assumed``).

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
        return cls(_vendor_rows.filled(*_vendor_rows.tushare(report_rc), "tushare", listed=True))

    def to_tushare(self) -> pd.DataFrame:
        r"""The brokers' own estimates of whole years as rows of tushare's ``report_rc``.

        Yuan become 万元 and decimals per cent, ``quarter`` is the fourth of the year, ``create_time`` is
        ``first_seen``; ``max_price`` and ``min_price`` are the target price of a note on one company.
        `from_tushare` makes the same estimates of it again.

        Returns
        -------
        pandas.DataFrame
            A row a report, company and fiscal year, with the columns of ``report_rc``, hidden ones too; those
            that no table has are None.  ``attrs["left_out"]`` counts the rows of ``estimates`` that have no
            place in it by reason: ``no_column`` (of these metrics: ``attrs["no_column"]``), ``ticker`` (of an
            exchange that it does not know), ``currency`` (another than that of the exchange, which
            ``report_rc`` does not say), ``year_end`` (no December), ``conflict`` (the report prints figures
            that differ), ``repeated``, ``actual``, ``not_own``, ...; ``attrs["figures"]`` how many rows there
            are, and how many are written.

        Examples
        --------
        >>> import yanbao as yb
        >>> text = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年10月18日\n\n盈利预测\n"
        >>> text += "项目\t2023A\t2024E\n归母净利润（百万元）\t1424\t1603\nEPS（元）\t0.75\t0.85\n"
        >>> sold = yb.read_many([text], progress=False).to_tushare()
        >>> sold[["ts_code", "report_date", "org_name", "quarter", "np", "eps"]]
             ts_code report_date org_name quarter        np   eps
        0  600570.SH    20241018     青石证券  2024Q4  160300.0  0.85
        >>> sold.attrs["left_out"]
        {'actual': 2}
        """
        from yanbao._to_tushare import to_tushare

        frames = (_corpus_rows.frame(self._state, name) for name in ("estimates", "meta", "coverage"))
        return to_tushare(*frames)

    def reconcile(self, vendor: Vendors, *, days: int = 7) -> pd.DataFrame:
        r"""Hold the brokers' own estimates against those of another source, cell by cell.

        A cell is a broker (by any of its names, and of one house once it merged), company, metric and fiscal
        year.  Figures are paired with at most one of the other side, published no more than some days apart:
        first those that agree, then the rest, nearest in time first.

        Parameters
        ----------
        vendor
            Another corpus: `from_tushare`, `from_frame`, or reports that were read.
        days
            How far apart the two may be published; vendors enter late.

        Returns
        -------
        pandas.DataFrame
            A row a pair or a figure of one side alone.  ``status`` is ``agree`` (the rounding intervals meet;
            a figure without a known precision lies in the other's), ``differ``, ``only_here`` or
            ``only_there``.  ``guess`` says of what differs why, where it is plain: ``sign``, ``scale`` (times
            or over 1e2, 1e3, 1e4, 1e6 or 1e8), ``rounding`` (off by one in the last digit, or rounded to
            fewer), ``year`` (ours of the year beside), ``currency``, ``conflict`` (our report prints several
            figures, and none agrees); of what one side has alone: ``no_report`` (the other has nothing of
            that house and company in those days), ``no_metric`` (it never has the metric), ``no_figure``.
            ``ratio`` is ``there`` over ``here``.  ``row`` counts in ``estimates``, ``row_there`` in
            ``vendor.estimates``; ``report``, ``report_id``, ``src_page`` and ``src_line`` lead to where
            ours is printed.  ``attrs`` has the number of each ``status``, and for ``here`` and ``there`` what
            became of all rows: ``in_result``, or by reason why not (``repeated`` elsewhere in the report,
            ``not_own``, ``previous``, ``actual``, ``qualified``, ``undated``, ...).

        Raises
        ------
        InvalidValueError
            `vendor` is no corpus, or `days` is no count up to 366.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> text = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年10月18日\n\n盈利预测\n"
        >>> corpus = yb.read_many([text + "项目\t2024E\t2025E\nEPS（元）\t1.21\t1.40\n"], progress=False)
        >>> sold = pd.DataFrame(
        ...     {"ts_code": ["600570.SH"] * 2, "org_name": ["青石证券"] * 2, "report_date": ["20241021"] * 2}
        ...     | {"quarter": ["2024Q4", "2025Q4"], "eps": [1.2136, 14.0]}
        ... )
        >>> found = corpus.reconcile(yb.Corpus.from_tushare(sold))
        >>> found[["status", "metric", "fiscal_year", "here", "there", "src_line"]]
           status metric  fiscal_year  here    there  src_line
        0   agree    eps         2024  1.21   1.2136        11
        1  differ    eps         2025  1.40  14.0000        11
        >>> found.attrs["status"]
        {'agree': 1, 'differ': 1, 'only_here': 0, 'only_there': 0}
        """
        from yanbao._reconcile import reconciled

        if not isinstance(vendor, Vendors):
            raise InvalidValueError(f"a vendor cannot be a {type(vendor).__name__}: give a yanbao.Corpus")
        if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 366:
            raise InvalidValueError(f"days cannot be {days!r}: it is a count up to 366")
        here, there = (_corpus_rows.frame(corpus._state, "estimates") for corpus in (self, vendor))
        return reconciled(here, there, houses_of(self._state.how.get("lexicon")), days)


def _mapped(mapping: object) -> dict[str, str | tuple[str, float]]:
    try:
        return dict(mapping)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError) as error:
        raise InvalidValueError(f"a mapping cannot be {mapping!r}") from error
