"""What reports since a day say otherwise than those before: estimates, ratings, themes."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from yanbao._estimate_rates import AsPrinted
from yanbao._f import ROLES
from yanbao._ledger import ledger_of
from yanbao._lexicon import Lexicon
from yanbao._panel_years import over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

COLUMNS = [
    *("kind", "broker", "ticker", "name", "what", "fiscal_year", "before", "after", "known_at"),
    *("report_id", "report", "src_line", "src_start", "src_end"),
]


def differences(
    estimates: pd.DataFrame, ratings: pd.DataFrame, themes: pd.DataFrame, since: pd.Timestamp
) -> Iterator[dict[str, Any]]:
    """Rows of what changed; `ratings` has coverage and the companies of notes in one frame."""
    yield from _of_estimates(estimates, since)
    yield from _of_ratings(ratings, since)
    yield from _of_themes(themes, since)


def _row(kind: str, row: Any, what: str | None, before: Any, after: Any) -> dict[str, Any]:
    made = {"kind": kind, "what": what, "before": before, "after": after}
    return made | {c: getattr(row, c, None) for c in COLUMNS if c not in made}


def _of_estimates(estimates: pd.DataFrame, since: pd.Timestamp) -> Iterator[dict[str, Any]]:
    ledger = ledger_of(estimates, rates=AsPrinted())
    # a multiple moves with the price
    used = ledger[ledger["reason"].isna() & (ledger["unit"] != "multiple")]
    used = used[~over(used)]
    standing: dict[tuple[Any, ...], float] = {}
    for row in used.itertuples(index=False):
        money = row.money if isinstance(row.converted_to, str) else ""  # else that of the first known
        key = (row.broker, row.ticker, row.metric, row.fiscal_year, money)
        before = standing.get(key)
        if row.known_at >= since:
            if before is None:
                kind = "estimate_new"
            else:
                kind = "estimate_raised" if row.value > before else "estimate_cut"
            yield _row(kind, row, row.metric, before, row.value)
        standing[key] = row.value


def _of_ratings(ratings: pd.DataFrame, since: pd.Timestamp) -> Iterator[dict[str, Any]]:
    named = ratings[ratings["rating"].notna() & ratings["ticker"].notna() & ratings["broker"].notna()]
    known = named[named["known_at"].notna()].sort_values(["known_at", "published"], kind="stable")
    standing: dict[tuple[Any, ...], str] = {}
    for row in known.itertuples(index=False):
        key = (row.broker, row.ticker)
        before = standing.get(key)
        standing[key] = row.rating
        if row.known_at < since or before == row.rating:
            continue
        if before is None:
            begun = isinstance(row.rating_action, str) and _folded(row.rating_action) in _first_words()
            yield _row("coverage_begun" if begun else "coverage_first_seen", row, "rating", None, row.rating)
            continue
        old, new = _score(before), _score(row.rating)
        if old == new and old is not None:
            continue  # another word for the same
        moved = "changed" if old is None or new is None else "raised" if new > old else "cut"
        yield _row(f"rating_{moved}", row, "rating", before, row.rating)


def _of_themes(themes: pd.DataFrame, since: pd.Timestamp) -> Iterator[dict[str, Any]]:
    """A house's newest list of a theme against the one before; what is not printed again stands."""
    dated = themes[themes["known_at"].notna() & themes["broker"].notna()]
    keyed = dated.assign(
        list_of=dated["parent"].fillna("") + "/" + dated["theme"].fillna(""),
        who=dated["ticker"].fillna(dated["name"]),
    )
    for _, rows in keyed.groupby(["broker", "list_of"], sort=True):
        lists = rows.sort_values(["known_at", "published"], kind="stable").groupby("report_id", sort=False)
        before: dict[str, Any] | None = None
        for _, listed in lists:
            now: dict[str, Any] = {}
            for row in listed.itertuples(index=False):
                now.setdefault(row.who, row)
            if listed["known_at"].iloc[0] >= since:
                yield from _of_lists(before, now)
            before = now


def _of_lists(before: dict[str, Any] | None, now: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for who, row in now.items():
        held = None if before is None else before.get(who)
        if held is None:
            yield _row("theme_added" if before is not None else "theme_begun", row, row.theme, None, row.role)
        elif held.role != row.role:
            higher = ROLES.get(row.role, 0) > ROLES.get(held.role, 0)
            yield _row("theme_promoted" if higher else "theme_demoted", row, row.theme, held.role, row.role)
    newest = next(iter(now.values()))
    for who, row in (before or {}).items():
        if who not in now:
            gone = _row("theme_dropped", row, row.theme, row.role, None)
            place = {"known_at": newest.known_at, "report_id": newest.report_id, "report": newest.report}
            yield gone | place | dict.fromkeys(("src_line", "src_start", "src_end"))


@functools.cache
def _scores() -> dict[str, float]:
    ratings = json.loads(Lexicon.default().to_json())["rating"]
    return {
        _folded(word): float(entry["score"])
        for entry in ratings.values()
        if isinstance(entry, dict) and "score" in entry
        for word in entry["words"]
    }


@functools.cache
def _first_words() -> set[str]:
    return {_folded(word) for word in Lexicon.default().words("rating_action")["first"]}


def _score(label: str) -> float | None:
    return _scores().get(_folded(label))


def _folded(label: str) -> str:
    return "".join(label.split()).casefold()


def with_phrases(frame: pd.DataFrame, text_of: Callable[[str], bytes | None]) -> pd.DataFrame:
    """`frame` with `phrase`, what its report prints there; null where the text is not at hand."""
    phrases: list[str | None] = []
    places = zip(*(frame[c].tolist() for c in ("report_id", "src_start", "src_end")), strict=True)
    for report_id, start, end in places:
        text = text_of(report_id) if isinstance(start, int) else None
        phrases.append(None if text is None else text[start:end].decode())
    made: pd.DataFrame = frame.drop(columns=["src_start", "src_end"]).assign(phrase=phrases)
    return made
