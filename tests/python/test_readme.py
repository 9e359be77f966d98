"""What README shows, runs, and finds something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"


def test_the_example_runs() -> None:
    first, second = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    names: dict[str, Any] = {}
    exec(compile(first + second, str(README), "exec"), names)
    assert len(names["consensus"])
    assert len(names["behind"]) > len(names["consensus"])
    assert names["pe"].notna().any(axis=None)
    assert names["held"].any(axis=None)
    assert names["one"]["passes"].any()
    assert "share_base" in names["why"]["reason"].tolist()
    report = names["r"]
    assert len(report.estimates)
    assert len(report.themes)
    assert len(names["passed"])
    assert "⟦" in str(names["first"])


def test_the_commands_are_there() -> None:
    """Each is a file of the repository, or a script that the package installs."""
    text = README.read_text(encoding="utf-8")
    assert "bash tests/run" in text
    assert (README.parent / "tests" / "run").is_file()
    assert "yanbao demo" in text
