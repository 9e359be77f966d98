"""Securities and tickers as Python sees them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given
from hypothesis import strategies as st
from yanbao._securities import Security

LIST = yb.Securities.default()


def test_names_are_found_with_their_marks() -> None:
    assert [s.ticker for s in LIST.by_name("恒 生电子")] == ["600570.SH"]
    assert LIST.by_name("XD贵州茅")[0].ticker == "600519.SH"
    assert [s.ticker for s in LIST.by_name("Boss 直聘")] == ["2076.HK", "BZ.US"]
    assert LIST.by_name("华建股份") == []


def test_a_security_listed_later_is_none() -> None:
    assert LIST.by_name("广立微", on="2022-08-04") == []
    assert LIST.by_name("广立微", on=dt.date(2022, 8, 5))[0].listed == dt.date(2022, 8, 5)
    assert LIST.by_name("广立微", on=pd.Timestamp("2022-08-05"))
    with pytest.raises(yb.errors.InvalidValueError, match="22-8-4"):
        LIST.by_name("广立微", on="22-8-4")


def test_tickers_of_every_habit() -> None:
    for text in ("600570.SH", "SH600570", "sh.600570", "600570.XSHG", "600570.SS", "600570"):
        found = LIST.by_ticker(text)
        assert found is not None
        assert found.name == "恒生电子"
    assert LIST.by_ticker("NVDA.O") == LIST.by_ticker("NVDA.US")
    assert LIST.by_ticker("600571.SZ") is None
    with pytest.raises(yb.errors.InvalidValueError):
        LIST.by_ticker("恒生电子")


@pytest.mark.parametrize("habit", ["yanbao", "qlib", "joinquant", "yahoo", "baostock", "tushare"])
@pytest.mark.parametrize("text", ["600570.SH", "000001.SZ", "0700.HK"])
def test_habits_come_back(text: str, habit: str) -> None:
    assert yb.ticker(yb.ticker(text, habit)) == text


def of_board(board: tuple[str, str], number: int) -> str:
    prefix, exchange = board
    digits = 6 - len(prefix)
    return f"{prefix}{number % 10**digits:0{digits}d}.{exchange}"


BOARDS = [("60", "SH"), ("68", "SH"), ("900", "SH"), ("00", "SZ"), ("30", "SZ"), ("200", "SZ")]
MAINLAND = st.builds(of_board, st.sampled_from([*BOARDS, ("83", "BJ"), ("920", "BJ")]), st.integers(0, 9999))
HONG_KONG = st.integers(1, 99999).map(lambda number: f"{number:04d}.HK")
AMERICAN = st.builds(
    lambda code, exchange: f"{code}.{exchange}",
    st.from_regex(r"[A-Z]{1,5}", fullmatch=True),
    st.sampled_from("ONA"),
)


@given(st.one_of(MAINLAND, HONG_KONG, AMERICAN))
def test_every_ticker_comes_back_from_every_habit(text: str) -> None:
    """But for America's: bare codes do not say that they are tickers, and baostock sells none of them."""
    assert yb.ticker(text) == text
    code, _, exchange = text.rpartition(".")
    for habit in ("yanbao", "qlib", "joinquant", "yahoo", "baostock", "akshare", "tushare"):
        printed = yb.ticker(text, habit)
        if exchange in "ONA" and (printed == code or habit == "baostock"):
            continue
        assert yb.ticker(printed) == text
        assert yb.ticker(printed.lower()) == text
    if exchange in "ONA":
        named = {"O": "NASDAQ", "N": "NYSE", "A": "AMEX"}[exchange]
        assert yb.ticker(f"{named}:{code}") == text


def test_tickers_that_are_none() -> None:
    with pytest.raises(yb.errors.InvalidValueError, match="6005") as caught:
        yb.ticker("6005")
    assert isinstance(caught.value, (yb.YanbaoError, ValueError))
    with pytest.raises(KeyError, match="no ticker habit named 'bloomberg'"):
        yb.ticker("600570.SH", "bloomberg")


def test_a_list_of_ones_own() -> None:
    frame = pd.DataFrame(
        {
            "代码": ["SH600570", "00700.HK", "NVDA.O"],
            "简称": ["恒生电子", "腾讯控股", "英伟达"],
            "aliases": ["恒生|老恒生", None, ["Nvidia", "辉达"]],
            "listed": [pd.Timestamp("2003-12-16"), pd.NaT, "1999-01-22"],
        }
    )
    own = yb.Securities.from_frame(frame, ticker="代码", name="简称")
    assert len(own) == 3
    assert own.by_name("老恒生")[0] == Security(
        "600570.SH", "恒生电子", ("恒生", "老恒生"), dt.date(2003, 12, 16)
    )
    assert own.by_name("nvidia")[0].ticker == "NVDA.O"
    assert own.by_ticker("0700.HK") == Security("0700.HK", "腾讯控股", (), None)
    assert yb.Securities.from_frame(frame[["代码", "简称"]], ticker="代码", name="简称").by_name("恒生") == []


@pytest.mark.parametrize(
    ("column", "value", "error"),
    [
        ("ticker", "6005", yb.errors.InvalidValueError),
        ("name", "", yb.errors.InvalidValueError),
        ("name", None, yb.errors.InvalidValueError),
        ("listed", "16/12/2003", yb.errors.InvalidValueError),
    ],
)
def test_a_list_that_is_wrong_says_where(column: str, value: object, error: type[Exception]) -> None:
    row = {"ticker": "600570.SH", "name": "恒生电子", "aliases": "", "listed": "2003-12-16"}
    with pytest.raises(error):
        yb.Securities.from_frame(pd.DataFrame([row | {column: value}]))
    with pytest.raises(yb.errors.UnknownNameError, match="ticker"):
        yb.Securities.from_frame(pd.DataFrame([row]).rename(columns={"ticker": "code"}))


def test_extending_leaves_the_list_as_it_was() -> None:
    more = LIST.extended([("830001.BJ", "恒生电子")])
    assert [s.ticker for s in more.by_name("恒生电子")] == ["830001.BJ", "600570.SH"]
    assert [s.ticker for s in LIST.by_name("恒生电子")] == ["600570.SH"]
    assert len(more) == len(LIST) + 1


def test_printed_tickers_are_mended_by_the_list() -> None:
    read = LIST._core.read_ticker
    assert read("3Z. 0", "Boss 直聘", None) == ("BZ.O", True)
    assert read("G00GL. 0", "谷歌", None) == ("GOOGL.O", True)
    assert read("9999. HK", "网易−S", None) == ("9999.HK", False)
    assert read("1357.HK", "金蝶国际", None) == ("1357.HK", False)
    assert read("买入", "", None) == (None, False)


@pytest.mark.parametrize(
    ("name", "ticker"),
    [
        ("隆基股份", "601012.SH"),
        ("龙蟒佰利", "002601.SZ"),
        ("中国国旅", "601888.SH"),
        ("青岛海尔", "600690.SH"),
        ("保利地产", "600048.SH"),
        ("中石油", "601857.SH"),
        ("中航机电", "002013.SZ"),
        ("海通证券", "600837.SH"),
    ],
)
def test_reports_of_other_years_print_the_names_of_their_day(name: str, ticker: str) -> None:
    """Former names, usual short ones, and companies that have been delisted since."""
    assert LIST.by_name(name, on="2019-06-03")[0].ticker == ticker


def test_a_former_name_that_another_bears_today_is_not_taken_from_it() -> None:
    assert [s.ticker for s in LIST.by_name("金冠电气")] == ["688517.SH"]
    assert LIST.by_name("未来") == []
