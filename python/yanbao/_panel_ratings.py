"""Ratings on sessions: each broker's newest, what it promises, and a score that all of them share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao._houses import houses_of
from yanbao._lexicon import Lexicon
from yanbao._mergers import split_at_mergers
from yanbao._rating_rows import findings_of, rating_rows
from yanbao._rating_scales import RatingWords, Scales, folded, middle
from yanbao._sessions import last_within
from yanbao._theme_lists import NEVER, window_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._expr import Rating

    Floats = npt.NDArray[np.float64]

_VALUES = ("rated", "score", "low", "high", "middle", "assumed")


class ExcessReturn(NamedTuple):
    """Of every session and ticker what ratings promise over the benchmark, NaN for nothing."""

    value: Floats  # mean of the middles; of an open promise its one bound
    low: Floats  # mean of the bounds; infinite where one is open
    high: Floats


class PanelRatings:
    """The newest rating of each broker on every session, made comparable.

    A rating promises what the scale of its report says, else the newest scale that its house had printed
    before, else the usual one, and then it is marked `assumed`.  The score is 1 for 买入 (buy), 0.75 for
    增持, 0.5 for 中性, 0.25 for 减持 and 0 for 卖出 and for the words that mean the same, the shares of the
    GoGoal convention; a word that the lexicon does not know takes the score of the step that its promise
    falls on.  A newer rating replaces the broker's older one; 无评级 (not rated) withdraws it.

    Parameters
    ----------
    coverage, meta, rating_scale
        Tables of a corpus: ratings of the origin ``broker``, those of notes on one company, and the scales.
    all_sessions
        Every session of the calendar, datetime64[ns].
    sessions
        Those of the panel, a slice of them.
    tickers
        Columns of the panel.
    lexicon
        Its ``rating`` and ``scale_label`` are the words; the default one by default.

    Attributes
    ----------
    ledger : pandas.DataFrame
        Every printed rating with ``reason``, null where it counts, and what was made of it: ``score``,
        ``excess_low``, ``excess_high``, ``assumed`` and ``scale``, the report whose scale it is.
    findings : pandas.DataFrame
        Scales that were assumed, unknown words, conflicts: a row a report, code and rating.
    """

    def __init__(
        self,
        coverage: pd.DataFrame,
        meta: pd.DataFrame,
        rating_scale: pd.DataFrame,
        all_sessions: npt.NDArray[np.datetime64],
        sessions: pd.DatetimeIndex,
        tickers: pd.Index,
        lexicon: Lexicon | None = None,
    ) -> None:
        import numpy as np
        import pandas as pd

        self._every = np.asarray(all_sessions, "datetime64[ns]")
        self._sessions, self._tickers = sessions, tickers
        days = sessions.to_numpy().astype("datetime64[ns]")
        self._first = int(np.searchsorted(self._every, days[:1])[0]) if len(days) else 0
        words = RatingWords(lexicon)
        rows = rating_rows(coverage, meta, words, tickers, days)
        scales = Scales(rating_scale, words)
        self.ledger = promised(rows, rows["known_at"], scales, words)
        self.findings = findings_of(self.ledger, Lexicon.default() if lexicon is None else lexicon)
        rows = _with_late_scales(self.ledger, scales, words)
        begins = np.searchsorted(self._every, rows["from"].to_numpy("datetime64[ns]"))
        # from the day on which houses merge the newest rating of any of them is the new one's
        rows = rows.assign(session=begins.astype("int64"), last=NEVER)
        self._rows = split_at_mergers(rows, self._every, houses=houses_of(lexicon))
        self._at = tickers.get_indexer(pd.Index(self._rows["ticker"].astype(object))).astype(np.int32)
        codes, self._brokers = pd.factorize(self._rows["house"].astype(object), sort=True)
        self._codes = codes.astype(np.int32)

    def frame(self, window: int = 180) -> pd.DataFrame:
        """What the brokers' newest ratings say together.

        Parameters
        ----------
        window
            Days after the session from which a rating is known.

        Returns
        -------
        pandas.DataFrame
            On (date, ticker), cells in which any broker has a rating: ``score``, the mean; ``count`` of
            brokers with a rating; ``assumed``, the share of the promises that are of the usual scale;
            ``excess_low`` and ``excess_high``, means of the bounds as decimals, NaN where one is open.

        Raises
        ------
        InvalidValueError
            `window` is no number of days.
        """
        import numpy as np

        stretches, count, mean = self._means(window)
        session, ticker = np.nonzero(stretches >= 0)
        stretch = stretches[session, ticker]
        columns = {"score": mean["score"], "count": count["rated"], "assumed": mean["assumed"]}
        for name in ("low", "high"):
            bound = mean[name]
            columns[f"excess_{name}"] = np.where(np.isinf(bound), np.nan, bound)
        return self._on_cells({n: c[stretch] for n, c in columns.items()}, session, ticker)

    def by_broker(self, window: int = 180) -> pd.DataFrame:
        """The ratings behind `frame`: on (date, ticker, broker), with the day and report of each."""
        import numpy as np

        row, begin, end = self._newest(window)
        rows = self._rows
        live = rows["rated"].to_numpy()[row] == 1.0
        row, begin, end = row[live], begin[live], end[live]
        spell, session = _cells(begin, end)
        order = np.lexsort((self._codes[row[spell]], self._at[row[spell]], session))
        taken = row[spell[order]]
        names = ["rating", "score", "excess_low", "excess_high", "assumed", "known_at", "report", "scale"]
        columns = {name: rows[name].to_numpy()[taken] for name in names}
        return self._on_cells(columns, session[order], self._at[taken], self._codes[taken])

    def flag(self, leaf: Rating, window: int = 180) -> npt.NDArray[np.uint8]:
        """Whether any broker's newest rating is one of the labels: 0 no, 1 yes, 2 no rating at all."""
        import numpy as np

        labels = {folded(label) for label in leaf.labels}
        row, begin, end = self._newest(window)
        rated = self._rows["rated"].to_numpy()[row] == 1.0
        said = np.array([folded(label) in labels for label in self._rows["rating"].tolist()], dtype=bool)[row]
        flag = np.full((len(self._sessions), len(self._tickers)), 2, dtype=np.uint8)
        for which, truth in ((rated, 0), (rated & said, 1)):
            spell, session = _cells(begin[which], end[which])
            flag[session, self._at[row[which]][spell]] = truth
        return flag

    def excess_return(self, window: int = 180) -> ExcessReturn:
        """What the ratings promise over their benchmarks, session × ticker."""
        import numpy as np

        stretches, _, mean = self._means(window)
        made = [
            np.append(mean[name], np.nan)[stretches] for name in ("middle", "low", "high")
        ]  # -1 is the last
        return ExcessReturn(*made)

    def _arrays(self, window: int) -> dict[str, Any]:
        import numpy as np

        known = self._rows["known_at"].to_numpy("datetime64[ns]")
        last = np.minimum(last_within(known, window_of(window), self._every), self._rows["last"])
        ends = (self._rows["session"], last)
        relative = [np.clip(n - self._first, -NEVER, NEVER).to_numpy(np.int32) for n in ends]
        return {
            "ticker": self._at,
            "broker": self._codes,
            "session": relative[0],
            "last": relative[1],
            "sessions": len(self._sessions),
            "tickers": len(self._tickers),
        }

    def _newest(self, window: int) -> tuple[npt.NDArray[np.int32], ...]:
        return _core.newest_opinions(**self._arrays(window))

    def _means(self, window: int) -> tuple[npt.NDArray[np.int32], dict[str, Any], dict[str, Any]]:
        """The stretch of each cell, -1 where no broker has a rating; counts and means of the stretches."""
        import numpy as np

        values = [np.ascontiguousarray(self._rows[name], np.float64) for name in _VALUES]
        ticker, begin, end, counts, means = _core.mean_opinions(**self._arrays(window), values=values)
        count, mean = dict(zip(_VALUES, counts, strict=True)), dict(zip(_VALUES, means, strict=True))
        stretches = np.full((len(self._sessions), len(self._tickers)), -1, dtype=np.int32)
        rated = np.flatnonzero(count["rated"])
        spell, session = _cells(begin[rated], end[rated])
        stretches[session, ticker[rated[spell]]] = rated[spell]
        return stretches, count, mean

    def _on_cells(
        self, columns: dict[str, Any], session: Any, ticker: Any, broker: Any = None
    ) -> pd.DataFrame:
        import pandas as pd

        levels = [self._sessions, self._tickers] + ([] if broker is None else [pd.Index(self._brokers)])
        codes = [session, ticker] + ([] if broker is None else [broker])
        names = ["date", "ticker", "broker"][: len(levels)]
        frame: pd.DataFrame = pd.DataFrame(columns, index=pd.MultiIndex(levels, codes, names=names))
        return frame


def _cells(begin: npt.NDArray[np.int32], end: npt.NDArray[np.int32]) -> tuple[Any, Any]:
    """Every session of each spell: the spell and the session."""
    import numpy as np

    size = (end - begin + 1).astype(np.int64)
    spell = np.repeat(np.arange(len(size)), size)
    return spell, np.arange(len(spell)) - np.repeat(np.cumsum(size) - size - begin, size)


def promised(rows: pd.DataFrame, since: pd.Series, scales: Scales, words: RatingWords) -> pd.DataFrame:
    """What each row promises, by the scales that are known on a day of its own."""
    import numpy as np
    import pandas as pd

    counts = rows["reason"].isna().tolist()
    columns = (rows[name].tolist() for name in ("broker", "report_id", "rating"))
    days = since.to_numpy("datetime64[ns]")
    made = [_promise(scales, words, *row) for row in zip(counts, *columns, days, strict=True)]
    out: pd.DataFrame = rows.copy()
    for i, name in enumerate((*_VALUES, "scale")):
        column = [each[i] for each in made]
        out[name] = pd.Series(column, index=rows.index, dtype=object if name == "scale" else "float64")
    for name in ("low", "high"):
        out[f"excess_{name}"] = out[name].where(np.isfinite(out[name]))
    return out


def _promise(
    scales: Scales, words: RatingWords, counts: bool, broker: Any, report_id: Any, label: Any, known: Any
) -> tuple[Any, ...]:
    """`_VALUES` and the report whose scale it is."""
    nothing = math.nan
    if not counts or not isinstance(label, str) or words.withdraws(label):
        return (nothing,) * len(_VALUES) + (None,)
    found = scales.promised(broker, report_id, label, known)
    bounds, scale = (words.usual_of(label), None) if found is None else found
    score = words.score(label, bounds)
    if bounds is None:
        return 1.0, score, nothing, nothing, nothing, nothing, None
    return 1.0, score, *bounds, middle(bounds), float(found is None), scale


def _with_late_scales(ledger: pd.DataFrame, scales: Scales, words: RatingWords) -> pd.DataFrame:
    """Rows for the core; a second one where a report's scale is known later than its rating.

    They are on different exchanges then: the rating stands on what was known, until its own scale is.
    """
    import pandas as pd

    counting: pd.DataFrame = ledger[ledger["counts"]].reset_index(drop=True)
    counting["from"] = counting["known_at"]
    again: dict[int, Any] = {}
    newer: dict[tuple[Any, Any], Any] = {}
    known = counting["known_at"].to_numpy("datetime64[ns]")
    keys = list(zip(*(counting[c].tolist() for c in ("broker", "ticker")), strict=True))
    reports = counting["report_id"].tolist()
    for i in reversed(range(len(counting))):
        own = scales.own(reports[i])
        following = newer.get(keys[i])
        if own is not None and own.known > known[i] and (following is None or following > own.known):
            again[i] = own.known
        newer[keys[i]] = known[i]
    late = counting.iloc[list(again)].copy()
    if not len(late):
        return counting
    late["from"] = pd.Series(list(again.values()), index=late.index)
    late = promised(late, late["from"], scales, words)
    both: pd.DataFrame = pd.concat([counting, late]).sort_values("from", kind="stable", ignore_index=True)
    return both
