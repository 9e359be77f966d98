"""What studies need of prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


class Priced(Protocol):
    """Arrays by field, dates × tickers, as `yanbao.Prices` has them."""

    dates: pd.DatetimeIndex
    tickers: pd.Index[str]
    adjusted: str

    def array(self, field: str) -> npt.NDArray[np.float64]:
        """A field, dates × tickers."""
        ...

    @property
    def fields(self) -> list[str]:
        """Fields that there are."""
        ...

    @property
    def without_factor(self) -> pd.Index[str]:
        """Stocks with raw prices, and no factor or what it is made of."""
        ...
