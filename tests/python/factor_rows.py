"""Prices and factors for tests of factor studies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import yanbao as yb
from yanbao._backtest.factor_result import FactorStudy
from yanbao._backtest.factor_study import factor_study
from yanbao._sessions import sessions_of

NAN = float("nan")


def tickers(count: int) -> list[str]:
    return [f"{600000 + i}.SH" for i in range(count)]


def sessions(count: int, first: str = "2021-01-04") -> pd.DatetimeIndex:
    every = sessions_of("XSHG")
    return pd.DatetimeIndex(every[every >= np.datetime64(first)][:count])


def frame(cells: Any, dates: Any = None) -> pd.DataFrame:
    values = np.array(cells, dtype="float64").reshape(len(cells), -1)
    return pd.DataFrame(
        values, index=sessions(len(values)) if dates is None else dates, columns=tickers(values.shape[1])
    )


def prices(adjusted: str = "backward", **fields: Any) -> yb.Prices:
    """Prices of frames, dates × tickers, by field."""
    fields = {"close": fields.get("close", fields.get("open")), **fields}
    first = fields["close"]
    days, names = len(first), first.shape[1]
    rows = {"date": np.repeat(first.index, names), "ticker": np.tile(first.columns, days)}
    rows |= {name: field.to_numpy("float64").ravel() for name, field in fields.items()}
    return yb.Prices.from_frame(pd.DataFrame(rows), adjusted=adjusted, volume_unit="share")


def walk(random: np.random.Generator, days: int, names: int, gaps: float = 0.0) -> pd.DataFrame:
    """Random prices, some of them missing."""
    close = 10 * np.exp(np.cumsum(random.normal(0, 0.02, (days, names)), axis=0))
    close[random.random(close.shape) < gaps] = np.nan
    return frame(close)


def study(factor: Any, close: Any, **options: Any) -> FactorStudy:
    """Of closes, by default: tables of facts have one price a day."""
    px = close if isinstance(close, yb.Prices) else prices(close=close)
    options = {"entry": "close", "min_names": 2, **options}
    return factor_study(factor, px, **options)


BY_DATE = ("ic", "rank_ic", "spread", "turnover", "autocorrelation", "factor_returns")
WORLD_PERIODS = (1, 3)


def codes(found: FactorStudy) -> set[str]:
    return set(found.findings["code"])


class World:
    """All that a study of every kind is given, of random numbers."""

    def __init__(self, seed: int, days: int = 14, names: int = 15) -> None:
        random = np.random.default_rng(seed)
        self.open, self.close = walk(random, days, names, 0.1), walk(random, days, names, 0.1)
        self.cap = frame(np.exp(random.normal(23, 1, (days, names))))
        self.factor = frame(random.normal(size=(days, names))).mask(random.random((days, names)) < 0.1)
        self.universe = frame(random.random((days, names))) < 0.9
        letters = random.choice(["a", "b", None], (days, names), p=[0.5, 0.4, 0.1])
        self.groups = pd.DataFrame(letters, index=self.close.index, columns=self.close.columns)
        self.other = frame(random.normal(size=(days, names)))

    def study(self, entry: str, until: int | None = None, priced_until: int | None = None) -> Any:
        cut, priced = slice(0, until), slice(0, priced_until)
        fields = {"open": self.open, "close": self.close, "market_cap": self.cap}
        return factor_study(
            self.factor.iloc[cut],
            prices(**{name: field.iloc[priced] for name, field in fields.items()}),
            WORLD_PERIODS,
            self.groups.iloc[cut],
            neutralize=["industry", "log_cap", self.other.iloc[cut]],
            winsorize="mad",
            entry=entry,
            universe=self.universe.iloc[cut],
            quantiles=3,
            min_names=3,
        )
