"""A target price that replaces another: the new one is given, or none."""

from __future__ import annotations

import pytest
import yanbao as yb

HOUSE = "青石证券研究所 2025-05-12\n投资评级：买入（维持）\n\n"
LISTED = {"A": "恒生电子（600570.SH）\n", "H": "腾讯控股（0700.HK）\n"}


def target(text: str, listed: str = "H") -> tuple[float | None, set[str]]:
    r = yb.read(LISTED[listed] + HOUSE + text + "\n\n正文。\n")
    return r.meta.target_price, set(r.findings["code"])


@pytest.mark.parametrize(
    "text",
    [
        "TP HK$100 → HK$120",
        "TP: HK$100 -> HK$120",
        "TP HK$100→120",
        "Target price (HK$) 100.0 ⇒ 120.0",
        "PT raised from $100 to $120",
        "PT lifted to $120 from $100",
        "TP up to HK$120 from HK$100",
        "TP: 120 (prev. 100)",
        "TP HK$120 (was HK$100)",
        "TP HK$90 → HK$100 → HK$120",
        "Old TP HK$100 New TP HK$120",
        "TP (old) HK$100, TP (new) HK$120",
        "TP: HK$100 (old) / HK$120 (new)",
        "Prior price target: $100. Price target: $120",
        "HK$120 TP (from HK$100)",
        "Target Price HK$120 ↑ from HK$100",
    ],
)
def test_latin_changes(text: str) -> None:
    assert target(text)[0] == 120.0


@pytest.mark.parametrize(
    "text",
    [
        "目标价：100元→120元",
        "目标价100元上调至120元",
        "目标价由100元上调至120元",
        "目标价自100元提高到120元",
        "将目标价从原来的100元提升到120元",
        "前目标价100元；新目标价120元",
        "旧目标价：100元；目标价：120元",
        "此前目标价为100元，现上调目标价至120元",
        "由100元上调目标价至120元",
    ],
)
def test_chinese_changes(text: str) -> None:
    assert target(text, "A")[0] == 120.0


@pytest.mark.parametrize(
    "text", ["TP HK$100 to HK$120", "TP 100/120", "TP (HK$) 100 120", "TP | $100 | $120"]
)
def test_two_prices_and_no_word_of_change(text: str) -> None:
    price, codes = target(text)
    assert price is None
    assert "target_price_range" in codes


@pytest.mark.parametrize("text", ["TP 120 52-week high 150", "TP HK$120 30 May 2025", "TP HK$120/share"])
def test_what_stands_behind_a_price_and_is_none(text: str) -> None:
    assert target(text)[0] == 120.0


@pytest.mark.parametrize(
    ("head", "row", "want"),
    [
        ("| | 原 | 现 |", "| 目标价 | 100 | 120 |", 120.0),
        ("| | New | Old | Chg |", "| Target price | 120 | 100 | 20% |", 120.0),
        ("| | Previous | Current |", "| Target price | 100 | 120 |", 120.0),
        ("| 评级 | 买入 | 增持 |", "| 目标价 | 100 | 120 |", None),
    ],
)
def test_prices_of_two_columns(head: str, row: str, want: float | None) -> None:
    price, codes = target(f"{head}\n|{'---|' * (head.count('|') - 1)}\n{row}\n")
    assert price == want
    assert ("target_price_range" in codes) is (want is None)


def test_an_old_price_alone_is_none() -> None:
    assert target("旧目标价：100元", "A")[0] is None
    assert target("Old TP: HK$100")[0] is None
