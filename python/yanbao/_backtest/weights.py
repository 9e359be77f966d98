"""From who passes to how much of each: weights on rebalances."""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanbao import _core
from yanbao._backtest.own_frames import cells_on, conditions, rows_within
from yanbao._backtest.some_rows import SomeRows
from yanbao._backtest.wanted import checksum
from yanbao._evaluate import compute, explained, passes
from yanbao._expr import Condition, Metric, Number, Theme
from yanbao._metric_names import did_you_mean
from yanbao.errors import InvalidValueError, MixedCurrenciesError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from yanbao._panel_source import PanelSource

    Floats = NDArray[np.float64]
    Rows = NDArray[np.intp]
    Side = int | float | None

WEIGHTS = ("equal", "cap", "role")


@dataclass(frozen=True)
class Asked:
    """What is asked of `Panel.weights`, checked."""

    longs: Side
    shorts: Side
    both: bool
    rank_by: Any
    weight: Any
    max_weight: float

    @classmethod
    def of(cls, top: Any, rank_by: Any, weight: Any, max_weight: Any, long_short: Any) -> Asked:
        """Refuse what cannot be meant."""
        import pandas as pd

        if isinstance(weight, str) and weight not in WEIGHTS:
            raise UnknownNameError(
                f"no weight {weight!r}{did_you_mean(weight, WEIGHTS)}: {', '.join(WEIGHTS)}"
            )
        if not isinstance(weight, (str, pd.DataFrame)):
            raise InvalidValueError(
                f"weight cannot be {weight!r}: {', '.join(WEIGHTS)}, or a frame of your own"
            )
        if rank_by is not None and not isinstance(rank_by, (Number, pd.DataFrame)):
            raise InvalidValueError(
                f"rank_by takes a number as yb.f.peg(), or a frame of numbers, not {rank_by!r}"
            )
        if long_short is not None and top is not None:
            raise InvalidValueError("top is for long only: long_short=(top, bottom) says both")
        if (top is not None or long_short is not None) and rank_by is None:
            raise InvalidValueError("the best of what? say rank_by=, of which bigger is better")
        most = 1.0 if max_weight is None else _part("max_weight", max_weight)
        if long_short is None:
            return cls(None if top is None else _side("top", top), None, False, rank_by, weight, most)
        if not isinstance(long_short, (tuple, list)) or len(long_short) != 2:
            raise InvalidValueError(
                f"long_short cannot be {long_short!r}: (how many to buy, how many to sell)"
            )
        longs, shorts = _side("long_short", long_short[0]), _side("long_short", long_short[1])
        if isinstance(longs, float) and isinstance(shorts, float) and longs + shorts > 1:
            raise InvalidValueError(f"long_short {long_short!r}: together they are more than all")
        return cls(longs, shorts, True, rank_by, weight, most)


def weights(source: PanelSource, expr: Any, rows: Rows, asked: Asked) -> pd.DataFrame:
    """Weights on the sessions that `rows` numbers; `Panel.weights` says more."""
    import pandas as pd

    cells = source.levels.cells
    text = ""
    outside = 0
    if isinstance(expr, Condition):
        tickers = cells.tickers
        at = SomeRows(source, rows)
        passed, terms = passes(expr, at, at.workers)
        text = explained(terms)
    elif isinstance(expr, pd.DataFrame):
        own = conditions(expr)
        inside = rows_within(rows, cells.sessions, pd.DatetimeIndex(own.index))
        rows, outside = inside, len(rows) - len(inside)
        tickers = own.columns
        at = SomeRows(source, rows)
        passed = np.ascontiguousarray(own.loc[cells.sessions[rows]].to_numpy())
    else:
        raise InvalidValueError(f"weights take a condition or a frame of conditions, not {expr!r}")
    index = cells.sessions[rows]  # named date
    grid = _Grid(at, index, tickers)
    found = _core.select_weights(
        passed.view(np.uint8),
        rank=grid.numbers(asked.rank_by, "rank_by"),
        base=grid.base(asked.weight, expr, passed),
        longs=asked.longs,
        shorts=asked.shorts,
        short_side=asked.both,
        max_weight=asked.max_weight,
    )
    frame: pd.DataFrame = pd.DataFrame(found["weight"], index=index, columns=_named(tickers), copy=False)
    frame.attrs |= {
        "made_by": "panel.weights",
        # of frames of the user's own nobody knows when they were known
        "own": any(isinstance(each, pd.DataFrame) for each in (expr, asked.rank_by, asked.weight)),
        "sum": checksum(found["weight"]),
        "explain": text,
        "unranked": int(found["unranked"].sum()),
        "unweighted": int(found["unweighted"].sum()),
        "cash_sessions": int((found["longs"] == 0).sum()),
        "findings": list(_findings(found, asked, outside)),
    }
    return frame


class _Grid:
    """Figures on the rebalances and tickers of a frame of weights."""

    def __init__(self, at: SomeRows, dates: pd.DatetimeIndex, tickers: pd.Index[str]) -> None:
        self._at, self._dates, self._tickers = at, dates, tickers
        own = at.tickers
        self._column = None if tickers is own or tickers.equals(own) else own.get_indexer(tickers)

    def numbers(self, asked: Any, what: str) -> Floats | None:
        """An expression or a frame on every cell."""
        if asked is None:
            return None
        if isinstance(asked, Number):
            return self._across(compute(asked, self._at, self._at.workers).value)
        return cells_on(asked, self._dates, self._tickers, what)

    def base(self, weight: Any, expr: Any, passed: NDArray[np.bool_]) -> Floats | None:
        """What weights are in proportion to; None where all are the same."""
        if not isinstance(weight, str):
            own = cells_on(weight, self._dates, self._tickers, "weight")
            if (own[passed] < 0).any():
                raise InvalidValueError("a weight of your own is below 0: long_short= says who is sold")
            return own
        if weight == "role":
            return self._role(expr)
        return self._cap(passed) if weight == "cap" else None

    def _role(self, expr: Any) -> Floats:
        """The strongest word among those that the themes of the expression give."""
        leaves = expr.steps if isinstance(expr, Condition) else ()
        themes = list(dict.fromkeys(leaf for _, leaf in leaves if isinstance(leaf, Theme)))
        if not themes:
            raise InvalidValueError('weight="role" needs a theme in the expression: & yb.f.theme("信创")')
        strength = np.maximum.reduce([self._at.strength(theme) for theme in themes])
        base: Floats = strength.astype("float64")
        return base

    def _cap(self, passed: NDArray[np.bool_]) -> Floats:
        """Market value before the session, in one currency."""
        from yanbao._currencies import HOME, currency_of

        cap: Floats = self._across(self._at.column(Metric("market_cap")).value)
        currency = self._at.currencies
        if self._column is not None:
            currency = np.array([currency_of(str(t)) or "" for t in self._tickers], dtype=object)
        if len(set(currency)) < 2:
            return cap
        counts = passed & ~np.isnan(cap)
        several = sorted(set(currency[counts.any(axis=0)]))
        if len(several) < 2:
            return cap
        cap = cap.copy()
        for name in several:
            mine = np.flatnonzero(currency == name)
            if name == HOME:
                continue
            rate = self._at.rate(name, HOME) if name else np.full(len(cap), np.nan)
            if (np.isnan(rate)[:, None] & counts[:, mine]).any():
                raise MixedCurrenciesError(
                    f"market caps are in {', '.join(n or 'a currency not known' for n in several)}, and no "
                    f"rate of {name or self._tickers[mine[0]]} is known by each session: give fx="
                )
            cap[:, mine] *= rate[:, None]
        return cap

    def _across(self, cells: Floats) -> Floats:
        if self._column is None:
            return np.ascontiguousarray(cells)
        out = np.full((len(cells), len(self._column)), np.nan)
        out[:, self._column >= 0] = cells[:, self._column[self._column >= 0]]
        return out


def _findings(found: dict[str, Any], asked: Asked, outside: int) -> Iterator[dict[str, Any]]:
    """What to know of the weights: rows as those of `Result.findings`."""
    longs, shorts, passing = found["longs"], found["shorts"], found["passing"]
    able = passing - found["unranked"] - found["unweighted"]
    empty = longs == 0
    short_of = np.zeros(len(longs), bool)
    if isinstance(asked.longs, int):
        short_of = ~empty & (longs < asked.longs)
    if isinstance(asked.shorts, int):
        short_of |= ~empty & (shorts < asked.shorts)
    idle = ~empty & (longs * asked.max_weight < 1 - 1e-12)
    if asked.both:
        idle |= ~empty & (shorts * asked.max_weight < 1 - 1e-12)
    nobody = "nobody can be held on these rebalances: all cash"
    told = (
        ("rebalance_cash", "warning", int(empty.sum()), nobody),
        (
            "one_sided",
            "warning",
            int((empty & (able > 0)).sum()),
            "too few to buy and to sell: neither is done",
        ),
        ("outside_frame", "info", outside, "rebalances before or after the days of the frame: none there"),
        ("fewer_than_asked", "info", int(short_of.sum()), "fewer can be held here than asked for"),
        (
            "rank_missing",
            "info",
            int(found["unranked"].sum()),
            "pass and have no figure to rank by: left out",
        ),
        (
            "weight_missing",
            "info",
            int(found["unweighted"].sum()),
            "pass and have nothing to weigh by: left out",
        ),
        ("max_weight_idle", "info", int(idle.sum()), "too few to be full under max_weight: the rest is cash"),
    )
    for code, severity, count, what in told:
        if count:
            yield {"code": code, "severity": severity, "subject": "weights", "count": count, "what": what}


def _named(tickers: pd.Index[str]) -> pd.Index[str]:
    return tickers if tickers.name == "ticker" else tickers.rename("ticker")


def _side(name: str, value: Any) -> int | float:
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        if not 0 < int(value) < 2**31:
            raise InvalidValueError(f"{name} cannot be {value!r}: a count from 1 on")
        return int(value)
    return _part(name, value, " or a count")


def _part(name: str, value: Any, other: str = "") -> float:
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not 0 < float(value) <= 1:
        raise InvalidValueError(f"{name} cannot be {value!r}: a part above 0, up to 1.0{other}")
    return float(value)
