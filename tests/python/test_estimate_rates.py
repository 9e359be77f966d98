"""Estimates of one company in several currencies, at the rate that each session knows."""

from __future__ import annotations

import math
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from sold import actuals, prices
from yanbao._estimate_rates import money_of

TENCENT = "0700.HK"
HOUSES = ["青石证券", "栖霞证券", "沧浪证券"]
CLOSE = dict.fromkeys(pd.bdate_range("2024-02-20", "2024-07-31").strftime("%Y-%m-%d"), 19.0)
Said = tuple[str, str, int, float, str]  # house, day, year, figure, currency


def corpus_of(said: list[Said], metric: str = "eps") -> yb.Corpus:
    frame = pd.DataFrame(said, columns=["broker", "published", "fiscal_year", metric, "currency"])
    frame = frame.assign(ticker=TENCENT, title=[f"第{i}篇" for i in range(len(said))])
    return yb.Corpus.from_frame(frame, {name: name for name in frame.columns})


def fx_of(rates: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"date": list(rates), "pair": "HKD/CNY", "rate": list(rates.values())})


def panel_of(said: list[Said], rates: dict[str, float], **more: Any) -> yb.Panel:
    options = {"calendar": "XHKG", "end": "2024-07-31", "fx": fx_of(rates)} | more
    return corpus_of(said).panel(**options)


TWO: list[Said] = [
    ("青石证券", "2024-03-04", 2024, 1.0, "CNY"),
    ("栖霞证券", "2024-03-05", 2024, 1.2, "HKD"),
]
RATES = {"2024-03-01": 0.90, "2024-03-11": 0.95, "2024-04-08": 0.92, "2024-05-06": 0.93}


def test_another_currency_counts_at_the_rate_of_the_session() -> None:
    found = panel_of(TWO, RATES).consensus("eps", 2024)
    mean = found["mean"].droplevel("ticker")
    assert mean["2024-03-05"] == 1.0  # the second is not known yet
    assert mean["2024-03-11"] == pytest.approx((1 + 1.2 * 0.90) / 2)  # the rate of the 11th is not, either
    assert mean["2024-03-12"] == pytest.approx((1 + 1.2 * 0.95) / 2)
    behind = found.by_broker.loc[("2024-03-12", TENCENT)]
    assert behind["printed"].to_dict() == {"栖霞证券": 1.2, "青石证券": 1.0}
    assert behind["currency"].to_dict() == {"栖霞证券": "HKD", "青石证券": "CNY"}
    assert behind["rate"].to_dict() == {"栖霞证券": 0.95, "青石证券": 1.0}
    assert behind["value"]["栖霞证券"] == pytest.approx(1.14)


def test_without_a_rate_it_stays_out_and_says_so() -> None:
    panel = corpus_of(TWO).panel()
    assert panel.ledger["reason"].tolist()[1] == "currency"
    assert panel.consensus("eps", 2024)["count"].max() == 1
    late = panel_of(TWO, {"2024-03-07": 0.9})  # known after the estimate: it takes nothing back
    assert late.ledger["reason"].tolist()[1] == "currency"


def test_a_figure_of_no_currency_stays_out() -> None:
    silent: Said = ("栖霞证券", "2024-03-05", 2024, 10.0, None)  # type: ignore[assignment]
    panel = panel_of([TWO[0], silent], RATES)
    assert panel.ledger["reason"].fillna("used").tolist() == ["used", "currency"]
    assert panel_of([silent], RATES).ledger["reason"].isna().all()  # alone it is compared with its like


def test_a_rate_that_is_too_old_ends_it() -> None:
    panel = panel_of(TWO, {"2024-03-01": 0.9})
    count = panel.consensus("eps", 2024)["count"].droplevel("ticker")
    assert (count["2024-04-05"], count["2024-04-08"]) == (2, 1)  # 35 days
    assert panel.why("eps", TENCENT, "2024-04-05", 2024)["reason"].isna().all()
    assert panel.why("eps", "00700.HK", "2024-04-08", 2024)["reason"].tolist()[1] == "no_fx"


def test_the_only_house_without_a_rate_has_a_reason() -> None:
    first: Said = ("青石证券", "2024-03-04", 2023, 1.0, "CNY")  # of another year
    panel = panel_of([first, TWO[1]], {"2024-03-01": 0.9})
    told = panel.reasons(yb.f.eps(2024))[TENCENT]
    assert told["2024-04-05"] is None
    assert told["2024-04-08"] == "no_fx"


def test_a_newer_word_that_cannot_be_converted_leaves_no_older_one() -> None:
    said: list[Said] = [*TWO, ("青石证券", "2024-03-06", 2024, 1.3, "HKD")]
    count = panel_of(said, {"2024-03-01": 0.9}).consensus("eps", 2024)["count"].droplevel("ticker")
    assert "2024-04-08" not in count.index


def test_a_currency_that_moves_is_no_revision() -> None:
    panel = panel_of(TWO, RATES)
    moved = panel.revision("eps", 2024, 5)[TENCENT]
    assert moved["2024-03-14":].eq(0).all()
    assert panel.breadth("eps", 2024, 5)[TENCENT]["2024-03-14":].eq(0).all()
    assert panel.revision("eps", 2024, 5, how="level")[TENCENT]["2024-03-14":].eq(0).all()
    # a cut in HKD while the HKD gains: a cut
    said: list[Said] = [*TWO, ("栖霞证券", "2024-03-11", 2024, 1.15, "HKD")]
    cut = panel_of(said, RATES)
    assert cut.consensus("eps", 2024).loc[("2024-03-12", TENCENT), "mean"] > 1.04
    assert cut.breadth("eps", 2024, 3)[TENCENT]["2024-03-12"] == -0.5
    change = cut.revision("eps", 2024, 3)[TENCENT]["2024-03-12"]
    assert change == pytest.approx((1.15 - 1.2) * 0.95 / (1 + 1.2 * 0.95))


def test_who_goes_over_to_another_currency_has_raised_nothing() -> None:
    said: list[Said] = [*TWO, ("青石证券", "2024-03-11", 2024, 1.12, "HKD")]
    panel = panel_of(said, RATES)
    assert panel.breadth("eps", 2024, 3)[TENCENT]["2024-03-12"] == 0
    assert panel.revision("eps", 2024, 3)[TENCENT]["2024-03-12"] == 0
    # and is no confirmation, nor is what it says after that
    again = panel_of([*said, ("青石证券", "2024-03-18", 2024, 1.0, "CNY")], RATES)
    assert again.ledger["reason"].isna().all()


def test_a_report_that_prints_both_is_taken_at_its_word() -> None:
    frame = pd.DataFrame({"eps": [1.0, 1.1], "currency": ["CNY", "HKD"]})
    frame = frame.assign(
        ticker=TENCENT, broker=HOUSES[0], published="2024-03-04", fiscal_year=2024, title="一"
    )
    corpus = yb.Corpus.from_frame(frame, {name: name for name in frame.columns})
    ledger = corpus.panel(fx=fx_of(RATES), calendar="XHKG").ledger.set_index("currency")
    assert ledger["report_id"].nunique() == 1
    assert ledger["reason"]["HKD"] == "repeated"
    assert pd.isna(ledger["reason"]["CNY"])


def test_pe_and_growth_are_of_the_currency_known_first() -> None:
    said: list[Said] = [
        ("青石证券", "2024-03-04", 2024, 1.0, "CNY"),
        *[(house, "2024-03-05", year, 1.2 * grown, "HKD") for house in HOUSES[1:] for year, grown in YEARS],
    ]
    given = actuals((TENCENT, 2023, 1.0, "2024-03-20"))
    panel = panel_of(said, RATES, prices=prices({TENCENT: CLOSE}), actuals=given.assign(currency="HKD"))
    day = "2024-06-03"  # given rates are of 2024-05-06
    eps = (1.0 + 1.2 * 0.93 * 2) / 3
    assert panel.eval(yb.f.eps("fy1"))[TENCENT][day] == pytest.approx(eps)
    assert panel.pe("fy1")[TENCENT][day] == pytest.approx(19 * 0.93 / eps)
    assert panel.eps_growth("fy1")[TENCENT][day] == pytest.approx(eps / 0.93 - 1)
    assert panel.cagr("eps", "fy0", "fy2")[TENCENT][day] == pytest.approx(1.2**0.5 * 1.5**0.5 - 1)
    assert panel.eval(yb.f.eps("ftm"))[TENCENT][day] > eps
    # before anybody has said in which currency the company counts, an actual is what it is
    alone = panel_of(said, RATES, actuals=actuals((TENCENT, 2023, 1.0, "2024-02-20")).assign(currency="HKD"))
    early = panel_of(
        said,
        RATES,
        actuals=actuals((TENCENT, 2023, 1.0, "2024-02-20")).assign(currency="HKD"),
        start="2024-02-26",
        roll="disclosed",
    )
    fy0 = early.eval(yb.f.eps("fy0"))[TENCENT]
    assert (fy0["2024-03-01"], fy0["2024-03-11"]) == (1.0, 0.9)
    assert alone.sessions[0] == pd.Timestamp("2024-03-05")


YEARS = [(2024, 1.0), (2025, 1.5)]


def test_an_actual_in_its_own_currency_comes_before_a_converted_one() -> None:
    def note(house: str, day: str, currency: str, figures: list[float]) -> str:
        rows = "".join(f"\t{x:.2f}" for x in figures)
        head = f"{house}研究所\n\n公司点评\n\n腾讯控股（0700.HK）\n\n{day}\n\n盈利预测\n"
        return head + f"项目\t2023A\t2024E\t2025E\nEPS（{currency}）{rows}\n"

    texts = [
        note("青石证券", "2024年5月6日", "人民币", [1.0, 1.2, 1.5]),
        note("栖霞证券", "2024年5月13日", "港元", [1.2, 1.4, 1.6]),
    ]
    corpus = yb.read_many(texts, workers=1, progress=False)
    assert set(corpus.estimates["currency"]) == {"CNY", "HKD"}
    panel = corpus.panel(fx=fx_of({"2024-05-06": 0.93}), end="2024-05-31")
    assert panel.ledger["reason"].isna().sum() == 4
    assert panel.eval(yb.f.eps("fy0"))[TENCENT]["2024-05-20"] == 1.0
    assert panel.eval(yb.f.eps("fy1"))[TENCENT]["2024-05-20"] == pytest.approx((1.2 + 1.4 * 0.93) / 2)
    # the ledger is whole: each row is used or has its reason
    assert len(panel.ledger) == len(corpus.estimates)
    assert set(panel.ledger["reason"].dropna()) == {"actual"}


def test_what_a_report_prints_with_some_figures_holds_for_others_of_the_company() -> None:
    """A table without a currency in a report in dollars is not in yuan."""
    said = [
        ("a", "688981.SH", "currency_per_share", "USD"),
        ("a", "688981.SH", "currency", None),
        ("a", "688981.SH", "ratio", None),
        ("a", "600570.SH", "currency", None),  # another company of the same report
        ("b", "688981.SH", "currency", None),
        ("c", TENCENT, "currency", None),
        ("d", TENCENT, "currency", "RMB"),
        ("d", TENCENT, "currency", "HKD"),
        ("d", TENCENT, "currency", None),  # either
    ]
    rows = pd.DataFrame(said, columns=["report_id", "ticker", "unit", "currency"])
    expected = ["USD", "USD", None, "CNY", "CNY", None, "CNY", "HKD", None]
    assert money_of(rows).tolist() == expected


# --- a slow oracle: each cell looks at every row

DAYS = pd.bdate_range("2024-03-01", "2024-05-31").strftime("%Y-%m-%d").tolist()
SAID = st.tuples(
    st.sampled_from(HOUSES),
    st.sampled_from(DAYS[::4]),
    st.sampled_from([2024, 2025]),
    st.sampled_from([1.0, 1.1, 1.25, -0.5]),
    st.sampled_from(["CNY", "HKD"]),
)
GIVEN = st.dictionaries(st.sampled_from(DAYS[::3]), st.sampled_from([0.8, 0.9, 0.95]), min_size=1, max_size=5)


class Oracle:
    def __init__(self, said: list[Said], rates: dict[str, float], sessions: Any, window: int) -> None:
        self.rates, self.sessions, self.window = rates, sessions, window
        self.every = [*pd.bdate_range("2024-01-02", sessions[0], inclusive="left"), *sessions]
        rows = [(self.known(row[1]), row[1], i, row) for i, row in enumerate(said)]
        rows.sort(key=lambda r: r[:3])
        self.home = min((known, row[4]) for known, _, _, row in rows)[1]
        self.used: list[tuple[Any, Said]] = []
        standing: dict[Any, tuple[float, str]] = {}
        for known, _, _, row in rows:
            house, _, year, value, currency = row
            if math.isnan(self.rate(currency, known)) or standing.get((house, year)) == (value, currency):
                continue
            standing[house, year] = (value, currency)
            self.used.append((known, row))

    def known(self, day: str) -> Any:
        return next(s for s in self.sessions if s > pd.Timestamp(day))

    def rate(self, currency: str, session: Any) -> float:
        if currency == self.home:
            return 1.0
        before = [d for d in self.rates if pd.Timestamp(d) < session]
        if not before or (session - pd.Timestamp(max(before))).days > 35:
            return math.nan
        return self.rates[max(before)] if currency == "HKD" else 1 / self.rates[max(before)]

    def live(self, session: Any, year: int) -> dict[str, tuple[float, str]]:
        found: dict[str, tuple[float, str]] = {}
        for known, (house, _, of, value, currency) in self.used:
            if of == year and known <= session:
                found[house] = (value, currency)
                if (session - known).days > self.window:
                    del found[house]
        return found

    def converted(self, live: dict[str, tuple[float, str]], session: Any) -> dict[str, float]:
        made = {house: value * self.rate(currency, session) for house, (value, currency) in live.items()}
        return {house: value for house, value in made.items() if not math.isnan(value)}

    def revision(self, row: int, back: int, year: int, how: str) -> tuple[float, float]:
        now = self.live(self.sessions[row], year)
        old = self.live(self.sessions[row - back], year) if row >= back else {}
        x, y = (self.converted(live, self.sessions[row]) for live in (now, old))
        both = [h for h in x if h in y and now[h][1] == old[h][1]]
        moves = sum((now[h][0] > old[h][0]) - (now[h][0] < old[h][0]) for h in both)
        breadth = moves / len(x) if both else math.nan
        if how == "matched":
            x, y = {h: x[h] for h in both}, {h: y[h] for h in both}
        base = math.fsum(y.values()) / len(y) if y else 0.0
        if not x or abs(base) < 1e-12:
            return math.nan, breadth
        return (math.fsum(x.values()) / len(x) - base) / abs(base), breadth


@settings(max_examples=25, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=12), GIVEN, st.sampled_from([20, 90]))
def test_an_oracle_says_the_same(said: list[Said], rates: dict[str, float], window: int) -> None:
    panel = panel_of(said, rates, window=window, start="2024-03-01", end="2024-07-05")
    oracle = Oracle(said, rates, list(panel.sessions), window)
    assert len(panel.ledger) == len(said)
    assert panel.ledger["reason"].isna().sum() == len(oracle.used)
    found = panel.consensus("eps", 2024) if any(row[2] == 2024 for _, row in oracle.used) else None
    if found is None:
        return
    moved = {how: panel.revision("eps", 2024, 7, how=how)[TENCENT].to_numpy() for how in ("matched", "level")}
    breadth = panel.breadth("eps", 2024, 7)[TENCENT].to_numpy()
    behind = found.by_broker["value"]
    for row, session in enumerate(panel.sessions):
        expected = oracle.converted(oracle.live(session, 2024), session)
        here = found[found.index.get_level_values("date") == session]
        assert here["count"].sum() == len(expected)
        if expected:
            mean = math.fsum(expected.values()) / len(expected)
            np.testing.assert_allclose(here["mean"], mean, rtol=1e-12, atol=1e-15)
            assert behind.loc[(session, TENCENT)].to_dict() == pytest.approx(expected)
        for how, values in moved.items():
            change, moves = oracle.revision(row, 7, 2024, how)
            np.testing.assert_allclose(values[row], change, rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(breadth[row], moves, rtol=1e-12)
