"""Point-in-time cases that others have published, in our own words.

zipline's tests of earnings estimates go through the orders in which two periods are estimated, revised and
announced; the next period is the first that is not announced, the previous one the last that is.  qlib's go
through a company's reported figures by the day on which each was published, restatements and a zero that was
no figure among them.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from sold import Sold, actuals, sold
from test_panel_metrics import next_session

TICKER = "600519.SH"
ONE, TWO = 2023, 2024  # the two periods
RELEASE_ONE = ["2024-01-15", "2024-01-16"]
RELEASE_TWO = ["2024-01-25", "2024-01-26"]
KNOWN = ["2024-01-04", "2024-01-11", "2024-01-15", "2024-01-18", "2024-01-24", "2024-01-29"]
ORDERS = [
    (one, two, release_one, release_two)
    for one, two in product(combinations(KNOWN[:4], 2), combinations(KNOWN, 2))
    for release_one, release_two in product(RELEASE_ONE, RELEASE_TWO)
]


def newest(estimates: list[tuple[pd.Timestamp, float]], day: pd.Timestamp) -> float:
    return max([e for e in estimates if e[0] <= day], default=(day, np.nan))[1]


def test_next_and_previous_period() -> None:
    """The estimate of each as it was known, whatever came before what: an order a company."""
    rows: list[Sold] = []
    known = []
    for i, (one, two, *releases) in enumerate(ORDERS):
        ticker = f"{600000 + i}.SH"
        rows += [(ticker, "青石证券", day, ONE, 1.0 + i) for i, day in enumerate(one)]
        rows += [(ticker, "青石证券", day, TWO, 11.0 + i) for i, day in enumerate(two)]
        known.append((ticker, ONE - 1, 0.5, "2023-06-30"))  # that is over from the start
        known += [(ticker, ONE, 1.5, releases[0]), (ticker, TWO, 11.5, releases[1])]
    panel = sold(rows).panel(actuals=actuals(*known), roll="disclosed", start="2024-01-02", end="2024-02-02")
    following = panel.eval(yb.f.eps("fy1"))
    reported = panel.eval(yb.f.eps("fy0"))
    previous = panel.consensus("eps", "fy0")["mean"]
    at = {day: next_session(day) for day in {*KNOWN, *RELEASE_ONE, *RELEASE_TWO}}
    for i, (one, two, *releases) in enumerate(ORDERS):
        ticker = f"{600000 + i}.SH"
        estimates = {ONE: [(at[day], 1.0 + n) for n, day in enumerate(one)]}
        estimates[TWO] = [(at[day], 11.0 + n) for n, day in enumerate(two)]
        for day in panel.sessions:
            last = [ONE - 1, ONE, TWO][sum(at[release] <= day for release in releases)]
            expected = [newest(estimates.get(year, []), day) for year in (last + 1, last)]
            found = [following.at[day, ticker], previous.get((day, ticker), np.nan)]
            assert found == pytest.approx(expected, nan_ok=True), (one, two, releases, day)
            assert reported.at[day, ticker] == {ONE - 1: 0.5, ONE: 1.5, TWO: 11.5}[last]


def test_an_announcement_that_is_late() -> None:
    """1 May passes and nothing is reported: by that rule the year is over, by disclosure it is not."""
    rows: list[Sold] = [(TICKER, "青石证券", "2024-04-15", year, float(year)) for year in (2023, 2024)]
    known = actuals((TICKER, 2022, 1.0, "2023-04-20"), (TICKER, 2023, 2.0, "2024-06-14"))
    corpus = sold(rows)
    by_rule = corpus.panel(actuals=known, end="2024-06-21")
    disclosed = corpus.panel(actuals=known, end="2024-06-21", roll="disclosed")
    for day, rule, told, base in (
        ("2024-04-30", 2023, 2023, 1.0),
        ("2024-05-06", 2024, 2023, np.nan),
        ("2024-06-14", 2024, 2023, np.nan),
        ("2024-06-17", 2024, 2024, 2.0),
    ):
        assert by_rule.eval(yb.f.eps("fy1"))[TICKER][day] == rule
        assert disclosed.eval(yb.f.eps("fy1"))[TICKER][day] == told
        assert by_rule.eval(yb.f.eps("fy0"))[TICKER][day] == pytest.approx(base, nan_ok=True)


def test_rows_of_one_day() -> None:
    """Of two figures of a broker on one day the later row is newer."""
    rows: list[Sold] = [(TICKER, "青石证券", "2024-03-04", 2024, value) for value in (60.0, 61.0)]
    panel = sold(rows).panel()
    assert panel.consensus("eps", 2024)[["mean", "count"]].iloc[0].tolist() == [61.0, 1]


def test_a_zero_that_was_no_figure() -> None:
    """Kweichow Moutai's ROE as it was published: a zero on 2019-07-15, mended three days later.

    It is shown as it was known, and nothing grows from it.
    """
    rows: list[Sold] = [(TICKER, "青石证券", "2019-03-04", year, 0.3) for year in (2019, 2020)]
    known = actuals((TICKER, 2018, 0.0, "2019-07-15"), (TICKER, 2018, 0.175322, "2019-07-18"), metric="roe")
    panel = sold(rows, "roe").panel(actuals=known, end="2019-07-22")
    roe = panel.eval(yb.f.roe("fy0"))[TICKER]
    assert roe[["2019-07-15", "2019-07-16", "2019-07-18", "2019-07-19"]].tolist() == pytest.approx(
        [np.nan, 0.0, 0.0, 0.175322], nan_ok=True
    )
    assert panel.reasons(yb.f["roe_growth"]("fy1"))[TICKER]["2019-07-16"] == "zero_base"


def test_a_year_that_is_restated() -> None:
    """ROE of 2007: 0.347900 published on 2008-03-03, 0.395989 on 2008-03-13."""
    rows: list[Sold] = [(TICKER, "青石证券", "2008-03-02", 2008, 0.3)]
    known = actuals(
        (TICKER, 2007, 0.347900, "2008-03-03"), (TICKER, 2007, 0.395989, "2008-03-13"), metric="roe"
    )
    panel = sold(rows, "roe").panel(actuals=known, end="2008-03-17")
    roe = panel.eval(yb.f.roe(2007))[TICKER]
    # before 1 May the year counts as one to come, and nobody has estimated it
    assert roe.isna().all()
    told = (
        sold(rows, "roe")
        .panel(actuals=known, end="2008-03-17", roll="disclosed")
        .eval(yb.f.roe("fy0"))[TICKER]
    )
    assert told[["2008-03-03", "2008-03-04", "2008-03-13", "2008-03-14"]].tolist() == pytest.approx(
        [np.nan, 0.3479, 0.3479, 0.395989], nan_ok=True
    )
