"""Which printed ratings count, and why the others do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._lexicon import Lexicon
    from yanbao._rating_scales import RatingWords

# in the order in which they are asked
REASONS = {
    "undated": "known_at is not known",
    "later": "known after the last session of the panel",
    "no_broker": "its report names no broker",
    "no_ticker": "its company is not resolved",
    "not_own": "a comparable company's, or quoted from elsewhere: see origin",
    "not_in_panel": "the panel has no such ticker",
    "note": "a note on the company says otherwise on the same day",
    "conflict": "its house gives the company another rating on the same day: neither counts",
    "repeated": "its house says the same on the same day",
}
COLUMNS = ["report_id", "report", "broker", "published", "known_at", "ticker", "name", "rating", "origin"]
_FINDING = ["code", "severity", "what", "report_id", "report", "broker", "rating", "count"]
_DAY = ["broker", "ticker", "known_at", "published"]


def rating_rows(
    coverage: pd.DataFrame,
    meta: pd.DataFrame,
    words: RatingWords,
    tickers: pd.Index,
    days: npt.NDArray[np.datetime64],
) -> pd.DataFrame:
    """Every printed rating in the order in which it was known, with `reason` and `counts`.

    Of a conflict one row counts, without a rating: the house's earlier one does not stand any more.  A note
    on a company beats a table of many of the same day.
    """
    import numpy as np
    import pandas as pd

    notes = meta.assign(origin="broker")[meta["ticker"].notna()]
    parts = [
        frame.reindex(columns=COLUMNS).assign(note=note) for frame, note in ((coverage, False), (notes, True))
    ]
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    rows = rows[rows["rating"].notna()].reset_index(drop=True)
    rows = rows.assign(row=np.arange(len(rows)))
    rows = rows.sort_values(
        ["known_at", "published", "row"], kind="stable", na_position="last", ignore_index=True
    )
    known = rows["known_at"].to_numpy("datetime64[ns]")
    late = np.ones(len(rows), bool) if not len(days) else known > days[-1]
    at = tickers.get_indexer(pd.Index(rows["ticker"].astype(object)))
    reason: pd.Series[Any] = pd.Series(None, index=rows.index, dtype=object)
    reason[at < 0] = "not_in_panel"
    reason[(rows["origin"] != "broker").to_numpy()] = "not_own"
    reason[rows["ticker"].isna().to_numpy()] = "no_ticker"
    reason[rows["broker"].isna().to_numpy()] = "no_broker"
    reason[late] = "later"
    reason[np.isnat(known)] = "undated"
    left = rows[reason.isna()].assign(key=[words.same(label) for label in rows["rating"][reason.isna()]])
    days_of = left.groupby(_DAY, sort=False, dropna=False)
    differ = (days_of["key"].transform("nunique") > 1) & days_of["note"].transform("any")
    reason[left.index[differ & ~left["note"]]] = "note"
    left = left[~differ | left["note"]]
    days_of = left.groupby(_DAY, sort=False, dropna=False)
    reason[left.index[days_of["key"].transform("nunique") > 1]] = "conflict"
    counts = rows.index.isin(days_of.tail(1).index)
    reason[reason.isna().to_numpy() & ~counts] = "repeated"
    made: pd.DataFrame = rows.drop(columns=["row", "note"]).assign(reason=reason, counts=counts)
    return made


def findings_of(ledger: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Scales that were assumed, unknown words, conflicts: a row a report, code and rating."""
    import pandas as pd

    said = json.loads(lexicon.to_json()).get("finding", {})
    unknown = (ledger["rated"] == 1.0) & (ledger["score"].isna() | ledger["assumed"].isna())
    groups = {
        "rating_scale_assumed": ledger[ledger["assumed"] == 1.0],
        "rating_unknown": ledger[unknown],
        "ratings_differ": ledger[ledger["reason"] == "conflict"],
    }
    found = []
    keys = ["report_id", "report", "broker", "rating"]
    for code, rows in groups.items():
        what = said.get(code, {})
        counted = rows.groupby(keys, sort=False, dropna=False).size().reset_index(name="count")
        found.append(counted.assign(code=code, severity=what.get("severity"), what=what.get("what")))
    made: pd.DataFrame = pd.concat(found, ignore_index=True)[_FINDING]
    return made
