"""Rows and columns of tables: their order, which of them there are, and what the headers call them."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from .case import Case, Line, number
from .tables import Table, decimals, reprint

SYNONYMS = {
    "code": ["股票代码", "证券代码", "公司代码", "代码"],
    "name": ["股票名称", "证券名称", "公司名称", "股票简称", "证券简称", "公司简称", "简称", "名称"],
    "rating": ["投资评级", "最新评级", "评级"],
    "price": ["收盘价", "现价", "最新价", "股价", "最新收盘价", "昨收盘"],
    "pe": ["P/E", "PE", "市盈率"],
    "eps": ["EPS", "每股收益"],
    "pb": ["PB", "P/B", "市净率"],
    "net_profit": ["归母净利润", "归属母公司净利润", "净利润"],
    "market_cap": ["总市值", "市值"],
    "change": ["周涨跌幅", "一周涨跌幅", "本周涨跌幅"],
    "turnover_rate": ["换手率", "周换手率"],
    "turnover": ["日均成交额", "日均成交金额"],
}


def reorder_rows(case: Case, rng: Random) -> Case | None:
    tables = [t for t in case.tables if not t.by_year]
    for table in tables:
        places = [next(i for i, x in enumerate(case.lines) if x is line) for line in table.body]
        rng.shuffle(table.body)
        for place, line in zip(places, table.body, strict=True):
            case.lines[place] = line
    return case if tables else None


def groups(table: Table) -> list[list[int]]:
    """Columns that stand under one header: a label, then blanks above years."""
    top = table.header[-2].cells if len(table.header) > 1 else []
    rule = any("---" in line.text for line in table.header)
    found: list[list[int]] = []
    for i in range(table.width):
        under = table.keys[i] and table.keys[i][0] == "estimates" and not rule  # type: ignore[index]
        if (
            found
            and top
            and not top[i].strip()
            and under
            and table.header[-1].cells[i].strip()
            and top[found[-1][0]]
        ):
            found[-1].append(i)
        else:
            found.append([i])
    return found


def move(table: Table, order: list[int]) -> None:
    for line in table.header + table.body:
        cells = line.cells
        if line in table.body or sum(map(bool, cells)) > 1 or not cells[0] or line is table.header[-1]:
            line.cells = [cells[i] for i in order]  # a lone cell in front is the table's title
    table.keys = [table.keys[i] for i in order]
    table.scales = [table.scales[i] for i in order]


def movable(case: Case) -> list[Table]:
    return [
        t for t in case.tables if t.aligned and not t.by_year and not any("From" in x.text for x in t.header)
    ]


def reorder_groups(case: Case, rng: Random) -> Case | None:
    """Columns in another order, those under one header together."""
    for table in movable(case):
        parts = groups(table)
        rng.shuffle(parts)
        move(table, [i for part in parts for i in part])
    return case if movable(case) else None


def years_down(case: Case, rng: Random) -> Case | None:
    """The latest year first."""
    done = False
    for table in case.tables:
        if not table.aligned:
            continue
        order = list(range(table.width))
        parts = [list(range(1, table.width))] if table.by_year else [p for p in groups(table) if len(p) > 1]
        for part in parts:
            heads = [line.cells for line in table.header]
            order[part[0] : part[-1] + 1] = part[::-1]
            done = True
            move(table, order)
            for line, cells in zip(
                table.header[:-1], heads, strict=False
            ):  # the group's label stays in front
                line.cells = cells
            order = list(range(table.width))
    return case if done else None


def drop_columns(case: Case, table: Table, gone: list[int]) -> None:
    tops = [(line, line.cells) for line in table.header[:-1]]
    for line in table.body:
        for column in gone:
            printed = table.printed(line, column)
            if printed and table.keys[column][0] == "estimates":  # type: ignore[index]
                case.drop("estimates", [printed[0]])
            elif printed:
                printed[0][printed[1]] = ""
                if printed[1] == "price" and "currency" in printed[0]:
                    printed[0]["currency"] = ""
    for part in groups(table):
        left = [i for i in part if i not in gone]
        if left and left[0] != part[0]:
            for line, cells in tops:
                moved = line.cells
                moved[left[0]], moved[part[0]] = cells[part[0]], ""
                line.cells = moved
    move(table, [i for i in range(table.width) if i not in gone])


def drop_year(case: Case, rng: Random) -> Case | None:
    done = False
    for table in case.tables:
        years = sorted(table.years())
        if table.aligned and len(years) > 2:
            year = rng.choice(years)
            gone = [i for i, k in enumerate(table.keys) if k and k[0] == "estimates" and k[2][-2] == year]
            drop_columns(case, table, gone)
            done = True
    return case if done else None


def drop_column(case: Case, rng: Random) -> Case | None:
    """A column that the rest can do without."""
    done = False
    for table in movable(case):
        kinds = ("rating", "market_cap", "turnover_rate", "change", "average_daily_turnover")
        some = [
            i for i, k in enumerate(table.keys) if k and (k[1] in kinds or k[2][:1] in (("pb",), ("ps",)))
        ]
        if some:
            drop_columns(case, table, [rng.choice(some)])
            done = True
    return case if done else None


def rename_headers(case: Case, rng: Random) -> Case | None:
    """Each header word by one of its synonyms, and years in another form."""
    words = {w: k for k, ws in SYNONYMS.items() for w in ws}
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    form = rng.choice(["20{0}{1}", "{0}{1}", "20{0}年{1}", "FY{0}{1}", "20{0}{1}"])
    chosen = {k: rng.choice(ws) for k, ws in SYNONYMS.items()}
    for table in case.tables:
        for line in table.header:
            cells = [
                pattern.sub(lambda m: chosen[words[m[0]]], c) if not re.search("[>~a-z]{2}", c) else c
                for c in line.cells
            ]
            line.cells = [
                re.sub(r"(?<!\d)(?:20)?(\d\d)年?([AE])\b", lambda m: form.format(m[1], m[2]), c)
                for c in cells
            ]
    return case if case.tables else None


def change_units(case: Case, rng: Random) -> Case | None:
    """Money of a column in another unit."""
    units = {"亿元": Decimal("1e8"), "百万元": Decimal("1e6"), "万元": Decimal("1e4"), "千元": Decimal("1e3")}
    done = False
    for table in case.tables:
        for column in range(table.width) if table.aligned and not table.by_year else ():
            heads = [
                x
                for x in table.header
                if any(f"({u})" in x.cells[column] or f"（{u}）" in x.cells[column] for u in units)
            ]
            if not heads or not table.keys[column]:
                continue
            cells = heads[0].cells
            old = next(u for u in units if u in cells[column])
            new = rng.choice([u for u in units if units[u] <= units[old]])
            cells[column] = cells[column].replace(old, new)
            heads[0].cells = cells
            factor = units[old] / units[new]
            for line in table.body:
                rescale(line, column, factor)
            table.scales[column] /= factor
            done = True
    return case if done else None


def rescale(line: Line, column: int, factor: Decimal) -> None:
    value, cells = number(line.cells[column]), line.cells
    if value is not None:
        places = max(0, decimals(cells[column]) - len(str(factor)) + 1)
        shown = reprint(cells[column], value * factor)
        cells[column] = shown if "." not in shown else f"{value * factor:.{places}f}"
        line.cells = cells


def pipes(case: Case, rng: Random) -> Case | None:
    """Tables in markdown."""
    tables = [t for t in case.tables if t.aligned and "\t" in t.body[0].text]
    for table in tables:
        for line in table.header + table.body:
            line.text = "| " + " | ".join(line.cells) + " |"
        rule = Line("|" + "---|" * table.width)
        at = next(i for i, x in enumerate(case.lines) if x is table.header[0]) if table.header else None
        if at is not None:
            case.lines.insert(at + 1, rule)
            table.header.insert(1, rule)
    return case if tables else None
