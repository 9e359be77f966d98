"""A result as a figure of Matplotlib's: growth, drawdown, exposure, turnover and costs on one time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._backtest import axis, shown
from yanbao.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from yanbao._backtest.shown import Floats, Shown

_NET, _GROSS, _BENCHMARK, _THIRD = "#1f5fbf", "#7aa7e8", "#d9822b", "#2e8b74"
_NAME = 36  # characters that fit beside a title
_HEIGHTS = (3.2, 1.4, 1.1, 1.0, 1.0)
# families that have Chinese characters, as they are installed on Linux, Windows and macOS
_CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Microsoft YaHei", "SimHei", "PingFang SC", "Heiti TC"),
    *("Hiragino Sans GB", "Arial Unicode MS", "Droid Sans Fallback"),
)
_STYLE: Any = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.unicode_minus": True,
    "font.size": 9,
    "grid.alpha": 0.35,
    "legend.frameon": False,
    "lines.linewidth": 1.2,
}


def plot(result: Shown, *, width: float = 9.0) -> Figure:
    """Growth net, gross and of the benchmark; drawdown; exposure; turnover and costs.

    Growth has a log axis where the highest is three times the lowest or more.  A name of the benchmark that
    no installed font can write is left out.

    Parameters
    ----------
    result : result of a backtest
        What is shown of it is in `yanbao._backtest.shown.Shown`.
    width : float
        Of the figure, in inches; at 100 dots an inch the default is 900 pixels wide.

    Returns
    -------
    matplotlib.figure.Figure
        Where figures open in windows, `matplotlib.pyplot.show` shows it; elsewhere, notebooks among it,
        it is only returned, so that a cell shows it once.

    Raises
    ------
    MissingExtraError
        Matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise MissingExtraError("plot needs matplotlib: pip install 'yanbao[plot]'") from error
    import pandas as pd

    sessions = pd.DatetimeIndex(result.returns.index)
    name = shown.benchmark_name(result)
    name, families = _writable(name if len(name) <= _NAME else f"{name[:_NAME]}…")
    with mpl.rc_context(_STYLE):
        figure, axes = plt.subplots(
            *(len(_HEIGHTS), 1),
            sharex=True,
            figsize=(width, width * 0.95),
            height_ratios=_HEIGHTS,
            layout="constrained",
        )
        _growth(result, axes[0], axes[1], sessions, name)
        _legend(axes[0], families)
        if _invested(result, axes[2], sessions) > 1:
            _legend(axes[2], families)
        _traded(result, axes[3], axes[4], sessions)
        _across(axes[4], sessions)
        for each in axes:
            each.tick_params(labelsize=8.5)  # some ticks are only made when the figure is drawn
    if getattr(figure.canvas, "required_interactive_framework", None) is None:
        plt.close(figure)  # no window shows it; an inline notebook would show it twice
    return figure


def _writable(name: str) -> tuple[str, list[str]]:
    """The name and families of fonts that write it; a plain word where none does."""
    import matplotlib as mpl
    from matplotlib import font_manager

    families = list(mpl.rcParams["font.family"])
    installed = {font.name for font in font_manager.fontManager.ttflist}
    for more in ([], *([family] for family in _CHINESE if family in installed)):
        fonts = [
            font_manager.get_font(font_manager.findfont(font_manager.FontProperties(family=[family])))
            for family in families + more
        ]
        known = set().union(*(font.get_charmap() for font in fonts))
        if all(ord(character) in known for character in name):
            # Matplotlib takes dollars for mathematics
            shown_as = name.replace("$", r"\$")
            # and leaves out of legends what begins with a line below
            return f"benchmark {shown_as}" if name.startswith("_") else shown_as, families + more
    return "benchmark", families


def _growth(result: Shown, above: Axes, below: Axes, sessions: Any, name: str) -> None:
    lines = [("net", shown.growth(result.returns), _NET), ("gross", shown.growth(result.gross), _GROSS)]
    benchmark = shown.benchmark_of(result)
    if benchmark is not None:
        lines.append((name, shown.growth(benchmark), _BENCHMARK))
    scale = _scaled(above, [values for _, values, _ in lines], "times", log=True, holds=1.0)
    above.set_title(f"Growth of 1{', log scale' if scale.log else ''}")
    above.axhline(1.0, color="0.5", lw=0.8)
    for label, values, colour in lines[::-1]:
        wide = 1.8 if label == "net" else 1.2
        above.plot(sessions, values, color=colour, lw=wide, label=f"{label} {_last(values)}", **_dot(values))
    fallen = shown.drawdown(result.returns)
    drawn = [(fallen, _NET)]
    if benchmark is not None:
        drawn.append((shown.drawdown(benchmark), _BENCHMARK))
    _scaled(below, [values for values, _ in drawn], "share", holds=0.0, edge="high")
    below.set_title("Drawdown")
    below.fill_between(sessions, fallen, 0, color=_NET, alpha=0.2, lw=0)
    for values, colour in drawn[::-1]:
        below.plot(sessions, values, color=colour, **_dot(values))


def _invested(result: Shown, axes: Axes, sessions: Any) -> int:
    """Draw the sides that there are, and say how many lines they are."""
    import numpy as np

    put = shown.exposure(result)
    lines = [("long", put.long, _NET)]
    if np.nansum(np.abs(put.short)) > 0:
        lines += [("short", put.short, _BENCHMARK), ("net", put.net, _THIRD)]
    _scaled(axes, [values for _, values, _ in lines], "share", holds=0.0)
    axes.set_title("Positions over equity")
    axes.axhline(0.0, color="0.5", lw=0.8)
    for label, values, colour in lines[::-1]:
        axes.plot(sessions, values, color=colour, label=label, **_dot(values))
    return len(lines)


def _traded(result: Shown, above: Axes, below: Axes, sessions: Any) -> None:
    import numpy as np
    import pandas as pd

    daily = result.turnover.reindex(result.returns.index).fillna(0.0).to_numpy("float64")
    stretches = shown.periods(sessions)
    sums = np.asarray([daily[start:end].sum() for _, start, end in stretches])
    _scaled(above, [sums], "share", holds=0.0, edge="low")
    above.set_title(f"Turnover, one-sided, by {'month' if len(stretches) < len(sessions) else 'session'}")
    half = pd.Timedelta(hours=12)
    starts = [sessions[start] - half for _, start, _ in stretches]
    wide = [sessions[end - 1] + half - start for start, (_, _, end) in zip(starts, stretches, strict=True)]
    above.bar(starts, sums, width=[0.85 * each for each in wide], color=_NET, align="edge")
    spent = np.cumsum(shown.total_costs(result))
    _scaled(below, [spent], "money", holds=0.0, edge="low")
    below.set_title("Costs so far, in money")
    below.plot(sessions, spent, color=_BENCHMARK, **_dot(spent))


def _across(axes: Axes, sessions: Any) -> None:
    """Labels at beginnings of years, quarters or months."""
    import pandas as pd

    places = axis.days(sessions)
    axes.set_xticks([sessions[place] for place, _ in places], [label for _, label in places])
    air = max(0.012 * (sessions[-1] - sessions[0]), pd.Timedelta(hours=12)) if len(sessions) else None
    if air is not None:
        axes.set_xlim(sessions[0] - air, sessions[-1] + air)


def _legend(axes: Axes, families: list[str]) -> None:
    """Beside the title: within the axes it would lie over a line sooner or later."""
    font = {"family": families, "size": 8.5}
    axes.legend(loc="lower right", ncols=3, reverse=True, bbox_to_anchor=(1, 1), borderaxespad=0.1, prop=font)


def _scaled(axes: Axes, lines: Sequence[Floats], kind: str, **how: Any) -> axis.Axis:
    """Set range and ticks as the pages have them."""
    from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

    scale = axis.axis_of(lines, kind, **how)
    if scale.log:
        axes.set_yscale("log")
    axes.set_ylim(scale.low, scale.high)
    axes.yaxis.set_major_locator(FixedLocator(scale.ticks))
    axes.yaxis.set_major_formatter(FixedFormatter([scale.written(tick) for tick in scale.ticks]))
    axes.yaxis.set_minor_locator(NullLocator())
    return scale


def _last(values: Floats) -> str:
    import numpy as np

    finite = values[np.isfinite(values)]
    return f"{finite[-1]:,.3f}".replace("-", "−") if finite.size else "(no values)"


def _dot(values: Floats) -> dict[str, Any]:
    """A mark where a line of one value would not be seen."""
    import numpy as np

    return {"marker": "o", "ms": 4} if np.isfinite(values).sum() == 1 else {}
