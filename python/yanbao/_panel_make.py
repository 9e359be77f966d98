"""A panel out of a corpus: its tables, and the settings checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _actuals
from yanbao._houses import houses_of
from yanbao._known import day_of
from yanbao._ledger import OUTLIERS
from yanbao._metric_names import did_you_mean
from yanbao._panel import Panel
from yanbao._panel_parts import Parts, counted
from yanbao._panel_rows import count
from yanbao._prices import Prices
from yanbao._sessions import sessions_of
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from yanbao._lexicon import Lexicon

    Table = Callable[[str], pd.DataFrame]

KINDS = ("industry_weekly", "company_note", "industry_note", "strategy", "other")
_HISTORIES = ("seen", "published")


def made(
    corpus: Table,
    lexicon: Lexicon | None,
    prices: Prices | None,
    calendar: str,
    actuals: pd.DataFrame | None,
    span: tuple[Any, Any],
    settings: dict[str, Any],
    joined: dict[str, Any],
) -> Panel:
    """The panel of a corpus."""
    if prices is not None and not isinstance(prices, Prices):
        raise InvalidValueError(f"prices are yb.Prices, not {type(prices).__name__}: yb.Prices.from_frame")
    days = (day_of(span[0], "start"), day_of(span[1], "end"))
    if settings["history"] not in _HISTORIES:
        raise UnknownNameError(f"history cannot be {settings['history']!r}: {', '.join(_HISTORIES)}")
    if settings["outliers"] not in OUTLIERS:
        raise UnknownNameError(f"outliers cannot be {settings['outliers']!r}: {', '.join(OUTLIERS)}")
    lag = count(settings["lag"], "lag", 0)
    houses = houses_of(lexicon)
    every = sessions_of(calendar)

    def table(name: str) -> pd.DataFrame:
        rows = corpus(name)
        if settings["history"] == "published":
            rows = as_published(rows)
        if "broker" in rows.columns:  # a house by one name, and from the day of a merger by the new one
            rows = rows.assign(broker=houses.at(rows["broker"], rows["known_at"]))
        asked = None if settings["kinds"] is None else _kinds(corpus, rows, settings["kinds"]).to_numpy()
        return counted(rows, asked, lag, every)

    estimates = corpus("estimates")
    if settings["history"] == "published":
        estimates = as_published(estimates)
    estimates = counted(estimates, None, lag, every)
    if settings["kinds"] is not None:
        estimates = estimates.assign(kind=_kinds(corpus, estimates, settings["kinds"]))
    parts = Parts(table, **joined, lexicon=lexicon)
    reported = None if actuals is None else counted(_actuals.given(actuals), None, lag, every)
    return Panel(estimates, calendar, days, prices, reported, settings, parts)


def as_published(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table as if each had been read when it was published, whenever it came to hand."""
    import numpy as np
    import pandas as pd

    from yanbao._sessions import calendar_of, known_at

    seen = rows["published"].to_numpy().astype("datetime64[ns]")
    tickers = rows["ticker"] if "ticker" in rows.columns else pd.Series([None] * len(rows))
    calendars = tickers.map(calendar_of, na_action=None).to_numpy()
    known = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
    for calendar in sorted(set(calendars)):
        mine = calendars == calendar
        known[mine] = known_at(seen[mine], calendar)
    # one of which the earliest day alone is known stays without
    known[rows["known_at"].isna().to_numpy()] = np.datetime64("NaT", "ns")
    frame: pd.DataFrame = rows.assign(known_at=known)
    return frame


def _kinds(corpus: Table, estimates: pd.DataFrame, kinds: Any) -> pd.Series[bool]:
    """Whether each row's report is of one of the kinds."""
    if isinstance(kinds, str) or not all(isinstance(kind, str) for kind in kinds):
        raise InvalidValueError(f"kinds cannot be {kinds!r}: several of them, as ('company_note',)")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        hint = did_you_mean(unknown[0], KINDS) if unknown else ""
        raise UnknownNameError(f"kinds cannot be {kinds!r}{hint}: {', '.join(KINDS)}")
    meta = corpus("meta")
    of = dict(zip(meta["report_id"], meta["kind"], strict=True))
    asked: pd.Series[bool] = estimates["report_id"].map(of).isin(list(kinds))
    return asked
