"""What a result rests on, for people: findings, the grave ones first; settings; the data and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from yanbao._backtest import shown
from yanbao._backtest.cells import Cell, cell, day, flat, number, percent, table, text, whole

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.shown import Shown

_ORDER = {"error": 0, "warning": 1, "info": 2}
_FINDINGS = 100
_ROWS = 60  # of a table among the settings
_UNSEEN = (
    "Prices and weights are the caller's. Whether the prices hold companies that were delisted since, and "
    "whether each weight could be known on its day, cannot be seen from a result.",
    "Fills at a price of the session move no market here, however large they are, unless the settings above "
    "name a bound on volume or a cost that grows with it.",
)


def sorted_findings(result: Shown) -> pd.DataFrame:
    """Errors, then warnings, then the rest; each as they were found."""
    found = result.findings
    if not len(found):
        return found
    order = found["severity"].map(lambda severity: _ORDER.get(str(severity), 3))
    ordered: pd.DataFrame = found.iloc[order.to_numpy().argsort(kind="stable")]
    return ordered


def warnings(result: Shown) -> str:
    """Errors and warnings, to be read before any number."""
    found = sorted_findings(result)
    if len(found):
        found = found[found["severity"].isin(["error", "warning"])]
    if not len(found):
        return ""
    lines = "".join(f"<li>{_sentence(row)}</li>" for row in found.head(8).to_dict("records"))
    more = f"<p>{len(found) - 8:,} more below.</p>" if len(found) > 8 else ""
    return f'<div class="warnings"><b>To know before reading on</b><ul>{lines}</ul>{more}</div>'


def _sentence(row: Mapping[Any, Any]) -> str:
    count = row.get("count")
    times = f" ×{count:,}" if isinstance(count, int) and count > 1 else ""
    severity = str(row["severity"])
    css = severity if severity in _ORDER else "info"
    subject = cell(row.get("subject"))
    about = f" {subject}:" if subject not in ("", "–") else ""
    return f'<span class="{css}">{cell(row["code"])}</span>{times}{about} {cell(row.get("what"))}'


def findings(result: Shown) -> str:
    """Every finding, the grave ones first."""
    found = sorted_findings(result)
    if not len(found):
        return '<p class="note">There is no finding.</p>'
    rows: list[list[Cell]] = []
    for row in found.head(_FINDINGS).to_dict("records"):
        severity = str(row["severity"])
        css = severity if severity in _ORDER else "info"
        mark = f'<span class="{css}">{text(severity)}</span>'
        rows.append(
            [mark, cell(row["code"]), cell(row.get("subject")), cell(row.get("count")), cell(row.get("what"))]
        )
    heads = ["severity", "code", "subject", "count", "what"]
    more = ""
    if len(found) > _FINDINGS:
        more = f'<p class="note">{len(found) - _FINDINGS:,} more: <code>res.findings</code>.</p>'
    return table(heads, rows, css="prose small full", words=(0, 1, 2, 4)) + more


def settings(result: Shown) -> str:
    """What was asked for and assumed; tables among it follow as tables."""
    plain: list[list[Cell]] = []
    tables = []
    for name, value in flat(result.settings):
        if name in ("limits", "data") and isinstance(value, str | list | tuple):
            continue  # these have a place of their own
        if hasattr(value, "to_dict") and hasattr(value, "columns"):
            tables.append(f"<h3>{text(name)}</h3>{_frame(value)}")
        elif isinstance(value, list | tuple | set | frozenset):
            kept = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            plain.append([text(name), text(", ".join(str(item) for item in kept))])
        else:
            plain.append([text(name), cell(value)])
    if not plain and not tables:
        return '<p class="note">No setting was named.</p>'
    if plain:
        tables.insert(0, table(["setting", "value"], plain, css="prose small", words=(0, 1)))
    return "".join(tables)


def _frame(frame: pd.DataFrame) -> str:
    rows = [[cell(value) for value in row] for row in frame.head(_ROWS).itertuples(index=False, name=None)]
    words = [i for i, kind in enumerate(frame.dtypes) if kind.kind not in "iufb"]
    more = f'<p class="note">{len(frame) - _ROWS:,} rows more.</p>' if len(frame) > _ROWS else ""
    return table([str(c) for c in frame.columns], rows, css="prose small full", words=words) + more


def data(result: Shown) -> str:
    """What the result was made of, and what it cannot show."""
    items = []
    for name in ("data", "limits"):
        said = result.settings.get(name)
        items += [text(said)] if isinstance(said, str) else []
        items += [text(line) for line in said] if isinstance(said, list | tuple) else []
    items += [*_facts(result), *(text(line) for line in _UNSEEN)]
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>\n"


def _facts(result: Shown) -> list[str]:
    index = result.returns.index
    facts = []
    if len(index):
        facts.append(f"Sessions from {day(index[0])} to {day(index[-1])}: {len(index):,}.")
    if 0 < len(index) < result.sessions_per_year:
        share = percent(len(index) / result.sessions_per_year, 0)
        facts.append(f"That is {share} of a year: annual figures say what a year like it would be.")
    if result.benchmark is None:
        facts.append("There is no benchmark.")
    else:
        series = result.benchmark.reindex(index)
        missing = int(series.isna().sum())
        if missing:
            facts.append(f"The benchmark has no return on {missing:,} of {len(index):,} sessions.")
    missing = int(result.returns.isna().sum())
    if missing:
        facts.append(f"There is no net return on {missing:,} sessions; compounding takes them for none.")
    broke = int((result.equity <= 0).sum())
    if broke:
        facts.append(
            f"Equity is zero or less on {broke:,} sessions, down to {number(float(result.equity.min()), 0)}: "
            "growth, drawdown and returns are shown up to the first of them."
        )
    columns = shown.held(result).shape[1]
    if columns:
        facts.append(f"Prices of {whole(columns)} tickers could be traded.")
    return facts
