"""A grid of variants as a picture."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._backtest.cells import number, percent
from yanbao._backtest.formulas import registry
from yanbao.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


class Side(NamedTuple):
    """A parameter: the values that were tried, and which of them each variant has."""

    name: str
    values: list[Any]
    place: NDArray[np.intp]

    @staticmethod
    def of(name: str, column: Sequence[Any]) -> Side:
        """The values that a parameter has in the variants, in the order in which they come.

        Not from a table: None and a number make a column of numbers there, and arrays cannot be compared.
        """
        import numpy as np

        values: list[Any] = []
        known: dict[int, int] = {}
        for each in column:
            if id(each) not in known:
                at = next((i for i, other in enumerate(values) if same(other, each)), len(values))
                values += [each] if at == len(values) else []
                known[id(each)] = at
        return Side(name, values, np.array([known[id(each)] for each in column], np.intp))


def same(one: Any, other: Any) -> bool:
    """Whether two values of a parameter are one."""
    if one is other:
        return True
    try:
        return bool(one == other)
    except (TypeError, ValueError):  # of arrays and frames
        return False


def heatmap(
    table: pd.DataFrame, x: Side, y: Side, value: str, others: list[str], fixed: Mapping[str, Any]
) -> Figure:
    """Medians of a figure over two parameters, in the order in which their values were given."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("a heatmap needs matplotlib: pip install 'yanbao[plot]'") from error
    import numpy as np

    across, down = x.values, y.values
    cells = over_two(table, x, y, value, "median")
    figure = Figure(
        figsize=(1.5 + 0.7 * max(len(across), 4), 1.2 + 0.45 * max(len(down), 4)), layout="constrained"
    )
    axes = figure.subplots()
    most = float(np.nanmax(np.abs(cells), initial=0.0))
    bound = most if most > 0 else 1.0
    image = axes.imshow(cells, cmap="RdBu", vmin=-bound, vmax=bound, aspect="auto")
    axes.set_xticks(range(len(across)), [str(each) for each in across])
    axes.set_yticks(range(len(down)), [str(each) for each in down])
    axes.set_xlabel(x.name)
    axes.set_ylabel(y.name)
    words = value.replace("_", " ")
    over = f"{words}, median over {', '.join(others)}" if others else words
    where = ", ".join(f"{name} = {at}" for name, at in fixed.items())
    axes.set_title(f"{over}, {where}" if where else over)
    figure.colorbar(image, ax=axes)
    variants = over_two(table, x, y, "error", "size")
    counted = over_two(table, x, y, value, "count")
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
    failed = over_two(table, x, y, "error", "count")
    _hatch(figure, axes, counted < variants, int(failed.sum()), words)
    return figure


def over_two(table: pd.DataFrame, x: Side, y: Side, column: str, how: str) -> Floats:
    """What a column comes to in each cell; no variants are 0 of them."""
    found = getattr(table[column].groupby([y.place, x.place]), how)().unstack()
    cells = found.reindex(index=range(len(y.values)), columns=range(len(x.values))).astype("float64")
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
