from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from yanbao import _corpus_files, _corpus_rows
from yanbao._backtest.corpus_scores import Scores
from yanbao._corpus_panel import Panels
from yanbao._corpus_state import State
from yanbao._fill import fill
from yanbao._report import Report
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from yanbao._known import KnownFrame


class Corpus(Panels, Scores, Sequence[Report]):
    r"""Many reports as tables, each row with the session from which it is known.

    `read_many` makes it.  It is a sequence of `Report`, in the order in which they were given; every table is
    an attribute as of one report, with columns more in front: ``report_id``; ``report``, the name of the
    file; ``broker`` and ``published``; and ``known_at``, the first session in the stock's own market that can
    be traded on the row.  A table called with a day, ``corpus.estimates(asof="2025-09-30")``, gives the rows
    known by then.

    A file seen twice counts once (`duplicates`), and so does one report in two files, a PDF and its markdown:
    its rows are those of the file that came first.

    Examples
    --------
    >>> import yanbao as yb
    >>> corpus = yb.read_many([b"a report\n", b"\x89PNG, a picture"], progress=False)
    >>> len(corpus), corpus.failed
    (1, {'1': 'the input is a picture'})
    >>> corpus.findings[["report", "code"]].iloc[-2:].to_numpy().tolist()
    [['1', 'file_unreadable'], ['0', 'undated']]
    """

    __slots__ = ("_frames",)

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._frames: dict[str, KnownFrame] = {}

    @property
    def failed(self) -> dict[str, str]:
        """Names of the files that could not be read, and why."""
        return dict(self._state.failed)

    @property
    def duplicates(self) -> dict[str, str]:
        """Names of the files that hold the same bytes as an earlier one, and the name of that one."""
        return dict(self._state.duplicates)

    @classmethod
    def from_parquet(cls, folder: str | os.PathLike[str]) -> Corpus:
        """The corpus that `to_parquet` wrote: its tables; the texts themselves are not in it.

        Raises
        ------
        InvalidValueError
            The folder holds no corpus, or one of another version.
        """
        state = State()
        _corpus_files.read(state, folder)
        return cls(state)

    def to_parquet(self, folder: str | os.PathLike[str]) -> None:
        """Write every table into a folder, a Parquet file each; it is there whole, or not at all.

        Raises
        ------
        InvalidValueError
            The folder is there, and holds something else than a corpus.
        """
        _corpus_files.write(self._state, folder)

    def add(
        self,
        sources: str | os.PathLike[str] | Iterable[str | bytes | os.PathLike[str]],
        *,
        workers: int | None = None,
        progress: bool = True,
    ) -> list[str]:
        """Read what is not held yet, by content, with the words and limits that the corpus was read with.

        Parameters
        ----------
        sources, workers, progress
            As in `read_many`.

        Returns
        -------
        list of str
            The names of the reports that are new.
        """
        if self._state.day is not None:
            raise InvalidValueError("a corpus as of a day takes no reports: add them to the whole one")
        before = len(self._state.store.records)
        fill(self._state, sources, workers, progress)
        self._state.grown()
        self._frames.clear()
        return [record.name for record in self._state.store.records[before:]]

    def asof(self, day: Any) -> Corpus:
        r"""The corpus as it was known before the open of a day: its tables hold the rows known by then.

        Parameters
        ----------
        day
            A day; a row is known from its ``known_at`` on.

        Examples
        --------
        >>> import yanbao as yb
        >>> text = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年10月18日\n\n"
        >>> corpus = yb.read_many([text + "项目\t2024E\t2025E\nEPS（元）\t1.21\t1.40\n"], progress=False)
        >>> [len(corpus.asof(day).estimates) for day in ("2024-10-18", "2024-10-20", "2024-10-21")]
        [0, 0, 2]
        """
        from yanbao._known import day_of

        at = day_of(day)
        if at is None:
            raise InvalidValueError("asof needs a day")
        return Corpus(self._state.asof(at))

    def table(self, name: str) -> pa.Table:
        """A table as Arrow, with the columns that a corpus has in front.

        Raises
        ------
        UnknownNameError
            There is no such table.
        """
        return _corpus_rows.table(self._state, name)

    def sql(self, query: str) -> pd.DataFrame:
        r"""Ask the tables in SQL; needs the extra ``duckdb``, which reads the Arrow tables without a copy.

        Every table goes by its name; ``"references"`` needs quotes.

        Raises
        ------
        MissingExtraError
            duckdb is not installed.
        InvalidValueError
            What DuckDB says of the query.

        Examples
        --------
        >>> import yanbao as yb
        >>> text = "代码\t名称\t2023E EPS\n600570.SH\t恒生电子\t1.40\n"
        >>> corpus = yb.read_many([text], progress=False)
        >>> corpus.sql("select ticker, value from estimates where metric = 'eps'")
              ticker  value
        0  600570.SH    1.4
        """
        return _corpus_rows.sql(self._state, query)

    @property
    def meta(self) -> pd.DataFrame:
        """One row a report: what it is, who published it and when; twins are left out."""
        return self._frame("meta")

    def __len__(self) -> int:
        return len(self._state.members())

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Report]: ...
    def __getitem__(self, index: int | slice) -> Report | Sequence[Report]:
        members = self._state.members()[index]
        if isinstance(members, list):
            return [self._report(place) for place in members]
        return self._report(members)

    def __iter__(self) -> Iterator[Report]:
        return (self._report(place) for place in self._state.members())

    def get(self, name: str) -> Report:
        """The report of this file name or id.

        Raises
        ------
        UnknownNameError
            There is none, or none known by the day of `asof`; the file could not be read; or its rows came
            without its text.
        """
        name = self.duplicates.get(name, name)
        for place, record in enumerate(self._state.store.records):
            if name in (record.name, record.report_id) and self._state.holds(place):
                return self._report(place)
        raise UnknownNameError(
            f"no report {name!r}" + (f": {self.failed[name]}" if name in self.failed else "")
        )

    def _report(self, place: int) -> Report:
        record = self._state.store.records[place]
        report = record.report
        if report is None:
            raise UnknownNameError(
                f"{record.name} {record.report_id[:12]} came as rows: its text is not in the corpus"
            )
        return report

    def _frame(self, name: str) -> pd.DataFrame:
        from yanbao._known import KnownFrame

        if name not in self._frames:
            self._frames[name] = KnownFrame.made(_corpus_rows.frame(self._state, name), self._ask)
        return self._frames[name]

    def _ask(self, name: str, day: pd.Timestamp | None, with_later: bool) -> pd.DataFrame:
        import pandas as pd

        from yanbao._known import restated

        if with_later and name != "estimates":
            raise InvalidValueError(f"restated is asked of estimates, not of {name}")
        known = pd.DataFrame((self if day is None else self.asof(day))._frame(name))
        return restated(known, self.estimates) if with_later else known

    def __reduce__(self) -> tuple[type[Corpus], tuple[State]]:
        """With its tables; a report is read again, from its bytes or its file, when it is asked for."""
        return type(self), (self._state,)

    def __repr__(self) -> str:
        failed = f", {len(self.failed)} could not be read" if self.failed else ""
        day = f", as of {self._state.day:%Y-%m-%d}" if self._state.day is not None else ""
        return f"<yanbao.Corpus: {len(self)} reports{failed}{day}>"
