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


TABLE = "FYE Dec\t2024A\t2025E\nEPS\t0.70\t1.42\n"
BEHIND = (
    "Peers: Alpha Foods (ALPF US) is expected to grow.",
    "可比公司：顶点软件（603383.SH）2025年PE为30倍。",
)


@pytest.mark.parametrize(
    "behind",
    [*BEHIND, "As seen at Alpha Foods (ALPF US), costs rise.", "同业方面，顶点软件（603383.SH）更便宜。"],
)
def test_a_company_behind_the_figures_is_not_theirs(behind: str) -> None:
    """Without a company on the cover the figures are nobody's, and that is said."""
    report = yb.read(f"Northgate Securities\n12 March 2025\n\n{TABLE}\n{behind}\n")
    assert report.meta.get("ticker") is None
    assert not len(report.estimates)
    assert "table_without_company" in report.findings["code"].tolist()


@pytest.mark.parametrize(
    "below", ["We lift our price to US$84.", "We lift our target price to US$84. Price: US$66"]
)
def test_a_headline_ends_before_a_sentence(below: str) -> None:
    """The company on the headline is the note's, though the text goes on right below it."""
    head = "Northgate Securities\n12 March 2025\nOrbit Beverages Inc (OBEV US): Upgrade to Overweight\n"
    report = yb.read(f"{head}{below}\n\n{TABLE}\n{BEHIND[0]}\n")
    assert report.meta.get("ticker") == "OBEV.US"
    assert set(report.estimates["ticker"]) == {"OBEV.US"}
