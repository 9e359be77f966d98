"""Estimates that can hardly be meant: named, and left out where the user asks for it."""

from __future__ import annotations

import pandas as pd
import pytest
import yanbao as yb
from sold import BROKERS, Sold, sold

HENG = "600570.SH"
ROWS: list[Sold] = [
    (HENG, BROKERS[0], "2024-09-02", 2024, 1.0),
    (HENG, BROKERS[1], "2024-09-03", 2024, 1.2),
    (HENG, BROKERS[0], "2024-09-04", 2024, 110.0),  # in fen
    (HENG, BROKERS[0], "2024-09-05", 2024, 110.0),  # and again
    (HENG, BROKERS[1], "2024-09-06", 2024, 0.0),
    (HENG, BROKERS[0], "2024-09-09", 2024, 1.0),
    (HENG, BROKERS[2], "2024-09-10", 2024, 1.1),
]


def mean(panel: yb.Panel) -> pd.Series:
    return panel.consensus("eps", 2024)["mean"].droplevel("ticker")


def test_they_count_unless_they_are_dropped() -> None:
    kept, dropped = sold(ROWS).panel(), sold(ROWS).panel(outliers="drop")
    assert mean(kept)["2024-09-05"] == pytest.approx((110 + 1.2) / 2)
    assert mean(kept)["2024-09-09"] == pytest.approx(110 / 2)
    # what the broker said before stands, and its return to that is a confirmation
    assert mean(dropped)["2024-09-05":].round(9).tolist() == [1.1] * 5
    reasons = dropped.ledger["reason"].tolist()
    assert reasons[2:6] == ["estimate_far", "estimate_far", "estimate_zero", "confirms"]
    assert pd.isna([*reasons[:2], reasons[6]]).all()
    assert kept.ledger["reason"].dropna().tolist() == ["confirms"]
    assert kept.ledger["doubt"].dropna().tolist() == ["estimate_far", "estimate_zero"]
    why = dropped.why("eps", HENG, "2024-09-11", 2024)
    assert why["reason"].dropna().tolist() == [*reasons[2:6]]


def test_findings_name_the_same_rows() -> None:
    for panel, says in ((sold(ROWS).panel(), "counts"), (sold(ROWS).panel(outliers="drop"), "left out")):
        found = panel.findings.set_index("code")
        assert set(found.index) == {"estimate_far", "estimate_zero"}
        assert found["what"].str.contains(says).all()
        assert found.loc["estimate_far", "count"] == panel.ledger["doubt"].eq("estimate_far").sum()


def test_the_decision_is_of_its_day() -> None:
    """A year that turns out ten times better: the first to say so is in doubt, and later ones agree."""
    rows: list[Sold] = ROWS[:2] + [
        (HENG, f"第{i}证券", f"2024-09-{10 + i}", 2024, 15.0 + i) for i in range(6)
    ]
    whole = sold(rows).panel(outliers="drop").ledger
    for n in range(1, len(rows)):
        part = sold(rows[:n]).panel(outliers="drop").ledger
        assert part["doubt"].equals(whole["doubt"].iloc[:n])
    assert whole["doubt"].notna().tolist() == [False] * 2 + [True] * 2 + [False] * 4


def test_another_currency_is_no_outlier() -> None:
    three = ROWS[:2] + ROWS[6:]
    rows = [(*row[:4], row[4] * 20) if row[1] == BROKERS[2] else row for row in three]
    frame = pd.DataFrame(rows, columns=["ticker", "broker", "published", "fiscal_year", "eps"])
    frame = frame.assign(ticker="0700.HK", currency=["CNY", "CNY", "JPY"], title=list("一二三"))
    corpus = yb.Corpus.from_frame(frame, {name: name for name in frame.columns})
    fx = pd.DataFrame({"date": ["2024-09-01"], "pair": "JPY/CNY", "rate": [0.05]})
    ledger = corpus.panel(fx=fx, outliers="drop").ledger
    assert ledger["reason"].isna().all()
    assert ledger["doubt"].isna().all()
