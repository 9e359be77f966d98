"""Lists of themes and ratings of houses that merge: 海通 and 国泰君安 are one from 2025-04-11 on."""

from __future__ import annotations

import pandas as pd
import pytest
import yanbao as yb

HENG, YONG, LIQUOR, TENCENT = "600570.SH", "600588.SH", "000858.SZ", "0700.HK"
NAMES = {HENG: "恒生电子", YONG: "用友网络", LIQUOR: "五粮液", TENCENT: "腾讯控股"}
OLD, OTHER, NEW = "国泰君安证券", "海通证券", "国泰海通证券"
Listed = tuple[str, str, list[str]]  # house, day, tickers


def weekly(listed: Listed) -> str:
    house, day, tickers = listed
    year, month, at = day.split("-")
    head = f"{house}研究所\n\n计算机行业周报\n\n{year}年{int(month)}月{int(at)}日\n\n"
    return head + f"信创：重点推荐{'、'.join(f'{NAMES[t]}（{t}）' for t in tickers)}。\n"


def panel_of(*listed: Listed, end: str = "2025-06-30") -> yb.Panel:
    return yb.read_many([weekly(x) for x in listed], workers=1, progress=False).panel(end=end)


def named(panel: yb.Panel, day: str) -> dict[str, int]:
    row = panel.theme("信创", what="brokers").loc[day]
    return {str(ticker): int(n) for ticker, n in row[row > 0].items()}


BEFORE: list[Listed] = [(OLD, "2025-03-03", [HENG, YONG]), (OTHER, "2025-03-10", [HENG, LIQUOR])]


def test_from_the_day_on_the_newest_list_is_the_new_houses() -> None:
    panel = panel_of(*BEFORE)
    assert named(panel, "2025-04-10") == {HENG: 2, YONG: 1, LIQUOR: 1}
    assert named(panel, "2025-04-11") == {HENG: 1, LIQUOR: 1}


def test_a_list_of_the_new_house_replaces_the_old_ones() -> None:
    panel = panel_of(*BEFORE, (NEW, "2025-05-06", [YONG]))
    assert named(panel, "2025-05-06") == {HENG: 1, LIQUOR: 1}
    assert named(panel, "2025-05-07") == {YONG: 1}
    life = panel.theme_life("信创").set_index(["broker", "ticker"])
    assert life.loc[(OLD, HENG), "until"] == pd.Timestamp("2025-04-11")
    assert life.loc[(NEW, LIQUOR), "until"] == pd.Timestamp("2025-05-07")
    assert life.loc[(NEW, LIQUOR), "first_seen"] == pd.Timestamp("2025-03-11")
    assert (NEW, HENG) in life.index
    assert life.loc[(NEW, YONG), "until"] is pd.NaT


def test_the_window_is_of_the_day_on_which_a_list_was_known() -> None:
    panel = panel_of((OLD, "2025-03-03", [HENG]), end="2025-09-30")
    strength = panel.theme("信创", window=60)[HENG]
    assert (strength["2025-04-30"], strength["2025-05-06"]) == (5, 0)


def test_another_exchange_ends_with_its_own_session() -> None:
    """Shanghai is closed on 5 May, and Hong Kong is not; on the 6th it is the other way round."""
    panel = panel_of((OLD, "2025-03-03", [TENCENT]), (NEW, "2025-05-04", [HENG]))
    assert named(panel, "2025-04-30") == {TENCENT: 1}
    assert named(panel, "2025-05-06") == {HENG: 1}


def note(house: str, day: str, rating: str) -> str:
    year, month, at = day.split("-")
    head = f"{house}研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n{year}年{int(month)}月{int(at)}日\n\n"
    return head + f"投资评级：{rating}\n\n盈利预测\n项目\t2025E\nEPS（元）\t1.00\n"


def test_ratings_of_merged_houses_are_one() -> None:
    said = [(OLD, "2025-03-03", "买入"), (OTHER, "2025-03-10", "增持"), (NEW, "2025-05-06", "中性")]
    corpus = yb.read_many([note(*x) for x in said], workers=1, progress=False)
    panel = corpus.panel(end="2025-06-30")
    found = panel.rating()
    one = found.xs(HENG, level="ticker")
    assert one.loc["2025-04-10", ["score", "count"]].tolist() == [pytest.approx(0.875), 2]
    assert one.loc["2025-04-11", ["score", "count"]].tolist() == [0.75, 1]
    assert one.loc["2025-05-07", ["score", "count"]].tolist() == [0.5, 1]
    behind = found.by_broker.reset_index()
    assert behind[behind["date"] == "2025-04-11"][["broker", "rating"]].values.tolist() == [[NEW, "增持"]]
    # no row is lost, and the past is what it was without the new house's word
    assert len(panel._source.parts.ratings.ledger) == 3
    before = yb.read_many([note(*x) for x in said[:2]], workers=1, progress=False).panel(end="2025-05-06")
    pd.testing.assert_frame_equal(pd.DataFrame(before.rating()), pd.DataFrame(found.loc[:"2025-05-06"]))
