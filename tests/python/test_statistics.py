"""`stats_of` on any series of returns: its rows, formulas, sessions per year, and odd input."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from yanbao._backtest import measures, relative
from yanbao._backtest.statistics import (
    differences,
    drawdowns,
    formulas,
    registry,
    sessions_per_year,
    stats_of,
)
from yanbao._sessions import sessions_of
from yanbao.errors import InvalidValueError, ShapeMismatchError

DAYS = pd.DatetimeIndex(sessions_of("XSHG"))
DAYS = DAYS[(DAYS >= "2022-03-01") & (DAYS <= "2024-06-28")]


def random(seed: int, mean: float = 0.0005) -> pd.Series:
    return pd.Series(np.random.default_rng(seed).normal(mean, 0.012, len(DAYS)), index=DAYS)


NET, GROSS, MARKET = random(1), random(1) + 0.0001, random(2)
TURNOVER = pd.Series(0.3, index=DAYS[::20])


def whole() -> pd.DataFrame:
    return stats_of(NET, GROSS, MARKET, TURNOVER, risk_free=0.02)


def test_every_row_has_a_formula() -> None:
    stats = whole()
    assert list(stats.index) == list(registry()) == list(formulas())
    assert list(stats.columns) == ["net", "gross", "benchmark"]
    assert stats.attrs["formulas"] == formulas()
    assert stats.attrs["differs"] == differences()
    assert stats.attrs["sessions_per_year"] == stats.loc["sessions_per_year", "net"] == 242
    assert all(each.formula and each.unit for each in registry().values())
    assert {each.against for each in registry().values()} == {"", "benchmark"}


def test_values_are_what_the_formulas_say() -> None:
    """Each formula once more, in numpy and slowly."""
    r, b, year = NET.to_numpy(), MARKET.to_numpy(), 242
    f = 1.02 ** (1 / year) - 1
    n, money = len(r), np.append(1.0, np.cumprod(1 + r))
    highs = np.maximum.accumulate(money)
    low = int(np.argmin(money / highs))
    start = int(np.flatnonzero(money[:low] == highs[low])[-1])
    after = np.flatnonzero(money[low:] >= highs[low])
    annual, downside = money[-1] ** (year / n) - 1, np.sqrt(np.mean(np.minimum(r - f, 0) ** 2) * year)
    moment = {k: np.mean((r - r.mean()) ** k) for k in (2, 3, 4)}
    skewness, kurtosis = moment[3] / moment[2] ** 1.5, moment[4] / moment[2] ** 2
    s = np.mean(r - f) / np.std(r, ddof=1)
    slope = np.cov(r, b)[0, 1] / np.var(b, ddof=1)
    logs = np.cumsum(np.log1p(r))
    psr = s * math.sqrt(n - 1) / math.sqrt(1 - skewness * s + (kurtosis - 1) / 4 * s**2)

    def year_of(x: Any) -> float:
        return float(np.prod(1 + x) ** (year / len(x)) - 1)

    expected = {
        "sessions": n,
        "sessions_per_year": year,
        "total_return": money[-1] - 1,
        "annual_return": annual,
        "volatility": np.std(r, ddof=1) * np.sqrt(year),
        "sharpe": s * np.sqrt(year),
        "sortino": np.mean(r - f) * year / downside,
        "downside_risk": downside,
        "max_drawdown": money[low] / highs[low] - 1,
        "drawdown_start": DAYS[max(start - 1, 0)],
        "drawdown_end": DAYS[low - 1],
        "recovered": DAYS[low + after[0] - 1] if len(after) else pd.NaT,
        "calmar": annual / -(money[low] / highs[low] - 1),
        "omega": np.maximum(r - f, 0).sum() / np.maximum(f - r, 0).sum(),
        "value_at_risk": np.percentile(r, 5),
        "expected_shortfall": np.sort(r)[: int((n - 1) * 0.05) + 1].mean(),
        "tail_ratio": np.percentile(r, 95) / -np.percentile(r, 5),
        "stability": np.corrcoef(np.arange(n), logs)[0, 1] ** 2,
        "skewness": skewness,
        "kurtosis": kurtosis,
        "probabilistic_sharpe": 0.5 * math.erfc(-psr / math.sqrt(2)),
        "hit_rate": np.mean(r > 0),
        "turnover": 0.3 * len(TURNOVER) * year / n,
        "excess_return": np.mean(r - b) * year,
        "tracking_error": np.std(r - b, ddof=1) * np.sqrt(year),
        "information_ratio": np.mean(r - b) / np.std(r - b, ddof=1) * np.sqrt(year),
        "beta": slope,
        "alpha": (1 + np.mean(r - f - slope * (b - f))) ** year - 1,
        "up_capture": year_of(r[b > 0]) / year_of(b[b > 0]),
        "down_capture": year_of(r[b < 0]) / year_of(b[b < 0]),
        "batting_average": np.mean(r > b),
    }
    assert list(expected) == list(registry())
    for name, found in whole()["net"].items():
        want = expected[str(name)]
        if isinstance(want, pd.Timestamp) or want is pd.NaT:
            assert found is want or found == want, name
        else:
            assert found == pytest.approx(want, rel=1e-10), name


def test_gross_and_benchmark_are_columns_of_their_own() -> None:
    stats = whole()
    assert stats.loc["total_return", "gross"] > stats.loc["total_return", "net"]
    alone = stats_of(MARKET, risk_free=0.02)["net"]
    own = [name for name, each in registry().items() if not each.against and name != "turnover"]
    pd.testing.assert_series_equal(stats.loc[own, "benchmark"], alone[own], check_names=False)
    against = [name for name, each in registry().items() if each.against]
    assert stats.loc[against, "benchmark"].isna().all()
    assert stats_of(NET)["net"][[*against, "turnover"]].isna().all()
    assert list(stats_of(NET).columns) == ["net"]


def test_sessions_per_year() -> None:
    assert sessions_per_year(["2023-05-08"]) == 242  # a day stands for its year
    assert sessions_per_year(["2022-03-01", "2024-06-28"], "XSHG") == 242
    assert sessions_per_year(["2020-01-02", "2021-12-31"], "XSHG") == 243
    assert sessions_per_year(["2023-05-08"], "XNYS") == 250
    assert sessions_per_year([pd.NaT, "2023-05-08"], "XHKG") == np.count_nonzero(
        pd.DatetimeIndex(sessions_of("XHKG")).year == 2023
    )
    for dates, calendar in (
        ([], "XSHG"),
        (["1990-12-19"], "XSHG"),
        (["2100-01-04"], "XSHG"),
        (["2023-05-08"], "?"),
    ):
        with pytest.raises(InvalidValueError):
            sessions_per_year(dates, calendar)


def test_sessions_per_year_can_be_said_and_must_be_without_dates() -> None:
    assert stats_of(NET, sessions_per_year=252).loc["sharpe", "net"] == measures.sharpe(NET, 252)
    assert stats_of(list(NET), sessions_per_year=252).loc["sharpe", "net"] == measures.sharpe(NET, 252)
    with pytest.raises(InvalidValueError, match="sessions_per_year"):
        stats_of(NET.reset_index(drop=True))
    for wrong in (0, -1, math.nan, math.inf, True):
        with pytest.raises(InvalidValueError, match="sessions_per_year"):
            stats_of(NET, sessions_per_year=wrong)


def test_a_risk_free_rate_is_of_a_year_and_may_be_dated() -> None:
    constant = pd.Series(0.02, index=pd.to_datetime(["2000-01-01", "2023-01-01"]))
    dated = stats_of(NET, benchmark=MARKET, risk_free=constant)
    pd.testing.assert_frame_equal(dated, stats_of(NET, benchmark=MARKET, risk_free=0.02))
    rising = pd.Series([0.01, 0.30], index=pd.to_datetime(["2022-01-01", "2023-05-08"]))
    found = stats_of(NET, risk_free=rising).loc["sharpe", "net"]
    rates = np.where(DAYS < "2023-05-08", 1.01, 1.30) ** (1 / 242) - 1  # known on its date, not before
    over = NET - rates
    assert found == pytest.approx(over.mean() / over.std() * 242**0.5, rel=1e-12)
    for wrong in (
        rising.iloc[1:],
        pd.Series([0.01], index=[1]),
        pd.Series([0.01, 0.02], index=pd.to_datetime(["2022-01-01", "2022-01-01"])),
        -1.0,
        math.nan,
        math.inf,
        "2 %",
        [0.01, 0.02],
    ):
        with pytest.raises(InvalidValueError):
            stats_of(NET, risk_free=wrong)


def test_a_benchmark_is_brought_to_the_sessions_of_the_returns() -> None:
    early = MARKET.iloc[:-5].iloc[::-1]
    stats = stats_of(NET, benchmark=early)
    assert stats.loc["sessions", "benchmark"] == len(DAYS) - 5
    np.testing.assert_allclose(
        stats.loc["beta", "net"], relative.alpha_beta(NET.iloc[:-5], MARKET.iloc[:-5], 242)[1], rtol=1e-12
    )
    with pytest.raises(InvalidValueError, match="twice"):
        stats_of(NET, benchmark=pd.concat([MARKET, MARKET.iloc[:1]]))
    with pytest.raises(ShapeMismatchError):
        relative.excess_return(NET.to_numpy(), MARKET.to_numpy()[:-1], 242)


def test_drawdowns_have_dates() -> None:
    found = drawdowns(pd.Series([-0.1, 0.2, 0.1, -0.2, math.nan, 0.1], index=DAYS[:6]))
    assert found["depth"].tolist() == pytest.approx([-0.1, -0.2])
    assert found["peak"].tolist() == [DAYS[0], DAYS[2]]  # the money before the first session, on its date
    assert found["trough"].tolist() == [DAYS[0], DAYS[3]]
    assert found["recovery"].tolist() == [DAYS[1], pd.NaT]
    assert found["sessions"].tolist() == [2, 3]
    assert drawdowns([0.1, 0.1]).empty
    assert drawdowns([]).columns.tolist() == ["depth", "peak", "trough", "recovery", "sessions"]
    deepest = stats_of(NET)["net"]
    assert deepest["max_drawdown"] == drawdowns(NET)["depth"].min()


def test_hit_rate_leaves_out_sessions_that_stand_still() -> None:
    assert measures.hit_rate([0.01, 0.0, 0.0, -0.01, 0.02, math.nan]) == pytest.approx(2 / 3)


def test_a_search_of_more_trials_needs_more() -> None:
    """The numerical example of Bailey and López de Prado (2014) is in tests/data/statistics/own.json."""
    few, many = ([0.5, 1.0, 1.5] * k for k in (1, 30))
    found = [measures.deflated_sharpe(NET, trials, 242) for trials in ([1.5], few, many)]
    assert found == sorted(found, reverse=True)
    assert found[0] == pytest.approx(measures.probabilistic_sharpe(NET, 242), rel=1e-12)
    with_failed = measures.deflated_sharpe(NET, [*few, math.nan], 242)
    assert with_failed < found[1]  # a trial without a ratio is a trial
    with pytest.raises(InvalidValueError):
        measures.deflated_sharpe(NET, [], 242)


def test_probabilistic_sharpe_at_the_ratio_itself_is_even() -> None:
    ratio = measures.sharpe(NET, 242)
    assert measures.probabilistic_sharpe(NET, 242, threshold=ratio) == pytest.approx(0.5, abs=1e-9)
