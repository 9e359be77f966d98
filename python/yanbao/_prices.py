from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yanbao import _price_rows
from yanbao._backtest.price_studies import PriceStudies
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

ADJUSTED = ("raw", "forward", "backward")
VOLUME_UNITS = {"share": 1.0, "lot": 100.0}
FIELDS = ("open", "high", "low", "close", "preclose", "volume", "amount", "market_cap")


class Prices(PriceStudies):
    """Daily prices of many stocks as arrays: dates × tickers, float64, NaN where nothing was traded.

    `from_frame` makes them.  ``px["close"]`` is a frame of one field; ``factor`` turns prices of the day into
    ones that can be compared over time: ``px["close"] * px["factor"]`` is close with dividends and splits
    reinvested, from 1 on the first day of each stock, each step of it the close of the day before over the
    day's ``preclose``, so that no later day changes it.

    Attributes
    ----------
    dates : pandas.DatetimeIndex
        Days with at least one row.
    tickers : pandas.Index
        As yanbao prints them, sorted.
    adjusted : str
        ``raw``, ``forward`` or ``backward``: what was said of them.
    findings : pandas.DataFrame
        What was taken out, a row a cell: ``code``, ``ticker``, ``date``, ``what``.  And what to know before
        trusting the rest: stocks of raw prices whose factor is not known (``no_factor_of``,
        ``factor_missing``, ``factor_filled``, ``preclose_missing``, of each the first day),
        ``split_not_in_price``, ``volume_unit``, and columns that are none of ours (``column_ignored``).

    Examples
    --------
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> days = {"date": ["2024-05-29", "2024-05-30"], "ticker": ["600570.SH"] * 2}
    >>> df = pd.DataFrame(days | {"close": [21.0, 20.5], "preclose": [20.8, 20.5], "volume": [1e6, 2e6]})
    >>> px = yb.Prices.from_frame(df, adjusted="raw", volume_unit="share")
    >>> px["factor"]["600570.SH"].round(4).tolist()  # the dividend of 2024-05-30 is 0.50
    [1.0, 1.0244]
    """

    def __init__(self, rows: _price_rows.Wide, adjusted: str) -> None:
        self.dates: pd.DatetimeIndex = rows.dates
        self.tickers: pd.Index[str] = rows.tickers
        self.adjusted = adjusted
        self.findings: pd.DataFrame = rows.findings
        self._arrays: dict[str, Floats] = rows.arrays
        self._given: frozenset[str] = rows.given
        self._told = rows.told
        self._views: dict[frozenset[str], Prices] = {}

    @classmethod
    def from_frame(
        cls,
        df: pd.DataFrame,
        *,
        adjusted: str,
        volume_unit: str,
        columns: Mapping[str, str] | None = None,
    ) -> Prices:
        """Prices of a long frame, a row a stock and day.

        Parameters
        ----------
        df
            ``date``, ``ticker`` (in any habit) and ``close``; where there are: ``open``, ``high``, ``low``,
            ``preclose`` (the exchange's reference price of the day), ``factor`` (cumulative, price × factor
            comparable over time; of a stock that has none from its ``preclose``, without this from its
            ``split``), ``split`` (new shares for an old one, on the day it takes effect; 0 or 1 on others),
            ``volume``, ``amount``, ``market_cap``, ``suspended`` or ``trading``, ``is_st``.
        adjusted
            ``raw``: prices of the day; ``forward`` or ``backward``: adjusted.  It must be said, since an
            adjusted price is not what was paid: PE, price limits and lots refuse it.
        volume_unit
            ``share`` or ``lot`` (100 shares, of A-shares alone); must be said too.
        columns
            Our names to yours, ``{"volume": "volume_lots"}``, where they differ.

        Raises
        ------
        InvalidValueError
            There is no row, a column is missing or of no numbers, a date or ticker is none, or a stock has
            two rows on a day.
        UnknownNameError
            `adjusted`, `volume_unit` or a name in `columns` is none of ours.
        """
        for value, known, name in (
            (adjusted, ADJUSTED, "adjusted"),
            (volume_unit, VOLUME_UNITS, "volume_unit"),
        ):
            if value not in known:
                raise UnknownNameError(f"{name} cannot be {value!r}: {', '.join(known)}")
        rows = _price_rows.wide(df, dict(columns or {}), adjusted, lots=volume_unit == "lot")
        return cls(rows, adjusted)

    def __getitem__(self, field: str) -> pd.DataFrame:
        """A field as a frame, dates × tickers.

        Raises
        ------
        UnknownNameError
            There is no such field, or none was given.
        """
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(
            self.array(field), index=self.dates, columns=self.tickers, copy=False
        )
        return frame

    def array(self, field: str) -> Floats:
        """The same as a read-only array."""
        if field not in self._arrays:
            raise UnknownNameError(f"the prices have no {field!r}: {', '.join(sorted(self._arrays))}")
        return self._arrays[field]

    def on_sessions_of(self, calendars: frozenset[str]) -> Prices:
        """The same on the sessions of some exchanges: days on which others alone trade are none of theirs."""
        import numpy as np

        from yanbao._sessions import calendar_of, sessions_of

        if calendars not in self._views:
            kept = np.ones(len(self.dates), bool)
            if not {calendar_of(ticker) for ticker in self.tickers} <= calendars:
                kept = np.any([self.dates.isin(sessions_of(name)) for name in sorted(calendars)], axis=0)
            view = self
            if not kept.all():
                arrays = {name: array[kept] for name, array in self._arrays.items()}
                rows = _price_rows.Wide(
                    self.dates[kept], self.tickers, arrays, self._given, self._told, self.findings
                )
                view = Prices(rows, self.adjusted)
            self._views[calendars] = view
        return self._views[calendars]

    @property
    def fields(self) -> list[str]:
        """Fields that were given, ``factor`` and ``suspended`` besides."""
        return sorted(self._arrays)

    @property
    def knows_splits(self) -> bool:
        """Whether splits were given, of any stock, or must be told from steps of the factor."""
        return bool(self._told.splits.any())

    @property
    def knows_factor(self) -> bool:
        """Whether a factor was given, or what it is made of, of any stock."""
        return bool(self._told.factor.any())

    @property
    def without_factor(self) -> pd.Index[str]:
        """Stocks with raw prices, and no factor or what it is made of: a dividend looks like a loss."""
        lacking: pd.Index[str] = self.tickers[~self._told.factor & (self.adjusted == "raw")]
        return lacking

    @property
    def without_splits(self) -> pd.Index[str]:
        """Stocks with raw prices of which no splits were given."""
        lacking: pd.Index[str] = self.tickers[~self._told.splits & (self.adjusted == "raw")]
        return lacking

    def __repr__(self) -> str:
        if not len(self.dates):
            return f"<yanbao.Prices: {self.adjusted}, none>"
        span = f"{self.dates[0]:%Y-%m-%d} to {self.dates[-1]:%Y-%m-%d}"
        findings = f", findings: {len(self.findings)}" if len(self.findings) else ""
        return (
            f"<yanbao.Prices: {self.adjusted}, {len(self.dates)} days ({span}) × {len(self.tickers)} tickers"
            f"{findings}>"
        )


def day_prices(px: Prices, what: str) -> None:
    """Refuse prices that are adjusted for `what`, which needs those of the day."""
    if px.adjusted != "raw":
        raise InvalidValueError(
            f"{what} needs prices of the day, and these are adjusted ({px.adjusted}): an adjusted price is "
            "not what a share cost; give raw ones"
        )
