"""The golden cases of the metrics and of the screen, which Catch2 runs too."""

from __future__ import annotations

import math
from typing import Any

import golden
import numpy as np
import pytest
from yanbao import _core

REASONS = _core.reasons()


def argument(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return golden.array(value["low"]), golden.array(value["high"])
    if name == "matrix":
        return np.array(value, dtype=np.uint8)
    if name == "label":
        return np.array(value, dtype=np.int32)
    if name == "scale":
        return [tuple(math.nan if bound is None else bound for bound in step) for step in value]
    if isinstance(value, list) and name not in ("members", "parent_of"):
        return golden.array(value)
    return value


@pytest.mark.parametrize("case", list(golden.cases("metrics")), ids=lambda case: case["name"])
def test_metrics(case: dict[str, Any]) -> None:
    found = getattr(_core, case["function"])(**{n: argument(n, v) for n, v in case["args"].items()})
    if "reason" in case:
        golden.check("value", found[0], case["value"], case["tolerance"])
        assert [REASONS[code] for code in found[1]] == case["reason"]
    elif "low" in case:
        golden.check("low", found[0], case["low"], case["tolerance"])
        golden.check("high", found[1], case["high"], case["tolerance"])
    elif "matrix" in case:
        assert found.tolist() == case["matrix"]
    else:
        assert set(found) == set(case) - {"name", "function", "args", "tolerance"}
        for name, values in found.items():
            golden.check(name, values, case[name], case["tolerance"])


@pytest.mark.parametrize("case", list(golden.cases("screen")), ids=lambda case: case["name"])
def test_programs(case: dict[str, Any]) -> None:
    steps = [(step[0], float(step[1]) if len(step) > 1 else 0.0) for step in case["steps"]]
    columns = [
        (
            golden.array(column["value"]),
            golden.array(column["low"]) if "low" in column else None,
            golden.array(column["high"]) if "high" in column else None,
            column.get("open_means_gap", True),
        )
        for column in case.get("columns", [])
    ]
    flags = [np.array(flag, dtype=np.uint8) for flag in case.get("flags", [])]
    sections = case.get("sections", 1)
    cells = len(columns[0][0]) if columns else len(flags[0])
    if "truth" in case:
        truth, terms = _core.screen(steps, columns, flags, sections, cells // sections)
        assert truth.shape == (sections, cells // sections)
        assert truth.ravel().tolist() == case["truth"]
        if "terms" in case:
            assert terms == [tuple(t[n] for n in ("yes", "no", "unknown", "alone")) for t in case["terms"]]
        return
    value, low, high = _core.compute(steps, columns, flags, sections, cells // sections)
    golden.check("value", value, case["value"], case["tolerance"])
    if "low" in case:
        golden.check("low", low, case["low"], case["tolerance"])
        golden.check("high", high, case["high"], case["tolerance"])
