"""A grid of variants as a picture: no cell looks better than its variants are."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from test_grid import HOW, MADE, PANEL, PARAMS, PX, Unknown, Wrong, eps, pe, template
from yanbao._backtest.grid import grid


def test_pictures() -> None:
    figure = MADE.heatmap("top", "least")
    axes = figure.axes[0]
    assert axes.get_xlabel() == "top"
    assert axes.get_title() == "sharpe"
    shown = [float(text.get_text().replace("−", "-")) for text in axes.texts]
    assert shown == pytest.approx(MADE.table["sharpe"].tolist(), abs=0.006)
    assert "median over least" in _three().heatmap("top", "rule").axes[0].get_title()
    for asked in (("tops", "least"), ("top", "least", "sharp")):
        with pytest.raises(Unknown):
            MADE.heatmap(*asked)
    with pytest.raises(Wrong):
        MADE.heatmap("top", "top")


def minus(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def test_figures_are_written_as_in_the_page_of_a_result() -> None:
    texts = [text.get_text() for text in MADE.heatmap("top", "least", "turnover").axes[0].texts]
    assert texts == [f"{100 * each:,.1f}%" for each in MADE.table["turnover"]]
    texts = [text.get_text() for text in MADE.heatmap("top", "least", "max_drawdown").axes[0].texts]
    assert texts == [f"−{-100 * each:.1f}%" for each in MADE.table["max_drawdown"]]


def _half_failed() -> Any:
    """Of two variants of a cell one fails; in another both do, and the rest run."""

    def some(least: float, top: int, sign: int) -> pd.DataFrame:
        if (least, top) == (2.5, 1) or (least, top, sign) == (0.5, 2, -1):
            raise ValueError("no such variant")
        return PANEL.weights(eps > least, "W-FRI", top=top, rank_by=sign * pe)

    return grid(some, {**PARAMS, "sign": [1, -1]}, PX, progress=False, **HOW)


def test_a_cell_of_failed_variants_is_marked() -> None:
    made = _half_failed()
    figure = made.heatmap("top", "least")
    axes = figure.axes[0]
    assert sorted(each.get_xy() for each in axes.patches) == [(-0.5, 0.5), (0.5, -0.5)]
    assert all(each.get_hatch() for each in axes.patches)
    texts = {tuple(text.get_position()): text.get_text() for text in axes.texts}
    rows = made.table.set_index(["least", "top", "sign"])["sharpe"]
    assert texts[1, 0] == f"{minus(rows[0.5, 2, 1])}\n1 of 2"
    assert (0, 1) not in texts
    assert texts[0, 0] == minus(rows[0.5, 1].median())
    assert [each.get_text() for each in figure.legends[0].texts] == ["a variant failed (3 in all)"]
    assert not MADE.heatmap("top", "least").legends
    assert not MADE.heatmap("top", "least").axes[0].patches


def test_other_parameters_can_be_fixed() -> None:
    made = _half_failed()
    axes = made.heatmap("top", "least", sign=1).axes[0]
    assert axes.get_title() == "sharpe, sign = 1"
    rows = made.table[made.table["sign"] == 1].dropna(subset=["sharpe"])
    assert [text.get_text() for text in axes.texts] == [minus(each) for each in rows["sharpe"]]
    assert [each.get_xy() for each in axes.patches] == [(-0.5, 0.5)]
    with pytest.raises(Unknown, match="did you mean 'sign'"):
        made.heatmap("top", "least", sing=1)
    with pytest.raises(Wrong, match="tried with 1, -1"):
        made.heatmap("top", "least", sign=2)
    with pytest.raises(Wrong, match="side"):
        made.heatmap("top", "least", top=1)


def _three() -> Any:
    return grid(template, {**PARAMS, "rule": ["W-FRI", "M"]}, PX, progress=False, **HOW)


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(yb.errors.MissingExtraError, match=r"yanbao\[plot\]"):
        MADE.heatmap("top", "least")


def test_any_value_can_be_a_side_and_be_fixed() -> None:
    """None, which is no number in a table, and arrays, which are not equal to each other in one word."""
    short, long = np.array([1, 2]), np.array([1, 2, 3])
    params = {"least": [None, 2.5], "tops": [short, long], "sign": [None, 1]}

    def some(least: float | None, tops: Any, sign: int | None) -> pd.DataFrame:
        return PANEL.weights(eps > (least or 0.5), "W-FRI", top=len(tops) + (sign or 0), rank_by=-pe)

    made = grid(some, params, PX, progress=False, **HOW)
    axes = made.heatmap("least", "tops", sign=None).axes[0]
    assert [each.get_text() for each in axes.get_xticklabels()] == ["None", "2.5"]
    assert [each.get_text() for each in axes.get_yticklabels()] == ["[1 2]", "[1 2 3]"]
    shown = [text.get_text() for text in axes.texts]
    assert shown == [minus(made.table["sharpe"][i]) for i in (0, 4, 2, 6)]
    shown = [text.get_text() for text in made.heatmap("least", "sign", tops=long).axes[0].texts]
    assert shown == [minus(made.table["sharpe"][i]) for i in (2, 6, 3, 7)]
    with pytest.raises(Wrong, match="tried with None, 1"):
        made.heatmap("least", "tops", sign=2)


def test_nothing_that_ran_is_a_picture_of_hatches() -> None:
    def fails(top: int, least: float) -> pd.DataFrame:
        raise ValueError("none")

    made = grid(fails, PARAMS, PX, progress=False, **HOW)
    axes = made.heatmap("top", "least").axes[0]
    assert len(axes.patches) == 6
    assert not axes.texts
