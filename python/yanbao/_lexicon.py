from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yanbao import _core
from yanbao.errors import ParseError

_DATA = Path(__file__).parent / "data" / "lexicon"
_Words = dict[str, dict[str, dict[str, Any]]]


class Lexicon:
    """The words that reports are read by: column headers, units, ratings, roles, metrics, names of brokers.

    It never changes; `extended` gives a new one.  Its JSON is ``{category: {key: [word, ...]}}``, or
    ``{"words": [...], attribute: value}`` in place of the list.  Words match whatever their case, spacing and
    width.

    Examples
    --------
    >>> import yanbao as yb
    >>> lexicon = yb.Lexicon.default().extended({"column": {"price": ["周五价"]}})
    >>> "周五价" in lexicon.words("column")["price"]
    True
    """

    __slots__ = ("_core",)

    def __init__(self, core: _core.Lexicon) -> None:
        self._core = core

    @classmethod
    def default(cls) -> Lexicon:
        """The lexicon of the package, read once."""
        return _default()

    @classmethod
    def from_json(cls, words: str | Mapping[str, Any]) -> Lexicon:
        """A lexicon of these words alone; raises `ParseError` where they do not fit the form."""
        return cls(_core.Lexicon.from_json(_json(words)))

    def extended(self, words: str | Mapping[str, Any]) -> Lexicon:
        """A new lexicon with words added to keys, attributes replaced, keys and categories created.

        Parameters
        ----------
        words
            The form of `from_json`, as a mapping or as JSON text.
        """
        return Lexicon(self._core.extended(_json(words)))

    @property
    def categories(self) -> list[str]:
        """Names of its categories."""
        return self._core.categories()

    def words(self, category: str) -> dict[str, list[str]]:
        """Keys of a category with their words as they were written; raises `UnknownNameError`."""
        return dict(self._core.words(category))

    def to_json(self) -> str:
        """The JSON that would make this lexicon again."""
        return self._core.to_json()

    def __reduce__(self) -> tuple[Callable[[str], Lexicon], tuple[str]]:
        return Lexicon.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        return f"<yanbao.Lexicon: {', '.join(self.categories)}>"


def _json(words: str | Mapping[str, Any]) -> str:
    return words if isinstance(words, str) else json.dumps(words, ensure_ascii=False)


def _merge(into: _Words, added: Mapping[str, Any], source: str) -> None:
    for category, keys in added.items():
        for key, entry in keys.items():
            held = into.setdefault(category, {}).setdefault(key, {"words": []})
            given = entry if isinstance(entry, dict) else {"words": entry}
            for attribute, value in given.items():
                if attribute == "words":
                    held["words"] += value
                elif held.setdefault(attribute, value) != value:
                    raise ParseError(
                        f"{source}: {category}.{key}.{attribute} is {held[attribute]!r} elsewhere"
                    )


@functools.cache
def _default() -> Lexicon:
    words: _Words = {}
    for path in sorted(_DATA.glob("*.json")):
        _merge(words, json.loads(path.read_text(encoding="utf-8")), path.name)
    return Lexicon.from_json(words)
