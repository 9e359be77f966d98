"""Charts as inline SVG: stretched to any width, labels beside it as text, colours from the page's style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from yanbao._backtest import axis as axes
from yanbao._backtest import cells
from yanbao._backtest.cells import text

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.axis import Axis
    from yanbao._backtest.shown import Floats

_TALL = 2000  # units of the picture from top to bottom, so that coordinates are whole numbers
_MOST = 4000  # points of a line; beyond, each stretch keeps its lowest and highest


@dataclass(frozen=True)
class Line:
    """Values by session, and how they are drawn: `look` is a class of the page's style.

    `drawn` is ``line``, ``area`` (filled down to the axis' base) or ``bars`` (one a stretch of `stretches`).
    """

    name: str
    look: str
    values: Floats
    drawn: str = "line"
    stretches: Sequence[tuple[str, int, int]] = field(default=())


@dataclass(frozen=True)
class Chart:
    """One chart of a page; `base` is the value of its base line, `edge` the end of the axis that it is."""

    key: str
    title: str
    lines: Sequence[Line]
    kind: str
    log: bool = False
    base: float | None = None
    edge: str = ""
    height: int = 220

    def html(self, sessions: pd.DatetimeIndex) -> str:
        """The figure: legend with last values, axis labels and the picture."""
        lines = [line.values for line in self.lines]
        axis = axes.axis_of(lines, self.kind, log=self.log, holds=self.base, edge=self.edge)
        wide = max(len(sessions) - 1, 1)
        ticks = axis.ticks
        heights = _units(axis, ticks)
        grid = "".join(f"M0 {y}H{wide}" for y in heights)
        paths = [f'<path class="grid" d="{grid}"/>']
        if self.base is not None:
            paths.append(f'<path class="base" d="M0 {_units(axis, [self.base])[0]}H{wide}"/>')
        paths += [self._path(line, axis, wide) for line in self.lines]
        scale = ", log scale" if axis.log else ""
        across = "".join(
            f"<span{' class=even' if number % 2 else ''}{_at_right(place / wide)}>{escape(label)}</span>"
            for number, (place, label) in enumerate(axes.days(sessions))
        )
        up = "".join(
            f'<span style="top:{_share(y, _TALL)}%">{escape(axis.written(value))}</span>'
            for value, y in zip(ticks, heights, strict=True)
        )
        legend = "".join(
            f'<span class="key {line.look}">{text(line.name)}{_last(line, axis)}</span> '
            for line in self.lines
        )
        return (
            f'<figure data-chart="{self.key}">'
            f'<figcaption><span class="what">{escape(self.title)}{scale}</span> {legend}</figcaption>'
            f'<div class="plot" style="height:{self.height}px">'
            f'<div class="ticks">{up}</div><div class="area">'
            f'<svg viewBox="0 0 {wide} {_TALL}" preserveAspectRatio="none" role="img" '
            f'aria-label="{escape(self.title)}">{"".join(paths)}</svg></div></div>'
            f'<div class="across">{across}</div></figure>\n'
        )

    def values(self) -> dict[str, Any]:
        """What the page's script shows under the pointer: JSON of names and rounded values."""
        import numpy as np

        found = []
        for line in self.lines:
            kept = np.isfinite(line.values)
            shown = [float(f"{v:.5g}") if ok else None for v, ok in zip(line.values, kept, strict=True)]
            found.append({"name": line.name, "look": line.look, "values": shown})
        return {"kind": self.kind, "lines": found}

    def _path(self, line: Line, axis: Axis, wide: int) -> str:
        base = _units(axis, [self.base])[0] if self.base is not None else _TALL
        if line.drawn == "bars":
            return f'<path class="bars {line.look}" d="{_bars(line, axis, base, wide)}"/>'
        drawn = _drawn(line.values, axis)
        look = f"{line.look} dot" if sum(map(len, drawn)) == 1 else line.look
        path = f'<path class="line {look}" d="{"".join(_run(run) for run in drawn)}"/>'
        if line.drawn == "area":
            filled = "".join(f"{_run(run)}V{base}H{run[0][0]}Z" for run in drawn)
            path = f'<path class="fill {line.look}" d="{filled}"/>{path}'
        return path


def _units(axis: Axis, values: Sequence[float]) -> list[int]:
    import numpy as np

    return [round((1 - share) * _TALL) for share in axis.place(np.asarray(values, "float64")).tolist()]


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".")


def _at_right(share: float) -> str:
    """The style of a label at this share of the width; near an end it stays within."""
    moved = ' data-end="right"' if share > 0.95 else ' data-end="left"' if share < 0.05 else ""
    return f'{moved} style="left:{_share(share, 1)}%"'


def _last(line: Line, axis: Axis) -> str:
    import numpy as np

    finite = line.values[np.isfinite(line.values)]
    if not finite.size:
        return " (no values)"
    if line.drawn == "bars":
        return ""  # the last stretch says little
    value = float(finite[-1])
    written = {"share": cells.percent(value, 1), "times": cells.number(value, 3), "count": cells.whole(value)}
    return f" <b>{written.get(axis.kind) or axes.money(value)}</b>"


def _drawn(values: Floats, axis: Axis) -> list[list[tuple[int, int]]]:
    """Runs of points without a gap, in the picture's units."""
    import numpy as np

    places = _kept(values)
    heights = (1 - axis.place(values[places])) * _TALL
    runs: list[list[tuple[int, int]]] = []
    open_run = False
    for place, height in zip(places.tolist(), heights.tolist(), strict=True):
        if not np.isfinite(height):
            open_run = False
            continue
        if not open_run:
            runs.append([])
            open_run = True
        runs[-1].append((place, round(height)))
    return runs


def _kept(values: Floats) -> Any:
    """Places to draw: all, or of many the lowest and highest of each stretch; a line with gaps keeps all."""
    import numpy as np

    if len(values) <= _MOST or not np.isfinite(values).all():
        return np.arange(len(values))
    stretches = np.array_split(np.arange(len(values)), _MOST // 2)
    ends = [(s[0] + values[s].argmin(), s[0] + values[s].argmax()) for s in stretches]
    return np.unique(np.concatenate([[0], np.ravel(ends), [len(values) - 1]]))


def _run(points: Sequence[tuple[int, int]]) -> str:
    """A path in steps, which are shorter than places; a single point is a line of no length, a dot."""
    x, y = points[0]
    steps = []
    for right, down in points[1:]:
        steps.append(f"{right - x} {down - y}")
        x, y = right, down
    return f"M{points[0][0]} {points[0][1]}" + ("l" + " ".join(steps) if steps else "h0")


def _bars(line: Line, axis: Axis, base: int, wide: int) -> str:
    import numpy as np

    found = []
    for _, start, end in line.stretches:
        if np.isfinite(line.values[start]):
            top = _units(axis, [float(line.values[start])])[0]
            air = 0.12 * (end - start)
            left, right = max(start - 0.5 + air, 0), min(end - 0.5 - air, wide)
            if top != base:
                found.append(f"M{left:.6g} {base}V{top}H{right:.6g}V{base}Z")
    return "".join(found)
