"""Splits that reports show: EPS of every year falls in one ratio while profits stay."""

from __future__ import annotations

import numpy as np
import pytest
import yanbao as yb
from sold import noted

TICKER = "301080.SZ"
PROFIT = [1.24, 1.69, 2.22]
OLD, NEW = [1.03, 1.41, 1.85], [0.74, 1.01, 1.32]


def panel_of(*notes: str, **settings: object) -> yb.Panel:
    return yb.read_many(list(notes), progress=False).panel(end="2025-09-30", **settings)  # type: ignore[arg-type]


def test_a_bonus_issue_that_one_house_shows() -> None:
    """What others said per old share ends on the session on which it is seen, and moves nothing."""
    panel = panel_of(
        noted("青石证券", "2025年5月28日", OLD, PROFIT),
        noted("栖霞证券", "2025年6月10日", [1.03, 1.30, 1.70], [1.24, 1.56, 2.04]),
        noted("青石证券", "2025年8月22日", NEW, PROFIT),
    )
    mean = panel.consensus("eps", 2025)["mean"].droplevel("ticker")
    assert mean["2025-08-22"] == pytest.approx((1.41 + 1.30) / 2)
    assert mean["2025-08-25"] == pytest.approx(1.01)
    why = panel.why("eps", TICKER, "2025-08-25", 2025)
    assert "share_base" in why["reason"].tolist()
    # neither a cut of the estimate nor a fall of the year
    assert np.isnan(panel.revision("eps", "fy1", 5)[TICKER]["2025-08-25"])
    assert panel.revision("net_profit", "fy1", 5)[TICKER]["2025-08-25"] == 0
    assert panel.eps_growth("fy1")[TICKER]["2025-08-25"] == pytest.approx(1.01 / 0.74 - 1)


def test_a_note_of_later_days_that_is_per_old_share() -> None:
    """Its own count of shares tells; one without profits is taken to know of the change."""
    notes = [
        noted("青石证券", "2025年5月28日", OLD, PROFIT),
        noted("青石证券", "2025年8月22日", NEW, PROFIT),
        noted("栖霞证券", "2025年9月1日", [1.03, 1.45, 1.90], [1.24, 1.74, 2.28]),
    ]
    panel = panel_of(*notes)
    assert panel.consensus("eps", 2025).loc["2025-09-30", "count"].tolist() == [1]
    # and where nobody has shown the change, nothing is taken out
    assert panel_of(notes[0], notes[2]).consensus("eps", 2025).loc["2025-09-30", "count"].tolist() == [2]


def test_a_cut_is_no_split() -> None:
    """Profits fall with EPS: the count of shares stays."""
    panel = panel_of(
        noted("青石证券", "2025年5月28日", OLD, PROFIT),
        noted("青石证券", "2025年8月22日", [1.03, 1.01, 1.32], [1.24, 1.21, 1.58]),
    )
    assert panel.revision("eps", "fy1", 5)[TICKER]["2025-08-25"] == pytest.approx(1.01 / 1.41 - 1)


def test_the_change_is_not_known_before_it_is_seen() -> None:
    early = [noted("青石证券", "2025年5月28日", OLD, PROFIT), noted("栖霞证券", "2025年6月10日", OLD, PROFIT)]
    late = noted("青石证券", "2025年8月22日", NEW, PROFIT)
    one, two = panel_of(*early), panel_of(*early, late)
    mine, theirs = (p.consensus("eps", 2025)["mean"].droplevel("ticker")[:"2025-08-22"] for p in (one, two))
    assert mine.to_dict() == theirs.to_dict()
