"""A company note that the project wrote, and its tables in every layout that the tests turn them to."""

from __future__ import annotations

import pytest
import yanbao as yb

COVER = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n投资评级：买入（维持）\n\n2024年10月20日\n\n"
HEAD = ["项目", "2023A", "2024E", "2025E"]
BODY = [
    ["营业收入(百万元)", "7,281", "7,902", "8,815"],
    ["增长率(%)", "11.98", "8.53", "11.55"],
    ["归母净利润(百万元)", "1,424", "1,603", "1,877"],
    ["EPS(元)", "0.75", "0.85", "0.99"],
    ["P/E", "38.2", "33.7", "28.9"],
]
Cells = dict[tuple[str, int], float]


def pipes(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def html(rows: list[list[str]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>\n" for row in rows)
    return f"<table>\n{body}</table>\n"


def tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def cells(text: str, cover: str = COVER) -> Cells:
    e = yb.read(cover + text).estimates
    own = e[e["origin"].eq("broker") & e["version"].isna() & e["ticker"].eq("600570.SH")]
    return {
        (str(m), int(y)): float(v)
        for m, y, v in zip(own["metric"], own["fiscal_year"], own["value"], strict=True)
    }


WANT: Cells = {
    ("revenue", 2023): 7.281e9,
    ("revenue", 2025): 8.815e9,
    ("revenue_growth", 2024): 0.0853,
    ("net_profit", 2024): 1.603e9,
    ("eps", 2025): 0.99,
    ("pe", 2024): 33.7,
}


def has(found: Cells, want: Cells) -> None:
    assert {k: pytest.approx(v) for k, v in want.items()} == {k: found.get(k) for k in want}


def lines(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row) + "\n"
