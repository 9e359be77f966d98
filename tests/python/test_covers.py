"""Covers and scales whose lines stand close: each keeps to itself."""

from __future__ import annotations

import yanbao as yb

SCALE = """
评级说明

买入：未来6个月内股价相对强于沪深300指数15%以上；
增持：未来6个月内股价相对强于沪深300指数5%至15%；
中性：未来6个月内股价相对沪深300指数变动在-5%至5%之间；
"""


def test_series_below_a_headline_is_no_part_of_it() -> None:
    """Neither where the two lines follow each other, nor where the week stands in the second."""
    cover = "光储排产回升，特高压核准提速\n电力设备行业周报 2024年第35周\n2024.09.01\n\n正文。\n"
    assert yb.read(cover).meta.title == "光储排产回升，特高压核准提速"


def test_broken_headline_is_one_title() -> None:
    """A first line that ends with a colon goes on with whatever stands below."""
    cover = "景气向上，估值修复：\n电力设备行业周报精选\n2024.09.01\n\n正文。\n"
    assert yb.read(cover).meta.title == "景气向上，估值修复：电力设备行业周报精选"


def test_name_stands_behind_many_lines() -> None:
    """Layout may join the lines of a cover; the name is the one right before the role."""
    cover = (
        "# 年报季落幕，新药进入兑现期\n\n**医药生物行业周报（2024年5月6日—5月10日）**\n\n"
        "**江晚舟** 首席分析师　执业证书编号：S1520519110001\n\n## 摘要\n\n正文。\n"
    )
    assert yb.read(cover).analysts[["name", "sac"]].to_numpy().tolist() == [["江晚舟", "S1520519110001"]]


def test_title_of_another_section_says_nothing_of_a_scale() -> None:
    """The word for sector in the title or foot above a scale of stocks makes it no scale of sectors."""
    for above in ("行业要闻\n", "证券研究报告 | 行业周报\t5\n", ""):
        scale = yb.read("计算机行业周报\n\n" + above + SCALE).rating_scale
        assert scale["scope"].tolist() == ["stock"] * 3, above
