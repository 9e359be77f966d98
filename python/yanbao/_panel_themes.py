"""Themes on sessions: who belongs to one, in whose words, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao._concept_series import ConceptSeries
from yanbao._concepts import concepts_of
from yanbao._f import ROLES
from yanbao._houses import houses_of
from yanbao._mergers import spans_of
from yanbao._metric_names import did_you_mean
from yanbao._sessions import last_within
from yanbao._theme_lists import (
    NEVER,
    Mentions,
    exchanges_of,
    expanded,
    mentions_of,
    reasons_of,
    roles_of,
    stays,
    window_of,
)
from yanbao._theme_names import ThemeNames
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._expr import Theme
    from yanbao._houses import Houses

    Codes = npt.NDArray[np.uint8]
    Counts = npt.NDArray[np.int32]

MEMBER = "member"  # the role that a concept gives
_COLUMNS = ["ticker", "name", "theme", "broker", "role", "first_seen", "last_seen", "until", "report"]


class Standing(NamedTuple):
    """Of a theme, session × ticker."""

    strength: Codes  # the strongest live role: 5 key_pick, 4 pick, 3 key_beneficiary, 2 beneficiary, 1 watch
    brokers: Counts  # live brokers that give the role asked for, or a stronger one


class PanelThemes:
    """Membership of themes on every session, by what was known before its open.

    A broker's newest list of a theme holds until his next one of that theme, at once and whole: whom it does
    not name any more is out from the session on which it is known.  From the day on which houses merge the
    newest list of any of them is that of the new one.  A window ends the lists of brokers that
    fall silent.  What a report prints under a sub-theme belongs to the theme above it too.  Two lists that a
    broker gives on one session are one.

    Parameters
    ----------
    frame
        ``themes`` of a corpus.
    all_sessions
        Every session of the calendar, datetime64[ns].
    sessions
        Those of the panel, a slice of them.
    tickers
        Columns of the panel.
    concepts
        `Concepts`, several, or a frame with ``date``, ``concept`` and ``ticker``: sources beside the brokers.
    synonyms
        Names that are one theme, by any key: ``lexicon.words("theme_synonym")``, the default lexicon's by
        default.
    houses
        Which brokers are one from which day on; by the default lexicon unless given.

    Attributes
    ----------
    names : list of str
        Themes known by the last session, as printed, in the latest spelling.
    ledger : pandas.DataFrame
        Every row of `frame` with ``reason``, null where it counts.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        all_sessions: npt.NDArray[np.datetime64],
        sessions: pd.DatetimeIndex,
        tickers: pd.Index,
        concepts: Any = None,
        synonyms: Mapping[str, Sequence[str]] | None = None,
        houses: Houses | None = None,
    ) -> None:
        import numpy as np
        import pandas as pd

        self._every = np.asarray(all_sessions, "datetime64[ns]")
        self._sessions, self._tickers = sessions, tickers
        days = sessions.to_numpy().astype("datetime64[ns]")
        self._first = int(np.searchsorted(self._every, days[:1])[0]) if len(days) else 0
        self._keys = ThemeNames(synonyms)
        rows = frame.assign(row=np.arange(len(frame)))
        rows = rows.sort_values(["known_at", "row"], kind="stable", na_position="last")
        at = tickers.get_indexer(pd.Index(rows["ticker"].astype(object)))
        self.ledger = (
            rows.assign(reason=reasons_of(rows, at, days)).drop(columns="row").reset_index(drop=True)
        )
        listed = ~self.ledger["reason"].isin(["undated", "later", "no_broker"]).to_numpy()
        self._rows = self.ledger[listed].reset_index(drop=True)
        self._at = at[listed]
        named = self._text("broker")
        known = houses_of(None) if houses is None else houses
        spans = {broker: spans_of(known, broker, self._every) for broker in set(named)}
        self._brokers = sorted({house for of in spans.values() for _, house in of})
        number = {house: i for i, house in enumerate(self._brokers)}
        of_broker = {b: [(at, number[house]) for at, house in of] for b, of in spans.items()}
        self._houses = [of_broker[broker] for broker in named]
        self._strength = roles_of(self._rows["role"].astype(object).tolist())
        self._exchanges = exchanges_of(self._text("ticker"))
        self._entries = expanded(self._rows, self._keys)
        self._names: dict[str, str] = {}
        for theme, parent in zip(self._text("theme"), self._text("parent"), strict=True):
            for name in (parent, theme):
                if name is not None:
                    self._names[self._keys.key(name)] = name
        self._concepts = ConceptSeries(
            concepts_of(concepts), self._keys, self._every, self._first, sessions, tickers
        )
        for key, name in self._concepts.names.items():
            self._names.setdefault(key, name)
        self._mentions: dict[str, Mentions | None] = {}

    @property
    def names(self) -> list[str]:
        """Themes known by the panel's last session, as printed, in the latest spelling."""
        return list(self._names.values())

    def strength(self, name: str, window: int = 180, min_role: str | None = None) -> Standing:
        """How strongly a theme names each company on each session, and how many brokers do.

        Parameters
        ----------
        name
            The theme, or a synonym of it.
        window
            Days after a list is known for which it holds, unless the broker's next one replaces it.
        min_role
            The weakest word that the count of brokers takes.

        Returns
        -------
        tuple of numpy.ndarray
            ``strength``, uint8: 5 ``key_pick`` to 1 ``watch`` (or a mention without a word, or a member of a
            concept), 0 for none; ``brokers``, int32.

        Raises
        ------
        UnknownNameError
            No theme of that name is known by the panel's last session.
        InvalidValueError
            `window` is no number of days.
        """
        import numpy as np

        key = self._key(name)
        found = self._mentions_of(key)
        parts = list(self._concepts.members(key))
        if found is not None:
            last = np.minimum(found.last, last_within(found.known, window_of(window), self._every))
            inside = self._at[found.row] >= 0
            row = found.row[inside]
            roles = self._strength[row]
            parts.append((self._at[row], found.source[inside], found.session[inside], last[inside], roles))
        columns = (
            [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.empty(0)] * 5
        )
        ticker, source, session, last, role = columns
        begin, end = (np.clip(n - self._first, -NEVER, NEVER) for n in (session, last))
        strength, brokers = _core.theme_standing(
            ticker.astype(np.int32),
            source.astype(np.int32),
            begin.astype(np.int32),
            end.astype(np.int32),
            role.astype(np.uint8),
            sessions=len(self._sessions),
            tickers=len(self._tickers),
            least=least_of(min_role),
        )
        return Standing(strength, brokers)

    def flag(self, leaf: Theme, window: int = 180) -> Codes:
        """A condition on a theme: 0 no, 1 yes, 2 unknown, session × ticker.

        Any source is enough, a concept as the weakest word, unless ``min_brokers`` is above 1: brokers alone
        are counted.  Where concepts are joined, who is named by nobody is unknown, not out, before the first
        snapshot: that of the concept, or, of a theme that brokers name, of any concept.
        """
        import numpy as np

        fewest = getattr(leaf, "min_brokers", None)
        standing = self.strength(leaf.name, window, leaf.min_role)
        if fewest is not None and fewest > 1:
            enough: Codes = (standing.brokers >= fewest).astype(np.uint8)
            return enough
        least = least_of(leaf.min_role)
        flag: Codes = (standing.strength >= least).astype(np.uint8)
        if least <= 1 and self._concepts:
            key = self._key(leaf.name)
            found = self._mentions_of(key)
            named = found.session.min() - self._first if found is not None else NEVER
            flag[self._concepts.unknown(key, int(named))[:, None] & (flag == 0)] = 2
        return flag

    def life(self, name: str, window: int = 180) -> pd.DataFrame:
        """Who belonged to a theme, in whose words, from when to when; unresolved names too.

        Returns
        -------
        pandas.DataFrame
            A row for each time without a gap in which a broker names a company in one role: ``ticker`` (null
            where the name is not resolved), ``name``, ``theme`` (the sub-theme it stands under), ``broker``
            (``concept:...`` for a concept), ``role``, ``first_seen`` and ``last_seen`` (the sessions from
            which the first and the newest list that says so are known), ``until`` (the first session on which
            it does not hold any more; null where it does on the panel's last) and ``report``, the newest
            list's.

        Raises
        ------
        UnknownNameError
            No theme of that name is known by the panel's last session.
        """
        import numpy as np
        import pandas as pd

        key = self._key(name)
        found = self._mentions_of(key)
        made: list[dict[str, Any]] = []
        end = self._first + len(self._sessions)
        if found is not None:
            last = np.minimum(found.last, last_within(found.known, window_of(window), self._every))
            columns = ("ticker", "name", "role", "theme", "report")
            tickers, names, roles, printed, reports = map(self._text, columns)
            who = [t if t is not None else ("", n) for t, n in zip(tickers, names, strict=True)]
            for _, oldest, newest, row, _, stop in stays(found, last, who, roles, self._strength):
                made.append(
                    {"ticker": tickers[row], "name": names[row], "theme": printed[row]}
                    | {"broker": self._brokers[found.source[newest]], "role": roles[row]}
                    | {"first_seen": found.known[oldest], "last_seen": found.known[newest]}
                    | {"until": self._every[stop + 1] if stop + 1 < end else None}
                    | {"report": reports[row]}
                )
        made += self._concepts.life(key, MEMBER)
        life = pd.DataFrame(made, columns=_COLUMNS)
        for column in ("first_seen", "last_seen", "until"):
            life[column] = pd.to_datetime(life[column]).astype("datetime64[ns]")
        keys = ["first_seen", "broker", "ticker", "name"]
        ordered: pd.DataFrame = life.sort_values(keys, kind="stable", ignore_index=True)
        return ordered

    def _text(self, column: str) -> list[Any]:
        values = self._rows[column].astype(object)
        texts: list[Any] = values.where(values.notna(), None).tolist()
        return texts

    def _key(self, name: str) -> str:
        if not isinstance(name, str):
            raise InvalidValueError(f"no name of a theme: {name!r}")
        key = self._keys.key(name)
        if key not in self._names:
            some = ", ".join(self.names[:8]) + (", ..." if len(self._names) > 8 else "")
            hint = did_you_mean(name, self.names) or f"; there are {some or 'none at all'}"
            raise UnknownNameError(f"no theme {name!r}{hint}")
        return key

    def _mentions_of(self, key: str) -> Mentions | None:
        if key not in self._mentions:
            entries = self._entries.get(key)
            self._mentions[key] = (
                mentions_of(entries, self._rows, self._houses, self._exchanges, self._every)
                if entries is not None
                else None
            )
        return self._mentions[key]


def least_of(min_role: str | None) -> int:
    """The strength of a role; 1 for none."""
    if min_role is None:
        return 1
    if min_role not in ROLES:
        raise UnknownNameError(f"no role {min_role!r}{did_you_mean(str(min_role), ROLES)}")
    return ROLES[min_role]
