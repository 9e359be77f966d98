"""What makes prices comparable over time, stock by stock; and what is told where it cannot be known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yanbao as yb

DAYS = ["2024-05-28", "2024-05-29", "2024-05-30", "2024-05-31"]
NONE = np.nan


def rows(ticker: str, **columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"date": DAYS, "ticker": ticker, **columns})


def prices(*frames: pd.DataFrame, adjusted: str = "raw") -> yb.Prices:
    return yb.Prices.from_frame(pd.concat(frames), adjusted=adjusted, volume_unit="share")


def told(px: yb.Prices) -> list[tuple[str, str | None]]:
    return list(px.findings[["code", "ticker"]].itertuples(index=False, name=None))


SPLIT = rows("300750.SZ", close=[10, 10, 5.6, 5.6], preclose=[10, 10, 5.5, 5.6])
FACTOR = rows("AAPL.US", close=[20.0, 20, 10, 10], factor=[1.0, 1, 2, 2])
BARE = rows("600000.SH", close=[7.0, 7, 7, 7])


def test_a_factor_of_some_leaves_the_reference_prices_of_others() -> None:
    px = prices(SPLIT, FACTOR)
    assert px["factor"]["300750.SZ"].tolist() == pytest.approx([1, 1, 10 / 5.5, 10 / 5.5])
    assert px["factor"]["AAPL.US"].tolist() == [1, 1, 2, 2]
    assert told(px) == []
    assert px.knows_factor
    assert px.without_factor.empty


def test_splits_of_a_stock_without_more() -> None:
    split = rows("MSFT.US", close=[20.0, 20, 10, 10], split=[0.0, 0, 2, 0])
    px = prices(SPLIT, FACTOR, split)
    assert px["factor"]["MSFT.US"].tolist() == [1, 1, 2, 2]
    assert told(px) == [("no_factor_of", "MSFT.US")]
    assert px.without_factor.tolist() == ["MSFT.US"]
    assert px.without_splits.tolist() == ["300750.SZ", "AAPL.US"]


@pytest.mark.parametrize("other", [SPLIT, FACTOR, rows("MSFT.US", close=[1.0] * 4, split=[0.0, 0, 1, 0])])
def test_who_has_nothing_is_named(other: pd.DataFrame) -> None:
    px = prices(other, BARE)
    assert px["factor"]["600000.SH"].tolist() == [1, 1, 1, 1]
    assert told(px) == [("no_factor_of", "600000.SH")]
    assert prices(BARE).findings.empty  # nobody knows: the backtest says it of all
    adjusted = prices(other, BARE, adjusted="forward")
    assert adjusted.findings.empty
    assert adjusted.without_factor.empty


def test_columns_without_a_number_tell_nothing() -> None:
    px = prices(BARE.assign(preclose=NONE, factor=NONE))
    assert not px.knows_factor
    assert px["factor"]["600000.SH"].tolist() == [1, 1, 1, 1]


def test_splits_that_stand_alone_on_their_days_are_of_their_exchange() -> None:
    """A column that is empty on other days is so of stocks that had none, but for those of another source."""
    some = rows("MSFT.US", close=[20.0, 20, 10, 10], split=[NONE, NONE, 2, NONE])
    assert prices(some, BARE.assign(ticker="AAPL.US")).without_splits.empty
    assert prices(some, BARE).without_splits.tolist() == ["600000.SH"]
    assert prices(some.fillna(1.0), BARE).without_splits.tolist() == ["600000.SH"]


@pytest.mark.parametrize(
    ("factor", "preclose", "want", "code"),
    [
        ([3, NONE, 3, 3], None, [3, 3, 3, 3], "factor_filled"),
        ([NONE, 1, 2, 2], [10, 10, 5, 5], [1, 1, 2, 2], "factor_filled"),
        ([1, NONE, 2, 2], [10, 10, 5, 5], [1, 1, 2, 2], "factor_filled"),
        ([1, 1, NONE, NONE], [10, 10, 5, 5], [1, 1, 2, 2], "factor_filled"),
        ([1, NONE, NONE, 2], [10, 10, 5, 5], [1, 1, 2, 2], "factor_filled"),
        ([NONE, 1, 2, 2], None, None, "factor_missing"),
        ([1, NONE, 2, 2], None, None, "factor_missing"),
        ([1, 1, 2, NONE], None, None, "factor_missing"),
        ([1, NONE, 3, 3], [10, 10, 5, 5], None, "factor_missing"),  # they do not agree
        ([1, 1, NONE, NONE], [10, 10, NONE, 5], None, "factor_missing"),
    ],
)
def test_a_factor_that_is_missing_on_some_days(
    factor: list[float], preclose: list[float] | None, want: list[float] | None, code: str
) -> None:
    df = rows("600570.SH", open=[10.0, 10, 5, 5], close=[10.0, 10, 5, 5], factor=factor)
    px = prices(df if preclose is None else df.assign(preclose=preclose))
    assert told(px) == [(code, "600570.SH")]
    lost = np.isnan(factor)
    found = px.findings.iloc[0]
    assert found["date"] == pd.Timestamp(DAYS[int(lost.argmax())])
    assert f" {lost.sum()} days" in found["what"]
    if want is not None:
        assert px["factor"]["600570.SH"].tolist() == pytest.approx(want)
        assert px["close"]["600570.SH"].notna().all()
        return
    for field in ("open", "close"):
        assert px[field]["600570.SH"].isna().tolist() == lost.tolist()
    kept = ~lost
    assert px["factor"]["600570.SH"][kept].tolist() == np.array(factor)[kept].tolist()


def test_a_factor_goes_on_over_days_without_a_price() -> None:
    """Or a split on the day after another exchange's session is none."""
    us = FACTOR.drop(index=1)
    assert prices(us, SPLIT)["factor"]["AAPL.US"].tolist() == [1, 1, 2, 2]
    assert told(prices(us, SPLIT)) == []


def test_a_step_on_a_day_without_trade_counts_once() -> None:
    df = rows("600000.SH", close=[10.0, 5, 5.2, 5.3], preclose=[10, 5, 5, 5.2], volume=[1.0, 0, 1, 1])
    assert prices(df)["factor"]["600000.SH"].tolist() == [1, 2, 2, 2]
    left_out = df.assign(preclose=[10, NONE, 5, 5.2])
    assert prices(left_out)["factor"]["600000.SH"].tolist() == [1, 1, 2, 2]


def test_a_return_after_a_close_that_was_taken_out_is_no_step() -> None:
    df = rows("600000.SH", close=[10.0, -1, 11, 11], preclose=[10, 10, 10.5, 11])
    px = prices(df)
    assert px["factor"]["600000.SH"].tolist() == [1, 1, 1, 1]
    assert told(px) == [("not_positive", "600000.SH"), ("preclose_missing", "600000.SH")]


def test_a_missing_reference_price_is_told() -> None:
    px = prices(SPLIT.assign(preclose=[NONE, 10, NONE, 5.6]))
    assert told(px) == [("preclose_missing", "300750.SZ")]
    assert px.findings["date"].tolist() == [pd.Timestamp("2024-05-30")]


@pytest.mark.parametrize(
    ("column", "instead"),
    [
        ("dividend", "preclose"),
        ("Dividends", "preclose"),
        ("分红", "preclose"),
        ("Stock Splits", "'split'"),
        ("adj_factor", "'factor'"),
        ("Adj Close", "'close'"),
        ("pre_close", "'preclose'"),
    ],
)
def test_columns_that_were_meant_to_count(column: str, instead: str) -> None:
    px = prices(BARE.assign(**{column: 1.0}))
    assert told(px) == [("column_ignored", None)]
    what = px.findings["what"].iloc[0]
    assert column in what
    assert instead in what
    assert len(prices(BARE.assign(**{column: 1.0}), adjusted="forward").findings) == (column == "Adj Close")


def test_columns_that_are_used_or_no_matter() -> None:
    df = BARE.assign(pre_close=7.0, turnover=1.0, note="x")
    df[3] = 1
    names = {"preclose": "pre_close"}
    px = yb.Prices.from_frame(df, adjusted="raw", volume_unit="share", columns=names)
    assert px.findings.empty


def test_splits_that_the_close_does_not_show() -> None:
    """As Yahoo's close has them already."""
    df = rows("AAPL.US", close=[100.0, 101, 102, 51], split=[0.0, 4, 0, 2])
    px = prices(df)
    assert told(px) == [("split_not_in_price", "AAPL.US")]
    assert px.findings["date"].tolist() == [pd.Timestamp("2024-05-29")]


def test_volume_in_another_unit() -> None:
    df = rows("600000.SH", close=[7.0] * 4, volume=[1e4] * 4, amount=[7e6] * 4)
    other = rows("AAPL.US", close=[7.0] * 4, volume=[1e6] * 4, amount=[7e6] * 4)
    for frames in ([df], [df, other], [df, other, other.assign(ticker="MSFT.US")]):
        px = prices(*frames)
        assert told(px) == [("volume_unit", None)]
        assert "100 times the close of 600000.SH" in px.findings["what"].iloc[0]
    assert prices(other).findings.empty
    assert yb.Prices.from_frame(df, adjusted="raw", volume_unit="lot").findings.empty


def test_no_rows() -> None:
    with pytest.raises(yb.errors.InvalidValueError, match="no rows"):
        prices(BARE.iloc[:0])
