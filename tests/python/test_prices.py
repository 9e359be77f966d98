"""Prices: what must be said of them, what is taken out, and what a panel knows before a session."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings

DAYS = ["2024-05-28", "2024-05-29", "2024-05-30", "2024-05-31"]


def frame(**columns: list[float]) -> pd.DataFrame:
    days = DAYS[: len(next(iter(columns.values())))]
    return pd.DataFrame({"date": days, "ticker": "600570.SH", **columns})


def prices(df: pd.DataFrame, adjusted: str = "raw", volume_unit: str = "share", **rest: object) -> yb.Prices:
    return yb.Prices.from_frame(df, adjusted=adjusted, volume_unit=volume_unit, **rest)  # type: ignore[arg-type]


def test_both_must_be_said() -> None:
    with pytest.raises(TypeError):
        yb.Prices.from_frame(frame(close=[1.0]))  # type: ignore[call-arg]
    for adjusted, unit in (("qfq", "share"), ("raw", "hand")):
        with pytest.raises(yb.errors.UnknownNameError):
            prices(frame(close=[1.0]), adjusted, unit)


def test_any_habit_of_tickers_and_days() -> None:
    df = pd.DataFrame({"trade_date": [20240529, 20240528], "code": ["SH600570", "sh.600570"], "c": [2, 1]})
    px = prices(df, columns={"date": "trade_date", "ticker": "code", "close": "c"})
    assert px["close"]["600570.SH"].to_dict() == {
        pd.Timestamp("2024-05-28"): 1.0,
        pd.Timestamp("2024-05-29"): 2.0,
    }


def test_lots() -> None:
    px = prices(frame(close=[1.0], volume=[3.0]), volume_unit="lot")
    assert px["volume"].iloc[0, 0] == 300
    with pytest.raises(yb.errors.InvalidValueError, match=r"0700\.HK"):
        prices(frame(close=[1.0], volume=[3.0]).assign(ticker="00700.HK"), volume_unit="lot")


@pytest.mark.parametrize(
    ("df", "says"),
    [
        (frame(open=[1.0]), "no close"),
        (frame(close=[1.0, 2.0]).assign(date="2024-05-28"), "600570.SH on 2024-05-28"),
        (frame(close=[1.0]).assign(ticker="nonsense?"), "ticker"),
        (frame(close=[1.0]).assign(ticker=None), "no ticker"),
        (frame(close=[1.0]).assign(date="soon"), "date"),
        (frame(close=[1.0]).assign(date=None), "no date"),
        (frame(close=[1.0]).assign(date="2024-05-28 09:30"), "without an hour"),
        (frame(close=[1.0]).assign(close="dear"), "numbers"),
    ],
)
def test_what_is_no_frame_of_prices(df: pd.DataFrame, says: str) -> None:
    with pytest.raises(yb.errors.InvalidValueError, match=says):
        prices(df)


def test_cells_that_cannot_be() -> None:
    df = frame(
        open=[1.0, 9.0, 1.0, 1.0],
        high=[1.1, 1.1, 0.9, 1.1],
        low=[0.9, 0.9, 1.1, 0.9],
        close=[-1.0, 1.0, 1.0, np.inf],
        volume=[1.0, 1.0, 1.0, 1.0],
    )
    px = prices(df)
    found = px.findings.set_index("date")["code"].groupby(level=0).agg(sorted)
    assert found.tolist() == [
        ["not_positive", "outside"],
        ["outside"],
        ["crossed"] * 2,
        ["not_finite", "outside"],
    ]
    assert px["close"]["600570.SH"].notna().tolist() == [False, True, True, False]


def test_suspended_rows_may_hold_anything() -> None:
    px = prices(frame(close=[1.0, 0.0, 1.0], volume=[5.0, 0.0, 5.0]))
    assert not len(px.findings)
    assert px["suspended"]["600570.SH"].tolist() == [0, 1, 0]
    assert np.isnan(px["close"].iloc[1, 0])


def test_factor_from_the_reference_price() -> None:
    """Ten shares for one, and a fen of dividend: what was held is worth what it was."""
    px = prices(frame(close=[20.0, 22.0, 2.2, 2.1], preclose=[19.0, 20.0, 2.2, 2.19]))
    assert px["factor"]["600570.SH"].tolist() == pytest.approx([1, 1, 10, 10 * 2.2 / 2.19])


def panel_of(px: yb.Prices, **rest: object) -> yb.Panel:
    sold = pd.DataFrame(
        {"ts_code": ["600570.SH"] * 2, "org_name": "青石证券", "report_date": "20240526"}
        | {"quarter": ["2024Q4", "2025Q4"], "eps": [1.0, 1.5]}
    )
    corpus = yb.Corpus.from_tushare(sold)
    return corpus.panel(prices=px, start="2024-05-27", end="2024-06-03", **rest)


def test_the_price_before_the_session() -> None:
    """Close of the session before, less what the reference price of the session takes off."""
    px = prices(frame(close=[20.0, 22.0, 21.0, 2.0], preclose=[19.0, 20.0, 21.5, 2.1]))
    known = panel_of(px).price()["600570.SH"]
    assert known.tolist() == pytest.approx([np.nan, np.nan, 20.0, 21.5, 2.1, 2.0], nan_ok=True)


def test_nothing_is_compared_across_a_split() -> None:
    """The factor says that shares changed, not in which ratio: the estimate is of shares that are no more."""
    px = prices(frame(close=[20.0, 22.0, 21.0, 2.0], preclose=[19.0, 20.0, 21.5, 2.1]))
    panel = panel_of(px)
    assert panel.pe("fy1")["600570.SH"].tolist() == pytest.approx(
        [np.nan] * 2 + [20, 21.5] + [np.nan] * 2, nan_ok=True
    )
    reasons = panel.reasons(yb.f.pe("fy1"))["600570.SH"].tolist()
    assert reasons[0] == "no_price"
    assert reasons[-2:] == ["share_base"] * 2
    assert panel.reasons(yb.f.eps_growth("fy2"))["600570.SH"].tolist()[-1] == "share_base"


def test_a_split_whose_ratio_is_known() -> None:
    df = frame(close=[20.0, 22.0, 21.0, 2.0], preclose=[19.0, 20.0, 21.5, 2.1], split=[0, 0, 0, 10])
    panel = panel_of(prices(df))
    assert panel.consensus("eps", "fy1")["mean"].tolist() == pytest.approx([1.0] * 4 + [0.1] * 2)
    assert panel.consensus("eps", "fy1").by_broker["value"].tolist() == pytest.approx([1.0] * 4 + [0.1] * 2)
    assert panel.pe("fy1")["600570.SH"].tolist()[2:] == pytest.approx([20, 21.5, 21, 20])


def test_adjusted_prices_are_no_prices_of_the_day() -> None:
    panel = panel_of(prices(frame(close=[20.0, 22.0]), adjusted="forward"))
    with pytest.raises(yb.errors.InvalidValueError, match="adjusted"):
        panel.pe("fy1")
    assert panel.eps_growth("fy2").iloc[-1, 0] == pytest.approx(0.5)
    with pytest.raises(yb.errors.UnknownNameError, match="needs prices"):
        yb.Corpus.from_tushare(
            pd.DataFrame(
                {"ts_code": ["600570.SH"], "org_name": "a", "report_date": "20240526"}
                | {"quarter": "2024Q4", "eps": 1.0}
            )
        ).panel().pe()


def test_a_price_grows_old() -> None:
    """A stock without a row for a month has no price; one whose rows say that it is suspended keeps it."""
    days = pd.bdate_range("2024-03-01", "2024-05-31")
    other = pd.DataFrame({"date": days, "ticker": "000001.SZ", "close": 10.0, "volume": 1.0})
    first = pd.DataFrame({"date": days[:1], "ticker": "600570.SH", "close": [20.0], "volume": 1.0})
    idle = pd.DataFrame({"date": days[1:], "ticker": "600570.SH", "close": np.nan, "volume": 0.0})
    for rows, priced in (([other, first], False), ([other, first, idle], True)):
        known = panel_of(prices(pd.concat(rows))).price()["600570.SH"]
        assert known.notna().any() == priced


CLOSES = st.lists(st.floats(0.5, 50), min_size=6, max_size=6)


@settings(max_examples=10)
@given(CLOSES, CLOSES, st.integers(1, 5))
def test_nothing_after_a_day_changes_its_price(closes: list[float], other: list[float], n: int) -> None:
    days = pd.bdate_range("2024-05-27", periods=6)
    pre = [1.0, *closes[:-1]]
    pre[3] = closes[2] / 2

    def known(values: list[float]) -> pd.DataFrame:
        df = pd.DataFrame({"date": days[: len(values)], "ticker": "600570.SH", "close": values})
        return panel_of(prices(df.assign(preclose=pre[: len(values)]))).price()

    whole, cut, changed = known(closes), known(closes[:n]), known([*closes[:n], *other[n:]])
    upto = days[n - 1]
    pd.testing.assert_frame_equal(whole.loc[:upto], cut.loc[:upto])
    pd.testing.assert_frame_equal(whole.loc[:upto], changed.loc[:upto])


def test_splits_without_a_reference_price() -> None:
    """PE is what it was on the ex-day: the price that was known and EPS are per share of one kind."""
    df = frame(close=[20.0, 20.0, 10.0, 10.0], split=[0, 0, 2, 0])
    assert panel_of(prices(df)).pe("fy1")["600570.SH"].tolist()[2:] == pytest.approx([20.0] * 4)


def test_days_that_the_table_lacks() -> None:
    """The reference price of a Thursday after a Monday tells what was traded between, and no split."""
    df = frame(close=[10.0, 11.6], preclose=[9.9, 11.5]).assign(date=["2024-05-27", "2024-05-30"])
    assert prices(df)["factor"]["600570.SH"].tolist() == [1.0, 1.0]


def test_the_same_figure_after_a_split_is_another() -> None:
    rows = pd.DataFrame(
        {"ts_code": ["600570.SH"] * 2, "org_name": "青石证券", "report_date": ["20240526", "20240530"]}
        | {"quarter": "2024Q4", "eps": 1.0}
    )
    px = prices(frame(close=[20.0, 20.0, 10.0, 10.0], split=[0, 0, 2, 0]))
    panel = yb.Corpus.from_tushare(rows).panel(prices=px, end="2024-06-03")
    assert panel.consensus("eps", "fy1")["mean"].tolist() == pytest.approx([1.0] * 3 + [0.5] + [1.0] * 2)


def test_splits_of_some_stocks_leave_the_steps_of_others() -> None:
    """A column of splits that a stock has not says nothing of it: its reference price does."""
    mine = frame(close=[20.0, 22.0, 21.0, 2.0], preclose=[19.0, 20.0, 21.5, 2.1])
    other = frame(close=[1.0] * 4, split=[0.0, 0, 1, 0]).assign(ticker="000001.SZ")
    panel = panel_of(prices(pd.concat([mine, other])))
    assert panel.reasons(yb.f.pe("fy1"))["600570.SH"].tolist()[-2:] == ["share_base"] * 2
    bare = panel_of(prices(pd.concat([mine.drop(columns="preclose"), other])))
    assert bare.findings.set_index("code").loc["splits_unseen", "count"] == 1


def test_the_price_of_a_stock_that_splits_while_it_does_not_trade() -> None:
    df = frame(close=[20.0, 2.0, 2.0, 2.1], preclose=[19.0, 2.0, 2.0, 2.0], volume=[1.0, 0, 0, 1])
    known = panel_of(prices(df)).price()["600570.SH"]
    assert known.tolist() == pytest.approx([np.nan, np.nan, 2.0, 2.0, 2.0, 2.1], nan_ok=True)
