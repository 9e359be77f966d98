"""Figures in several currencies as figures in one, at the exchange rate that a session knows."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from yanbao._currencies import ALIASES, HOME, currency, mainland
from yanbao._fx_rates import GIVEN_DAYS, NO_RATE
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._panel_fx import Exchange

    Days = npt.NDArray[np.datetime64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

MONEY = ("currency", "currency_per_share")


class EstimateRates:
    """Exchange rates on the sessions of a calendar from the first on which a figure is known.

    A session has the rate that is given or implied by then, and where there is none, the last one that was
    implied, for 35 days: how a broker's figure is converted must not turn on whether some report of the week
    happens to imply the rate.  After reports that contradict each other there is none.

    Parameters
    ----------
    exchange
        Makes the rates of sessions.
    every
        All sessions of the calendar.
    first, last
        Days from which and until which a rate may be asked for.
    """

    def __init__(
        self, exchange: Callable[[pd.DatetimeIndex], Exchange], every: Days, first: Any, last: Any
    ) -> None:
        import numpy as np
        import pandas as pd

        low = int(np.searchsorted(every, pd.Timestamp(first).to_datetime64()))
        high = int(np.searchsorted(every, pd.Timestamp(last).to_datetime64(), side="right"))
        self._every, self._low, self._days = every, low, every[low : max(low, high)]
        self._make = exchange
        self._held: dict[tuple[str, str], Floats] = {}

    @functools.cached_property
    def _exchange(self) -> Exchange:
        import pandas as pd

        return self._make(pd.DatetimeIndex(self._days))

    def at(self, base: str, quote: str, places: npt.NDArray[np.int64]) -> Floats:
        """Units of `quote` for one of `base` at places of the calendar; NaN where no rate is known."""
        import numpy as np

        held = self._of(base, quote)
        row = np.asarray(places) - self._low
        out = np.full(len(row), np.nan)
        within = (row >= 0) & (row < len(held))
        out[within] = held[row[within]]
        return out

    def known(self, base: pd.Series, quote: pd.Series, known_at: Days) -> Floats:
        """The rate of the session from which each row is known."""
        import numpy as np

        places = np.searchsorted(self._every, known_at)
        out = np.full(len(places), np.nan)
        pairs = np.array([f"{a}/{b}" for a, b in zip(base, quote, strict=True)], dtype=object)
        for pair in sorted(set(pairs)):
            mine = np.flatnonzero(pairs == pair)
            own, _, target = pair.partition("/")
            out[mine] = self.at(own, target, places[mine])
        return out

    def _of(self, base: str, quote: str) -> Floats:
        import numpy as np

        if (base, quote) not in self._held:
            exchange = self._exchange
            try:
                pair = currency(base), currency(quote)
                rate, given = exchange.rate(*pair), exchange.given(*pair).lack == 0
                self._held[base, quote] = _carried(rate.value, rate.lack != NO_RATE, given, self._days)
            except InvalidValueError:  # what is printed is no currency: it has no rate
                self._held[base, quote] = np.full(len(self._days), np.nan)
        return self._held[base, quote]


class AsPrinted(EstimateRates):
    """Where nothing is compared across currencies: every figure counts in the one it is printed in."""

    def __init__(self) -> None:
        """Needs no rates."""

    def known(self, base: pd.Series, quote: pd.Series, known_at: Days) -> Floats:
        import numpy as np

        return np.ones(len(known_at))


def _carried(value: Floats, said: Mask, given: Mask, days: Days) -> Floats:
    """Each session's value or that of the last session of which anything was said, if it is not too old."""
    import numpy as np

    last = np.maximum.accumulate(np.where(said, np.arange(len(value)), -1))
    out: Floats = np.full(len(value), np.nan)
    at = np.flatnonzero(last >= 0)
    # a rate that is given is as old as it may be on the last session that has it
    carried = (last[at] == at) | ~given[last[at]]
    fresh = at[carried & (days[at] - days[last[at]] <= np.timedelta64(GIVEN_DAYS, "D"))]
    out[fresh] = value[last[fresh]]
    return out


def split_at_rates(rows: pd.DataFrame, rates: EstimateRates, first: int, sessions: int) -> pd.DataFrame:
    """Rows of a panel: one in another currency becomes one for each stretch of sessions with one rate.

    It holds until its house's next row of the year, as it would whole.  Where no rate is known its value is
    NaN: the house has said something newer than before, which cannot be converted.

    Parameters
    ----------
    rows
        Columns ``ticker``, ``house``, ``period``, ``session``, ``last``, ``value``, and ``money`` and ``to``,
        currencies, null where there is nothing to convert; of one session, the later row counts.
    rates
        On sessions of the calendar.
    first, sessions
        The place in the calendar of session 0, and how many there are.
    """
    import numpy as np
    import pandas as pd

    foreign = rows["to"].notna().to_numpy()
    order = np.lexsort((np.arange(len(rows)), rows["session"], rows["period"], rows["house"], rows["ticker"]))
    series = rows.groupby(["ticker", "house", "period"], sort=False).ngroup().to_numpy()[order]
    until = np.array(rows["last"], "int64")
    follows = np.flatnonzero(series[1:] == series[:-1])
    after = rows["session"].to_numpy("int64")[order[follows + 1]] - 1
    until[order[follows]] = np.minimum(until[order[follows]], after)
    pieces = [rows[~foreign]]
    every = np.arange(first, first + sessions)
    at = rows["session"].to_numpy("int64")
    for (money, to), mine in rows[foreign].groupby(["money", "to"]).groups.items():
        rate = rates.at(str(money), str(to), every)
        same = (rate[1:] == rate[:-1]) | (np.isnan(rate[1:]) & np.isnan(rate[:-1]))
        begins = np.concatenate([[0], np.flatnonzero(~same) + 1])
        row = rows.index.get_indexer(mine)
        row = row[np.maximum(at[row], 0) <= np.minimum(until[row], sessions - 1)]
        low, high = np.maximum(at[row], 0), np.minimum(until[row], sessions - 1)
        one = np.searchsorted(begins, low, side="right") - 1
        count = np.searchsorted(begins, high, side="right") - one
        which = np.repeat(np.arange(len(row)), count)
        stretch = one[which] + np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        ends = np.append(begins[1:], sessions) - 1
        pieces.append(
            rows.iloc[row[which]].assign(
                session=np.maximum(begins[stretch], low[which]),
                last=np.minimum(ends[stretch], high[which]),
                value=rows["value"].to_numpy()[row[which]] * rate[begins[stretch]],
            )
        )
    made: pd.DataFrame = pd.concat(pieces, ignore_index=True)
    return made


def money_of(rows: pd.DataFrame) -> pd.Series[Any]:
    """The currency of each figure, None where it is no money or its currency is not known.

    Where none is printed it is the one that the report prints with other figures of the company, and a
    company of the mainland reports in its own.
    """
    import pandas as pd

    printed = rows["currency"].astype(object)
    if "report_id" in rows.columns and printed.notna().any():
        of = rows.loc[printed.notna(), ["report_id", "ticker", "currency"]].drop_duplicates()
        alone = of[~of.duplicated(["report_id", "ticker"], keep=False)]
        pairs = pd.MultiIndex.from_frame(rows[["report_id", "ticker"]])
        beside = alone.set_index(["report_id", "ticker"])["currency"].reindex(pairs).to_numpy(dtype=object)
        printed = printed.mask(printed.isna() & rows["unit"].isin(MONEY), beside)
    named = {code: ALIASES.get(code, code) for code in printed.dropna().unique()}
    at_home = {t: isinstance(t, str) and mainland(t) for t in rows["ticker"].unique()}
    home = printed.isna() & rows["unit"].isin(MONEY) & rows["ticker"].map(at_home).astype(bool)
    made = printed.map(named).astype(object).where(printed.notna(), None)
    told: pd.Series[Any] = made.mask(home, HOME)
    return told


def firsts_of(rows: pd.DataFrame, money: pd.Series) -> pd.DataFrame:
    """``ticker``, ``metric``, ``money``, ``known_at``: in which currency a company's figures are compared.

    The first known; of several of one day the first by its letters.  What is known later never changes it.
    """
    said = rows[["ticker", "metric", "known_at"]].assign(money=money)[money.notna()]
    first = said.sort_values(["known_at", "money"], kind="stable")
    found: pd.DataFrame = first.drop_duplicates(["ticker", "metric"]).reset_index(drop=True)
    return found


def targets_of(rows: pd.DataFrame, money: pd.Series) -> pd.Series[Any]:
    """That currency for each row, None for none."""
    import pandas as pd

    keyed = firsts_of(rows, money).set_index(["ticker", "metric"])["money"]
    found = keyed.reindex(pd.MultiIndex.from_frame(rows[["ticker", "metric"]])).to_numpy(dtype=object)
    named = pd.Series(found, index=rows.index, dtype=object)
    made: pd.Series[Any] = named.where(named.notna(), None)
    return made
