"""Rows that a vendor sells, made into the tables of reports."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._corpus_state import State
from yanbao._store import Record, table_of
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    import pandas as pd

_MUST = ("ticker", "broker", "published", "fiscal_year")
_MAY = ("name", "title", "first_seen", "rating", "currency")
_CURRENCIES = {"SH": "CNY", "SZ": "CNY", "BJ": "CNY", "HK": "HKD"}
_MONEY = ("currency", "currency_per_share")

TUSHARE: dict[str, str | tuple[str, float]] = {
    "ticker": "ts_code",
    "name": "name",
    "broker": "org_name",
    "published": "report_date",
    "title": "report_title",
    "rating": "rating",
    "first_seen": "create_time",
    "revenue": ("op_rt", 1e4),
    "operating_profit": ("op_pr", 1e4),
    "profit_before_tax": ("tp", 1e4),
    "net_profit": ("np", 1e4),
    "eps": "eps",
    "pe": "pe",
    "dividend_yield": ("rd", 0.01),
    "roe": ("roe", 0.01),
    "ev_ebitda": "ev_ebitda",
}


def tushare(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str | tuple[str, float]]]:
    """The frame with `fiscal_year`, absent for a part of a year, and how its columns map to ours."""
    _must_have(frame, ["quarter"])
    quarter = frame["quarter"].astype("string").str.strip()
    made = frame.assign(_fiscal_year=quarter.str.extract(r"^(\d{4})Q4$", expand=False))
    columns = {
        ours: theirs
        for ours, theirs in TUSHARE.items()
        if ours in _MUST or (theirs[0] if isinstance(theirs, tuple) else theirs) in frame.columns
    }
    return made, {**columns, "fiscal_year": "_fiscal_year"}


def filled(frame: pd.DataFrame, mapping: dict[str, str | tuple[str, float]], source: str) -> State:
    """The rows of `frame` as reports; what cannot be one is counted by reason."""
    import numpy as np

    metrics = _check(frame, mapping)
    columns = {ours: frame[mapping[ours]] for ours in (*_MUST, *_MAY) if ours in mapping}
    fields = {ours: _field(column, ours) for ours, column in columns.items()}
    values = {metric: _numbers(frame, mapping[metric]) for metric in metrics}
    state = State()
    store, unread = state.store, state.unread
    meta: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    for i in range(len(frame)):
        row = {ours: column[i] for ours, column in fields.items()}
        lacking = next((f"no {ours} that can be read" for ours in _MUST if row[ours] is None), None)
        if lacking is None and all(np.isnan(values[metric][i]) for metric in metrics):
            lacking = "no figure"
        if lacking is not None:
            unread[lacking] = unread.get(lacking, 0) + 1
            continue
        key = [source, *(str(row.get(ours)) for ours in ("broker", "ticker", "published", "title"))]
        report_id = hashlib.sha256(json.dumps(key).encode()).hexdigest()
        currency = row.get("currency") or _CURRENCIES.get(row["ticker"].rpartition(".")[2], "USD")
        if report_id not in store.places:
            seen = row.get("first_seen")
            store.add_record(Record(report_id, source, None, {} if seen is None else {"first_seen": seen}))
            meta.append({k: row.get(k) for k in ("broker", "title", "ticker", "name", "rating")})
            meta[-1] |= {"kind": "company_note", "published": row["published"].date(), "currency": currency}
            meta[-1]["published_inferred"] = False
        for metric in metrics:
            value = values[metric][i]
            if np.isnan(value):
                continue
            estimate = {
                "ticker": row["ticker"],
                "name": row.get("name"),
                "metric": metric,
                "value": float(value),
            }
            estimate |= {"fiscal_year": row["fiscal_year"], "origin": "broker", "repaired": False}
            unit = _unit(metric)
            rows.append(estimate | {"unit": unit, "currency": currency if unit in _MONEY else None})
            numbers.append(store.places[report_id])
    order = np.argsort(np.array(numbers, "int64"), kind="stable")
    store.add_rows("meta", np.arange(len(meta)), table_of("meta", meta))
    if rows:
        placed = np.array(numbers, "int64")[order]
        store.add_rows("estimates", placed, table_of("estimates", [rows[i] for i in order]))
    return state


def _check(frame: pd.DataFrame, mapping: dict[str, str | tuple[str, float]]) -> list[str]:
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise InvalidValueError(f"rows of a vendor cannot be a {type(frame).__name__}: give a frame")
    missing = [ours for ours in _MUST if ours not in mapping]
    if missing:
        raise InvalidValueError(f"the mapping lacks {', '.join(missing)}")
    _must_have(frame, [theirs[0] if isinstance(theirs, tuple) else theirs for theirs in mapping.values()])
    metrics = [ours for ours in mapping if ours not in (*_MUST, *_MAY)]
    wrong = [metric for metric in metrics if _unit(metric) is None]
    if wrong or not metrics:
        raise InvalidValueError(f"no metric: {', '.join(wrong)}" if wrong else "the mapping has no metric")
    return metrics


def _must_have(frame: pd.DataFrame, columns: list[str]) -> None:
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise InvalidValueError(f"the frame has no column {', '.join(map(repr, lacking))}")


_UNITS: dict[str, str] = {}


def _unit(metric: str) -> str | None:
    if not _UNITS:
        path = Path(__file__).parent / "data" / "metrics.json"
        _UNITS.update({k: v["unit"] for k, v in json.loads(path.read_text("utf-8"))["metrics"].items()})
    return _UNITS.get(metric)


def _numbers(frame: pd.DataFrame, column: str | tuple[str, float]) -> Any:
    import pandas as pd

    name, times = column if isinstance(column, tuple) else (column, 1.0)
    return pd.to_numeric(frame[name], errors="coerce").to_numpy("float64") * times


def _field(column: pd.Series[Any], ours: str) -> list[Any]:
    """Values of a column, None where it has none that can be read."""
    import pandas as pd

    if ours in ("published", "first_seen"):
        printed = column.astype("string") if pd.api.types.is_numeric_dtype(column) else column
        times = pd.to_datetime(printed, errors="coerce", format="mixed")
        return [None if pd.isna(t) else t for t in times]
    if ours == "fiscal_year":
        years = pd.to_numeric(column, errors="coerce")
        return [None if pd.isna(y) or y != int(y) else int(y) for y in years]
    texts: list[str | None]
    texts = [None if pd.isna(v) or not str(v).strip() else str(v).strip() for v in column]
    if ours != "ticker":
        return texts
    known = {text: _ticker(text) for text in {t for t in texts if t is not None}}
    return [None if text is None else known[text] for text in texts]


def _ticker(text: str) -> str | None:
    """In yanbao's habit; None of what is none, which counts as a row without."""
    try:
        return _core.format_ticker(text, "yanbao")
    except YanbaoError:
        return None
