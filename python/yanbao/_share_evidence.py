"""What reports themselves say of the number of shares: net profit over EPS.

A house whose EPS of every year falls by the same ratio while its profits stay has seen a split.  From the
report that shows it on, figures per old share are compared with nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Days = npt.NDArray[np.datetime64]

STEP = 1.08  # that two counts of shares must differ by: less may be an issue of stock options
_SLACK = 1.01  # between counts that are one: weighted shares, diluted ones
_YEARS = 2  # of one report must agree on a count
_HALF = 0.005  # of EPS whose digits are not known


class Seen(NamedTuple):
    """A count of shares that replaces another one, from a session on."""

    known_at: np.datetime64
    low: float
    high: float


class Evidence:
    """Counts of shares by report and company, and when a count was seen to change."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._counts = counts(rows)
        self._seen = _changes(rows, self._counts)

    def kinds(self, sessions: Days, tickers: pd.Index[str]) -> npt.NDArray[np.int64]:
        """How many changes each session has seen, sessions × tickers."""
        import numpy as np

        out = np.zeros((len(sessions), len(tickers)), "int64")
        for ticker, changes in self._seen.items():
            at = tickers.get_indexer(tickers.intersection([ticker]))
            for change in changes:
                out[np.searchsorted(sessions, change.known_at) :, at] += 1
        return out

    def ends(self, rows: pd.DataFrame) -> Days:
        """The first session on which each row is of other shares than those that count; NaT for none."""
        import numpy as np

        out = np.full(len(rows), np.datetime64("NaT", "ns"), "datetime64[ns]")
        if not self._seen or not len(rows):
            return out
        tickers = rows["ticker"].to_numpy()
        reports = rows["report_id"].to_numpy() if "report_id" in rows.columns else np.full(len(rows), None)
        known = rows["known_at"].to_numpy().astype("datetime64[ns]")
        for i in np.flatnonzero(np.isin(tickers, list(self._seen))):
            out[i] = self._end(tickers[i], self._counts.get((reports[i], tickers[i])), known[i])
        return out

    def _end(self, ticker: str, count: tuple[float, float] | None, known: np.datetime64) -> np.datetime64:
        import numpy as np

        changes = self._seen[ticker]
        # of the change before it a row is assumed to know, unless its own count says otherwise
        before = [change for change in changes if change.known_at <= known]
        if before and count is not None and not _one(count, before[-1]):
            return known
        for change in changes[len(before) :]:
            if count is None or not _one(count, change):
                return change.known_at
        return np.datetime64("NaT", "ns")


def counts(rows: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    """Bounds of the count of shares that every year of a report agrees on, by report and company."""
    import numpy as np

    own = rows[rows["metric"].isin(["eps", "net_profit"]) & rows["version"].isna() & rows["qualifier"].isna()]
    own = own[own["fiscal_year"].notna() & (own["value"] > 0)]
    half = own["half_unit"].fillna(_HALF).where(own["metric"] == "eps", own["half_unit"].fillna(0.0))
    keyed = own.assign(low=own["value"] - half, high=own["value"] + half)
    at = ["report_id", "ticker", "fiscal_year"]
    eps, profit = (
        keyed[keyed["metric"] == metric].drop_duplicates(at).set_index(at)[["low", "high"]]
        for metric in ("eps", "net_profit")
    )
    both = profit.join(eps.rename(columns={"low": "low_eps", "high": "high_eps"}), how="inner")
    both = both[both["low_eps"] > 0]
    if not len(both):
        return {}
    shares = both.assign(least=both["low"] / both["high_eps"], most=both["high"] / both["low_eps"])
    made = shares.groupby(level=["report_id", "ticker"]).agg(
        low=("least", "max"), high=("most", "min"), years=("least", "size")
    )
    agreed = made[
        (made["years"] >= _YEARS) & (made["low"] <= made["high"] * _SLACK) & np.isfinite(made["high"])
    ]
    low, high = agreed[["low", "high"]].min(axis=1), agreed[["low", "high"]].max(axis=1)
    return dict(zip(agreed.index, zip(low, high, strict=True), strict=True))


def _changes(
    rows: pd.DataFrame, counted: dict[tuple[str, str], tuple[float, float]]
) -> dict[str, list[Seen]]:
    """By company, when a house's count became another, in the order in which it was known."""
    if not counted:
        return {}
    keep = [*zip(rows["report_id"], rows["ticker"], strict=True)]
    reports = rows[[key in counted for key in keep]].drop_duplicates(["report_id", "ticker"])
    last: dict[tuple[str, str], tuple[float, float]] = {}
    seen: dict[str, list[Seen]] = {}
    columns = zip(
        reports["report_id"], reports["ticker"], reports["broker"], reports["known_at"], strict=True
    )
    for report, ticker, broker, known_at in columns:
        now, before = counted[report, ticker], last.get((ticker, broker))
        last[ticker, broker] = now
        if before is None or not _apart(before, now):
            continue
        standing = seen.setdefault(ticker, [])
        change = Seen(known_at.to_datetime64().astype("datetime64[ns]"), *now)
        # another house has shown it before
        if not standing or not _one(now, standing[-1]):
            standing.append(change)
    return seen


def _one(count: tuple[float, float], change: Seen) -> bool:
    return count[0] <= change.high * _SLACK and change.low <= count[1] * _SLACK


def _apart(before: tuple[float, float], now: tuple[float, float]) -> bool:
    """Whether the counts differ by a step at least, whatever was rounded."""
    return now[0] >= before[1] * STEP or now[1] * STEP <= before[0]
