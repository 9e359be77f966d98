from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from yanbao import _core, _export, _frames, _html, _locate, _wide
from yanbao._meta import Meta
from yanbao._passage import Passage
from yanbao._source import Source
from yanbao._table import Table
from yanbao._tables import Tables
from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from yanbao._expr import Condition
    from yanbao._stocks import Stocks

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

    __slots__ = ("_core", "_frames", "_raw", "meta", "name")

    def __init__(self, core: _core.Report, source: Source, name: str | None) -> None:
        self._core = core
        self._raw = source.raw
        self._frames: dict[str, pd.DataFrame] = {}
        self.name = name if name is not None else source.name
        self.meta = Meta(next(_export.rows(core.table("meta"))))

    @property
    def report_id(self) -> str:
        """SHA-256 of the source as it came in, in hexadecimal."""
        return hashlib.sha256(self._raw).hexdigest()

    @property
    def text(self) -> str:
        """The source before any repair; `src_start` and `src_end` count its bytes in UTF-8."""
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
        figures the one printed most precisely.  Where two figures differ by more than their rounding, the
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
        """
        return _wide.frame(_export.rows(self._table("estimates")), origins)

    def metrics(self, *, bounds: bool = False) -> pd.DataFrame:
        """One row a stock: PE and growth by year, growth a year, PEG, rating and what it promises, themes.

        PE is the printed one where there is one, else price x k / EPS with the k that the report's own rows
        share; EPS counts as sharply as price and PE make it, so that growth between two printed 0.1 is not 0.

        Parameters
        ----------
        bounds
            Add ``<column>_low`` and ``<column>_high``: what the printed precision leaves open.

        Returns
        -------
        pandas.DataFrame
            (n_stocks, n_columns), index ticker.  ``frame.attrs["reasons"]`` has, for the columns of figures,
            why a cell is empty or what to know of it (``loss``, ``to_loss``, ``missing_base``, ...).

        Examples
        --------
        >>> import yanbao as yb
        >>> r = yb.read("代码\t名称\t收盘价(元)\tEPS\t\n\t\t\t2023A\t2024E\n600570.SH\t恒生电子\t28.00\t0.75\t1.00\n")
        >>> round(float(r.metrics().loc["600570.SH", "eps_growth_2024"]), 4)
        0.3333
        """
        from yanbao import _metrics

        return _metrics.frame(self._stocks(), bounds=bounds)

    def screen(self, condition: Condition) -> pd.DataFrame:
        """The stocks that satisfy a condition, with the figures that it looks at.

        Where none does, what each condition removed is printed; ``frame.attrs["screened"]`` always has it.

        Parameters
        ----------
        condition
            Of `yb.f`: ``(yb.f.pe(2023) < 60) & yb.f.theme("信创")``.

        Returns
        -------
        pandas.DataFrame
            (n_passed, n_columns), index ticker.

        Raises
        ------
        UnknownNameError
            The report has no such theme, or a relative year is asked of a report without a day.

        Examples
        --------
        >>> import yanbao as yb
        >>> r = yb.read("代码\t名称\tPE\t\n\t\t2023A\t2024E\n600570.SH\t恒生电子\t37.3\t28.0\n")
        >>> list(r.screen(yb.f.pe(2024) < 30).index)
        ['600570.SH']
        """
        from yanbao import _metrics

        return _metrics.screen(self._stocks(), condition)

    def theme_pe(self, year: int | str, min_role: str | None = None) -> pd.DataFrame:
        """PE of each theme over the members that have both market value and earnings.

        Parameters
        ----------
        year
            Fiscal year, or a relative one such as ``"fy1"``.
        min_role
            The weakest wording that makes a member.

        Returns
        -------
        pandas.DataFrame
            Index theme; ``by_sum`` (整体法: sum of caps over sum of earnings, losses kept), ``harmonic``
            (1 / mean of earnings over cap), ``median`` (of those that earn), ``members``, ``n`` that count,
            ``profitable`` and ``cap_coverage``.
        """
        from yanbao import _metrics

        return _metrics.theme_pe(self._stocks(), year, min_role)

    def _stocks(self) -> Stocks:
        from yanbao._stocks import Stocks

        return Stocks(self._table, self.meta["published"])

    def source(
        self, row: Any, column: str | None = None, table: str | None = None, *, context: int = 2
    ) -> Passage:
        """The printed text around a row, with its cell marked.

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
        cell = [(start, end) for field, start, end in fields if field == column]
        title = f"{name}[{number}]" + (f".{column}" if column else "")
        return Passage(self._core.text, cell or spans, title, context)

    def to_dict(self) -> dict[str, Any]:
        """The whole report as plain values: id, name, meta and the rows of every table."""
        tables = {n: [_export.jsonable(row) for row in _export.rows(self._table(n))] for n in _TABLES[1:]}
        meta = _export.jsonable(dict(self.meta))
        return {"report_id": self.report_id, "name": self.name, "meta": meta, "tables": tables}

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON; days are ISO texts, what is absent is null."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, allow_nan=False)

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
