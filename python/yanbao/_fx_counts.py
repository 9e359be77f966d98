"""How EPS of a company is counted on each session: what all reports of some time leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from yanbao._currencies import security_of
from yanbao._fx_evidence import Count, Counted
from yanbao._sessions import last_within
from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]


class Choice(NamedTuple):
    """One way on the sessions that `use` it; none where `reason` is not ``ok``."""

    use: Mask
    way: Count | None
    reason: str = "ok"


class Counts:
    """Evidence by ticker, on sessions."""

    def __init__(
        self,
        counts: Mapping[str, list[Counted]],
        calendar: npt.NDArray[np.datetime64],
        places: npt.NDArray[np.int64],
        days: int,
    ) -> None:
        self._counts, self._calendar, self._places, self._days = counts, calendar, places, days

    def told(self, currency: str, shares: float) -> list[Choice]:
        """One way on all sessions."""
        return [Choice(self._everywhere(), Count(currency, shares))]

    def lacking(self, reason: str) -> list[Choice]:
        """No way on any session."""
        return [Choice(self._everywhere(), None, reason)]

    def ways(
        self, ticker: str, currency: str | None, shares: float | None, otherwise: list[Choice]
    ) -> list[Choice]:
        """What the live rows of a ticker all leave; `otherwise` where there are none.

        A currency that is printed, and a number of shares that is given, choose among what they leave.  Rows
        that nothing explains count only where there are no others: beside them they are misprints.
        """
        import numpy as np

        rows = self._counts.get(security_of(ticker))
        if not rows:
            return otherwise
        explained = [row for row in rows if row.choices]
        live = self._live(explained)
        options = sorted({choice for row in explained for choice in row.choices})
        left = {c: (self._live([r for r in explained if c in r.choices]) == live) for c in options}
        told = {c: mask & (currency in (None, c.currency)) for c, mask in left.items()}
        kept = {c: mask & (shares in (None, c.shares)) for c, mask in told.items()}
        number, before, all_left = (
            np.sum([*chosen.values()], axis=0) if chosen else np.zeros(len(live), int)
            for chosen in (kept, told, left)
        )
        some = live > 0
        unexplained = ~some & (self._live([r for r in rows if not r.choices]) > 0)
        choices = [
            Choice(some & ((all_left == 0) | (before == 0)), None, "k_conflict"),
            Choice(some & (before > 0) & (number == 0), None, "ads_contradicted"),
            Choice(some & (number > 1), None, "ads_ambiguous"),
            Choice(unexplained, None, "k_unexplained"),
        ]
        choices += [Choice(some & (number == 1) & mask, c) for c, mask in kept.items()]
        rest = ~some & ~unexplained
        return choices + [way._replace(use=way.use & rest) for way in otherwise]

    def _live(self, rows: list[Counted]) -> npt.NDArray[np.int64]:
        """How many of them are known and not too old, session by session."""
        import numpy as np

        at = np.array([row.at for row in rows if row.at < len(self._calendar)], np.int64)
        steps = np.zeros(len(self._calendar) + 1, np.int64)
        np.add.at(steps, at, 1)
        np.add.at(steps, last_within(self._calendar[at], self._days, self._calendar) + 1, -1)
        alive: npt.NDArray[np.int64] = np.cumsum(steps)[self._places]
        return alive

    def _everywhere(self) -> Mask:
        import numpy as np

        return np.ones(len(self._places), bool)


def check_ads(ads: Mapping[str, float]) -> dict[str, float]:
    """The user's numbers of shares by security; tickers come in any habit.

    Raises
    ------
    InvalidValueError
        A ticker is none, or a number is not positive.
    """
    if not isinstance(ads, Mapping):
        raise InvalidValueError(f"ads is a mapping of tickers to numbers, not {type(ads).__name__}")
    found: dict[str, float] = {}
    for name, shares in ads.items():
        try:
            key = security_of(canonical(name))
        except YanbaoError as error:
            raise InvalidValueError(f"a ticker of ads is none: {error}") from None
        number = isinstance(shares, (int, float)) and not isinstance(shares, bool)
        if not number or not 0.0 < shares < float("inf"):
            raise InvalidValueError(f"{key} cannot have {shares!r} shares in one")
        found[key] = float(shares)
    return found
