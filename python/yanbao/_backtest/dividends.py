"""What a step of a price leaves to a dividend, beside a split."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from yanbao._backtest.notes import Notes

    Floats = npt.NDArray[np.float64]

SAME_FACTOR = 1e-7


def paid_of(
    step: Floats, split: Floats, before: Floats, preclose: Floats | None, tick: Floats, notes: Notes
) -> tuple[Floats, Floats]:
    """New shares for an old one, and the dividend of an old one, of each entry.

    A dividend is the close before, less what the new shares are worth at the reference price: the close by
    the factor's step where it has one, else the printed ``preclose``; without both there is none.  A printed
    one is rounded to a tick: of a step that is made of it, what that rounding alone can make is no
    dividend, and a dividend is known to half a tick for each new share.  A factor that was given tells it as
    it is.  No dividend is negative: a split that makes more than the reference price explains is booked as
    that price has it.
    """
    import numpy as np

    reference, printed = before / step, np.zeros(len(step), bool)
    if preclose is not None:
        # a step of 1 may be one that the prices could not tell, since a session is missing before it
        reference = np.where(step != 1.0, reference, np.where(preclose > 0, preclose, np.nan))
        printed = np.abs(reference - preclose) <= 1e-9 * reference
    paid = before - reference * split
    paid = np.where(np.isfinite(paid) & (np.abs(before / reference - split) > SAME_FACTOR), paid, 0.0)
    rounding = tick / 2 * split * (1 + 1e-6)
    paid[(np.abs(paid) <= rounding) & (printed | (paid < 0))] = 0.0
    if (short := paid < 0).any():
        notes.warn(
            "split_unexplained",
            "a split makes more shares than the reference price explains: what was paid in for them, or an "
            "error; as many are booked as that price is worth",
            count=int(short.sum()),
        )
    return np.where(short, before / reference, split), np.where(short, 0.0, paid)
