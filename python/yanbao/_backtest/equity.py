"""On what a return of a session is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def base_of(equity: Floats, start_cash: float) -> Floats:
    """Equity of the session before each; NaN from where nothing is left.

    A return on less than nothing has the wrong sign: a loss would look like a gain.
    """
    import numpy as np

    before = np.concatenate([[start_cash], equity[:-1]])
    return np.where(np.logical_and.accumulate(before > 0), before, np.nan)
