"""Rows that a vendor sells, made into the tables of reports."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._corpus_state import State
from yanbao._currencies import HOME, currency_of, mainland
from yanbao._store import Record, table_of
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    import pandas as pd

_MUST = ("ticker", "broker", "published", "fiscal_year")
_MAY = ("name", "title", "first_seen", "rating", "currency")
_REPORT = ("broker", "ticker", "published", "title", "first_seen")  # what makes rows one report
_ISO = re.compile(r"[A-Z]{3}")
# a month and a day are told apart by the year before them alone
_DAY = r"^\s*\d{4}([-/.]\d{1,2}[-/.]\d{1,2}|\d{4})(\D.*)?$"
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
    _is_frame(frame)
    _must_have(frame, ["quarter"])
    quarter = frame["quarter"].astype("string").str.strip()
    made = frame.assign(_fiscal_year=quarter.str.extract(r"^(\d{4})Q4$", expand=False))
    columns = {
        ours: theirs
        for ours, theirs in TUSHARE.items()
        if ours in _MUST or (theirs[0] if isinstance(theirs, tuple) else theirs) in frame.columns
    }
    return made, {**columns, "fiscal_year": "_fiscal_year"}


def written_in(ticker: str) -> str | None:
    """What rows without a currency are in by convention: mainland companies report in CNY, B-shares too."""
    return HOME if mainland(ticker) else currency_of(ticker)


def filled(
    frame: pd.DataFrame, mapping: dict[str, str | tuple[str, float]], source: str, *, listed: bool = False
) -> State:
    """The rows of `frame` as reports; what cannot be one is counted by reason.

    Where no currency is said, figures of companies abroad have none; with `listed` that of the exchange, as
    the vendor's habit is, and a finding.
    """
    import numpy as np
    import pandas as pd

    metrics = _check(frame, mapping)
    columns = {ours: frame[mapping[ours]] for ours in (*_MUST, *_MAY) if ours in mapping}
    fields = {ours: _field(column, ours) for ours, column in columns.items()}
    values = {metric: _numbers(frame, mapping[metric]) for metric in metrics}
    seen_at = columns["first_seen"].tolist() if "first_seen" in columns else None
    state = State()
    state.sold = True
    store, unread = state.store, state.unread
    unread |= {f"a {metric} that is no number": count for metric, (_, count) in values.items() if count}
    figures = {metric: numbers for metric, (numbers, _) in values.items()}
    meta: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    doubts: list[dict[str, Any]] = []
    doubtful: list[int] = []
    told: set[tuple[Any, ...]] = set()
    for i in range(len(frame)):
        row = {ours: column[i] for ours, column in fields.items()}
        said = tuple(float(column[i]) for column in figures.values())
        lacking = _lacking(row, said, told)
        if seen_at is not None and row["first_seen"] is None and not pd.isna(seen_at[i]):
            lacking = "a first_seen that cannot be read: from when it was known cannot be told"
        if lacking is not None:
            unread[lacking] = unread.get(lacking, 0) + 1
            continue
        # what was created later was not known before, though it stands under one title
        key = [source, *(str(row.get(ours)) for ours in _REPORT)]
        report_id = hashlib.sha256(json.dumps(key).encode()).hexdigest()
        currency = row.get("currency") or (HOME if mainland(row["ticker"]) else None)
        assumed = currency is None and listed
        currency = written_in(row["ticker"]) if assumed else currency
        if report_id not in store.places:
            seen = row.get("first_seen")
            store.add_record(Record(report_id, source, None, {} if seen is None else {"first_seen": seen}))
            meta.append({k: row.get(k) for k in ("broker", "title", "ticker", "name", "rating")})
            meta[-1] |= {"kind": "company_note", "published": row["published"].date(), "currency": currency}
            meta[-1]["published_inferred"] = False
            if assumed:
                what = f"no currency is said: taken as {currency}, in which it is quoted"
                doubts.append(
                    {"code": "currency_assumed", "severity": "warning", "subject": row["ticker"], "count": 1}
                    | {"what": what}
                )
                doubtful.append(store.places[report_id])
        for metric, value in zip(metrics, said, strict=True):
            if np.isnan(value):
                continue
            estimate = {"ticker": row["ticker"], "name": row.get("name"), "metric": metric, "value": value}
            estimate |= {"fiscal_year": row["fiscal_year"], "origin": "broker", "repaired": False}
            unit = _unit(metric)
            rows.append(estimate | {"unit": unit, "currency": currency if unit in _MONEY else None})
            numbers.append(store.places[report_id])
    order = np.argsort(np.array(numbers, "int64"), kind="stable")
    store.add_rows("meta", np.arange(len(meta)), table_of("meta", meta))
    if doubts:
        store.add_rows("findings", np.array(doubtful, "int64"), table_of("findings", doubts))
    if rows:
        placed = np.array(numbers, "int64")[order]
        store.add_rows("estimates", placed, table_of("estimates", [rows[i] for i in order]))
    return state


def _lacking(row: dict[str, Any], said: tuple[float, ...], told: set[tuple[Any, ...]]) -> str | None:
    """Why a row is none; what it says is kept in `told`."""
    for ours in _MUST:
        if row[ours] is None:
            return f"no {ours} that can be read"
    if all(value != value for value in said):
        return "no figure"
    if not _ISO.fullmatch(row.get("currency") or "CNY"):
        return "a currency that is no ISO code"
    whole = (*(row.get(ours) for ours in (*_REPORT, "fiscal_year")), *map(repr, said))
    if whole in told:
        return "said twice"
    told.add(whole)
    return None


def _check(frame: pd.DataFrame, mapping: dict[str, str | tuple[str, float]]) -> list[str]:
    _is_frame(frame)
    for ours, theirs in mapping.items():
        scaled = isinstance(theirs, tuple) and len(theirs) == 2 and isinstance(theirs[1], (int, float))
        if not isinstance(theirs, str) and not (scaled and ours not in (*_MUST, *_MAY)):
            raise InvalidValueError(
                f"the mapping of {ours!r} cannot be {theirs!r}: a column, or of a metric (column, times)"
            )
    missing = [ours for ours in _MUST if ours not in mapping]
    if missing:
        raise InvalidValueError(f"the mapping lacks {', '.join(missing)}")
    _must_have(frame, [theirs[0] if isinstance(theirs, tuple) else theirs for theirs in mapping.values()])
    metrics = [ours for ours in mapping if ours not in (*_MUST, *_MAY)]
    wrong = [metric for metric in metrics if _unit(metric) is None]
    if wrong or not metrics:
        raise InvalidValueError(f"no metric: {', '.join(wrong)}" if wrong else "the mapping has no metric")
    return metrics


def _is_frame(frame: object) -> None:
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise InvalidValueError(f"rows of a vendor cannot be a {type(frame).__name__}: give a frame")


def _must_have(frame: pd.DataFrame, columns: list[str]) -> None:
    for column in columns:
        found = int((frame.columns == column).sum())
        if found != 1:
            raise InvalidValueError(f"the frame has {found or 'no'} column{'s'[:found]} {column!r}")


_UNITS: dict[str, str] = {}


def _unit(metric: str) -> str | None:
    if not _UNITS:
        path = Path(__file__).parent / "data" / "metrics.json"
        _UNITS.update({k: v["unit"] for k, v in json.loads(path.read_text("utf-8"))["metrics"].items()})
    return _UNITS.get(metric)


def _numbers(frame: pd.DataFrame, column: str | tuple[str, float]) -> tuple[Any, int]:
    """Figures, NaN where there is none, and how many cells hold something that is no number."""
    import numpy as np

    name, times = column if isinstance(column, tuple) else (column, 1.0)
    numbers = _floats(frame[name]) * times
    finite = np.isfinite(numbers)
    return np.where(finite, numbers, np.nan), int((~finite & frame[name].notna().to_numpy()).sum())


def _floats(column: pd.Series[Any]) -> Any:
    """NaN for what is no number."""
    import pandas as pd

    numbers: Any = pd.to_numeric(column, errors="coerce")
    return numbers.astype("Float64").to_numpy("float64", na_value=float("nan"))


def _field(column: pd.Series[Any], ours: str) -> list[Any]:
    """Values of a column, None where it has none that can be read."""
    import pandas as pd

    if ours in ("published", "first_seen"):
        return _times(column, ours)
    if ours == "fiscal_year":
        years = _floats(column)
        return [int(y) if 1990 <= y <= 2100 and y == int(y) else None for y in years]
    texts: list[str | None]
    texts = [None if pd.isna(v) or not str(v).strip() else str(v).strip() for v in column]
    if ours != "ticker":
        return texts
    known = {text: _ticker(text) for text in {t for t in texts if t is not None}}
    return [None if text is None else known[text] for text in texts]


def _times(column: pd.Series[Any], ours: str) -> list[Any]:
    """Days and times; a zone is refused, since every exchange has its own."""
    import pandas as pd

    dates = pd.api.types.is_datetime64_any_dtype(column)
    numbers = column.astype("Int64") if pd.api.types.is_numeric_dtype(column) else column
    printed = column if dates else numbers.astype("string")
    if not dates:
        printed = printed.where(printed.str.match(_DAY, na=False))
    try:
        times = pd.to_datetime(printed, errors="coerce", format=None if dates else "mixed")
        zoned = getattr(times.dt, "tz", None) is not None
    except (AttributeError, ValueError, TypeError):  # several zones
        zoned = True
    if zoned:
        raise InvalidValueError(f"{ours} has a time zone: give times local to the exchange, without one")
    # 1900-01-01 and 2999-12-31 are what a database writes for none
    return [None if pd.isna(t) or not 1990 <= t.year <= 2100 else t for t in times]


def _ticker(text: str) -> str | None:
    """In yanbao's habit; None of what is none, which counts as a row without."""
    try:
        return _core.format_ticker(text, "yanbao")
    except YanbaoError:
        return None
