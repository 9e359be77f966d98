"""What a study of a factor is asked, checked."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence, Sized
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao._metric_names import did_you_mean
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

ENTRIES = ("open", "close")
EXPOSURES = ("industry", "log_cap")
MAD_WIDTH = 5.0
_MOST_BUCKETS = 1000  # tables have a row for each on every date
_MOST_HORIZONS = 20


class Clipping(NamedTuple):
    """As the core takes it: how, and the width or share."""

    how: str
    bound: float
    said: str


class Cuts(NamedTuple):
    """As the core takes buckets: of what, their bounds, and how many there are."""

    cut: str
    bounds: list[float]
    buckets: int
    said: str


def horizons(periods: Any, what: str = "periods") -> tuple[int, ...]:
    """Numbers of sessions, ascending."""
    given = [periods] if isinstance(periods, int) else list(periods)
    if not given or any(isinstance(p, bool) or int(p) != p or p < 1 for p in given):
        raise InvalidValueError(f"{what} are numbers of sessions from 1 on, not {periods!r}")
    return tuple(sorted({int(p) for p in given}))


def decay_horizons(asked: Any, periods: tuple[int, ...]) -> tuple[int, ...]:
    """Those asked for; else each session up to the longest period, or twenty spread over it."""
    if asked is not None:
        return horizons(asked, "horizons")
    most = periods[-1]
    if most <= _MOST_HORIZONS:
        return tuple(range(1, most + 1))
    return tuple(sorted({*periods, *(math.ceil(most * i / _MOST_HORIZONS) for i in range(1, 21))}))


def clipping(winsorize: Any) -> Clipping:
    """None, ``"mad"``, ``("mad", width)`` or ``("quantile", share)``."""
    if winsorize is None:
        return Clipping("", 0.0, "not winsorized")
    how, bound = (winsorize, None) if isinstance(winsorize, str) else tuple(winsorize)
    if how == "mad":
        width = MAD_WIDTH if bound is None else float(bound)
        if not 0 < width < math.inf:
            raise InvalidValueError(f"a width of {bound!r} deviations clips nothing sensible")
        return Clipping("mad", width, f"winsorized at median ± {width:g} × 1.4826 × MAD of each date")
    if how == "quantile":
        if bound is None or not 0 < float(bound) < 0.5:
            raise InvalidValueError('("quantile", share) wants a share between 0 and 0.5, as 0.01')
        return Clipping(
            "shares", float(bound), f"winsorized at quantiles {bound:g} and {1 - bound:g} of each date"
        )
    raise UnknownNameError(f"winsorize cannot be {how!r}: mad, quantile, or None")


def cuts(quantiles: Any, bins: Any) -> Cuts:
    """Buckets by shares of the names, or by values."""
    name, given = ("quantiles", quantiles) if bins is None else ("bins", bins)
    count = given if isinstance(given, int) else len(given) - 1 if isinstance(given, Sized) else 0
    if count > _MOST_BUCKETS:
        raise InvalidValueError(f"{name} are {_MOST_BUCKETS:,} at most, not {count:,}")
    if bins is None:
        if isinstance(quantiles, int):
            if isinstance(quantiles, bool) or quantiles < 2:
                raise InvalidValueError(f"quantiles are 2 or more, not {quantiles!r}")
            return Cuts("shares", list(_core.even_shares(quantiles)), quantiles, f"{quantiles} quantiles")
        bounds = _ascending(quantiles, "quantiles")
        if bounds[0] < 0 or bounds[-1] > 1:
            raise InvalidValueError("quantiles are shares of the names, from 0 to 1")
        return Cuts("shares", bounds, len(bounds) - 1, f"buckets between quantiles {bounds}")
    if isinstance(bins, int):
        if isinstance(bins, bool) or bins < 1:
            raise InvalidValueError(f"bins are 1 or more, not {bins!r}")
        return Cuts("widths", [0.0] * (bins + 1), bins, f"{bins} buckets of equal width on each date")
    bounds = _ascending(bins, "bins")
    return Cuts("values", bounds, len(bounds) - 1, f"buckets between values {bounds}")


def exposures(neutralize: Any, has_groups: bool) -> list[tuple[str, pd.DataFrame | None]]:
    """Names, with a frame where the user gave one."""
    import pandas as pd

    given: Sequence[Any]
    given = [neutralize] if isinstance(neutralize, (str, pd.DataFrame)) else list(neutralize or ())
    found: list[tuple[str, pd.DataFrame | None]] = []
    for each in given:
        if isinstance(each, pd.DataFrame):
            found.append((f"frame {len(found) + 1}", each))
            continue
        if each not in EXPOSURES:
            hint = did_you_mean(str(each), EXPOSURES)
            raise UnknownNameError(f"no exposure {each!r}{hint}: {', '.join(EXPOSURES)}, or a frame")
        if each == "industry" and not has_groups:
            raise InvalidValueError("neutralize='industry' needs groups=, a frame of dates × tickers")
        found.append((each, None))
    return found


def _ascending(values: Any, what: str) -> list[float]:
    try:
        bounds = [float(v) for v in values]
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"{what} are a number or bounds: {error}") from None
    if len(bounds) < 2 or any(not a < b for a, b in itertools.pairwise(bounds)):
        raise InvalidValueError(f"bounds of {what} ascend, two or more, not {bounds}")
    return bounds
