"""`yb.f`: the names of an expression."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import NoReturn

from yanbao import _metric_names
from yanbao._expr import (
    ATOM,
    Condition,
    Group,
    Groups,
    Metric,
    Number,
    Rating,
    Theme,
    number,
    quoted,
    standing,
)
from yanbao._metric_names import Description, UnknownMetricError, Year, check_year, did_you_mean
from yanbao.errors import InvalidValueError, UnknownNameError, UsageError

# strongest first; the number is what a membership matrix holds
ROLES = {"key_pick": 5, "pick": 4, "key_beneficiary": 3, "beneficiary": 2, "watch": 1}
# what brokers said over time, or how many did: metrics that a report alone has not
OVER_TIME = ("revision", "breadth", "brokers")
_ON = ("eps", "net_profit")  # what a growth over years is of
_SPECIAL = (
    "breadth",
    "brokers",
    "cagr",
    "industry",
    "mean",
    "peg",
    "quantile",
    "rank",
    "rating",
    "revision",
    "theme",
)


class Names:
    """Metrics, themes and ratings by name, for conditions and for arithmetic.

    ``yb.f.<metric>(year)`` is a metric of every security; the year is a number (``2024``) or relative
    (``"fy0"`` is the latest year with an actual, ``"fy1"`` the next, ``"ftm"`` the forward twelve months,
    ``"this_year"``, ``"next_year"``).  ``price()``, ``market_cap()`` and ``excess_return()`` take no year.
    ``yb.f["name"](year)`` names a figure that only a report of yours prints.

    Comparisons make conditions, which ``&``, ``|`` and ``~`` join; ``.surely()`` and ``.possibly()`` make
    them look at what was rounded away.

    Raises
    ------
    AttributeError
        There is no metric of that name; it is an `UnknownNameError` too, and suggests the nearest one.

    Warns
    -----
    UserWarning
        A metric is compared with a number that it can hardly come near: ``yb.f.roe(2023) > 15`` for 15 %.

    Examples
    --------
    >>> import yanbao as yb
    >>> (yb.f.pe(2023) < 60) & (yb.f.eps_growth(2023) > 0.15) & yb.f.theme("信创")
    (yb.f.pe(2023) < 60) & (yb.f.eps_growth(2023) > 0.15) & yb.f.theme("信创")
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Callable[..., Number]:
        described = _metric_names.describe(name)
        if described is None:
            if name.startswith("_"):
                raise AttributeError(name)
            raise UnknownMetricError(f"no metric {name!r}{did_you_mean(name, dir(self))}")
        return _Unasked(described)

    def __getitem__(self, name: str) -> Callable[[Year], Number]:
        if not isinstance(name, str) or not name:
            raise InvalidValueError(f"no name of a metric: {name!r}")
        if name in dir(self):
            made: Callable[[Year], Number] = getattr(self, name)
            return made
        return _Unasked(Description(name, "", "multiple", "required", 0.0, 0.0))

    def __dir__(self) -> list[str]:
        return sorted({*_metric_names.names(), *_SPECIAL})

    def __repr__(self) -> str:
        return "yb.f"

    def cagr(self, start: Year = "fy0", end: Year = "fy2", on: str = "eps") -> Number:
        """Growth a year from `start` to `end` of ``eps`` or ``net_profit``, both positive."""
        first, last = check_year(start), check_year(end)
        if "ftm" in (first, last):
            raise InvalidValueError("cagr goes from one fiscal year to another; ftm is twelve months of two")
        if isinstance(first, int) and isinstance(last, int) and first >= last:
            raise InvalidValueError(f"cagr from {first} to {last}: the end comes after the start")
        default = (first, last) == ("fy0", "fy2")
        text = "" if default else f"{quoted(first)}, {quoted(last)}"
        return _on("cagr", (first, last), on, text)

    def peg(self, year: Year | None = None, on: str = "eps") -> Number:
        """PE of a year over 100 times growth, where that is positive.

        Without a year PE of ``fy1`` over `cagr` from ``fy0`` to ``fy2``; with one, PE and growth of that
        year.
        """
        years = () if year is None else (check_year(year),)
        return _on("peg", years, on, ", ".join(map(quoted, years)))

    def revision(self, metric: str, year: Year = "fy1", sessions: int = 30) -> Number:
        """How far the brokers' estimates moved in so many sessions: 0.05 is 5 % up.  Of a panel.

        The consensus of those that have an estimate on both days, for the fiscal year that `year` means on
        the later one, over its absolute value.

        Examples
        --------
        >>> import yanbao as yb
        >>> (yb.f.revision("eps", "fy1", 20) > 0.02) & (yb.f.breadth("eps", "fy1", 20) > 0.5)
        (yb.f.revision("eps", "fy1", 20) > 0.02) & (yb.f.breadth("eps", "fy1", 20) > 0.5)
        """
        return _moved("revision", metric, year, sessions)

    def breadth(self, metric: str, year: Year = "fy1", sessions: int = 30) -> Number:
        """Brokers that raised their estimate in so many sessions less those that cut it, over all.

        Of a panel; from -1 to 1.
        """
        return _moved("breadth", metric, year, sessions)

    def brokers(self, metric: str, year: Year = "fy1") -> Number:
        """How many brokers have a live estimate.  Of a panel."""
        on, checked = _estimated(metric), check_year(year)
        text = f"yb.f.brokers({quoted(on)}, {quoted(checked)})"
        return Number(text, ATOM, (("column", Metric("brokers", (checked,), on)),))

    def theme(self, name: str, min_role: str | None = None, min_brokers: int = 1) -> Condition:
        """Whether a security belongs to a theme or one of its sub-themes.

        Parameters
        ----------
        name
            The theme as the report prints it.
        min_role
            The weakest wording that counts: ``key_pick``, ``pick``, ``key_beneficiary``, ``beneficiary`` or
            ``watch``.
        min_brokers
            How many brokers say so at least.  A report has one and refuses to be asked for more.
        """
        if not isinstance(name, str) or not name:
            raise InvalidValueError(f"no name of a theme: {name!r}")
        if min_role is not None and min_role not in ROLES:
            raise UnknownNameError(f"no role {min_role!r}{did_you_mean(str(min_role), ROLES)}")
        least = _count(min_brokers, "min_brokers")
        role = f", min_role={quoted(min_role)}" if min_role is not None else ""
        brokers = f", min_brokers={least}" if least > 1 else ""
        leaf = Theme(name, min_role, least)
        return Condition(f"yb.f.theme({quoted(name)}{role}{brokers})", ATOM, (("flag", leaf),))

    def rating(self, *labels: str) -> Condition:
        """Whether the rating is one of `labels`, as the report prints it (买入, 增持, ...)."""
        if not labels or not all(isinstance(label, str) and label for label in labels):
            raise InvalidValueError(f"no ratings: {labels!r}")
        text = f"yb.f.rating({', '.join(map(quoted, labels))})"
        return Condition(text, ATOM, (("flag", Rating(labels)),))

    def industry(self, level: int = 1) -> Groups:
        """The industry of every security as of the day, for ``within=``: of a panel.

        `level` 1 is the coarsest.
        """
        checked = _count(level, "level")
        text = str(checked) if checked > 1 else ""
        return Groups(f"yb.f.industry({text})", ATOM, (("group", Group("industry", checked)),))

    def rank(self, x: Number, within: Groups | Condition | None = None) -> Number:
        """1 for the smallest of its date, equals sharing their mean rank.

        Parameters
        ----------
        x
            What is ranked.
        within
            Rank only among the securities of the same group (``yb.f.industry()``), or among those that
            satisfy a condition (``yb.f.theme("信创")``, ``yb.f.market_cap() > 100e8``).  One that is in no
            group, or of which the condition does not say yes, has no rank.

        Examples
        --------
        >>> import yanbao as yb
        >>> yb.f.quantile(yb.f.pe("fy1"), within=yb.f.industry()) <= 0.2
        yb.f.quantile(yb.f.pe("fy1"), within=yb.f.industry()) <= 0.2
        """
        return _standing("rank", x, within)

    def quantile(self, x: Number, within: Groups | Condition | None = None) -> Number:
        """Rank over the number of securities with a value: above 0, up to 1; `within` as in `rank`."""
        return _standing("quantile", x, within)

    def mean(self, x: Number, within: Groups | Condition | None = None) -> Number:
        """Mean of the securities of its date that have a value; `within` as in `rank`.

        Every security of the group has it, also one without a value of its own:
        ``x - yb.f.mean(x, within=yb.f.industry())`` is how far a security stands from its industry.
        """
        return _standing("mean", x, within)


class _Unasked:
    """A metric whose year is still to be said: it is called, and has no value to compare."""

    __slots__ = ("_described",)

    def __init__(self, described: Description) -> None:
        self._described = described

    def __call__(self, *years: Year) -> Number:
        return _metric(self._described, *years)

    def __repr__(self) -> str:
        return f"yb.f.{self._described.name}"

    def _no_value(self, other: object = None) -> NoReturn:
        year = "" if self._described.year == "none" else "2024"
        raise UsageError(f"{self!r} is no value yet: write {self!r}({year})")

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = __neg__ = __pos__ = __abs__ = _no_value
    __pow__ = __rpow__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __round__ = __float__ = _no_value
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = _no_value
    __hash__ = object.__hash__
    __add__ = __sub__ = __mul__ = __truediv__ = __radd__ = __rsub__ = __rmul__ = __rtruediv__ = _no_value


def _metric(described: Description, *years: Year) -> Number:
    name = described.name
    most = 0 if described.year == "none" else 1
    least = 1 if described.year == "required" else 0
    if not least <= len(years) <= most:
        wants = "no year" if most == 0 else "one year" if least == 1 else "a year or none"
        raise InvalidValueError(f"yb.f.{name} takes {wants}, as in yb.f.{name}({'2024' if most else ''})")
    checked = tuple(map(check_year, years))
    attribute = f".{name}" if _metric_names.describe(name) else f"[{quoted(name)}]"
    text = f"yb.f{attribute}({', '.join(map(quoted, checked))})"
    return Number(text, ATOM, (("column", Metric(name, checked)),))


def _on(name: str, years: tuple[Year, ...], on: str, text: str) -> Number:
    """A metric of growth, on EPS or on net profit."""
    if on not in _ON:
        raise UnknownNameError(f"{name} on {on!r}{did_you_mean(str(on), _ON)}: eps or net_profit")
    typed = ", ".join(filter(None, (text, f"on={quoted(on)}" if on != "eps" else "")))
    return Number(f"yb.f.{name}({typed})", ATOM, (("column", Metric(name, years, on)),))


def _standing(kind: str, x: Number, within: Groups | Condition | None) -> Number:
    if not isinstance(x, Number):
        raise UsageError(f"{kind} takes a number for each security, not {x!r}")
    text, steps = standing(kind, x, within)
    return Number(f"yb.f.{kind}({number(x, kind)!r}{text})", ATOM, steps)


def _moved(name: str, metric: str, year: Year, sessions: int) -> Number:
    """What brokers changed in so many sessions."""
    on, checked, back = _estimated(metric), check_year(year), _count(sessions, "sessions")
    text = f"yb.f.{name}({quoted(on)}, {quoted(checked)}, {back})"
    return Number(text, ATOM, (("column", Metric(name, (checked,), on, back)),))


def _estimated(metric: str) -> str:
    """A figure that brokers estimate; what is computed from prices or counted is none."""
    if not isinstance(metric, str) or not metric:
        raise InvalidValueError(f"no name of a metric: {metric!r}")
    described = _metric_names.describe(metric)
    if described is None or described.year != "required":
        raise UnknownMetricError(f"no estimates of {metric!r}{did_you_mean(metric, _metric_names.names())}")
    return metric


def _count(value: int, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or not 0 < value < 2**31:
        raise InvalidValueError(f"{name} cannot be {value!r}: a count from 1 on")
    return int(value)


f = Names()
