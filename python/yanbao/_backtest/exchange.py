"""What money of other currencies is worth in that of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._currencies import currency_of
from yanbao._price_rows import filled_forward
from yanbao.errors import MixedCurrenciesError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.notes import Notes

    Floats = npt.NDArray[np.float64]


def exchange(
    tickers: pd.Index[str],
    priced: npt.NDArray[np.bool_],
    sessions: pd.DatetimeIndex,
    fx: pd.DataFrame | None,
    currency: str | None,
    notes: Notes,
) -> tuple[str, dict[str, npt.NDArray[Any]]]:
    """The account's currency, and by session what one unit of each other one is worth in it."""
    import numpy as np
    import pandas as pd

    from yanbao._fx_rates import given

    named = [currency_of(name) or "CNY" if at else None for name, at in zip(tickers, priced, strict=True)]
    names = [n for n in dict.fromkeys(named) if n is not None] or [currency or "CNY"]
    sure = [name or names[0] for name in named]  # what has no price is in no currency
    home = currency or (names[0] if len(names) == 1 else None)
    if home is None:
        raise MixedCurrenciesError(f"prices are in {', '.join(names)}: say currency= of the account, and fx=")
    opens, closes = np.ones((2, len(sessions), len(names)))
    for at, name in enumerate(names):
        if name == home:
            continue
        if fx is None:
            raise MixedCurrenciesError(f"{name} must be turned into {home}: give fx=")
        for out, days in ((opens, sessions), (closes, sessions + pd.Timedelta(days=1))):
            found = given(fx, days)
            rate = _rate_of(found, name, home)
            if np.isnan(rate).any() and out is closes:
                notes.warn(
                    "fx_stale",
                    f"no {name}/{home} of the five weeks before: the last one is carried, and before the "
                    "first there are no fills",
                    count=int(np.isnan(rate).sum()),
                )
            out[:, at] = _carried(rate)
    codes = np.array([names.index(name) for name in sure], np.int32)
    return home, {"currency": codes, "rate_open": opens, "rate_close": closes}


def _rate_of(found: Any, name: str, home: str) -> Floats:
    """The rate as it is given, turned round, or by a third currency in which both are given."""
    import numpy as np

    def direct(one: str, other: str) -> Floats | None:
        if (one, other) in found:
            return np.asarray(found[one, other].value)
        return np.asarray(1 / found[other, one].value) if (other, one) in found else None

    rate = direct(name, home)
    for third in sorted({each for pair in found for each in pair}):
        if rate is None:
            one, other = direct(name, third), direct(home, third)
            rate = None if one is None or other is None else one / other
    if rate is None:
        pairs = ", ".join(sorted("/".join(pair) for pair in found))
        raise MixedCurrenciesError(
            f"fx has no {name}/{home}, and no third currency in which both are: {pairs}"
        )
    return rate


def _carried(rate: Floats) -> Floats:
    """A rate of each session; where none is known yet there is none."""
    return filled_forward(rate[:, None])[:, 0]
