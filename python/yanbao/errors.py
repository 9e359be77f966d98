"""What yanbao raises: one root, and children that are also the builtin that they resemble.

Reading a file that is not there raises Python's own `FileNotFoundError`, as `open` does.
"""

from __future__ import annotations

__all__ = [
    "InvalidValueError",
    "LimitExceededError",
    "ParseError",
    "ShapeMismatchError",
    "UnknownNameError",
    "YanbaoError",
]


class YanbaoError(Exception):
    """Root of every error of yanbao's own."""

    __str__ = Exception.__str__  # KeyError would quote its sentence


class ParseError(YanbaoError, ValueError):
    """Input that is no text, or JSON that does not fit its schema; `byte` is where, as far as it is known."""

    byte: int | None = None


class InvalidValueError(YanbaoError, ValueError):
    """A value that cannot be what its name says: a ticker such as `60057`, an empty interval."""


class UnknownNameError(YanbaoError, KeyError):
    """A name that is not there: a table, a column, a metric, a category of words."""


class LimitExceededError(YanbaoError, ValueError):
    """Input beyond a bound of `Limits`."""


class ShapeMismatchError(YanbaoError, ValueError):
    """Arrays whose shapes do not fit each other."""
