"""What companies reported: figures that a user gives, and those that known reports print as actual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._currencies import currency
from yanbao._estimate_rates import money_of
from yanbao._ledger import counts_in
from yanbao._metric_names import describe, did_you_mean, names
from yanbao._sessions import calendar_of, known_at
from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ["ticker", "fiscal_year", "metric", "value", "announced"]
_MONEY = ["money", "converted_to"]


def given(actuals: pd.DataFrame) -> pd.DataFrame:
    """The user's frame, checked, with the session from which each figure is known, in that order."""
    import numpy as np
    import pandas as pd

    if not isinstance(actuals, pd.DataFrame):
        raise InvalidValueError(f"actuals come as a frame, not as {type(actuals).__name__}")
    missing = [name for name in _COLUMNS if name not in actuals.columns]
    if missing:
        raise InvalidValueError(f"actuals have no {', '.join(missing)}: they need {', '.join(_COLUMNS)}")
    told = ["currency"] if "currency" in actuals.columns else []
    frame = actuals[[*_COLUMNS, *told]].reset_index(drop=True)
    for code in frame["currency"].dropna().unique() if told else []:
        currency(code)
    frame["ticker"] = frame["ticker"].map({t: _ticker(t) for t in frame["ticker"].unique()})
    try:
        years = frame["fiscal_year"].astype("int64")
        if (frame["fiscal_year"].astype("float64") != years).any():
            raise ValueError("a fiscal year is a whole number")
        frame["value"] = frame["value"].astype("float64")
        announced = pd.to_datetime(frame["announced"], errors="raise")
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a year, value or day of the actuals is none: {error}") from None
    if announced.isna().any() or getattr(announced.dt, "tz", None) is not None:
        raise InvalidValueError("every actual needs the day it was announced, without a time zone")
    if np.isinf(frame["value"]).any():
        raise InvalidValueError("an actual is infinite")
    early = announced.dt.year < years
    if early.any():
        at = frame.loc[int(early.to_numpy().argmax())]
        raise InvalidValueError(
            f"{at['ticker']} cannot have announced {at['fiscal_year']} on {at['announced']}"
        )
    frame["fiscal_year"], frame["announced"] = years, announced
    for metric in frame["metric"].unique():
        if describe(str(metric)) is None:
            raise InvalidValueError(
                f"no metric {metric!r} for an actual{did_you_mean(str(metric).lower(), names())}"
            )
    twice = frame.duplicated(["ticker", "fiscal_year", "metric", "announced"])
    if twice.any():
        at = frame.loc[int(twice.to_numpy().argmax())]
        raise InvalidValueError(
            f"two actuals of {at['ticker']}, {at['metric']} {at['fiscal_year']} of one announcement"
        )
    frame = frame[frame["value"].notna()].copy()
    seen = frame["announced"].to_numpy().astype("datetime64[ns]")
    known = np.full(len(frame), np.datetime64("NaT", "ns"), "datetime64[ns]")
    calendars = frame["ticker"].map(calendar_of).to_numpy()
    for calendar in set(calendars):
        mine = calendars == calendar
        known[mine] = known_at(seen[mine], calendar)
    frame["known_at"] = known
    made: pd.DataFrame = frame[frame["known_at"].notna()].sort_values(
        ["known_at", "announced"], kind="stable", ignore_index=True
    )
    return made


def printed(ledger: pd.DataFrame) -> list[pd.DataFrame]:
    """Actuals that reports print: rows of a panel's ledger, in the order in which they were known.

    Those that need no exchange rate come first.
    """
    rows = ledger[(ledger["basis"] == "A") & ledger["reason"].isin(["actual"])]
    columns = ["ticker", "fiscal_year", "metric", "value", "known_at", "report_id", *_MONEY]
    found: pd.DataFrame = rows[columns].reset_index(drop=True)
    typed: pd.DataFrame = found.astype({"fiscal_year": "int64"})
    foreign = typed["converted_to"].notna()
    parts = [typed[~foreign], typed[foreign]] if foreign.any() else [typed]
    return [part.reset_index(drop=True) for part in parts]


def in_one_currency(given: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    """The user's actuals in the currency in which their company counts, from when that is known.

    Until then those that say another one stand as they are.
    """
    import pandas as pd

    if "currency" not in given.columns:
        return given
    firsts = counts_in(ledger)
    keyed = given.assign(unit=given["metric"].map(_unit), at=range(len(given)))
    keyed["money"] = money_of(keyed)
    both = keyed.merge(
        firsts.rename(columns={"money": "to", "known_at": "since"}), how="left", on=["ticker", "metric"]
    )
    other = both[both["to"].notna() & both["money"].notna() & (both["to"] != both["money"])]
    if not len(other):
        return given
    again = other.assign(
        known_at=other[["known_at", "since"]].max(axis=1), converted_to=other["to"], at=other["at"] + 0.5
    )
    rows = pd.concat([both.assign(converted_to=None), again])
    rows = rows.sort_values(["known_at", "at"], kind="stable", ignore_index=True)
    made: pd.DataFrame = rows[[*given.columns, *_MONEY]]
    return made


def _unit(metric: str) -> str | None:
    described = describe(metric)
    return None if described is None else described.unit


def _ticker(text: Any) -> str:
    try:
        return canonical(str(text))
    except YanbaoError as error:
        raise InvalidValueError(f"a ticker of the actuals is none: {error}") from None
