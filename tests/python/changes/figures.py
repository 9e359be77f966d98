"""Other numbers in tables."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from .case import Case, Line, number
from .tables import Table, decimals, reprint, set_number


def cells(case: Case) -> list[tuple[Table, Line, int]]:
    """Every cell that prints a number of the gold."""
    found = []
    for table in case.tables:
        for line in table.body:
            for column in range(min(table.width, len(line.cells))):
                printed = table.printed(line, column)
                # an arrow that was lost makes the sign a matter of taste
                if printed and number(line.cells[column]) is not None and not printed[0].get("flag"):
                    found.append((table, line, column))
    return found


def random_value(cell: str, rng: Random) -> Decimal:
    """Another number of about the same size and the same precision, never 0."""
    old, places = number(cell) or Decimal(1), Decimal(1).scaleb(-decimals(cell))
    value = Decimal(0)
    while value == 0:
        value = (old * Decimal(repr(rng.uniform(0.4, 1.9))) + places * rng.randint(-9, 9)).quantize(places)
    return value


def any_number(case: Case, rng: Random) -> Case | None:
    """A few numbers, whatever the arithmetic says."""
    found = cells(case)
    for table, line, column in rng.sample(found, min(len(found), rng.randint(1, 3))):
        set_number(table, line, column, random_value(line.cells[column], rng))
    return case if found else None


def every_number(case: Case, rng: Random) -> Case | None:
    """Every price, EPS and PE, so that they go together as before."""
    known: dict[tuple[str, str], Decimal] = {}
    changed = [x for t in case.tables if not t.by_year for x in t.body if consistent(t, x, rng, known)]
    return case if changed else None


def consistent(table: Table, line: Line, rng: Random, known: dict[tuple[str, str], Decimal]) -> bool:
    """Other numbers that keep to price * k = EPS * PE; `known`: what other tables print of the stock."""
    price, pairs = columns(table, line)
    if price is None or not pairs:
        return False
    texts = line.cells
    ticker = table.rows(line)[0][1].get("ticker", "")

    def another(column: int, spread: float = 0.0) -> Decimal:
        old = (ticker, f"{table.keys[column]} {number(texts[column])}")
        if old not in known:
            known[old] = random_value(texts[column], rng) + Decimal(repr(rng.uniform(-spread, spread)))
        return known[old]

    low, high = row_ratio(texts, price, pairs)
    if low > high or low <= 0:
        return False
    k = (low + high) / 2
    # the rates of a whole market stay shared by its rows
    k = next((s for s in (1.0, 0.9155, 0.9053, 7.1435, 7.0525) if low <= s <= high), k)
    set_number(table, line, price, another(price))
    new_price = float(number(line.cells[price]) or 0)
    for eps, pe in pairs:
        half = 0.5 * 10 ** -decimals(texts[eps])
        exact = float(another(eps, half))
        if abs(exact) > half:
            set_number(
                table, line, eps, Decimal(repr(exact)).quantize(Decimal(1).scaleb(-decimals(texts[eps])))
            )
            set_number(table, line, pe, Decimal(repr(new_price * k / exact)))
    return True


def columns(table: Table, line: Line) -> tuple[int | None, list[tuple[int, int]]]:
    """The column of the price, and of EPS and PE by year where both are printed."""
    at = {key: i for i, key in enumerate(table.keys) if key and number(line.cells[i]) is not None}
    price = at.get(("coverage", "price", ()))
    pairs = []
    for key, i in at.items():
        if key[0] == "estimates" and key[2][0] == "eps":
            pe = at.get((key[0], key[1], ("pe", *key[2][1:])))
            if pe is not None:
                pairs.append((i, pe))
    return price, pairs


def row_ratio(texts: list[str], price: int, pairs: list[tuple[int, int]]) -> tuple[float, float]:
    """The k of price * k = EPS * PE that all years of a row allow."""

    def interval(i: int) -> tuple[float, float]:
        value, half = float(number(texts[i]) or 0), 0.5 * 10 ** -decimals(texts[i])
        return value - half, value + half

    low, high = 0.0, float("inf")
    p = interval(price)
    for eps, pe in pairs:
        products = [a * b for a in interval(eps) for b in interval(pe)]
        if interval(eps)[0] * interval(eps)[1] > 0:
            low, high = max(low, min(products) / p[1]), min(high, max(products) / p[0])
    return low, high


def loss_years(case: Case, rng: Random) -> Case | None:
    """Losses: EPS below zero, PE negative, a dash or blank."""
    found = [(t, line) for t in case.tables if not t.by_year for line in t.body if columns(t, line)[1]]
    if not found:
        return None
    for table, line in rng.sample(found, min(2, len(found))):
        eps, pe = rng.choice(columns(table, line)[1])
        texts = line.cells
        set_number(table, line, eps, -abs(number(texts[eps]) or Decimal(0)))
        set_number(table, line, pe, -abs(number(texts[pe]) or Decimal(0)))
        mark = rng.choice(["", "-", "—", "--", "N/A", "/", None])
        printed = table.printed(line, pe)
        if mark is not None and printed:
            texts = line.cells
            texts[pe] = mark
            line.cells = texts
            case.drop("estimates", [printed[0]])
    return case


def blank_cells(case: Case, rng: Random) -> Case | None:
    """Cells that print nothing."""
    found = [(t, x, i) for t, x, i in cells(case) if t.keys[i] and t.keys[i][0] == "estimates"]
    for table, line, column in rng.sample(found, min(len(found), 3)):
        printed = table.printed(line, column)
        if printed:
            texts = line.cells
            texts[column] = rng.choice(["", "-", "—"])
            line.cells = texts
            case.drop("estimates", [printed[0]])
    return case if found else None


def precision(case: Case, rng: Random) -> Case | None:
    """Digits fewer than before: 39.02 becomes 39.0, its EPS stays."""
    for table in case.tables:
        for column, key in enumerate(table.keys):
            if key and key[0] == "estimates" and key[2][0] in ("pe", "pb", "ps") and rng.random() < 0.5:
                for line in table.body:
                    value = number(line.cells[column])
                    if value is not None and decimals(line.cells[column]):
                        texts = line.cells
                        places = decimals(texts[column]) - 1
                        texts[column] = reprint_with(texts[column], value, places)
                        line.cells = texts
                        set_number(table, line, column, number(texts[column]) or Decimal(0))
    return case if case.tables else None


def reprint_with(cell: str, value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places))
    old = reprint(cell, value)
    return old.replace(old.strip(), f"{rounded:f}")
