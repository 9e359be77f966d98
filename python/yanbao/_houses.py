"""Which house a broker is of, on a day: houses have several names, are renamed, and merge."""

from __future__ import annotations

import functools
import json
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._lexicon import Lexicon
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]


class Merger(NamedTuple):
    """From a day on a broker is of another house."""

    since: np.datetime64
    into: str


class Houses:
    """Houses by the words of a lexicon.

    The categories ``broker`` and ``org_name`` say what a house is called; ``merger`` from which day on it is
    of another: ``{"merger": {"海通证券": {"words": [], "into": "国泰海通证券", "since": "2025-04-11"}}}``.
    Before that day the two are two.

    Examples
    --------
    >>> from yanbao._houses import Houses
    >>> houses = Houses()
    >>> houses.name("国泰君安"), houses.name("太平洋")
    ('国泰君安证券', '太平洋证券')
    >>> houses.at(["海通证券", "国泰君安"], ["2025-04-10", "2025-04-11"]).tolist()
    ['海通证券', '国泰海通证券']
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        words: dict[str, dict[str, Any]] = json.loads((lexicon or Lexicon.default()).to_json())
        self._names = {
            _folded(word): key
            for key, entry in words.get("broker", {}).items()
            if _attribute(entry, "house") != "no"
            for word in (key, *_words(entry))
        }
        for key, entry in words.get("org_name", {}).items():  # too short to be looked for in reports
            self._names |= {_folded(word): self._names.get(_folded(key), key) for word in _words(entry)}
        self._suffixes = [_folded(w) for e in words.get("house_suffix", {}).values() for w in _words(e)]
        self._kinds = [_folded(w) for e in words.get("house_word", {}).values() for w in _words(e)]
        self._mergers = {self.name(key): _merger(key, e) for key, e in words.get("merger", {}).items()}
        for broker in self._mergers:
            self.becomes(broker)  # says so where they go in a circle

    def name(self, broker: str) -> str:
        """The name of a house that is written in any of its ways; what is not known stays as it is."""
        folded = _folded(broker)
        while True:
            for word in (folded, *(folded + kind for kind in self._kinds)):
                if word in self._names:
                    return self._names[word]
            for kind in self._kinds:
                if folded.removesuffix(kind) in self._names:
                    return self._names[folded.removesuffix(kind)]
            shorter = next((folded[: -len(s)] for s in self._suffixes if folded.endswith(s)), "")
            if not shorter:
                return broker.strip()
            folded = shorter

    def becomes(self, broker: str) -> list[Merger]:
        """What becomes of a house, in the order of the days."""
        found: list[Merger] = []
        house, seen = self.name(broker), set()
        while house in self._mergers:
            if house in seen:
                raise InvalidValueError(f"merger: {broker} becomes {house} twice")
            seen.add(house)
            since, into = self._mergers[house]
            house = self.name(into)
            found.append(Merger(max([since, *(m.since for m in found)]), house))
        return found

    def at(self, brokers: Iterable[str | None], days: Any) -> npt.NDArray[np.object_]:
        """The house of each broker on a day; None where there is no broker.

        Parameters
        ----------
        brokers
            As they are printed or sold.
        days
            One for each broker, as datetime64 or ISO texts; of NaT the name alone is told.
        """
        import numpy as np
        import pandas as pd

        codes, named = pd.factorize(pd.Series(list(brokers), dtype=object))
        on: Days = np.asarray(days, "datetime64[ns]")
        houses = np.array([*(self.name(broker) for broker in named), None], dtype=object)[codes]
        for code, broker in enumerate(named):
            for since, into in self.becomes(broker):
                houses[(codes == code) & (on >= since)] = into
        return houses


def houses_of(lexicon: Lexicon | None) -> Houses:
    """Those of a lexicon; of the package's own for None."""
    return _default() if lexicon is None else Houses(lexicon)


@functools.cache
def _default() -> Houses:
    return Houses()


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _words(entry: Any) -> list[str]:
    return list(entry["words"] if isinstance(entry, dict) else entry)


def _attribute(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, dict) else None


def _merger(key: str, entry: Any) -> Merger:
    import numpy as np

    into, since = _attribute(entry, "into"), _attribute(entry, "since")
    try:
        day = np.datetime64(since, "D") if isinstance(since, str) else np.datetime64("NaT", "D")
    except ValueError:
        day = np.datetime64("NaT", "D")
    if not isinstance(into, str) or np.isnat(day):
        raise InvalidValueError(f"merger {key}: it needs into, a house, and since, a day such as 2025-04-11")
    return Merger(day, into)
