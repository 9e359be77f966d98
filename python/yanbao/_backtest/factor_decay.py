"""How fast a factor fades: its rank IC by horizon."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanbao._backtest.cores import cores
from yanbao._backtest.factor_tables import mean_line

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.factor_data import StudyCells

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

_AT_ONCE = 50_000  # cells; of many more the arrays are too big for the cache, and for memory that is kept


def decay(cells: StudyCells) -> pd.DataFrame:
    """Mean rank IC by horizon: of the return up to it, and of the session that ends there alone."""
    import numpy as np
    import pandas as pd

    horizons = cells.asked.horizons
    step = max(_AT_ONCE // max(cells.values.shape[1], 1), 1)
    starts = range(0, len(cells.dates), step)
    found = np.full((2, len(horizons), len(cells.dates)), np.nan)

    def one(start: int) -> None:
        dates = slice(start, start + step)
        found[:, :, dates] = _of_some(cells, dates)

    with ThreadPoolExecutor(max(min(cores(), len(starts)), 1)) as pool:
        for _ in pool.map(one, starts):
            pass
    lines = {}
    for i, horizon in enumerate(horizons):
        line: dict[str, float] = {}
        for name, rank, sessions in (("rank_ic", found[0, i], horizon), ("session_ic", found[1, i], 1)):
            mean = mean_line(cells, rank, sessions)
            line |= {name: mean["mean"], f"{name}_error": mean["std_error"], f"{name}_t": mean["t"]}
            line[f"{name}_n"] = mean["n"]
        lines[horizon] = line
    made: pd.DataFrame = pd.DataFrame.from_dict(lines, orient="index").rename_axis("horizon")
    return made


def _of_some(cells: StudyCells, dates: slice) -> Floats:
    """Rank IC of some dates: (up to a horizon, of its last session) × horizons × dates.

    The factor is sorted once for all horizons, and each session's returns once for all dates that reach it.
    """
    import numpy as np

    values, row = cells.values[dates], cells.row[dates]
    horizons = cells.asked.horizons
    there = ~np.isnan(values)
    factor = _Sorted.of(values)
    reached = np.unique(np.add.outer(row, np.asarray(horizons)))
    reached = reached[reached < len(cells.prices)]
    alone = cells.prices[reached] / cells.prices[reached - 1] - 1.0
    sessions = _Sorted.of(alone)
    out = np.full((2, len(horizons), len(row)), np.nan)
    for i, horizon in enumerate(horizons):
        n = int(np.searchsorted(row, len(cells.prices) - horizon))  # dates whose horizon is over
        if not n:
            continue
        returns = cells.prices[row[:n] + horizon] / cells.prices[row[:n]] - 1.0
        both = there[:n] & ~np.isnan(returns)
        returns[~both] = np.nan
        least = cells.asked.min_names
        out[0, i, :n] = _correlated(factor.rows(slice(0, n)), _Sorted.of(returns), both, least)
        if horizon == 1:
            out[1, i, :n] = out[0, i, :n]
            continue
        at = np.searchsorted(reached, row[:n] + horizon)
        both = there[:n] & ~np.isnan(alone[at])
        out[1, i, :n] = _correlated(factor.rows(slice(0, n)), sessions.rows(at), both, least)
    return out


@dataclass(frozen=True)
class _Sorted:
    """Rows in ascending order; `first` marks where other values begin than before.

    A NaN stands with what is infinite, which changes no rank since it does not count: NumPy sorts much faster
    where there is none.
    """

    order: Places
    first: Mask

    @staticmethod
    def of(values: Floats) -> _Sorted:
        import numpy as np

        missing = np.isnan(values)
        filled = np.where(missing, np.inf, values)
        order = np.argsort(filled, axis=1)
        ascending = filled.take(_flat(order))
        first = np.ones(values.shape, bool)
        np.not_equal(ascending[:, 1:], ascending[:, :-1], out=first[:, 1:])
        last = np.isposinf(ascending)
        if np.count_nonzero(last) == np.count_nonzero(missing):  # none is infinite: no long run of nothing
            first |= last
        return _Sorted(order, first)

    def rows(self, which: Any) -> _Sorted:
        return _Sorted(self.order[which], self.first[which])

    def ranks(self, counted: Mask) -> Places:
        """Twice the average ranks of what counts, in this order; whole numbers, of which sums are exact."""
        import numpy as np

        so_far = np.cumsum(counted, axis=1)
        twice = 2 * so_far
        again = np.flatnonzero(~self.first)
        if len(again):
            flat, first = so_far.ravel(), self.first.ravel()
            # a run of equal values has the ranks from one after those before it to those so far
            begin = again[first.take(again - 1)] - 1
            end = again[first.take(again + 1, mode="clip") | (again == len(first) - 1)]
            shared = flat.take(begin) - counted.ravel().take(begin) + 1 + flat.take(end)
            twice.ravel()[begin] = shared
            twice.ravel()[again] = np.repeat(shared, end - begin)
        twice *= counted
        return twice


def _flat(order: Places) -> Places:
    """Places in rows as places among all cells."""
    import numpy as np

    rows, columns = order.shape
    found: Places = order + np.arange(rows)[:, None] * columns
    return found


def _correlated(a: _Sorted, b: _Sorted, both: Mask, least: int) -> Floats:
    """Spearman's correlation of each row, over the names that have both values."""
    import numpy as np

    in_a, in_b = _flat(a.order), _flat(b.order)
    of_a = np.empty(both.size, np.int64)
    of_a[in_a] = a.ranks(both.take(in_a))
    rank_a, rank_b = of_a.take(in_b), b.ranks(both.take(in_b))
    n = both.sum(axis=1)
    # of n ranks the mean, doubled, is n + 1
    middle = n * (n + 1) ** 2
    ab, aa, bb = (
        (np.einsum("ij,ij->i", x, y) - middle).astype("float64")
        for x, y in ((rank_a, rank_b), (rank_a, rank_a), (rank_b, rank_b))
    )
    varies = (n >= least) & (aa > 0) & (bb > 0)
    found = np.full(len(n), np.nan)
    found[varies] = np.clip(ab[varies] / np.sqrt(aa[varies] * bb[varies]), -1.0, 1.0)
    return found
