"""What the user's own list knows of his files better than their covers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

_KEYS = ("report", "report_id")
_FIELDS = ("broker", "ticker", "published", "first_seen")


class Index:
    """Fields by the name of a file or the id of a report; every row is asked for once at most."""

    def __init__(self, frame: pd.DataFrame | None) -> None:
        self._rows: dict[str, dict[str, Any]] = {} if frame is None else _rows(frame)
        self._met: set[str] = set()

    def of(self, name: str, report_id: str) -> dict[str, Any]:
        """What it says of a report; nothing where the report is not on it."""
        for key in (report_id, name):
            if key in self._rows:
                self._met.add(key)
                return self._rows[key]
        return {}

    def unmet(self) -> list[str]:
        """Keys that no report has had so far."""
        return [key for key in self._rows if key not in self._met]


def _rows(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise InvalidValueError(f"index cannot be a {type(frame).__name__}: give a frame")
    keys = [key for key in _KEYS if key in frame.columns]
    unknown = [str(c) for c in frame.columns if c not in (*_KEYS, *_FIELDS)]
    if unknown or len(keys) != 1:
        raise InvalidValueError(
            "index needs one column of report (the name of the file) or report_id, and what is known of "
            f"{', '.join(_FIELDS)}; it has {', '.join(map(str, frame.columns)) or 'no column'}"
        )
    named = frame[keys[0]].astype("object")
    if named.isna().any() or named.duplicated().any():
        wrong = named[named.isna() | named.duplicated()].iloc[0]
        raise InvalidValueError(f"index has no name for a row, or one name twice: {wrong!r}")
    fields = {name: _values(frame[name], name) for name in _FIELDS if name in frame.columns}
    return {
        str(key): {name: values[i] for name, values in fields.items() if values[i] is not None}
        for i, key in enumerate(named)
    }


def _values(column: pd.Series[Any], name: str) -> list[Any]:
    """Texts, tickers and times, None where a row says nothing."""
    import pandas as pd

    if name in ("published", "first_seen"):
        try:
            numbers = pd.api.types.is_numeric_dtype(column)  # 20241021; pandas would count nanoseconds
            times = pd.to_datetime(column.astype("Int64").astype("string") if numbers else column)
        except (ValueError, TypeError) as error:
            raise InvalidValueError(f"index has a {name} that is no day: {error}") from None
        if getattr(times.dtype, "tz", None) is not None:
            raise InvalidValueError(f"{name} has a time zone: give times local to the exchange, without one")
        return [None if pd.isna(t) else t for t in times]
    texts = [None if pd.isna(v) or not str(v).strip() else str(v).strip() for v in column]
    if name == "ticker":
        return [None if t is None else _core.format_ticker(t, "yanbao") for t in texts]
    return texts
