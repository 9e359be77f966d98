"""Scorecards of houses and analysts: worked by hand, and every row accounted for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from hypothesis import strategies as st
from rated_notes import DAYS, FLAT, SCALE, corpus, note, prices
from sold import actuals, sold

# --- ratings


def test_a_rating_is_held_against_its_own_scale_and_horizon() -> None:
    """15 % after six months keep a promise of 10 % and not one of 20 %; after twelve months it is 25 %."""
    px = prices({"2024-06-03": 115.0, "2024-12-02": 125.0})
    for months, bound, hit, excess in ((6, 10, 1.0, 0.15), (6, 20, 0.0, 0.15), (12, 20, 1.0, 0.25)):
        card = corpus(note("青石证券", "2024年3月1日", "买入", months, bound)).scorecard(
            prices=px, benchmark=FLAT, min_count=1
        )
        row = card.ratings.loc["青石证券"]
        assert row[["n", "hit_rate", "right_side"]].tolist() == [1, hit, 1.0]
        assert row["excess"] == pytest.approx(excess)
        assert row[["assumed", "horizon_assumed"]].tolist() == [0, 0]
        mine = card.ledger.iloc[0]
        assert mine["entry"] == pd.Timestamp("2024-03-04")
        assert mine["end"] == DAYS[pd.Timestamp("2024-03-04") + pd.DateOffset(months=months) >= DAYS][-1]


def test_the_usual_scale_is_marked_and_a_horizon_can_be_given() -> None:
    made = corpus(note("青石证券", "2024年3月1日", "买入"))
    px = prices({"2024-06-03": 116.0})
    card = made.scorecard(prices=px, benchmark=FLAT, min_count=1)
    assert card.ratings[["hit_rate", "assumed", "horizon_assumed"]].to_numpy().tolist() == [[1, 1, 1]]
    short = made.scorecard(prices=px, benchmark=FLAT, min_count=1, horizon=1)
    assert short.ratings[["hit_rate", "horizon_assumed", "excess"]].to_numpy().tolist() == [[0, 0, 0]]


def test_the_benchmark_is_taken_off_and_goes_by_its_printed_name() -> None:
    made = corpus(note("青石证券", "2024年3月1日", "增持", 6, 15))
    rising = FLAT.where(DAYS < "2024-06-03", 110.0)
    px = prices({"2024-06-03": 120.0})
    for benchmark in (rising, {"沪深300": rising, "": FLAT}):
        card = made.scorecard(prices=px, benchmark=benchmark, min_count=1)
        assert card.ratings["excess"].tolist() == pytest.approx([0.1])
        assert card.ratings["hit_rate"].tolist() == [1]
    none = made.scorecard(prices=px, benchmark={"恒生": rising}, min_count=1)
    assert none.ledger["reason"].tolist() == ["no_benchmark"]
    assert len(none.ratings) == 0


def test_a_report_that_names_an_index_for_each_market() -> None:
    scale = SCALE.format(6, 10).replace("相对沪深300指数", "相对同期基准指数")
    scale += "\n\nA股市场以沪深300指数为基准；香港市场以恒生指数为基准；"
    scale += "美国市场以标普500指数或纳斯达克指数为基准。\n"
    text = note("青石证券", "2024年3月1日", "买入") + scale
    rising = FLAT.where(DAYS < "2024-06-03", 110.0)
    made = corpus(text, text.replace("恒生电子（600570.SH）", "腾讯控股（0700.HK）"))
    assert made.rating_scale["benchmark"].unique().tolist() == ["by_market"]
    frame = pd.DataFrame({"date": DAYS, "close": 100.0})
    both = pd.concat([frame.assign(ticker=ticker) for ticker in ("600570.SH", "0700.HK")])
    px = yb.Prices.from_frame(both, adjusted="forward", volume_unit="share")
    levels = {"恒生": rising, "沪深300": FLAT}
    card = made.scorecard(prices=px, benchmark=levels, min_count=1).ledger.set_index("ticker")
    assert card["printed_benchmark"].to_dict() == {"600570.SH": "沪深300指数", "0700.HK": "恒生指数"}
    assert card["excess"].round(6).to_dict() == {"600570.SH": 0.0, "0700.HK": -0.1}


def test_only_what_is_over_counts_and_later_prices_change_nothing() -> None:
    made = corpus(note("青石证券", "2024年3月1日", "买入", 6), note("青石证券", "2024年8月1日", "买入", 12))
    upto = DAYS[DAYS <= "2024-12-31"]
    early = made.scorecard(prices=prices({"2024-06-03": 130.0}, upto), benchmark=FLAT, min_count=1).ledger
    late = made.scorecard(
        prices=prices({"2024-06-03": 130.0, "2025-01-02": 50.0}), benchmark=FLAT, min_count=1
    ).ledger
    assert early["reason"].tolist() == [None, "open"]
    assert late["reason"].tolist() == [None, None]
    same = ["excess", "hit", "entry", "end"]
    pd.testing.assert_series_equal(early.iloc[0][same], late.iloc[0][same])
    short = made.scorecard(prices=prices({}), benchmark=FLAT[:100], min_count=1)
    assert short.ledger["reason"].tolist() == ["open", "open"]


def test_a_stock_that_does_not_trade_is_bought_later_or_not_at_all() -> None:
    made = corpus(note("青石证券", "2024年3月1日", "买入", 6))
    base = pd.DataFrame({"date": DAYS, "ticker": "600570.SH", "close": 100.0, "volume": 1.0})
    cases = {("2024-03-01", "2024-03-10"): None, ("2024-03-01", "2024-05-10"): "suspended"}
    for (first, last), reason in cases.items():
        frame = base.assign(volume=np.where((first < DAYS) & (last > DAYS), 0.0, 1.0))
        px = yb.Prices.from_frame(frame, adjusted="forward", volume_unit="share")
        assert made.scorecard(prices=px, benchmark=FLAT).ledger["reason"].tolist() == [reason]
    other = pd.DataFrame({"date": DAYS, "ticker": "000858.SZ", "close": 1.0, "volume": 1.0})
    new = pd.concat([base[base["date"] > "2024-07-01"], other])
    px = yb.Prices.from_frame(new, adjusted="forward", volume_unit="share")
    assert made.scorecard(prices=px, benchmark=FLAT).ledger["reason"].tolist() == ["not_listed"]
    gone = pd.concat([base[base["date"] < "2024-07-01"], other])
    px = yb.Prices.from_frame(gone, adjusted="forward", volume_unit="share")
    assert made.scorecard(prices=px, benchmark=FLAT).ledger["reason"].tolist() == ["prices_end"]


def test_analysts_who_sign_each_get_the_report() -> None:
    signed = "分析师：张三\n\n执业证书编号：S0123456789012\n\n研究助理：李四\n\n"
    made = corpus(
        note("青石证券", "2024年3月1日", "买入", 6, signed=signed),
        note("栖霞证券", "2024年3月1日", "买入", 6),
    )
    assert made.analysts["name"].tolist() == ["张三", "李四"]
    card = made.scorecard(prices=prices({}), benchmark=FLAT, by="analyst", min_count=1)
    assert card.ratings.index.tolist() == ["张三 S0123456789012"]
    assert set(card.ledger["reason"]) == {None, "no_analyst"}
    assert card.ledger["what"].isna().tolist() == card.ledger["reason"].isna().tolist()


# --- forecasts


def test_forecasts_are_held_against_the_first_actual_and_the_others() -> None:
    rows = [
        ("600570.SH", "青石证券", "2024-03-01", 2024, 1.1),
        ("600570.SH", "栖霞证券", "2024-04-01", 2024, 1.4),
    ]
    rows += [
        ("600570.SH", "沧浪证券", "2024-11-01", 2024, 0.9),
        ("600570.SH", "青石证券", "2025-01-06", 2024, 1.0),
    ]
    told = actuals(("600570.SH", 2024, 1.0, "2025-03-20"), ("600570.SH", 2024, 5.0, "2025-06-20"))
    card = sold(rows).scorecard(actuals=told, min_count=1)
    made = card.ledger.set_index(["broker", "horizon"])
    assert made["error"].to_dict() == pytest.approx(
        {
            ("青石证券", "6-12"): 0.1,
            ("栖霞证券", "6-12"): 0.4,
            ("沧浪证券", "0-6"): -0.1,
            ("青石证券", "after_end"): 0.0,
        }
    )
    assert made["others"].tolist() == [0, 1, 0, 1]  # in November the two of the spring are too old
    assert made["consensus"].tolist()[1::2] == pytest.approx([1.1, 0.9])
    assert made["closer"].tolist()[1::2] == [0, 1]
    table = card.forecasts.loc[("青石证券", "eps")]
    assert table.index.tolist() == ["6-12", "after_end", "all"] or set(table.index) == {
        "after_end",
        "6-12",
        "all",
    }
    whole = table.loc["all"]
    assert whole[["n", "company_years", "n_consensus", "closer"]].tolist() == [2, 1, 1, 1]
    assert whole[["bias", "median", "abs_mean"]].tolist() == pytest.approx([0.05] * 3)
    assert np.isnan(whole["bias_error"])  # of one company and year there is no spread


def test_every_forecast_counts_or_has_a_reason() -> None:
    rows = [("600570.SH", "青石证券", "2024-03-01", year, 1.0) for year in (2023, 2024, 2030)]
    rows += [
        ("000858.SZ", "青石证券", "2024-03-01", 2023, 1.0),
        ("000858.SZ", "青石证券", "2025-05-06", 2024, 1.0),
    ]
    told = actuals(
        ("600570.SH", 2024, 0.0, "2025-03-20"),
        ("600570.SH", 2023, 1.1, "2024-03-29"),
        ("000858.SZ", 2024, 2.0, "2025-04-20"),
    )
    card = sold(rows).scorecard(actuals=told, min_count=1)
    assert dict(zip(zip(card.ledger["ticker"], card.ledger["fiscal_year"]), card.ledger["reason"])) == {  # noqa: B905
        ("600570.SH", 2023): None,
        ("600570.SH", 2024): "zero_actual",
        ("600570.SH", 2030): "open",
        ("000858.SZ", 2023): "no_actual",
        ("000858.SZ", 2024): "late",
    }
    assert len(card.ledger) == len(rows)
    assert "1 of 5 forecasts" in repr(card)


def test_few_are_counted_and_no_more() -> None:
    rows = [("600570.SH", "青石证券", f"2024-0{m}-01", 2024, 1.0 + m / 10) for m in range(3, 7)]
    told = actuals(("600570.SH", 2024, 1.0, "2025-03-20"))
    few, enough = (sold(rows).scorecard(actuals=told, min_count=k).forecasts for k in (5, 4))
    assert few.loc[("青石证券", "eps", "all"), "n"] == 4
    assert np.isnan(few.loc[("青石证券", "eps", "all"), "bias"])
    assert enough.loc[("青石证券", "eps", "all"), "bias"] == pytest.approx(0.45)


Known = tuple[str, str, pd.Timestamp, int, float]


def slow(rows: list[Known], told: dict[tuple[str, int], float]) -> list[tuple[float, float | None]]:
    """Error and error of the others' mean, by looking through all rows for each."""
    out = []
    for ticker, house, day, year, value in rows:
        newest: dict[str, tuple[pd.Timestamp, float]] = {}
        for t, h, at, y, v in rows:
            if (t, y) == (ticker, year) and h != house and at <= day:
                newest[h] = (at, v)  # rows come in the order in which they were known
        live = [v for at, v in newest.values() if (day - at).days <= 180]
        actual = told[(ticker, year)]
        others = None if not live else (sum(live) / len(live) - actual) / abs(actual)
        out.append(((value - actual) / abs(actual), others))
    return out


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_it_is_what_a_slow_one_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tuesdays = pd.date_range("2024-01-02", "2024-12-24", freq="W-TUE")
    days = sorted(rng.choice(len(tuesdays), 24, replace=False))
    houses, tickers = ["青石证券", "栖霞证券", "沧浪证券"], ["600570.SH", "000858.SZ"]
    rows = [
        (str(rng.choice(tickers)), str(rng.choice(houses)), f"{tuesdays[d]:%Y-%m-%d}", 2024, 1 + i * 0.1)
        for i, d in enumerate(days)
    ]
    told = {("600570.SH", 2024): -0.7, ("000858.SZ", 2024): 2.0}
    frame = actuals(*((t, y, v, "2025-03-20") for (t, y), v in told.items()))
    ledger = sold(rows).scorecard(actuals=frame, min_count=1).ledger
    assert ledger["reason"].isna().all()
    known = ledger[["ticker", "broker", "known_at", "fiscal_year", "value"]].itertuples(
        index=False, name=None
    )
    for (error, others), row in zip(slow(list(known), told), ledger.itertuples(), strict=True):
        assert row.error == pytest.approx(error, abs=1e-12)
        assert (others is None and row.others == 0) or row.consensus_error == pytest.approx(others, abs=1e-12)


def test_a_good_house_is_told_from_a_bad_one() -> None:
    rng = np.random.default_rng(1)
    rows, told = [], []
    for k in range(40):
        ticker = f"{600001 + k}.SH"
        told.append((ticker, 2024, 1.0, "2025-03-20"))
        rows.append((ticker, "青石证券", "2024-05-07", 2024, 1 + rng.normal(0, 0.05)))
        rows.append((ticker, "栖霞证券", "2024-05-08", 2024, 1.2 + rng.normal(0, 0.2)))
    table = (
        sold(rows).scorecard(actuals=actuals(*told)).forecasts.xs("all", level="horizon").droplevel("metric")
    )
    bias = table["bias"] / table["bias_error"]
    assert abs(bias["青石证券"]) < 3
    assert bias["栖霞证券"] > 4
    assert table.loc["青石证券", "abs_mean"] < table.loc["栖霞证券", "abs_mean"]
    assert table.loc["栖霞证券", "against_consensus"] > 0


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"by": "sector"}, yb.errors.UnknownNameError),
        ({"horizon": 0}, yb.errors.InvalidValueError),
        ({"benchmark_total": "no"}, yb.errors.InvalidValueError),
        ({"min_count": True}, yb.errors.InvalidValueError),
        ({"benchmark": None}, yb.errors.InvalidValueError),
        ({"prices": None}, yb.errors.InvalidValueError),
    ],
)
def test_wrong_questions_are_refused(wrong: dict[str, Any], error: type[Exception]) -> None:
    made = corpus(note("青石证券", "2024年3月1日", "买入", 6))
    with pytest.raises(error):
        made.scorecard(**{"prices": prices({}), "benchmark": FLAT, **wrong})


def test_a_price_index_and_what_is_left_out_are_findings() -> None:
    made = corpus(note("青石证券", "2024年3月1日", "买入", 6), note("青石证券", "2025年11月3日", "增持", 6))
    for total, said in ((None, 1), (False, 1), (True, 0)):
        card = made.scorecard(prices=prices({}), benchmark=FLAT, benchmark_total=total)
        found = card.findings.set_index("code")
        assert found.columns.tolist() == ["severity", "subject", "count", "what"]
        assert found.index.tolist() == ["price_index"] * said + ["not_scored"]
        assert found.loc["not_scored", ["subject", "count"]].tolist() == ["rating: open", 1]
        assert "horizon ends after" in found.loc["not_scored", "what"]
    raw = pd.DataFrame({"date": DAYS, "ticker": "600570.SH", "close": 100.0})
    px = yb.Prices.from_frame(raw, adjusted="raw", volume_unit="share")  # no dividends on either side
    bare = made.scorecard(prices=px, benchmark=FLAT).findings["code"].tolist()
    assert bare == ["prices_without_factor", "not_scored"]


def test_another_exchange_among_the_prices_does_not_lengthen_them() -> None:
    """Where the stock's exchange ends before the horizon does, the rating is open, whoever trades on."""
    made = corpus(note("青石证券", "2024年3月1日", "买入", 6))
    own = pd.DataFrame({"date": DAYS[DAYS <= "2024-08-30"], "ticker": "600570.SH", "close": 100.0})
    other = pd.DataFrame({"date": DAYS, "ticker": "0700.HK", "close": 100.0})
    for frame in (own, pd.concat([own, other])):
        px = yb.Prices.from_frame(frame, adjusted="forward", volume_unit="share")
        assert made.scorecard(prices=px, benchmark=FLAT).ledger["reason"].tolist() == ["open"]


def test_an_empty_corpus_has_an_empty_card() -> None:
    card = corpus().scorecard(prices=prices({}), actuals=actuals(), benchmark=FLAT)
    assert len(card.ratings) == len(card.forecasts) == len(card.ledger) == 0
    assert "nothing" in repr(card)
