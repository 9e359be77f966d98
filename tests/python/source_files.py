"""The repository's own files, as the tests of the code see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CORE = REPOSITORY / "cpp" / "yanbao"
BINDINGS = REPOSITORY / "python" / "bindings"
PACKAGE = REPOSITORY / "python" / "yanbao"
FOLDERS = (".ci", "cmake", "cpp", "notebooks", "python", "tests")


def files(*suffixes: str) -> Iterator[Path]:
    """Every file with one of `suffixes` that is part of the repository; caches and builds are not."""
    found = [p for p in REPOSITORY.iterdir() if p.is_file()]
    for folder in FOLDERS:
        found += [p for p in (REPOSITORY / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    yield from sorted(p for p in found if p.suffix in suffixes)


def name(path: Path) -> str:
    """The path from the root, for messages."""
    return path.relative_to(REPOSITORY).as_posix()


def without_comments(cpp: str) -> str:
    """C++ with its comments blanked, line by line, literals kept."""
    token = re.compile(r'R"\((.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)

    def blank(match: re.Match[str]) -> str:
        text = match[0]
        return "\n" * text.count("\n") if text.startswith(("//", "/*")) else text

    return token.sub(blank, cpp)
