"""What labels, actuals and settings of a panel mean, and its screens."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from sold import BROKERS, TICKERS, Sold, actuals, prices, sold

# --- labels -------------------------------------------------------------------------------------------------


def test_a_year_rolls_when_it_is_disclosed() -> None:
    rows: list[Sold] = [
        (t, BROKERS[0], "2024-03-01", y, y / 1000) for t in TICKERS for y in (2023, 2024, 2025)
    ]
    known = actuals(("600570.SH", 2023, 2.0, "2024-03-15"), ("600570.SH", 2022, 1.0, "2023-03-15"))
    corpus = sold(rows)
    panel = corpus.panel(actuals=known, roll="disclosed", end="2024-05-10")
    fy1 = panel.eval(yb.f.eps("fy1"))["600570.SH"]
    assert fy1["2024-03-15"] == 2.023
    assert fy1["2024-03-18"] == 2.024  # a Friday's report, on Monday
    assert panel.eval(yb.f.eps("fy0"))["600570.SH"]["2024-03-18"] == 2.0
    # nothing of the other was disclosed: its labels mean nothing
    assert panel.reasons(yb.f.eps("fy1"))["000858.SZ"].unique().tolist() == ["no_year"]
    by_may = corpus.panel(actuals=known, end="2024-05-10").eval(yb.f.eps("fy1"))["600570.SH"]
    assert (by_may["2024-04-30"], by_may["2024-05-06"]) == (2.023, 2.024)


def test_actuals_that_reports_print() -> None:
    head = "青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n2024年9月2日\n\n"
    table = "盈利预测\n项目\t2023A\t2024E\t2025E\nEPS（元）\t0.75\t1.20\t1.50\n"
    corpus = yb.read_many([head + table], progress=False)
    panel = corpus.panel()
    assert panel.eps_growth("fy1").iloc[0, 0] == pytest.approx(0.6)
    # what the user gives comes first
    given_too = corpus.panel(actuals=actuals(("600570.SH", 2023, 1.0, "2024-03-15")))
    assert given_too.eps_growth("fy1").iloc[0, 0] == pytest.approx(0.2)
    # and the roll rule takes the printed ones where there are no others
    assert corpus.panel(roll="disclosed").eps_growth("fy1").iloc[0, 0] == pytest.approx(0.6)


def test_a_stale_estimate_is_no_actual() -> None:
    """2022E at 0.45, where the year brought 0.06: nothing is taken for the actual unless it is asked for."""
    rows: list[Sold] = [
        ("600588.SH", BROKERS[0], "2023-05-08", y, v) for y, v in ((2022, 0.45), (2023, 0.55))
    ]
    corpus = sold(rows)
    assert np.isnan(corpus.panel().eps_growth("fy1").iloc[0, 0])
    assert corpus.panel().reasons(yb.f.eps_growth("fy1")).iloc[0, 0] == "no_actual"
    loose = corpus.panel(base="any")
    assert loose.eps_growth("fy1").iloc[0, 0] == pytest.approx(0.55 / 0.45 - 1)
    expr = yb.f.eps_growth("fy1") > 0
    assert loose.screen(expr).iloc[0, 0]
    assert (
        loose.reasons(expr).iloc[0, 0]
        == loose.screen_at(expr, "2023-05-09")["reason"].iloc[0]
        == "stale_estimate"
    )
    told = corpus.panel(actuals=actuals(("600588.SH", 2022, 0.06, "2023-03-18")))
    assert told.eps_growth("fy1").iloc[0, 0] == pytest.approx(0.55 / 0.06 - 1)


def test_years_that_end_in_march() -> None:
    """Fiscal 2024 ends in March of 2024: its annual report is due by the end of July."""
    text = (
        "青石证券研究所\n\n公司点评\n\n阿里巴巴（9988.HK）\n\n{day}\n\n公司财年截至3月31日。\n\n"
        "盈利预测\n人民币\tFY2024E\tFY2025E\tFY2026E\n每股收益（元）\t7.0\t8.0\t9.0\n"
    )
    corpus = yb.read_many([text.format(day="2024年5月20日")], progress=False)
    ends = corpus.estimates["period_end"].astype(str).tolist()
    if ends[0] != "2024-03-31":
        pytest.fail(f"the reader gives {ends}")
    panel = corpus.panel(end="2024-08-30")
    fy1 = panel.eval(yb.f.eps("fy1")).iloc[:, 0]
    assert (fy1["2024-07-31"], fy1["2024-08-01"]) == (7.0, 8.0)
    # twelve months from 2024-06-28: 276 days of fiscal 2025, the rest of 2026
    assert panel.eval(yb.f.eps("ftm")).loc["2024-06-28"].iloc[0] == pytest.approx((276 * 8 + 89 * 9) / 365)


# --- settings -----------------------------------------------------------------------------------------------


def test_settings() -> None:
    rows: list[Sold] = [
        ("600570.SH", BROKERS[0], "2024-09-02", 2024, 1.0),
        ("600570.SH", BROKERS[1], "2024-09-03", 2024, 1.2),
    ]
    corpus = sold(rows)

    def eps(**settings: Any) -> list[float]:
        found: list[float] = (
            corpus.panel(start="2024-09-03", end="2024-09-06", **settings)
            .eval(yb.f.eps("fy1"))["600570.SH"]
            .tolist()
        )
        return found

    assert eps() == pytest.approx([1.0, 1.1, 1.1, 1.1])
    assert eps(lag=1) == pytest.approx([np.nan, 1.0, 1.1, 1.1], nan_ok=True)
    assert eps(min_brokers=2) == pytest.approx([np.nan, 1.1, 1.1, 1.1], nan_ok=True)
    assert eps(window=1) == pytest.approx([1.0, 1.1, 1.2, np.nan], nan_ok=True)
    assert eps(kinds=["company_note"]) == pytest.approx([1.0, 1.1, 1.1, 1.1])
    weekly = corpus.panel(kinds=["industry_weekly"], start="2024-09-03", end="2024-09-06")
    assert weekly.ledger["reason"].tolist() == ["kind", "kind"]
    few = corpus.panel(min_brokers=2, end="2024-09-06").reasons(yb.f.eps("fy1"))["600570.SH"]
    assert few.tolist()[0] == "too_few_brokers"
    for wrong in (
        {"roll": "june"},
        {"history": "rewritten"},
        {"kinds": ["company_notes"]},
        {"kinds": []},
        {"base": "none"},
    ):
        with pytest.raises(yb.errors.UnknownNameError):
            corpus.panel(**wrong)
    for wrong in ({"window": 0}, {"lag": -1}, {"min_brokers": 1.5}, {"kinds": "company_note"}, {"prices": 3}):
        with pytest.raises(yb.errors.InvalidValueError):
            corpus.panel(**wrong)


def test_what_was_filled_in_later() -> None:
    """A vendor has a report of March in June: who looks back as it was does not see it before."""
    rows: list[Sold] = [("600570.SH", BROKERS[0], "2024-03-04", 2024, 1.0)]
    corpus = sold(rows, first_seen=pd.Timestamp("2024-06-03"))
    span = {"start": "2024-03-01", "end": "2024-06-28"}
    eps = {
        history: corpus.panel(history=history, **span).eval(yb.f.eps(2024)).iloc[:, 0].first_valid_index()
        for history in ("seen", "published")
    }
    assert eps == {"seen": pd.Timestamp("2024-06-04"), "published": pd.Timestamp("2024-03-05")}


@pytest.mark.parametrize(
    "wrong",
    [
        {"announced": None},
        {"announced": "2022-03-01"},  # before the year began
        {"value": np.inf},
        {"value": "dear"},
        {"fiscal_year": None},
        {"ticker": "??"},
        {"fiscal_year": 2022.7},
        {"metric": "EPS"},
    ],
)
def test_actuals_that_cannot_be(wrong: dict[str, Any]) -> None:
    corpus = sold([("600570.SH", BROKERS[0], "2024-09-02", 2024, 1.0)])
    good = actuals(("600570.SH", 2023, 1.0, "2024-03-15"))
    for frame in (good.assign(**wrong), pd.concat([good, good]), good.drop(columns="metric")):
        with pytest.raises(yb.errors.InvalidValueError):
            corpus.panel(actuals=frame)


# --- consensus behind and around ----------------------------------------------------------------------------


def test_quality() -> None:
    """1: five brokers within 90 days, 2: one within 120, 3: older, 0: the year is over."""
    rows: list[Sold] = [("600570.SH", f"第{i}证券", "2024-01-02", 2024, 1.0) for i in range(5)]
    panel = sold(rows).panel(
        end="2025-04-30", actuals=actuals(("600570.SH", 2024, 1.0, "2024-06-14")), window=400
    )
    quality = panel.consensus("eps", 2024)["quality"].droplevel("ticker")
    days = ["2024-04-02", "2024-04-03", "2024-05-06", "2024-06-14", "2024-06-17"]
    assert quality[days].tolist() == [1, 2, 3, 3, 0]


# --- screens ------------------------------------------------------------------------------------------------


def screened() -> yb.Panel:
    rows: list[Sold] = [
        ("600570.SH", BROKERS[0], "2024-09-02", 2024, 1.0),
        ("600570.SH", BROKERS[0], "2024-09-02", 2025, 1.5),
        ("000858.SZ", BROKERS[0], "2024-09-02", 2024, 5.0),
        ("000001.SZ", BROKERS[0], "2024-09-02", 2024, -1.0),
        ("000001.SZ", BROKERS[0], "2024-09-02", 2025, 1.0),
    ]
    days = ["2024-09-02", "2024-09-03"]
    px = prices({t: dict.fromkeys(days, 20.0) for t in ("600570.SH", "000858.SZ", "000001.SZ")})
    return sold(rows).panel(prices=px, end="2024-09-04")


EXPR = (yb.f.pe("fy1") < 30) & (yb.f.eps_growth("fy2") > 0.25)


def test_screen() -> None:
    panel = screened()
    found = panel.screen(EXPR)
    assert found.dtypes.unique().tolist() == [np.dtype(bool)]
    assert found.loc["2024-09-04"].to_dict() == {"000001.SZ": False, "000858.SZ": False, "600570.SH": True}
    assert "passes 4, removes 0, no figure for 2" in found.attrs["explain"]
    reasons = panel.reasons(EXPR).loc["2024-09-04"]
    assert reasons["000858.SZ"] == "no_estimate"
    assert reasons["000001.SZ"] == "loss"
    assert pd.isna(reasons["600570.SH"])


def test_screen_at() -> None:
    found = screened().screen_at(EXPR, "2024-09-04")
    assert found.index.tolist() == ["600570.SH", "000001.SZ", "000858.SZ"]
    assert found["passes"].tolist() == [True, pd.NA, pd.NA]
    assert found.loc["600570.SH", ["pe_fy1", "eps_growth_fy2", "fy1", "fy2"]].tolist() == pytest.approx(
        [20.0, 0.5, 2024, 2025]
    )
    assert found.loc["600570.SH", "pe_fy1_rank"] == 2  # 4 comes before 20
    assert found.loc["000858.SZ", "reason"] == "no_estimate"
    with pytest.raises(yb.errors.InvalidValueError, match="the next is 2024-09-03"):
        screened().screen_at(EXPR, "2024-09-01")


def test_what_cannot_be_screened(capsys: pytest.CaptureFixture[str]) -> None:
    panel = screened()
    with pytest.raises(yb.errors.UnknownNameError, match="did you mean 'eps'"):
        panel.eval(yb.f["epz"]("fy1"))
    with pytest.raises(yb.errors.UnknownNameError, match="price of its day"):
        panel.eval(yb.f.ev_ebitda("fy1"))
    with pytest.raises(yb.errors.InvalidValueError):
        panel.eval(EXPR)  # type: ignore[arg-type]
    with pytest.raises(yb.errors.InvalidValueError):
        panel.screen(yb.f.pe("fy1"))  # type: ignore[arg-type]
    with pytest.raises(yb.errors.InvalidValueError, match="ftm"):
        panel.consensus("eps", "ftm")
    with pytest.raises(AttributeError):
        panel.pee("fy1")
    panel.screen(yb.f.pe("fy1") > 1000)
    assert "removes 4" in capsys.readouterr().out  # an empty screen says what emptied it


def test_every_metric_is_a_method() -> None:
    rows: list[Sold] = [("600570.SH", BROKERS[0], "2024-09-02", 2024, 0.2)]
    panel = sold(rows, "roe").panel()
    assert panel.roe("fy1").iloc[0, 0] == 0.2
    pd.testing.assert_frame_equal(panel.roe("fy1"), panel.eval(yb.f.roe("fy1")))


def test_currencies() -> None:
    """A price in Hong Kong dollars and EPS in Renminbi give no PE without a rate."""
    rows: list[Sold] = [("0700.HK", BROKERS[0], "2024-09-02", 2024, 20.0)]
    px = prices({"0700.HK": {"2024-09-02": 380.0}})
    for currency, pe, reason in (("HKD", 19.0, None), ("CNY", np.nan, "no_fx")):
        panel = sold(rows, currency=currency).panel(prices=px)
        assert panel.pe("fy1").iloc[0, 0] == pytest.approx(pe, nan_ok=True)
        found = panel.reasons(yb.f.pe("fy1")).iloc[0, 0]
        assert found == reason or (reason is None and pd.isna(found))


def test_arguments_that_are_none() -> None:
    panel = screened()
    for call in (
        lambda: panel.why("eps", None, "2024-09-04"),  # type: ignore[arg-type]
        lambda: panel.to_qlib(yb.f.eps("fy1")),  # type: ignore[arg-type]
        lambda: panel.consensus("eps", window=10**9),
        lambda: panel.consensus("eps", min_brokers=10**12),
    ):
        with pytest.raises(yb.errors.InvalidValueError):
            call()


def test_lag_is_of_everything() -> None:
    """Figures, actuals and lists of themes are known so many sessions later, together."""
    rows: list[Sold] = [("600570.SH", BROKERS[0], "2024-03-01", y, y / 1000) for y in (2023, 2024, 2025)]
    known = actuals(("600570.SH", 2022, 1.5, "2023-03-15"), ("600570.SH", 2023, 2.0, "2024-03-15"))
    span = {"start": "2024-03-01", "end": "2024-04-03"}
    made = {lag: sold(rows).panel(actuals=known, roll="disclosed", lag=lag, **span) for lag in (0, 5)}
    for expr in (yb.f.eps("fy0"), yb.f.eps("fy1")):
        now, later = (made[lag].eval(expr)["600570.SH"] for lag in (0, 5))
        assert later.iloc[6:].tolist() == now.iloc[1:-5].tolist()
    text = "青石证券研究所\n\n计算机行业周报\n\n2024年3月1日\n\n信创：重点推荐恒生电子。\n"
    corpus = yb.read_many([text], progress=False)
    role = [corpus.panel(lag=lag, **span).theme("信创")["600570.SH"].tolist() for lag in (0, 5)]
    assert role[1][6:] == role[0][1:-5]


def test_themes_without_estimates_have_sessions() -> None:
    weekly = "青石证券研究所\n\n计算机行业周报\n\n{day}\n\n信创：重点推荐恒生电子。\n"
    texts = [weekly.format(day=day) for day in ("2024年3月1日", "2024年3月8日")]
    panel = yb.read_many(texts, progress=False).panel()
    assert panel.theme("信创")["600570.SH"].tolist() == [5] * 6


def test_figures_that_can_hardly_be_meant() -> None:
    """A unit too large, and a zero: they count, and are named."""
    values = [1.6, 1.5, 1.7, 160000.0, 0.0]
    rows: list[Sold] = [("600570.SH", f"第{i}证券", "2024-03-01", 2024, v) for i, v in enumerate(values)]
    px = prices({"600570.SH": {"2024-03-01": 20.0}})
    found = sold(rows).panel(prices=px).findings.set_index("code")
    assert found["count"].to_dict() == {"estimate_far": 1, "estimate_zero": 1, "splits_unseen": 1}
    assert "160000" in found.loc["estimate_far", "what"]
    rest: list[Sold] = [("600570.SH", f"第{i}证券", "2024-03-01", 2024, 1.6) for i in range(4)]
    assert not len(sold(rest).panel().findings)
    assert not len(yb.read_many([], progress=False).panel().findings)
