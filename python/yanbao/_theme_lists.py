"""The lists of themes that reports print, as mentions with a first and a last session each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._f import ROLES
from yanbao._sessions import calendar_of, sessions_of
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._theme_names import ThemeNames

    Days = npt.NDArray[np.datetime64]
    Numbers = npt.NDArray[np.int64]

UNSAID = 1  # a company that a theme names without a word of recommendation stands no higher than one to watch
NEVER = 2**31 - 1  # a session that no panel reaches

# why a row is not counted on any session; in the order in which they are asked
REASONS = {
    "undated": "known_at is not known",
    "later": "known after the last session of the panel",
    "no_broker": "its report names no broker",
    "no_ticker": "its company is not resolved: it is in the life of its theme only",
    "not_in_panel": "the panel has no such ticker: it is in the life of its theme only",
}


class Mentions(NamedTuple):
    """Who is named in one theme; sessions count from the calendar's first."""

    row: Numbers  # of the frame
    source: Numbers  # number of the broker; -1 is none
    known: Days
    session: Numbers  # from which it holds
    list_session: Numbers  # of its list
    last: Numbers  # until which it holds, whatever the window


def expanded(rows: pd.DataFrame, names: ThemeNames) -> dict[str, list[tuple[int, Any]]]:
    """By key of a theme the rows of its lists, with the day from which each belongs to it.

    A list of a theme holds what its report prints under the theme and under its sub-themes.  Parents are
    those of the report itself: another one may print a sub-theme of the same name under something else.
    """
    found: dict[str, list[tuple[int, Any]]] = {}
    by_report: dict[Any, list[tuple[int, str, str | None, Any]]] = {}
    columns = (rows[c].tolist() for c in ("report_id", "theme", "parent"))
    known = rows["known_at"].to_numpy("datetime64[ns]")
    for i, (report, theme, parent) in enumerate(zip(*columns, strict=True)):
        if not isinstance(theme, str):
            continue
        above = names.key(parent) if isinstance(parent, str) else None
        by_report.setdefault(report, []).append((i, names.key(theme), above, known[i]))
    for listed in by_report.values():
        edges: dict[str, dict[str, Any]] = {}
        for _, key, above, at in listed:
            if above is not None and above != key:
                parents = edges.setdefault(key, {})
                parents[above] = min(parents.get(above, at), at)
        lines: dict[str, dict[str, Any]] = {}
        for i, key, above, at in listed:
            if key not in lines:
                lines[key] = _line(key, edges)
            for ancestor, since in lines[key].items():
                direct = ancestor in (key, above)
                found.setdefault(ancestor, []).append((i, at if direct or since is None else max(at, since)))
    return found


def _line(key: str, edges: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The theme and all above it, each with the day from which the way up is known; a ring ends."""
    since: dict[str, Any] = {key: None}
    todo = [key]
    while todo:
        theme = todo.pop()
        for above, at in edges.get(theme, {}).items():
            way = at if since[theme] is None else max(at, since[theme])
            if above not in since or (since[above] is not None and way < since[above]):
                since[above] = way
                todo.append(above)
    return since


def mentions_of(
    entries: list[tuple[int, Any]],
    rows: pd.DataFrame,
    houses: list[list[tuple[int, int]]],
    exchanges: list[str],
    every: Days,
) -> Mentions:
    """A broker's list holds until his next one of the theme; lists of one session are one list.

    Where his house merges, the list goes on as the new house's, of whose lists the newest holds alone.
    `houses` has for each row the numbers of the houses that its broker is of, each from a session on.
    """
    import numpy as np

    row = np.array([i for i, _ in entries], dtype="int64")
    known = np.array([at for _, at in entries], dtype="datetime64[ns]")
    reports = rows["report_id"].to_numpy()[row].tolist()
    first: dict[Any, Any] = {}  # the day on which each report's list begins
    for report, at in zip(reports, known, strict=True):
        first[report] = min(first.get(report, at), at)
    list_known = np.array([first[report] for report in reports], dtype="datetime64[ns]")
    listed = np.searchsorted(every, list_known)
    which, source, begin, last = _of_houses([houses[i] for i in row.tolist()], listed)
    row, known, list_known, listed = row[which], known[which], list_known[which], listed[which]
    list_known = np.maximum(list_known, every[np.maximum(begin, 0)])
    list_session = np.maximum(listed, begin)
    order = np.lexsort((listed, list_session, source))
    keys = np.stack([source, list_session, listed])[:, order]
    changes = (np.diff(keys) != 0).any(axis=0)
    starts = np.flatnonzero(
        np.concatenate([[True], changes])
    )  # of the lists, in the order of source and time
    place = np.concatenate([[0], np.cumsum(changes)])  # the list of each mention
    begins = np.minimum.reduceat(list_known[order].view("int64"), starts).view("M8[ns]")
    whose = source[order][starts]
    followed = np.concatenate([whose[:-1] == whose[1:], [False]])[place]
    which = order[followed]
    next_begins = begins[place[followed] + 1]
    ends = _on_exchanges(next_begins, [exchanges[i] for i in row[which]], every) - 1
    last[which] = np.minimum(last[which], ends)
    session = np.maximum(np.searchsorted(every, known), begin)
    return Mentions(row, source, known, session, list_session, last)


def _of_houses(
    houses: list[list[tuple[int, int]]], listed: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Of each mention, once for each house that its list is of: its place, the house, from when and until."""
    import numpy as np

    made: list[tuple[int, int, int, int]] = []
    for i, (spans, at) in enumerate(zip(houses, listed.tolist(), strict=True)):
        ends = [*(begin - 1 for begin, _ in spans[1:]), NEVER]
        for (begin, house), end in zip(spans, ends, strict=True):
            if at <= end:
                made.append((i, house, max(begin, -1), end))
    columns = np.array(made, dtype="int64").reshape(-1, 4)
    return columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3].copy()


def _on_exchanges(days: Days, exchanges: list[str], every: Days) -> Numbers:
    """The session of the panel on which a list that begins on a day is known on each exchange."""
    import numpy as np

    out = np.full(len(days), NEVER, dtype="int64")
    named = np.array(exchanges, dtype=object)
    for exchange in set(exchanges):
        own = sessions_of(exchange)
        mine = np.flatnonzero(named == exchange)
        at = np.searchsorted(own, days[mine])
        within = at < len(own)
        out[mine[within]] = np.searchsorted(every, own[at[within]])
    return out


def exchanges_of(tickers: list[Any]) -> list[str]:
    """The calendar of each row's company; Shanghai's for what has no ticker."""
    known: dict[Any, str] = {}
    for ticker in tickers:
        if ticker not in known:
            known[ticker] = calendar_of(ticker)
    return [known[ticker] for ticker in tickers]


def roles_of(roles: list[Any]) -> npt.NDArray[np.uint8]:
    """Strengths of roles as printed."""
    import numpy as np

    return np.array([ROLES.get(role, UNSAID) for role in roles], dtype=np.uint8)


def stays(
    mentions: Mentions, last: Numbers, who: list[Any], roles: list[Any], strength: npt.NDArray[np.uint8]
) -> Iterator[tuple[Any, int, int, int, int, int]]:
    """Of each company and broker the times without a gap and with one role.

    Yields the company, the first and the newest mention, the newest's row, and from which session to which.
    """
    import numpy as np

    order = np.lexsort((-strength[mentions.row].astype("int64"), mentions.list_session, mentions.source))
    groups: dict[tuple[Any, int], list[list[int]]] = {}
    for i in order.tolist():
        row, start, end = int(mentions.row[i]), int(mentions.session[i]), int(last[i])
        if end < start:
            continue
        held = groups.setdefault((who[row], int(mentions.source[i])), [])
        listed = int(mentions.list_session[i])
        if held and held[-1][5] == listed:  # of one list the strongest word
            held[-1][3], held[-1][4] = min(held[-1][3], start), max(held[-1][4], end)
        elif held and roles[row] == roles[held[-1][2]] and start <= held[-1][4] + 1:
            held[-1][1], held[-1][2], held[-1][4], held[-1][5] = i, row, end, listed
        else:
            held.append([i, i, row, start, end, listed])
    for (company, _), times in groups.items():
        for oldest, newest, row, start, end, _ in times:
            yield company, oldest, newest, row, start, end


def reasons_of(rows: pd.DataFrame, at: npt.NDArray[np.intp], days: npt.NDArray[np.datetime64]) -> pd.Series:
    """Why each row does not count; null where it does."""
    import numpy as np
    import pandas as pd

    known = rows["known_at"].to_numpy("datetime64[ns]")
    late = np.ones(len(rows), bool) if not len(days) else known > days[-1]
    reason: pd.Series = pd.Series(None, index=rows.index, dtype=object)
    reason[at < 0] = "not_in_panel"
    reason[rows["ticker"].isna().to_numpy()] = "no_ticker"
    reason[rows["broker"].isna().to_numpy()] = "no_broker"
    reason[late] = "later"
    reason[np.isnat(known)] = "undated"
    return reason


def window_of(window: int) -> int:
    """A window, checked."""
    if isinstance(window, bool) or not isinstance(window, int) or window < 1:
        raise InvalidValueError(f"window cannot be {window!r}: a number of days from 1 on")
    return window
