from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao._ledger import REASONS, ledger_of
from yanbao._metric_names import check_year
from yanbao._sessions import sessions_of
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int32]

_NEVER = 2**31 - 1  # a session that no panel reaches


class Panel:
    """What a corpus knew on every session: consensus and revisions of the brokers' own estimates.

    `Corpus.panel` makes it.  Cell d of every frame is what was known before the open of session d; a report
    that comes later changes no cell before it.  ``fy1`` is the first year without an actual by the rule of
    1 May: year Y − 1 counts as reported from 1 May of Y on; ``this_year`` is the year of the session.

    Examples
    --------
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> sold = pd.DataFrame(
    ...     {"ts_code": ["600570.SH"] * 3, "org_name": ["青石证券", "栖霞证券", "青石证券"]}
    ...     | {"report_date": ["20240902", "20240903", "20240909"], "quarter": ["2024Q4"] * 3}
    ...     | {"eps": [1.20, 1.30, 1.10]}
    ... )
    >>> panel = yb.Corpus.from_tushare(sold).panel()
    >>> panel.consensus("eps", "fy1")[["mean", "count"]].reset_index()
            date     ticker  mean  count
    0 2024-09-03  600570.SH  1.20      1
    1 2024-09-04  600570.SH  1.25      2
    2 2024-09-05  600570.SH  1.25      2
    3 2024-09-06  600570.SH  1.25      2
    4 2024-09-09  600570.SH  1.25      2
    5 2024-09-10  600570.SH  1.20      2
    """

    def __init__(self, estimates: pd.DataFrame, calendar: str, start: Any, end: Any) -> None:
        import pandas as pd

        self.ledger = ledger_of(estimates)
        used = self.ledger[self.ledger["reason"].isna()]
        known = used["known_at"]
        first = pd.Timestamp(start) if start is not None else known.min()
        last = pd.Timestamp(end) if end is not None else known.max()
        self._all = sessions_of(calendar)
        within = (self._all >= first) & (self._all <= last)
        self.sessions: pd.DatetimeIndex = pd.DatetimeIndex(self._all[within], name="date")
        self.tickers: pd.Index[str] = pd.Index(sorted(used["ticker"].unique()), name="ticker", dtype=object)
        self._used = used.reset_index(drop=True)

    def consensus(
        self, metric: str, year: int | str = "fy1", *, window: int = 180, min_brokers: int = 1
    ) -> pd.DataFrame:
        """What the brokers expect together: of each the newest estimate, not older than a window.

        Parameters
        ----------
        metric
            ``eps``, ``net_profit``, ``revenue``, ... as in ``estimates``.
        year
            A fiscal year, or ``fy1``, ``fy2``, ..., ``this_year``, ``next_year``.
        window
            Days after the session from which an estimate is known; a reprint of the same figure confirms it
            and does not renew the window.
        min_brokers
            Where fewer have an estimate only ``count`` is given.

        Returns
        -------
        pandas.DataFrame
            On (date, ticker), cells in which any broker has an estimate: ``mean``, ``median``, ``std``
            (ddof 1, NaN under three), ``high``, ``low``, in the unit of the metric, and ``count``.

        Raises
        ------
        UnknownNameError
            No estimate of the corpus is of this metric.
        InvalidValueError
            The year is none that a panel can tell, or `window` or `min_brokers` is no count.
        """
        import numpy as np
        import pandas as pd

        rows = self._rows(metric, window)
        found = _core.consensus(
            **rows._asdict(), **self._shape(year), min_brokers=_count(min_brokers, "min_brokers")
        )
        names = ["mean", "median", "std", "high", "low", "count"]
        session, ticker = np.nonzero(found["count"])
        index = pd.MultiIndex.from_arrays([self.sessions[session], self.tickers[ticker]])
        frame: pd.DataFrame = pd.DataFrame({n: found[n][session, ticker] for n in names}, index=index)
        return frame

    def revision(
        self,
        metric: str,
        year: int | str = "fy1",
        sessions: int = 30,
        *,
        window: int = 180,
        how: str = "matched",
    ) -> pd.DataFrame:
        """How the consensus of the year that a session means has moved since some sessions before.

        Parameters
        ----------
        metric, year, window
            As in `consensus`.
        sessions
            How many sessions before.
        how
            ``matched``: of the brokers that have an estimate on both sessions; ``level``: of all.

        Returns
        -------
        pandas.DataFrame
            date × ticker: the change over the absolute value of the earlier consensus; NaN where either
            is not there.  No jump on 1 May: both are of one year.
        """
        return self._moved(metric, year, sessions, window, how)[0]

    def breadth(
        self, metric: str, year: int | str = "fy1", sessions: int = 30, *, window: int = 180
    ) -> pd.DataFrame:
        """Brokers that raised their estimate less those that cut it, over those that have one.

        Counted are those with an estimate on both sessions.  Parameters and shape are those of `revision`.
        """
        return self._moved(metric, year, sessions, window, "matched")[1]

    def why(
        self, metric: str, ticker: str, date: Any, year: int | str = "fy1", *, window: int = 180
    ) -> pd.DataFrame:
        """Every row behind one cell of `consensus`, and why those that are not in it are not.

        Returns
        -------
        pandas.DataFrame
            Rows of `ledger` of that company, metric and year known by then; ``reason`` is null for those in
            the cell, ``newer`` for estimates that the broker has replaced, ``window`` for those too old.
        """
        import pandas as pd

        day = pd.Timestamp(date)
        if day not in self.sessions:
            raise InvalidValueError(f"{day:%Y-%m-%d} is no session of the panel")
        wanted = int(self._wanted(year)[self.sessions.get_loc(day)])
        ledger = self.ledger
        rows = ledger[
            (ledger["ticker"] == ticker)
            & (ledger["metric"] == metric)
            & (ledger["fiscal_year"] == wanted)
            & (ledger["known_at"] <= day)
        ].copy()
        live = rows["reason"].isna()
        old = live & (rows["known_at"] + pd.Timedelta(days=_count(window, "window")) < day)
        rows.loc[old, "reason"] = "window"
        newest = rows[live].groupby("broker").tail(1).index
        rows.loc[live & ~rows.index.isin(newest), "reason"] = "newer"
        found: pd.DataFrame = rows.reset_index(drop=True)
        return found

    def _moved(
        self, metric: str, year: int | str, sessions: int, window: int, how: str
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        import numpy as np
        import pandas as pd

        if how not in ("matched", "level"):
            raise InvalidValueError(f"how cannot be {how!r}: matched or level")
        back = np.arange(len(self.sessions), dtype=np.int32) - np.int32(_count(sessions, "sessions"))
        rows = self._rows(metric, window)
        made = _core.revision(**rows._asdict(), **self._shape(year), then=back, how=how)
        change, breadth = (pd.DataFrame(m, index=self.sessions, columns=self.tickers) for m in made)
        return change, breadth

    def _rows(self, metric: str, window: int) -> _Rows:
        import numpy as np
        import pandas as pd

        rows = self._used[self._used["metric"] == metric]
        if not len(rows):
            known = ", ".join(sorted(self._used["metric"].unique())) or "none at all"
            raise UnknownNameError(f"no estimate of {metric!r}; there are {known}")
        known_at = rows["known_at"].to_numpy().astype("datetime64[ns]")
        until = known_at + np.timedelta64(_count(window, "window"), "D")
        first = np.searchsorted(self._all, self.sessions[:1].to_numpy())
        session = np.searchsorted(self._all, known_at) - first
        last = np.searchsorted(self._all, until, side="right") - 1 - first
        brokers = pd.factorize(rows["broker"], sort=True)[0]
        return _Rows(
            self.tickers.get_indexer(rows["ticker"]).astype(np.int32),
            brokers.astype(np.int32),
            rows["fiscal_year"].to_numpy("int32"),
            session.astype(np.int32),
            rows["value"].to_numpy("float64"),
            np.minimum(last, _NEVER).astype(np.int32),
        )

    def _shape(self, year: int | str) -> dict[str, Any]:
        return {
            "wanted": self._wanted(year),
            "sessions": len(self.sessions),
            "tickers": len(self.tickers),
        }

    def _wanted(self, year: int | str) -> Ints:
        """The fiscal year that each session asks for."""
        import numpy as np

        asked = check_year(year)
        years = self.sessions.year.to_numpy()
        if isinstance(asked, int):
            wanted = np.full(len(years), asked)
        elif asked in ("this_year", "next_year"):
            wanted = years + (asked == "next_year")
        elif asked in ("fy0", "ftm"):
            raise InvalidValueError(
                f"{asked} needs actuals and ends of years, which a panel does not take yet"
            )
        else:
            latest = years - np.where(self.sessions.month >= 5, 1, 2)
            wanted = latest + int(asked[2:])
        return np.ascontiguousarray(wanted, np.int32)

    def __repr__(self) -> str:
        span = (
            f"{self.sessions[0]:%Y-%m-%d} to {self.sessions[-1]:%Y-%m-%d}" if len(self.sessions) else "none"
        )
        return f"<yanbao.Panel: {len(self.sessions)} sessions ({span}) × {len(self.tickers)} tickers>"


class _Rows(NamedTuple):
    """Used estimates of one metric, as the core takes them."""

    ticker: Ints
    broker: Ints
    period: Ints
    session: Ints
    value: npt.NDArray[np.float64]
    last: Ints


def _count(value: int, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidValueError(f"{name} cannot be {value!r}: a count from 1 on")
    return value


__all__ = ["REASONS", "Panel"]
