"""A grid of variants as a picture."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from yanbao._backtest.cells import number, percent
from yanbao._backtest.formulas import registry
from yanbao.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FEW = 200  # cells that still have room for a number


def written(name: str, value: float, decimals: int) -> str:
    """A figure of a variant, as `Result.report` writes it."""
    described = registry().get(name)
    # fees over equity, a year, are a figure of grids alone
    if name == "cost" or (described is not None and described.percent):
        return percent(value, decimals)
    return number(value)


def heatmap(
    table: pd.DataFrame, x: str, y: str, value: str, others: list[str], fixed: Mapping[str, Any]
) -> Figure:
    """Medians of a figure over two parameters, in the order in which their values were given."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("a heatmap needs matplotlib: pip install 'yanbao[plot]'") from error

    import numpy as np

    across, down = list(dict.fromkeys(table[x])), list(dict.fromkeys(table[y]))
    cells = over_two(table, x, y, value, "median", down, across)
    figure = Figure(
        figsize=(1.5 + 0.7 * max(len(across), 4), 1.2 + 0.45 * max(len(down), 4)), layout="constrained"
    )
    axes = figure.subplots()
    most = float(np.nanmax(np.abs(cells), initial=0.0))
    bound = most if most > 0 else 1.0
    image = axes.imshow(cells, cmap="RdBu", vmin=-bound, vmax=bound, aspect="auto")
    axes.set_xticks(range(len(across)), [str(each) for each in across])
    axes.set_yticks(range(len(down)), [str(each) for each in down])
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    words = value.replace("_", " ")
    over = f"{words}, median over {', '.join(others)}" if others else words
    where = ", ".join(f"{name} = {at}" for name, at in fixed.items())
    axes.set_title(f"{over}, {where}" if where else over)
    figure.colorbar(image, ax=axes)
    variants = over_two(table, x, y, "error", "size", down, across)
    counted = over_two(table, x, y, value, "count", down, across)
    if cells.size <= _FEW:
        for row, column in itertools.product(range(len(down)), range(len(across))):
            size = float(cells[row, column])
            of, left = int(variants[row, column]), int(counted[row, column])
            text = written(value, size, 1) if left else ""
            if 0 < left < of:
                text += f"\n{left} of {of}"
            dark = bool(left) and abs(size) > 0.6 * bound
            if text:
                colour = "white" if dark else "black"
                axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=8)
    failed = over_two(table, x, y, "error", "count", down, across)
    _hatch(figure, axes, counted < variants, int(failed.sum()), words)
    return figure


def over_two(
    table: pd.DataFrame, x: str, y: str, column: str, how: str, down: list[Any], across: list[Any]
) -> Floats:
    """What a column comes to in each cell; 0 variants where the table has none."""
    found = getattr(table.groupby([y, x], sort=False, dropna=False)[column], how)()
    cells = found.unstack(x).reindex(index=down, columns=across).astype("float64")
    made: Floats = (cells if how == "median" else cells.fillna(0.0)).to_numpy()
    return made


def _hatch(figure: Figure, axes: Axes, lacking: NDArray[np.bool_], failed: int, words: str) -> None:
    """Mark the cells whose median is not of all their variants, and say so below."""
    import numpy as np
    from matplotlib.patches import Patch, Rectangle

    if not lacking.any():
        return
    style: dict[str, Any] = {"facecolor": "none", "edgecolor": "0.45", "hatch": "////", "linewidth": 0}
    for row, column in np.argwhere(lacking).tolist():
        axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, **style))
    said = f"a variant failed ({failed} in all)" if failed else f"a variant has no {words}"
    figure.legend(
        handles=[Patch(**style)], labels=[said], loc="outside lower left", frameon=False, fontsize=8
    )
