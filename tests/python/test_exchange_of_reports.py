"""The exchange rates that a real report implies, and a PE at another day's price with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from yanbao._fx_reasons import REASONS
from yanbao._panel_fx import Exchange
from yanbao._sessions import sessions_of


@pytest.fixture(scope="module")
def corpus(shared: Path) -> yb.Corpus:
    return yb.read_many(sorted((shared / "reports").glob("003_*.txt")), progress=False)


def exchange(corpus: yb.Corpus, **settings: object) -> tuple[Exchange, pd.DatetimeIndex]:
    calendar = sessions_of("XNYS")
    known = corpus.ratios["known_at"].max()
    sessions = pd.DatetimeIndex(calendar[(calendar >= known.to_datetime64())][:6])
    return Exchange(corpus.ratios, calendar, sessions, **settings), sessions  # type: ignore[arg-type]


def test_rates_and_shares_of_an_ads_are_recovered(corpus: yb.Corpus) -> None:
    made, _ = exchange(corpus)
    for pair, low, high in (("HKD/CNY", 0.912, 0.919), ("USD/CNY", 7.06, 7.28)):
        rate = made.rate(*pair.split("/"))
        assert low - 0.002 < rate.low[0] < rate.high[0] < high + 0.001
        assert low < rate.value[0] < high
    tickers = ["PDD.O", "IQ.O", "SE.N", "WB.O", "0700.HK", "MSFT.O"]
    k = made.k(tickers)
    rate = made.rate("USD", "CNY")
    np.testing.assert_allclose(k.value[:, 0], rate.value / 4)
    assert [list(REASONS)[code] for code in k.reason[0]] == ["ok", *["ads_ambiguous"] * 3, "ok", "ok"]
    found = made.findings(tickers, k)
    assert found["code"].tolist() == ["ratio_ambiguous"] * 3
    assert found["subject"].tolist() == ["IQ.O", "SE.N", "WB.O"]
    with pytest.raises(yb.errors.MixedCurrenciesError, match=r"IQ\.O: the shares .*; SE\.N: .*; WB\.O"):
        made.require(k, "a sum")


def test_they_are_not_ambiguous_where_the_user_gives_the_shares(corpus: yb.Corpus) -> None:
    made, _ = exchange(corpus, ads={"IQ.O": 7, "SE.N": 1, "WB.O": 1})
    tickers = ["IQ.O", "SE.N", "WB.O"]
    k = made.k(tickers)
    assert not k.reason.any()
    assert k.value[0, 1:].tolist() == [1.0, 1.0]
    assert k.value[0, 0] == pytest.approx(7.167 / 7, rel=0.01)
    assert made.findings(tickers, k).empty


def test_pe_at_another_days_price(corpus: yb.Corpus, shared: Path) -> None:
    """PE of another day is the printed one times what the price has moved, within what rounding hides."""
    prices = pd.read_csv(
        shared / "data" / "us_raw_and_adj_yahoo_18tickers_2022_202403.csv.gz", parse_dates=["date"]
    )
    close = prices[prices["ticker"] == "PDD"].set_index("date")["close"]
    made, sessions = exchange(corpus)
    k = made.k(["PDD.O"])
    rows = corpus.estimates
    rows = rows[(rows["ticker"] == "PDD.O") & rows["fiscal_year"].isin([2023, 2024])]
    eps = rows[rows["metric"] == "eps"].set_index("fiscal_year")
    printed = rows[rows["metric"] == "pe"].set_index("fiscal_year")
    covered = corpus.coverage
    at_print = float(covered.loc[covered["ticker"] == "PDD.O", "price"].iloc[0])
    for row, session in enumerate(sessions):
        before = float(close[close.index < session].iloc[-1])
        assert before != at_print
        for year in (2023, 2024):
            low = before * k.low[row, 0] / (eps["value"][year] + eps["half_unit"][year])
            high = before * k.high[row, 0] / (eps["value"][year] - eps["half_unit"][year])
            moved = printed["value"][year] * before / at_print
            half = printed["half_unit"][year] * before / at_print
            assert low <= moved + half
            assert high >= moved - half
            assert (high - low) / low < 0.06
            # without k it would be wrong by almost a half
            assert before / eps["value"][year] < 0.6 * low
