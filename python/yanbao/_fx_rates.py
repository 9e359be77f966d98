"""Exchange rates on sessions: those that a user gives, and those that reports imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from yanbao._currencies import currency
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._fx_evidence import Implied

    Floats = npt.NDArray[np.float64]
    Codes = npt.NDArray[np.uint8]
    Pair = tuple[str, str]

NO_RATE, CONFLICT = 1, 2
GIVEN_DAYS = 35  # a monthly table has a rate for every session; an older rate is none of the day
_MOVE = 0.03  # a rate that seems to have moved further within some sessions is not one rate


class Rate(NamedTuple):
    """Units of the second currency for one of the first, a session a cell, with bounds.

    `lack` is 0 where it is known, else `NO_RATE`, or `CONFLICT` where reports contradict each other.
    """

    value: Floats
    low: Floats
    high: Floats
    lack: Codes

    def inverse(self) -> Rate:
        return Rate(1 / self.value, 1 / self.high, 1 / self.low, self.lack)

    def times(self, other: Rate) -> Rate:
        import numpy as np

        low, high = self.low * other.low, self.high * other.high
        return Rate(self.value * other.value, low, high, np.maximum(self.lack, other.lack))

    def over(self, shares: float) -> Rate:
        return Rate(self.value / shares, self.low / shares, self.high / shares, self.lack)

    def or_else(self, other: Rate) -> Rate:
        """Its own where it has any or is a contradiction, the other's elsewhere."""
        import numpy as np

        own = self.lack != NO_RATE
        value, low, high = (
            np.where(own, mine, theirs) for mine, theirs in zip(self[:3], other[:3], strict=True)
        )
        return Rate(value, low, high, np.where(own, self.lack, other.lack))


def missing(sessions: int) -> Rate:
    import numpy as np

    nan = np.full(sessions, np.nan)
    return Rate(nan, nan.copy(), nan.copy(), np.full(sessions, NO_RATE, np.uint8))


def given(fx: pd.DataFrame, sessions: pd.DatetimeIndex) -> dict[Pair, Rate]:
    """The user's rates, each session with the last one of an earlier day: d's own is not known at its open.

    Raises
    ------
    InvalidValueError
        A column is missing, a day, currency or rate is none, or a pair has two rates on a day.
    """
    import numpy as np
    import pandas as pd

    if not isinstance(fx, pd.DataFrame):
        raise InvalidValueError(f"exchange rates come as a frame, not as {type(fx).__name__}")
    named = {"from", "to"} <= set(fx.columns)
    if not {"date", "rate"} <= set(fx.columns) or not (named or "pair" in fx.columns):
        raise InvalidValueError("exchange rates need date, rate, and from and to, or pair such as HKD/CNY")
    pairs = list(zip(fx["from"], fx["to"], strict=True)) if named else [_parted(p) for p in fx["pair"]]
    try:
        days = pd.to_datetime(fx["date"], errors="raise")
        rate = fx["rate"].to_numpy("float64")
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a day or an exchange rate is none: {error}") from None
    if days.isna().any() or getattr(days.dt, "tz", None) is not None:
        raise InvalidValueError("every exchange rate needs its day, without a time zone")
    if not (np.isfinite(rate) & (rate > 0)).all():
        raise InvalidValueError("an exchange rate is a positive number")
    frame = pd.DataFrame({"day": days.dt.normalize().to_numpy(), "rate": rate})
    frame["base"], frame["quote"] = [currency(a) for a, _ in pairs], [currency(b) for _, b in pairs]
    twice = frame.duplicated(["base", "quote", "day"])
    if twice.any():
        at = frame.loc[int(twice.to_numpy().argmax())]
        raise InvalidValueError(f"two rates of {at['base']}/{at['quote']} on {at['day']:%Y-%m-%d}")
    found: dict[Pair, Rate] = {}
    asked = sessions.to_numpy().astype("datetime64[ns]")
    for (base, quote), rows in frame.sort_values("day").groupby(["base", "quote"]):
        day = rows["day"].to_numpy().astype("datetime64[ns]")
        place = np.searchsorted(day, asked, side="left") - 1
        at = np.maximum(place, 0)
        fresh = (place >= 0) & (asked - day[at] <= np.timedelta64(GIVEN_DAYS, "D"))
        value = np.where(fresh, rows["rate"].to_numpy("float64")[at], np.nan)
        found[str(base), str(quote)] = Rate(
            value, value.copy(), value.copy(), np.where(fresh, 0, NO_RATE).astype(np.uint8)
        )
    return found


def _parted(pair: object) -> Pair:
    text = str(pair).replace("/", "")
    return text[:3], text[3:]


def implied(rates: Sequence[Implied], places: npt.NDArray[np.int64], trailing: int) -> Rate:
    """Join what reports of the trailing sessions say of one pair.

    The newest session's reports come first, then older ones as long as their intervals meet it.  An older
    one that does not is left out: the rate has moved since.  Where the reports of one session do not meet
    the rate lies between them.  Intervals further apart than a rate moves are a contradiction, and no rate.

    Parameters
    ----------
    rates
        Intervals, each known from its session of the calendar on.
    places
        The sessions that are asked for, in the calendar.
    trailing
        How many sessions count, the asked one among them.
    """
    out = missing(len(places))
    of_session: dict[int, list[Implied]] = defaultdict(list)
    for rate in rates:
        of_session[rate.at].append(rate)
    for row, place in enumerate(places.tolist()):
        held: tuple[float, float] | None = None
        lack = NO_RATE
        for at in range(place, place - trailing, -1):
            if at not in of_session:
                continue
            met = _of_one_session(of_session[at])
            if met is None or (held is not None and _apart(held, met)):
                held, lack = None, CONFLICT
                break
            if held is None:
                held = met
                continue
            low, high = max(held[0], met[0]), min(held[1], met[1])
            if low > high:
                break
            held = (low, high)
        if held is None:
            out.lack[row] = lack
        else:
            out.low[row], out.high[row], out.lack[row] = *held, 0
            out.value[row] = (held[0] + held[1]) / 2
    return out


def _of_one_session(rates: Sequence[Implied]) -> tuple[float, float] | None:
    low, high = max(r.low for r in rates), min(r.high for r in rates)
    if low <= high:
        return low, high
    return None if low > high * (1 + _MOVE) else (high, low)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) > min(a[1], b[1]) * (1 + _MOVE)
