"""The tables that a report becomes, as the package describes them."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

_PATH = Path(__file__).parent / "data" / "schema.json"


@functools.cache
def schema() -> dict[str, Any]:
    """Tables with their columns, Arrow types, units and what null means."""
    loaded: dict[str, Any] = json.loads(_PATH.read_text(encoding="utf-8"))
    return loaded


def columns(table: str) -> list[dict[str, str]]:
    """Columns of a table, provenance last."""
    described: list[dict[str, str]] = schema()["tables"][table]["columns"] + schema()["provenance"]
    return described
