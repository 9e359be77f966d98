"""A panel out of a corpus: its tables, and the settings checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._known import day_of
from yanbao._metric_names import did_you_mean
from yanbao._panel import Panel
from yanbao._prices import Prices
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._corpus import Corpus

_SETTINGS: dict[str, Any] = {
    "window": 180,
    "min_brokers": 1,
    "lag": 0,
    "roll": "may1",
    "base": "actual",
    "kinds": None,
    "history": "seen",
}
_HISTORIES = ("seen", "published")


def made(
    corpus: Corpus,
    prices: Prices | None,
    calendar: str,
    actuals: pd.DataFrame | None,
    span: tuple[Any, Any],
    settings: dict[str, Any],
) -> Panel:
    """The panel of a corpus."""
    for name in settings:
        if name not in _SETTINGS:
            raise UnknownNameError(
                f"no setting {name!r}{did_you_mean(name, _SETTINGS)}: {', '.join(_SETTINGS)}"
            )
    if prices is not None and not isinstance(prices, Prices):
        raise InvalidValueError(f"prices are yb.Prices, not {type(prices).__name__}: yb.Prices.from_frame")
    chosen = {**_SETTINGS, **settings}
    days = (_day(span[0]), _day(span[1]))
    if chosen["history"] not in _HISTORIES:
        raise UnknownNameError(f"history cannot be {chosen['history']!r}: {', '.join(_HISTORIES)}")
    estimates = corpus._frame("estimates")
    if chosen["history"] == "published":
        estimates = as_published(estimates)
    if chosen["kinds"] is not None:
        estimates = estimates.assign(kind=_kinds(corpus, estimates, chosen["kinds"]))
    return Panel(estimates, calendar, days, prices, actuals, chosen)


def as_published(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table as if each had been read when it was published, whenever it came to hand."""
    import numpy as np

    from yanbao._sessions import calendar_of, known_at

    seen = rows["published"].to_numpy().astype("datetime64[ns]")
    calendars = rows["ticker"].map(calendar_of, na_action=None).to_numpy()
    known = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
    for calendar in sorted(set(calendars)):
        mine = calendars == calendar
        known[mine] = known_at(seen[mine], calendar)
    # one of which the earliest day alone is known stays without
    known[rows["known_at"].isna().to_numpy()] = np.datetime64("NaT", "ns")
    frame: pd.DataFrame = rows.assign(known_at=known)
    return frame


def _day(day: Any) -> Any:
    return None if day is None else day_of(day)


def _kinds(corpus: Corpus, estimates: pd.DataFrame, kinds: Any) -> pd.Series[bool]:
    """Whether each row's report is of one of the kinds."""
    if isinstance(kinds, str) or not all(isinstance(kind, str) for kind in kinds):
        raise InvalidValueError(f"kinds cannot be {kinds!r}: several of them, as ('company_note',)")
    meta = corpus._frame("meta")
    of = dict(zip(meta["report_id"], meta["kind"], strict=True))
    asked: pd.Series[bool] = estimates["report_id"].map(of).isin(list(kinds))
    return asked
