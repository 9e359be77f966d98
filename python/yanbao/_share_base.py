"""How many shares an EPS is per: splits and bonus issues between what is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._prices import Prices

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Days = npt.NDArray[np.datetime64]

# a step of the factor beyond this is a change of shares, whose ratio a dividend of the same day may hide;
# dividends of A-shares stay below it (300 of them, 2020 to 2025: 8 steps of 1,558 lie between 8 and 10 %)
STEP = 1.08


def changes_of(px: Prices) -> dict[str, list[np.datetime64]]:
    """Days on which the shares of each stock changed."""
    base = ShareBase(px, px.tickers)
    found: dict[str, list[np.datetime64]] = {}
    for at, day in zip(base._ticker, base._day, strict=True):
        found.setdefault(px.tickers[int(at)], []).append(day)
    return found


class ShareBase:
    """Changes of shares by stock, each on the day it takes effect; the ratio is NaN where it cannot be told.

    What is known on the morning of that day is still per old share.
    """

    def __init__(self, px: Prices, tickers: pd.Index[str]) -> None:
        import numpy as np

        factor = px.array("factor")
        step = np.ones_like(factor)
        step[1:] = factor[1:] / factor[:-1]
        ratio = np.where((step >= STEP) | (step <= 1 / STEP), np.nan, 1.0)
        if px.knows_splits:  # of a stock that has none among others that have, its factor shows the day
            told, split = ~px.tickers.isin(px.without_splits), px.array("split")
            ratio[:, told] = np.where(split > 0, split, 1.0)[:, told]
        day, stock = np.nonzero(ratio != 1)
        ratios = ratio[day, stock]
        ticker = tickers.get_indexer(px.tickers)[stock]
        known = ticker >= 0
        order = np.lexsort((day[known], ticker[known]))
        self._ticker: Ints = ticker[known][order]
        self._day: Days = px.dates.to_numpy()[day[known][order]]
        self._ratio: Floats = ratios[known][order]

    def old_shares(self, ticker: Ints, known_at: Days) -> Floats:
        """New shares that one of the first day had become before each row was known."""
        import numpy as np

        out = np.ones(len(ticker))
        for t, day, ratio in zip(self._ticker, self._day, self._ratio, strict=True):
            if ratio == ratio:
                out[(ticker == t) & (known_at > day)] *= ratio
        return out

    def shares(self, sessions: Days, tickers: int) -> Floats | None:
        """The same on each session, sessions × tickers; None where there is no change."""
        import numpy as np

        told = self._ratio == self._ratio
        if not told.any():
            return None
        out = np.ones((len(sessions), tickers))
        for t, day, ratio in zip(self._ticker[told], self._day[told], self._ratio[told], strict=True):
            out[np.searchsorted(sessions, day) :, t] *= ratio
        return out

    def ends(self, ticker: Ints, known_at: Days) -> Days:
        """The first day from which a row is per share of another kind; NaT where there is none."""
        import numpy as np

        out = np.full(len(ticker), np.datetime64("NaT", "ns"), "datetime64[ns]")
        untold = self._ratio != self._ratio
        for t, day in zip(self._ticker[untold][::-1], self._day[untold][::-1], strict=True):
            out[(ticker == t) & (known_at <= day)] = day
        return out

    def kinds(self, sessions: Days, tickers: int) -> Ints:
        """How many changes that cannot be told each session has seen; equal numbers can be compared."""
        import numpy as np

        out = np.zeros((len(sessions), tickers), "int64")
        untold = self._ratio != self._ratio
        for t, day in zip(self._ticker[untold], self._day[untold], strict=True):
            out[np.searchsorted(sessions, day) :, t] += 1
        return out
