"""What a notebook shows of a result: main numbers, a line of growth, and what to know before reading on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._backtest import axis, headline, shown
from yanbao._backtest.cells import text

if TYPE_CHECKING:
    from yanbao._backtest.shown import Floats, Shown

_ROWS = (
    "annual_return",
    "volatility",
    "sharpe",
    "max_drawdown",
    "excess_return",
    "information_ratio",
    "turnover",
)
_WIDE, _TALL = 300, 60
_POINTS = 300
_RIGHT = "style='text-align:right;padding:0 .6em'"
# these are read on white and on black
_NET, _BENCHMARK, _WARNING = "#3f82e0", "#d9822b", "#b87800"


def card(result: Shown) -> str:
    """HTML for a notebook: every style is within its element, since notebooks share one page.

    Parameters
    ----------
    result : result of a backtest
        What is shown of it is in `yanbao._backtest.shown.Shown`.

    Returns
    -------
    str
        A table of net, gross and benchmark, a line of growth and a line of notes.
    """
    stats = result.stats
    heads = "".join(f"<th {_RIGHT}>{text(column)}</th>" for column in stats.columns)
    rows = []
    for name in _ROWS:
        if name in stats.index:
            values = "".join(
                f"<td {_RIGHT}>{headline.statistic(name, stats.at[name, column])}</td>"
                for column in stats.columns
            )
            rows.append(f"<tr><th style='text-align:left'>{text(name.replace('_', ' '))}</th>{values}</tr>")
    return (
        "<div class='yanbao' style='font-variant-numeric:tabular-nums'>"
        f"<div><b>Backtest</b> {headline.summary(result)}</div>{_notes(result)}{_sparkline(result)}"
        f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _notes(result: Shown) -> str:
    grave = result.findings
    if len(grave):
        grave = grave[grave["severity"].isin(["error", "warning"])]
    notes = []
    if len(grave):
        codes = ", ".join(text(code) for code in dict.fromkeys(grave["code"]))
        notes.append(f"<b style='color:{_WARNING}'>{len(grave):,} to know before reading on</b>: {codes}")
    if len(result.rejected):
        partly = int((result.rejected["filled"].abs() > 0).sum())
        notes.append(f"{len(result.rejected) - partly:,} orders rejected, {partly:,} filled in part")
    return "".join(f"<div>{note}</div>" for note in notes)


def _sparkline(result: Shown) -> str:
    lines = [(shown.growth(result.returns), _NET)]
    benchmark = shown.benchmark_of(result)
    if benchmark is not None:
        lines.insert(0, (shown.growth(benchmark), _BENCHMARK))
    scale = axis.axis_of([line for line, _ in lines], "times", log=True, holds=1.0)
    base = _height(scale, [1.0])[0]
    paths = "".join(
        f"<path d='{_points(line, scale)}' fill='none' stroke='{colour}' stroke-width='1.5' "
        "stroke-linejoin='round' stroke-linecap='round'/>"
        for line, colour in lines
    )
    other = ""
    if benchmark is not None:
        other = f" <span style='color:{_BENCHMARK}'>{text(shown.benchmark_name(result))}</span>"
    return (
        f"<svg width='{_WIDE}' height='{_TALL}' viewBox='0 0 {_WIDE} {_TALL}' role='img' "
        f"aria-label='growth of 1'><path d='M0 {base}H{_WIDE}' stroke='currentColor' opacity='.35'/>{paths}"
        f"</svg><div>growth of 1{', log scale' if scale.log else ''}: "
        f"<span style='color:{_NET}'>net</span>{other}</div>"
    )


def _height(scale: axis.Axis, values: list[float]) -> list[float]:
    import numpy as np

    return [round(_TALL * (1 - share), 1) for share in scale.place(np.asarray(values, "float64")).tolist()]


def _points(line: Floats, scale: axis.Axis) -> str:
    """A path through every so many sessions, the last among them."""
    import numpy as np

    kept = np.unique(np.linspace(0, len(line) - 1, min(len(line), _POINTS)).round().astype("int64"))
    kept = kept[np.isfinite(line[kept])]
    wide = max(len(line) - 1, 1)
    across = (_WIDE * kept / wide).round(1).tolist()
    points = [f"{x:g} {y:g}" for x, y in zip(across, _height(scale, line[kept].tolist()), strict=True)]
    return f"M{'L'.join(points)}{'h0' * (len(points) == 1)}" if points else ""
