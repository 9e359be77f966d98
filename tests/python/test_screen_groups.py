"""Places among others of a group: the grammar, the core against pandas, and what a report says of it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import screen_oracle as oracle
import yanbao as yb
from hypothesis import given
from hypothesis import strategies as st
from screen_oracle import Arrays
from yanbao import _evaluate, errors
from yanbao._evaluate import Column
from yanbao._expr import Condition, Expr, Group, Metric, Number, Theme

f = yb.f
SECTIONS, WIDTH, INDUSTRIES = 1200, 400, 7  # more than one thread takes at a time


class Wide:
    """Two metrics with ties, both zeros, infinities and holes, and industries that change from day to day."""

    def __init__(self) -> None:
        random = np.random.default_rng(3)
        self.sections, self.width = SECTIONS, WIDTH
        shape = (SECTIONS, WIDTH)
        self.values = {
            # digits that only the lower half of a number tells apart
            "eps": 1.0 + random.integers(0, 300, shape) * 2.0**-45,
            "roe": np.round(random.standard_normal(shape), 1) * random.choice([1e-300, 1.0, 1e300], shape),
        }
        for values in self.values.values():
            values[random.random(shape) < 0.1] = np.nan
            values[random.random(shape) < 0.01] = np.inf
            values[random.random(shape) < 0.01] = -np.inf
        self.values["roe"][random.random(shape) < 0.1] = -0.0
        self.industries = random.integers(-1, INDUSTRIES, shape, np.int32)

    def column(self, metric: Metric) -> Column:
        return Column(self.values[metric.name])

    def flag(self, leaf: Any) -> Any:
        return (self.industries == 3).astype(np.uint8)

    def group(self, leaf: Group) -> Any:
        return self.industries

    def known(self, name: str) -> pd.DataFrame:
        return pd.DataFrame(np.where(np.isfinite(self.values[name]), self.values[name], np.nan))


@pytest.fixture(scope="module")
def wide() -> Wide:
    return Wide()


def _by_industry(wide: Wide, name: str) -> Any:
    day = np.repeat(np.arange(SECTIONS), WIDTH)
    industry = wide.industries.ravel().astype(float)
    industry[industry < 0] = np.nan
    return pd.Series(wide.known(name).to_numpy().ravel()).groupby([day, industry])


@pytest.mark.parametrize("name", ["eps", "roe"])
def test_places_are_those_of_pandas(wide: Wide, name: str) -> None:
    metric, known = f[name](2024), wide.known(name)
    ranks = _evaluate.compute(f.rank(metric), wide).value
    np.testing.assert_array_equal(ranks, known.rank(axis=1).to_numpy())
    quantiles = _evaluate.compute(f.quantile(metric), wide).value
    np.testing.assert_allclose(quantiles, known.rank(axis=1, pct=True).to_numpy(), rtol=1e-15)
    within = _evaluate.compute(f.rank(metric, within=f.industry()), wide).value
    np.testing.assert_array_equal(within.ravel(), _by_industry(wide, name).rank().to_numpy())
    top = _evaluate.screen(metric.top(5, within=f.industry()), wide).truth.ravel()
    place = _by_industry(wide, name).rank(method="min", ascending=False).to_numpy()
    np.testing.assert_array_equal(top, np.where(np.isnan(place), 2, place <= 5))
    members = _evaluate.compute(f.rank(metric, within=f.theme("信创")), wide).value
    np.testing.assert_array_equal(members, known.where(wide.industries == 3).rank(axis=1).to_numpy())


def test_a_mean_is_of_those_that_have_a_value(wide: Wide) -> None:
    eps = f.eps(2024)
    mean = _evaluate.compute(f.mean(eps, within=f.industry()), wide).value
    grouped = _by_industry(wide, "eps").transform("mean").to_numpy()
    np.testing.assert_allclose(mean.ravel(), grouped, rtol=1e-12)
    # to the last bit, added up from left to right
    known = np.isfinite(wide.values["eps"])
    sums = np.add.accumulate(np.where(known, wide.values["eps"], 0.0), axis=1)[:, -1:]
    apart = _evaluate.compute(eps - f.mean(eps), wide).value
    expected = np.where(known, wide.values["eps"] - sums / known.sum(axis=1, keepdims=True), np.nan)
    np.testing.assert_array_equal(apart, expected)


def test_ranks_of_the_same_numbers_share_their_order(wide: Wide) -> None:
    x = f.eps(2024) * f.roe(2024)
    every = (f.rank(x) > 30) & (f.quantile(x, within=f.industry()) < 0.5) & ~x.top(10) & (f.rank(-x) > 3)
    found = _evaluate.screen(every, wide)
    alone = [_evaluate.screen(term, wide).truth for term in every.terms]
    for term, truth in zip(found.terms, alone, strict=True):
        assert (term.yes, term.unknown) == ((truth == 1).sum(), (truth == 2).sum())
    no, yes = np.any([t == 0 for t in alone], axis=0), np.all([t == 1 for t in alone], axis=0)
    np.testing.assert_array_equal(found.truth, np.where(no, 0, np.where(yes, 1, 2)))


def test_threads_change_nothing(wide: Wide) -> None:
    x = f.eps(2024) / f.roe(2024)
    condition = (f.quantile(x, within=f.industry()) < 0.3) & (f.roe(2024) > 0) & (x > f.mean(x))
    one = _evaluate.screen(condition, wide, workers=1)
    for workers in (2, 5, None):
        many = _evaluate.screen(condition, wide, workers=workers)
        assert many.truth.tobytes() == one.truth.tobytes()
        assert many.terms == one.terms
        passed, terms = _evaluate.passes(condition, wide, workers=workers)
        assert passed.tobytes() == one.passed.tobytes()
        assert terms == one.terms
        assert (
            _evaluate.compute(f.rank(x), wide, workers=workers).value.tobytes()
            == _evaluate.compute(f.rank(x), wide, workers=1).value.tobytes()
        )
    for wrong in (0, -1, 1.5, True):
        with pytest.raises(errors.InvalidValueError, match="workers"):
            _evaluate.screen(condition, wide, workers=wrong)  # type: ignore[arg-type]


@given(oracle.conditions, oracle.sources(), oracle.sources(), st.integers(0, 3))
def test_a_section_is_only_itself(condition: Condition, now: Arrays, later: Arrays, day: int) -> None:
    """What stands at or after a day changes nothing before it."""

    def mixed(before: list[Any], after: list[Any]) -> list[Any]:
        cells = oracle.ROW * min(day, now.sections, later.sections)
        return before[:cells] + after[cells:]

    other = Arrays(
        {m: mixed(x, later.numbers[m]) for m, x in now.numbers.items()},
        {t: mixed(x, later.flags[t]) for t, x in now.flags.items()},
        mixed(now.industries, later.industries),
    )
    kept = min(day, now.sections, later.sections)
    first, second = _evaluate.screen(condition, now).truth, _evaluate.screen(condition, other).truth
    assert first[:kept].tolist() == second[:kept].tolist()


@given(oracle.numbers, oracle.numbers, oracle.numbers, oracle.sources())
def test_figures_may_decide_who_is_together(x: Number, a: Number, b: Number, source: Arrays) -> None:
    condition = (f.quantile(x, within=a >= b) <= 0.5) | x.top(1, within=(a < b) & f.rating("买入"))
    found = _evaluate.screen(condition, source).truth.ravel().tolist()
    assert found == [2 if t is None else int(t) for t in oracle.evaluate(condition, source)]


def test_what_was_rounded_away_cannot_decide_who_is_together() -> None:
    source = Arrays({m: [1.0] * 5 for m in oracle.METRICS}, {t: [True] * 5 for t in oracle.FLAGS}, [0] * 5)
    cheap = f.rank(f.eps(2023), within=f.pe(2023) < 30) <= 3
    assert _evaluate.screen(cheap, source).passed.all()  # five equals share the third place
    with pytest.raises(errors.InvalidValueError, match="rounded away"):
        _evaluate.screen(cheap.surely(), source)


def test_groups_print_themselves() -> None:
    eps = f.eps(2024)
    for expression, text in (
        (f.rank(eps, within=f.industry()), "yb.f.rank(yb.f.eps(2024), within=yb.f.industry())"),
        (f.mean(eps, within=f.industry(2)), "yb.f.mean(yb.f.eps(2024), within=yb.f.industry(2))"),
        (
            eps.top(3, within=f.theme("信创") & (f.pe(2024) < 30)),
            'yb.f.eps(2024).top(3, within=yb.f.theme("信创") & (yb.f.pe(2024) < 30))',
        ),
        (f.theme("信创", "pick", 2), 'yb.f.theme("信创", min_role="pick", min_brokers=2)'),
        (f.revision("eps"), 'yb.f.revision("eps", "fy1", 30)'),
        (f.breadth("net_profit", 2025, 5), 'yb.f.breadth("net_profit", 2025, 5)'),
        (f.brokers("eps"), 'yb.f.brokers("eps", "fy1")'),
    ):
        assert repr(expression) == text
        again: Expr = eval(text, {"yb": yb})
        assert again.steps == expression.steps


def test_leaves_carry_what_a_panel_needs() -> None:
    assert f.revision("eps", "fy2", 20).steps == (("column", Metric("revision", ("fy2",), "eps", 20)),)
    assert f.brokers("revenue", 2025).steps == (("column", Metric("brokers", (2025,), "revenue")),)
    assert f.theme("信创", min_brokers=2).steps == (("flag", Theme("信创", None, 2)),)
    assert f.rank(f.eps(2024), within=f.industry(3)).steps[1:] == (
        ("group", Group("industry", 3)),
        ("rank_within", 0.0),
    )
    assert f.rank(f.eps(2024), within=f.theme("信创")).steps[1:] == (
        ("flag", Theme("信创")),
        ("members", 0.0),
        ("rank_within", 0.0),
    )


def test_what_is_no_group_is_refused() -> None:
    for wrong in ("industry", 3, f.eps(2024)):
        with pytest.raises(TypeError, match="industry"):
            f.rank(f.eps(2024), within=wrong)  # type: ignore[arg-type]
    for compare in (operator.eq, operator.lt, operator.and_):
        with pytest.raises(TypeError, match="within"):
            compare(f.industry(), "电子")


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        (lambda: f.theme("信创", min_brokers=0), "min_brokers"),
        (lambda: f.revision("eps", "fy1", 0), "sessions"),
        (lambda: f.breadth("eps", "fy1", 2.5), "sessions"),
        (lambda: f.industry(0), "level"),
        (lambda: f.revision("esp"), "did you mean 'eps'"),
        (lambda: f.brokers("price"), "price"),
        (lambda: f.revision("eps", "2025E"), "did you mean 2025"),
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: Callable[[], Any], match: str) -> None:
    with pytest.raises((errors.InvalidValueError, errors.UnknownNameError), match=match):
        wrong()


def test_a_bound_on_a_revision_is_a_decimal() -> None:
    with pytest.warns(UserWarning, match=r"20 % is 0\.2"):
        _ = f.revision("eps") > 20


def test_a_report_says_that_a_panel_has_it() -> None:
    report = yb.read("# 天穹证券 电子周报\n\n证券研究报告 2024年5月6日\n")
    for expression in (f.revision("eps") > 0, f.breadth("eps") > 0, f.brokers("eps") >= 2):
        with pytest.raises(errors.UnknownNameError, match="panel"):
            report.screen(expression)
    with pytest.raises(errors.UnknownNameError, match="panel"):
        report.screen(f.rank(f.price(), within=f.industry()) < 3)
    with pytest.raises(errors.InvalidValueError, match="panel"):
        report.screen(f.theme("信创", min_brokers=2))


@pytest.mark.parametrize("codes", [[-2, 0, 0], [0, 2**20, 0]])
def test_groups_that_are_none_are_refused(codes: list[int]) -> None:
    class Source:
        sections, width = 1, 3

        def column(self, metric: Metric) -> Column:
            return Column(np.array([1.0, 2.0, 3.0]))

        def group(self, leaf: Group) -> Any:
            return np.array(codes, dtype=np.int32)

    with pytest.raises(errors.InvalidValueError, match="group"):
        _evaluate.compute(f.rank(f.eps(2024), within=f.industry()), Source())  # type: ignore[arg-type]
