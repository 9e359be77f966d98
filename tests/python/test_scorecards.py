"""Scorecards of houses and analysts, and changes as events: worked by hand, and every row accounted for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from hypothesis import strategies as st
from sold import actuals, sold

DAYS = pd.DatetimeIndex(pd.bdate_range("2024-01-02", "2025-12-31"))
FLAT = pd.Series(100.0, index=DAYS)
SCALE = "\n\n投资评级说明\n\n买入：未来{0}个月内，相对沪深300指数涨幅{1}%以上\n\n"
SCALE += "增持：未来{0}个月内，相对沪深300指数涨幅5%～{1}%之间\n\n中性：未来{0}个月内，相对沪深300指数涨幅-5%～5%之间\n"


def note(
    house: str, day: str, label: str, months: int | None = None, bound: int = 20, signed: str = ""
) -> str:
    text = f"{house}研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n{day}\n\n投资评级：{label}\n\n{signed}"
    return text + ("" if months is None else SCALE.format(months, bound))


def corpus(*texts: str) -> yb.Corpus:
    return yb.read_many(list(texts), workers=1, progress=False)


def prices(grown: dict[str, float], days: pd.DatetimeIndex = DAYS) -> yb.Prices:
    """100 for as long as nothing happens; from each day on so much."""
    close = np.full(len(days), 100.0)
    for day, level in grown.items():
        close[days >= day] = level
    frame = pd.DataFrame({"date": days, "ticker": "600570.SH", "close": close})
    return yb.Prices.from_frame(frame, adjusted="forward", volume_unit="share")


# --- changes


def test_changes_of_ratings_are_by_comparable_scores() -> None:
    said = [("2024年3月1日", "买入"), ("2024年4月1日", "强烈推荐"), ("2024年5月6日", "增持")]
    said += [("2024年6月3日", "买入"), ("2024年7月1日", "无评级"), ("2024年8月1日", "中性")]
    made = corpus(*(note("青石证券", *each) for each in said)).rating_changes()
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


def slow(rows: list[Any], told: dict[tuple[str, int], float]) -> list[tuple[float, float | None]]:
    """Error and error of the others' mean, by looking through all rows for each."""
    out = []
    for ticker, house, day, year, value in rows:
        newest: dict[str, tuple[pd.Timestamp, float]] = {}
        for t, h, d, y, v in rows:
            at = pd.Timestamp(d)
            if (t, y) == (ticker, year) and h != house and at <= pd.Timestamp(day):
                if h not in newest or at >= newest[h][0]:
                    newest[h] = (at, v)
        live = [v for at, v in newest.values() if (pd.Timestamp(day) - at).days <= 180]
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
    for (error, others), row in zip(slow(rows, told), ledger.itertuples(), strict=True):
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
        ({"min_count": True}, yb.errors.InvalidValueError),
        ({"benchmark": None}, yb.errors.InvalidValueError),
        ({"prices": None}, yb.errors.InvalidValueError),
    ],
)
def test_wrong_questions_are_refused(wrong: dict[str, Any], error: type[Exception]) -> None:
    made = corpus(note("青石证券", "2024年3月1日", "买入", 6))
    with pytest.raises(error):
        made.scorecard(**{"prices": prices({}), "benchmark": FLAT, **wrong})


def test_an_empty_corpus_has_an_empty_card() -> None:
    card = corpus().scorecard(prices=prices({}), actuals=actuals(), benchmark=FLAT)
    assert len(card.ratings) == len(card.forecasts) == len(card.ledger) == 0
    assert "nothing" in repr(card)
