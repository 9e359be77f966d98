"""The command line: ``yanbao read FILE``, ``yanbao explain FILE``, ``yanbao demo``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; typer and rich are loaded here and nowhere else."""
    from yanbao._cli import app
    from yanbao.errors import YanbaoError

    try:
        app()
    except (YanbaoError, OSError) as error:
        print(f"yanbao: {error}", file=sys.stderr)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
