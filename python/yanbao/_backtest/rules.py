"""Rules of exchanges, by board and by the days on which they hold: limits, lots, when shares may be sold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from yanbao._backtest.dated_lines import (
    DatedTable,
    Line,
    Tables,
    data,
    day_of,
    decimal_of,
    frame,
    holds,
    known,
)
from yanbao._backtest.rule_lines import (
    ANY,
    COLUMNS,
    KINDS,
    NUMBERS,
    TAX_COLUMNS,
    TAX_NUMBERS,
    accepted_of,
    board_of,
    boards,
    both_hold,
    checked,
    core_of,
    market_of,
    old_enough,
    spoken,
    ticks,
    whom,
)
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Rules", "rules"]

Limits = tuple[Decimal | None, Decimal | None]


class Rules(DatedTable):
    """What may be traded, at which prices and in which numbers: lines, each with its days and source.

    A table does not change; `replace`, `add` and `without` give another one, and their lines are marked as
    yours. Kinds of lines: ``limit`` (prices of a day), ``lot`` (numbers of shares), ``sell_after`` (sessions
    until what is bought may be sold), ``short_allowed``, ``volume_cap`` (share of a session's volume) and
    ``tick`` (step of prices).

    Parameters
    ----------
    lines
        Mappings with the keys of `lines`.
    covered
        The boards that the table is for: ``main``, ``chinext``, ``star``, ``beijing``, ``b``, ``hk``, ``us``.
    title
        What it is called when printed.

    Raises
    ------
    InvalidValueError
        A line cannot be what it says, or two lines of a kind hold for the same share on the same day.
    UnknownNameError
        A kind or board that is not there.

    Examples
    --------
    >>> from yanbao._backtest.rules import rules
    >>> rules.china.limit("600000.SH", "2024-01-05", 20.50)
    (Decimal('18.45'), Decimal('22.55'))
    >>> rules.china.lot("688001.SH", "2024-01-05")
    (200, 1)
    """

    __slots__ = ("_covered",)
    _columns = ("kind", "board", "for", "rule", "from", "to", "")
    _fields, _numbers = COLUMNS, NUMBERS

    def __init__(
        self, lines: Iterable[Mapping[str, Any]], covered: Iterable[str] | None = None, title: str = "rules"
    ) -> None:
        every = tuple(boards())
        self._covered = every if covered is None else tuple(known(b, every, "board") for b in covered)
        self._lines: tuple[Line, ...] = tuple(checked(line) for line in lines)
        self._title = title
        for i, line in enumerate(self._lines):
            if any(both_hold(line, other) for other in self._lines[:i]):
                raise InvalidValueError(
                    f"two lines of {line['kind']} hold for a share of {line['board']} on the same day; "
                    "replace or take away the one that is there"
                )

    @property
    def board_names(self) -> tuple[str, ...]:
        """Every board; their places are the numbers that `boards` gives."""
        return tuple(boards())

    @property
    def dividend_tax(self) -> pd.DataFrame:
        """What individuals in China pay on dividends, by months held; no simulation takes it off."""
        return frame(data("rules.json")["dividend_tax"], TAX_COLUMNS, TAX_NUMBERS)

    @property
    def covered(self) -> tuple[str, ...]:
        """The boards that the table is for."""
        return self._covered

    def board(self, ticker: str) -> str | None:
        """The board of a ticker; None where it is on none that the table is for (an index, a fund)."""
        found = board_of(ticker)
        return found if found in self._covered else None

    def boards(self, tickers: Iterable[str]) -> NDArray[np.int32]:
        """The boards of tickers, as places in `board_names`; -1 for none."""
        import numpy as np

        place = {name: i for i, name in enumerate(self.board_names)}
        return np.array([place.get(self.board(t) or "", -1) for t in tickers], dtype=np.int32)

    def limit(
        self, ticker: str, day: object, reference: object, st: bool = False, age: int | None = None
    ) -> Limits:
        """The lowest and the highest price at which a share may be traded on a day.

        Parameters
        ----------
        ticker
            A share; its board is found by its code.
        day
            The day of the trade.
        reference
            The close of the session before, on an ex-date what the exchange puts in its place, in the first
            session the issue price; rounded to a tick.
        st
            Whether the share has a risk warning: ST, or ST with a star.
        age
            Sessions since the listing, 0 on the first; None is long listed.

        Returns
        -------
        tuple
            Two decimals, or None where there is no limit. Both are at least one tick away from the reference
            and no less than a tick.
        """
        board = self._board(ticker)
        found = self._line("limit", board, day, market_of(ticker), st, age)
        base = decimal_of(reference, "a reference price")
        if base <= 0:
            raise InvalidValueError(f"a reference price is above 0, not {reference!r}")
        if found is None:
            return None, None
        tick = self.tick(ticker, day) or Decimal("0.01")
        base = ticks(base, tick, ROUND_HALF_UP)
        inward = found["round"] == "inward"
        low, high = found["down"], found["up"]
        if high is not None:
            top = ticks(base * (1 + high), tick, ROUND_FLOOR if inward else ROUND_HALF_UP)
            high = max(top, base + tick)
        if low is not None:
            bottom = ticks(base * (1 - low), tick, ROUND_CEILING if inward else ROUND_HALF_UP)
            low = max(min(bottom, base - tick), tick)
        return low, high

    def lot(self, ticker: str, day: object) -> tuple[int, int] | None:
        """The least number of shares of a purchase and the step above it; None where it is not known.

        What is held beyond whole steps, or below the least number, is sold in one order.
        """
        found = self._line("lot", self._board(ticker), day, market_of(ticker))
        return None if found is None or found["least"] is None else (found["least"], found["step"])

    def accepted(self, ticker: str, day: object, side: str, wanted: int, held: int = 0) -> int:
        """How many of the wanted shares an exchange takes in one order, of which a sale needs them held.

        A purchase is of lots; a sale also of the rest beyond them, whole. An unknown lot takes any number.
        """
        if side not in ("buy", "sell") or wanted < 0 or held < 0:
            raise InvalidValueError("an order buys or sells a number of shares, none of them negative")
        least, step = self.lot(ticker, day) or (1, 1)
        return accepted_of(side, wanted, held, least, step)

    def sell_after(self, ticker: str, day: object) -> int:
        """How many sessions after a purchase the shares may be sold: 1 is T+1."""
        return int(self._value("sell_after", ticker, day) or 0)

    def short_allowed(self, ticker: str, day: object) -> bool:
        """Whether more may be sold than is held; True where no line says."""
        found = self._value("short_allowed", ticker, day)
        return found is None or bool(found)

    def volume_cap(self, ticker: str, day: object) -> Decimal | None:
        """The share of a session's volume that may be traded; None is all of it."""
        return self._value("volume_cap", ticker, day)

    def tick(self, ticker: str, day: object) -> Decimal | None:
        """The step of prices; None where it is not known."""
        return self._value("tick", ticker, day)

    def replace(self, kind: str, *, board: str | None = None, st: object = ANY, **values: object) -> Rules:
        """The table with other figures in the lines of a kind, of one board or of all.

        Parameters
        ----------
        kind
            ``limit``, ``lot``, ``sell_after``, ``short_allowed``, ``volume_cap`` or ``tick``.
        board, st
            Which lines: of this board, and of limits those for shares with a risk warning (True), without
            one (False) or for both (None).
        **values
            `up`, `down`, `round`, `least`, `step` or `value`; what is not named stays.
        """
        chosen = self._chosen(kind, board, st)
        for key in values:
            known(key, KINDS[kind], f"figure of a {kind}")
        if not values:
            raise InvalidValueError(f"say what to replace in {kind}: {', '.join(KINDS[kind])}")
        yours = {**values, "official": False, "read": "user", "source": "user"}
        lines = [{**x, **yours} if i in chosen else x for i, x in enumerate(self._lines)]
        return Rules(lines, self._covered, self._title)

    def without(self, kind: str, *, board: str | None = None, st: object = ANY) -> Rules:
        """The table without the lines of a kind, of one board or of all."""
        chosen = self._chosen(kind, board, st)
        lines = (x for i, x in enumerate(self._lines) if i not in chosen)
        return Rules(lines, self._covered, self._title)

    def add(self, line: Mapping[str, Any]) -> Rules:
        """The table with one line more, marked as yours."""
        yours = {"source": "user", **line, "official": False, "read": "user"}
        known(yours.get("board"), self._covered, "board")
        return Rules((*self._lines, yours), self._covered, self._title)

    def core_lines(self, sessions: object) -> dict[str, dict[str, NDArray[Any]]]:
        """The lines that hold in any of the sessions, as arrays of one length for each kind.

        All have `board` (a place in `board_names`), `first` and `last` (sessions from the first to before the
        last). ``limits``: `st` (-1 for both, 0, 1), `age_from` and `age_to` (the last age), `up`, `down` (NaN
        for none), `rounding` (0 half up, 1 to the inside). ``lots``: `least`, `step` (0 where not known). The
        other kinds: `market` (a place in `MARKETS`, -1 for all), `value` (NaN where not known).
        """
        return core_of(self._lines, sessions)

    def _board(self, ticker: str) -> str:
        board = board_of(ticker)
        if board is None:
            raise UnknownNameError(f"{ticker} is on no board; an index or a fund has no rules here")
        if board not in self._covered:
            raise UnknownNameError(f"{self._title} is not for {board} ({ticker})")
        return board

    def _line(
        self, kind: str, board: str, day: object, market: str, st: bool = False, age: int | None = None
    ) -> Line | None:
        on = day_of(day)
        for line in self._lines:
            if line["kind"] != kind or line["board"] != board or not holds(line, on):
                continue
            if line["market"] in (None, market) and line["st"] in (None, bool(st)) and old_enough(line, age):
                return line
        return None

    def _value(self, kind: str, ticker: str, day: object) -> Decimal | None:
        found = self._line(kind, self._board(ticker), day, market_of(ticker))
        return None if found is None else found["value"]

    def _chosen(self, kind: str, board: str | None, st: object) -> set[int]:
        known(kind, KINDS, "kind of rule")
        if board is not None:
            known(board, self._covered, "board")
        found = {
            i
            for i, x in enumerate(self._lines)
            if x["kind"] == kind and board in (None, x["board"]) and (st is ANY or x["st"] is st)
        }
        if not found:
            raise InvalidValueError(f"{self._title} has no such line of {kind}; add one")
        return found

    def _cells(self, line: Line) -> list[str]:
        return [line["kind"], line["board"], whom(line), spoken(line)]


def _made(name: str) -> Rules:
    file = data("rules.json")
    covered = tuple(file["boards"]) if name in ("all", "none") else tuple(file["sets"][name])
    lines = () if name == "none" else tuple(x for x in file["lines"] if x["board"] in covered)
    return Rules(lines, covered, f"rules.{name}")


rules: Tables[Rules] = Tables("rules", ("china", "hong_kong", "us", "all", "none"), _made)
