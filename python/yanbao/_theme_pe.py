"""PE of a theme on every session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

# by way the PE, how many members it is of, and what share of the known market cap they have
_WAYS = {
    "sum": ("by_sum", "n", "cap_coverage"),
    "harmonic": ("harmonic", "yields", "yield_coverage"),
    "median": ("median", "profitable", "yield_coverage"),
}


def theme_pe(
    strength: npt.NDArray[np.uint8],
    cap: Any,
    earnings: Any,
    earnings_yield: Any = None,
    how: str = "sum",
    *,
    dates: pd.Index | None = None,
    least: int = 1,
) -> pd.DataFrame:
    """PE of the members of a theme on each date.

    Parameters
    ----------
    strength
        Date × ticker, as `PanelThemes.strength` gives it.
    cap, earnings, earnings_yield
        Date × ticker, frames or arrays, None where nothing of the kind is known: market cap and earnings in
        one currency, and E/P, which goes without them.  Without E/P it is earnings over cap.
    how
        ``sum``, 整体法: sum of caps over sum of earnings, losses kept; ``harmonic``: 1 / equal-weight mean of
        E/P, losses kept; ``median``: of members that earn something.
    dates
        Index of the result; that of the frames by default.
    least
        The weakest strength that counts.

    Returns
    -------
    pandas.DataFrame
        On date: ``pe``, NaN where the denominator is not positive; ``n``, the members that it is of;
        ``members`` of the theme; ``cap_coverage``, the share of the members' known market cap that has what
        the PE needs, NaN where no cap is known.

    Raises
    ------
    InvalidValueError
        `how` is none of the three.
    ShapeMismatchError
        The arrays are not of one shape.

    Examples
    --------
    >>> import numpy as np
    >>> from yanbao._theme_pe import theme_pe
    >>> members = np.array([[4, 1, 0], [4, 1, 0]], dtype=np.uint8)
    >>> cap = np.array([[100.0, 50.0, 7.0], [120.0, 60.0, 7.0]])
    >>> earned = np.array([[5.0, -1.0, 1.0], [5.0, np.nan, 1.0]])
    >>> theme_pe(members, cap, earned).round(3)
         pe  n  members  cap_coverage
    0  37.5  2        2         1.000
    1  24.0  1        2         0.667
    """
    import numpy as np
    import pandas as pd

    if how not in _WAYS:
        raise InvalidValueError(f"how cannot be {how!r}: {', '.join(_WAYS)}")
    index = dates
    for given in (cap, earnings, earnings_yield):
        if index is None and isinstance(given, pd.DataFrame):
            index = given.index
    caps, earned, yields = (
        None if a is None else np.ascontiguousarray(a, np.float64) for a in (cap, earnings, earnings_yield)
    )
    found = _core.group_pe_series(np.ascontiguousarray(strength, np.uint8), caps, earned, yields, least=least)
    pe, n, coverage = (found[name] for name in _WAYS[how])
    columns = {"pe": pe, "n": n, "members": found["members"], "cap_coverage": coverage}
    frame: pd.DataFrame = pd.DataFrame(columns, index=index)
    return frame
