"""What reports say of exchange rates and of how EPS is counted, each row of `ratios` from its session on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._currencies import HOME, currency_of, security_of
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int64]

_COLUMNS = ["report_id", "known_at", "ticker", "k_low", "k_high", "group", "explains"]
_WITNESSES = 2  # companies that a rate needs: of one alone it would say nothing but the row itself


class Count(NamedTuple):
    """How EPS is counted: in which currency, and how many of its shares make one that is traded."""

    currency: str
    shares: float


class Counted(NamedTuple):
    """One row's choices, from one session of the calendar on; none where nothing explains it."""

    at: int
    choices: frozenset[Count]


class Implied(NamedTuple):
    """A report's exchange rate, from one session of the calendar on."""

    at: int
    low: float
    high: float


class Evidence(NamedTuple):
    """All of it: `rates` by pair of currencies, `counts` by security."""

    rates: dict[tuple[str, str], list[Implied]]
    counts: dict[str, list[Counted]]


def evidence_of(ratios: pd.DataFrame, sessions: npt.NDArray[np.datetime64], counting: Any = None) -> Evidence:
    """Read the rows.

    Parameters
    ----------
    ratios
        The table of a corpus: a row of another day is another witness.
    sessions
        All sessions of the calendar.
    counting
        For each row, whether its report's EPS is one that is asked about; all by default.
    """
    import numpy as np

    missing = [name for name in _COLUMNS if name not in ratios.columns]
    if missing:
        raise InvalidValueError(f"ratios have no {', '.join(missing)}")
    known = ratios["known_at"].notna() & ratios["ticker"].notna()
    use = known.to_numpy()
    rows = ratios.loc[use, _COLUMNS]
    asked = np.ones(len(rows), bool) if counting is None else np.asarray(counting, bool)[use]
    at = np.searchsorted(sessions, rows["known_at"].to_numpy().astype("datetime64[ns]")).tolist()
    fields = [rows[name].to_list() for name in _COLUMNS if name != "known_at"]
    read = [
        _Row(place, report, ticker, low, high, _price(ticker, group, text), _codes(text))
        for place, report, ticker, low, high, group, text in zip(at, *fields, strict=True)
    ]
    printed: dict[tuple[int, str, str], list[tuple[str, _Row]]] = defaultdict(list)
    for row in read:
        if len(row.codes) == 1 and row.codes[0].startswith("fx:"):
            printed[row.of].append((row.codes[0].partition("/")[2], row))
    counts: dict[str, list[Counted]] = defaultdict(list)
    bounds: dict[tuple[tuple[int, str, str], str], list[tuple[str, float, float]]] = defaultdict(list)
    for row, wanted in zip(read, asked.tolist(), strict=True):
        if not 0.0 < row.low <= row.high < float("inf"):
            continue  # it says nothing of k
        if not row.price:
            continue  # nor does one in a currency that is not known
        choices = frozenset(_count(code, row, printed.get(row.of, [])) for code in row.codes)
        if wanted:
            counts[security_of(row.ticker)].append(Counted(row.at, choices))
        if len(choices) == 1:
            (only,) = choices
            member = (row.ticker, row.low * only.shares, row.high * only.shares)
            bounds[row.of, only.currency].append(member)
    rates: dict[tuple[str, str], list[Implied]] = defaultdict(list)
    for ((place, _, price), quote), members in bounds.items():
        low, high = max(m[1] for m in members), min(m[2] for m in members)
        # where its own rows do not agree a report says nothing
        agree = low <= high * (1 + 1e-12)
        if price != quote and agree and len({m[0] for m in members}) >= _WITNESSES:
            rates[price, quote].append(Implied(place, min(low, high), high))
    return Evidence(dict(rates), dict(counts))


class _Row(NamedTuple):
    at: int
    report: str
    ticker: str
    low: float
    high: float
    price: str  # the currency of its price
    codes: list[str]

    @property
    def of(self) -> tuple[int, str, str]:
        """Rows of one report, known at once, with prices in one currency."""
        return self.at, self.report, self.price


def _codes(text: Any) -> list[str]:
    return text.split("|") if isinstance(text, str) else []


def _price(ticker: str, group: Any, text: Any) -> str:
    """The currency of a row's price, where it is printed with the rate; else its exchange's; else empty."""
    for pair in (group, text):
        if isinstance(pair, str) and "/" in pair and "|" not in pair:
            return pair.removeprefix("fx:").partition("/")[0]
    return currency_of(ticker) or ""


def _count(code: str, row: _Row, printed: list[tuple[str, _Row]]) -> Count:
    """What a code of `explains` means: ``1``, ``fx:HKD/CNY``, ``ads:4``.

    The last prints no currency: it is the one to which the report's own exchange rate fits.
    """
    kind, _, value = code.partition(":")
    if kind == "fx":
        return Count(value.partition("/")[2], 1.0)
    if kind != "ads":
        return Count(row.price, 1.0)
    n = float(value)
    fits = {quote for quote, other in printed if row.low * n <= other.high and other.low <= row.high * n}
    return Count(fits.pop() if len(fits) == 1 else HOME, n)
