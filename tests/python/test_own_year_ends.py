"""Companies abroad whose years end in March, June or September keep the day that their note prints."""

from __future__ import annotations

import datetime

import pytest
import yanbao as yb
from note_texts import pipes

NOTE = "Vitasoy (0345.HK)\nBlue Rock Securities\nCompany Update 30 May 2025\nRating: BUY\n\n"
ROWS = [["Revenue (HK$ mn)", "6,217", "6,274", "6,600"], ["EPS (HK$)", "0.11", "0.22", "0.27"]]


def read(head: list[str], words: str = "") -> tuple[datetime.date | None, list[str], set[str]]:
    r = yb.read(NOTE + words + "\n\n" + pipes([head, *ROWS]))
    e = r.estimates[r.estimates["metric"] == "eps"]
    ends = [str(day)[:10] for day in e["period_end"]]
    return r.meta.published, ends, set(r.findings["code"])


@pytest.mark.parametrize(
    "years", [["FY24A", "FY25A", "FY26E"], ["2024A", "2025A", "2026E"], ["23/24A", "24/25A", "25/26E"]]
)
def test_no_end_is_printed(years: list[str]) -> None:
    published, ends, codes = read(["Metric", *years])
    assert published == datetime.date(2025, 5, 30)
    assert ends == ["NaT"] * 3
    assert "year_end_unclear" in codes
    assert "published_conflict" not in codes


@pytest.mark.parametrize(
    ("corner", "words"),
    [
        ("Metric", "FYE 31 Mar"),
        ("Metric", "年结：3月31日"),
        ("March YE (HK$ mn)", ""),
        ("FY Mar", ""),
        ("Metric", "The company has a March year-end."),
    ],
)
def test_an_end_is_printed(corner: str, words: str) -> None:
    published, ends, codes = read([corner, "2024A", "2025A", "2026E"], words)
    assert published == datetime.date(2025, 5, 30)
    assert ends == ["2024-03-31", "2025-03-31", "2026-03-31"]
    assert not codes & {"published_conflict", "year_end_unclear"}


def test_a_year_that_cannot_be_over() -> None:
    published, _, codes = read(["Metric", "2025A", "2026A", "2027E"])
    assert published is None
    assert "published_conflict" in codes
