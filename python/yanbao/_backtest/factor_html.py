"""What a notebook shows of a factor study."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from yanbao._html import cell, grid

if TYPE_CHECKING:
    import pandas as pd

_COLOUR = {"warning": "#9a6700", "info": "#57606a"}
_PERCENT = ("mean", "std", "std_error", "excess", "excess_error", "alpha", "annual_alpha")


def page(study: Any) -> str:
    """A `FactorStudy`: settings and findings first, then each table, folded."""
    said = " · ".join(f"{name}: {_text(value)}" for name, value in study.settings.items())
    dates = study.dates
    span = f"{dates[0]:%Y-%m-%d} to {dates[-1]:%Y-%m-%d}, {len(dates)} dates" if len(dates) else "no dates"
    parts = [f"<div class='yanbao'><h4>Factor study: {span}</h4><p>{escape(said)}</p>"]
    parts += [
        f"<div><b style='color:{_COLOUR[severity]}'>{cell(code)}</b> {cell(subject)} "
        f"({count:,}): {escape(what)}</div>"
        for code, severity, subject, count, what in study.findings.to_numpy(object)
    ]
    used = study.coverage.groupby(level="period").sum()
    open_tables = {
        "Rank IC (Spearman) and IC (Pearson)": (study.ic_summary, ()),
        "Mean return of the quantiles, % of a period": (study.quantile_returns, _PERCENT),
        "Spread, highest less lowest, % of a period": (study.spread_summary, ("mean", "std")),
    }
    folded = {
        "Monotonicity": (study.monotonicity, ()),
        "Mean turnover of a quantile": (study.turnover.mean().unstack("period"), ()),
        "Mean rank autocorrelation": (study.autocorrelation.mean().to_frame("mean"), ()),
        "Weighted by the factor, against the mean of all, %": (study.alpha_beta, ("alpha", "annual_alpha")),
        "Coverage: names over all dates": (used.loc[:, (used != 0).any()], ()),
    }
    for title, (frame, percent) in open_tables.items():
        parts.append(f"<p><b>{escape(title)}</b></p>{_table(frame, percent)}")
    for title, (frame, percent) in folded.items():
        parts.append(f"<details><summary><b>{escape(title)}</b></summary>{_table(frame, percent)}</details>")
    return "".join(parts) + "</div>"


def _table(frame: pd.DataFrame, percent: Iterable[str]) -> str:
    flat = frame.reset_index()
    scaled = set(percent)
    rows = (
        [_text(100 * v if c in scaled else v) for c, v in zip(flat.columns, row, strict=True)]
        for row in flat.itertuples(index=False)
    )
    return grid([str(c) for c in flat.columns], rows)


def _text(value: Any) -> str:
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    if value != value:
        return "–"
    return f"{value:,.0f}" if value == int(value) and abs(value) >= 1 else f"{value:.4f}"
