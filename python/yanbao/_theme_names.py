"""Which names of themes are one: whatever their case, spacing and width, and by the lexicon's synonyms."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from yanbao._lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CATEGORY = "theme_synonym"  # of the lexicon: a key a theme, its words the names that houses give it


def spelled(name: str) -> str:
    """A name without white space, case and width."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


class ThemeNames:
    """Keys of names: equal for names of one theme."""

    def __init__(self, synonyms: Mapping[str, Sequence[str]] | None = None) -> None:
        if synonyms is None:
            lexicon = Lexicon.default()
            synonyms = lexicon.words(CATEGORY) if CATEGORY in lexicon.categories else {}
        self._above: dict[str, str] = {}
        for words in synonyms.values():
            first, *others = [spelled(word) for word in words] or [""]
            for other in others:  # words that two entries share make them one
                one, two = self._top(first), self._top(other)
                if one != two:
                    self._above[max(one, two)] = min(one, two)

    def _top(self, word: str) -> str:
        while word in self._above:
            word = self._above[word]
        return word

    def key(self, name: str) -> str:
        """What names of one theme share."""
        return self._top(spelled(name))
