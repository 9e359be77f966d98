"""Holds python/yanbao/_core.pyi to the extension: made anew from it, the stub must be the same.

python tests/check_stubs.py            # compare
python tests/check_stubs.py --write    # after a change of the bindings
"""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
STUB = REPOSITORY / "python" / "yanbao" / "_core.pyi"


def generated() -> str:
    """The stub of the extension that is installed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pybind11_stubgen",
            "yanbao._core",
            "--output-dir",
            folder,
            "--exit-code",
        ]
        subprocess.run(command, check=True)
        made = Path(folder) / "yanbao" / "_core.pyi"
        ruff = [sys.executable, "-m", "ruff"]
        config = ["--config", str(REPOSITORY / "pyproject.toml"), "--no-cache", "--quiet", str(made)]
        subprocess.run([*ruff, "check", "--fix-only", *config], check=True)
        subprocess.run([*ruff, "format", *config], check=True)
        return made.read_text(encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="replace the stub")
    new = generated()
    if parser.parse_args().write:
        STUB.write_text(new, encoding="utf-8")
        return 0
    old = STUB.read_text(encoding="utf-8")
    sys.stdout.writelines(
        difflib.unified_diff(
            old.splitlines(True), new.splitlines(True), "_core.pyi", "what the extension says"
        )
    )
    return int(old != new)


if __name__ == "__main__":
    sys.exit(main())
