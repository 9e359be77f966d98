"""Which rows of `estimates` are a broker's own figure of a whole year, and why the others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._currencies import mainland

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

_CELL = ["report_id", "ticker", "metric", "fiscal_year"]
_MONEY = ["currency", "currency_per_share"]


def reasons(estimates: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Of each row why it is none; None where it is a broker's own figure of a year and of a listed company.

    ``no_ticker``, ``no_broker``, ``undated``, ``not_own`` (a comparable's, or quoted), ``previous`` (what its
    report replaces), ``no_year``, ``qualified`` (adjusted, per ADS), ``actual``: the first that holds.
    """
    import numpy as np

    why = np.full(len(estimates), None, dtype=object)
    tests = {
        "no_ticker": estimates["ticker"].isna(),
        "no_broker": estimates["broker"].isna(),
        "undated": estimates["published"].isna(),
        "not_own": estimates["origin"] != "broker",
        "previous": estimates["version"].notna(),
        "no_year": estimates["fiscal_year"].isna(),
        "qualified": estimates["qualifier"].notna(),
        "actual": estimates["basis"].isin(["A", "MRQ", "TTM"]),
    }
    for reason, holds in reversed(tests.items()):
        why[holds.to_numpy(dtype=bool, na_value=True)] = reason
    return why


def money_of(rows: pd.DataFrame) -> pd.Series[Any]:
    """The currency of each figure, None of what is no money; a company of the mainland reports in its own."""
    at_home = rows["ticker"].map(lambda ticker: isinstance(ticker, str) and mainland(ticker)).astype(bool)
    currency = rows["currency"].astype(object)
    printed: pd.Series[Any] = currency.mask(currency.isna() & at_home, "CNY")
    money: pd.Series[Any] = printed.where(rows["unit"].isin(_MONEY), None)
    return money


def cells(rows: pd.DataFrame) -> tuple[Ints, Mask, Mask]:
    """Of own figures the number of their cell, which of them stands for it, and which are contradicted.

    A cell is what one report says of one company, metric and year in one currency.  The row that is printed
    most precisely stands for it; a cell contradicts itself where its rows do not meet within their rounding.
    """
    import numpy as np

    keyed = rows[_CELL].assign(money=money_of(rows))
    number = keyed.groupby([*_CELL, "money"], dropna=False, sort=False).ngroup().to_numpy("int64")
    half = rows["half_unit"].fillna(0.0).to_numpy()
    order = np.lexsort((np.arange(len(rows)), half, number))
    first = np.ones(len(rows), dtype=bool)
    first[1:] = number[order][1:] != number[order][:-1]
    stands = np.zeros(len(rows), dtype=bool)
    stands[order[first]] = True
    value = rows["value"].to_numpy()
    size = int(number.max(initial=-1)) + 1
    low, high = np.full(size, -np.inf), np.full(size, np.inf)
    np.maximum.at(low, number, value - half)
    np.minimum.at(high, number, value + half)
    contradicts = low > high + 1e-9 * np.maximum(np.abs(low), np.abs(high))
    return number, stands, contradicts[number]
