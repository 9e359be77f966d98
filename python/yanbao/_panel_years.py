"""Which fiscal year a label means on a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._metric_names import Year, check_year
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]

ROLLS = ("may1", "disclosed")
_DECEMBER = 12
_MONTHS_TO_REPORT = 4  # an annual report is due by then: on 30 April for a year that ends in December


class Years:
    """Labels as fiscal years, session by session, from what was known by then.

    A year ends in December unless most rows of its company known by then say otherwise.
    """

    def __init__(
        self, sessions: pd.DatetimeIndex, tickers: pd.Index[str], roll: str, ends: pd.DataFrame
    ) -> None:
        if roll not in ROLLS:
            raise UnknownNameError(f"roll cannot be {roll!r}: {', '.join(ROLLS)}")
        self._sessions, self._tickers, self.roll = sessions, tickers, roll
        self._months = (sessions.year * 12 + sessions.month - 1).to_numpy("int32")[:, None]
        self._end_month = self._ends_by_then(ends)
        self._disclosed: Ints | None = None

    def disclose(self, known: pd.DataFrame) -> None:
        """Take the years of figures that companies reported (ticker, fiscal_year, known_at)."""
        import numpy as np
        import pandas as pd

        shape = (len(self._sessions), len(self._tickers))
        latest = np.zeros(shape, np.int32)
        column = self._tickers.get_indexer(pd.Index(known["ticker"]))
        row = np.searchsorted(self._sessions.to_numpy(), known["known_at"].to_numpy())
        use = (column >= 0) & (row < shape[0])
        np.maximum.at(latest, (row[use], column[use]), known["fiscal_year"].to_numpy("int32")[use])
        self._disclosed = np.maximum.accumulate(latest, axis=0)

    def latest(self) -> Ints:
        """The latest year with an actual: (sessions, 1) where all companies share it; 0 for none."""
        import numpy as np

        if self.roll == "disclosed":
            if self._disclosed is None:
                raise InvalidValueError("the roll rule `disclosed` needs actuals, and there are none")
            return self._disclosed
        latest: Ints = ((self._months - self._end_month - _MONTHS_TO_REPORT) // 12).astype(np.int32)
        return latest

    def wanted(self, year: Year) -> Ints:
        """The fiscal year of a label: one a session, or one a cell; 0 where it means none."""
        import numpy as np

        asked = check_year(year)
        if asked == "ftm":
            raise InvalidValueError("ftm is of two years: it has no consensus of its own")
        if isinstance(asked, int):
            wanted = np.full((len(self._sessions), 1), asked)
        elif asked in ("this_year", "next_year"):
            wanted = self._sessions.year.to_numpy()[:, None] + (asked == "next_year")
        else:
            latest = self.latest()
            wanted = np.where(latest > 0, latest + int(asked[2:]), 0)
        return _shaped(wanted)

    def in_december(self, year: Year) -> Ints:
        """The same, one a session, of a company whose years end in December, by the rule of 1 May."""
        import pandas as pd

        nobody = pd.DataFrame({"ticker": [], "fiscal_year": [], "period_end": [], "known_at": []})
        return Years(self._sessions, self._tickers[:0], "may1", nobody).wanted(year)

    def ahead(self) -> tuple[Ints, Floats]:
        """The first year that is not over, and the days of it that are left over 365."""
        import numpy as np

        since = self._months - (self._end_month - 1)
        month_end = self._sessions + _month_end()
        within = (self._sessions.to_numpy() < month_end.to_numpy())[:, None]
        first = np.where((since % 12 == 0) & within, since // 12, since // 12 + 1)
        ends = (first * 12 + self._end_month).astype("datetime64[M]") - np.timedelta64(1970 * 12, "M")
        left = (ends.astype("datetime64[D]") - np.timedelta64(1, "D")) - self._sessions.to_numpy().astype(
            "datetime64[D]"
        )[:, None]
        return _shaped(first), np.minimum(left.astype("float64") / 365, 1.0)

    def _ends_by_then(self, ends: pd.DataFrame) -> Ints:
        """Month in which years end, from January of the year they are named after: 12 is December."""
        import numpy as np

        known = ends[ends["period_end"].notna() & ends["fiscal_year"].notna() & ends["known_at"].notna()]
        when = known["period_end"].to_numpy().astype("datetime64[M]").astype("int64") + 1970 * 12
        month = when - known["fiscal_year"].to_numpy("int64") * 12 + 1
        out = np.full((len(self._sessions), 1), _DECEMBER, np.int32)
        other = set(known["ticker"].to_numpy()[month != _DECEMBER])
        if not other:
            return out
        out = np.repeat(out, len(self._tickers), axis=1)
        rows = np.searchsorted(self._sessions.to_numpy(), known["known_at"].to_numpy())
        named = known["ticker"].to_numpy()
        for ticker in sorted(other & set(self._tickers)):
            mine = (named == ticker) & (rows < len(self._sessions))
            choices = np.unique([_DECEMBER, *month[mine]])
            counts = np.zeros((len(self._sessions), len(choices)))
            np.add.at(counts, (rows[mine], np.searchsorted(choices, month[mine])), 1.0)
            counts = np.cumsum(counts, axis=0)
            counts[:, choices == _DECEMBER] += 0.5  # before anything is known, and among equals
            out[:, self._tickers.get_loc(ticker)] = choices[np.argmax(counts, axis=1)]
        return out


def over(rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether the year of each row had to be reported on when the row was known, by the rule of 1 May.

    A year ends where the row says so, in December unless it does.
    """
    import numpy as np

    month = rows["known_at"].to_numpy().astype("datetime64[M]").astype("int64") + 1970 * 12
    named = rows["fiscal_year"].to_numpy("int64") * 12 + _DECEMBER - 1
    printed = rows["period_end"].to_numpy().astype("datetime64[M]")
    end = np.where(np.isnat(printed), named, printed.astype("int64") + 1970 * 12)
    made: npt.NDArray[np.bool_] = month > end + _MONTHS_TO_REPORT
    return made


def _shaped(wanted: Any) -> Ints:
    """As the core takes it: one a session where all companies share it, else one a cell."""
    import numpy as np

    shared = wanted[:, 0] if wanted.shape[1] == 1 else wanted
    return np.ascontiguousarray(shared, np.int32)


def _month_end() -> Any:
    import pandas as pd

    return pd.offsets.MonthEnd(0)
