"""Rating scales that spell their percentages out, or print none."""

from __future__ import annotations

import pytest
import yanbao as yb

NOTE = "恒生电子（600570.SH）\n青石证券研究所 2025-05-12\n投资评级：买入（维持）\n\n正文。\n\n评级说明\n\n"
BASE = "以报告日后的6个月内，股票相对于沪深300指数的涨跌幅为基准：\n"


def scale(lines: list[str]) -> tuple[dict[str, tuple[float | None, float | None]], set[str]]:
    r = yb.read(NOTE + BASE + "；\n".join(lines) + "。\n")
    s = r.rating_scale
    found = {}
    for label, low, high in zip(s["label"], s["excess_low"], s["excess_high"], strict=True):
        found[label] = (None if low != low else round(low, 4), None if high != high else round(high, 4))
    return found, set(r.findings["code"])


WANT = {"买入": (0.15, None), "增持": (0.05, 0.15), "减持": (None, -0.05)}


@pytest.mark.parametrize(
    "lines",
    [
        ["买入：相对涨幅百分之十五以上", "增持：相对涨幅百分之五至百分之十五", "减持：相对跌幅百分之五以上"],
        ["买入：超越基准15个百分点以上", "增持：超越基准5至15个百分点", "减持：落后基准5个百分点以上"],
        ["买入：跑赢指数15pct以上", "增持：跑赢指数5-15pct", "减持：跑输指数5pct以上"],
    ],
)
def test_words_for_per_cent(lines: list[str]) -> None:
    assert scale(lines)[0] == WANT


def test_a_sign_in_words() -> None:
    found, _ = scale(["买入：相对涨幅百分之十五以上", "中性：相对涨幅在负百分之五至百分之五之间"])
    assert found["中性"] == (-0.05, 0.05)


@pytest.mark.parametrize(
    "lines",
    [
        ["买入：优于基准指数15以上", "增持：优于基准指数5至15之间", "减持：弱于基准指数5以上"],
        ["买入：强于市场表现15以上", "增持：强于市场表现5~15", "减持：弱于市场表现5以上"],
    ],
)
def test_figures_of_nothing_are_no_bounds(lines: list[str]) -> None:
    found, codes = scale(lines)
    assert set(found.values()) <= {(None, None)}
    assert "scale_unreadable" in codes


def test_a_horizon_and_an_index_are_no_bounds() -> None:
    found, _ = scale(["买入：未来6-12个月内表现优于沪深300指数", "减持：未来6个月内表现弱于沪深300"])
    assert found == {"买入": (0.0, None), "减持": (None, 0.0)}
