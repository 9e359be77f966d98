"""What HTML holds and does not show is not read, and a finding tells so."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import COVER, Cells, cells, has

HEAD = "<tr><th>项目</th><th>2023A</th><th>2024E</th><th>2025E</th></tr>"
SHOWN = "<tr><td>EPS(元)</td><td>0.75</td><td>0.85</td><td>0.99</td></tr>"
PAID: Cells = {("eps", 2023): 0.75, ("eps", 2024): 0.85, ("eps", 2025): 0.99}


def table(*rows: str, tag: str = "<table>") -> str:
    return f"{tag}\n" + "\n".join(rows) + "\n</table>\n"


def codes(text: str) -> set[str]:
    return set(yb.read(COVER + text).findings["code"])


@pytest.mark.parametrize(
    "row",
    [
        '<tr style="display:none"><td>P/E</td><td>38.2</td><td>33.7</td><td>28.9</td></tr>',
        "<tr style='color:red; DISPLAY : none !important'><td>P/E</td><td>38</td><td>33</td><td>2</td></tr>",
        "<tr hidden><td>P/E</td><td>38.2</td><td>33.7</td><td>28.9</td></tr>",
        '<tr hidden=""><td>P/E</td><td><table><tr><td>1</td></tr></table></td><td>33</td></tr>',
        '<tr style="visibility:hidden"><td>P/E</td><td>38.2</td><td>33.7</td><td>28.9</td>',
        '<tbody style="display: none"><tr><td>P/E</td><td>38.2</td><td>33.7</td><td>28.9</td></tr></tbody>',
    ],
)
def test_a_hidden_row(row: str) -> None:
    for text in (table(HEAD, row, SHOWN), table(HEAD, SHOWN, row)):
        assert cells(text) == PAID
        assert "markup_hidden" in codes(text)


@pytest.mark.parametrize(
    "row",
    [
        '<tr class="hidden"><td>P/E</td><td>38.2</td><td>33.7</td><td>28.9</td></tr>',
        '<tr aria-hidden="true" style="color:red"><td>P/E</td><td>38.2</td><td>33.7</td><td>28.9</td></tr>',
    ],
)
def test_what_only_sounds_hidden(row: str) -> None:
    text = table(HEAD, row, SHOWN)
    has(cells(text), {("pe", 2024): 33.7, **PAID})
    assert "markup_hidden" not in codes(text)


def test_a_hidden_cell_gives_its_place_away_and_a_blank_one_keeps_it() -> None:
    gone = "<tr><td>EPS(元)</td><td style='display:none'>9.9</td><td>0.75</td><td>0.85</td><td>0.99</td></tr>"
    assert cells(table(HEAD, gone)) == PAID
    blank = "<tr><td>EPS(元)</td><td style='visibility:hidden'>9.9</td><td>0.85</td><td>0.99</td></tr>"
    assert cells(table(HEAD, blank, SHOWN.replace("EPS(元)", "DPS(元)")))[("eps", 2024)] == 0.85
    assert ("eps", 2023) not in cells(table(HEAD, blank, SHOWN.replace("EPS(元)", "DPS(元)")))


def test_a_hidden_table_and_the_one_behind_it() -> None:
    hidden = table(HEAD, SHOWN.replace("0.85", "8.5"), tag='<table style="display:none">')
    assert cells(hidden + "\n" + table(HEAD, SHOWN)) == PAID


def test_hidden_blocks_of_a_page() -> None:
    cover = COVER.replace("\n\n", "</p>\n<p>")
    block = "<div style='display:none'><div>我们预计2026年EPS为1.5元。</div><p>目标价99元</p></div>"
    page = f"<!DOCTYPE html><html><body><p>{cover}</p>{block}{table(HEAD, SHOWN)}</body></html>"
    r = yb.read(page)
    assert r.meta.target_price is None
    assert "1.5" not in set(r.estimates["value"].astype(str))
    assert len(r.estimates) == 3
    assert "markup_hidden" in set(r.findings["code"])
