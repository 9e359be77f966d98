"""Changes of ratings and of estimates as events."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from hypothesis import strategies as st
from rated_notes import FLAT, corpus, note, prices
from sold import sold


def test_changes_of_ratings_are_by_comparable_scores() -> None:
    days = ["2024-03-01", "2024-04-01", "2024-05-06", "2024-06-03", "2024-07-01", "2024-08-01"]
    rows = [("600570.SH", "青石证券", day, 2024, 1.0 + i) for i, day in enumerate(days)]
    labels = ["买入", "强烈推荐", "增持", "买入", "无评级", "中性"]
    made = sold(rows, rating=labels).rating_changes()
    assert made["label"].tolist() == ["new", "down", "up", "withdrawn", "new"]
    assert made["date"].iloc[1] == pd.Timestamp("2024-05-07")
    assert made[["from", "to"]].iloc[1].tolist() == ["强烈推荐", "增持"]
    assert made[["score_from", "score_to"]].iloc[1].tolist() == [1.0, 0.75]
    assert made["known_from"].iloc[1] == pd.Timestamp("2024-04-02")


def test_another_house_begins_anew_and_two_ratings_of_a_day_are_none() -> None:
    texts = [note("青石证券", "2024年3月1日", "买入"), note("栖霞证券", "2024年3月1日", "增持")]
    texts += [note("青石证券", "2024年4月1日", "增持"), note("青石证券", "2024年4月1日", "中性") + "另一篇\n"]
    assert corpus(*texts).rating_changes()["label"].tolist() == ["new", "new"]
    assert len(corpus().rating_changes()) == 0


def test_changes_of_estimates() -> None:
    rows = [
        ("600570.SH", "青石证券", "2024-03-01", 2024, 1.0),
        ("600570.SH", "青石证券", "2024-05-06", 2024, 1.2),
    ]
    rows += [
        ("600570.SH", "青石证券", "2024-06-03", 2024, 1.2),
        ("600570.SH", "青石证券", "2024-08-01", 2024, 0.9),
    ]
    rows += [("600570.SH", "栖霞证券", "2024-03-01", 2025, 2.0)]
    made = sold(rows).estimate_changes("eps")
    assert made["label"].tolist() == ["new", "new", "up", "down"]
    assert made["change"].tolist()[2:] == pytest.approx([0.2, -0.25])
    assert sold(rows).estimate_changes(year="next_year")["fiscal_year"].tolist() == [2025]
    assert len(sold(rows).estimate_changes(year=2024)) == 3
    days = pd.DatetimeIndex(["2024-07-01", "2024-07-02"])
    split = pd.DataFrame({"date": days, "ticker": "600570.SH", "close": [10, 7.5], "split": [np.nan, 1.3]})
    px = yb.Prices.from_frame(split, adjusted="raw", volume_unit="share")
    assert sold(rows).estimate_changes(prices=px)["label"].tolist()[-1] == "rebased"
    with pytest.raises(yb.errors.UnknownNameError, match="eps"):
        sold(rows).estimate_changes("epss")
    with pytest.raises(yb.errors.InvalidValueError):
        sold(rows).estimate_changes(year="fy1")


def test_changes_go_into_an_event_study() -> None:
    made = corpus(note("青石证券", "2024年9月2日", "买入"), note("青石证券", "2024年10月8日", "增持"))
    study = prices({"2024-10-09": 90.0}).event_study(
        made.rating_changes(), (-2, 2), FLAT, model="benchmark", entry="close"
    )
    assert study.by_label.loc["down", "caar"].round(6).tolist() == [0, 0, -0.1, -0.1, -0.1]
    assert study.by_label.loc["new", "caar"].tolist() == [0.0] * 5


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(["买入", "增持", "中性", "无评级"]), max_size=3))
def test_what_is_said_later_changes_no_earlier_change(later: list[str]) -> None:
    first = [note("青石证券", "2024年3月1日", "买入"), note("青石证券", "2024年4月1日", "增持")]
    more = [note("青石证券", f"2024年{6 + i}月3日", label, 12, 15) for i, label in enumerate(later)]
    columns = ["date", "label", "from", "to", "score_to", "assumed"]
    whole = corpus(*first, *more).rating_changes()
    assert whole[columns].head(2).equals(corpus(*first).rating_changes()[columns])
