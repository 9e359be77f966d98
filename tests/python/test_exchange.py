"""From price to EPS: exchange rates and shares of an ADS, from what was known by each session."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from exchange_rows import DAYS, TICKERS, Row, exchange, fx, implied, reasons
from yanbao import errors
from yanbao._currencies import printed_by_then


def test_reports_of_seven_sessions_are_joined() -> None:
    rate = exchange(implied(2, 0.90, 0.92) + implied(4, 0.91, 0.93)).rate("HKD", "CNY")
    assert np.isnan(rate.value[:2]).all()
    assert (rate.low[2], rate.high[2]) == (0.90, 0.92)
    assert (rate.low[4], rate.high[4]) == (0.91, 0.92)
    assert (rate.low[9], rate.high[9]) == (0.91, 0.93)  # the first is out of the seven
    assert np.isnan(rate.value[11:]).all()
    assert not np.isnan(rate.value[10])


def test_a_rate_that_has_moved_is_the_newest_one() -> None:
    rate = exchange(implied(2, 0.90, 0.905) + implied(4, 0.91, 0.915)).rate("HKD", "CNY")
    assert (rate.low[4], rate.high[4]) == (0.91, 0.915)


def test_rates_of_one_session_that_do_not_meet_hold_the_rate_between_them() -> None:
    rate = exchange(implied(2, 0.90, 0.905) + implied(2, 0.91, 0.915)).rate("HKD", "CNY")
    assert (rate.low[2], rate.high[2]) == (0.905, 0.91)


def test_rates_too_far_apart_are_none() -> None:
    made = exchange(implied(2, 0.90, 0.905) + implied(4, 1.07, 1.10))
    k = made.k(["0700.HK"])
    named = ["no_currency"] * 2 + ["ok"] * 2 + ["fx_conflict"] * 5 + ["ok"] * 2 + ["no_fx"] * 19
    assert reasons(k) == named
    found = made.findings(["0700.HK"], k)
    assert found[["code", "subject", "count"]].to_numpy().tolist() == [["rate_conflict", "0700.HK", 5]]


def test_a_company_alone_witnesses_no_rate() -> None:
    k = exchange([("a", 2, "0700.HK", 0.9, 0.92, None, "fx:HKD/CNY")]).k(["0700.HK"])
    assert set(reasons(k)) == {"no_currency", "no_fx"}


def test_a_given_rate_holds_from_the_day_after_and_beats_what_reports_imply() -> None:
    given_rates = fx((f"{DAYS[4]:%Y-%m-%d}", "HKD/CNY", 0.95))
    rate = exchange(implied(3, 0.91, 0.93), fx=given_rates).rate("HKD", "CNY")
    assert rate.value[3:6] == pytest.approx([0.92, 0.92, 0.95])
    assert (rate.low[5], rate.high[5]) == (0.95, 0.95)
    back = exchange([], fx=given_rates).rate("CNY", "HKD")
    assert back.value[5] == pytest.approx(1 / 0.95)
    stale = exchange([], fx=fx(("2023-12-01", "HKD/CNY", 0.95))).rate("HKD", "CNY")
    assert np.isnan(stale.value).all()


def test_a_rate_over_a_third_currency() -> None:
    rate = exchange(implied(2, 0.90, 0.92) + implied(2, 7.1, 7.2, "USD/CNY")).rate("USD", "HKD")
    assert (rate.low[2], rate.high[2]) == (7.1 / 0.92, 7.2 / 0.90)


@pytest.mark.parametrize(
    "frame",
    [
        [1],
        pd.DataFrame({"date": ["2024-01-01"], "rate": [7.1]}),
        fx(("2024-01-01", "USD/CNY", -7.1)),
        fx(("2024-01-01", "USD/CNY", float("nan"))),
        fx(("2024-01-01", "dollars", 7.1)),
        fx(("yesterday", "USD/CNY", 7.1)),
        fx(("2024-01-01", "USD/CNY", 7.1), ("2024-01-01", "USDCNY", 7.2)),
    ],
)
def test_rates_that_are_none_are_refused(frame: Any) -> None:
    with pytest.raises(errors.InvalidValueError):
        exchange([], fx=frame)


@pytest.mark.parametrize("ads", [{"nothing": 4}, {"PDD.O": 0}, {"PDD.O": True}, {"PDD.O": "4"}, [4]])
def test_shares_that_are_none_are_refused(ads: Any) -> None:
    with pytest.raises(errors.InvalidValueError):
        exchange([], ads=ads)


def test_k_is_1_in_one_currency_and_none_where_nothing_tells() -> None:
    k = exchange([]).k(
        ["600570.SH", "0700.HK", "0700.HK", "PDD.O", "900901.SH"], None, [None, "HKD", "CNY", "CNY", None]
    )
    assert [reasons(k, i)[0] for i in range(5)] == ["ok", "ok", "no_fx", "ads_ambiguous", "no_fx"]
    assert k.value[0, :2].tolist() == [1.0, 1.0]
    assert k.lacks[2:] == [
        "0700.HK: an exchange rate HKD/CNY",
        "PDD.O: the shares that one traded share stands for",
        "900901.SH: an exchange rate USD/CNY",
    ]
    assert k.value.flags.c_contiguous


def test_exchanges_whose_currency_is_not_known() -> None:
    k = exchange([("a", 0, "2330.TW", 1.0, 1.0, None, "1")]).k(
        ["2330.TW"] * 3, [None, "TWD", "TWD"], ["TWD", "TWD", None]
    )
    assert [reasons(k, i)[0] for i in range(3)] == ["no_currency", "ok", "no_currency"]


def test_what_needs_k_is_refused_and_says_what_is_missing() -> None:
    made = exchange(implied(0, 0.91, 0.92))
    k = made.k(TICKERS[:3], None, [None, None, "CNY"])
    with pytest.raises(
        errors.MixedCurrenciesError, match=r"theme_pe .* 0700.HK: an exchange rate HKD/CNY; .*fx="
    ):
        made.require(k, "theme_pe")
    cells = np.zeros(k.value.shape, bool)
    cells[0, :2] = True
    made.require(k, "theme_pe", cells)


PDD: list[Row] = [("b", 2, "PDD.O", 1.75, 1.82, None, "1|ads:4"), *implied(2, 7.0, 7.3, "USD/CNY")]


def test_the_rows_behind_a_k() -> None:
    rows = [
        *PDD,
        *implied(3, 7.0, 7.2, "USD/CNY"),
        *implied(3, 0.91, 0.92),
        *implied(20, 7.0, 7.2, "USD/CNY"),
    ]
    why = exchange(rows).why("PDD.US", DAYS[3])
    assert why[["ticker", "says"]].to_numpy().tolist() == [
        ["PDD.O", "count"],
        *[["VIPS.N", "rate"], ["TME.N", "rate"]] * 2,
    ]
    assert exchange(rows).why("PDD.O", DAYS[15])["says"].tolist() == ["count"]
    assert exchange(rows).why("PDD.O", DAYS[1]).empty


def test_shares_of_an_ads_are_not_guessed() -> None:
    assert reasons(exchange(PDD).k(["PDD.O"]))[2] == "ads_ambiguous"
    later: Row = ("c", 3, "PDD.O", 1.75, 1.82, None, "ads:4")
    k = exchange([*PDD, later]).k(["PDD.O"])
    assert reasons(k)[2:4] == ["ads_ambiguous", "ok"]
    assert (k.low[3, 0], k.high[3, 0]) == (7.0 / 4, 7.3 / 4)  # alone it sharpens no rate
    assert reasons(exchange(PDD, ads={"PDD.US": 4}).k(["PDD.O"]))[2] == "ok"
    assert reasons(exchange(PDD, ads={"PDD.O": 4}).k(["PDD.O"]))[2] == "ok"
    assert reasons(exchange(PDD, ads={"PDD.O": 1}).k(["PDD.O"]))[2] == "ok"
    assert reasons(exchange(PDD, ads={"PDD.O": 8}).k(["PDD.O"]))[2] == "ads_contradicted"
    assert reasons(exchange(PDD).k(["PDD.O"], None, ["CNY"]))[2] == "ok"


def test_reports_that_count_in_different_ways_give_no_k() -> None:
    other: Row = ("c", 3, "PDD.O", 7.0, 7.3, "USD/CNY", "fx:USD/CNY")
    made = exchange([*PDD, other])
    assert reasons(made.k(["PDD.O"]))[3] == "k_conflict"
    only: Row = ("c", 3, "PDD.O", 7.0, 7.3, "USD/CNY", "1")
    assert reasons(exchange([only]).k(["PDD.O"], None, ["CNY"]))[3] == "k_conflict"


def test_figures_that_nothing_explains_are_no_1() -> None:
    row: Row = ("c", 3, "PDD.O", 0.14, 0.15, None, None)
    assert reasons(exchange([row]).k(["PDD.O"], None, ["USD"]))[2:4] == ["ok", "k_unexplained"]
    # in mainland China prices of another day explain it
    assert set(reasons(exchange([("c", 3, "600570.SH", 0.94, 0.95, None, None)]).k(["600570.SH"]))) == {"ok"}


def test_a_count_ends_as_estimates_do() -> None:
    rows: list[Row] = [("b", 0, "PDD.O", 1.0, 1.0, "USD/USD", "1")]
    k = exchange(rows, count_days=14).k(["PDD.O"])
    assert reasons(k) == ["ok"] * 11 + ["no_currency"] * 19


def test_reports_whose_eps_a_panel_does_not_take_do_not_say_how_it_is_counted() -> None:
    ledger = pd.DataFrame(
        {"report_id": ["b", "c"], "ticker": ["PDD.O", "PDD.O"], "metric": ["eps", "eps"]}
        | {"reason": ["qualified", None]}
    )
    rows: list[Row] = [
        ("b", 0, "PDD.O", 7.0, 7.3, "USD/CNY", "fx:USD/CNY"),
        ("c", 1, "PDD.O", 1, 1, None, "1"),
    ]
    assert reasons(exchange(rows).k(["PDD.O"]))[1] == "k_conflict"
    assert reasons(exchange(rows, ledger=ledger).k(["PDD.O"]))[:2] == ["no_currency", "ok"]


def test_a_currency_that_is_printed_later_changes_nothing_before() -> None:
    rows = pd.DataFrame(
        {
            "ticker": ["0700.HK"] * 2,
            "metric": ["eps"] * 2,
            "currency": [None, "HKD"],
            "known_at": DAYS[[1, 5]],
        }
    )
    printed = printed_by_then(rows, DAYS, pd.Index(TICKERS))
    k = exchange([]).k(TICKERS, None, printed)
    assert reasons(k)[4:6] == ["no_currency", "ok"]


def test_a_given_rate_the_other_way_round_is_found() -> None:
    made = exchange(implied(2, 0.91, 0.92), fx=fx(("2024-02-29", "HKD/CNY", 1.09)))
    found = made.findings(["0700.HK"], made.k(["0700.HK"]))
    assert found["code"].tolist() == ["rate_contradicted"]
