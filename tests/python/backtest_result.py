"""A result of a backtest made of random numbers: the attributes that plots and pages read, and no engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

YEAR = 242.0
FORMULAS = {
    "annual_return": "(product of (1 + r))^(242 / n) − 1",
    "volatility": "std(r, ddof=1) · √242",
    "sharpe": "mean(r) / std(r, ddof=1) · √242",
    "sortino": "mean(r) / √(mean(min(r, 0)²)) · √242, over all sessions",
    "max_drawdown": "lowest of equity over its highest so far, less 1",
    "calmar": "annual_return / |max_drawdown|",
    "turnover": "mean of traded / (2 · equity before) · 242",
    "hit_rate": "share of sessions with r > 0",
    "excess_return": "annual_return − annual_return of the benchmark",
    "tracking_error": "std(r − b, ddof=1) · √242",
    "information_ratio": "mean(r − b) / std(r − b, ddof=1) · √242",
    "beta": "cov(r, b) / var(b)",
    "alpha": "(mean(r) − beta · mean(b)) · 242",
}


@dataclass
class Fake:
    returns: pd.Series
    gross: pd.Series
    equity: pd.Series
    cash: pd.Series
    benchmark: pd.Series | None
    positions: pd.DataFrame
    shares: pd.DataFrame
    trades: pd.DataFrame
    rejected: pd.DataFrame
    turnover: pd.Series
    costs: pd.DataFrame
    findings: pd.DataFrame
    settings: Mapping[str, Any]
    sessions_per_year: float = YEAR

    @property
    def stats(self) -> pd.DataFrame:
        columns = {"net": self.returns, "gross": self.gross}
        if self.benchmark is not None:
            columns["benchmark"] = self.benchmark
        found = pd.DataFrame({name: self._stats(r, name) for name, r in columns.items()}, dtype=object)
        found.attrs["formulas"] = FORMULAS
        return found

    def _stats(self, r: pd.Series, name: str) -> dict[str, Any]:
        grown = (1 + r).cumprod()
        fallen = grown / np.maximum(grown.cummax(), 1) - 1
        low = fallen.idxmin() if fallen.notna().any() else pd.NaT
        annual = float(grown.iloc[-1]) ** (YEAR / len(r)) - 1 if len(r) and grown.iloc[-1] > 0 else np.nan
        std = float(r.std())
        own = name != "benchmark"
        return {
            "annual_return": annual,
            "volatility": std * YEAR**0.5,
            "sharpe": float(r.mean()) / std * YEAR**0.5 if std else np.nan,
            "sortino": np.nan,
            "max_drawdown": float(fallen.min()),
            "drawdown_start": low,
            "drawdown_end": low,
            "recovered": pd.NaT,
            "calmar": np.nan,
            "turnover": float(self.turnover.mean()) * YEAR if own else np.nan,
            "hit_rate": float((r > 0).mean()),
            "excess_return": 0.0312 if own else np.nan,
            "tracking_error": 0.112 if own else np.nan,
            "information_ratio": 0.41 if own else np.nan,
            "beta": 0.83 if own else np.nan,
            "alpha": 0.021 if own else np.nan,
        }


def fake(sessions: int = 500, tickers: int = 30, seed: int = 0, **instead: Any) -> Fake:
    """A long-only result on Chinese tickers; `instead` replaces attributes."""
    rng = np.random.default_rng(seed)
    days = pd.bdate_range("2019-03-04", periods=sessions, name="date")
    names = pd.Index([f"{600000 + 7 * i}.SH" for i in range(tickers)], name="ticker")
    gross = pd.Series(rng.normal(0.0009, 0.012, sessions), index=days)
    rebalance = (np.arange(sessions) % 20 == 0) & (tickers > 0)
    turnover = pd.Series(np.where(rebalance, rng.uniform(0.2, 0.6, sessions), 0.0), index=days)
    rate = turnover * 2 * 0.0011
    returns = gross - rate
    equity = 1e7 * (1 + returns).cumprod()
    before = equity.shift(1).fillna(1e7)
    weights = rng.dirichlet(np.ones(max(tickers, 1)), sessions // 20 + 1)[:, :tickers][
        np.arange(sessions) // 20
    ]
    weights[weights < 0.01] = 0.0
    positions = pd.DataFrame(weights * equity.to_numpy()[:, None], index=days, columns=names)
    cash = equity - positions.sum(axis=1)
    shares = (positions / 10).round(-2)
    costs = pd.DataFrame(
        {
            "commission": before * rate * 0.3,
            "stamp_duty": before * rate * 0.6,
            "transfer_fee": before * rate * 0.1,
        }
    )
    made = Fake(
        returns=returns,
        gross=gross,
        equity=equity,
        cash=cash,
        benchmark=pd.Series(rng.normal(0.0002, 0.011, sessions), index=days, name="沪深300"),
        positions=positions.assign(cash=cash),
        shares=shares,
        trades=_trades(rng, days[rebalance], names),
        rejected=_rejected(rng, days[rebalance], names),
        turnover=turnover,
        costs=costs,
        findings=_findings(),
        settings=_settings(),
    )
    return replace(made, **instead)


def _tickers(rng: np.random.Generator, names: pd.Index, count: int) -> np.ndarray:
    return rng.choice(names, count) if count else np.empty(0, dtype=object)


def _trades(rng: np.random.Generator, days: pd.DatetimeIndex, names: pd.Index) -> pd.DataFrame:
    count = 10 * len(days)
    shares = 100.0 * rng.integers(1, 400, count)
    price = rng.uniform(5, 90, count).round(2)
    amount = shares * price
    side = rng.choice(["buy", "sell"], count)
    commission, duty = np.maximum(amount * 0.00025, 5), np.where(side == "sell", amount * 0.001, 0.0)
    return pd.DataFrame(
        {
            "date": np.repeat(days, 10),
            "ticker": _tickers(rng, names, count),
            "side": side,
            "shares": shares,
            "price": price,
            "amount": amount,
            "cost": commission + duty,
            "commission": commission,
            "stamp_duty": duty,
        }
    )


def _rejected(rng: np.random.Generator, days: pd.DatetimeIndex, names: pd.Index) -> pd.DataFrame:
    said = {
        "limit_up": "opened at its upper limit: nobody sells there",
        "limit_down": "opened at its lower limit",
        "suspended": "not traded in this session",
        "volume_cap": "a tenth of the session's volume was filled",
        "lot": "less than a lot of 100",
    }
    reason = rng.choice(list(said), 2 * len(days))
    wanted = 100.0 * rng.integers(1, 400, len(reason))
    filled = np.where(reason == "volume_cap", (wanted / 300).round() * 100, 0.0)
    return pd.DataFrame(
        {
            "date": np.repeat(days, 2),
            "ticker": _tickers(rng, names, len(reason)),
            "side": np.where(reason == "limit_down", "sell", "buy"),
            "wanted": wanted,
            "filled": filled,
            "reason": reason,
            "what": [said[r] for r in reason],
        }
    )


def _findings() -> pd.DataFrame:
    rows = [
        ("fees_known", "info", "china", 1, "fees of 2023-08-28 on are an exchange's own"),
        (
            "price_index",
            "warning",
            "沪深300",
            1,
            "a price index beside total returns: dividends are in the excess",
        ),
        ("delisted", "info", "600021.SH", 3, "no price after 2020-05-20: sold at the last close"),
        ("fee_source", "warning", "transfer_fee", 2, "a line of the fees has no source of an exchange's own"),
    ]
    return pd.DataFrame(rows, columns=["code", "severity", "subject", "count", "what"])


def _settings() -> dict[str, Any]:
    fees = pd.DataFrame(
        {
            "from": ["2008-09-19", "2023-08-28"],
            "kind": ["stamp_duty", "stamp_duty"],
            "rate": [0.001, 0.0005],
            "source": ["财税 2008", "https://www.chinatax.gov.cn/ 公告 2023 年第 39 号"],
        }
    )
    return {
        "cash": 1e7,
        "fill": "open",
        "lag": 0,
        "benchmark": "沪深300",
        "adjusted": "raw",
        "rules": {"t_plus_one": True, "price_limits": True, "lots": True, "volume_cap": 0.1},
        "costs": {"commission": 0.00025, "minimum": 5.0, "table": fees},
        "limits": ["The 300 tickers are those of today's index: companies that left it are not among them."],
    }
