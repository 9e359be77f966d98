"""Units of money as foreign houses print them: a scale that is not seen makes a sum wrong by a million."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import pipes

COVER = "Tencent (0700.HK)\nBlue Rock Securities\nCompany Update 30 May 2025\n{}\n\n"
HEAD = ["2024A", "2025E", "2026E"]
SALES, SHARE = ["660,257", "728,000", "801,000"], ["20.4", "24.5", "28.1"]


def revenue(text: str, line: str = "Rating: BUY") -> tuple[list[float], set[str]]:
    r = yb.read(COVER.format(line) + text)
    e = r.estimates[r.estimates["metric"] == "revenue"]
    return e["value"].tolist(), set(e["currency"].fillna(""))


@pytest.mark.parametrize(
    ("unit", "scale", "currency"),
    [
        ("($mm)", 1e6, "USD"),
        ("(US$mm)", 1e6, "USD"),
        ("(RMB mn)", 1e6, "CNY"),
        ("(HK$mm)", 1e6, "HKD"),
        ("(in USD mm)", 1e6, "USD"),
        ("($ in millions)", 1e6, "USD"),
        ("(RMB in thousands)", 1e3, "CNY"),
        ("(RMB, million)", 1e6, "CNY"),
        ("(人民币，百万元)", 1e6, "CNY"),
        ("(in millions)", 1e6, ""),
    ],
)
def test_in_the_corner_the_caption_and_the_row(unit: str, scale: float, currency: str) -> None:
    want = ([660257 * scale, 728000 * scale, 801000 * scale], {currency})
    corner = pipes([[unit, *HEAD], ["Revenue", *SALES], ["EPS", *SHARE]])
    assert revenue(corner) == want
    row = pipes([["Metric", *HEAD], [f"Revenue {unit}", *SALES], ["EPS", *SHARE]])
    assert revenue(row) == want
    caption = f"Financial summary {unit}\n\n" + pipes(
        [["Metric", *HEAD], ["Revenue", *SALES], ["EPS", *SHARE]]
    )
    assert revenue(caption) == want


@pytest.mark.parametrize(
    "corner",
    ["(in millions, except per share)", "(US$ in millions, except per share)", "US$m (FY Dec)"],
)
def test_words_behind_the_unit_of_a_corner(corner: str) -> None:
    values, _ = revenue(pipes([[corner, *HEAD], ["Revenue", *SALES], ["EPS", *SHARE]]))
    assert values == [660257e6, 728000e6, 801000e6]


@pytest.mark.parametrize("line", ["TP: HK$612", "Price: US$47"])
def test_a_price_over_a_table_is_not_its_unit(line: str) -> None:
    text = pipes([["Metric", *HEAD], ["Revenue", *SALES], ["EPS", *SHARE]])
    assert revenue(text, line)[0] == []
    assert "unit_unknown" in set(yb.read(COVER.format(line) + text).findings["code"])
