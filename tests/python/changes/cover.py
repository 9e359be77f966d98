"""The house, the day and the week."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

from .case import Case, Row

HOUSES = ("云麓证券", "北原证券", "汀州证券", "岭北证券", "江淮证券", "望川证券")
FORMS = (
    "{0}年{1:02}月{2:02}日",
    "{0}年{1}月{2}日",
    "{0}-{1:02}-{2:02}",
    "{0}/{1:02}/{2:02}",
    "{0}.{1:02}.{2:02}",
    "{0} 年 {1} 月 {2} 日",
    "{0} 年{1:02} 月{2:02} 日",
)


def other_house(case: Case, rng: Random) -> Case | None:
    old = case.meta["broker"]
    new = rng.choice([h for h in HOUSES if h != old])
    for line in case.lines:
        line.text = line.text.replace(old, new)
        if "市场" not in line.text:
            line.text = re.sub(rf"^{old[:2]}(?=互联网|计算机)", new[:2], line.text)
    case.meta["broker"] = new
    return case


def other_date(case: Case, rng: Random) -> Case | None:
    """A day near the old one, in another form."""
    if case.meta["published_inferred"]:
        return None
    old = dt.date.fromisoformat(case.meta["published"])
    new = old + dt.timedelta(days=rng.randint(0, 2))
    pattern = re.compile(rf"{old.year}\s*[年./-]\s*0?{old.month}\s*[月./-]\s*0?{old.day}(?!\d)\s*日?")
    for line in case.lines[: len(case.lines) // 3]:
        if pattern.search(line.text):
            line.text = pattern.sub(rng.choice(FORMS).format(new.year, new.month, new.day), line.text)
            case.meta["published"] = new.isoformat()
            return case
    return None


def other_week(case: Case, rng: Random) -> Case | None:
    """A later week, where the week is all that is printed of the day."""
    match = re.search(r"(\d+)\s*年\s*第\s*(\d+)\s*周", case.meta["title"])
    if match is None or not case.meta["published_inferred"]:
        return None
    old = int(match[2])
    weeks = [
        w for w in range(1, 10) if all(follows(r, case.meta["published"], w) for r in case.rows("events"))
    ]
    new = old + rng.choice(weeks)
    title = re.compile(rf"({match[1]}\s*年\s*第\s*){old}(\s*周)")
    published = dt.date.fromisoformat(case.meta["published"]) + dt.timedelta(weeks=new - old)
    for line in case.lines:
        line.text = title.sub(rf"\g<1>{new}\2", line.text)
    case.meta["title"] = title.sub(rf"\g<1>{new}\2", case.meta["title"])
    case.meta["published"] = published.isoformat()
    for row in case.rows("events"):
        follow(row, published)
    return case


def follows(row: Row, published: str, weeks: int) -> bool:
    """Whether the row's days are still to come, or exist in the next year: 29 February may not."""
    day = dt.date.fromisoformat(published) + dt.timedelta(weeks=weeks)
    return row["start"] >= day.isoformat() or not {row["start"][5:], row["end"][5:]} & {"02-29"}


def follow(row: Row, published: dt.date) -> None:
    """A date without a year is the first such day on or after publication."""
    start, end = (dt.date.fromisoformat(row[c]) for c in ("start", "end"))
    year = published.year + (start.replace(year=published.year) < published)
    row["start"] = start.replace(year=year).isoformat()
    row["end"] = end.replace(year=year + (end.year - start.year)).isoformat()


def other_rating(case: Case, rng: Random) -> Case | None:
    """Stocks with other ratings of the report's own scale."""
    labels = [r["label"] for r in case.rows("rating_scale") if r["scope"] == "stock"]
    done = False
    for table in case.tables:
        column = next((i for i, k in enumerate(table.keys) if k == ("coverage", "rating", ())), None)
        for line in table.body if column is not None and labels else ():
            printed = table.printed(line, column)  # type: ignore[arg-type]
            cells = line.cells
            if printed and cells[column] in labels and rng.random() < 0.5:  # type: ignore[index]
                cells[column] = printed[0]["rating"] = rng.choice(labels)  # type: ignore[index]
                line.cells = cells
                done = True
    return case if done else None
