"""People who sign a report, told from words that only look like names."""

from __future__ import annotations

import pytest
import yanbao as yb

COVER = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年3月1日\n\n"
LICENSED = "高宇洋执业登记编码：S0760523050002\n徐怡然执业登记编码：S0760522050001\n"
TWO = [["高宇洋", "S0760523050002"], ["徐怡然", "S0760522050001"]]


def people(body: str) -> list[list[str]]:
    made: list[list[str]] = (
        yb.read(COVER + body).table("analysts").to_pandas()[["name", "sac"]].values.tolist()
    )
    return made


@pytest.mark.parametrize(
    "body",
    [
        LICENSED,  # the character of the day above is none of the name's
        "分析师：\n" + LICENSED,
        "分析师：\n指引2024年资本开支持平，收入同比略增。\n" + LICENSED,
        "应用在手机终端的芯片卖得更多，\n\n分析师：\n" + LICENSED,
        "公司的产品，应用在手机终端的最多。\n" + LICENSED,
    ],
)
def test_words_of_a_sentence_are_nobody(body: str) -> None:
    assert people(body) == TWO


def test_a_name_above_a_numbered_line() -> None:
    body = "分析师：高宇洋\n1）首先看销量，其次看价格。\n执业登记编码：S0760523050002\n"
    assert people(body) == TWO[:1]


def test_a_footnote_is_no_part_of_a_name() -> None:
    body = "分析师：高宇洋1\n执业登记编码：S0760523050002\n"
    assert people(body) == TWO[:1]
