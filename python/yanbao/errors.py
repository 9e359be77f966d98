"""What yanbao raises: one root, and children that are also the builtin that they resemble.

Reading a file that is not there raises Python's own `FileNotFoundError`, as `open` does.
"""

from __future__ import annotations

__all__ = [
    "InvalidValueError",
    "LimitExceededError",
    "MissingExtraError",
    "MixedCurrenciesError",
    "ParseError",
    "ShapeMismatchError",
    "UnknownNameError",
    "UsageError",
    "WorkerError",
    "YanbaoError",
]


class YanbaoError(Exception):
    """Root of every error of yanbao's own."""

    __str__ = Exception.__str__  # KeyError would quote its sentence


class ParseError(YanbaoError, ValueError):
    """Input that is no text and no PDF that opens, or JSON that does not fit its schema; `byte` is where."""

    byte: int | None = None


class WorkerError(ParseError):
    """A document that brought down the process that read it, or asked for more memory or time than it had."""


class InvalidValueError(YanbaoError, ValueError):
    """A value that cannot be what its name says: a ticker such as `60057`, an empty interval."""


class UnknownNameError(YanbaoError, KeyError):
    """A name that is not there: a table, a column, a metric, a category of words."""


class UsageError(YanbaoError, TypeError):
    """Something taken for what it is not: a condition that is added, a metric without a year compared."""


class LimitExceededError(YanbaoError, ValueError):
    """Input beyond a bound of `Limits`."""


class MissingExtraError(YanbaoError, ImportError):
    """What was asked for needs an extra that is not installed; the sentence says which."""


class MixedCurrenciesError(YanbaoError, ValueError):
    """Figures in several currencies, or per ADS and per share, and what is missing to convert them."""


class ShapeMismatchError(YanbaoError, ValueError):
    """Arrays whose shapes do not fit each other."""
