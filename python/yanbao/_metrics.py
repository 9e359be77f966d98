"""A report's metrics and screens as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yanbao import _core, _evaluate
from yanbao._expr import Condition, Metric
from yanbao._f import ROLES

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._stocks import Figures, Stocks

_NAMED = ("coverage", "estimates", "quotes", "themes")


def frame(stocks: Stocks, *, bounds: bool = False) -> pd.DataFrame:
    """One row a stock; `Report.metrics` documents it."""
    import pandas as pd

    columns: dict[str, object] = {
        "name": stocks.first(_NAMED, "name"),
        "rating": stocks.ratings,
        "currency": stocks.first(("coverage",), "currency"),
        "origin": stocks.first(("coverage", "estimates"), "origin"),
        "themes": stocks.themes_of(),
    }
    reasons: dict[str, list[str]] = {}
    names = _core.reasons()

    def add(label: str, figures: Figures) -> None:
        columns[label] = figures.value
        if bounds:
            columns[f"{label}_low"], columns[f"{label}_high"] = figures.low, figures.high
        reasons[label] = [names[code] for code in figures.reason]

    for once in ("price", "market_cap", "excess_return"):
        add(once, stocks.figures(once))
    printed = sorted({*stocks.years("eps"), *stocks.years("pe")})
    for metric in ("pe", "eps_growth", "net_profit_growth"):
        for year in printed if metric == "pe" else sorted({*printed, *stocks.years("net_profit")})[1:]:
            figures = stocks.figures(metric, (year,))
            if metric != "net_profit_growth" or not np.isnan(figures.value).all():
                add(f"{metric}_{year}", figures)
    if len(printed) > 1:
        add("eps_cagr", stocks.figures("cagr", (printed[0], printed[-1])))
        add(f"peg_{printed[1]}", stocks.figures("peg", (printed[1],)))
    out = pd.DataFrame(columns, index=pd.Index(stocks.tickers, name="ticker", dtype=object))
    out.attrs["reasons"] = pd.DataFrame(reasons, index=out.index)
    return out


def screen(stocks: Stocks, condition: Condition) -> pd.DataFrame:
    """The stocks that pass, with the figures that the condition looks at; `Report.screen` documents it."""
    import pandas as pd

    if not isinstance(condition, Condition):
        raise TypeError(f"a screen takes a condition, such as yb.f.pe(2024) < 60, not {condition!r}")
    found = _evaluate.screen(condition, stocks)
    passed = found.passed[0]
    columns: dict[str, object] = {"name": stocks.first(_NAMED, "name"), "rating": stocks.ratings}
    for _, operand in condition.steps:
        if isinstance(operand, Metric):
            label = "_".join([operand.name, *map(str, operand.years)])
            columns[label] = stocks.column(operand).value[0]
    columns["themes"] = stocks.themes_of()
    out = pd.DataFrame(columns, index=pd.Index(stocks.tickers, name="ticker", dtype=object))[passed]
    out.attrs["screened"] = found
    if out.empty:
        print(f"no stock of {len(passed)} passes:\n{found.explain()}")
    return out


def theme_pe(stocks: Stocks, year: int | str, min_role: str | None) -> pd.DataFrame:
    """One row a theme; `Report.theme_pe` documents it."""
    import pandas as pd

    cap = stocks.figures("market_cap").value
    earned = stocks.figures("net_profit", (year,)).value
    from_yield = cap * stocks.figures("earnings_yield", (year,)).value
    earned = np.where(np.isnan(earned), from_yield, earned)
    least = ROLES[min_role] if min_role else 1
    groups = _core.group_pe(cap, earned, stocks.membership(), least)
    return pd.DataFrame(groups, index=pd.Index(list(stocks.themes), name="theme", dtype=object))
