"""Which rows of a corpus are a broker's own estimate of a year, and why the others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._estimate_rates import MONEY, firsts_of, money_of, targets_of
from yanbao._ledger_series import DOUBTS, said_in_turn

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._estimate_rates import EstimateRates
    from yanbao._ledger_series import Changes
    from yanbao._lexicon import Lexicon

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
    "currency": "in another currency than the first that was known of its company and metric, and no rate "
    "between the two was known with it",
    "actual": "an actual, no estimate: what fy0 and growth start from",
    "conflict": "its report prints figures that differ",
    "repeated": "its report prints it more precisely, once before, or in the currency that counts",
    "confirms": "the broker's figure as it was: it confirms, and does not renew the window",
    **DOUBTS,
}
OUTLIERS = ("keep", "drop")
_CELL = ["report_id", "ticker", "metric", "fiscal_year"]


def ledger_of(
    estimates: pd.DataFrame,
    lexicon: Lexicon | None = None,
    changes: Changes | None = None,
    rates: EstimateRates | None = None,
    *,
    drop: bool = False,
) -> pd.DataFrame:
    """Every row of `estimates` with `reason`, null where it is used, in the order in which it was known.

    What a row is depends on rows and rates known no later than itself, so that nothing to come changes the
    past.  ``money`` is the currency of a row, also where others of its report tell it; ``converted_to`` that
    in which it counts where that is another one, null for the rest; ``rate`` the units of it for one of
    ``money`` as known with the row; ``doubt`` names figures that can hardly be meant, which count all the
    same unless they are to be dropped.
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
    money = frame["money"] = money_of(frame)
    frame["converted_to"], frame["rate"] = _conversions(frame[reason.isna()], money, rates, frame.index)
    leave_out("currency", (frame["converted_to"].notna() & frame["rate"].isna()).to_numpy())
    frame.loc[frame["rate"].isna(), "converted_to"] = None
    leave_out("actual", frame["basis"].isin(["A", "MRQ", "TTM"]).to_numpy())
    leave_out("repeated", _mask(frame, _said_in_another(frame[reason.isna()], money)))
    left = frame[reason.isna()]
    conflict, repeated = _within_reports(left)
    leave_out("conflict", _mask(frame, conflict))
    leave_out("repeated", _mask(frame, repeated))
    left = frame[reason.isna()]
    left = left.assign(money=money[left.index].where(left["converted_to"].notna(), ""))
    confirms, doubts = said_in_turn(left, lexicon, changes or {}, drop=drop)
    leave_out("confirms", _mask(frame, confirms))
    frame["doubt"] = pd.Series(None, index=frame.index, dtype=object)
    frame.loc[doubts.index, "doubt"] = doubts
    if drop:
        for code in DOUBTS:
            leave_out(code, (frame["doubt"] == code).to_numpy())
    made: pd.DataFrame = frame.assign(reason=reason)
    return made


def _conversions(
    rows: pd.DataFrame, money: pd.Series, rates: EstimateRates | None, index: pd.Index
) -> tuple[pd.Series, pd.Series]:
    """Of rows in another currency than theirs count in, that one and the rate; null for all others."""
    import numpy as np
    import pandas as pd

    mine = money.loc[rows.index]
    target = targets_of(rows, mine)
    other = rows[mine.notna() & (mine != target)]
    to = pd.Series(None, index=index, dtype=object)
    rate = pd.Series(np.nan, index=index, dtype="float64")
    to[other.index] = target[other.index]
    if rates is not None and len(other):
        known_at = other["known_at"].to_numpy().astype("datetime64[ns]")
        rate[other.index] = rates.known(money[other.index], target[other.index], known_at)
    # money of no currency, of a company whose currency is known by then: nobody knows what it is in
    silent = rows[mine.isna() & target.notna() & rows["unit"].isin(MONEY)]
    if len(silent):
        since = firsts_of(rows, mine).set_index(["ticker", "metric"])["known_at"]
        began = since.reindex(pd.MultiIndex.from_frame(silent[["ticker", "metric"]])).to_numpy()
        late = silent[silent["known_at"].to_numpy() >= began]
        to[late.index] = target[late.index]
    return to, rate


def _said_in_another(rows: pd.DataFrame, money: pd.Series) -> pd.Index:
    """Rows to convert whose report has the figure without that, or in a currency before it by its letters."""
    if not rows["converted_to"].notna().any():
        nothing: pd.Index = rows.index[:0]
        return nothing
    code = money[rows.index].where(rows["converted_to"].notna(), "")
    first = rows[_CELL].assign(code=code).groupby(_CELL)["code"].transform("min")
    other: pd.Index = rows.index[first != code]
    return other


def _mask(frame: pd.DataFrame, labels: pd.Index) -> Mask:
    mask: Mask = frame.index.isin(labels)
    return mask


def _within_reports(rows: pd.DataFrame) -> tuple[pd.Index, pd.Index]:
    """Rows whose report contradicts them, and rows that it says better elsewhere."""
    half = rows["half_unit"].fillna(0.0)
    keyed = rows.assign(_low=rows["value"] - half, _high=rows["value"] + half, _half=half)
    groups = keyed.groupby(_CELL)
    slack = 1e-9 * keyed["value"].abs()
    differ = groups["_low"].transform("max") > groups["_high"].transform("min") + slack
    best = keyed.sort_values(["_half", "row"], kind="stable").groupby(_CELL)
    return rows.index[differ], rows.index.difference(best.head(1).index)


def counts_in(ledger: pd.DataFrame) -> pd.DataFrame:
    """In which currency the figures of each company and metric count, and from when it is known."""
    early = ["kind", "undated", "no_ticker", "no_broker", "not_own", "previous", "no_year", "qualified"]
    rows = ledger[~ledger["reason"].isin(early)]
    return firsts_of(rows, rows["money"])
