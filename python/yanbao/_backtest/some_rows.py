"""A panel on some of its sessions: a screen for a weekly portfolio needs no other day."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao._currencies import currency_of
from yanbao._evaluate import Column
from yanbao._expr import Metric
from yanbao._panel_themes import least_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from yanbao._expr import Group, Rating, Theme
    from yanbao._panel_source import PanelSource

_here = threading.local()


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Within it expressions run on the thread that asks: where each of several has a portfolio of its own."""
    before = getattr(_here, "workers", None)
    _here.workers = 1
    try:
        yield
    finally:
        _here.workers = before


class SomeRows:
    """What an expression runs on, a section a row of `rows`.

    Whatever an expression compares across stocks it compares within a session, so that what is left out
    changes nothing.
    """

    def __init__(self, source: PanelSource, rows: NDArray[np.intp]) -> None:
        self._source, self._rows = source, rows
        self._all = len(rows) == source.sections
        self.sections, self.width = len(rows), source.width
        self.tickers: pd.Index[str] = source.levels.cells.tickers

    @property
    def workers(self) -> int | None:
        """Threads of an expression, as `evaluate` takes them."""
        workers: int | None = getattr(_here, "workers", None)
        return workers

    def column(self, metric: Metric) -> Column:
        """A metric."""
        whole = self._source.column(metric)
        low, high = (None if side is None else self._of(side) for side in (whole.low, whole.high))
        return Column(self._of(whole.value), low, high, whole.open_means_gap)

    def flag(self, leaf: Theme | Rating) -> NDArray[np.uint8]:
        """A condition: 0 no, 1 yes, 2 unknown."""
        flag: NDArray[np.uint8] = self._of(self._source.flag(leaf))
        return flag

    def group(self, leaf: Group) -> NDArray[np.int32]:
        """The group of every cell, -1 for none."""
        group: NDArray[np.int32] = self._of(self._source.group(leaf))
        return group

    def strength(self, theme: Theme) -> NDArray[np.uint8]:
        """How strongly a theme names each company, 0 below the weakest word that it asks for."""

        def made() -> NDArray[np.uint8]:
            found = self._source.parts.themes.strength(theme.name, self._source.levels.window)
            strength: NDArray[np.uint8] = found.strength * (found.strength >= least_of(theme.min_role))
            return strength

        strength: NDArray[np.uint8] = self._of(self._source.levels.once(("strength", theme), made))
        return strength

    @property
    def currencies(self) -> NDArray[np.object_]:
        """The currency that each ticker is quoted in, empty where it is not known."""

        def made() -> NDArray[np.object_]:
            return np.array([currency_of(str(t)) or "" for t in self.tickers], dtype=object)

        currencies: NDArray[np.object_] = self._source.levels.once("currencies", made)
        return currencies

    def rate(self, base: str, quote: str) -> NDArray[np.float64]:
        """Units of `quote` for one of `base`, as known before each row."""
        rate: NDArray[np.float64] = self._of(self._source.parts.exchange.rate(base, quote).value)
        return rate

    def _of(self, whole: Any) -> Any:
        return whole if self._all else np.take(whole, self._rows, axis=0)
