"""Means of what comes in clusters: events of one day, forecasts of one company and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

_AT_ONCE = 1 << 22  # draws × clusters


def sums(values: Floats, cluster: Ints, clusters: int) -> tuple[Floats, Floats]:
    """Of each cluster and column the sum and the number of what is not NaN: clusters × columns."""
    there = ~np.isnan(values)
    total = np.zeros((clusters, values.shape[1]))
    count = np.zeros((clusters, values.shape[1]))
    np.add.at(total, cluster, np.where(there, values, 0.0))
    np.add.at(count, cluster, there.astype("float64"))
    return total, count


def bootstrap(
    values: Floats, cluster: Ints, *, draws: int, confidence: float, seed: int
) -> tuple[Floats, Floats]:
    """The band of each column's mean over resampled clusters: percentiles, NaN under two clusters.

    Whole clusters are drawn, with replacement, as many as there are; a mean is the sum of what was drawn
    over its number.  Columns share their draws.
    """
    columns = values.shape[1]
    nothing = np.full(columns, np.nan)
    _, cluster = np.unique(cluster, return_inverse=True)
    clusters = int(cluster.max()) + 1 if len(cluster) else 0
    if clusters < 2:
        return nothing, nothing.copy()
    total, count = sums(values, cluster, clusters)
    random, even = np.random.default_rng(seed), np.full(clusters, 1 / clusters)
    means = np.empty((draws, columns))
    some = max(_AT_ONCE // clusters, 1)  # all of them together may not fit into memory
    for first in range(0, draws, some):
        part = means[first : first + some]
        weight = random.multinomial(clusters, even, size=len(part)).astype("float64")
        with np.errstate(divide="ignore", invalid="ignore"):
            part[:] = (weight @ total) / (weight @ count)
    low, high = nothing.copy(), nothing.copy()
    whole = (count > 0).sum(axis=0) > 1  # a column that one cluster fills has a mean that does not vary
    tail = (1 - confidence) / 2
    if whole.any():
        low[whole], high[whole] = np.nanquantile(means[:, whole], [tail, 1 - tail], axis=0)
    return low, high


def clustered_error(values: Floats, cluster: npt.NDArray[np.generic]) -> float:
    """Standard error of a mean whose clusters may move together; NaN under two clusters.

    The square root of C / (C − 1) × Σ over clusters of (Σ of deviations)² / n², C clusters and n values; of
    clusters of one value each it is the standard deviation (ddof 1) over √n.
    """
    _, code = np.unique(cluster, return_inverse=True)
    clusters = int(code.max()) + 1 if len(code) else 0
    if clusters < 2:
        return float("nan")
    deviation = np.bincount(code, weights=values - values.mean(), minlength=clusters)
    return float(np.sqrt(clusters / (clusters - 1) * np.sum(deviation**2)) / len(values))
