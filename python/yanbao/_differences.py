"""Why two figures of one cell differ, where that is plain, and why one side has a figure alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._pairs import meet

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Objects = npt.NDArray[np.object_]

_PLAIN = 0.02  # a figure of one digit has any scale


def compared(here: pd.DataFrame, there: pd.DataFrame, ours: pd.DataFrame) -> tuple[Objects, Objects, Floats]:
    """Of pairs: whether they agree, what makes them differ where that is plain, and their ratio."""
    import numpy as np

    sides = [
        side[c].fillna(0.0).to_numpy("float64") for side in (here, there) for c in ("value", "half_unit")
    ]
    a, ha, b, hb = sides
    agree = meet(*sides)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(a != 0, b / a, np.nan)
    currencies = here["currency"].to_numpy(dtype=object), there["currency"].to_numpy(dtype=object)
    known = here["currency"].notna().to_numpy() & there["currency"].notna().to_numpy()
    plain = {
        "sign": (a != 0) & meet(a, ha, -b, hb),
        "scale": np.any([_scaled(a, ha, b, hb, 10.0**n) for n in _POWERS], axis=0),
        "rounding": _just_beyond(a, ha, b, hb, ~agree),
        "year": _of_another_year(here, ours, b, hb),
        "currency": known & (currencies[0] != currencies[1]),
        "conflict": here["contradicts"].to_numpy(dtype=bool),
    }
    guess = np.full(len(here), None, dtype=object)
    for name, holds in reversed(plain.items()):
        guess[holds & ~agree] = name
    return np.where(agree, "agree", "differ").astype(object), guess, ratio


_POWERS = (4, 2, 8, 3, 6, -4, -2, -8, -3, -6)


def _scaled(a: Floats, ha: Floats, b: Floats, hb: Floats, by: float) -> npt.NDArray[np.bool_]:
    """The other is ours times `by`."""
    import numpy as np

    near = np.abs(b - by * a) <= _PLAIN * np.abs(by * a)
    scaled: npt.NDArray[np.bool_] = (a != 0) & near & meet(by * a, by * ha, b, hb)
    return scaled


def _just_beyond(
    a: Floats, ha: Floats, b: Floats, hb: Floats, asked: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Off by one in the last digit of either, or rounded by the other to fewer digits than ours."""
    import numpy as np

    shown = np.zeros(len(b))
    shown[asked] = [_half_of_last_digit(value) for value in b[asked].tolist()]
    gap, slack = np.abs(a - b), 1e-9 * np.abs(a)
    fewer = (gap <= ha + shown + slack) & (gap <= _PLAIN / 2 * np.abs(a))
    beyond: npt.NDArray[np.bool_] = (gap <= 3 * np.maximum(ha, hb) + slack) | fewer
    return beyond


def _half_of_last_digit(value: float) -> float:
    from decimal import Decimal

    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 0.5 * 10.0**exponent if isinstance(exponent, int) else 0.0


def _of_another_year(rows: pd.DataFrame, ours: pd.DataFrame, b: Floats, hb: Floats) -> npt.NDArray[np.bool_]:
    """What they say of a year is what our report says of the year beside."""
    import numpy as np
    import pandas as pd

    cell = ["report_id", "ticker", "metric", "currency"]
    number = (
        pd.concat([ours[cell], rows[cell]]).groupby(cell, dropna=False, sort=False).ngroup().to_numpy("int64")
    )
    year = np.r_[ours["fiscal_year"].to_numpy("int64"), rows["fiscal_year"].to_numpy("int64")]
    index = number * 10_000 + year
    held = pd.DataFrame({"value": ours["value"].to_numpy(), "half": ours["half_unit"].fillna(0.0).to_numpy()})
    held.index = pd.Index(index[: len(ours)])
    shifted = np.zeros(len(rows), dtype=bool)
    for by in (1, -1):
        beside = held.reindex(index[len(ours) :] + by)
        shifted |= meet(beside["value"].to_numpy(), beside["half"].to_numpy(), b, hb)  # NaN does not meet
    return shifted


def of_one_side(rows: pd.DataFrame, others: pd.DataFrame, days: int) -> Objects:
    """Of figures of one side alone: whether the other has the report at all, or ever the metric."""
    import numpy as np
    import pandas as pd

    company = ["house", "ticker"]
    sides = pd.concat([rows[[*company, "published"]], others[[*company, "published"]]])
    number = sides.groupby(company, sort=False).ngroup().to_numpy("int64")
    day = sides["published"].to_numpy().astype("datetime64[D]").astype("int64")
    at = number * (1 << 20) + day
    known: npt.NDArray[np.int64] = np.sort(at[len(rows) :])
    mine = at[: len(rows)]
    near = known.searchsorted(mine - days) < known.searchsorted(mine + days, side="right")
    has_metric = rows["metric"].isin(others["metric"].unique()).to_numpy()
    alone: Objects = np.where(has_metric, "no_figure", "no_metric").astype(object)
    return np.where(near, alone, "no_report")
