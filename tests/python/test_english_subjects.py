"""English sentences on another company in a note on one, and ranges of figures: no row, and a finding."""

from __future__ import annotations

import pytest
import yanbao as yb

NOTE = "Meituan (3690 HK)\nBlue Rock Securities\nCompany Update 12 May 2025\nRating: BUY\n\n"


def read(text: str) -> tuple[dict[tuple[str, int], float], set[str]]:
    r = yb.read(NOTE + text + "\n")
    e = r.estimates
    rows = zip(e["metric"], e["fiscal_year"], e["value"], strict=True)
    return {(m, int(y)): v for m, y, v in rows}, set(r.findings["code"])


@pytest.mark.parametrize(
    "text",
    [
        "Quantflow is expected to report FY25E EPS of RMB25.0 and revenue of RMB720bn in FY25E.",
        "We expect Quantflow to report FY25E net profit of RMB250bn.",
        "For Quantflow, we forecast FY25E/26E EPS of RMB25.0/28.0.",
        "Our FY25E/26E EPS forecasts for Quantflow are RMB60/70.",
        "Blue Lake Retail is expected to earn an EPS of RMB60 in FY25E.",
        "We expect FY25E revenue of RMB720bn for Quantflow.",
    ],
)
def test_another_company(text: str) -> None:
    rows, codes = read(text)
    assert rows == {}
    assert "prose_estimate_unread" in codes
    assert read(text.replace("Quantflow", "Meituan").replace("Blue Lake Retail", "Meituan"))[0]


def test_both_companies_in_one_sentence() -> None:
    rows, codes = read(
        "Meituan is expected to post FY25E EPS of RMB7.0, while Quantflow should post EPS of RMB60."
    )
    assert rows == {("eps", 2025): 7.0}
    assert "prose_estimate_unread" in codes


@pytest.mark.parametrize(
    "text",
    [
        "The company is expected to report FY25E EPS of RMB7.0.",
        "We expect the group to report FY25E EPS of RMB7.0.",
        "In China, demand recovers and we expect FY25E EPS of RMB7.0.",
        "We expect FY25E EPS of RMB7.0.",
    ],
)
def test_the_company_without_its_name(text: str) -> None:
    assert read(text)[0] == {("eps", 2025): 7.0}


@pytest.mark.parametrize(
    "text",
    [
        "预计2025年归母净利润10-12亿元。",
        "预计2025年归母净利润为10亿元至12亿元。",
        "预计2025-2026年归母净利润分别为10~11/12~13亿元。",
        "We forecast FY25E net profit of RMB10-12bn.",
    ],
)
def test_a_range_is_told(text: str) -> None:
    rows, codes = read(text)
    assert rows == {}
    assert "prose_estimate_unread" in codes
