from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

_DATA = Path(__file__).parent / "data"
_EPOCH = date(1970, 1, 1)
_Row = tuple[str, str, list[str], int | None]


class Security(NamedTuple):
    """One security: its ticker, its name, other names, the day it was listed where that is known."""

    ticker: str
    name: str
    aliases: tuple[str, ...]
    listed: date | None


class Securities:
    """Which security a printed name or ticker is, on a date.

    It never changes; `extended` gives a new one.  Names are found by their former and short forms, with the
    marks that exchanges print (``ST``, ``*ST``, ``XD``, ``N``, ``C``, ``-U``, ``-W``, ``-SW``) and without
    them.

    Examples
    --------
    >>> import yanbao as yb
    >>> [s.ticker for s in yb.Securities.default().by_name("恒生电子")]
    ['600570.SH']
    >>> yb.Securities.default().by_ticker("SH600570").name
    '恒生电子'
    """

    __slots__ = ("_core", "_lists")

    def __init__(self, core: _core.Securities, lists: tuple[list[_Row] | None, ...]) -> None:
        self._core = core
        self._lists = lists  # what it was made of, the package's list as None

    @classmethod
    def default(cls) -> Securities:
        """The list of the package: A-shares, Hong Kong and American listings alive in 2025; read once."""
        return _default()

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        ticker: str = "ticker",
        name: str = "name",
        aliases: str | None = "aliases",
        listed: str | None = "listed",
    ) -> Securities:
        """A list of one's own.

        Parameters
        ----------
        frame
            One row a security.
        ticker, name
            Columns of tickers, in any habit of the field (``600570.SH``, ``SH600570``, ``0700.HK``,
            ``NVDA.O``), and of names.
        aliases, listed
            Columns of other names (a list, or one text parted by ``|``) and of the day of listing; a column
            that the frame has not is taken for empty.

        Raises
        ------
        UnknownNameError
            The frame has no column of tickers or names.
        InvalidValueError
            A ticker is none, a name is empty, or a day is none.
        """
        return _made_of([_rows(frame, ticker, name, aliases, listed)])

    def extended(
        self,
        rows: pd.DataFrame | Iterable[Security | tuple[Any, ...]],
        *,
        ticker: str = "ticker",
        name: str = "name",
        aliases: str | None = "aliases",
        listed: str | None = "listed",
    ) -> Securities:
        """A new list; where names or tickers meet, the new rows win.

        Parameters
        ----------
        rows
            A frame as `from_frame` takes, or tuples of ticker, name and, where known, aliases and day of
            listing.
        ticker, name, aliases, listed
            Columns of the frame.
        """
        if hasattr(rows, "columns"):
            return self._with(_rows(rows, ticker, name, aliases, listed))
        taken = list(rows)
        for row in taken:
            if not isinstance(row, tuple) or not 2 <= len(row) <= 4:
                raise InvalidValueError(f"a security is (ticker, name[, aliases[, listed]]), not {row!r}")
        return self._with([_row(*row) for row in taken])

    def _with(self, rows: list[_Row]) -> Securities:
        return Securities(self._core.extended(rows), (*self._lists, rows))

    def __reduce__(self) -> tuple[Callable[[list[list[_Row] | None]], Securities], tuple[list[Any]]]:
        return _made_of, (list(self._lists),)

    def by_name(self, name: str, on: date | str | None = None) -> list[Security]:
        """Securities of that name, best first; those listed after `on` are none."""
        if not isinstance(name, str):
            raise InvalidValueError(f"a name cannot be a {type(name).__name__}")
        return [_security(row) for row in self._core.by_name(name, _days(on))]

    def by_ticker(self, ticker: str) -> Security | None:
        """The security of a ticker in any habit of the field; American suffixes are one exchange here."""
        if not isinstance(ticker, str):
            raise InvalidValueError(f"a ticker cannot be a {type(ticker).__name__}")
        row = self._core.by_ticker(ticker)
        return None if row is None else _security(row)

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<yanbao.Securities: {len(self):,}>"


@functools.cache
def _default() -> Securities:
    return Securities(_core.Securities.from_csv((_DATA / "securities.csv").read_bytes()), (None,))


def _made_of(lists: list[list[_Row] | None]) -> Securities:
    first, *more = lists
    made = _default() if first is None else Securities(_core.Securities.from_rows(first), (first,))
    for rows in more:
        made = made._with(rows or [])
    return made


def _security(row: tuple[str, str, list[str], int | None]) -> Security:
    ticker, name, aliases, listed = row
    day = None if listed is None else date.fromordinal(_EPOCH.toordinal() + listed)
    return Security(ticker, name, tuple(aliases), day)


def _is_absent(value: Any) -> bool:
    """None, NaN, NaT, or pandas' NA, which has no truth value."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def _days(day: date | str | None) -> int | None:
    if _is_absent(day) or day == "":
        return None
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            raise InvalidValueError(f"a day cannot be {day!r}: it is written 2003-12-16") from None
    if isinstance(day, datetime):
        day = day.date()
    if not isinstance(day, date):
        raise InvalidValueError(f"a day cannot be {day!r}")
    return (day - _EPOCH).days


def _row(ticker: Any, name: Any, aliases: Any = None, listed: Any = None) -> _Row:
    if not isinstance(name, str) or not name.strip():
        raise InvalidValueError(f"the name of {ticker!r} cannot be {name!r}")
    if isinstance(aliases, str):
        aliases = aliases.split("|")
    others = [] if _is_absent(aliases) else [str(a) for a in aliases if not _is_absent(a) and str(a).strip()]
    return str(ticker), name, others, _days(listed)


def _rows(frame: Any, ticker: str, name: str, aliases: str | None, listed: str | None) -> list[_Row]:
    for column in (ticker, name):
        if column not in frame.columns:
            raise UnknownNameError(f"the frame has no column {column!r}; it has {list(frame.columns)}")
    columns = [
        frame[c].tolist() if c is not None and c in frame.columns else [None] * len(frame)
        for c in (ticker, name, aliases, listed)
    ]
    return [_row(*row) for row in zip(*columns, strict=True)]
