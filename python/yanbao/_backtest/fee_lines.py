"""What a line of fees may hold, and what it charges."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from yanbao._backtest.dated_lines import Line, decimal_of, frozen, known, meet, percent
from yanbao.errors import InvalidValueError

MARKETS = ("SH", "SZ", "BJ", "HK", "US")  # their places are their numbers in the core
SIDES = {"buy": 1, "sell": 2, "both": 3}
ROUNDING = {"cent": 0, "up_to_unit": 1}
NUMBERS = ("rate", "per_share", "min", "max")
COLUMNS = ("name", "markets", "side", *NUMBERS, "round", "from", "to", "official", "read", "source", "note")


def checked(line: Mapping[str, Any]) -> Line:
    """A line with every key, its values checked."""
    filled: dict[str, Any] = {
        "side": "both",
        "rate": 0,
        "per_share": 0,
        "min": None,
        "max": None,
        "round": "cent",
    }
    filled.update({"from": None, "to": None, "note": "", "source": "", "official": False, "read": "user"})
    for key in line:
        known(key, COLUMNS, "key of a fee")
    filled.update(line)
    if not isinstance(filled.get("name"), str) or not filled["name"]:
        raise InvalidValueError("a line of fees has a name")
    known(filled["side"], SIDES, "side")
    known(filled["round"], ROUNDING, "way of rounding")
    filled["markets"] = tuple(known(m, MARKETS, "market") for m in filled.get("markets") or ())
    if not filled["markets"]:
        raise InvalidValueError(f"a line of {filled['name']} is of no market")
    for key in NUMBERS:
        open_end = key in ("min", "max") and filled[key] is None
        filled[key] = None if open_end else decimal_of(filled[key], f"{key} of {filled['name']}")
        if filled[key] is not None and filled[key] < 0:
            raise InvalidValueError(f"{key} of {filled['name']} is negative")
    if filled["min"] is not None and filled["max"] is not None and filled["max"] < filled["min"]:
        raise InvalidValueError(f"max of {filled['name']} is below its min")
    return frozen(filled)


def both_charge(a: Line, b: Line) -> bool:
    """Whether two lines would charge one fee twice on some day."""
    same = a["name"] == b["name"] and bool(SIDES[a["side"]] & SIDES[b["side"]])
    return same and not set(a["markets"]).isdisjoint(b["markets"]) and meet(a, b)


def fee_of(line: Line, shares: Decimal, price: Decimal) -> Decimal:
    """The fee of one trade by a line, rounded."""
    with localcontext() as context:
        context.prec = 60
        fee = shares * price * line["rate"] + shares * line["per_share"]
        if shares:  # no trade, no least fee
            fee = fee if line["min"] is None else max(fee, line["min"])
            fee = fee if line["max"] is None else min(fee, line["max"])
        if line["round"] == "up_to_unit":
            fee = fee.to_integral_value(ROUND_CEILING)
        rounded: Decimal = fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return rounded


def as_float(number: Decimal | None) -> float:
    """A number for the core; NaN for none."""
    return float("nan") if number is None else float(number)


def spoken(line: Line) -> str:
    """A line's fee in words."""
    flat = line["min"] is not None and line["min"] == line["max"]
    parts = [percent(line["rate"])] if line["rate"] or not (line["per_share"] or flat) else []
    parts += [f"{line['per_share'].normalize():f} a share"] if line["per_share"] else []
    if flat:
        return f"{line['min']:f} a trade"
    parts += [
        f"{word} {line[key]:f}"
        for word, key in (("at least", "min"), ("at most", "max"))
        if line[key] is not None
    ]
    return ", ".join([*parts, *(["rounded up"] if line["round"] == "up_to_unit" else [])])
