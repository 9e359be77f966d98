"""What a user should know before he trusts a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["code", "severity", "subject", "count", "what"]


class Notes:
    """Findings, in the order in which they were met."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, int, str]] = []

    def warn(self, code: str, what: str, subject: str = "backtest", count: int = 1) -> None:
        """What may make a result look better than it would have been."""
        self._rows.append((code, "warning", subject, count, what))

    def tell(self, code: str, what: str, subject: str = "backtest", count: int = 1) -> None:
        """What was assumed."""
        self._rows.append((code, "info", subject, count, what))

    def frame(self) -> pd.DataFrame:
        """The findings, warnings first."""
        import pandas as pd

        ordered = sorted(self._rows, key=lambda row: row[1] != "warning")
        frame: pd.DataFrame = pd.DataFrame(ordered, columns=COLUMNS)
        return frame
