"""Other companies, everywhere they are printed."""

from __future__ import annotations

import csv
import functools
import re
from random import Random

from .case import MINUS, REPOSITORY, Case, Line, Row, fold

SUFFIX = re.compile(r"-(U|W|UW|S|SW|WD|B|P|R)$")
NAMED = {  # the columns that hold a name, or a sentence with names in it
    "coverage": ["name"], "quotes": ["name"], "themes": ["name", "descriptor"], "rankings": ["name"],
    "announcements": ["company", "title"], "news": ["title"], "references": ["title"], "figures": ["caption"],
    "findings": ["subject"], "risks": ["risk"], "events": ["name"],
}  # fmt: skip
INVENTED = ("澜庭科技", "启衡股份", "云杉智控", "铂睿电子", "禾沐生物", "远旭能源", "星岚软件", "瀚策信息")


@functools.cache
def listed() -> dict[str, list[tuple[str, str]]]:
    """Securities by market: ticker and name; names that are plain, of one company, and not new."""
    found: dict[str, list[tuple[str, str]]] = {"A": [], "HK": [], "US": []}
    seen: dict[str, int] = {}
    with (REPOSITORY / "python/yanbao/data/securities.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    for record in records:
        for name in (record["name"], *record["aliases"].split("|")):
            seen[name] = seen.get(name, 0) + 1
    for record in records:
        code, _, exchange = record["ticker"].rpartition(".")
        name = SUFFIX.sub("", record["name"])
        market = "A" if exchange in ("SH", "SZ") else exchange
        plain = re.fullmatch("[\u4e00-\u9fff]{4}", name) and seen[record["name"]] == 1 and "证券" not in name
        if market in found and plain and record["listed"] < "2020" and (market != "HK" or len(code) == 4):
            found[market].append((record["ticker"], name))
    return found


def market_of(ticker: str) -> str:
    exchange = ticker.rpartition(".")[2]
    return "A" if exchange in ("SH", "SZ", "BJ") else "HK" if exchange == "HK" else "US"


def spelt(name: str) -> str:
    """A pattern for a name as a scanner may print it: spaces, marks and minus signs of any kind."""
    inner = r"\s?".join(f"[{MINUS}]" if c in MINUS else re.escape(c) for c in name)
    word = re.fullmatch(r"[\x00-\x7f]+", name)
    return rf"(?<![A-Za-z0-9]){inner}(?![A-Za-z0-9])" if word else inner


def old_names(case: Case) -> dict[str, str]:
    """Every company that the gold names, with its market."""
    found = {}
    for row in case.rows("coverage", "quotes"):
        found[row["name"]] = market_of(row["ticker"])
    if case.meta.get("ticker"):
        found[case.meta["name"]] = market_of(case.meta["ticker"])
    for table, column in (("themes", "name"), ("rankings", "name"), ("announcements", "company")):
        for row in case.rows(table):
            if not re.match("C[\u4e00-\u9fff]", row[column]):
                found.setdefault(row[column], "A")
    unknown = {r["subject"] for r in case.rows("findings") if r["code"] == "unknown_security"}
    return {n: m for n, m in found.items() if n not in unknown}


def other_companies(case: Case, rng: Random) -> Case | None:
    old = old_names(case)
    text = fold(case.text)
    names: dict[str, str] = {}
    tickers: dict[str, str] = {}
    codes = {fold(r["name"]): r["ticker"] for r in case.rows("coverage", "quotes")}
    codes[fold(case.meta.get("name") or "")] = case.meta.get("ticker") or ""
    for name, market in sorted(old.items()):
        base = SUFFIX.sub("", name)
        ticker, new = rng.choice(listed()[market])
        taken = new in text or new in names.values() or ticker.split(".")[0] in text
        if base in names or rng.random() < 0.3 or taken:
            continue
        names[name] = names[base] = new
        if codes.get(fold(name)):
            suffix = codes[fold(name)].rpartition(".")[2]
            tickers[codes[fold(name)]] = f"{ticker.split('.')[0]}.{suffix}" if market == "US" else ticker
    if not names:
        return None
    put_in(case, names, tickers)
    return case


def put_in(case: Case, names: dict[str, str], tickers: dict[str, str]) -> None:
    pattern = re.compile("|".join(spelt(n) for n in sorted(names, key=len, reverse=True)))

    def renamed(s: str) -> str:
        return pattern.sub(lambda m: names[fold(m[0])], s)

    for table in case.tables:
        for line in table.body:
            owner = next((r["ticker"] for _, r in table.rows(line) if r.get("ticker") in tickers), None)
            if owner:
                print_ticker(case, line, owner, tickers[owner])
    for line in case.lines:
        for old, new in tickers.items():
            code, _, suffix = new.partition(".")
            if old[0].isdigit():
                printed = rf"(?<!\d){old.split('.')[0]}(?!\d)((\s*\.\s*)(SH|SZ|HK))?"
                line.text = re.sub(
                    printed, lambda m, c=code, s=suffix: c + (m[2] + s if m[1] else ""), line.text
                )
        line.text = renamed(line.text)
    for table, columns in NAMED.items():
        for row in case.gold.get(table, []):
            for column in columns:
                row[column] = renamed(row.get(column, ""))
    for rows in case.gold.values():
        for row in rows:
            for column in ("ticker", "subject"):
                row.update({column: tickers[row[column]]} if row.get(column) in tickers else {})
    for key in ("title", "name"):
        case.meta[key] = renamed(case.meta[key]) if case.meta.get(key) else case.meta.get(key)
    case.meta["ticker"] = tickers.get(case.meta.get("ticker") or "", case.meta.get("ticker"))


def print_ticker(case: Case, line: Line, old: str, new: str) -> None:
    """The American tickers: with the same damage to the suffix and to the letter O, if any."""
    if old[0].isdigit():
        return
    cells = line.cells
    for i, cell in enumerate(cells[:4]):
        squeezed = fold(cell)
        alike = re.fullmatch(r"[A-Z0-9]{1,5}\.[ON0]", squeezed) and len(squeezed) == len(old)
        if squeezed == old or alike:
            code, _, suffix = new.partition(".")
            damaged = code.replace("O", "0") if "0" in squeezed[:-2] else code
            printed = f"{damaged}.{' ' if '. ' in cell else ''}{'0' if squeezed[-1] == '0' else suffix}"
            cells[i] = printed
            findings = case.gold.get("findings", [])
            if fold(printed) == new:
                case.gold["findings"] = [
                    r for r in findings if (r["code"], r["subject"]) != ("ticker_repaired", old)
                ]
            line.cells = cells
            return


def unknown_names(case: Case, rng: Random) -> Case | None:
    """A company that no exchange lists, in a list of a theme."""
    once = [r for r in case.rows("themes") if not r["descriptor"] and case.text.count(r["name"]) < 3]
    elsewhere = {r["name"] for r in case.rows("coverage", "quotes", "rankings")}
    once = [r for r in once if r["name"] not in elsewhere]
    if not once:
        return None
    old, new = rng.choice(once)["name"], rng.choice(INVENTED)
    put_in(case, {old: new}, {})
    case.columns.setdefault("findings", ["code", "subject", "what"])
    case.gold.setdefault("findings", []).append(Row(code="unknown_security", subject=new, what=""))
    return case
