"""Currencies: which one an exchange quotes in, and in which one EPS was printed by a session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao.errors import InvalidValueError, MixedCurrenciesError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

HOME = "CNY"  # what EPS is in where a report leaves it open, as in the core's audit
_MAINLAND = {"SH": ("900", "USD"), "SZ": ("200", "HKD"), "BJ": ("", "")}  # codes of B-shares
_AMERICAN = ("O", "N", "A", "P", "US")
ALIASES = {"RMB": "CNY"}


class Currencies(NamedTuple):
    """A currency for each ticker, or each session and ticker: places in `names`, -1 where none is known."""

    names: tuple[str, ...]
    codes: npt.NDArray[np.int8]


def mainland(ticker: str) -> bool:
    """Whether a ticker is listed in mainland China, where companies report in its currency."""
    return ticker.rpartition(".")[2] in _MAINLAND


def american(ticker: str) -> bool:
    """Whether what is traded may be a depositary share."""
    return ticker.rpartition(".")[2] in _AMERICAN


def security_of(ticker: str) -> str:
    """One name for a company's American listings, of which some print the exchange and others do not."""
    return ticker.rpartition(".")[0] + ".US" if american(ticker) else ticker


def currency_of(ticker: str) -> str | None:
    """The currency that the exchange of a ticker quotes in, as the core has it; None for other exchanges."""
    code, _, exchange = ticker.rpartition(".")
    if exchange in _MAINLAND:
        foreign, currency = _MAINLAND[exchange]
        return currency if foreign and code.startswith(foreign) else HOME
    return "HKD" if exchange == "HK" else "USD" if american(ticker) else None


def one_currency(tickers: Iterable[str], what: str) -> None:
    """Refuse stocks that are quoted in several currencies, where their market values would be compared.

    Raises
    ------
    MixedCurrenciesError
        They are.
    """
    named = sorted({currency_of(ticker) or "a currency not known" for ticker in tickers})
    if len(named) > 1:
        raise MixedCurrenciesError(f"{what} compares market values, and they are in {', '.join(named)}")


def currency(code: Any) -> str:
    """A currency's ISO code.

    Raises
    ------
    InvalidValueError
        It is none.
    """
    text = ALIASES.get(code, code) if isinstance(code, str) else code
    if not (
        isinstance(text, str) and len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()
    ):
        raise InvalidValueError(f"a currency is three capital letters such as HKD, not {code!r}")
    return text


def coded(given: Iterable[Any]) -> Currencies:
    """One currency a ticker; null where it is not known."""
    import numpy as np
    import pandas as pd

    texts = [None if pd.isna(code) else currency(code) for code in given]
    names = tuple(sorted({text for text in texts if text is not None}))
    return Currencies(names, np.array([-1 if t is None else names.index(t) for t in texts], np.int8))


def printed_by_then(
    rows: pd.DataFrame, sessions: pd.DatetimeIndex, tickers: pd.Index[str], metric: str = "eps"
) -> Currencies:
    """In which currency a metric was printed by each session, whatever is printed later.

    Parameters
    ----------
    rows
        Estimates that a panel uses: ``ticker``, ``metric``, ``currency``, ``known_at``; those of a
        ledger also say ``money`` and ``converted_to``.

    Returns
    -------
    Currencies
        One code a session and ticker: the first currency known, to which rows of another are converted.
    """
    import numpy as np

    if "converted_to" in rows.columns:
        to = rows["converted_to"]
        rows = rows.assign(currency=to.where(to.notna(), rows["money"]))
    mine = rows[(rows["metric"] == metric) & rows["currency"].notna() & rows["known_at"].notna()]
    mine = mine.sort_values(["known_at", "currency"], kind="stable").drop_duplicates("ticker")
    column = tickers.get_indexer(mine["ticker"])
    mine, column = mine[column >= 0], column[column >= 0]
    names = tuple(sorted({currency(code) for code in mine["currency"].unique()}))
    codes = np.full((len(sessions), len(tickers)), -1, np.int8)
    first = np.searchsorted(sessions.to_numpy(), mine["known_at"].to_numpy())
    for at, ticker, code in zip(first, column, mine["currency"], strict=True):
        codes[at:, ticker] = names.index(currency(code))
    return Currencies(names, codes)
