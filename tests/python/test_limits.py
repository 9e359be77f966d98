"""Limits and arguments: what is beyond them is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yanbao as yb

HEADER = "代码\t名称\t收盘价(元)\t评级\tEPS2023A\tEPS2024E\tPE2023A\tPE2024E\n"
ROW = "600570.SH\t恒生电子\t{}.22\t买入\t1.01\t1.21\t46.75\t39.02\n"
COVER = "青石证券研究所\n\n一周观点\n\n2024年10月20日\n\n"
TABLES = [HEADER + ROW.format(47) + ROW.format(48), "项目\t2023A\t2024E\nEPS(元)\t1.0\t1.2\nPE(倍)\t47\t39\n"]
TEXT = COVER + "\n正文。\n\n".join([*TABLES, TABLES[0].replace("收盘价", "现价"), TABLES[1]])


@pytest.mark.parametrize(
    ("limit", "few", "table"),
    [
        *(("tables", 2, "tables"), ("findings", 1, "findings"), ("facts", 3, "estimates")),
        *(
            ("rows_per_table", 1, "coverage"),
            ("cells_per_row", 4, "estimates"),
            ("line_bytes", 60, "estimates"),
        ),
    ],
)
def test_what_a_limit_leaves_out_is_said(limit: str, few: int, table: str) -> None:
    whole, cut = yb.read(TEXT), yb.read(TEXT, limits=yb.Limits(**{limit: few}))
    assert len(getattr(cut, table)) < len(getattr(whole, table))
    assert "limit" in cut.findings["code"].tolist()
    assert "limit" not in whole.findings["code"].tolist()


@pytest.mark.parametrize(
    "call",
    [
        *(
            lambda: yb.read(COVER, securities=3),
            lambda: yb.read(COVER, lexicon={}),
            lambda: yb.read(COVER, limits=3),
        ),  # type: ignore[arg-type]
        *(lambda: yb.ticker(3), lambda: yb.Securities.default().by_name(3)),  # type: ignore[arg-type]
        *(lambda: yb.Securities.default().by_ticker(3), lambda: yb.Securities.default().extended([("x",)])),  # type: ignore[arg-type]
        *(lambda: yb.read(COVER).theme_pe("2025E"), lambda: yb.read(COVER).theme_pe(2025.5)),  # type: ignore[arg-type]
        *(lambda: yb.read(COVER).theme_pe("ftm"), lambda: yb.f.cagr("ftm", "fy2")),
    ],
)
def test_wrong_arguments_are_said(call: Callable[[], object]) -> None:
    with pytest.raises(yb.errors.InvalidValueError):
        call()
