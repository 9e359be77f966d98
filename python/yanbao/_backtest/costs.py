"""Fees of trades, by market and by the days on which they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yanbao._backtest.dated_lines import (
    DatedTable,
    Line,
    Tables,
    data,
    day_of,
    days_of,
    decimal_of,
    frame,
    holds,
    known,
    span,
)
from yanbao._backtest.fee_lines import (
    COLUMNS,
    MARKETS,
    NUMBERS,
    ROUNDING,
    SIDES,
    as_float,
    both_charge,
    checked,
    fee_of,
    spoken,
)
from yanbao._backtest.rule_lines import board_of, market_of
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["MARKETS", "Costs", "costs"]


class Costs(DatedTable):
    """What a trade costs: lines of fees, each with its market, side, days and source.

    A table does not change; `replace`, `add` and `without` give another one, and their lines are marked as
    yours. A fee is the amount times `rate` plus the shares times `per_share`, within `min` and `max`, rounded
    half up to a cent, or up to a whole unit of the currency where `round` is ``up_to_unit``.

    Parameters
    ----------
    lines
        Mappings with the keys of `lines`: `name`, `markets`, `side` (``buy``, ``sell``, ``both``), `rate`,
        `per_share`, `min`, `max`, `round`, `from`, `to` (the last day; None is open), `source`, `note`.
    markets
        The markets that the table is for (``SH``, ``SZ``, ``BJ``, ``HK``, ``US``): another one is an error.
    title
        What it is called when printed.

    Raises
    ------
    InvalidValueError
        A line cannot be what it says, or two lines of a fee hold on the same day.
    UnknownNameError
        A market, side or way of rounding that is not there.

    Examples
    --------
    >>> from yanbao._backtest.costs import costs
    >>> costs.china.of("sell", 1000, 10, "SH", "2023-08-28")["stamp_duty"]
    Decimal('5.00')
    >>> mine = costs.china.replace("commission", rate=0.0001, min=0)
    >>> mine.of("buy", 1000, 10, "SH", "2023-08-28")["commission"]
    Decimal('1.00')
    """

    __slots__ = ("_markets",)
    _columns = ("name", "markets", "side", "fee", "from", "to", "")
    _fields, _numbers = COLUMNS, NUMBERS

    def __init__(
        self, lines: Iterable[Mapping[str, Any]], markets: Iterable[str] = MARKETS, title: str = "costs"
    ):
        self._markets = tuple(known(m, MARKETS, "market") for m in markets)
        self._lines: tuple[Line, ...] = tuple(checked(line) for line in lines)
        self._title = title
        for i, line in enumerate(self._lines):
            for other in self._lines[:i]:
                if both_charge(line, other):
                    raise InvalidValueError(
                        f"two lines of {line['name']} hold on the same day in {' '.join(line['markets'])}; "
                        "replace or take away the one that is there"
                    )

    @property
    def markets(self) -> tuple[str, ...]:
        """The markets that the table is for."""
        return self._markets

    @property
    def names(self) -> tuple[str, ...]:
        """The fees, in the order of the lines; their places are the kinds of `core_lines`."""
        return tuple(dict.fromkeys(line["name"] for line in self._lines))

    def at(self, day: object, market: str | None = None) -> pd.DataFrame:
        """The lines that hold on a day, of one market or of all."""
        return frame(self._in_force(day_of(day), self._market(market)), COLUMNS, NUMBERS)

    def known(self, market: str) -> tuple[date | None, date | None]:
        """The first and the last day on which every fee of a market is in the shipped lines; None is open.

        On days outside them a fee may be missing.
        """
        found = data("costs.json")["markets"][known(market, self._markets, "market")]
        first, last = (None if found[k] is None else day_of(found[k]) for k in ("known_from", "known_to"))
        return first, last

    def of(self, side: str, shares: object, price: object, market: str, day: object) -> dict[str, Decimal]:
        """The fees of one trade, exact to the cent, in the currency of the market.

        Parameters
        ----------
        side
            ``buy`` or ``sell``.
        shares, price
            What is traded; a price is taken as it is printed.
        market
            ``SH``, ``SZ``, ``BJ``, ``HK`` or ``US``.
        day
            The day of the trade.

        Returns
        -------
        dict
            Every fee that a line of that day and side has, by name.
        """
        if side not in ("buy", "sell"):
            raise InvalidValueError(f"a side is buy or sell, not {side!r}")
        count, each = decimal_of(shares, "shares"), decimal_of(price, "a price")
        if count < 0 or each < 0:
            raise InvalidValueError("shares and prices are not negative; the side says which way they go")
        lines = self._in_force(day_of(day), self._market(market))
        return {line["name"]: fee_of(line, count, each) for line in lines if line["side"] in (side, "both")}

    def replace(self, name: str, *, market: str | None = None, **values: object) -> Costs:
        """The table with other figures in every line of a fee, in one market or in all.

        Parameters
        ----------
        name
            The fee: ``commission``, ``stamp_duty``, ...
        market
            The market whose lines change; all of them by default.
        **values
            `rate`, `per_share`, `min`, `max`, `round`, `side`; what is not named stays.
        """
        known(name, self.names, "fee")
        for key in values:
            known(key, (*NUMBERS, "round", "side"), "figure of a fee")
        if not values:
            raise InvalidValueError(
                f"say what to replace in {name}: rate, per_share, min, max, round or side"
            )
        yours = {**values, "official": False, "read": "user", "source": "user"}
        return self._changed(name, market, lambda line: {**line, **yours})

    def without(self, name: str, *, market: str | None = None) -> Costs:
        """The table without a fee, in one market or in all."""
        known(name, self.names, "fee")
        return self._changed(name, market, lambda line: None)

    def add(self, line: Mapping[str, Any]) -> Costs:
        """The table with one line more, marked as yours; a lone `market` may stand for `markets`."""
        yours = {"source": "user", **line, "official": False, "read": "user"}
        if "market" in yours:
            yours["markets"] = [yours.pop("market")]
        for market in yours.setdefault("markets", self._markets):
            known(market, self._markets, "market")
        return Costs((*self._lines, yours), self._markets, self._title)

    def markets_of(self, tickers: Iterable[str]) -> NDArray[np.int32]:
        """The markets of tickers, as places in `MARKETS`; -1 where the table has no fees for them.

        That is another market, a B-share, and whatever is on no board: funds pay other fees than shares.
        """
        import numpy as np

        place = {m: MARKETS.index(m) for m in self._markets}
        return np.array(
            [-1 if board_of(t) in (None, "b") else place.get(market_of(t), -1) for t in tickers],
            dtype=np.int32,
        )

    def core_lines(self, sessions: object) -> dict[str, NDArray[Any]]:
        """The lines that hold in any of the sessions, one for each market, as arrays of one length.

        `kind` (a place in `names`), `market` (a place in `MARKETS`), `side` (1 buy, 2 sell, 3 both), `rate`,
        `per_share`, `least`, `most` (NaN for none), `rounding` (0 half up to a cent, 1 up to a unit), `first`
        and `last` (sessions from the first to before the last).
        """
        import numpy as np

        days, names = days_of(sessions), self.names
        rows: list[tuple[float, ...]] = []
        for line in self._lines:
            first, last = span(line, days)
            fixed = (SIDES[line["side"]], *(as_float(line[key]) for key in NUMBERS), ROUNDING[line["round"]])
            if first < last:
                kind = names.index(line["name"])
                rows += [(kind, MARKETS.index(m), *fixed, first, last) for m in line["markets"]]
        table = np.array(rows, dtype=np.float64).reshape(-1, 10)
        keys = ("kind", "market", "side", "rate", "per_share", "least", "most", "rounding", "first", "last")
        real = {"rate", "per_share", "least", "most"}
        return {k: table[:, i].astype(np.float64 if k in real else np.int32) for i, k in enumerate(keys)}

    def _market(self, market: str | None) -> str | None:
        return None if market is None else known(market, self._markets, "market")

    def _in_force(self, day: date, market: str | None) -> list[Line]:
        return [x for x in self._lines if holds(x, day) and (market is None or market in x["markets"])]

    def _changed(self, name: str, market: str | None, change: Any) -> Costs:
        lines: list[Mapping[str, Any]] = []
        chosen = self._markets if market is None else (known(market, self._markets, "market"),)
        for line in self._lines:
            apart = [m for m in line["markets"] if m not in chosen]
            if line["name"] != name or len(apart) == len(line["markets"]):
                lines.append(line)
                continue
            if apart:
                lines.append({**line, "markets": apart})
            other = change({**line, "markets": [m for m in line["markets"] if m in chosen]})
            if other is not None:
                lines.append(other)
        return Costs(lines, self._markets, self._title)

    def _cells(self, line: Line) -> list[str]:
        return [line["name"], " ".join(line["markets"]), line["side"], spoken(line)]


def _made(name: str) -> Costs:
    file = data("costs.json")
    markets = MARKETS if name in ("all", "none") else tuple(file["sets"][name])
    lines = (
        () if name == "none" else tuple(x for x in file["lines"] if not set(markets).isdisjoint(x["markets"]))
    )
    return Costs(lines, markets, f"costs.{name}")


costs: Tables[Costs] = Tables("costs", ("china", "hong_kong", "us", "all", "none"), _made)
