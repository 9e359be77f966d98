"""What ratings promise: the scales that houses print, and the usual one."""

from __future__ import annotations

import bisect
import functools
import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pandas as pd

Bounds = tuple[float, float]  # infinite where open


@functools.lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """A label without white space and case."""
    return "".join(label.split()).casefold()


class RatingWords:
    """What the lexicon knows of labels: score and usual bounds, and which labels are one step of a scale."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        words = json.loads((Lexicon.default() if lexicon is None else lexicon).to_json())
        self.steps = keys_of(words.get("scale_label", {}))
        self.ratings = keys_of(words.get("rating", {}))
        self.scores: dict[str, float] = {}
        self.usual: dict[str, Bounds] = {}
        for key, entry in words.get("rating", {}).items():
            if isinstance(entry, dict) and "score" in entry:
                self.scores[key] = float(entry["score"])
                low, high = entry.get("usual_low", -math.inf), entry.get("usual_high", math.inf)
                self.usual[key] = (float(low), float(high))
        self._best_first = sorted(self.usual, key=lambda key: -self.usual[key][0])

    def withdraws(self, label: str) -> bool:
        """Whether the label says that there is no rating."""
        key = self.ratings.get(folded(label))
        return key is not None and key not in self.scores

    def same(self, label: str) -> str:
        """What labels of one rank share."""
        return self.ratings.get(folded(label), folded(label))

    def score(self, label: str, bounds: Bounds | None) -> float:
        """By its word, else by the step of the usual scale that its promise falls on; NaN for neither."""
        key = self.ratings.get(folded(label))
        if key is None and bounds is not None:
            promise = middle(bounds)
            if math.isinf(bounds[0]):
                promise = math.nextafter(promise, -math.inf)  # below a bound
            key = next(k for k in self._best_first if promise >= self.usual[k][0])
        return math.nan if key is None else self.scores.get(key, math.nan)

    def usual_of(self, label: str) -> Bounds | None:
        """What the label promises on most scales."""
        return self.usual.get(self.ratings.get(folded(label), ""))


def middle(bounds: Bounds) -> float:
    """The middle of a promise; of one that is open the bound that it has."""
    low, high = bounds
    if math.isinf(low):
        return high
    return low if math.isinf(high) else (low + high) / 2


def keys_of(category: dict[str, Any]) -> dict[str, str]:
    """The key of each word of a category of the lexicon, folded."""
    entries = ((k, e["words"] if isinstance(e, dict) else e) for k, e in category.items())
    return {folded(word): key for key, words in entries for word in words}


class Scale(NamedTuple):
    """The bounds of each label that a report prints for stocks."""

    known: Any
    report: Any
    bounds: dict[str, Bounds]

    def of(self, label: str, words: RatingWords) -> Bounds | None:
        """What a label promises: as printed, else as the one label of the same step."""
        key = folded(label)
        if key in self.bounds:
            return self.bounds[key]
        steps = words.steps if key in words.steps else words.ratings
        step = steps.get(key)
        same = [bounds for other, bounds in self.bounds.items() if step and steps.get(other) == step]
        return same[0] if len(same) == 1 else None


class Scales:
    """The scales of every house, by the session from which they are known."""

    def __init__(self, frame: pd.DataFrame, words: RatingWords) -> None:
        import numpy as np

        self._words = words
        self._own: dict[Any, Scale] = {}
        self._of_broker: dict[Any, list[Scale]] = {}
        self._found: dict[tuple[Any, ...], tuple[Bounds, Any] | None] = {}
        stock = frame[(frame["scope"] == "stock") & frame["known_at"].notna() & frame["label"].notna()]
        stock = stock.assign(row=np.arange(len(stock)))
        stock = stock.sort_values(["known_at", "published", "row"], kind="stable")
        known = stock["known_at"].to_numpy("datetime64[ns]")
        printed: dict[Any, list[int]] = {}
        for i, report_id in enumerate(stock["report_id"].tolist()):
            printed.setdefault(report_id, []).append(i)
        names = ("label", "excess_low", "excess_high", "report", "broker")
        label, low, high, report, broker = (stock[name].tolist() for name in names)
        for report_id, rows in printed.items():
            bounds = _printed((label[i], low[i], high[i]) for i in rows)
            if not bounds:
                continue
            first = rows[0]
            scale = self._own[report_id] = Scale(known[first], report[first], bounds)
            if isinstance(broker[first], str):
                held = self._of_broker.setdefault(broker[first], [])
                if not held or held[-1].bounds != bounds:
                    held.append(scale)

    def own(self, report_id: Any) -> Scale | None:
        """The scale that a report prints itself."""
        return self._own.get(report_id)

    def promised(
        self, broker: str, report_id: Any, label: str, known: np.datetime64
    ) -> tuple[Bounds, Any] | None:
        """Bounds by the report's own scale, else by the house's newest known by then, and whose it is."""
        own = self._own.get(report_id)
        if own is not None and own.known <= known:
            bounds = own.of(label, self._words)
            if bounds is not None:
                return bounds, own.report
        held = self._of_broker.get(broker, [])
        count = bisect.bisect_right(held, known, key=lambda scale: scale.known)
        key = (broker, count, folded(label))
        if key not in self._found:
            each = ((scale.of(label, self._words), scale.report) for scale in reversed(held[:count]))
            self._found[key] = next(((b, report) for b, report in each if b is not None), None)
        return self._found[key]


def _printed(rows: Iterable[tuple[str, float, float]]) -> dict[str, Bounds]:
    """Labels with bounds; one that is printed with different ones promises nothing."""
    found: dict[str, set[Bounds]] = {}
    for label, low, high in rows:
        bounds = (-math.inf if low != low else float(low), math.inf if high != high else float(high))
        if bounds != (-math.inf, math.inf):
            found.setdefault(folded(label), set()).add(bounds)
    return {label: next(iter(several)) for label, several in found.items() if len(several) == 1}
