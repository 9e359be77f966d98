"""Whether lots leave much of an account in cash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from yanbao._backtest.notes import Notes

_MUCH = 0.02  # of the equity


def check_lots(made: Mapping[str, npt.NDArray[Any]], notes: Notes) -> None:
    """Rebalances of which rounding to lots kept more cash than a fiftieth of the equity."""
    import numpy as np

    equity = made["equity"]
    left = np.divide(made["unsized"], equity, out=np.zeros(len(equity)), where=equity > 0)
    much = left > _MUCH
    if much.any():
        notes.tell(
            "lots_left_cash",
            f"orders are whole lots, which kept up to {left.max():.1%} of the equity in cash on a rebalance: "
            "fewer holdings or more cash take what is wanted",
            count=int(much.sum()),
        )
