"""Statistics of a result for people: formulas beside the numbers, drawdowns, returns by month and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._backtest import shown
from yanbao._backtest.cells import ABSENT, Cell, absent, cell, day, number, percent, table, text, whole
from yanbao._backtest.formulas import registry

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.shown import Shown

_TILES = ("annual_return", "excess_return", "max_drawdown", "sharpe", "information_ratio", "turnover")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def statistic(name: str, value: Any) -> str:
    """One statistic's value, by its unit: shares as per cent, ratios with two decimals, dates as days."""
    if absent(value):
        return ABSENT
    if isinstance(value, bool | str) or hasattr(value, "isoformat"):
        return cell(value)
    described = registry().get(name)
    if described is not None and described.percent:
        return percent(float(value))
    if described is not None and described.unit == "sessions":
        return whole(round(float(value), 1))
    return cell(value) if isinstance(value, int) else number(float(value))


def value_of(stats: pd.DataFrame, name: str, column: str) -> Any:
    """A statistic; None where there is no such row or column."""
    return stats.at[name, column] if name in stats.index and column in stats.columns else None


def tiles(result: Shown) -> str:
    """The few numbers to see first, net of costs."""
    stats = result.stats
    boxes = []
    for name in _TILES:
        value, other = (value_of(stats, name, column) for column in ("net", "benchmark"))
        if not absent(value):
            beside = "" if absent(other) else f"<small>benchmark {statistic(name, other)}</small>"
            label = name.replace("_", " ")
            boxes.append(f"<div><span>{label}</span><b>{statistic(name, value)}</b>{beside}</div>")
    return f'<p class="note">Net of costs:</p><div class="tiles">{"".join(boxes)}</div>' if boxes else ""


def statistics(result: Shown) -> str:
    """Every statistic with its formula; net, gross and benchmark beside each other."""
    stats = result.stats
    formulas = stats.attrs.get("formulas", {})
    fallen = {column: value_of(stats, "max_drawdown", column) for column in stats.columns}
    rows = []
    for name in stats.index:
        formula = formulas.get(name)
        small = f"<small>{text(formula)}</small>" if formula else ""
        cells: list[Cell] = [f"{text(str(name).replace('_', ' '))}{small}"]
        for column in stats.columns:
            value = stats.at[name, column]
            lasts = (
                name == "recovered" and absent(value) and not absent(fallen[column]) and fallen[column] < 0
            )
            cells.append("not yet" if lasts else statistic(str(name), value))
        rows.append(cells)
    year = number(result.sessions_per_year, 1).removesuffix(".0")
    sessions = (
        f"Annual figures count {year} sessions a year; the result has {len(result.returns):,}. "
        "Net is after costs, gross before. Excess is arithmetic, turnover one-sided."
    )
    heads = ["", *(str(column) for column in stats.columns)]
    return f'<p class="note">{sessions}</p>{table(heads, rows, css="stats full small")}'


def drawdowns(result: Shown) -> str:
    """The deepest drawdowns of the net returns, with dates."""
    found = shown.drawdowns(result.returns)
    if found.empty:
        return '<p class="note">The net return never fell below an earlier high.</p>'
    # one that begins with a loss has its high before the first session, which no date says
    begins = result.returns.index[0] if result.returns.iloc[0] < 0 else None
    rows = [
        [
            percent(depth),
            "the start" if peak == begins else day(peak),
            day(trough),
            "not yet" if absent(recovery) else day(recovery),
            f"{sessions:,}",
        ]
        for depth, peak, trough, recovery, sessions in found.itertuples(index=False)
    ]
    return table(["depth", "peak", "bottom", "recovered", "sessions"], rows, css="small")


def ruin(result: Shown) -> str:
    """A note where growth ends before the result does."""
    import numpy as np

    ended = np.flatnonzero(shown.growth(result.returns) <= 0)
    if not ended.size:
        return ""
    at = day(result.returns.index[ended[0]])
    return f'<p class="note">On {at} nothing was left: what follows is not compounded.</p>'


def months(result: Shown) -> str:
    """Net returns by month, coloured by size, and by year beside the benchmark's."""
    net = shown.by_month(result.returns)
    years = shown.by_year(result.returns)
    benchmark = shown.benchmark_of(result)
    other = None if benchmark is None else shown.by_year(benchmark)
    sizes = net.abs().stack()
    # one wild month must not make all others pale
    full = float(sizes.quantile(0.95)) if len(sizes) else 0.0
    rows = []
    for year in net.index:
        cells: list[Cell] = [str(year)]
        cells += [_heat(value, full) for value in net.loc[year]]
        cells.append((percent(years[year], 1), ' class="sum"'))
        if other is not None:
            cells += [percent(other[year], 1), percent(years[year] - other[year], 1)]
        rows.append(cells)
    heads = ["", *_MONTHS, "year"] + (["benchmark", "excess"] if other is not None else [])
    return table(heads, rows, css="heat small")


def _heat(value: float, full: float) -> Cell:
    if absent(value):
        return ABSENT
    alpha = min(abs(value) / full, 1) * 0.55 if full > 0 else 0
    side = "up" if value > 0 else "down"
    return number(100 * value, 1), f' class="{side}" style="--a:{alpha:.2f}"'


def summary(result: Shown) -> str:
    """From when to when, with how much, in one line."""
    index = result.returns.index
    if not len(index):
        return "no session"
    first, last = float(result.equity.iloc[0]), float(result.equity.iloc[-1])
    ever = shown.held(result)
    names = int((ever.fillna(0) != 0).any().sum())
    return (
        f"{day(index[0])} to {day(index[-1])} · {len(index):,} session{'s' * (len(index) != 1)} · "
        f"equity {whole(round(first))} at the first close, {whole(round(last))} at the last · "
        f"{names:,} of {ever.shape[1]:,} tickers held · {len(result.trades):,} trades"
    )
