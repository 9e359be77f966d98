"""The house has one direction: no include and no import runs against it."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_files import BINDINGS, CORE, PACKAGE, name, without_comments

# room: the rooms that it links; what those link it may see too
ROOMS: dict[str, tuple[str, ...]] = {
    "base": (),
    "lexicon": ("base",),
    "text": ("base", "lexicon"),
    "layout": ("text",),
    "table": ("layout",),
    "names": ("base", "lexicon"),
    "witness": ("base",),
    "facts": ("table", "names", "witness"),
    "audit": ("facts",),
    "metrics": ("base",),
    "screen": ("metrics",),
    "panel": ("audit", "metrics"),
    "backtest": ("base",),
}
LIBRARIES = {"lexicon": {"nlohmann"}, "metrics": {"Eigen"}, "screen": {"Eigen"}, "panel": {"Eigen"}}
# the core opens no file, prints nothing, and holds no clock, locale or randomness
FOREIGN_TO_THE_CORE = {
    *("clocale", "codecvt", "cstdio", "ctime", "filesystem", "fstream", "iomanip", "iostream", "locale"),
    *("print", "random", "regex", "sstream", "stdio.h", "time.h"),
    *("format", "ranges"),  # g++ 12 has no <format>, clang 14 no range views
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def may_see(room: str) -> set[str]:
    return {room}.union(*(may_see(link) for link in ROOMS[room]))


def sources(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix in {".cpp", ".hpp"})


def includes(path: Path) -> Iterator[str]:
    yield from INCLUDE.findall(path.read_text(encoding="utf-8"))


def rooms_on_disk() -> list[str]:
    return sorted(p.name for p in CORE.iterdir() if p.is_dir())


def test_every_room_is_in_the_table() -> None:
    assert set(rooms_on_disk()) <= set(ROOMS)


@pytest.mark.parametrize("room", rooms_on_disk())
def test_a_room_includes_only_what_its_row_says(room: str) -> None:
    wrong = []
    for path in sources(CORE / room):
        for header in includes(path):
            parts = header.split("/")
            if parts[0] == "yanbao":
                allowed = parts[1] in may_see(room)
            else:
                allowed = len(parts) == 1 or parts[0] in LIBRARIES.get(room, set())
            if not allowed:
                wrong.append(f"{name(path)} includes {header}")
    assert not wrong


@pytest.mark.parametrize("room", rooms_on_disk())
def test_a_room_links_what_its_row_says(room: str) -> None:
    call = re.search(r"yanbao_room\(([^)]*)\)", (CORE / room / "CMakeLists.txt").read_text(encoding="utf-8"))
    assert call
    words = call[1].split()
    links = words[words.index("LINKS") + 1 :] if "LINKS" in words else []
    keywords = [i for i, word in enumerate(links) if word in {"PUBLIC", "PRIVATE"}]
    assert words[0] == room
    assert tuple(links[: keywords[0]] if keywords else links) == ROOMS[room]


def test_the_core_knows_nothing_of_python() -> None:
    assert not [
        name(p) for p in sources(CORE) if re.search(r"pybind11|Python\.h", p.read_text(encoding="utf-8"))
    ]


def test_the_core_has_no_files_clock_or_locale() -> None:
    wrong = [
        f"{name(p)} includes <{h}>" for p in sources(CORE) for h in includes(p) if h in FOREIGN_TO_THE_CORE
    ]
    clocks = re.compile(r"_clock\b|\bgetenv\b|\bsetlocale\b|\bprintf\b")
    wrong += [
        f"{name(p)} names {m[0]}"
        for p in sources(CORE)
        for m in clocks.finditer(without_comments(p.read_text("utf-8")))
    ]
    assert not wrong


def test_chinese_words_are_data() -> None:
    """Characters and escapes of them alike: a word in the core is a rule that no user can extend.

    Numerals are no words: their escapes may stand where numbers are read; nor are the single characters
    that one header names.
    """
    numerals = re.compile(r"\\u(4e00|4e8c|4e09|56db|4e94|516d|4e03|516b|4e5d|5341|3007)", re.I)
    chinese = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|\\u[4-9][0-9a-fA-F]{3}|\\U000[23][0-9a-fA-F]{4}")
    wrong = []
    for path in sources(CORE):
        if path.name == "characters.hpp":
            words = re.findall(r"(?:\\u[0-9a-fA-F]{4}){2}", path.read_text(encoding="utf-8"))
            wrong += [f"{name(path)}: {word} is no single character" for word in words]
            continue
        for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1):
            if chinese.search(numerals.sub("", line)):
                wrong.append(f"{name(path)}:{number} {line.strip()}")
    assert not wrong


def test_one_header_includes_pybind11() -> None:
    """Casters that one file sees and another does not would break the one definition rule."""
    users = {name(p) for p in sources(BINDINGS) if any(h.startswith("pybind11/") for h in includes(p))}
    assert users <= {"python/bindings/pybind.hpp"}


def imports(path: Path, modules: set[str]) -> set[str]:
    """The package's own modules that a module imports, wherever in the file."""
    own = "yanbao." + path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
    base = own.removesuffix(".__init__") if path.name == "__init__.py" else own.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = base.split(".")[: len(base.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*up, *([node.module] if node.module else [])])
            members = {f"{source}.{alias.name}" for alias in node.names}
            found |= (members & modules) or {source}
    return {m for m in found if m in modules}


def test_python_modules_import_in_one_direction() -> None:
    """The import graph of the package has no cycle, imports inside functions included."""
    paths = {
        "yanbao." + p.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): p
        for p in PACKAGE.rglob("*.py")
    }
    graph = {module: imports(path, set(paths)) - {module} for module, path in paths.items()}
    try:
        list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        pytest.fail(f"modules import each other: {error.args[1]}")


def test_importing_yanbao_stays_light() -> None:
    """The command line, plots and optional libraries load when they are used."""
    heavy = ["typer", "rich", "matplotlib", "polars", "duckdb", "IPython"]
    code = f"import sys, yanbao; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
