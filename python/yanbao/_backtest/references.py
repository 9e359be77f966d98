"""Whether reference prices are what closes and factors say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanbao._backtest.market import Arrays
    from yanbao._backtest.notes import Notes

_UNEXPLAINED = 0.005  # of a price: more than rounding leaves of it


def check_references(arrays: Arrays, notes: Notes) -> None:
    """Reference prices that a factor does not explain, of which a holding would take the loss."""
    import numpy as np

    if arrays.px.adjusted != "raw" or "preclose" not in arrays.px.fields:
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(arrays.close_before / arrays.step / arrays.reference - 1)
    odd = (apart > _UNEXPLAINED) & ~np.isnan(arrays.there)
    if odd.any():
        day, stock = np.argwhere(odd)[0]
        notes.warn(
            "reference_unexplained",
            f"a reference price is not the last close by the factor, the first of {arrays.tickers[stock]} on "
            f"{arrays.sessions[day]:%Y-%m-%d}: what was split or paid on days that the prices lack is lost",
            count=int(odd.sum()),
        )
