"""What a factor study computes, against slow and obvious numpy and pandas."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from factor_rows import NAN, frame, prices, study, walk
from hypothesis import given, settings
from yanbao import _core, errors
from yanbao._backtest import factor_settings
from yanbao._backtest.factor_result import FactorStudy
from yanbao._backtest.factor_study import factor_study

seeds = st.integers(0, 2**32 - 1)
few = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0, NAN])
values = st.lists(st.one_of(few, st.floats(-1e6, 1e6)), min_size=0, max_size=30)


def close_to(found: Any, expected: Any, tolerance: float = 1e-10) -> None:
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)


def row(cells: Any) -> np.ndarray:
    return np.array(cells, "float64").reshape(1, -1)


@given(st.data())
def test_correlations(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 25))
    a, b = (data.draw(st.lists(st.one_of(few, st.floats(-99, 99)), min_size=n, max_size=n)) for _ in range(2))
    pearson, rank, names = _core.factor_ic(row(a), row(b), least=2)
    pairs = pd.DataFrame({"a": a, "b": b}, dtype="float64").dropna()
    assert names[0, 0] == len(pairs)
    if len(pairs) < 2 or pairs["a"].nunique() == 1 or pairs["b"].nunique() == 1:
        assert np.isnan(pearson[0, 0])
        assert np.isnan(rank[0, 0])
        return
    ranks = pairs.rank()
    close_to(rank[0, 0], np.corrcoef(ranks["a"], ranks["b"])[0, 1])
    spread = pairs.std() / pairs.abs().max()
    if spread.min() > 1e-6:  # below it both are rounding
        close_to(pearson[0, 0], np.corrcoef(pairs["a"], pairs["b"])[0, 1], 1e-8)


@given(seeds, st.integers(2, 20), st.integers(2, 300))
def test_quantiles_are_those_of_qcut(seed: int, quantiles: int, n: int) -> None:
    n = max(n, quantiles)
    cells = np.random.default_rng(seed).normal(size=n)
    bounds = factor_settings.cuts(quantiles, None).bounds
    on_a_name = any(k * (n - 1) % quantiles == 0 for k in range(1, quantiles))
    if on_a_name and int(pd.__version__.split(".")[0]) < 3:
        return  # on which side of its bound a name lies is left to rounding there
    places = np.random.default_rng(seed).permutation(n) * 1.0  # bounds are exact
    for values in (cells, places):
        found = _core.factor_buckets(row(values), cut="shares", bounds=bounds, least=1)[0]
        assert found.tolist() == (pd.qcut(values, quantiles, labels=False) + 1).tolist()


@given(seeds, st.integers(1, 20), st.integers(2, 100))
def test_widths_are_those_of_cut(seed: int, bins: int, n: int) -> None:
    cells = np.random.default_rng(seed).normal(size=n)
    found = _core.factor_buckets(row(cells), cut="widths", bounds=[0.0] * (bins + 1), least=1)[0]
    assert found.tolist() == (pd.cut(cells, bins, labels=False) + 1).tolist()


@given(values, st.integers(2, 7))
def test_ties_are_not_parted(cells: list[float], quantiles: int) -> None:
    bounds = factor_settings.cuts(quantiles, None).bounds
    found = _core.factor_buckets(row(cells), cut="shares", bounds=bounds, least=1)[0]
    there = [c for c in cells if c == c]
    for cell, bucket in zip(cells, found, strict=True):
        if cell != cell:
            assert bucket == 0
            continue
        assert 1 <= bucket <= quantiles
        below = {b for c, b in zip(cells, found, strict=True) if c < cell}
        assert all(b <= bucket for b in below)
        assert {b for c, b in zip(cells, found, strict=True) if c == cell} == {bucket}
        upper = np.quantile(there, bounds[1:-1])
        assert bucket == 1 + (upper < cell).sum() or np.isclose(upper, cell, rtol=1e-12).any()


@given(values, st.floats(0.5, 8), st.floats(0.01, 0.49))
def test_winsorizing(cells: list[float], width: float, share: float) -> None:
    array = np.array(cells, "float64")
    there = array[~np.isnan(array)]
    mad = _core.factor_treated(row(cells), clip="mad", bound=width)[0]
    quantile = _core.factor_treated(row(cells), clip="shares", bound=share)[0]
    if not len(there):
        assert np.isnan(mad).all()
        return
    centre = np.median(there)
    reach = width * 1.4826 * np.median(np.abs(there - centre))
    close_to(mad, np.clip(array, centre - reach, centre + reach) if reach else array, 1e-9)
    close_to(quantile, np.clip(array, *np.quantile(there, [share, 1 - share])), 1e-9)


@given(seeds, st.integers(1, 40), st.integers(0, 4), st.integers(0, 3), st.booleans())
def test_residuals(seed: int, n: int, groups: int, columns: int, doubled: bool) -> None:
    random = np.random.default_rng(seed)
    cells = random.normal(5, 1, n)
    exposures = [random.normal(20, 3, n) for _ in range(columns)]
    codes = random.integers(0, groups, n).astype(np.int32) if groups else None
    for each in (cells, *exposures):
        each[random.random(n) < 0.1] = np.nan
    if codes is not None:
        codes[random.random(n) < 0.1] = -1
    if doubled and exposures:  # one that says what another says already
        exposures.append(3 * exposures[0] - 1)
    known = ~np.isnan(cells) & (codes >= 0 if codes is not None else True)
    for each in exposures:
        known &= ~np.isnan(each)
    design = [each[known] for each in exposures]
    design += (
        [(codes[known] == g) * 1.0 for g in range(groups)] if codes is not None else [np.ones(known.sum())]
    )
    found = _core.factor_treated(
        row(cells),
        group=None if codes is None else codes.reshape(1, -1),
        columns=[row(each) for each in exposures],
        residuals=True,
    )[0]
    assert (~np.isnan(found) == known).all()
    matrix = np.array(design).T
    expected = (
        cells[known] - matrix @ np.linalg.lstsq(matrix, cells[known], rcond=1e-12)[0] if known.any() else []
    )
    close_to(found[known], expected, 1e-8)


def test_what_is_explained_leaves_nothing() -> None:
    """Rounding would rank names that are all the same."""
    cells = row([0.1 * (i % 3) + 1e6 for i in range(12)])
    codes = np.array([[i % 3 for i in range(12)]], np.int32)
    assert (_core.factor_treated(cells, group=codes, residuals=True) == 0).all()
    size = np.log(np.arange(1.0, 13.0))
    assert (_core.factor_treated(row(7 - 0.3 * size), columns=[row(size)], residuals=True) == 0).all()


@given(st.lists(st.one_of(st.just(NAN), st.floats(-1, 1)), max_size=30), st.integers(0, 40))
def test_newey_west(cells: list[float], lag: int) -> None:
    mean, error = _core.newey_west(np.array(cells, "float64"), lag=lag)
    seen = [c for c in cells if c == c]
    n = len(seen)
    if not n:
        assert np.isnan(mean)
        return
    centre = sum(seen) / n
    close_to(mean, centre)
    lag = min(lag, n - 1)
    total = sum(
        (1 - abs(i - j) / (lag + 1)) * (seen[i] - centre) * (seen[j] - centre)
        for i in range(n)
        for j in range(n)
        if abs(i - j) <= lag
    )
    if len(set(seen)) == 1:
        assert np.isnan(error)
    elif total > 1e-9 * sum((s - centre) ** 2 for s in seen) and np.std(seen) > 1e-9:
        close_to(error, np.sqrt(total / n / (n - 1)), 1e-6)
        if lag == 0:
            close_to(error, np.std(seen, ddof=1) / np.sqrt(n), 1e-9)


@settings(max_examples=30)
@given(seeds, st.sampled_from([1, 2, 4]), st.booleans(), st.booleans())
def test_a_whole_study(seed: int, period: int, ties: bool, weekly: bool) -> None:
    """By loops over dates and names: returns, correlations, quantiles, turnover, autocorrelation."""
    random = np.random.default_rng(seed)
    close = walk(random, 14, 12, 0.1)
    cells = random.normal(size=close.shape)
    factor = frame(np.round(cells) if ties else cells, close.index).mask(random.random(close.shape) < 0.1)
    factor = factor.iloc[:: 3 if weekly else 1]
    found = study(factor, close, periods=(period,), quantiles=3, min_names=4)
    buckets, dates = {}, list(close.index)
    for at, (date, line) in enumerate(factor.iterrows()):
        there = line.dropna()
        bounds = np.quantile(there, [1 / 3, 2 / 3]) if len(there) >= 4 else []
        buckets[date] = (
            {t: 1 + int((np.array(bounds) < v).sum()) for t, v in there.items()} if len(there) >= 4 else {}
        )
        place = dates.index(date)
        earned = {}
        for name in there.index:
            end = close[name].iloc[place + period] if place + period < len(close) else NAN
            earned[name] = end / close.loc[date, name] - 1
        returns = pd.Series(earned, dtype="float64").dropna()
        pair = pd.DataFrame({"f": there, "r": returns}).dropna()
        enough = len(pair) >= 4
        assert found.coverage.loc[(period, date), "used"] == (len(pair) if enough else 0)
        expected = pair.rank().corr().iloc[0, 1] if enough and pair["f"].nunique() > 1 else NAN
        close_to(found.rank_ic.loc[date, period], expected)
        expected = pair.corr().iloc[0, 1] if enough and pair["f"].nunique() > 1 else NAN
        close_to(found.ic.loc[date, period], expected, 1e-9)
        for quantile in (1, 2, 3):
            names = [t for t in pair.index if buckets[date].get(t) == quantile] if enough else []
            line_found = found.quantile_returns_by_date.loc[(period, date, quantile)]
            assert line_found["names"] == len(names)
            close_to(line_found["mean"], pair["r"][names].mean())
        earlier = [d for d in factor.index[:at] if place - dates.index(d) >= period]
        for quantile in (1, 2, 3):
            now, then = (
                {t for t, q in buckets[d].items() if q == quantile} if d else set()
                for d in (date, earlier[-1] if earlier else None)
            )
            share = len(now - then) / len(now) if now and then else NAN
            close_to(found.turnover.loc[date, (period, quantile)], share)
        both = pd.DataFrame(
            {"a": there, "b": factor.loc[earlier[-1]].dropna() if earlier else np.nan}
        ).dropna()
        varied = len(both) >= 4 and both["a"].nunique() > 1 and both["b"].nunique() > 1
        close_to(found.autocorrelation.loc[date, period], both.rank().corr().iloc[0, 1] if varied else NAN)
    means = found.quantile_returns_by_date["mean"].loc[period].unstack()
    close_to(found.quantile_returns.loc[period]["mean"], means.mean())
    close_to(found.spread[period], means[3] - means[1])
    rank = found.rank_ic[period].dropna()
    summary = found.ic_summary.loc[("rank_ic", period)]
    assert summary["n"] == len(rank)
    assert summary["lag"] == (max((period - 1) // 3, 0) if weekly else max(0, summary["lag"]))
    close_to(summary["mean"], rank.mean())
    close_to(summary["positive"], (rank > 0).mean())


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda a: _core.factor_ic(a, a[:, :2].copy(), least=2), errors.ShapeMismatchError),
        (
            lambda a: _core.factor_ic(a, a, least=2, group=np.zeros(a.shape, np.int32) + 5, groups=2),
            errors.InvalidValueError,
        ),
        (lambda a: _core.factor_ic(a.astype("float32"), a, least=2), errors.InvalidValueError),
        (lambda a: _core.factor_treated(a, clip="none"), errors.UnknownNameError),
        (
            lambda a: _core.factor_buckets(a, cut="shares", bounds=[0.0, 2.0], least=1),
            errors.InvalidValueError,
        ),
        (
            lambda a: _core.factor_buckets(a, cut="values", bounds=[1.0, 1.0], least=1),
            errors.InvalidValueError,
        ),
        (lambda a: _core.factor_buckets(a, cut="values", bounds=[1.0], least=1), errors.InvalidValueError),
        (
            lambda a: _core.factor_autocorrelation(a, np.array([1, 0], np.int32), least=2),
            errors.InvalidValueError,
        ),
        (
            lambda a: _core.factor_autocorrelation(a, np.array([-1], np.int32), least=2),
            errors.ShapeMismatchError,
        ),
        (
            lambda a: _core.bucket_returns(np.full(a.shape, 4, np.int32), a, buckets=3, least=1),
            errors.InvalidValueError,
        ),
        (
            lambda a: _core.bucket_newcomers(
                np.full(a.shape, -1, np.int32), np.array([-1, 0], np.int32), buckets=3
            ),
            errors.InvalidValueError,
        ),
    ],
)
def test_arrays_that_do_not_fit(call: Any, error: Any) -> None:
    with pytest.raises(error):
        call(np.arange(6.0).reshape(2, 3))


def test_nothing_is_no_error() -> None:
    nothing = np.empty((0, 0))
    assert _core.factor_ic(nothing, nothing, least=2)[0].shape == (0, 1)
    assert _core.factor_treated(np.empty((3, 0)), residuals=True).shape == (3, 0)
    assert _core.factor_weights(nothing).shape == (0, 0)
    assert np.isnan(_core.newey_west(np.empty(0), lag=3)).all()
    px = prices(close=frame(np.ones((3, 2))))
    empty = study(frame(np.ones((3, 2))).iloc[:0], px)
    assert len(empty.rank_ic) == 0
    assert "no dates" in empty._repr_html_()


def test_what_alphalens_calls_ic_is_named_wherever_one_looks() -> None:
    """One return far out turns Pearson's sign and not Spearman's, so it matters which is which."""
    factor = frame(np.tile(np.arange(10.0), (3, 1)))
    close = frame(np.ones((3, 10)))
    close.iloc[1] = [11.0, *(1 + 0.01 * np.arange(1.0, 10.0))]
    found = study(factor, close, periods=(1,))
    assert found.rank_ic[1].iloc[0] > 0.4
    assert found.ic[1].iloc[0] < -0.4
    described = " ".join((FactorStudy.__doc__ or "").split())
    assert "rank_ic : pandas.DataFrame Rank IC, dates × periods: **Spearman's** correlation" in described
    assert " ic : pandas.DataFrame IC, dates × periods: **Pearson's** correlation" in described
    first = " ".join((factor_study.__doc__ or "").split("A cell")[0].split())
    assert "Spearman's correlation, alphalens' information coefficient" in first
    assert "Pearson's" in first
    assert "mean rank IC (Spearman)" in repr(found)
    assert "Rank IC (Spearman) and IC (Pearson)" in found._repr_html_()
