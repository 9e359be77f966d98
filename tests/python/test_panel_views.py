"""Themes, ratings, industries, exchange rates and merged houses on a panel, and its frames elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from sold import BROKERS, Sold, sold

WEEKLY = "青石证券研究所\n\n计算机行业周报\n\n{day}\n\n信创：重点推荐{picks}，受益标的包括用友网络。\n"


def prices(closes: dict[str, float], **fields: float) -> yb.Prices:
    rows = [(day, t, c) for day in ("2024-10-17", "2024-10-18") for t, c in closes.items()]
    frame = pd.DataFrame(rows, columns=["date", "ticker", "close"]).assign(**fields)
    return yb.Prices.from_frame(frame, adjusted="raw", volume_unit="share")


def test_a_newer_list_replaces_the_older() -> None:
    texts = [
        WEEKLY.format(day=day, picks=picks)
        for day, picks in (("2024年10月18日", "恒生电子、中国软件"), ("2024年10月25日", "恒生电子"))
    ]
    panel = yb.read_many(texts, progress=False).panel(start="2024-10-18", end="2024-10-29")
    assert panel.themes == ["信创"]
    role = panel.theme("信创")
    assert role["600536.SH"].loc["2024-10-21":"2024-10-28"].tolist() == [5, 5, 5, 5, 5, 0]  # type: ignore[misc]
    assert role["600570.SH"].iloc[-1] == 5
    assert role["600588.SH"].iloc[-1] == 2
    assert panel.theme("信创", min_role="pick")["600588.SH"].max() == 0
    assert panel.theme("信创", what="brokers")["600570.SH"].tolist()[:2] == [0, 1]
    assert panel.screen(yb.f.theme("信创", min_role="pick")).loc["2024-10-29"].sum() == 1
    assert set(panel.theme_life("信创")["ticker"]) == {"600570.SH", "600536.SH", "600588.SH"}
    with pytest.raises(yb.errors.UnknownNameError, match="信创"):
        panel.theme("信仓")
    with pytest.raises(yb.errors.InvalidValueError):
        panel.theme("信创", what="weight")


def test_pe_of_a_theme() -> None:
    """Sum of caps over sum of profits; the equal-weight mean of E/P needs no caps."""
    head = "青石证券研究所\n\n公司点评\n\n{name}\n\n2024年10月17日\n\n盈利预测\n项目\t2024E\t2025E\n"
    note = head + "EPS（元）\t{eps}\t{eps}\n归母净利润（亿元）\t{np}\t{np}\n"
    texts = [
        WEEKLY.format(day="2024年10月17日", picks="恒生电子"),
        note.format(name="恒生电子（600570.SH）", eps="1.00", np="19.00"),
        note.format(name="用友网络（600588.SH）", eps="-0.50", np="-17.00"),
    ]
    corpus = yb.read_many(texts, progress=False)
    px = prices({"600570.SH": 20.0, "600588.SH": 10.0}, market_cap=380e8)
    day = "2024-10-18"
    panel = corpus.panel(prices=px, start=day, end=day)
    by_sum = panel.theme_pe("信创").loc[day]
    assert by_sum[["pe", "n", "members"]].tolist() == pytest.approx([2 * 380 / 2, 2, 2])
    bare = corpus.panel(prices=prices({"600570.SH": 20.0, "600588.SH": 10.0}), start=day, end=day)
    # (1/20 - 0.5/10) / 2 is nothing: no PE
    assert np.isnan(bare.theme_pe("信创", "harmonic").loc[day, "pe"])
    assert bare.theme_pe("信创", "median").loc[day, ["pe", "n"]].tolist() == [20.0, 1]
    with pytest.raises(yb.errors.UnknownNameError, match="market_cap"):
        bare.theme_pe("信创")


def test_rates_that_the_user_gives() -> None:
    rows: list[Sold] = [("0700.HK", BROKERS[0], "2024-10-16", 2024, 20.0)]
    corpus = sold(rows, currency="CNY")
    px = prices({"0700.HK": 400.0})
    span = {"start": "2024-10-18", "end": "2024-10-18"}
    expr = yb.f.pe("fy1")
    assert corpus.panel(prices=px, **span).reasons(expr).iloc[0, 0] == "no_fx"
    rates = pd.DataFrame({"date": ["2024-10-16", "2024-10-18"], "pair": "HKD/CNY", "rate": [0.91, 0.5]})
    # that of the day before the session, not of the session
    assert corpus.panel(prices=px, fx=rates, **span).pe("fy1").iloc[0, 0] == pytest.approx(400 * 0.91 / 20)


def test_the_implied_rate_is_that_of_reports_known_by_then(shared: object) -> None:
    """The gold report prints prices in HKD, EPS in CNY and no rate: PE at another price needs one."""
    from pathlib import Path

    path = next((Path(str(shared)) / "reports").glob("003_*.txt"))
    frame = pd.DataFrame(
        {"date": ["2024-02-20", "2024-02-20"], "ticker": ["0700.HK", "PDD.O"], "close": [300.0, 130.0]}
    )
    px = yb.Prices.from_frame(frame, adjusted="raw", volume_unit="share")
    panel = yb.read_many([path], progress=False).panel(
        prices=px, calendar="XHKG", start="2024-02-21", end="2024-02-21"
    )
    eps, pe = panel.eval(yb.f.eps(2024)).iloc[0], panel.pe(2024).iloc[0]
    assert 0.912 < pe["0700.HK"] * eps["0700.HK"] / 300 < 0.919
    assert 7.06 / 4 < pe["PDD.O"] * eps["PDD.O"] / 130 < 7.28 / 4


def test_industries_as_of_the_day() -> None:
    rows: list[Sold] = [
        (t, BROKERS[0], "2024-10-16", 2024, e)
        for t, e in (("600570.SH", 1.0), ("600588.SH", 2.0), ("000001.SZ", 3.0))
    ]
    industry = pd.DataFrame(
        {"date": ["2024-01-05", "2024-01-05", "2024-10-17", "2024-01-05"]}
        | {"ticker": ["SH600570", "600588.SH", "600588.SH", "000001.SZ"]}
        | {"industry": ["计算机", "计算机", "银行", "银行"]}
    )
    panel = sold(rows).panel(industry=industry, start="2024-10-17", end="2024-10-18")
    expr = yb.f.rank(yb.f.eps("fy1"), within=yb.f.industry())
    rank = panel.eval(expr)
    assert rank.loc["2024-10-17"].to_dict() == {"000001.SZ": 1.0, "600570.SH": 1.0, "600588.SH": 2.0}
    assert rank.loc["2024-10-18"].to_dict() == {"000001.SZ": 2.0, "600570.SH": 1.0, "600588.SH": 1.0}
    with pytest.raises(yb.errors.UnknownNameError, match="industry="):
        sold(rows).panel().eval(expr)
    with pytest.raises(yb.errors.InvalidValueError, match="two industries"):
        sold(rows).panel(industry=pd.concat([industry, industry])).eval(expr)
    with pytest.raises(yb.errors.InvalidValueError, match="industry"):
        sold(rows).panel(industry=industry.drop(columns="date")).eval(expr)


def test_houses_that_merge_count_once() -> None:
    """海通 and 国泰君安 are one house from 2025-04-11: the newer of their estimates counts."""
    rows: list[Sold] = [
        ("600570.SH", "海通证券", "2025-03-03", 2025, 1.0),
        ("600570.SH", "国泰君安", "2025-03-10", 2025, 1.2),
        ("600570.SH", "青石证券", "2025-03-10", 2025, 1.4),
    ]
    found = sold(rows).panel(end="2025-04-30").consensus("eps", 2025)
    at = found.droplevel("ticker")[["count", "mean"]]
    assert at.loc["2025-04-10"].tolist() == pytest.approx([3, 1.2])
    assert at.loc["2025-04-11"].tolist() == pytest.approx([2, 1.3])
    why = sold(rows).panel(end="2025-04-30").why("eps", "600570.SH", "2025-04-11", 2025)
    assert why.set_index("value")["reason"].fillna("used").to_dict() == {
        1.0: "newer",
        1.2: "used",
        1.4: "used",
    }
    behind = found.by_broker.loc["2025-04-11"]
    assert behind["value"].tolist() == [1.2, 1.4]


def test_ratings() -> None:
    note = "{house}研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年10月17日\n\n投资评级：{rating}\n"
    texts = [note.format(house=h, rating=r) for h, r in (("青石证券", "买入"), ("栖霞证券", "增持"))]
    panel = yb.read_many(texts, progress=False).panel(start="2024-10-17", end="2024-10-18")
    found = panel.rating()
    assert found["score"].tolist() == [0.875]
    assert sorted(found.by_broker["rating"]) == ["买入", "增持"]
    assert panel.screen(yb.f.rating("买入")).iloc[-1].tolist() == [True]
    assert panel.reasons(yb.f.rating("买入")).iloc[0, 0] == "no_rating"
    assert panel.eval(yb.f.excess_return()).iloc[-1, 0] > 0


def test_other_shapes() -> None:
    rows: list[Sold] = [("600570.SH", BROKERS[0], "2024-10-16", 2024, 1.0)]
    panel = sold(rows).panel(end="2024-10-17")
    assert panel.to_alphalens(yb.f.eps("fy1")).index.names == ["date", "asset"]
    assert panel.to_alphalens(yb.f.eps("fy1") > 0).tolist() == [1.0]
    assert panel.to_qlib([yb.f.eps("fy1")]).index.get_level_values("instrument").tolist() == ["SH600570"]
    assert panel.to_bt(yb.f.eps("fy1") > 0).dtypes.tolist() == [np.dtype(bool)]
