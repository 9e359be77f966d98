"""What cannot be done with an expression, and what to write instead."""

from __future__ import annotations

from typing import Any, NoReturn

from yanbao.errors import UsageError

_BRACKETS = (
    "bind more tightly than comparisons do: write each comparison in brackets, "
    "as in (yb.f.pe(2023) < 60) & (yb.f.roe(2023) > 0.15)"
)


def _refusal(sentence: str) -> Any:
    """A method that says what is wrong; the sentence has a place for the expression."""

    def refuse(self: object, *_: object) -> NoReturn:
        raise UsageError(sentence.format(self))

    return refuse


_JOINED = _refusal("{!r} is a number; & and | join conditions, and " + _BRACKETS)
_OTHER = _refusal("{!r} is a number for each security: it takes + - * / and comparisons, and nothing else")
_TRUTH = _refusal("{!r} is yes or no for each security, and no number: & | and ~ are for conditions")
_GROUP = _refusal("{0!r} is for within=, as in yb.f.rank(x, within={0!r}); it has no value to compare")


def no_condition(operator: str, other: object) -> UsageError:
    """What to say of an operand that ``&`` and ``|`` cannot join."""
    return UsageError(f"{operator} joins conditions, not {other!r}; & and | " + _BRACKETS)


class NotForNumbers:
    """The operators that a number does not have."""

    __slots__ = ()

    __and__ = __rand__ = __or__ = __ror__ = __invert__ = _JOINED
    __pow__ = __rpow__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __matmul__ = __rmatmul__ = _OTHER
    __divmod__ = __rdivmod__ = __abs__ = __pos__ = __round__ = __float__ = __int__ = _OTHER


class NotForConditions:
    """Those that a condition does not have; it is not equal to ``True`` either."""

    __slots__ = ()

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _TRUTH
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _TRUTH
    __pow__ = __rpow__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = _TRUTH
    __neg__ = __abs__ = __pos__ = __round__ = __float__ = __int__ = _TRUTH
    __hash__ = object.__hash__


class NotForGroups:
    """Those that a group does not have: all of them."""

    __slots__ = ()

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _GROUP
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _GROUP
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = __neg__ = __abs__ = __float__ = __int__ = _GROUP
    __hash__ = object.__hash__
