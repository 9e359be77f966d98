"""What README shows, runs, and finds something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

README = Path(__file__).parents[2] / "README.md"


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    names: dict[str, Any] = {}
    monkeypatch.chdir(tmp_path)
    exec(compile(first + second + third, str(README), "exec"), names)
    assert len(names["consensus"])
    assert len(names["behind"]) > len(names["consensus"])
    assert names["pe"].notna().any(axis=None)
    assert names["held"].any(axis=None)
    assert names["one"]["passes"].any()
    assert "share_base" in names["why"]["reason"].tolist()
    assert len(names["res"].trades)
    assert names["res"].stats.loc["total_return", "net"] < names["res"].stats.loc["total_return", "gross"]
    assert (tmp_path / "out.html").stat().st_size > 1000
    assert len(names["tried"].table) == 4
    assert names["study"].coverage["used"].sum() > 0
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
