from __future__ import annotations

import functools
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao import _core, _export, _frames, _html, _locate, _pdf, _wide
from yanbao._f import ROLES
from yanbao._meta import Meta
from yanbao._metric_names import check_year
from yanbao._passage import Passage
from yanbao._source import Again, Source
from yanbao._table import Table
from yanbao._tables import Tables
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from yanbao._expr import Condition
    from yanbao._report_metrics import ReportSource

_TABLES = tuple(_core.table_names())


class Report(Tables):
    r"""A report that was read: what it says, as tables, and where it says so.

    `read` makes it.  Every table is an attribute, a pandas frame made when it is first asked for; `table`
    gives the same without pandas.  A notebook shows what was found.

    Attributes
    ----------
    name
        Name of the file, or what the caller named it; None for a text.
    meta
        What the report is: broker, title, kind, day, sector, and of a note its company.

    Examples
    --------
    >>> import yanbao as yb
    >>> r = yb.read("某某证券研究所\n2024年9月20日\n")
    >>> r.estimates.empty
    True
    """

    __slots__ = ("_again", "_core", "_frames", "_id", "_path", "_raw", "meta", "name")

    def __init__(self, core: _core.Report, source: Source, name: str | None, again: Again) -> None:
        self._again = again
        self._core = core
        self._raw: bytes | None = source.raw
        self._path: Path | None = None
        self._id: str | None = None
        self._frames: dict[str, pd.DataFrame] = {}
        self.name = name if name is not None else source.name
        self.meta = Meta(next(_export.rows(core.table("meta"))))

    @property
    def report_id(self) -> str:
        """SHA-256 of the source as it came in, in hexadecimal."""
        if self._id is None:
            self._id = hashlib.sha256(self._bytes()).hexdigest()
        return self._id

    @property
    def text(self) -> str:
        """The source before any repair; `src_start` and `src_end` count its bytes in UTF-8.

        Of a PDF, the text that the layout writes: a paragraph a line, cells of tables between tabs.
        """
        return self._core.text.decode("utf-8", "replace")

    def table(self, name: str) -> Table:
        """One table without pandas: for pyarrow, polars, DuckDB, or plain Python.

        Parameters
        ----------
        name
            Of the schema: ``estimates``, ``themes``, ``findings``, ..., or ``meta``, which has one row.
        """
        return Table(self._table(name))

    def wide(self, origins: Sequence[str] = ("broker", "consensus")) -> pd.DataFrame:
        """Estimates by company and (metric, fiscal year), one value each.

        Of the report's present forecasts, the first of `origins` that prints a cell counts, and of its
        figures the one printed most precisely; those without a qualifier come first, and prose in another
        currency than the tables is set aside.  Where two figures differ by more than their rounding, the
        value is NaN; ``frame.attrs["conflicts"]`` lists what is printed, and `findings` says what is behind
        it.  Figures without a fiscal year (MRQ, TTM) are in `estimates` only.

        Parameters
        ----------
        origins
            ``broker``, ``consensus``, ``comparable``: whose figures count, the preferred one first.

        Returns
        -------
        pandas.DataFrame
            (n_companies, n_columns) float64 in the units of `estimates`; companies without a ticker under
            their name.

        Raises
        ------
        InvalidValueError
            `origins` is a string, or holds another word.
        """
        _wide.check_origins(origins)
        return _wide.frame(_export.rows(self._table("estimates")), origins)

    def metrics(self, *, bounds: bool = False, reasons: bool = False) -> pd.DataFrame:
        """One row a company: valuation and growth by year, themes, rating and what it promises.

        ``pe_<year>`` is the printed PE where there is one, else price x k / EPS, with k from the rows that
        share an exchange or ADS ratio; ``eps_growth_<year>`` and ``net_profit_growth_<year>`` are against
        the year before; ``eps_cagr_<first>_<last>`` is growth a year over all years printed; ``peg_<year>``
        is PE over growth of that year, ``peg`` that of ``fy1`` over growth from ``fy0``, the latest actual,
        to ``fy2``.  Consensus figures stand in where the broker has none of its own; figures of comparable
        companies are left out.

        Parameters
        ----------
        bounds
            Add ``<column>_low`` and ``<column>_high``: what the printed precision leaves open.
        reasons
            Add ``<column>_reason``: why a cell is empty (``loss``, ``from_loss``, ``missing_base``, ...).

        Returns
        -------
        pandas.DataFrame
            (n_companies, n_columns); multiples as they are, growth and excess returns as decimals, money in
            units of `currency`, ``themes`` a list of texts.
        """
        from yanbao._report_metrics import metrics_frame

        return metrics_frame(self._metric_source(), bounds, reasons)

    def screen(self, condition: Condition) -> pd.DataFrame:
        r"""Companies of the report that satisfy a condition, with the figures that it asks for.

        A company without a figure that the condition needs does not pass.  A screen that finds nothing
        prints what each condition did; ``frame.attrs["explain"]`` holds that in any case.

        Parameters
        ----------
        condition
            Made of `yb.f`: ``(yb.f.pe(2023) < 60) & yb.f.theme("信创")``; ``.surely()`` and ``.possibly()``
            take the printed precision into account.

        Raises
        ------
        UnknownNameError
            The report has no such metric or theme.

        Examples
        --------
        >>> import yanbao as yb
        >>> r = yb.read("代码\t名称\tPE\t\n\t\t2023A\t2024E\n600570.SH\t恒生电子\t37.3\t28.0\n")
        >>> list(r.screen(yb.f.pe(2024) < 30).index)
        ['600570.SH']
        """
        from yanbao._expr import Condition
        from yanbao._report_metrics import screen_frame

        if not isinstance(condition, Condition):
            raise InvalidValueError(
                f"a condition cannot be {condition!r}: compare a metric, as in yb.f.pe(2024) < 30"
            )
        frame, explained = screen_frame(self._metric_source(), condition)
        frame.attrs["explain"] = explained
        if frame.empty:
            print(explained)
        return frame

    def theme_pe(self, year: int | str, min_role: str | None = None) -> pd.DataFrame:
        """PE of each theme over the members that have both market value and earnings.

        Parameters
        ----------
        year
            Fiscal year, or a relative one such as ``"fy1"``.
        min_role
            The weakest wording that makes a member: ``key_pick``, ``pick``, ``key_beneficiary``,
            ``beneficiary`` or ``watch``.

        Returns
        -------
        pandas.DataFrame
            Index theme; ``by_sum`` (整体法: sum of values over sum of earnings, losses kept), ``harmonic``
            (1 / mean of earnings over value), ``median`` (of those that earn), ``members``, ``n`` that
            count, ``profitable`` and ``cap_coverage``.

        Raises
        ------
        InvalidValueError
            `year` is no fiscal year.
        UnknownNameError
            There is no such role.
        """
        from yanbao._report_metrics import theme_pe_frame

        if min_role is not None and min_role not in ROLES:
            raise UnknownNameError(f"no role {min_role!r}: {', '.join(ROLES)}")
        asked = check_year(year)
        if asked == "ftm":
            raise InvalidValueError('theme_pe is of a fiscal year: 2025, "fy1", "this_year", ...')
        return theme_pe_frame(self._metric_source(), asked, min_role)

    def source(
        self, row: Any, column: str | None = None, table: str | None = None, *, context: int = 2
    ) -> Passage:
        """The printed text around a row, with its cell marked; of a PDF, the piece of its page.

        Parameters
        ----------
        row
            A row of any frame of the report (``r.estimates.iloc[0]``), one of `Table.to_dicts`, a pair of
            table and number, or a number beside `table`.
        column
            The cell to mark; the whole row where it is None, or where the column has no place of its own.
        table
            Name of the table, where `row` does not say it.
        context
            Lines to show before and after.

        Raises
        ------
        UnknownNameError
            The report has no such row, or the table no such column.
        """
        name, number = _locate.locate(row, table, self._table)
        if column is not None and column not in self._table(name).column_names:
            raise UnknownNameError(f"{name} has no column {column!r}")
        spans, fields = self._core.places(name, number)
        cell = [(start, end) for field, start, end in fields if field == column] or spans
        title = f"{name}[{number}]" + (f".{column}" if column else "")
        places = [place for start, end in cell if (place := self._core.page_place(start, end))]
        draw = functools.partial(_pdf.picture, self._bytes()) if places else None
        return Passage(self._core.text, cell, title, context, places, draw)

    def to_dict(self) -> dict[str, Any]:
        """The whole report as plain values: id, name, meta and the rows of every table."""
        tables = {n: [_export.jsonable(row) for row in _export.rows(self._table(n))] for n in _TABLES[1:]}
        meta = _export.jsonable(dict(self.meta))
        return {"report_id": self.report_id, "name": self.name, "meta": meta, "tables": tables}

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON; days are ISO texts, what is absent is null."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, allow_nan=False)

    def __reduce__(self) -> tuple[Again, tuple[bytes]]:  # a copy is read again, by the same words
        return self._again, (self._bytes(),)

    def _release_bytes(self, source: object) -> None:
        """Keep the path of a file rather than its bytes, which a thousand reports would fill memory with."""
        if isinstance(source, (str, os.PathLike)) and "\n" not in str(source):
            self._id = self.report_id
            self._path = Path(source).absolute()
            self._raw = None

    def _bytes(self) -> bytes:
        if self._raw is not None:
            return self._raw
        if self._path is None:
            raise InvalidValueError("the report has neither its bytes nor its file")
        raw = self._path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != self._id:
            raise InvalidValueError(f"{self._path.name} is no longer the file that was read")
        return raw

    def _metric_source(self) -> ReportSource:
        from yanbao._report_metrics import ReportSource

        return ReportSource(lambda name: list(_export.rows(self._table(name))), self.meta)

    def _table(self, name: str) -> _core.Table:
        return self._core.table(name)

    def _frame(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = _frames.to_pandas(self._table(name))
        return self._frames[name]

    def __repr__(self) -> str:
        held = {n: len(self._table(n)) for n in _TABLES[1:]}
        rows = ", ".join(f"{n} {size}" for n, size in held.items() if size)
        title = self.meta["title"] or self.name or self.report_id[:12]
        return f"<yanbao.Report {title!r}: {rows or 'nothing found'}>"

    def _repr_html_(self) -> str:
        title = self.meta["title"] or self.name or self.report_id[:12]
        return _html.report(title, self.meta, {n: self._table(n) for n in _TABLES})
