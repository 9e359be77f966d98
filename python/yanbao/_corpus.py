from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from yanbao._report import Report
from yanbao._tables import Tables
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd


class Corpus(Tables, Sequence[Report]):
    r"""Reports that were read together, in the order in which they were given.

    `read_many` makes it.  It is a sequence of `Report`; every table is an attribute as of one report, with
    two columns more in front: ``report_id``, and ``report``, the name of the file.  `findings` also has a
    row for each file that could not be read.

    Attributes
    ----------
    failed
        Names of the files that could not be read, and why.

    Examples
    --------
    >>> import yanbao as yb
    >>> corpus = yb.read_many([b"a report\n", b"\x89PNG, a picture"], progress=False)
    >>> len(corpus), corpus.failed
    (1, {'1': 'the input is a picture'})
    >>> corpus.findings[["report", "code"]].iloc[-1].tolist()
    ['1', 'file_unreadable']
    """

    __slots__ = ("_frames", "_reports", "failed")

    def __init__(self, reports: Sequence[Report], failed: dict[str, str]) -> None:
        self._reports = list(reports)
        self._frames: dict[str, pd.DataFrame] = {}
        self.failed = dict(failed)

    @property
    def meta(self) -> pd.DataFrame:
        """One row a report: what it is, who published it and when."""
        return self._frame("meta")

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> Corpus: ...
    def __getitem__(self, index: int | slice) -> Report | Corpus:
        if isinstance(index, slice):
            return Corpus(self._reports[index], {})
        return self._reports[index]

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports)

    def get(self, name: str) -> Report:
        """The report of this file name or id.

        Raises
        ------
        UnknownNameError
            There is none, or the file could not be read.
        """
        for report in self._reports:
            if name in (report.name, report.report_id):
                return report
        raise UnknownNameError(
            f"no report {name!r}" + (f": {self.failed[name]}" if name in self.failed else "")
        )

    def _frame(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = self._joined(name)
        return self._frames[name]

    def _joined(self, name: str) -> pd.DataFrame:
        import pandas as pd

        from yanbao._read import read

        parts = [_named(report, name) for report in self._reports]
        filled = [part for part in parts if len(part)]
        # the columns and their types, where no report has a row
        frame = pd.concat(filled, ignore_index=True) if filled else _named(read(b"\n"), name).iloc[:0]
        if name == "findings" and self.failed:
            rows = [
                {"report": file, "code": "file_unreadable", "severity": "error", "subject": "report"}
                | {"count": 1, "what": why}
                for file, why in self.failed.items()
            ]
            lost = pd.DataFrame(rows).reindex(columns=frame.columns).astype(frame.dtypes.to_dict())
            frame = pd.concat([frame, lost], ignore_index=True) if len(frame) else lost
        frame.attrs["table"] = name
        return frame

    def __repr__(self) -> str:
        failed = f", {len(self.failed)} could not be read" if self.failed else ""
        return f"<yanbao.Corpus: {len(self)} reports{failed}>"


def _named(report: Report, name: str) -> pd.DataFrame:
    frame = report.table(name).to_pandas()
    frame.attrs = {}
    frame.insert(0, "report_id", report.report_id)
    frame.insert(1, "report", report.name if report.name is not None else report.report_id[:12])
    return frame


def check_workers(workers: int | None) -> int | None:
    """A count of threads, or None for all cores."""
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        raise InvalidValueError(
            f"workers cannot be {workers!r}: it is a count from 1 on, or None for all cores"
        )
    return workers
