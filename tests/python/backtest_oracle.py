"""A simulation of whole shares, slow and plain: decimals for money, the tables of Python for rules."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from yanbao._backtest.costs import Costs
from yanbao._backtest.rules import Rules

CENT = Decimal("0.01")


class Day(NamedTuple):
    """What one session came to."""

    cash: Decimal
    equity: float
    fees: Decimal
    shares: dict[str, int]
    cut: bool  # cash was short, of which the oracle says nothing more
    rounded: dict[str, tuple[float, float]]  # wanted and filled where lots left more than a tenth of it


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


class Book:
    """Cash and shares of one run."""

    def __init__(self, cash: float, costs: Costs, rules: Rules) -> None:
        self.cash, self.costs, self.rules = exact(cash), costs, rules
        self.shares: dict[str, int] = {}
        self.mark: dict[str, float] = {}
        self.target: dict[str, float] = {}
        self.asked: dict[str, float] = {}  # what a target asked for when it was first sized

    def split(self, ticker: str, step: float, reference: float) -> None:
        held = self.shares.get(ticker, 0)
        if ticker in self.target:
            self.target[ticker] *= step
        if ticker in self.asked:
            self.asked[ticker] *= step
        if not held:
            return
        now = held * step
        whole = math.floor(now + 1e-6)
        self.mark[ticker] = reference
        if now - whole >= 1e-6:
            self.cash += cents(exact((now - whole) * reference))
        self.shares[ticker] = whole

    def aim(self, weights: dict[str, float], reference: dict[str, float], opens: dict[str, float]) -> None:
        equity = float(self.cash)
        for ticker in sorted(self.shares):
            price = reference[ticker]
            equity += self.shares[ticker] * (price if price > 0 else self.mark[ticker])
        self.target, self.asked = {}, {}
        for ticker, weight in weights.items():
            if weight == 0 and not self.shares.get(ticker):
                continue
            price = reference[ticker]
            if not price > 0:
                price = self.mark[ticker] if self.shares.get(ticker) else opens[ticker]
            self.target[ticker] = 0.0 if weight == 0 else weight * equity / price

    def pay(self, side: str, ticker: str, day: pd.Timestamp, price: float, shares: int) -> Decimal:
        paid = self.costs.of(side, shares, price, ticker[-2:], day)
        fees = sum(paid.values(), Decimal(0))
        amount = cents(exact(price) * shares)
        self.cash += (amount if side == "sell" else -amount) - fees
        self.shares[ticker] = self.shares.get(ticker, 0) + (shares if side == "buy" else -shares)
        self.mark[ticker] = price
        return fees


def simulate(
    weights: dict[int, dict[str, float]],
    rows: dict[str, pd.DataFrame],
    cash: float,
    costs: Costs,
    rules: Rules,
) -> list[Day]:
    """`rows`: of each ticker a row a session: open, close, preclose, volume, suspended."""
    book = Book(cash, costs, rules)
    days = next(iter(rows.values())).index
    out: list[Day] = []
    for at, day in enumerate(days):
        fees, rounded = Decimal(0), {}
        reference: dict[str, float] = {}
        for ticker, own in rows.items():
            closes = own["close"].iloc[:at].dropna()
            reference[ticker] = own["preclose"].iloc[at]
            if not reference[ticker] > 0:
                reference[ticker] = closes.iloc[-1] if len(closes) else math.nan
            elif len(closes):
                step = closes.iloc[-1] / reference[ticker]
                if abs(step - 1) > 1e-9:
                    book.split(ticker, step, reference[ticker])
        if at in weights:
            book.aim(weights[at], reference, {t: own["open"].iloc[at] for t, own in rows.items()})
        orders = []
        for ticker, target in sorted(book.target.items()):
            held = book.shares.get(ticker, 0)
            wanted = target - held
            row = rows[ticker].iloc[at]
            if math.isnan(wanted) or abs(wanted) <= 1e-13 * held or math.isnan(row["open"]):
                continue
            low, high = rules.limit(ticker, day, exact(reference[ticker]))
            at_open = exact(row["open"])
            if (wanted > 0 and high is not None and at_open >= high) or (
                wanted < 0 and low is not None and at_open <= low
            ):
                continue
            orders.append((ticker, wanted, held, row, target))
        cut = False
        for side in ("sell", "buy"):
            for ticker, wanted, held, row, target in orders:
                if (wanted > 0) != (side == "buy"):
                    continue
                most = float(abs(wanted))
                shares = _sized(rules, ticker, day, side, most, held, target)
                asked = book.asked.setdefault(ticker, wanted)
                allowed = row["volume"] * float(rules.volume_cap(ticker, day) or 1)
                if allowed < shares:
                    shares = _sized(rules, ticker, day, side, allowed, held, target)
                else:
                    book.target.pop(ticker)
                    missing = most - shares
                    small = max(0.1 * abs(asked), 0.01 * max(target, held))
                    if missing > small and (missing >= 1 or not held):
                        rounded[ticker] = (abs(asked), abs(asked) - missing)
                if not shares:
                    continue
                need = exact(row["open"]) * shares + sum(
                    costs.of(side, shares, row["open"], ticker[-2:], day).values(), Decimal(0)
                )
                cut |= side == "buy" and cents(need) > book.cash
                fees += book.pay(side, ticker, day, row["open"], shares)
        value = 0.0
        for ticker, held in sorted(book.shares.items()):
            close = rows[ticker]["close"].iloc[at]
            if close > 0:
                book.mark[ticker] = close
            value += held * book.mark[ticker] if held else 0.0
        out.append(
            Day(
                book.cash,
                float(book.cash) + value,
                fees,
                {t: n for t, n in book.shares.items() if n},
                cut,
                rounded,
            )
        )
    return out


def _sized(
    rules: Rules, ticker: str, day: pd.Timestamp, side: str, most: float, held: int, target: float
) -> int:
    whole = math.floor(most + 1e-9)
    if side == "sell" and target == 0.0 and whole >= held:
        return held
    return rules.accepted(ticker, day, side, whole, held)


def market(seed: int, sessions: int, tickers: list[str]) -> dict[str, pd.DataFrame]:
    """Random prices at ticks: gaps to the limits, suspensions, ex-dates, thin volume."""
    random = np.random.default_rng(seed)
    days = pd.bdate_range("2023-08-14", periods=sessions)
    out: dict[str, Any] = {}
    for ticker in tickers:
        close = round(float(random.uniform(3, 60)), 2)
        rows = []
        for _ in range(sessions):
            if random.random() < 0.1:
                rows.append([math.nan, math.nan, close, 0.0, True])
                continue
            ex = random.random() < 0.1
            reference = round(close / (1 + random.choice([0.013, 0.3, 1.0])), 2) if ex else close
            opened = round(reference * (1 + random.choice([0, 0.004, -0.02, 0.1, -0.1, 0.2, -0.2])), 2)
            low, high = rules_of_tests().limit(ticker, "2023-08-14", exact(reference))
            opened = min(max(opened, float(low or 0.01)), float(high or 1e9))
            close = min(
                max(round(opened * (1 + random.normal(0, 0.02)), 2), float(low or 0.01)), float(high or 1e9)
            )
            volume = float(random.choice([500, 20_000, 5_000_000]))
            rows.append([opened, close, reference, volume, False])
        columns = ["open", "close", "preclose", "volume", "suspended"]
        out[ticker] = pd.DataFrame(rows, index=days, columns=columns).astype(
            dict.fromkeys(columns[:4], float)
        )
    return out


def rules_of_tests() -> Rules:
    from yanbao._backtest.rules import rules

    return rules.china
