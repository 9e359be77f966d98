"""Market figures of sectors and their parts in the prose of weeklies."""

from __future__ import annotations

import pytest
import yanbao as yb


def moves(text: str) -> set[tuple[str, str, float]]:
    head = "证券研究报告 行业周报\n\n国防军工\n\n行业评级：看好（维持）\n\n2025年3月9日\n\n行情回顾\n\n"
    rows = yb.read(head + text + "\n").table("market").to_dicts()
    return {(r["subject"], r["measure"], round(r["value"], 6)) for r in rows}


def test_parts_of_a_sector_have_pe_of_their_own() -> None:
    text = "申万国防军工板块PE（TTM）为61.5倍，各子板块中航天装备为72.5倍，航空装备为55.1倍。"
    assert moves(text) == {
        ("申万国防军工", "pe_ttm", 61.5),
        ("航天装备", "pe_ttm", 72.5),
        ("航空装备", "pe_ttm", 55.1),
    }


@pytest.mark.parametrize(("word", "sign"), [("小涨", 1), ("略涨", 1), ("小跌", -1), ("略跌", -1)])
def test_small_moves(word: str, sign: int) -> None:
    assert ("沪深300", "change", sign * 0.0195) in moves(
        f"本周国防军工指数上涨0.5%，沪深300指数{word}1.95%。"
    )


@pytest.mark.parametrize("rise", ["3.42%", "３.４２％"])
@pytest.mark.parametrize("name", ["电子（申万）指数", "电子(申万)行业", "电子（申万）"])
def test_a_classification_in_brackets(name: str, rise: str) -> None:
    text = f"行情回顾\n\n本周{name}上涨{rise}，跑赢沪深300指数2.17个百分点，在31个申万一级行业中排名第5位。\n"
    rows = yb.read(text).market
    assert dict(zip(rows["measure"], rows["value"].round(6), strict=True)) == {
        "change": 0.0342,
        "excess_change": 0.0217,
        "rank": 5,
        "rank_of": 31,
    }
    assert set(rows["subject"]) == {"电子"}
