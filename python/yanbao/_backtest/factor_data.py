"""A factor's cells on the sessions of prices: what enters each date, what it earned, what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._backtest import factor_frames, factor_settings
from yanbao._currencies import one_currency
from yanbao._price_rows import filled_forward
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._prices import Prices

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]

# a cell is left out for the first that holds; the later ones depend on the period
BEFORE = ("no_session", "outside_universe", "infinite", "no_exposure")
AFTER = ("no_prices", "no_entry", "after_end", "no_exit", "few_names")


@dataclass(frozen=True)
class Asked:
    """Settings of a study, checked."""

    periods: tuple[int, ...]
    horizons: tuple[int, ...]
    entry: str
    clipping: factor_settings.Clipping
    cuts: factor_settings.Cuts
    exposures: list[tuple[str, pd.DataFrame | None]]
    min_names: int


@dataclass(frozen=True)
class StudyCells:
    """All that a study computes from; arrays are sessions × tickers."""

    asked: Asked
    given: pd.DatetimeIndex  # every date of the factor
    dates: pd.DatetimeIndex  # those that are sessions
    tickers: pd.Index[str]
    row: npt.NDArray[np.int64]  # of `dates` in the prices
    prices: Floats  # sessions of the prices × tickers, comparable over time
    priced: Mask  # tickers that the prices have
    values: Floats  # as studied
    clipped: int
    buckets: Ints
    groups: factor_frames.Labelled | None
    undated_groups: bool
    carried: dict[str, int]
    left_out: dict[str, npt.NDArray[np.int64]]  # by reason, names by given date
    count: npt.NDArray[np.int64]  # of cells that were given, by given date

    @property
    def in_session(self) -> Mask:
        """Which of the given dates are sessions."""
        found: Mask = self.given.isin(self.dates)
        return found

    def returns(self, sessions: int, after: int = 0) -> Floats:
        """What is earned from `after` sessions behind each cell's date over so many `sessions`."""
        import numpy as np

        out = np.full(self.values.shape, np.nan)
        end = self.row + after + sessions
        known = end < len(self.prices)
        entry = self.prices[self.row[known] + after]
        out[known] = self.prices[end[known]] / entry - 1.0
        return out


def study_cells(
    factor: pd.DataFrame, px: Prices, asked: Asked, groups: Any = None, universe: Any = None
) -> StudyCells:
    """Align, filter, clip, neutralize and bucket."""
    import numpy as np

    factor_frames.sides(factor, "the factor")
    factor = factor.sort_index()
    given, tickers = factor_frames.sides(factor, "the factor")
    cells = factor_frames.numbers(factor, "the factor")
    days = px.dates.get_indexer(given.as_unit("ns"))
    keep = days >= 0
    dates, row = given[keep].rename("date"), days[keep].astype("int64")
    carried: dict[str, int] = {}
    out = {reason: np.zeros(len(given), np.int64) for reason in BEFORE}
    there = ~np.isnan(cells)
    count = there.sum(axis=1)
    out["no_session"][~keep] = count[~keep]
    values, there = cells[keep], there[keep]

    def leave(reason: str, wrong: Mask) -> None:
        out[reason][keep] = (there & wrong).sum(axis=1)
        there[wrong] = False

    if universe is not None:
        found = factor_frames.mask(universe, dates, tickers)
        carried["universe"] = found.carried
        leave("outside_universe", ~found.cells)
    leave("infinite", np.isinf(values))
    labelled, undated = None, False
    if groups is not None:
        labelled, carried["groups"], undated = factor_frames.labels(groups, dates, tickers)
    values = np.where(there, values, np.nan)
    clip = asked.clipping
    clipped = _core.factor_treated(values, clip=clip.how, bound=clip.bound)
    left = clipped
    if asked.exposures:
        columns = []
        for name, frame in asked.exposures:
            if frame is not None:
                found = factor_frames.placed(frame, dates, tickers, f"neutralize, {name}")
                carried[name] = found.carried
                columns.append(found.cells)
            elif name == "log_cap":
                columns.append(log_cap(px, row, tickers))
        by_group = labelled if any(name == "industry" for name, _ in asked.exposures) else None
        codes = None if by_group is None else by_group.codes
        left = _core.factor_treated(clipped, group=codes, columns=columns, residuals=True)
        leave("no_exposure", np.isnan(left))
    cuts = asked.cuts
    column = px.tickers.get_indexer(tickers)
    return StudyCells(
        asked,
        given,
        dates,
        tickers,
        row,
        comparable(px, asked.entry, column),
        column >= 0,
        left,
        int((clipped != values)[~np.isnan(values)].sum()),
        _core.factor_buckets(left, cut=cuts.cut, bounds=cuts.bounds, least=asked.min_names),
        labelled,
        undated,
        carried,
        out,
        count,
    )


def comparable(px: Prices, entry: str, column: npt.NDArray[np.int64]) -> Floats:
    """Prices that can be compared over time, sessions × tickers; NaN where nothing was traded."""
    import numpy as np

    if entry not in px.fields:
        raise InvalidValueError(f"entry={entry!r} needs prices with a column {entry!r}")
    price = px.array(entry)
    if px.adjusted == "raw":
        price = price * px.array("factor")
    out = np.full((len(px.dates), len(column)), np.nan)
    out[:, column >= 0] = price[:, column[column >= 0]]
    return out


def log_cap(px: Prices, row: npt.NDArray[np.int64], tickers: pd.Index[str]) -> Floats:
    """Logarithm of the last market cap before each date: that of the day is known after its close."""
    import numpy as np

    if "market_cap" not in px.fields:
        raise InvalidValueError("neutralize='log_cap' needs prices with a column market_cap")
    one_currency(tickers[tickers.isin(px.tickers)], "neutralize='log_cap'")
    out = np.full((len(row), len(tickers)), np.nan)
    column = px.tickers.get_indexer(tickers)
    known = filled_forward(px.array("market_cap"))
    later = row >= 1
    cap = known[row[later] - 1][:, column[column >= 0]]
    with np.errstate(divide="ignore", invalid="ignore"):
        out[np.ix_(later, column >= 0)] = np.where(cap > 0, np.log(cap), np.nan)
    return out


def coverage(cells: StudyCells) -> pd.DataFrame:
    """Names by period and date: given = used + those left out, by reason."""
    import numpy as np
    import pandas as pd

    parts = []
    there = ~np.isnan(cells.values)
    for period in cells.asked.periods:
        table = {"given": cells.count, **cells.left_out}
        wrong = _without_return(cells, there, period)
        for reason in AFTER:
            column = np.zeros(len(cells.given), np.int64)
            column[cells.in_session] = wrong[reason]
            table[reason] = column
        frame = pd.DataFrame(table, index=cells.given.rename("date"))
        factor = frame["given"] - frame[list(BEFORE)].sum(axis=1)
        frame.insert(1, "factor", factor)
        frame["used"] = factor - frame[list(AFTER)].sum(axis=1)
        parts.append(frame)
    made: pd.DataFrame = pd.concat(parts, keys=cells.asked.periods, names=["period", "date"])
    return made


def _without_return(cells: StudyCells, there: Mask, period: int) -> dict[str, npt.NDArray[np.int64]]:
    import numpy as np

    left = there.copy()
    found = {}
    end = cells.row + period
    beyond = end >= len(cells.prices)
    exit_price = cells.prices[np.where(beyond, cells.row, end)]
    for reason, wrong in (
        ("no_prices", np.broadcast_to(~cells.priced, left.shape)),
        ("no_entry", np.isnan(cells.prices[cells.row])),
        ("after_end", np.broadcast_to(beyond[:, None], left.shape)),
        ("no_exit", np.isnan(exit_price)),
    ):
        found[reason] = (left & wrong).sum(axis=1)
        left &= ~wrong
    used = left.sum(axis=1)
    found["few_names"] = np.where(used < cells.asked.min_names, used, 0)
    return found
