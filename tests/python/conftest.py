from __future__ import annotations

import os
from pathlib import Path

import pytest
import yanbao as yb
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = Path(yb.__file__).parent / "data" / "samples"

os.environ.setdefault("MPLBACKEND", "Agg")

# examples are the same on every run of CI; elsewhere each run looks in new places
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of outside reports and gold figures, which are not part of the repository."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("the outside reports are not on this machine: no ../shared/gold")
    return folder


@pytest.fixture(scope="session", params=sorted(SAMPLES.glob("*.txt")), ids=lambda p: p.stem)
def sample(request: pytest.FixtureRequest) -> yb.Report:
    """Each of the package's sample reports, read."""
    return yb.read(request.param)
