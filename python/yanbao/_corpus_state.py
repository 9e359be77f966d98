"""What a corpus holds, and as of which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _arrow_frames
from yanbao._corpus_keys import Keys, keys_of
from yanbao._index import Index
from yanbao._index_tickers import of_index
from yanbao._store import Store
from yanbao._twins import twins_of

if TYPE_CHECKING:
    import pandas as pd


class Twin(NamedTuple):
    """A report that is left out, since it is the same as one that counts."""

    name: str
    of: str  # the id of the one that counts
    known_at: str | None  # a day


class State:
    """The store of a corpus, what it was read with, and what counts of it: by a day, without twins."""

    def __init__(self, index: Index | None = None) -> None:
        self.store = Store()
        self.index = Index(None) if index is None else index
        self.how: dict[str, Any] = {}  # securities, lexicon, limits and ocr, as `read` takes them
        self.unread: dict[str, int] = {}  # rows of a vendor that are none, by reason
        self.failed: dict[str, str] = {}
        self.duplicates: dict[str, str] = {}
        self.left_twins: dict[str, Twin] = {}  # those of the folder that the corpus was read from, by id
        self.sold = False  # rows of a vendor: one title may stand over several reports
        self.day: pd.Timestamp | None = None
        self._upto: int | None = None  # how many records there were when it was asked for as of a day
        self._twins: dict[str, str] | None = None
        self._keys: Keys | None = None

    def asof(self, day: pd.Timestamp) -> State:
        """The same as it was known by a day; what is added later does not change it."""
        view = State(self.index)
        view.store, view.how = self.store, self.how
        view.unread, view.failed, view.duplicates = self.unread, self.failed, self.duplicates
        view.sold, view.left_twins = self.sold, self.left_twins
        view.day = day if self.day is None else min(day, self.day)
        view._upto = len(self.store.records) if self._upto is None else self._upto
        view._twins, view._keys = self.twins(), self.keys()
        return view

    def grown(self) -> None:
        """The store has more: what was made of it is made again."""
        self._twins = self._keys = None

    def keys(self) -> Keys:
        """The fields of every record."""
        if self._keys is None:
            self._keys = keys_of(self.store, self.sold)
        return self._keys

    def members(self) -> list[int]:
        """Places of the reports that count: no twins, and known by the day."""
        places = self.all_members()
        if self.day is None:
            return places
        at = self.keys().known_at()
        return [place for place in places if at[place] <= self.day.to_datetime64()]  # NaT is never

    def holds(self, place: int) -> bool:
        """Whether the report there is known by the day; a twin of one that counts may be looked at too."""
        if self.day is None:
            return True
        known = self.keys().known_at()
        return place < len(known) and bool(known[place] <= self.day.to_datetime64())

    def all_members(self) -> list[int]:
        """The same, known or not."""
        twins = self.twins()
        records = self.store.records[: self._upto]
        return [place for place, record in enumerate(records) if record.report_id not in twins]

    def twins(self) -> dict[str, str]:
        """Reports that are the same as an earlier one, by id."""
        if self._twins is None:
            self._twins = self._find_twins()
        return self._twins

    def all_twins(self) -> dict[str, Twin]:
        """The same, with what is known of them; and those of which no row is held any more."""
        at = self.keys().known_at()
        found = dict(self.left_twins)
        for twin, held in self.twins().items():
            place = self.store.places[twin]
            day = None if at[place] != at[place] else str(at[place])[:10]
            found[twin] = Twin(self.store.records[place].name, held, day)
        return found

    def _find_twins(self) -> dict[str, str]:
        import numpy as np

        if self.sold:
            return {}
        ids = [record.report_id for record in self.store.records]
        keys = self.keys()
        meta = _arrow_frames.to_pandas(keys.meta)
        meta.insert(0, "report_id", ids)
        # the one that was known first counts: a file that came later changes nothing before
        meta = meta.iloc[np.argsort(keys.seen, kind="stable")]
        numbers, rows = self.store.rows("estimates")
        rows = of_index(self.store, "estimates", numbers, rows)
        estimates = _arrow_frames.to_pandas(rows)
        estimates.insert(0, "report_id", [ids[number] for number in numbers])
        return twins_of(meta, estimates)
