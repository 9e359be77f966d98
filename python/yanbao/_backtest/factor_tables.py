"""Tables of a factor study, each of a date's names alone, and what they come to over the dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._backtest.factor_data import StudyCells

    Floats = npt.NDArray[np.float64]


def correlations(cells: StudyCells) -> tuple[pd.DataFrame, pd.DataFrame]:
    """IC and rank IC, dates × periods."""
    found = [
        _core.factor_ic(cells.values, cells.returns(p), least=cells.asked.min_names)
        for p in cells.asked.periods
    ]
    return by_period(cells, [f[0][:, 0] for f in found]), by_period(cells, [f[1][:, 0] for f in found])


def by_period(cells: StudyCells, columns: list[Any]) -> pd.DataFrame:
    """A frame of dates × periods."""
    import pandas as pd

    made: pd.DataFrame = pd.DataFrame(dict(zip(cells.asked.periods, columns, strict=True)), index=cells.dates)
    made.columns.name = "period"
    return made


def overlap(row: npt.NDArray[np.int64], sessions: int) -> int:
    """The most later dates that begin before a date's `sessions` are over; less by 1 where each is one."""
    import numpy as np

    if not len(row):
        return 0
    return int((np.searchsorted(row, row + sessions, side="left") - np.arange(len(row)) - 1).max())


def mean_line(cells: StudyCells, values: Floats, sessions: int) -> dict[str, float]:
    """Mean over the dates that have one, its error by Newey and West with the lag of the overlap, and t."""
    import numpy as np

    there = ~np.isnan(values)
    seen = np.ascontiguousarray(values[there])
    lag = overlap(cells.row[there], sessions)
    mean, error = _core.newey_west(seen, lag=lag)
    constant = len(seen) > 1 and bool((seen == seen[0]).all())
    std = float(np.std(seen, ddof=1)) if len(seen) > 1 and not constant else 0.0 if constant else np.nan
    return {
        "mean": mean,
        "std": std,
        "ir": mean / std if std > 0 else np.nan,
        "t": mean / error,
        "lag": lag,
        "positive": float((seen > 0).mean()) if len(seen) else np.nan,
        "n": len(seen),
        "std_error": error,
    }


def summary(cells: StudyCells, frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A line a name and period: mean, std, IR, t, lag, share positive, n."""
    import pandas as pd

    lines = {
        (name, period): mean_line(cells, frame[period].to_numpy("float64"), period)
        for name, frame in frames.items()
        for period in cells.asked.periods
    }
    made = pd.DataFrame.from_dict(lines, orient="index").drop(columns="std_error")
    made.index = pd.MultiIndex.from_tuples(lines, names=["of", "period"])
    typed: pd.DataFrame = made.astype({"lag": "int64", "n": "int64"})
    return typed


def quantiles_by_date(cells: StudyCells) -> pd.DataFrame:
    """Mean return, its error, names and excess over the mean of all, by period, date and quantile."""
    import numpy as np
    import pandas as pd

    count = cells.asked.cuts.buckets
    parts = []
    for period in cells.asked.periods:
        mean, error, names, whole = _core.bucket_returns(
            cells.buckets, cells.returns(period), buckets=count, least=cells.asked.min_names
        )
        index = pd.MultiIndex.from_product(
            [[period], cells.dates, range(1, count + 1)], names=["period", "date", "quantile"]
        )
        columns = {
            "mean": mean,
            "std_error": error,
            "excess": mean - np.asarray(whole)[:, None],
            "names": names,
        }
        parts.append(pd.DataFrame({n: np.asarray(c).ravel() for n, c in columns.items()}, index=index))
    made: pd.DataFrame = pd.concat(parts)
    return made


def quantile_means(cells: StudyCells, by_date: pd.DataFrame) -> pd.DataFrame:
    """Over the dates, by period and quantile: each date counts once."""
    import numpy as np
    import pandas as pd

    lines = {}
    means, excesses, names = (_blocks(cells, by_date, column) for column in ("mean", "excess", "names"))
    for i, period in enumerate(cells.asked.periods):
        for q in range(cells.asked.cuts.buckets):
            mean = mean_line(cells, means[i, :, q], period)
            excess = mean_line(cells, excesses[i, :, q], period)
            lines[period, q + 1] = {
                "mean": mean["mean"],
                "std_error": mean["std_error"],
                "excess": excess["mean"],
                "excess_error": excess["std_error"],
                "excess_t": excess["t"],
                "dates": mean["n"],
                "names": names[i, :, q].sum() / mean["n"] if mean["n"] else np.nan,
            }
    made: pd.DataFrame = pd.DataFrame.from_dict(lines, orient="index").astype({"dates": "int64"})
    made.index = pd.MultiIndex.from_tuples(lines, names=["period", "quantile"])
    return made


def spread(cells: StudyCells, by_date: pd.DataFrame) -> pd.DataFrame:
    """Mean return of the highest quantile less that of the lowest, dates × periods."""
    means = _blocks(cells, by_date, "mean")
    return by_period(cells, list(means[:, :, -1] - means[:, :, 0]))


def _blocks(cells: StudyCells, by_date: pd.DataFrame, column: str) -> Floats:
    """A column as periods × dates × quantiles."""
    shape = (len(cells.asked.periods), len(cells.dates), cells.asked.cuts.buckets)
    found: Floats = by_date[column].to_numpy("float64").reshape(shape)
    return found


def monotonicity(cells: StudyCells, means: pd.DataFrame) -> pd.DataFrame:
    """How steadily mean returns go with the number of the quantile."""
    import numpy as np
    import pandas as pd

    lines = {}
    for period in cells.asked.periods:
        mean = means["mean"].loc[period].to_numpy("float64")
        number = np.arange(1.0, len(mean) + 1)
        _, rank, n = _core.factor_ic(number[None, :], np.ascontiguousarray(mean)[None, :], least=2)
        steps = np.diff(mean[~np.isnan(mean)])
        lines[period] = {
            "spearman": float(rank[0, 0]),
            "steps_up": float((steps > 0).mean()) if len(steps) else np.nan,
            "quantiles": int(n[0, 0]),
        }
    made: pd.DataFrame = pd.DataFrame.from_dict(lines, orient="index").rename_axis("period")
    return made


def earlier_dates(cells: StudyCells, sessions: int) -> npt.NDArray[np.int32]:
    """The newest date that is at least so many sessions before each, -1 for none."""
    import numpy as np

    found = np.searchsorted(cells.row, cells.row - sessions, side="right") - 1
    return np.ascontiguousarray(found.astype(np.int32))


def turnover(cells: StudyCells) -> pd.DataFrame:
    """Share of a quantile's names that were not in it so many sessions before, dates × (period, quantile)."""
    import pandas as pd

    count = cells.asked.cuts.buckets
    parts = [
        pd.DataFrame(
            _core.bucket_newcomers(cells.buckets, earlier_dates(cells, period), buckets=count),
            index=cells.dates,
            columns=range(1, count + 1),
        )
        for period in cells.asked.periods
    ]
    made: pd.DataFrame = pd.concat(parts, axis=1, keys=cells.asked.periods, names=["period", "quantile"])
    return made


def autocorrelation(cells: StudyCells) -> pd.DataFrame:
    """Spearman's correlation of the factor with itself so many sessions before, dates × periods."""
    return by_period(
        cells,
        [
            _core.factor_autocorrelation(cells.values, earlier_dates(cells, p), least=cells.asked.min_names)
            for p in cells.asked.periods
        ],
    )


def by_group(cells: StudyCells) -> pd.DataFrame:
    """Rank IC within each group, over its dates."""
    import pandas as pd

    assert cells.groups is not None
    codes, names = cells.groups
    lines = {}
    for period in cells.asked.periods:
        _, rank, n = _core.factor_ic(
            cells.values,
            cells.returns(period),
            least=cells.asked.min_names,
            group=codes,
            groups=max(len(names), 1),
        )
        for i, name in enumerate(names):
            found = mean_line(cells, rank[:, i], period)
            used = n[:, i][n[:, i] >= cells.asked.min_names]
            lines[period, name] = {
                **{key: found[key] for key in ("mean", "std", "ir", "t", "lag", "positive", "n")},
                "names": float(used.mean()) if len(used) else float("nan"),
            }
    columns = ["mean", "std", "ir", "t", "lag", "positive", "n", "names"]
    made = pd.DataFrame.from_dict(lines, orient="index", columns=columns)
    made.index = pd.MultiIndex.from_tuples(lines, names=["period", "group"])
    typed: pd.DataFrame = made.astype({"lag": "int64", "n": "int64"})
    return typed


def factor_returns(cells: StudyCells) -> pd.DataFrame:
    """Return of the portfolio that the factor itself weighs, as much long as short, dates × periods."""
    import numpy as np

    columns = []
    for period in cells.asked.periods:
        returns = cells.returns(period)
        known = ~np.isnan(returns) & ~np.isnan(cells.values)
        weights = _core.factor_weights(np.where(known, cells.values, np.nan))
        earned = np.nansum(weights * returns, axis=1)
        columns.append(np.where(known.sum(axis=1) >= cells.asked.min_names, earned, np.nan))
    return by_period(cells, columns)


def alpha_beta(cells: StudyCells, portfolio: pd.DataFrame, per_year: float) -> pd.DataFrame:
    """Regression of the factor's portfolio on the mean return of all names."""
    import numpy as np
    import pandas as pd

    lines = {}
    for period in cells.asked.periods:
        returns = cells.returns(period)
        there = ~np.isnan(returns) & ~np.isnan(cells.values)
        count = there.sum(axis=1)
        market = np.where(there, returns, 0.0).sum(axis=1) / np.maximum(count, 1)
        lines[period] = regression(market, portfolio[period].to_numpy("float64"), per_year / period)
    made: pd.DataFrame = pd.DataFrame.from_dict(lines, orient="index").rename_axis("period")
    return made


def regression(x: Floats, y: Floats, periods_per_year: float) -> dict[str, float]:
    """Intercept, its compounded annual value and slope of y on x; NaN where x does not vary."""
    import numpy as np

    known = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[known], y[known]
    line: dict[str, float] = {"alpha": np.nan, "annual_alpha": np.nan, "beta": np.nan, "n": len(x)}
    if len(x) < 2 or bool((x == x[0]).all()):
        return line
    off = x - x.mean()
    beta = float((off * (y - y.mean())).sum() / (off * off).sum())
    alpha = float(y.mean() - beta * x.mean())
    annual = (1.0 + alpha) ** periods_per_year - 1.0 if alpha > -1 else np.nan
    return {**line, "alpha": alpha, "annual_alpha": annual, "beta": beta}
