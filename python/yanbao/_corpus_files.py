"""A corpus as a folder of Parquet files, and back."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao import _corpus_rows
from yanbao._corpus_state import Twin
from yanbao._store import Record, schemas
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from yanbao._corpus_state import State

_HEAD = "corpus.json"
_VERSION = 1


def write(state: State, folder: str | os.PathLike[str]) -> None:
    """Every table and a head; a folder beside takes them, and then the name."""
    import pyarrow.parquet as pq

    target = _path(folder)
    if target.exists() and not (target / _HEAD).is_file():
        raise InvalidValueError(f"{target} is there and holds no corpus: give another folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name in schemas():
            table = _corpus_rows.table(state, name)
            if name == "findings":  # those of the corpus itself are found again
                of_reports = [code not in _CORPUS_CODES for code in table.column("code").to_pylist()]
                table = table.filter(_mask(of_reports))
            pq.write_table(table, made / f"{name}.parquet")
        head: dict[str, Any] = {"version": _VERSION, "failed": state.failed, "duplicates": state.duplicates}
        head |= {"unread": state.unread, "sold": state.sold}
        head["twins"] = {twin: held._asdict() for twin, held in state.all_twins().items()}
        (made / _HEAD).write_text(json.dumps(head, ensure_ascii=False, indent=1), encoding="utf-8")
        made.chmod(0o755)
        _swap(made, target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _swap(made: Path, target: Path) -> None:
    """Give `made` the name; what had it before is kept until then, and has it again where that fails."""
    if not target.exists():
        made.replace(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent)) / "old"
    target.replace(old)
    try:
        made.replace(target)
    except BaseException:
        old.replace(target)
        raise
    finally:
        shutil.rmtree(old.parent)


_CORPUS_CODES = {
    *("file_unreadable", "row_unread", "report_twin", "undated", "calendar_end", "index_conflict"),
    *("index_unmatched", "seen_before_published"),
}


def _mask(values: list[bool]) -> Any:
    import pyarrow as pa

    return pa.array(values, pa.bool_())


def _path(folder: object) -> Path:
    if not isinstance(folder, (str, os.PathLike)):
        raise InvalidValueError(f"a folder cannot be a {type(folder).__name__}")
    return Path(folder)


def read(state: State, folder: str | os.PathLike[str]) -> None:
    """Fill an empty state."""
    import numpy as np
    import pyarrow.parquet as pq

    source = _path(folder)
    try:
        head = json.loads((source / _HEAD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidValueError(f"{source} holds no corpus: {error}") from None
    if not isinstance(head, dict) or head.get("version") != _VERSION:
        raise InvalidValueError(f"{source} holds a corpus of another version than {_VERSION}")
    for name, schema in schemas().items():
        try:
            table = pq.read_table(source / f"{name}.parquet")
            ids: list[Any] = table.column("report_id").to_pylist()
            rows = table.select(schema.names).cast(schema)
        except (OSError, KeyError, ValueError) as error:
            raise InvalidValueError(f"{source}: the table {name} cannot be read: {error}") from None
        if name == "meta":  # first of all tables
            seen: list[Any] = table.column("first_seen").to_pylist()
            names: list[Any] = table.column("report").to_pylist()
            for report_id, title, first in zip(ids, names, seen, strict=True):
                better = {} if first is None else {"first_seen": first}
                state.store.add_record(Record(report_id, title, None, better))
        if len(rows):
            places = np.array([state.store.places[report_id] for report_id in ids], "int64")
            state.store.add_rows(name, places, rows)
    state.failed, state.duplicates = head["failed"], head["duplicates"]
    state.unread, state.sold = head["unread"], head["sold"]
    state.left_twins = {twin: Twin(**held) for twin, held in head.get("twins", {}).items()}
