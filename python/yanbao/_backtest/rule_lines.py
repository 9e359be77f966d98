"""What a line of rules may hold, which board a ticker is on, and the lines as arrays for the core."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from yanbao._backtest.dated_lines import Line, data, days_of, decimal_of, frozen, known, meet, percent, span
from yanbao._ticker import ticker as as_printed
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from numpy.typing import NDArray

ANY: Any = object()  # no choice was made; None is one
KINDS: dict[str, tuple[str, ...]] = {
    "limit": ("up", "down", "round"),
    "lot": ("least", "step"),
    "sell_after": ("value",),
    "short_allowed": ("value",),
    "volume_cap": ("value",),
    "tick": ("value",),
}
_WHOM = ("market", "st", "age_from", "age_to")
_ALL = ("up", "down", "round", "least", "step", "value")
COLUMNS = ("kind", "board", *_WHOM, *_ALL, "from", "to", "official", "read", "source", "note")
TAX_NUMBERS = ("months_over", "months_to", "rate")
TAX_COLUMNS = ("markets", *TAX_NUMBERS, "from", "to", "official", "read", "source", "note")
NUMBERS = ("age_from", "age_to", "up", "down", "least", "step", "value")
_OPEN = 2**31 - 1  # an age without end
_ROUNDING = {"half_up": 0, "inward": 1}


def boards() -> dict[str, Any]:
    """The boards of the package: prefixes of codes by market, and what each is."""
    found: dict[str, Any] = data("rules.json")["boards"]
    return found


@functools.cache
def _markets() -> dict[str, str]:
    return {s: market for market, suffixes in data("rules.json")["markets"].items() for s in suffixes}


def market_of(ticker: str) -> str:
    """The market of a ticker by its suffix: SH, SZ, BJ, HK or US; empty for another."""
    return _markets().get(as_printed(ticker).rpartition(".")[2], "")


@functools.lru_cache(maxsize=65536)
def board_of(ticker: str) -> str | None:
    """The board of a ticker by the beginning of its code; None for none."""
    code, _, suffix = as_printed(ticker).rpartition(".")
    market = _markets().get(suffix, "")
    for name, board in boards().items():
        if any(code.startswith(prefix) for prefix in board["prefixes"].get(market, ())):
            return str(name)
    return None


def checked(line: Mapping[str, Any]) -> Line:
    """A line with every key, its values checked."""
    for key in line:
        known(key, COLUMNS, "key of a rule")
    filled: dict[str, Any] = dict.fromkeys(COLUMNS)
    filled.update({"source": "", "note": "", "official": False, "read": "user", **line})
    kind = known(filled["kind"], KINDS, "kind of rule")
    known(filled["board"], boards(), "board")
    if filled["market"] is not None:
        known(filled["market"], data("rules.json")["markets"], "market")
    if filled["st"] not in (None, True, False):
        raise InvalidValueError(f"st is True, False or None (both), not {filled['st']!r}")
    for key in ("age_from", "age_to", "least", "step"):
        if filled[key] is not None:
            filled[key] = _whole(filled[key], key)
    for key in ("up", "down", "value"):
        if filled[key] is not None:
            filled[key] = decimal_of(filled[key], key)
            if filled[key] < 0:
                raise InvalidValueError(f"{key} of a {kind} is negative")
    if kind == "volume_cap" and filled["value"] is not None and filled["value"] > 1:
        raise InvalidValueError(f"a volume_cap is a part of the volume, not {filled['value']}")
    if kind == "limit":
        filled["round"] = known(filled["round"] or "half_up", _ROUNDING, "way of rounding")
        filled["age_from"] = filled["age_from"] or 0
        if filled["age_to"] is not None and filled["age_to"] < filled["age_from"]:
            raise InvalidValueError("a line of limits ends at a lower age than it begins")
        if filled["down"] is not None and filled["down"] > 1:
            raise InvalidValueError(f"a price cannot fall by {filled['down']} (0.1 is 10 %)")
    if kind == "lot" and (filled["least"] is None) != (filled["step"] is None):
        raise InvalidValueError("a lot has a least number and a step, or neither")
    if kind == "lot" and filled["least"] is not None and min(filled["least"], filled["step"]) < 1:
        raise InvalidValueError("a lot is of one share at least")
    return frozen(filled)


def _whole(number: object, what: str) -> int:
    found = decimal_of(number, what)
    if found != int(found) or found < 0:
        raise InvalidValueError(f"{what} is a whole number, not {number!r}")
    return int(found)


def accepted_of(side: str, wanted: int, held: int, least: int, step: int) -> int:
    """The greatest number of shares, up to the wanted one, that fits into lots or sells a rest whole."""
    lots = 0 if wanted < least else least + (wanted - least) // step * step
    if side == "buy":
        return lots
    if wanted >= held:
        return held
    rest = held % step
    return max(lots, rest + (wanted - rest) // step * step if 0 < rest <= wanted else 0)


def core_of(lines: Sequence[Line], sessions: object) -> dict[str, dict[str, NDArray[Any]]]:
    """The lines that hold in any of the sessions, as arrays by kind."""
    days = days_of(sessions)
    said = (x for x in lines if x["kind"] in ("limit", "lot") or x["value"] is not None)  # None is no bound
    held = [x for x in ((line, *span(line, days)) for line in said) if x[1] < x[2]]
    plural = {"limit": "limits", "lot": "lots"}
    kinds = {plural.get(kind, kind): [x for x in held if x[0]["kind"] == kind] for kind in KINDS}
    return {name: _core_arrays(name, lines) for name, lines in kinds.items()}


def _core_arrays(kind: str, held: Sequence[tuple[Line, int, int]]) -> dict[str, NDArray[Any]]:
    """The lines of one kind, each with its first session and the one behind its last, as arrays."""
    import numpy as np

    order, markets = list(boards()), list(data("rules.json")["markets"])

    def whole(values: list[int]) -> NDArray[Any]:
        return np.array(values, dtype=np.int32)

    def real(key: str) -> NDArray[Any]:
        return np.array([np.nan if x[key] is None else float(x[key]) for x, _, _ in held], dtype=np.float64)

    lines = [x for x, _, _ in held]
    found = {"board": whole([order.index(x["board"]) for x in lines])}
    if kind == "limits":
        found["st"] = whole([-1 if x["st"] is None else int(x["st"]) for x in lines])
        found["age_from"] = whole([x["age_from"] for x in lines])
        found["age_to"] = whole([_OPEN if x["age_to"] is None else x["age_to"] for x in lines])
        found.update(up=real("up"), down=real("down"), rounding=whole([_ROUNDING[x["round"]] for x in lines]))
    elif kind == "lots":
        found["least"] = whole([x["least"] or 0 for x in lines])
        found["step"] = whole([x["step"] or 0 for x in lines])
    else:
        found["market"] = whole([-1 if x["market"] is None else markets.index(x["market"]) for x in lines])
        found["value"] = real("value")
    found["first"] = whole([first for _, first, _ in held])
    found["last"] = whole([last for _, _, last in held])
    return found


def ticks(price: Decimal, tick: Decimal, rounding: str) -> Decimal:
    """A price in whole ticks."""
    with localcontext() as context:
        context.prec = 60
        return (price / tick).to_integral_value(rounding) * tick


def old_enough(line: Line, age: int | None) -> bool:
    """Whether a line is for shares of an age; None is long listed."""
    if age is None:
        return line["age_to"] is None
    return (line["age_from"] or 0) <= age and (line["age_to"] is None or age <= line["age_to"])


def both_hold(a: Line, b: Line) -> bool:
    """Whether two lines would hold for one share on some day."""
    same = all(a[key] == b[key] for key in ("kind", "board"))
    same = same and all(a[key] is None or b[key] is None or a[key] == b[key] for key in ("st", "market"))
    return same and meet(a, b) and meet(a, b, "age_from", "age_to")


def whom(line: Line) -> str:
    """For which shares a line is."""
    parts = [] if line["market"] is None else [line["market"]]
    parts += {None: [], True: ["ST"], False: ["not ST"]}[line["st"]]
    first, last = line["age_from"] or 0, line["age_to"]
    if last is not None:
        parts.append(f"session {first + 1} to {last + 1}" if last > first else f"session {first + 1}")
    elif first:
        parts.append(f"from session {first + 1}")
    return ", ".join(parts)


def spoken(line: Line) -> str:
    """A line's rule in words."""
    if line["kind"] == "limit":
        if line["up"] is None and line["down"] is None:
            return "no limit"
        return f"+{percent(line['up']) or 'any'}, -{percent(line['down']) or 'any'}"
    if line["kind"] == "lot":
        return "not known" if line["least"] is None else f"{line['least']}, then by {line['step']}"
    return "not known" if line["value"] is None else f"{line['value'].normalize():f}"
