"""The metrics once more, slow and plain: one cell at a time, None for what is missing."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable

Cell = float | None
Bounds = tuple[float, float] | None  # None: nothing is known


def pe(price: Cell, k: Cell, eps: Cell) -> tuple[Cell, str]:
    if price is None or price <= 0:
        return None, "missing_price"
    if k is None or k <= 0:
        return None, "missing_k"
    if eps is None:
        return None, "missing_eps"
    return (price * k / eps, "ok") if eps > 0 else (None, "loss")


def earnings_yield(price: Cell, k: Cell, eps: Cell) -> tuple[Cell, str]:
    _, reason = pe(price, k, eps)
    if price is None or k is None or eps is None or reason.startswith("missing"):
        return None, reason
    return eps / (price * k), "ok"


def peg(multiple: Cell, rate: Cell) -> tuple[Cell, str]:
    if multiple is None or multiple <= 0:
        return None, "missing_pe"
    if rate is None:
        return None, "missing_growth"
    return (multiple / (rate * 100), "ok") if rate > 0 else (None, "growth_not_positive")


def _lost(base: float, end: float) -> str:
    if base == 0:
        return "zero_base"
    if end > 0:
        return "from_loss"
    if end == base:
        return "loss_stays"
    return "loss_widens" if end < base else "loss_narrows"


def growth(base: Cell, end: Cell) -> tuple[Cell, str]:
    if base is None:
        return None, "missing_base"
    if end is None:
        return None, "missing_end"
    if base <= 0:
        return None, _lost(base, end)
    return (end - base) / base, "to_loss" if end < 0 else "ok"


def cagr(base: Cell, end: Cell, years: int) -> tuple[Cell, str]:
    if base is None:
        return None, "missing_base"
    if end is None:
        return None, "missing_end"
    if base <= 0:
        return None, _lost(base, end)
    return ((end / base) ** (1 / years) - 1, "ok") if end > 0 else (None, "end_not_positive")


def pe_bounds(price: Bounds, k: Bounds, eps: Bounds) -> Bounds:
    if price is None or k is None or eps is None or price[0] <= 0 or k[0] <= 0 or eps[1] <= 0:
        return None
    low = min(p * f / eps[1] for p in price for f in k)
    high = max(p * f / eps[0] for p in price for f in k) if eps[0] > 0 else math.inf
    return low, high


def growth_bounds(base: Bounds, end: Bounds) -> Bounds:
    if base is None or end is None or base[1] <= 0:
        return None
    if base[0] > 0:
        corners = [e / b - 1 for b in base for e in end]
        return min(corners), max(corners)
    # bases near 0 send the quotient to infinity, unless the end is on the other side of 0
    low = -math.inf if end[0] < 0 else end[0] / base[1] - 1
    high = end[1] / base[1] - 1 if end[1] <= 0 and end[0] < 0 else math.inf
    return low, high


def group_pe(cap: list[Cell], earned: list[Cell], strength: list[int], least: int) -> dict[str, Cell]:
    members = [i for i, s in enumerate(strength) if s >= max(least, 1)]
    caps = {i: c for i in members if (c := cap[i]) is not None and c > 0}
    both = {i: (c, e) for i, c in caps.items() if (e := earned[i]) is not None}
    total = math.fsum(e for _, e in both.values())
    yields = math.fsum(e / c for c, e in both.values())
    multiples = [c / e for c, e in both.values() if e > 0]
    return {
        "by_sum": math.fsum(c for c, _ in both.values()) / total if total > 0 else None,
        "harmonic": len(both) / yields if yields > 0 else None,
        "median": statistics.median(multiples) if multiples else None,
        "members": len(members),
        "n": len(both),
        "profitable": len(multiples),
        "cap_coverage": math.fsum(c for c, _ in both.values()) / math.fsum(caps.values()) if caps else None,
    }


def group_growth(base: list[Cell], end: list[Cell], strength: list[int], least: int) -> dict[str, Cell]:
    members = [i for i, s in enumerate(strength) if s >= max(least, 1)]
    both = [(b, e) for i in members if (b := base[i]) is not None and (e := end[i]) is not None]
    total = math.fsum(b for b, _ in both)
    rates = [(e - b) / b for b, e in both if b > 0]
    return {
        "by_sum": (math.fsum(e for _, e in both) - total) / total if total > 0 else None,
        "median": statistics.median(rates) if rates else None,
        "members": len(members),
        "n": len(both),
    }


def membership(
    members: Iterable[tuple[int, int, int]], securities: int, themes: int, parent_of: list[int]
) -> list[list[int]]:
    matrix = [[0] * themes for _ in range(securities)]
    for security, theme, strength in members:
        seen: set[int] = set()
        while theme >= 0 and theme not in seen:
            seen.add(theme)
            matrix[security][theme] = max(matrix[security][theme], strength)
            theme = parent_of[theme]
    return matrix
