"""Habits that a machine can check."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import yanbao
from source_files import CORE, PACKAGE, REPOSITORY, files, name

CODE = (".cpp", ".hpp", ".py")
TEXT = (*CODE, ".cmake", ".ipynb", ".json", ".md", ".toml", ".txt", ".yaml", ".yml", "")


def lines_with(pattern: str, *suffixes: str) -> list[str]:
    found = []
    for path in files(*suffixes):
        if path == Path(__file__):
            continue  # this file has to spell what it looks for
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{name(path)}:{number} {line.strip()}")
    return found


def test_files_are_small() -> None:
    assert not [name(p) for p in files(*CODE) if len(p.read_text(encoding="utf-8").splitlines()) > 300]


def test_nothing_is_left_for_later() -> None:
    assert not lines_with(r"\b(TODO|FIXME|XXX|NotImplemented(Error)?)\b", *CODE)


def test_no_error_is_swallowed() -> None:
    assert not lines_with(r"except( Exception)?: *pass|except:$|catch *\(\.\.\.\) *\{ *\}", *CODE)


def test_a_skipped_test_says_why() -> None:
    assert not lines_with(r"pytest\.skip\(\)|mark\.(skip|xfail)(\(\))?$|\[!mayfail\]|\[\.\]", *CODE)


def test_no_path_of_a_machine() -> None:
    assert not lines_with(r"(^|[^A-Za-z0-9._-])/(work|tmp|root|home)/", *TEXT)


def test_no_host_of_a_package_index() -> None:
    assert not lines_with(r"pypi\.org|pythonhosted|deb\.debian|conda\.anaconda", *TEXT)


def test_headers_have_a_guard() -> None:
    assert not [
        name(p) for p in CORE.rglob("*.hpp") if "#pragma once" not in p.read_text(encoding="utf-8")[:200]
    ]


def test_one_version() -> None:
    project = re.search(
        r'^version = "(.+)"$', (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"), re.M
    )
    changes = re.search(r"^## (\S+)", (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert project
    assert changes
    assert yanbao.__version__ == version("yanbao") == project[1] == changes[1]


def test_data_files_are_installed() -> None:
    """What lies in the source's data folder lies in the installed package too."""
    installed = Path(yanbao.__file__).parent / "data"
    here = {p.relative_to(PACKAGE / "data") for p in (PACKAGE / "data").rglob("*") if p.is_file()}
    assert here == {p.relative_to(installed) for p in installed.rglob("*") if p.is_file()}


def test_json_has_no_key_twice() -> None:
    """A key given twice would hide the first value without a word."""

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        assert len(set(keys)) == len(keys), f"{path}: {sorted({k for k in keys if keys.count(k) > 1})}"
        return dict(pairs)

    for path in sorted(PACKAGE.rglob("*.json")):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


def test_the_registry_of_findings_is_what_is_given() -> None:
    """Every code of the registry is given somewhere, and none that is given is missing from it."""
    registry: set[str] = set()
    for path in (PACKAGE / "data" / "lexicon").glob("*.json"):
        registry |= json.loads(path.read_text(encoding="utf-8")).get("finding", {}).keys()
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in files(".cpp", ".hpp", ".py") if "tests" not in name(p)
    )
    literals = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', code))
    assert not registry - literals
    given = re.findall(r'(?:Finding\{|add(?:_table)?_finding\([\w.]+,\s*[\w.]+,\s*)"([a-z_]+)"', code)
    assert len(given) > 50
    assert not set(given) - registry
