"""Columns of a frame of prices that are none of ours, and look as if they were meant to count."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = Path(__file__).parent / "data" / "price_columns.json"


def ignored(columns: Iterable[Any], used: set[str], adjusted: str) -> list[tuple[str, None, Any, str]]:
    """A finding of each such column; of adjusted prices dividends and splits are in the prices already."""
    import pandas as pd

    out: list[tuple[str, None, Any, str]] = []
    for name in columns:
        if not isinstance(name, str) or name in used:
            continue
        kind, instead = _words().get("".join(c for c in name.casefold() if c.isalnum()), ("", ""))
        if not kind or (adjusted != "raw" and kind != "close"):
            continue
        what = f"the column {name!r} is not used: {instead.format(name=name)}"
        out.append(("column_ignored", None, pd.NaT, what))
    return out


@functools.cache
def _words() -> dict[str, tuple[str, str]]:
    """What a name, small and without marks, is of, and what to give instead."""
    kinds = json.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: (kind, said["instead"]) for kind, said in kinds.items() for name in said["names"]}
