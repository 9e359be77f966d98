"""Student's t, errors of clustered means and bands of resampled ones, against known values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from yanbao._backtest import clusters, student


def test_students_t_has_its_known_values() -> None:
    """Closed forms of one, two and four degrees of freedom, and the limit."""
    for t in (0.0, 0.1, 1.0, 2.5, 12.7, 300.0):
        root = t / math.sqrt(1 + t * t / 4)
        four = 1 - 0.75 * root * (1 - t * t / (12 * (1 + t * t / 4)))
        wanted = {1: 1 - 2 / math.pi * math.atan(t), 2: 1 - t / math.sqrt(2 + t * t), 4: four}
        for df, p in wanted.items():
            assert student.two_sided(t, df) == pytest.approx(p, abs=1e-14)
            assert student.two_sided(-t, df) == student.two_sided(t, df)
    assert student.quantile(0.95, 10) == pytest.approx(2.228138852, abs=1e-9)
    assert student.quantile(0.95, 10**7) == pytest.approx(1.959964, abs=1e-5)
    assert math.isnan(student.quantile(0.95, 0))
    assert math.isnan(student.two_sided(math.nan, 3))


def test_a_clustered_error_of_single_ones_is_the_usual_one() -> None:
    values = np.array([0.1, 0.4, -0.2, 0.3])
    usual = values.std(ddof=1) / 2
    assert clusters.clustered_error(values, np.arange(4)) == pytest.approx(usual)
    twice = clusters.clustered_error(np.repeat(values, 2), np.repeat(np.arange(4), 2))
    assert twice == pytest.approx(usual)  # said twice is no more known
    assert math.isnan(clusters.clustered_error(values, np.zeros(4)))


def test_a_bootstrap_draws_whole_clusters() -> None:
    values = np.array([[1.0], [1.0], [1.0], [3.0]])
    low, high = clusters.bootstrap(values, np.array([0, 0, 0, 1]), draws=2000, confidence=0.4, seed=1)
    # of two clusters: both the first 1/4, both the other 1/4, one of each 1/2 with a mean of 1.5
    assert low[0] == high[0] == 1.5
    nothing, _ = clusters.bootstrap(values, np.zeros(4, "int64"), draws=10, confidence=0.9, seed=1)
    assert np.isnan(nothing[0])


def test_bands_hold_what_they_say() -> None:
    """Of events of one day with a common move the t across events is too sure; resampled dates are not."""
    rng = np.random.default_rng(0)
    inside = {"t": 0, "dates": 0}
    for _ in range(200):
        common = np.repeat(rng.normal(0, 1, 25), 8)
        values = (common + rng.normal(0, 1, 200))[:, None]
        day = np.repeat(np.arange(25), 8)
        low, high = clusters.bootstrap(values, day, draws=300, confidence=0.95, seed=3)
        inside["dates"] += bool(low[0] <= 0 <= high[0])
        width = student.quantile(0.95, 199) * values.std(ddof=1) / math.sqrt(200)
        inside["t"] += bool(abs(values.mean()) <= width)
    assert inside["dates"] >= 178
    assert inside["t"] < 150


def test_draws_in_parts_are_the_same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(2)
    values, day = random.normal(size=(40, 3)), random.integers(0, 9, 40)
    whole = clusters.bootstrap(values, day, draws=100, confidence=0.9, seed=5)
    monkeypatch.setattr(clusters, "_AT_ONCE", 70)  # seven draws of nine clusters
    parts = clusters.bootstrap(values, day, draws=100, confidence=0.9, seed=5)
    for band, other in zip(whole, parts, strict=True):
        np.testing.assert_allclose(band, other, rtol=1e-12)
