"""Limits of young shares: their age is that of their own exchange, and a listing nobody knows is guessed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from yanbao._securities import Securities
from yanbao._sessions import sessions_of

LOT = {"least": 100, "step": 100}
RULES = {"rules": yb.rules.china, "known": "open", "cash": 1e6, "costs": yb.costs.none}


def rising(days: pd.DatetimeIndex, ticker: str, step: float = 1.15) -> pd.DataFrame:
    """15 % up at each open: above the limits of the main board, which the first five sessions do not have."""
    close = np.round(10 * step ** np.arange(len(days)), 2)
    before = np.concatenate([[close[0]], close[:-1]])
    frame = pd.DataFrame({"date": days, "ticker": ticker, "open": close, "close": close, "preclose": before})
    return frame.assign(volume=1e8)


def made(*frames: pd.DataFrame) -> yb.Prices:
    return yb.Prices.from_frame(pd.concat(frames), adjusted="raw", volume_unit="share")


def days_of(calendar: str, first: str, last: str) -> pd.DatetimeIndex:
    every = sessions_of(calendar)
    return pd.DatetimeIndex(every[(every >= np.datetime64(first)) & (every <= np.datetime64(last))])


def refused(
    px: yb.Prices, tickers: dict[str, float], day: pd.Timestamp, **more: Any
) -> tuple[list[Any], Any]:
    """The reasons for which purchases were refused on a day, and the findings."""
    res = yb.backtest(pd.DataFrame(tickers, index=[day]), px, **{**RULES, **more})
    return reasons(res, day), res.findings.set_index("code")


def reasons(res: Any, day: pd.Timestamp) -> list[Any]:
    told = res.rejected[res.rejected["date"] == day]
    listed: list[Any] = told[["ticker", "reason"]].to_numpy().tolist()
    return listed


@pytest.fixture
def listed_on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A list of securities that knows one of them."""

    def set_day(ticker: str, day: str) -> None:
        frame = pd.DataFrame({"ticker": [ticker], "name": ["Novel"], "listed": [day]})
        known = Securities.from_frame(frame)
        monkeypatch.setattr(Securities, "default", classmethod(lambda cls: known))

    return set_day


def test_days_of_another_exchange_make_no_share_older(listed_on: Any) -> None:
    """Listed on 2024-04-29; the mainland rests from 05-01 to 05-03, Hong Kong on 05-01 alone."""
    listed_on("603999.SH", "2024-04-29")
    home, away = (days_of(name, "2024-04-01", "2024-05-20") for name in ("XSHG", "XHKG"))
    own = home[home >= "2024-04-29"]
    both = made(rising(own, "603999.SH"), rising(away, "0700.HK", 1.0))
    alone = made(rising(own, "603999.SH"))
    fx = pd.DataFrame({"date": home, "pair": "HKD/CNY", "rate": 0.9})
    shut = [["603999.SH", "limit_up"]]
    for at, expected in ((3, []), (4, []), (5, shut), (6, shut)):
        wanted = pd.DataFrame({"603999.SH": [0.0, 0.2]}, index=[own[0], own[at]])
        res = yb.backtest(wanted, alone, **RULES)
        assert reasons(res, own[at]) == expected
        wanted = wanted.assign(**{"0700.HK": 0.2}).set_axis([away[0], own[at]])
        res = yb.backtest(wanted, both, **{**RULES, "rules": yb.rules.all}, fx=fx, currency="CNY")
        assert reasons(res, own[at]) == expected


def test_an_unknown_listing_is_the_first_price(listed_on: Any) -> None:
    listed_on("600000.SH", "1999-11-10")  # before the calendars begin
    days = days_of("XSHG", "2024-01-02", "2024-06-28")
    old = rising(days, "600000.SH", 1.0)
    px = made(old, rising(days[60:90], "603998.SH"))
    wanted = {"600000.SH": 0.1, "603998.SH": 0.1}
    for at, expected in ((61, []), (64, []), (65, [["603998.SH", "limit_up"]])):
        told, findings = refused(px, wanted, days[at])
        assert told == expected
        # from its sixth session on nothing depends on when it was listed
        assert ("listing_guessed" in findings.index) == (at < 65)
    _, findings = refused(px, wanted, days[61])
    assert findings.at["listing_guessed", "count"] == 1
    assert "603998.SH" in findings.at["listing_guessed", "what"]
    _, findings = refused(
        px, wanted, days[61], rules=yb.rules.none.add({"kind": "lot", "board": "main", **LOT})
    )
    assert "listing_guessed" not in findings.index  # rules that ask for no age


def test_first_rows_among_the_first_days_say_nothing(listed_on: Any) -> None:
    listed_on("600000.SH", "1999-11-10")
    days = days_of("XSHG", "2024-01-02", "2024-06-28")
    old = rising(days, "600000.SH", 1.0)
    for begin, expected in ((0, [["603998.SH", "limit_up"]]), (20, [["603998.SH", "limit_up"]]), (21, [])):
        px = made(old, rising(days[begin : begin + 10], "603998.SH"))
        told, findings = refused(px, {"600000.SH": 0.1, "603998.SH": 0.1}, days[begin + 2])
        assert told == expected
        assert ("listing_guessed" in findings.index) == (not expected)


def test_shares_listed_before_the_calendars_are_old(listed_on: Any) -> None:
    listed_on("600000.SH", "1999-11-10")
    days = days_of("XSHG", "2000-01-01", "2000-02-29")
    rows = rising(days, "600000.SH")
    rows.loc[0, "preclose"] = 8.0
    assert refused(made(rows), {"600000.SH": 0.1}, days[0])[0] == [["600000.SH", "limit_up"]]
