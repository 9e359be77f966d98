"""Figures and lists in running text."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from .case import Case, Line, Row, plain
from .companies import spelt

UNIT = {
    "change": "%", "excess_change": "%", "share_up": "%", "share_down": "%", "rank": "位", "rank_of": "个",
    "stocks": "只", "stocks_up": "只", "stocks_down": "只", "stocks_flat": "只",
    "pe_ttm": "倍", "pe_ttm_low": "倍", "pe_ttm_mean": "倍",
}  # fmt: skip
PRINTED = re.compile(r"(\d+(?:\.\d+)?)(\s*)(%|个百分点|pct|位|名|个(?!百分|交易|月|重)|只|倍)")
SAME_UNIT = {"个百分点": "%", "pct": "%", "名": "位"}
WAYS = {"上涨": "下跌", "涨幅": "跌幅", "跑赢": "跑输", "高于": "低于"}
WAYS |= {b: a for a, b in WAYS.items()}


def paragraphs(case: Case) -> list[list[Line]]:
    found: list[list[Line]] = [[]]
    for line in case.lines:
        if line.prose:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [p for p in found if p]


def joined(paragraph: list[Line]) -> str:
    return "".join(line.text for line in paragraph)


def edit(paragraph: list[Line], edits: list[tuple[int, int, str]]) -> bool:
    """Other text in some places of a paragraph; its lines stay cut where they were."""
    text, ends = joined(paragraph), []
    for line in paragraph:
        ends.append(len(line.text) + (ends[-1] if ends else 0))
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
        grown = len(new) - (end - begin)
        ends = [e if e <= begin else e + grown if e >= end else min(e, begin + len(new)) for e in ends]
    for line, begin, end in zip(paragraph, [0, *ends], ends, strict=False):
        line.text = text[begin:end]
    return bool(edits)


def market_numbers(case: Case) -> tuple[list[list[Line]], dict[tuple[str, Decimal], list[Row]]]:
    rows: dict[tuple[str, Decimal], list[Row]] = {}
    for row in case.rows("market"):
        unit = UNIT[row["measure"]]
        rows.setdefault((unit, abs(Decimal(row["value"]) * (100 if unit == "%" else 1))), []).append(row)
    found = [p for p in paragraphs(case) if sum(key(m) in rows for m in numbers(p)) > 2]
    return found, rows


def numbers(paragraph: list[Line]) -> list[re.Match[str]]:
    return list(PRINTED.finditer(joined(paragraph)))


def key(match: re.Match[str]) -> tuple[str, Decimal]:
    return SAME_UNIT.get(match[3], match[3]), Decimal(match[1])


def market_figures(case: Case, rng: Random) -> Case | None:
    """Other figures in the sentences on the market."""
    places, rows = market_numbers(case)
    if not places:
        return None
    new: dict[tuple[str, Decimal], str] = {}
    for old in rows:
        digits = len(plain(old[1]).partition(".")[2])
        value = Decimal(0)
        while value <= 0 or (old[0], value) in rows or any(v == f"{value:f}" for v in new.values()):
            value = (old[1] * Decimal(repr(rng.uniform(0.5, 1.6)))).quantize(Decimal(1).scaleb(-digits))
            value += rng.randint(0, 3) if not digits else 0
        if rng.random() < 0.8:
            new[old] = f"{value:f}"
    for paragraph in places:
        edit(paragraph, [(*m.span(1), new[key(m)]) for m in numbers(paragraph) if key(m) in new])
    for old, printed in new.items():
        for row in rows[old]:
            value = Decimal(printed) / (100 if old[0] == "%" else 1)
            row["value"] = plain(-value if row["value"].startswith("-") else value)
    return case


def market_ways(case: Case, rng: Random) -> Case | None:
    """Rises that become falls, and the other way round."""
    places, rows = market_numbers(case)
    done = False
    for paragraph in places:
        text, edits = joined(paragraph), []
        for match in numbers(paragraph):
            words = list(re.finditer("|".join(WAYS), text[max(0, match.start() - 10) : match.start()]))
            own = [r for r in rows.get(key(match), []) if r["measure"] in ("change", "excess_change")]
            printed = sum(m[1] == match[1] for p in places for m in numbers(p))
            if not words or len(own) != 1 or printed != 1 or rng.random() < 0.4:
                continue
            at = max(0, match.start() - 10) + words[-1].start()
            if re.search("[，。,]", text[at : match.start()]):
                continue
            edits.append((at, at + 2, WAYS[words[-1][0]]))
            own[0]["value"] = plain(-Decimal(own[0]["value"]))
        done |= edit(paragraph, edits)
    return case if done else None


def scale_lines(case: Case) -> list[Line]:
    """The lines that say what the ratings mean."""
    labels = {r["label"] for r in case.rows("rating_scale")}
    tail = case.lines[len(case.lines) * 2 // 3 :]
    at = [i for i, x in enumerate(tail) if "%" in x.text and any(label in x.text for label in labels)]
    start = next((i for i, after in zip(at[-2::-1], at[:0:-1], strict=False) if after - i > 6), None)
    first = at[0] if start is None else at[at.index(start) + 1]
    return tail[max(0, first - 4) : at[-1] + 2] if at else []


def rating_scale(case: Case, rng: Random) -> Case | None:
    """Other bounds and another horizon."""
    lines = scale_lines(case)
    bounds = sorted({abs(Decimal(r[c])) * 100 for r in case.rows("rating_scale") for c in BOUNDS if r[c]})
    if not lines or not bounds:
        return None
    some = sorted(rng.sample([3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 25, 30], len(bounds)))
    new = dict(zip(bounds, map(Decimal, some), strict=True))
    months = rng.choice(["3", "6", "9", "12"])
    one = all(r["horizon_months_min"] == r["horizon_months_max"] for r in case.rows("rating_scale"))
    for line in lines:
        line.text = re.sub(r"\d+(?=\s*%)", lambda m: f"{new.get(Decimal(m[0]), m[0])}", line.text)
        if one:
            line.text = re.sub(r"\d+(?=\s*个月)", months, line.text)
    for row in case.rows("rating_scale"):
        for c in BOUNDS:
            if row[c]:
                value = new[abs(Decimal(row[c])) * 100] / 100
                row[c] = plain(-value if row[c].startswith("-") else value)
        if one:
            row["horizon_months_min"] = row["horizon_months_max"] = months
    return case


BOUNDS = ("excess_low", "excess_high")


def reorder_names(case: Case, rng: Random) -> Case | None:
    """Names of a list in another order: rankings in prose follow it, members of a theme do not care."""
    lists: dict[tuple[str, ...], list[Row]] = {}
    for row in case.rows("rankings"):
        lists.setdefault((row["board"],), []).append(row)
    themes = list(case.rows("themes"))
    for row in themes:
        if not row["descriptor"] and sum(r["name"] == row["name"] for r in themes) == 1:
            lists.setdefault((row["parent"], row["theme"], row["role"]), []).append(row)
    done = False
    for rows in lists.values():
        names = [row["name"] for row in rows]
        new = rng.sample(names, len(names))
        pattern = re.compile(r"(?:\*\*)?[、，,]\s?(?:\*\*)?".join(f"({spelt(n)})" for n in names))
        for paragraph in paragraphs(case):
            match = pattern.search(joined(paragraph)) if len(names) > 1 else None
            if match:
                done |= edit(paragraph, [(*match.span(i), n) for i, n in enumerate(new, 1)])
                for row, name in zip(rows, new, strict=True):
                    row["name"] = name
    return case if done else None
