"""Lines of data that hold from one day to another: what tables of fees and of rules share."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from yanbao._html import grid
from yanbao._metric_names import did_you_mean
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Line = Mapping[str, Any]
_DATA = Path(__file__).resolve().parents[1] / "data"


@functools.cache
def data(name: str) -> dict[str, Any]:
    """A file of the package, its numbers exact and its lines closed for writing."""
    file: dict[str, Any] = json.loads((_DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)
    file["lines"] = tuple(frozen(line) for line in file["lines"])
    return file


def frozen(line: Mapping[str, Any]) -> Line:
    """A line with days for its texts, which nobody can change."""
    days = {key: None if line.get(key) is None else day_of(line[key]) for key in ("from", "to")}
    if days["from"] and days["to"] and days["to"] < days["from"]:
        raise InvalidValueError(f"a line that ends before it begins: {days['from']} to {days['to']}")
    return MappingProxyType({**line, **days})


def day_of(day: object) -> date:
    """The day of a text, a date, a timestamp or a datetime64."""
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(str(day)[:10])
    except ValueError as error:
        raise InvalidValueError(f"no day: {day!r} (2023-08-28 is one)") from error


def decimal_of(number: object, what: str) -> Decimal:
    """A number as it is printed: 0.1 is a tenth."""
    try:
        found = Decimal(str(number))
    except InvalidOperation as error:
        raise InvalidValueError(f"{what} is no number: {number!r}") from error
    if isinstance(number, bool) or not found.is_finite():
        raise InvalidValueError(f"{what} is no number: {number!r}")
    return found


def known(name: object, names: Iterable[str], what: str) -> str:
    """The name if it is one of those; otherwise an error with what was probably meant."""
    every = list(names)
    if not isinstance(name, str) or name not in every:
        hint = did_you_mean(str(name), every) or f" (there are {', '.join(every) or 'none'})"
        raise UnknownNameError(f"no {what}: {name!r}{hint}")
    return name


def holds(line: Line, day: date) -> bool:
    """Whether a line holds on a day."""
    return (line["from"] is None or line["from"] <= day) and (line["to"] is None or day <= line["to"])


def meet(a: Line, b: Line, first: str = "from", last: str = "to") -> bool:
    """Whether two ranges, their ends included and None for an open one, have anything in common."""

    def ahead(one: Line, other: Line) -> bool:
        return one[last] is not None and other[first] is not None and one[last] < other[first]

    return not ahead(a, b) and not ahead(b, a)


def days_of(sessions: object) -> NDArray[np.datetime64]:
    """Sessions as days in ascending order."""
    import numpy as np

    days = np.asarray(sessions).astype("datetime64[D]")
    if days.ndim != 1 or (len(days) > 1 and not bool(np.all(days[1:] > days[:-1]))) or np.isnat(days).any():
        raise InvalidValueError("sessions are days in ascending order, each once")
    return days


def span(line: Line, days: NDArray[np.datetime64]) -> tuple[int, int]:
    """The sessions on which a line holds, from the first to before the last."""
    import numpy as np

    first = (
        0 if line["from"] is None else int(np.searchsorted(days, np.datetime64(line["from"], "D"), "left"))
    )
    last = (
        len(days)
        if line["to"] is None
        else int(np.searchsorted(days, np.datetime64(line["to"], "D"), "right"))
    )
    return first, last


def frame(lines: Iterable[Line], columns: Iterable[str], numbers: Iterable[str]) -> pd.DataFrame:
    """Lines as a frame: numbers as floats with NaN for none, days as timestamps with NaT for open ends."""
    import pandas as pd

    names = list(columns)
    shown: pd.DataFrame = pd.DataFrame(
        [[_shown(line.get(c)) for c in names] for line in lines], columns=pd.Index(names)
    )
    for name in numbers:
        shown[name] = shown[name].astype("float64")
    for name in ("from", "to"):
        shown[name] = pd.to_datetime(shown[name]).astype("datetime64[ns]")
    return shown


def _shown(value: object) -> object:
    if isinstance(value, (tuple, list)):
        return " ".join(value)
    return float(value) if isinstance(value, Decimal) else value


def percent(value: object) -> str:
    """A rate as it is spoken of."""
    if value is None:
        return ""
    return f"{(decimal_of(value, 'a rate') * 100).normalize():f} %"


def mark(line: Line) -> str:
    """What stands beside a line whose official text was not read."""
    return {"itself": "", "quoted": "q", "user": "u"}.get(line["read"], "?")


MARKS = "q: an official text as others quote it; ?: no official text found; u: yours; sources are in .lines"


class DatedTable:
    """Lines under a title, which print well: what `Costs` and `Rules` share."""

    __slots__ = ("_lines", "_title")
    _lines: tuple[Line, ...]
    _title: str

    _columns: tuple[str, ...]  # as printed, the days and the mark last
    _fields: tuple[str, ...]  # of `lines`
    _numbers: tuple[str, ...]  # those of the fields that are numbers

    @property
    def lines(self) -> pd.DataFrame:
        """Every line: what it is of, its figures, first and last day, source.

        `official` says that the figure was read in an official text; `read` is ``itself``, ``quoted`` (others
        repeat that text), ``secondary`` (no such text was found) or ``user``.
        """
        return frame(self._lines, self._fields, self._numbers)

    def _cells(self, line: Line) -> list[str]:
        """What is printed of a line before its days."""
        raise TypeError(f"{type(self).__name__} does not say how a line is printed")

    def _rows(self) -> list[list[str]]:
        return [[*self._cells(x), str(x["from"] or ""), str(x["to"] or ""), mark(x)] for x in self._lines]

    def __len__(self) -> int:
        return len(self._lines)

    def __repr__(self) -> str:
        cells = [list(self._columns), *self._rows()]
        widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
        lines = ("  ".join(v.ljust(w) for v, w in zip(row, widths, strict=True)).rstrip() for row in cells)
        return "\n".join([self._title, *lines, MARKS])

    def _repr_html_(self) -> str:
        shown = grid(self._columns, self._rows())
        return f"<div class='yanbao'><h4>{escape(self._title)}</h4>{shown}<p>{escape(MARKS)}</p></div>"


T = TypeVar("T")


class UnknownTableError(UnknownNameError, AttributeError):
    """A name that no table has; also an AttributeError, as Python expects of attributes."""


class Tables(Generic[T]):
    """Tables by name, made when asked for: ``china``, ``hong_kong``, ``us``, ``all``, ``none``.

    Examples
    --------
    >>> import yanbao as yb
    >>> yb.costs.china.of("sell", 1000, 10, "SH", "2023-08-28")["stamp_duty"]
    Decimal('5.00')
    >>> yb.rules.china.limit("600000.SH", "2024-01-05", 20.50)
    (Decimal('18.45'), Decimal('22.55'))
    """

    def __init__(self, what: str, names: Iterable[str], make: Callable[[str], T]) -> None:
        self._what, self._names, self._make = what, tuple(names), make

    def __getattr__(self, name: str) -> T:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._names:
            hint = did_you_mean(name, self._names) or f" (there are {', '.join(self._names)})"
            raise UnknownTableError(f"no {self._what}.{name}{hint}")
        table = self._make(name)
        self.__dict__[name] = table
        return table

    def __dir__(self) -> list[str]:
        return list(self._names)

    def __repr__(self) -> str:
        return f"tables of {self._what}: {', '.join(f'{self._what}.{name}' for name in self._names)}"
