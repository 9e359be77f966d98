"""What plots and pages read of a result, and what they make of it: growth, drawdowns, months, exposure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from yanbao._backtest import measures

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]


class Shown(Protocol):
    """The part of a backtest's result that people look at."""

    @property
    def returns(self) -> pd.Series[float]: ...
    @property
    def gross(self) -> pd.Series[float]: ...
    @property
    def equity(self) -> pd.Series[float]: ...
    @property
    def cash(self) -> pd.Series[float]: ...
    @property
    def benchmark(self) -> pd.Series[float] | None: ...
    @property
    def positions(self) -> pd.DataFrame: ...
    @property
    def shares(self) -> pd.DataFrame: ...
    @property
    def trades(self) -> pd.DataFrame: ...
    @property
    def rejected(self) -> pd.DataFrame: ...
    @property
    def turnover(self) -> pd.Series[float]: ...
    @property
    def costs(self) -> pd.DataFrame: ...
    @property
    def findings(self) -> pd.DataFrame: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...
    @property
    def sessions_per_year(self) -> float: ...
    @property
    def stats(self) -> pd.DataFrame: ...


def growth(returns: pd.Series[float]) -> Floats:
    """What 1 has become by the close of every session.

    A missing return between others counts as none; before the first and after the last there is nothing.
    It ends where nothing is left: returns on zero or on debts mean nothing.
    """
    import numpy as np

    grown: Floats = 1 + np.asarray(measures.cumulative(returns), np.float64)
    known = np.flatnonzero(returns.notna().to_numpy())
    grown[: known[0] if known.size else len(grown)] = np.nan
    grown[known[-1] + 1 if known.size else 0 :] = np.nan
    gone = np.flatnonzero(grown <= 0)
    if gone.size:
        grown[gone[0] + 1 :] = np.nan
    return grown


def counted(returns: pd.Series[float]) -> pd.Series[float]:
    """The returns that `growth` compounds."""
    import numpy as np

    kept: pd.Series[float] = returns.where(np.isfinite(growth(returns)))
    return kept


def drawdown(returns: pd.Series[float]) -> Floats:
    """How far `growth` is below its highest so far, of which what it started from is the first."""
    import numpy as np

    fallen = np.asarray(measures.drawdown_series(counted(returns)), np.float64)
    made: Floats = np.where(np.isnan(growth(returns)), np.nan, fallen)
    return made


def drawdowns(returns: pd.Series[float], most: int = 5) -> pd.DataFrame:
    """The deepest of `statistics.drawdowns` that `growth` has, deepest first."""
    from yanbao._backtest import statistics

    every = statistics.drawdowns(counted(returns))
    deepest: pd.DataFrame = every.sort_values("depth", kind="stable").head(most)  # of equal ones the first
    return deepest


def benchmark_of(result: Shown) -> pd.Series[float] | None:
    """The benchmark's returns on the result's sessions; None where there is none or it has no value."""
    if result.benchmark is None:
        return None
    series = result.benchmark.reindex(result.returns.index).astype("float64")
    return series if series.notna().any() else None


def benchmark_name(result: Shown) -> str:
    """What the benchmark is called."""
    name = None if result.benchmark is None else result.benchmark.name
    if name is None or not str(name).strip():
        name = result.settings.get("benchmark")
    return str(name) if isinstance(name, str) and name.strip() else "benchmark"


def by_year(returns: pd.Series[float]) -> pd.Series[float]:
    """Compounded returns by calendar year; NaN for a year without one."""
    made = measures.aggregate(counted(returns), "year")
    named: pd.Series[float] = made.set_axis(made.index.year)  # type: ignore[attr-defined]
    return named


def by_month(returns: pd.Series[float]) -> pd.DataFrame:
    """Compounded returns, years × months 1 to 12."""
    import pandas as pd

    made = measures.aggregate(counted(returns), "month")
    months: Any = made.index
    made.index = pd.MultiIndex.from_arrays([months.year, months.month], names=["year", "month"])
    whole: pd.DataFrame = made.unstack("month").reindex(columns=range(1, 13))
    return whole


class Exposure(NamedTuple):
    """Shares of equity by session, NaN where there is no equity; `names` are positions that are not zero."""

    long: Floats
    short: Floats
    net: Floats
    names: Floats


def held(result: Shown) -> pd.DataFrame:
    """Positions in money without the cash beside them."""
    money: pd.DataFrame = result.positions.drop(columns="cash", errors="ignore")
    return money


def exposure(result: Shown) -> Exposure:
    """How much is invested, long and short."""
    import numpy as np

    money = np.nan_to_num(held(result).to_numpy("float64"))
    equity = result.equity.to_numpy("float64")
    equity = np.where(equity > 0, equity, np.nan)
    # as 0 - x: a short side of nothing is 0, not -0
    long = np.where(money > 0, money, 0.0).sum(axis=1) / equity
    short = 0 - np.where(money < 0, -money, 0.0).sum(axis=1) / equity
    return Exposure(long, short, long + short, np.count_nonzero(money, axis=1).astype("float64"))


def periods(sessions: pd.DatetimeIndex) -> list[tuple[str, int, int]]:
    """Stretches to add up over: months, or the sessions themselves where there are few; name, first, end."""
    if len(sessions) <= 66:
        return [(f"{day:%Y-%m-%d}", i, i + 1) for i, day in enumerate(sessions)]
    months = [f"{day:%Y-%m}" for day in sessions]
    starts = [i for i, month in enumerate(months) if i == 0 or month != months[i - 1]]
    return [(months[a], a, b) for a, b in zip(starts, [*starts[1:], len(months)], strict=True)]


def total_costs(result: Shown) -> Floats:
    """Costs of every kind by session, in money."""
    import numpy as np

    money: Floats = result.costs.reindex(result.returns.index).to_numpy("float64")
    total: Floats = np.nan_to_num(money).sum(axis=1)
    return total
