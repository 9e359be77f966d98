"""Whose the rows of a corpus are and from when they are known: the fields of every record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._sessions import calendar_of, known_at

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from yanbao._store import Store

    Days = npt.NDArray[np.datetime64]


class Keys(NamedTuple):
    """Of every record of a store: its fields, the list of the user before the cover."""

    meta: pa.Table  # with what the list says put in
    broker: Any
    published: Any
    first_seen: Any
    seen: Days  # from when it could be read: `first_seen`, else the day of publication
    early: npt.NDArray[np.bool_]  # a vendor says that it had the row before the report was published
    calendars: list[str]
    known: dict[str, Days]  # by calendar

    def known_in(self, calendar: str) -> Days:
        """The session from which each record is known on an exchange."""
        if calendar not in self.known:
            self.known[calendar] = known_at(self.seen, calendar)
        return self.known[calendar]

    def known_at(self) -> Days:
        """The same, each on its own exchange: that of its company, else Shanghai's."""
        import numpy as np

        at = np.full(len(self.seen), np.datetime64("NaT", "ns"), "datetime64[ns]")
        named = np.array(self.calendars, dtype=object)
        for calendar in set(self.calendars):
            mine = named == calendar
            at[mine] = self.known_in(calendar)[mine]
        return at


def keys_of(store: Store, sold: bool = False) -> Keys:
    """Made once for a store that does not grow; a row `sold` is known from the later of its two days."""
    import numpy as np
    import pyarrow as pa

    _, meta = store.rows("meta")
    for field in ("broker", "ticker", "published"):
        better = [record.known_better.get(field) for record in store.records]
        if any(value is not None for value in better):
            place = meta.schema.get_field_index(field)
            printed = meta.column(field).to_pylist()
            merged = [p if b is None else b for p, b in zip(printed, better, strict=True)]
            meta = meta.set_column(
                place, meta.schema.field(field), pa.array(merged, meta.schema.types[place])
            )
    published = meta.column("published").combine_chunks()
    first = pa.array([record.known_better.get("first_seen") for record in store.records], pa.timestamp("ns"))
    days = published.cast(pa.timestamp("ns")).to_numpy(zero_copy_only=False).astype("datetime64[ns]")
    times = first.to_numpy(zero_copy_only=False).astype("datetime64[ns]")
    days[_only_bounded(store)] = np.datetime64("NaT", "ns")
    calendars = [calendar_of(ticker) for ticker in meta.column("ticker").to_pylist()]
    seen = np.where(np.isnat(times), days, times)
    early = np.full(len(seen), fill_value=False)
    if (
        sold
    ):  # a list of the user's own knows when he had the file; a vendor's row cannot be older than its report
        early = times < days  # NaT is not
        seen = np.where(early, days, seen)
    broker = meta.column("broker").combine_chunks()
    return Keys(meta, broker, published, first, seen, early, calendars, {})


def _only_bounded(store: Store) -> list[int]:
    """Records of which the earliest day alone is known: from when they could be read cannot be told."""
    numbers, findings = store.rows("findings")
    bounded = {
        int(number)
        for number, code in zip(numbers, findings.column("code").to_pylist(), strict=True)
        if code == "published_bounded"
    }
    return [place for place in sorted(bounded) if store.records[place].known_better.get("published") is None]
