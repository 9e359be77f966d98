"""What scanners do to text."""

from __future__ import annotations

import re
from random import Random

from .case import Case, Line, Row, fold, number
from .tables import Table

WIDE = {c: chr(ord(c) + 0xFEE0) for c in "0123456789"}


def number_cells(case: Case) -> list[tuple[Table, Line, int]]:
    return [
        (t, x, i) for t in case.tables for x in t.body for i, c in enumerate(x.cells[: t.width])
        if t.keys[i] and number(c) is not None and t.keys[i][1] != "ticker"  # type: ignore[index]
    ]  # fmt: skip


def in_cells(case: Case, rng: Random, damage: object, share: float = 0.4) -> Case | None:
    found = number_cells(case)
    for _, line, column in found:
        if rng.random() < share:
            cells = line.cells
            cells[column] = damage(cells[column])  # type: ignore[operator]
            line.cells = cells
    return case if found else None


def split_digits(case: Case, rng: Random) -> Case | None:
    """291. 8 and 2, 752, 194."""
    return in_cells(case, rng, lambda c: re.sub(r"(?<=\d)([.,])(?=\d)", r"\1 ", c))


def split_in_prose(case: Case, rng: Random) -> Case | None:
    """The same in running text, for numbers with a unit."""
    for line in case.prose():
        if rng.random() < 0.5:
            line.text = re.sub(r"(?<=\d)\.(?=\d+\s*(%|倍|元|亿|个百分点))", ". ", line.text)
    return case


def other_minus(case: Case, rng: Random) -> Case | None:
    minus = rng.choice("−－–")
    return in_cells(case, rng, lambda c: re.sub(r"^(\W*)-(?=\s*\d)", rf"\1{minus}", c), 0.8)


def full_width(case: Case, rng: Random) -> Case | None:
    """Full-width digits in some cells, full-width marks for the others in text."""
    marks = (
        str.maketrans(",:;()", "，：；（）") if rng.random() < 0.5 else str.maketrans("，：；（）", ",:;()")
    )
    for line in case.prose():
        if rng.random() < 0.5 and not re.search(r"https?:|@|\d[,:]\d", line.text):
            line.text = line.text.translate(marks)
    wide = str.maketrans(WIDE)
    return in_cells(case, rng, lambda c: c.translate(wide), 0.1)


def bold(case: Case, rng: Random) -> Case | None:
    """** and <b> around cells and names."""
    for table in case.tables:
        for line in table.body:
            cells = line.cells
            i = rng.randrange(len(cells))
            mark = rng.choice([("**", "**"), ("<b>", "</b>")])
            if cells[i].strip() and table.keys[i] and not re.search(r"\*\*|<b>", cells[i]):
                cells[i] = mark[0] + cells[i] + mark[1]
                line.cells = cells
    for row in case.rows("themes", "rankings"):
        mark = rng.choice([("**", "**"), ("<b>", "</b>")])
        for line in case.prose() if rng.random() < 0.3 else ():
            if row["name"] in line.text and not re.search(
                rf"[*>《“][^、，：]*{re.escape(row['name'])}", line.text
            ):
                line.text = line.text.replace(row["name"], mark[0] + row["name"] + mark[1], 1)
    return case


def spaces(case: Case, rng: Random) -> Case | None:
    """Spaces between Chinese and Latin put in, or taken away."""
    cjk, latin = "[\u4e00-\u9fff]", "[A-Za-z0-9]"
    add = rng.random() < 0.5
    for line in case.prose():
        if add:
            line.text = re.sub(
                f"({cjk})(?={latin})|({latin})(?={cjk})", lambda m: (m[1] or m[2]) + " ", line.text
            )
        else:
            line.text = re.sub(f"(?<={cjk}) (?={latin})|(?<={latin}) (?={cjk})", "", line.text)
    return case


def spaced_tickers(case: Case, rng: Random) -> Case | None:
    """0700. HK"""
    done = False
    for table in case.tables:
        column = next((i for i, k in enumerate(table.keys) if k and k[1] == "ticker"), None)
        for line in table.body if column is not None else ():
            if rng.random() < 0.5:
                cells = line.cells
                cells[column] = re.sub(r"\.(?=[A-Z])", ". ", cells[column])  # type: ignore[index]
                line.cells = cells
                done = True
    return case if done else None


def zero_for_o(case: Case, rng: Random) -> Case | None:
    """NVDA. 0 and G00GL. 0; each repair is a finding."""
    done = False
    for table in case.tables:
        column = next((i for i, k in enumerate(table.keys) if k and k[1] == "ticker"), None)
        for line in table.body if column is not None else ():
            cells = line.cells
            ticker = next((r["ticker"] for _, r in table.rows(line) if r.get("ticker")), "")
            if ticker.endswith(".O") and fold(cells[column]) == ticker and rng.random() < 0.7:  # type: ignore[index]
                code = ticker[:-2].replace("O", "0") if rng.random() < 0.5 else ticker[:-2]
                cells[column] = f"{code}. 0"  # type: ignore[index]
                line.cells = cells
                repaired(case, ticker, cells[column])  # type: ignore[index]
                done = True
    return case if done else None


def repaired(case: Case, ticker: str, printed: str) -> None:
    case.columns.setdefault("findings", ["code", "subject", "what"])
    rows = case.gold.setdefault("findings", [])
    if not any(r["code"] == "ticker_repaired" and r["subject"] == ticker for r in rows):
        rows.append(Row(code="ticker_repaired", subject=ticker, what=f"printed {printed}"))


def garbled_header(case: Case, rng: Random) -> Case | None:
    """Header words beyond reading where content and arithmetic tell the columns; EPS or PE stays."""
    done = False
    for table in case.tables:
        at = {k: i for i, k in enumerate(table.keys) if k}
        groups = [
            min(i for k, i in at.items() if k[2][:1] == (m,))
            for m in ("eps", "pe")
            if any(k[2][:1] == (m,) for k in at)
        ]
        price = at.get(("coverage", "price", ()))
        if price is None or len(groups) < 2 or table.by_year or not table.aligned:
            continue
        some = [at[k] for k in at if k[1] in ("ticker", "name", "rating", "price")]
        for column in [*rng.sample(some, min(2, len(some))), rng.choice(groups)]:
            for line in table.header:
                cells = line.cells
                if re.search("[\u4e00-\u9fff]|EPS|P/?E", cells[column]) and not re.search(
                    r"\d{2}", cells[column]
                ):
                    cells[column] = (
                        "".join(rng.choice("4n.>fe 2m/A1l—~") for _ in range(rng.randint(3, 8))).strip()
                        or "~"
                    )
                    line.cells = cells
                    done = True
    return case if done else None
