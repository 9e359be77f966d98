"""What a corpus itself has to say: of files, of days, and where the user's list and a cover differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from yanbao._corpus_state import State
    from yanbao._store import Record

_FIELDS = ("broker", "ticker", "published")


def corpus_findings(state: State, schema: pa.Schema) -> pa.Table:
    """Rows of `findings`, in the columns that a corpus gives it."""
    import numpy as np
    import pyarrow as pa

    rows = [*_of_files(state), *_of_twins(state), *_of_days(state), *_of_index(state)]
    held = zip([r.report_id for r in state.store.records], state.keys().known_at(), strict=False)
    known = dict(held) | {
        i: np.datetime64(twin.known_at or "NaT", "D") for i, twin in state.left_twins.items()
    }
    for row in rows:
        row["known_at"] = known.get(str(row.get("report_id")))
    if state.day is not None:  # what is of no report has no day on which it was known
        day = state.day.to_datetime64()
        rows = [row for row in rows if row["known_at"] is not None and row["known_at"] <= day]
    for row in rows:
        at = row["known_at"]
        row["known_at"] = None if at is None or np.isnat(at) else at.astype("datetime64[D]").item()
        row.setdefault("subject", "report")
        row.setdefault("count", 1)
        row["severity"] = _severity(row["code"])
    return pa.Table.from_arrays(
        [pa.array([row.get(field.name) for row in rows], field.type) for field in schema], schema=schema
    )


def _row(record: Record, code: str, what: str) -> dict[str, Any]:
    return {"report_id": record.report_id, "report": record.name, "code": code, "what": what}


def _severity(code: str) -> str:
    return {"file_unreadable": "error", "index_conflict": "info", "report_twin": "info"}.get(code, "warning")


def _of_files(state: State) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"report": name, "code": "file_unreadable", "what": why} for name, why in state.failed.items()
    ]
    for reason, count in state.unread.items():
        rows.append({"code": "row_unread", "count": count, "what": reason})
    return rows


def _of_twins(state: State) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    records = {record.report_id: record for record in state.store.records}
    for report_id, twin in state.all_twins().items():
        what = f"the same report as {records[twin.of].name}: its rows are left out"
        rows.append({"report_id": report_id, "report": twin.name, "code": "report_twin", "what": what})
    return rows


def _of_days(state: State) -> list[dict[str, Any]]:
    import numpy as np

    keys = state.keys()
    rows: list[dict[str, Any]] = []
    at = keys.known_at()
    for place in state.all_members():
        record = state.store.records[place]
        if keys.early[place]:
            first, day = (str(keys_day)[:10] for keys_day in (keys.first_seen[place], keys.seen[place]))
            what = f"the vendor had it on {first}, and it is published on {day}: known from the later one"
            rows.append(_row(record, "seen_before_published", what))
        if not np.isnat(at[place]):
            continue
        undated = np.isnat(keys.seen[place])
        day = "" if undated else str(keys.seen[place])[:10]
        what = (
            "neither a day of publication, or the earliest one alone, nor first_seen: never known"
            if undated
            else f"{day} is beyond the calendar {keys.calendars[place]}: never known"
        )
        code = "undated" if undated else "calendar_end"
        rows.append(_row(record, code, what))
    return rows


def _of_index(state: State) -> list[dict[str, Any]]:
    import pandas as pd

    rows: list[dict[str, Any]] = []
    _, printed = state.store.rows("meta")
    columns = {field: printed.column(field).to_pylist() for field in _FIELDS}
    for place in state.all_members():
        record = state.store.records[place]
        for field in _FIELDS:
            better, cover = record.known_better.get(field), columns[field][place]
            if better is None or cover is None:
                continue
            if (pd.Timestamp(better).date() if field == "published" else better) != cover:
                said = f"{better:%Y-%m-%d}" if field == "published" else better
                what = f"{field} is {cover} on the cover and {said} in the index, which is taken"
                rows.append(
                    {
                        "report_id": record.report_id,
                        "report": record.name,
                        "code": "index_conflict",
                        "what": what,
                    }
                )
    unmet = state.index.unmet()
    if unmet:
        what = f"rows of the index have no report: {', '.join(unmet[:5])}" + (
            " ..." if len(unmet) > 5 else ""
        )
        rows.append({"code": "index_unmatched", "count": len(unmet), "what": what})
    return rows
