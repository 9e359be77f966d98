"""Metrics and screens of one report, from rows that a report could print."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import yanbao as yb
from yanbao._report_metrics import ReportSource, metrics_frame, screen_frame, theme_pe_frame

Rows = dict[str, list[dict[str, Any]]]


def estimate(
    ticker: str, metric: str, year: int, value: float, half: float = 0.005, **more: Any
) -> dict[str, Any]:
    row = {"ticker": ticker, "name": ticker[:6], "metric": metric, "fiscal_year": year, "basis": "E"}
    row |= {"value": value, "half_unit": half, "origin": "broker", "version": None, "currency": None}
    return row | {"period_end": dt.date(year, 12, 31)} | more


def covered(ticker: str, price: float, rating: str = "买入", **more: Any) -> dict[str, Any]:
    row = {"ticker": ticker, "name": ticker[:6], "rating": rating, "price": price, "price_half_unit": 0.005}
    return (
        row | {"currency": "CNY", "market_cap": None, "market_cap_half_unit": None, "origin": "broker"} | more
    )


def theme(
    ticker: str | None, name: str, parent: str | None = None, role: str | None = "pick"
) -> dict[str, Any]:
    return {"ticker": ticker, "name": "x", "theme": name, "parent": parent, "role": role}


def ratio(ticker: str, low: float, high: float, group: str | None, explains: str | None) -> dict[str, Any]:
    return {
        "ticker": ticker,
        "table_id": 1,
        "k_low": low,
        "k_high": high,
        "group": group,
        "explains": explains,
    }


A, B, C = "600570.SH", "0700.HK", "300496.SZ"


def report(cover: Mapping[str, Any] | None = None, **tables: Sequence[Mapping[str, Any]]) -> ReportSource:
    meta = {"published": dt.date(2023, 5, 6), **(cover or {})}
    return ReportSource(lambda name: [dict(row) for row in tables.get(name, ())], meta)


def simple() -> ReportSource:
    return report(
        coverage=[covered(A, 47.22), covered(C, 80.24, "增持")],
        estimates=[
            estimate(A, "eps", 2022, 1.0, basis="A"),
            estimate(A, "eps", 2023, 1.4),
            estimate(A, "eps", 2024, 1.75),
            estimate(A, "pe", 2023, 33.73),
            estimate(C, "eps", 2022, -0.5, basis="A"),
            estimate(C, "eps", 2023, 0.5),
            estimate(C, "pe", 2022, -160.5),
        ],
        themes=[theme(A, "金融信创", "信创"), theme(C, "智能汽车", role=None), theme(None, "信创")],
        rating_scale=[
            {"scope": "stock", "label": "买入", "excess_low": 0.15, "excess_high": None},
            {"scope": "stock", "label": "增持", "excess_low": 0.05, "excess_high": 0.15},
        ],
    )


def value(source: ReportSource, name: str, *years: int | str, on: str = "eps") -> list[float]:
    return source.explained(name, years, on)[0].value.tolist()


def test_growth_and_its_reasons() -> None:
    frame = metrics_frame(simple(), bounds=True, reasons=True)
    assert frame.loc[A, "eps_growth_2023"] == pytest.approx(0.4)
    assert frame.loc[A, "eps_growth_2023_low"] < 0.4 < frame.loc[A, "eps_growth_2023_high"]
    assert math.isnan(frame.loc[C, "eps_growth_2023"])
    assert frame.loc[C, "eps_growth_2023_reason"] == "from_loss"
    assert frame.loc[C, "eps_growth_2024_reason"] == "missing_end"


def test_a_loss_has_no_pe() -> None:
    source = simple()
    assert value(source, "pe", 2023)[0] == 33.73
    assert math.isnan(value(source, "pe", 2022)[1])
    assert value(source, "pe_printed", 2022)[1] == -160.5
    assert screen_frame(source, yb.f.pe(2022) < 60)[0].empty


def test_years_that_are_relative() -> None:
    source = simple()
    assert value(source, "eps", "fy0") == [1.0, -0.5]
    assert value(source, "eps", "fy1") == [1.4, 0.5]
    assert value(source, "eps", "this_year") == [1.4, 0.5]
    weight = (dt.date(2023, 12, 31) - dt.date(2023, 5, 6)).days / 365
    assert value(source, "eps", "ftm")[0] == pytest.approx(weight * 1.4 + (1 - weight) * 1.75)
    stale = report(estimates=[estimate(A, "eps", 2022, 1.0), estimate(A, "eps", 2023, 1.4)])
    assert value(stale, "eps", "fy1") == [1.4]
    assert math.isnan(value(stale, "eps", "fy0")[0])  # 2022 is over, but only an estimate of it is printed
    assert math.isnan(value(stale, "eps_growth", "fy1")[0])
    assert value(stale, "eps_growth", 2023)[0] == pytest.approx(0.4)
    quarter = report(estimates=[estimate(A, "pb", 2023, 3.2, basis="MRQ", fiscal_year=None)])
    assert value(quarter, "pb") == [3.2]


def test_cagr_and_peg() -> None:
    source = simple()
    growth = (1.75 / 1.0) ** 0.5 - 1
    assert value(source, "cagr")[0] == pytest.approx(growth)
    assert value(source, "peg")[0] == pytest.approx(33.73 / (100 * growth))
    assert value(source, "cagr", 2023, 2024)[0] == pytest.approx(0.25)
    assert math.isnan(value(source, "peg")[1])


def test_k_comes_from_the_rows_that_share_it() -> None:
    source = report(
        coverage=[covered(A, 10.0), covered(B, 300.0), covered(C, 20.0)],
        estimates=[estimate(t, "eps", 2023, 2.0) for t in (A, B, C)],
        ratios=[
            ratio(A, 0.91, 0.93, "fx", "fx:HKD/CNY"),
            ratio(B, 0.90, 0.92, "fx", "fx:HKD/CNY"),
            ratio(C, 0.5, 0.6, None, None),
        ],
    )
    assert source.figures.k.low[:2].tolist() == [0.91, 0.91]
    assert source.figures.k.high[:2].tolist() == [0.92, 0.92]
    assert value(source, "pe", 2023)[1] == pytest.approx(300 * 0.915 / 2)
    bounded, reason = source.explained("pe", (2023,))
    assert math.isnan(bounded.value[2])  # a row alone proves nothing of itself
    assert yb._report_metrics._REASONS[reason[2]] == "missing_k"


def test_eps_is_sharpened_by_price_and_pe() -> None:
    """EPS 0.1 and 0.1 with PE 52 and 39 says growth of a third, not none."""
    rows = [estimate(A, "eps", y, 0.1, 0.05) for y in (2023, 2024)]
    rows += [estimate(A, "pe", 2023, 52, 0.5), estimate(A, "pe", 2024, 39, 0.5)]
    source = report(coverage=[covered(A, 5.2)], estimates=rows, ratios=[ratio(A, 1, 1, None, "1")])
    assert value(source, "eps_growth", 2024)[0] == pytest.approx(1 / 3, abs=0.02)
    assert not screen_frame(source, (yb.f.eps_growth(2024) > 0.25).surely())[0].empty


def test_themes_hold_their_sub_themes() -> None:
    source = simple()
    assert screen_frame(source, yb.f.theme("信创"))[0].index.tolist() == [A]
    assert screen_frame(source, yb.f.theme("信 创", min_role="key_pick"))[0].empty
    assert screen_frame(source, yb.f.theme("智能汽车", min_role="watch"))[0].index.tolist() == [C]
    assert metrics_frame(source, False, False).loc[A, "themes"] == ["信创", "金融信创"]
    with pytest.raises(yb.errors.UnknownNameError, match="did you mean '信创'"):
        screen_frame(source, yb.f.theme("信创业"))
    with pytest.raises(yb.errors.UnknownNameError, match="no 'roa'"):
        screen_frame(source, yb.f.roa(2023) > 0.1)


def test_pe_of_a_theme() -> None:
    source = report(
        coverage=[covered(A, 1, market_cap=100.0), covered(C, 1, market_cap=300.0)],
        estimates=[estimate(A, "net_profit", 2023, 10.0), estimate(C, "net_profit", 2023, -5.0)],
        themes=[theme(A, "金融信创", "信创"), theme(C, "信创")],
    )
    frame = theme_pe_frame(source, 2023, None)
    assert frame.loc["信创", "by_sum"] == pytest.approx(400 / 5)
    assert frame.loc["金融信创", "by_sum"] == pytest.approx(10)
    assert frame.loc["信创", "members"] == 2


def test_ratings_promise_an_excess_return() -> None:
    source = simple()
    frame = metrics_frame(source, False, False)
    assert frame.loc[C, ["excess_low", "excess_high"]].tolist() == [0.05, 0.15]
    assert frame.loc[A, "excess_low"] == 0.15
    assert math.isnan(frame.loc[A, "excess_high"])
    assert screen_frame(source, yb.f.rating("增持"))[0].index.tolist() == [C]
    assert screen_frame(source, (yb.f.excess_return() > 0.1).surely())[0].index.tolist() == [A]


def test_comparables_and_replaced_forecasts_stay_out() -> None:
    source = report(
        coverage=[covered(A, 10), covered(B, 10, origin="comparable")],
        estimates=[
            estimate(A, "eps", 2023, 2.0),
            estimate(A, "eps", 2023, 9.0, version="previous"),
            estimate(B, "eps", 2023, 1.0, origin="comparable"),
        ],
    )
    assert source.figures.tickers == [A]
    assert value(source, "eps", 2023) == [2.0]


def test_a_report_of_nothing_has_no_metrics(capsys: pytest.CaptureFixture[str]) -> None:
    empty = yb.read("一句话\n")
    assert empty.metrics().empty
    assert empty.screen(yb.f.price() > 1).empty
    assert "yb.f.price() > 1" in capsys.readouterr().out
    with pytest.raises(yb.errors.InvalidValueError, match="compare a metric"):
        empty.screen("pe < 30")  # type: ignore[arg-type]


def test_metrics_of_a_sample(sample: yb.Report) -> None:
    frame = sample.metrics(bounds=True, reasons=True)
    assert len(frame)
    assert frame.index.is_unique
    years = sorted(set(sample.estimates["fiscal_year"].dropna()))
    found = [c for c in frame if c in {f"pe_{y}" for y in years}]
    assert found
    for column in found:
        known = frame[frame[column].notna()]
        assert (known[f"{column}_low"] <= known[column]).all()
        assert (known[column] <= known[f"{column}_high"]).all()
        assert (frame[column].isna() == (frame[f"{column}_reason"] != "ok")).all()
    cheap = sample.screen(yb.f.pe(int(found[-1][3:])) > 0)
    assert len(cheap)
    assert set(cheap.index) <= set(frame.index)


def test_cover_of_a_company_note_is_coverage() -> None:
    cover = {
        "ticker": A,
        "name": "x",
        "rating": "买入",
        "price": 28.0,
        "price_half_unit": 0.005,
        "currency": "CNY",
    }
    estimates = [{**estimate(A, "eps", 2023, 1.4), "currency": "CNY"}]
    scale = [{"scope": "stock", "label": "买入", "excess_low": 0.15, "excess_high": None}]
    source = report(cover, estimates=estimates, rating_scale=scale)
    row = metrics_frame(source, bounds=False, reasons=False).loc[A]
    assert (row["rating"], row["price"], row["excess_low"]) == ("买入", 28.0, 0.15)
    assert row["pe_2023"] == pytest.approx(20.0)  # one currency: k is 1
    abroad = report({**cover, "currency": "HKD"}, estimates=estimates)
    assert math.isnan(metrics_frame(abroad, bounds=False, reasons=False).loc[A, "pe_2023"])


def test_a_theme_by_any_of_its_names() -> None:
    """The same as on a panel."""
    text = "青石证券研究所\n\n计算机行业周报\n\n2024年3月1日\n\n信创：重点推荐恒生电子。\n"
    table = "\n代码\t名称\t收盘价\t2024E EPS\n600570.SH\t恒生电子\t20.0\t1.40\n"
    report = yb.read(text + table)
    for name in ("信创", "信创产业", "信息技术应用创新"):
        assert report.screen(yb.f.theme(name)).index.tolist() == ["600570.SH"]
