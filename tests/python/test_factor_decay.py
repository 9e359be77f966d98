"""The decay of a factor, against pandas one date at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from factor_rows import NAN, frame, prices, study, walk
from yanbao._backtest import factor_decay


@pytest.mark.parametrize("step", [3, 50_000])
def test_decay_is_the_rank_correlation_of_each_horizon(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """With gaps, equal values, dates that are no neighbours, and more dates than are taken at once."""
    monkeypatch.setattr(factor_decay, "_AT_ONCE", step)
    random = np.random.default_rng(11)
    close = np.round(walk(random, 40, 12, 0.05), 1)
    close = close.mask(random.random(close.shape) < 0.15)
    factor = np.round(frame(random.normal(size=close.shape)), 1).mask(random.random(close.shape) < 0.2)
    factor = factor.iloc[np.r_[0:9, 12, 15:36:2, 38, 39]]
    horizons = (1, 2, 3, 7, 38, 60)
    found = study(factor, prices(close=close), horizons=horizons, min_names=4, entry="close").decay
    for horizon in horizons:
        for name, start in (("rank_ic", 0), ("session_ic", horizon - 1)):
            earned = close.shift(-horizon) / close.shift(-start) - 1
            pairs = [
                pd.DataFrame({"f": factor.loc[d], "r": earned.loc[d]}).dropna().rank() for d in factor.index
            ]
            rank = [p["f"].corr(p["r"]) for p in pairs if len(p) >= 4]
            rank = [r for r in rank if r == r]
            assert found.loc[horizon, f"{name}_n"] == len(rank)
            assert found.loc[horizon, name] == pytest.approx(
                np.mean(rank) if rank else NAN, abs=1e-12, nan_ok=True
            )


def test_the_decay_of_many_horizons_sorts_each_session_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sorted_rows: list[int] = []
    argsort = np.argsort

    def counted(values: Any, *args: Any, **more: Any) -> Any:
        if np.ndim(values) == 2:  # pandas sorts lists of its own
            sorted_rows.append(len(values))
        return argsort(values, *args, **more)

    random = np.random.default_rng(12)
    close, factor = walk(random, 30, 8, 0.05), frame(random.normal(size=(30, 8)))
    made = study(factor, prices(close=close), horizons=range(1, 11), min_names=4, entry="close")
    monkeypatch.setattr(np, "argsort", counted)
    assert len(made.decay) == 10
    # the factor's dates, each session's returns, and those up to a horizon that is over before the end
    assert sum(sorted_rows) == 30 + 29 + sum(30 - h for h in range(1, 11))


@pytest.mark.parametrize("seed", range(8))
def test_ranks_are_those_of_pandas(seed: int) -> None:
    """Of rows with equal values, gaps and what is infinite."""
    random = np.random.default_rng(seed)
    of = (
        [0.0, -0.0, 1.0, 1.5, np.inf, -np.inf, np.nan]
        if seed % 2
        else [0.0, 1.0, np.nan, *random.normal(size=9)]
    )
    a, b = random.choice(of, (2, 30, 11))
    both = ~np.isnan(a) & ~np.isnan(b)
    found = factor_decay._correlated(factor_decay._Sorted.of(a), factor_decay._Sorted.of(b), both, 3)
    for i, row in enumerate(both):
        x, y = (pd.Series(each[i][row]).rank() for each in (a, b))
        known = row.sum() >= 3 and x.nunique() > 1 and y.nunique() > 1
        assert found[i] == pytest.approx(np.corrcoef(x, y)[0, 1] if known else NAN, abs=1e-12, nan_ok=True)


def test_nothing_to_rank() -> None:
    px = prices(close=frame(np.arange(60.0).reshape(30, 2) + 1))
    for factor in (
        frame(np.ones((30, 2))).iloc[:, :0],
        frame(np.ones((30, 2))).iloc[:0],
        frame(np.ones((30, 1))),
    ):
        found = study(factor, px, periods=(1, 5)).decay
        assert found.shape == (5, 8)
        assert (found["rank_ic_n"] == 0).all()
