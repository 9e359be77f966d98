"""k of one session and company in plain Python, slowly: what `_panel_fx.Exchange` is held to."""

from __future__ import annotations

from typing import Any

Row = tuple[str, int, str, float, float, "str | None", "str | None"]
Bounds = tuple[float, float]

PRICE = {"HK": "HKD", "O": "USD", "N": "USD", "SH": "CNY"}


def price_of(ticker: str) -> str:
    return PRICE[ticker.split(".")[1]]


def meanings(row: Row, rows: list[Row]) -> set[tuple[str, float]]:
    """Each code of `explains` as (currency of EPS, shares of it in a traded one)."""
    report, at, ticker, low, high, _, text = row
    found = set()
    for code in (text or "").split("|"):
        if code == "1":
            found.add((price_of(ticker), 1.0))
        elif code.startswith("fx:"):
            found.add((code[-3:], 1.0))
        elif code.startswith("ads:"):
            n = float(code[4:])
            fitting = {
                other[6][-3:]
                for other in rows
                if other[6] is not None and other[6].startswith("fx:") and "|" not in other[6]
                if other[:2] == (report, at) and other[6][3:6] == price_of(ticker)
                if low * n <= other[4] and other[3] <= high * n
            }
            found.add((fitting.pop() if len(fitting) == 1 else "CNY", n))
    return found


def implied(rows: list[Row], base: str, quote: str, session: int) -> Bounds | str:
    """Of the pair as it is printed, from the seven sessions."""
    held: Bounds | None = None
    for at in range(session, session - 7, -1):
        of_reports = []
        for report in sorted({row[0] for row in rows if row[1] == at}):
            members = []
            for row in rows:
                means = meanings(row, rows)
                if (row[0], row[1]) == (report, at) and price_of(row[2]) == base and len(means) == 1:
                    (currency, n) = means.pop()
                    if currency == quote:
                        members.append((row[2], row[3] * n, row[4] * n))
            low = max((m[1] for m in members), default=1.0)
            high = min((m[2] for m in members), default=0.0)
            if len({m[0] for m in members}) > 1 and low <= high * (1 + 1e-12):
                of_reports.append((min(low, high), high))
        if not of_reports:
            continue
        low, high = max(r[0] for r in of_reports), min(r[1] for r in of_reports)
        if low > high * 1.03:
            return "fx_conflict"
        now = (min(low, high), max(low, high))
        if held is None:
            held = now
        elif max(held[0], now[0]) > min(held[1], now[1]) * 1.03:
            return "fx_conflict"
        elif max(held[0], now[0]) > min(held[1], now[1]):
            break
        else:
            held = (max(held[0], now[0]), min(held[1], now[1]))
    return held if held is not None else "no_fx"


def direct(rows: list[Row], given: dict[tuple[str, str], float], base: str, quote: str, s: int) -> Any:
    """Without a third currency."""
    for source in (lambda a, b: given.get((a, b)), lambda a, b: implied(rows, a, b, s)):
        for a, b in ((base, quote), (quote, base)):
            found = source(a, b)
            if isinstance(found, float):
                found = (found, found)
            if found is None or found == "no_fx":
                continue
            if isinstance(found, str):
                return found
            return found if a == base else (1 / found[1], 1 / found[0])
    return "no_fx"


def k(
    rows: list[Row],
    given: dict[tuple[str, str], float],
    ads: dict[str, float],
    session: int,
    ticker: str,
    eps: str | None,
) -> Bounds | str:
    """Bounds, or the reason why there are none; currencies of fewer than three kinds."""
    price, n = price_of(ticker), ads.get(ticker)
    known = [row for row in rows if row[1] <= session and row[2] == ticker]
    ways: set[tuple[str, float]]
    if ticker.endswith("SH"):
        ways = {(eps or "CNY", n or 1.0)}
    elif told := [m for row in known if (m := meanings(row, rows))]:
        ways = set.intersection(*told)
        if not (ways := {w for w in ways if eps in (None, w[0])}):
            return "k_conflict"
        if not (ways := {w for w in ways if n in (None, w[1])}):
            return "ads_contradicted"
        if len(ways) > 1:
            return "ads_ambiguous"
    elif known:
        return "k_unexplained"
    elif eps is None:
        return "no_currency"
    elif eps != price and n is None and not ticker.endswith("HK"):
        return "ads_ambiguous"
    else:
        ways = {(eps, n or 1.0)}
    ((currency, shares),) = ways
    rate = (1.0, 1.0) if currency == price else direct(rows, given, price, currency, session)
    return rate if isinstance(rate, str) else (rate[0] / shares, rate[1] / shares)
