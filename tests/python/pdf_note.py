"""A note on a company of a few lines, for tests that print it as a PDF."""

from __future__ import annotations

from pdf_writer import pdf, stream

COVER = [
    (50, 60, "青石证券研究所"),
    (50, 90, "恒生电子（600570）年报点评：收入稳健，利润改善"),
    (50, 120, "2024年4月20日"),
    (50, 150, "投资评级：买入（维持）"),
]
TABLE = [
    ("盈利预测（百万元）", "2023A", "2024E", "2025E"),
    ("营业收入", "7,281", "8,052", "9,010"),
    ("归母净利润", "1,424", "1,650", "1,901"),
    ("EPS（元）", "0.75", "0.87", "1.00"),
    ("PE（倍）", "26.1", "22.5", "19.6"),
]


def set_table(top: float = 200) -> list[tuple[float, float, str]]:
    """Labels at one edge, figures that end at others: Latin is half as wide as the size of 10."""
    words = []
    for i, (label, *cells) in enumerate(TABLE):
        words.append((50.0, top + 16 * i, label))
        words += [(260.0 + 70 * c - 5 * len(cell), top + 16 * i, cell) for c, cell in enumerate(cells)]
    return words


NOTE = pdf([stream([*COVER, *set_table()])])
