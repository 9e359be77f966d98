"""Industries of companies as of a day, from a user's dated table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao import _core
from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, UnknownNameError, YanbaoError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._panel_rows import Cells

_COLUMNS = ("date", "ticker", "industry")


class Industries:
    """The industry that a company is in by the newest row known before a session.

    A row counts from the first session after its date, the day on which the classification was known.
    """

    def __init__(self, frame: pd.DataFrame | None, cells: Cells) -> None:
        import pandas as pd

        self._cells = cells
        self._frame: pd.DataFrame | None = None
        if frame is None:
            return
        if not isinstance(frame, pd.DataFrame) or not set(_COLUMNS) <= set(frame.columns):
            raise InvalidValueError(f"industries come as a frame with {', '.join(_COLUMNS)}")
        rows = frame.reset_index(drop=True)
        try:
            rows["date"] = pd.to_datetime(rows["date"], errors="raise")
            names = {t: canonical(str(t)) for t in rows["ticker"].unique()}
        except (ValueError, TypeError, YanbaoError) as error:
            raise InvalidValueError(f"a day or ticker of the industries is none: {error}") from None
        if rows["date"].isna().any():
            raise InvalidValueError("every industry needs the day from which it is known")
        rows["ticker"] = rows["ticker"].map(names)
        if getattr(rows["date"].dt, "tz", None) is not None:
            raise InvalidValueError("days of industries are days, without a time zone")
        twice = rows.duplicated(["ticker", "date"])
        if twice.any():
            at = rows.loc[int(twice.to_numpy().argmax())]
            raise InvalidValueError(f"two industries of {at['ticker']} on {at['date']:%Y-%m-%d}")
        self._frame = rows.sort_values("date", kind="stable", ignore_index=True)

    def group(self, level: int) -> npt.NDArray[np.int32]:
        """A code of the industry of each cell, -1 where none is known; UnknownNameError without a table."""
        import numpy as np
        import pandas as pd

        if self._frame is None:
            raise UnknownNameError("the panel knows no industries: corpus.panel(industry=frame)")
        column = "industry" if level == 1 else f"industry_{level}"
        if column not in self._frame.columns:
            raise UnknownNameError(f"the industries have no column {column!r}")
        rows, cells = self._frame, self._cells
        at = cells.tickers.get_indexer(pd.Index(rows["ticker"]))
        codes = pd.factorize(rows[column])[0].astype("float64")
        known = rows["date"].to_numpy().astype("datetime64[ns]")
        first = np.searchsorted(cells.all, cells.days[:1])
        session = np.searchsorted(cells.all, known, side="right") - (first if len(first) else 0)
        keep = at >= 0
        values, _ = _core.as_of(
            at[keep].astype(np.int32),
            session[keep].astype(np.int32),
            codes[keep],
            sessions=len(cells.sessions),
            tickers=len(cells.tickers),
        )
        return np.ascontiguousarray(np.nan_to_num(values, nan=-1.0).astype(np.int32))
