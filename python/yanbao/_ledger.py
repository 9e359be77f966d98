"""Which rows of a corpus are a broker's own estimate of a year, and why the others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._houses import houses_of
from yanbao._metric_names import describe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._lexicon import Lexicon

    Changes = Mapping[str, Sequence[np.datetime64]]
    Mask = npt.NDArray[np.bool_]

# in the order in which they are asked: the first that holds is the reason
REASONS = {
    "kind": "its report is of a kind that the panel leaves out",
    "undated": "known_at is not known",
    "no_ticker": "of no listed company",
    "no_broker": "its report names no broker",
    "not_own": "a comparable company's, or quoted from elsewhere: see origin",
    "previous": "what its report replaces",
    "no_year": "of no fiscal year",
    "qualified": "adjusted, or per ADS: see qualifier",
    "currency": "in another currency than the first that was known of its company and metric",
    "actual": "an actual, no estimate: what fy0 and growth start from",
    "conflict": "its report prints figures that differ",
    "repeated": "its report prints it more precisely, or once before",
    "confirms": "the broker's figure as it was: it confirms, and does not renew the window",
}
_SERIES = ["ticker", "broker", "metric", "fiscal_year"]


def ledger_of(
    estimates: pd.DataFrame, lexicon: Lexicon | None = None, changes: Changes | None = None
) -> pd.DataFrame:
    """Every row of `estimates` with `reason`, null where it is used, in the order in which it was known.

    What a row is depends on rows known no later than itself, so that no report to come changes the past.
    """
    import numpy as np
    import pandas as pd

    frame = estimates.copy()
    frame.attrs = {}
    frame["row"] = np.arange(len(frame))
    # of what is known from one session on, what was published later is newer
    frame = frame.sort_values(["known_at", "published", "row"], kind="stable", na_position="last")
    frame = frame.reset_index(drop=True)
    reason = pd.Series(None, index=frame.index, dtype=object)

    def leave_out(code: str, which: Mask) -> None:
        reason[which & reason.isna().to_numpy()] = code

    if "kind" in frame.columns:
        leave_out("kind", ~frame.pop("kind").to_numpy("bool"))
    leave_out("undated", frame["known_at"].isna().to_numpy())
    leave_out("no_ticker", frame["ticker"].isna().to_numpy())
    leave_out("no_broker", frame["broker"].isna().to_numpy())
    leave_out("not_own", (frame["origin"] != "broker").to_numpy())
    leave_out("previous", frame["version"].notna().to_numpy())
    leave_out("no_year", frame["fiscal_year"].isna().to_numpy())
    leave_out("qualified", frame["qualifier"].notna().to_numpy())
    left = frame[reason.isna()]
    leave_out("currency", _mask(frame, _of_other_currency(left)))
    leave_out("actual", frame["basis"].isin(["A", "MRQ", "TTM"]).to_numpy())
    left = frame[reason.isna()]
    conflict, repeated = _within_reports(left)
    leave_out("conflict", _mask(frame, conflict))
    leave_out("repeated", _mask(frame, repeated))
    leave_out("confirms", _mask(frame, _confirmations(frame[reason.isna()], lexicon, changes or {})))
    made: pd.DataFrame = frame.assign(reason=reason)
    return made


def _mask(frame: pd.DataFrame, labels: pd.Index) -> Mask:
    mask: Mask = frame.index.isin(labels)
    return mask


def _of_other_currency(rows: pd.DataFrame) -> pd.Index:
    """Rows in another currency than the first known; of one day, than the first by its letters."""
    money = rows[rows["currency"].notna()]
    first = money.sort_values(["known_at", "currency"], kind="stable").groupby(["ticker", "metric"])[
        "currency"
    ]
    other: pd.Index = money.index[first.transform("first").reindex(money.index) != money["currency"]]
    return other


def _within_reports(rows: pd.DataFrame) -> tuple[pd.Index, pd.Index]:
    """Rows whose report contradicts them, and rows that it says better elsewhere."""
    half = rows["half_unit"].fillna(0.0)
    keyed = rows.assign(_low=rows["value"] - half, _high=rows["value"] + half, _half=half)
    groups = keyed.groupby(["report_id", "ticker", "metric", "fiscal_year"])
    slack = 1e-9 * keyed["value"].abs()
    differ = groups["_low"].transform("max") > groups["_high"].transform("min") + slack
    best = keyed.sort_values(["_half", "row"], kind="stable").groupby(
        ["report_id", "ticker", "metric", "fiscal_year"]
    )
    return rows.index[differ], rows.index.difference(best.head(1).index)


def _confirmations(rows: pd.DataFrame, lexicon: Lexicon | None, changes: Changes) -> pd.Index:
    """Rows whose rounding interval meets that of the broker's figure that stands.

    What is printed again after a split is per new share: another figure, though it looks the same.
    """
    houses = houses_of(lexicon)
    names = {broker: houses.name(broker) for broker in rows["broker"].unique()}
    rows = rows.assign(broker=rows["broker"].map(names))  # one house under several of its names
    confirmed = []
    standing: dict[tuple[object, ...], tuple[float, float, pd.Timestamp]] = {}
    columns = rows[[*_SERIES, "value", "half_unit", "known_at"]].itertuples()
    for label, *key, value, half_unit, known_at in columns:
        half = 0.0 if half_unit != half_unit else half_unit
        held = standing.get(tuple(key))
        if held is not None and _split(changes.get(str(key[0]), ()), held[2], known_at):
            described = describe(str(key[2]))
            held = None if described is not None and described.unit.endswith("per_share") else held
        if held is not None and abs(value - held[0]) <= half + held[1] + 1e-9 * abs(value):
            confirmed.append(label)
        else:
            standing[tuple(key)] = (value, half, known_at)
    labels: pd.Index = rows.loc[confirmed].index
    return labels


def _split(days: Sequence[np.datetime64], since: pd.Timestamp, until: pd.Timestamp) -> bool:
    """Whether shares changed after one day, and by the other."""
    return any(since <= day < until for day in days)
