"""What brokers said in turn of a company, metric and year: what is new, what is said again, what is odd."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._houses import houses_of
from yanbao._metric_names import describe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import pandas as pd

    from yanbao._lexicon import Lexicon

    Changes = Mapping[str, Sequence[np.datetime64]]

FAR = 10.0  # times the median of what was said of the same company, metric and year before
_LEAST = 2  # figures that another one is held against
DOUBTS = {
    "estimate_far": f"{FAR:g} times what was said before of the same year, or one part in {FAR:g}",
    "estimate_zero": "0, where what was said before is not: no figure at all, perhaps",
}


class Standing(NamedTuple):
    """A broker's figure, and in which currency it is printed."""

    value: float
    half: float
    known_at: pd.Timestamp
    money: str


def said_in_turn(
    rows: pd.DataFrame, lexicon: Lexicon | None, changes: Changes, *, drop: bool
) -> tuple[pd.Index, pd.Series[Any]]:
    """Rows that confirm their broker's figure, and of others the doubt, by what was known before each.

    A row confirms where its rounding interval meets that of the broker's figure that stands.  What is printed
    again after a split is per new share, and what is printed in another currency another figure: they do not.

    Parameters
    ----------
    rows
        In the order in which they were known, with ``money`` and ``rate`` to the currency of the others.
    drop
        Whether a doubtful figure leaves the broker's one before it standing.
    """
    import pandas as pd

    houses = houses_of(lexicon)
    names = {broker: houses.name(broker) for broker in rows["broker"].unique()}
    confirmed: list[Any] = []
    doubts: dict[Any, str] = {}
    standing: dict[tuple[Any, ...], Standing] = {}
    left_out: dict[tuple[Any, ...], Standing] = {}
    sizes: dict[tuple[Any, ...], list[float]] = {}
    columns = ["ticker", "broker", "metric", "fiscal_year", "value", "half_unit", "known_at", "money", "rate"]
    for label, ticker, broker, metric, year, value, half_unit, known_at, money, rate in rows[
        columns
    ].itertuples():
        # one house under several of its names
        key = (ticker, names[broker], metric, year)
        now = Standing(value, 0.0 if half_unit != half_unit else half_unit, known_at, money or "")
        if _confirms(now, standing.get(key), changes.get(str(ticker), ()), str(metric)):
            confirmed.append(label)
            continue
        again = drop and _confirms(now, left_out.get(key), changes.get(str(ticker), ()), str(metric))
        before = sizes.setdefault((ticker, metric, year), [])
        size = abs(value * (1.0 if rate != rate else rate))
        doubt = _doubt(size, before)
        if doubt is not None:
            doubts[label] = doubt
        if size == size and not again:  # a reprint adds no weight to what it says
            bisect.insort(before, size)
        if drop and doubt is not None:
            left_out[key] = now
        else:
            standing[key] = now
    found = pd.Series(doubts, dtype=object)
    return rows.loc[confirmed].index, found


def _doubt(size: float, before: list[float]) -> str | None:
    """Held against the median of figures known before."""
    n = len(before)
    if n < _LEAST:
        return None
    median = (before[(n - 1) // 2] + before[n // 2]) / 2
    if not median > 0:
        return None
    if size == 0:
        return "estimate_zero"
    return "estimate_far" if size / median > FAR or size / median < 1 / FAR else None


def _confirms(now: Standing, held: Standing | None, days: Sequence[np.datetime64], metric: str) -> bool:
    if held is None or now.money != held.money:
        return False
    if _split(days, held.known_at, now.known_at):
        described = describe(metric)
        if described is not None and described.unit.endswith("per_share"):
            return False
    return abs(now.value - held.value) <= now.half + held.half + 1e-9 * abs(now.value)


def _split(days: Sequence[np.datetime64], since: pd.Timestamp, until: pd.Timestamp) -> bool:
    """Whether shares changed after one day, and by the other."""
    return any(since <= day < until for day in days)
