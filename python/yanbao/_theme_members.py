"""Who belongs to which theme of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core
from yanbao._f import ROLES
from yanbao._metric_names import did_you_mean
from yanbao._theme_names import ThemeNames
from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNSAID = (
    1  # a company that a theme names without a word of recommendation stands no higher than one to watch
)


class ThemeMembers:
    """Companies by themes, each cell the strongest wording; sub-themes belong to their parents."""

    def __init__(self, rows: Sequence[dict[str, Any]], at: Mapping[str, int]) -> None:
        self._key = ThemeNames().key  # the same on a panel
        self.names: dict[str, str] = {}  # as printed, by key
        parents: dict[str, str | None] = {}
        for row in rows:
            for name in (row["parent"], row["theme"]):
                if name is not None:
                    self.names.setdefault(self._key(name), name)
                    parents.setdefault(self._key(name), None)
            if row["parent"] is not None and self._key(row["parent"]) != self._key(row["theme"]):
                parents[self._key(row["theme"])] = self._key(row["parent"])
        self._at = {name: i for i, name in enumerate(self.names)}
        members = [
            (at[row["ticker"]], self._at[self._key(row["theme"])], ROLES.get(row["role"] or "", _UNSAID))
            for row in rows
            if row["ticker"] in at
        ]
        above = [-1 if parents[n] is None else self._at[str(parents[n])] for n in self.names]
        self.matrix = _core.membership(members, len(at), len(self.names), above)

    def flag(self, name: str, least: int) -> NDArray[np.uint8]:
        """Whether each company belongs to the theme in words of that strength; raises `UnknownNameError`."""
        theme = self._at.get(self._key(name))
        if theme is None:
            hint = (
                did_you_mean(name, self.names.values())
                or f"; it has {', '.join(self.names.values()) or 'none'}"
            )
            raise UnknownNameError(f"the report has no theme {name!r}{hint}")
        return (self.matrix[:, theme] >= least).astype(np.uint8)

    def lists(self, companies: int) -> list[list[str]]:
        """Themes of each company, as printed."""
        names = list(self.names.values())
        return [[names[j] for j in np.flatnonzero(self.matrix[i])] for i in range(companies)]
