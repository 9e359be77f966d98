"""Where progress is shown: a terminal, or a notebook that can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def progress_console() -> Console | None:
    """A console for a progress bar; None where nobody would see one move."""
    from importlib.util import find_spec

    from rich.console import Console

    # without ipywidgets a notebook would show a warning in place of a bar
    console = Console(stderr=True, force_jupyter=None if find_spec("ipywidgets") else False)
    return console if console.is_terminal or console.is_jupyter else None
