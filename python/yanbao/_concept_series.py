"""Snapshots of concepts on the sessions of a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._sessions import last_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._concepts import Concepts
    from yanbao._theme_names import ThemeNames

    Numbers = npt.NDArray[np.int64]

_NO_BROKER = -1


class _Series(NamedTuple):
    """One concept of one source; sessions count from the calendar's first."""

    source: str
    name: str
    rows: pd.DataFrame  # date, ticker, sorted by date
    snapshots: Numbers  # the session from which each is known
    ends: Numbers  # and the last one on which it holds
    which: Numbers  # the snapshot of each row


class ConceptSeries:
    """By key of a theme the concepts of that name, of every source; false where there is no source."""

    def __init__(
        self,
        sources: list[Concepts],
        keys: ThemeNames,
        every: npt.NDArray[np.datetime64],
        first: int,
        sessions: pd.DatetimeIndex,
        tickers: pd.Index,
    ) -> None:
        import numpy as np

        self.names: dict[str, str] = {}
        self._every, self._first, self._count, self._tickers = every, first, len(sessions), tickers
        self._sources = len(sources)
        self._series: dict[str, list[_Series]] = {}
        begins = [first + len(sessions)]  # of any source
        for source in sources:
            within = np.searchsorted(every, source.frame["date"].to_numpy("datetime64[ns]"))
            known = source.frame[within < first + len(sessions)]
            for name, rows in known.groupby("concept", sort=True):
                made = self._made(source, str(name), rows)
                begins.append(int(made.snapshots[0]))
                key = keys.key(made.name)
                self.names[key] = made.name
                self._series.setdefault(key, []).append(made)
        self._begins = min(begins)

    def _made(self, source: Concepts, name: str, rows: pd.DataFrame) -> _Series:
        import numpy as np

        days = rows["date"].to_numpy("datetime64[ns]")
        dates, which = np.unique(days, return_inverse=True)
        snapshots = np.searchsorted(self._every, dates).astype("int64")
        ends = np.append(snapshots[1:] - 1, len(self._every))
        if source.max_age is not None:
            ends = np.minimum(ends, last_within(dates, source.max_age, self._every))
        return _Series(source.source, name, rows, snapshots, ends.astype("int64"), which.astype("int64"))

    def __bool__(self) -> bool:
        return self._sources > 0

    def members(self, key: str) -> Iterator[tuple[Any, ...]]:
        """Ticker, source, first and last session and role of each member, for the core."""
        import numpy as np
        import pandas as pd

        for series in self._series.get(key, ()):
            at = self._tickers.get_indexer(pd.Index(series.rows["ticker"].astype(object)))
            inside = at >= 0
            which = series.which[inside]
            size = int(inside.sum())
            source, role = np.full(size, _NO_BROKER), np.ones(size, np.uint8)
            yield at[inside], source, series.snapshots[which], series.ends[which], role

    def unknown(self, key: str, named: int) -> npt.NDArray[np.bool_]:
        """Sessions on which silence is no word; `named` is the one from which brokers name the theme."""
        import numpy as np

        session = np.arange(self._count) + self._first
        begun = np.zeros(self._count, bool)
        live = np.zeros(self._count, bool)
        for series in self._series.get(key, ()):
            begun |= session >= series.snapshots[0]
            for start, end in zip(series.snapshots.tolist(), series.ends.tolist(), strict=True):
                live |= (session >= start) & (session <= end)
        brokers_alone = ~begun & (session >= self._begins) & (session >= named + self._first)
        silent: npt.NDArray[np.bool_] = ~live & ~brokers_alone
        return silent

    def life(self, key: str, role: str) -> list[dict[str, Any]]:
        """Members from when to when, as `PanelThemes.life` has them."""
        made: list[dict[str, Any]] = []
        end = self._first + self._count
        for series in self._series.get(key, ()):
            held: dict[str, list[int]] = {}  # first and newest snapshot
            times: list[tuple[str, list[int]]] = []
            pairs = zip(series.rows["ticker"].tolist(), series.which.tolist(), strict=True)
            for ticker, which in sorted(pairs, key=lambda pair: pair[1]):
                start, stop = int(series.snapshots[which]), int(series.ends[which])
                if not isinstance(ticker, str) or stop < start:
                    continue
                time = held.get(ticker)
                if time is not None and start <= int(series.ends[time[1]]) + 1:
                    time[1] = which
                else:
                    held[ticker] = [which, which]
                    times.append((ticker, held[ticker]))
            for ticker, (oldest, newest) in times:
                stop = int(series.ends[newest])
                made.append(
                    {"ticker": ticker, "name": None, "theme": series.name, "broker": series.source}
                    | {"role": role, "first_seen": self._every[series.snapshots[oldest]]}
                    | {"last_seen": self._every[series.snapshots[newest]]}
                    | {"until": self._every[stop + 1] if stop + 1 < end else None, "report": None}
                )
        return made


__all__ = ["ConceptSeries"]
