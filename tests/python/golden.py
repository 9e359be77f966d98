"""Golden cases that both languages run, tests/data/<folder>/*.json: null is NaN, "inf" is unbounded."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).resolve().parents[1] / "data"


def cases(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((DATA / folder).glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        for case in file["cases"]:
            yield {"tolerance": file["tolerance"], **case}


def array(values: list[Any]) -> NDArray[np.float64]:
    return np.array([math.nan if v is None else float(v) for v in values], dtype=np.float64)


def check(what: str, found: Any, expected: list[Any], tolerance: float) -> None:
    np.testing.assert_allclose(
        np.ravel(found).astype(np.float64), array(expected), rtol=tolerance, atol=tolerance, err_msg=what
    )
