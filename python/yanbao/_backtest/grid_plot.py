"""A grid of variants as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_FEW = 200  # cells that still have room for a number
_PERCENT = ("total_return", "annual_return", "volatility", "max_drawdown", "excess_return", "cost")


def heatmap(table: pd.DataFrame, x: str, y: str, value: str, others: list[str]) -> Figure:
    """Medians of a figure over two parameters, in the order in which their values were given."""
    from matplotlib.figure import Figure

    across, down = list(dict.fromkeys(table[x])), list(dict.fromkeys(table[y]))
    cells = table.pivot_table(index=y, columns=x, values=value, aggfunc="median", dropna=False)
    cells = cells.reindex(index=down, columns=across).astype("float64")
    figure = Figure(
        figsize=(1.5 + 0.7 * max(len(across), 4), 1.2 + 0.45 * max(len(down), 4)), layout="constrained"
    )
    axes = figure.subplots()
    size = float(cells.abs().max(axis=None))
    bound = size if size > 0 else 1.0
    image = axes.imshow(cells.to_numpy(), cmap="RdBu", vmin=-bound, vmax=bound, aspect="auto")
    axes.set_xticks(range(len(across)), [str(each) for each in across])
    axes.set_yticks(range(len(down)), [str(each) for each in down])
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    words = value.replace("_", " ")
    axes.set_title(f"{words}, median over {', '.join(others)}" if others else words)
    figure.colorbar(image, ax=axes)
    if cells.size <= _FEW:
        pattern = "{:.1%}" if value in _PERCENT else "{:.2f}"
        for row in range(len(down)):
            for column in range(len(across)):
                number = float(cells.iat[row, column])
                if number == number:
                    colour = "white" if abs(number) > 0.6 * bound else "black"
                    axes.text(
                        column,
                        row,
                        pattern.format(number),
                        ha="center",
                        va="center",
                        color=colour,
                        fontsize=8,
                    )
    return figure
