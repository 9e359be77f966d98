"""What a notebook shows.  Every text of a report is escaped: a report is a stranger's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any

from yanbao import _core, _export

_ROWS = 20  # of a table
_FINDINGS = 10
_CELL = 80  # characters
_SEVERITY = {"error": "#b00020", "warning": "#9a6700", "info": "#57606a"}


def cell(value: Any) -> str:
    """One value, cut where it is long."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:,.10g}"
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = str(value)
    return escape(text if len(text) <= _CELL else text[: _CELL - 1] + "…")


def grid(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """An HTML table."""
    head = "".join(f"<th>{escape(c)}</th>" for c in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell(v)}</td>" for v in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def table(core: _core.Table) -> str:
    """The first rows, without columns that hold nothing and without provenance but the line."""
    names = [n for n in core.column_names if n == "src_line" or not n.startswith("src_")]
    found = list(_export.rows(core))
    used = [n for n in names if not found or any(row[n] is not None for row in found)]
    rows = [[row[n] for n in used] for row in found[:_ROWS]]
    more = f"<p>… {len(core) - _ROWS:,} more rows</p>" if len(core) > _ROWS else ""
    return grid(used, rows) + more


def report(title: str, meta: Mapping[str, Any], tables: Mapping[str, _core.Table]) -> str:
    """What was found: findings first, then each table that holds something, folded."""
    facts = " · ".join(cell(v) for k, v in meta.items() if v is not None and v is not False and k in _SHOWN)
    parts = [f"<div class='yanbao'><h4>{escape(title)}</h4><p>{facts}</p>"]
    findings = list(_export.rows(tables["findings"]))
    for found in findings[:_FINDINGS]:
        colour = _SEVERITY.get(found["severity"], "")
        count = f" ×{found['count']}" if (found["count"] or 1) > 1 else ""
        parts.append(
            f"<div><b style='color:{colour}'>{cell(found['code'])}</b>{count} "
            f"{cell(found['subject'])}: {cell(found['what'])}</div>"
        )
    if len(findings) > _FINDINGS:
        parts.append(f"<div>… {len(findings) - _FINDINGS} more findings</div>")
    for name, core in tables.items():
        if len(core) and name not in ("meta", "findings"):
            summary = f"<summary><b>{escape(name)}</b> {len(core):,}</summary>"
            parts.append(f"<details>{summary}{table(core)}</details>")
    return "".join(parts) + "</div>"


_SHOWN = (
    "broker",
    "kind",
    "published",
    "sector",
    "sector_rating",
    "ticker",
    "name",
    "rating",
    "price",
    "target_price",
)
