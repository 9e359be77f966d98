"""Concepts that a vendor publishes: who belonged to them, by dated snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


class Concepts:
    """Members of concepts from a vendor's files, each known from a day on.

    `from_frame` makes it; ``Corpus.panel(concepts=...)`` takes one or several.  A snapshot of a concept
    replaces the one before of the same concept; other concepts keep theirs.  Before the first snapshot
    membership is unknown, not no: today's members are never taken for those of a past day.

    Attributes
    ----------
    source : str
        ``concept:`` and the vendor's name: it stands where a broker's name does.
    frame : pandas.DataFrame
        ``date``, ``concept``, ``ticker``: the rows that count; a snapshot without members has one without a
        ticker.
    unread : pandas.DataFrame
        Rows that do not, as they were given, with ``reason``: ``undated``, ``no_concept`` or ``no_ticker``.
    max_age : int or None
        Days after which a snapshot says nothing any more.

    Examples
    --------
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> days = ["2023-04-17", "2023-04-17", "2023-09-01"]
    >>> codes = ["600570.SH", "002230.SZ", "600570.SH"]
    >>> listed = pd.DataFrame({"date": days, "concept": "信创", "ticker": codes})
    >>> yb.Concepts.from_frame(listed, source="ths")
    <yanbao.Concepts concept:ths: 1 concept, 2 snapshots, 2023-04-17 to 2023-09-01>
    """

    __slots__ = ("frame", "max_age", "source", "unread")

    def __init__(self, frame: pd.DataFrame, unread: pd.DataFrame, source: str, max_age: int | None) -> None:
        self.frame = frame
        self.unread = unread
        self.source = source
        self.max_age = max_age

    @classmethod
    def from_frame(
        cls,
        df: pd.DataFrame,
        *,
        source: str = "user",
        known_from: Any = None,
        date: str = "date",
        concept: str = "concept",
        ticker: str = "ticker",
        max_age: int | None = None,
    ) -> Concepts:
        """Snapshots of a vendor: one row a concept and member.

        Parameters
        ----------
        df
            Rows of one or many snapshots, in any order.
        source
            The vendor's name, ``ths`` say.
        known_from
            The day from which the whole frame is known, where it has no column of days.  A time after
            midnight counts from the next day on: it may lie behind the open.
        date, concept, ticker
            Its columns: the day from which the row is known, the concept, the member in any habit of
            `yanbao.ticker`.
        max_age
            Days after which a snapshot says nothing any more: membership is unknown again.

        Raises
        ------
        InvalidValueError
            A column is not there, tickers are numbers (their leading zeros are gone), or days have a time
            zone.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> listed = pd.DataFrame({"concept": ["信创", "信创"], "code": ["600570", "SZ002230"]})
        >>> held = yb.Concepts.from_frame(listed, source="ths", known_from="2023-04-16", ticker="code")
        >>> held
        <yanbao.Concepts concept:ths: 1 concept, 1 snapshot, 2023-04-16 to 2023-04-16>
        >>> held.frame["ticker"].tolist()
        ['600570.SH', '002230.SZ']
        """
        import pandas as pd

        wanted = [concept, ticker] if known_from is not None else [date, concept, ticker]
        absent = [column for column in wanted if column not in df.columns]
        if absent:
            raise InvalidValueError(f"concepts have no column {', '.join(map(repr, absent))}")
        if pd.api.types.is_numeric_dtype(df[ticker]) and len(df):
            raise InvalidValueError("tickers are numbers: their leading zeros are gone; read them as text")
        if max_age is not None and (isinstance(max_age, bool) or not isinstance(max_age, int) or max_age < 1):
            raise InvalidValueError(f"max_age cannot be {max_age!r}: a number of days")
        days = _days(df[date] if known_from is None else pd.Series(known_from, index=df.index))
        codes = _tickers(df[ticker].tolist())
        given = df[ticker].notna().to_numpy()
        rows = pd.DataFrame({"date": days.to_numpy(), "concept": df[concept].to_numpy()}, index=df.index)
        rows["ticker"] = pd.Series(codes, index=df.index, dtype=object)
        named = rows["concept"].map(lambda name: isinstance(name, str) and name.strip() != "")
        reason = pd.Series(None, index=df.index, dtype=object)
        reason[given & rows["ticker"].isna().to_numpy()] = "no_ticker"
        reason[~named.astype(bool)] = "no_concept"
        reason[rows["date"].isna()] = "undated"
        unread = df[reason.notna()].assign(reason=reason[reason.notna()])
        held = rows[reason.isna() | (reason == "no_ticker")].copy()  # an unread member is no empty snapshot
        held = held.sort_values(["concept", "date"], kind="stable").drop_duplicates(ignore_index=True)
        return cls(held, unread, f"concept:{source}", max_age)

    def __repr__(self) -> str:
        names = self.frame["concept"].nunique()
        snapshots = len(self.frame[["concept", "date"]].drop_duplicates())
        span = ""
        if len(self.frame):
            first, last = self.frame["date"].min(), self.frame["date"].max()
            span = f", {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        counts = f"{_many(names, 'concept')}, {_many(snapshots, 'snapshot')}"
        return f"<yanbao.Concepts {self.source}: {counts}{span}>"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _days(column: pd.Series) -> pd.Series:
    import pandas as pd

    if pd.api.types.is_numeric_dtype(column):  # pandas would count nanoseconds
        column = column.map(lambda day: str(int(day)) if day == day else None)
    try:
        days = pd.to_datetime(column)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a day of concepts cannot be read: {error}") from None
    if getattr(days.dt, "tz", None) is not None:
        raise InvalidValueError("days of concepts have a time zone: give days without one")
    rounded: pd.Series = days.dt.ceil("D").astype("datetime64[ns]")
    return rounded


def _tickers(codes: Iterable[Any]) -> list[str | None]:
    known: dict[str, str | None] = {}

    def read(code: str) -> str | None:
        try:
            return _core.format_ticker(code.strip(), "yanbao")
        except InvalidValueError:
            return None

    out: list[str | None] = []
    for code in codes:
        if not isinstance(code, str):
            out.append(None)
            continue
        if code not in known:
            known[code] = read(code)
        out.append(known[code])
    return out


def concepts_of(given: Any) -> list[Concepts]:
    """What a panel was given: one, several, a frame, or none."""
    import pandas as pd

    if given is None:
        return []
    if isinstance(given, pd.DataFrame):
        return [Concepts.from_frame(given)]
    several = [given] if isinstance(given, Concepts) else list(given)
    for each in several:
        if not isinstance(each, Concepts):
            raise InvalidValueError(f"concepts cannot be a {type(each).__name__}: see Concepts.from_frame")
    names = [each.source for each in several]
    if len(set(names)) != len(names):
        raise InvalidValueError(f"two sources of concepts have one name: {', '.join(names)}")
    return several
