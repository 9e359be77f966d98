"""The grammar of `yb.f`."""

from __future__ import annotations

import functools
import operator
import re
import warnings

import numpy as np
import pytest
import yanbao as yb
from yanbao import _metric_names, errors
from yanbao._evaluate import Column, screen
from yanbao._expr import Metric, Rating, Theme
from yanbao._lexicon import Lexicon

f = yb.f


def test_an_expression_prints_itself() -> None:
    assert repr((f.pe(2023) < 60) & (f.eps_growth(2023) > 0.15) & f.theme("信创")) == (
        '(yb.f.pe(2023) < 60) & (yb.f.eps_growth(2023) > 0.15) & yb.f.theme("信创")'
    )
    assert repr(~(f.pe("fy1") < 60) | f.rating("买入", "增持")) == (
        '~(yb.f.pe("fy1") < 60) | yb.f.rating("买入", "增持")'
    )
    assert repr((f.eps(2024) - f.eps(2023)) / f.eps(2023)) == (
        "(yb.f.eps(2024) - yb.f.eps(2023)) / yb.f.eps(2023)"
    )
    assert repr(1 - (2 - f.roe(2023))) == "1 - (2 - yb.f.roe(2023))"
    assert repr(-f.eps(2023) * -2) == "-yb.f.eps(2023) * -2"
    assert repr((f.pe(2023) < 60).surely()) == "(yb.f.pe(2023) < 60).surely()"
    assert repr(f.quantile(f.pe(2023)) <= 0.2) == "yb.f.quantile(yb.f.pe(2023)) <= 0.2"
    assert repr(f.market_cap().top(10)) == "yb.f.market_cap().top(10)"
    assert repr((-f.pe(2023)).top(5)) == "(-yb.f.pe(2023)).top(5)"
    assert repr(f.theme("信创", min_role="pick")) == 'yb.f.theme("信创", min_role="pick")'
    assert repr(f.cagr()) == "yb.f.cagr()"
    assert repr(f.cagr(2022, 2024, on="net_profit")) == 'yb.f.cagr(2022, 2024, on="net_profit")'
    assert repr(f.peg()) == "yb.f.peg()"
    assert repr(f.pb()) == "yb.f.pb()"
    assert repr(f["backlog"](2024)) == 'yb.f["backlog"](2024)'
    assert repr(f["cagr"]()) == "yb.f.cagr()"
    assert repr(f.roe(2023).between(0.1, 0.2)) == "(yb.f.roe(2023) >= 0.1) & (yb.f.roe(2023) <= 0.2)"
    bound = np.float64(60)
    assert repr(bound > f.pe(np.int64(2023))) == "yb.f.pe(2023) < 60"


def test_the_truth_of_a_condition_is_many() -> None:
    with pytest.raises(TypeError, match="& for and"):
        _ = (f.pe(2023) < 60) and (f.roe(2023) > 0.1)
    with pytest.raises(TypeError, match="between"):
        _ = 10 < f.pe(2023) < 60
    with pytest.raises(TypeError):
        _ = not f.theme("信创")
    with pytest.raises(TypeError):
        list(f.pe(2023))


def test_brackets_that_were_forgotten() -> None:
    with pytest.raises(TypeError, match="brackets"):
        _ = f.pe(2023) < 60 & f.theme("信创")  # type: ignore[operator]
    with pytest.raises(TypeError, match="brackets"):
        _ = f.pe(2023) < 60 & f.roe(2023) > 0.15  # type: ignore[operator]
    with pytest.raises(TypeError, match="brackets"):
        _ = f.theme("信创") | 3
    with pytest.raises(TypeError, match="brackets"):
        _ = ~f.pe(2023)


def test_what_is_no_number_is_refused() -> None:
    for wrong in ("60", None, True, f.theme("信创"), [1]):
        with pytest.raises(TypeError):
            _ = f.pe(2023) < wrong
    with pytest.raises(errors.InvalidValueError):
        _ = f.pe(2023) < float("nan")
    with pytest.raises(errors.InvalidValueError):
        f.pe(2023).top(0)
    with pytest.raises(TypeError):
        f.rank(f.theme("信创"))  # type: ignore[arg-type]


def test_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(AttributeError, match="did you mean 'eps_growth'") as caught:
        f.esp_growth(2023)
    assert isinstance(caught.value, errors.UnknownNameError)
    with pytest.raises(AttributeError):
        f.zzzz(2023)
    assert not hasattr(f, "__wrapped__")
    with pytest.raises(errors.UnknownNameError, match="'key_pick'"):
        f.theme("信创", min_role="keypick")
    with pytest.raises(errors.UnknownNameError, match="eps or net_profit"):
        f.cagr(on="revenue")


def test_years() -> None:
    assert f.eps("fy1").steps == (("column", Metric("eps", ("fy1",))),)
    with pytest.raises(errors.InvalidValueError, match="did you mean 2023"):
        f.pe("2023E")
    for wrong in ("fy", "2O23", 23, 2023.5, True, None, [2023]):
        with pytest.raises(errors.InvalidValueError):
            f.pe(wrong)
    with pytest.raises(errors.InvalidValueError, match="one year"):
        f.pe()
    with pytest.raises(errors.InvalidValueError, match="no year"):
        f.market_cap(2023)
    with pytest.raises(errors.InvalidValueError, match="after the start"):
        f.cagr(2024, 2022)


def test_an_implausible_bound_warns_with_what_was_meant() -> None:
    with pytest.warns(UserWarning, match=r"15 % is 0\.15") as caught:
        _ = f.roe(2023) > 15
    assert caught[0].filename == __file__
    with pytest.warns(UserWarning, match="30 % is 0.3"):
        _ = np.float64(30) < f.gross_margin(2023)
    with pytest.warns(UserWarning, match=r"100 亿 is 1e\+10"):
        _ = f.market_cap() > 100
    with pytest.warns(UserWarning, match="hardly ever"):
        _ = f.pe(2023) < 0.06
    with pytest.warns(UserWarning, match="roe") as caught:
        _ = f.roe(2023).between(15, 20)
    assert [w.filename for w in caught] == [__file__, __file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _ = f.roe(2023) > 0.15
        _ = f.net_profit(2023) > 0
        _ = f.market_cap() > 100e8
        _ = f.pe(2023).between(0.5, 60)
        _ = 100 * f.roe(2023) > 15


def test_every_metric_of_the_lexicon_has_a_name_here() -> None:
    printed = set(Lexicon.default().words("metric"))
    assert printed <= set(_metric_names.names())
    assert set(_metric_names.names()) <= set(dir(f))


def test_every_metric_says_what_it_is() -> None:
    for name in _metric_names.names():
        described = _metric_names.describe(name)
        assert described is not None
        assert described.what
        assert described.low < described.high
        assert described.plausible(0)
        assert described.doubt(1e30)


class OneRow:
    """Three securities; only PE, one theme and one rating."""

    sections = 1
    width = 3

    def column(self, metric: Metric) -> Column:
        assert metric.name == "pe"
        return Column(
            np.array([59.9, 30.0, np.nan]), np.array([59.4, 29.5, np.nan]), np.array([60.4, 30.5, np.nan])
        )

    def flag(self, leaf: Theme | Rating) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        return np.array([1, 0, 1], dtype=np.uint8)


def test_surely_looks_at_bounds() -> None:
    cheap = f.pe(2023) < 60
    assert screen(cheap, OneRow()).passed.tolist() == [[True, True, False]]
    assert screen(cheap.surely(), OneRow()).passed.tolist() == [[False, True, False]]
    assert screen(~cheap.possibly(), OneRow()).passed.tolist() == [[False, False, False]]


def test_an_empty_screen_says_why() -> None:
    found = screen((f.pe(2023) < 20) & f.theme("信创"), OneRow())
    assert not found.passed.any()
    first, second = found.explain().splitlines()
    assert first.split("  ")[0] == "yb.f.pe(2023) < 20"
    assert "removes 2, no figure for 1, alone keeps out 2" in first
    assert "passes 2, removes 1, no figure for 0, alone keeps out 0" in second


def test_a_long_chain_of_conditions() -> None:
    chain = functools.reduce(operator.and_, [f.pe(2023) < 1000 - i for i in range(900)])
    found = screen(chain, OneRow())
    assert len(found.terms) == 900
    with pytest.raises(errors.LimitExceededError):
        screen(functools.reduce(operator.and_, [chain] * 3), OneRow())


@pytest.mark.parametrize(("name", "call"), [("pe", "(2024)"), ("price", "()")])
def test_a_metric_without_its_brackets_says_what_to_write(name: str, call: str) -> None:
    metric = getattr(yb.f, name)
    for wrong in (lambda: metric > 20, lambda: metric / 2, lambda: -metric, lambda: 2 * metric):
        with pytest.raises(TypeError, match=re.escape(f"write yb.f.{name}{call}")):
            wrong()
