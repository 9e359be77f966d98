"""Makes the package's list of securities from a dated security master.

    python python/tools/make_securities.py MASTER [--out python/yanbao/data/securities.csv]

MASTER is a CSV (gzipped or not) of `ticker, name, aliases, name_en, listed`; aliases are parted by `|`.
The list that the package ships has no quoting and no English names, but the short forms under which reports
print them: Microsoft Corporation as Microsoft, 微软公司 as 微软, and what `short_names.csv` here adds.
A master holds today's listings.  Reports of other years print the names of their day: `former_names.csv` has
those that dated lists of A-shares printed since 2018, newest first, and securities that were delisted.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import pathlib
import re
import sys
from collections import Counter
from collections.abc import Iterable

HERE = pathlib.Path(__file__).resolve().parent
TICKER = re.compile(r"(\d{6}\.(SH|SZ|BJ)|\d{4,5}\.HK|[A-Z]+([.-][A-Z]+)?\.US)")
LEGAL = re.compile(
    r"(,|\s|\()*("
    r"\(the\)|inc(orporated)?|corp(oration)?|company|co|ltd|limited|plc|llc|s\.?a|n\.?v|se|ag|a/s|holdings?|group|"
    r"technolog(y|ies)|platforms|international|new|-|common stock|class [abc]|sponsored|adr|"
    r"american depository shares|american depositary shares|new york registry shares"
    r")[.,)]*$",
    re.IGNORECASE,
)
CHINESE_COMPANY = re.compile(r"(集团)?(股份)?(有限公司|有限公|有限|公司)$")
NOT_A_SHARE = re.compile(r"%|notes? due|preferred|\bpfd\b", re.IGNORECASE)


def short_english(name: str) -> str:
    """The name without what the law adds to it; nothing where too little is left to know it by."""
    if NOT_A_SHARE.search(name):
        return ""
    short = name.strip()
    while (shorter := LEGAL.sub("", short).strip(" ,")) != short and shorter:
        short = shorter
    short = re.sub(r"\.com$", "", re.sub(r"^the ", "", short, flags=re.IGNORECASE))
    return short if len(short) >= 3 and not re.search(r"[,|&]", short) else ""


def american_names(row: dict[str, str]) -> list[str]:
    """The printed name first, then other usual ones."""
    code = row["ticker"].rpartition(".")[0]
    english = short_english(row["name_en"])
    name = row["name"].strip(" ,")
    if not name or "," in name:
        name = english or code
    chinese = CHINESE_COMPANY.sub("", re.sub(r"[ABC]类股$", "", name))
    return [name] + [n for n in (chinese, english) if len(n) >= 2]


def rows_of(
    master: Iterable[dict[str, str]], short_names: dict[str, list[str]], former_names: dict[str, list[str]]
) -> list[tuple[str, ...]]:
    rows: list[tuple[str, list[str], str]] = []
    for row in master:
        if not TICKER.fullmatch(row["ticker"]):
            print("left out, no share:", row["ticker"], row["name"], file=sys.stderr)
            continue
        names = american_names(row) if row["ticker"].endswith(".US") else [row["name"]]
        names += [a for a in row["aliases"].split("|") if a] + short_names.get(row["ticker"], [])
        names += former_names.get(row["ticker"], [])
        names = list(dict.fromkeys(re.sub(r"\s+", " ", n) for n in names))
        if not names[0] or any("," in n or "|" in n for n in names):
            raise ValueError(f"{row['ticker']}: a name cannot be empty or hold a comma: {names}")
        rows.append((row["ticker"], names, row["listed"]))
    listed = {ticker for ticker, *_ in rows}
    rows += [(ticker, names, "") for ticker, names in former_names.items() if ticker not in listed]
    # an English short name that several share (Liberty, First) names none of them
    shared = Counter(n.lower() for _, names, _ in rows for n in dict.fromkeys(names))
    return [
        (
            ticker,
            names[0],
            "|".join(
                n
                for n in names[1:]
                if shared[n.lower()] == 1 or not n.isascii() or n in short_names.get(ticker, [])
            ),
            listed,
        )
        for ticker, names, listed in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("master", type=pathlib.Path)
    parser.add_argument(
        "--out", type=pathlib.Path, default=HERE.parent / "yanbao" / "data" / "securities.csv"
    )
    arguments = parser.parse_args()
    short_names: dict[str, list[str]] = {}
    with (HERE / "short_names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for ticker in row["tickers"].split("|"):
                short_names.setdefault(ticker, []).append(row["name"])
    with (HERE / "former_names.csv").open(encoding="utf-8") as file:
        former_names = {row["ticker"]: row["names"].split("|") for row in csv.DictReader(file)}
    opener = gzip.open if arguments.master.suffix == ".gz" else open
    with opener(arguments.master, "rt", encoding="utf-8", newline="") as file:
        rows = rows_of(csv.DictReader(file), short_names, former_names)
    unknown = set(short_names) - {ticker for ticker, *_ in rows}
    if unknown:
        raise ValueError(f"short_names.csv names securities that the master has not: {sorted(unknown)}")
    lines = ["ticker,name,aliases,listed", *(",".join(row) for row in rows)]
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(rows)} securities in {arguments.out}")


if __name__ == "__main__":
    main()
