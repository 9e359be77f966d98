"""Frames that can also be asked for as they were known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from yanbao._asked_frame import AskedFrame
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[str, pd.Timestamp | None, bool], pd.DataFrame]


class KnownFrame(AskedFrame):
    """A table of a corpus: a frame as any other, and called with a day the rows known by then."""

    _ask: Ask

    def __call__(self, asof: Any = None, *, restated: bool = False) -> pd.DataFrame:
        """Rows known by a day.

        Parameters
        ----------
        asof
            A day; a row is known from its `known_at` on, the first session that can be traded on it.  All
            rows by default.
        restated
            Of estimates: three columns more, what the same broker first said otherwise after this row, of the
            same company, metric and year: ``restated_value``, ``restated_at`` and ``restated_by`` (the id of
            the report).  They may lie after `asof`: for a look back, never for a decision.

        Raises
        ------
        InvalidValueError
            `asof` is no day, or `restated` is asked of another table.
        """
        return self._ask(str(self.attrs["table"]), day_of(asof), restated)


def day_of(asof: Any, name: str = "asof") -> pd.Timestamp | None:
    """A day without time and zone; None for None; `name` is that of the argument."""
    if asof is None:
        return None
    if isinstance(asof, (int, float)):  # pandas would count nanoseconds
        asof = str(asof) if isinstance(asof, int) and len(str(asof)) == 8 else "no day"
    try:
        day = pd.Timestamp(asof)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"{name} cannot be {asof!r}: {error}") from None
    if day is pd.NaT or day.tzinfo is not None:
        raise InvalidValueError(f"{name} cannot be {asof!r}: give a day, without a time zone")
    midnight: pd.Timestamp = day.normalize()
    return midnight


def restated(known: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """`known`, and of each row the next figure of its broker, company, metric and year that differs."""
    import numpy as np

    keys = ["broker", "ticker", "metric", "fiscal_year"]
    own = later["version"].isna() & (later["origin"] == "broker") & later["known_at"].notna()
    rest = later.loc[own & later["ticker"].notna(), [*keys, "known_at", "value", "report_id"]]
    series: dict[tuple[Any, ...], list[tuple[Any, Any, Any]]] = {}
    for *key, at, value, report_id in rest.sort_values("known_at", kind="stable").itertuples(index=False):
        series.setdefault(tuple(key), []).append((value, at, report_id))
    found: list[tuple[Any, Any, Any]] = []
    for row in known[[*keys, "known_at", "value", "half_unit", "version", "origin"]].itertuples(index=False):
        *key, at, value, half, version, origin = row
        own_row = pd.isna(version) and origin == "broker"
        within = 1e-9 * abs(value) + (0.0 if pd.isna(half) else half)
        differs = (
            later_row
            for later_row in (series.get(tuple(key), ()) if own_row else ())
            if later_row[1] > at and abs(later_row[0] - value) > within
        )
        found.append(next(differs, (np.nan, pd.NaT, None)))
    out: pd.DataFrame = known.copy()
    out["restated_value"] = [value for value, _, _ in found]
    out["restated_at"] = pd.Series([at for _, at, _ in found], index=out.index, dtype="datetime64[ns]")
    out["restated_by"] = [report_id for _, _, report_id in found]
    return out
