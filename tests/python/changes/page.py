"""What pages do to text: lines broken anywhere, running heads and page numbers between them."""

from __future__ import annotations

import re
from random import Random

from .case import Case, Line, fold

FOOT = (
    "请务必阅读正文之后的免责声明",
    "请务必阅读最后一页免责声明 {no}",
    "请仔细阅读本报告末页声明",
    "敬请参阅最后一页特别声明 {no}",
    "本报告仅供签约客户使用 {no}",
    "证券研究报告",
    "{house}研究所",
    "{house} | 行业周报\t{no}",
    "{no}",
    "- {no} -",
    "{no} / 31",
    "第{no}页",
)
SIDE = ("行业走势图", "市场表现", "相对指数表现", "股价走势", "近一年行业表现", "资料来源：Wind")


def breakable(case: Case, headlines: bool = True) -> list[Line]:
    """Running text; a headline may be broken only where a blank line says that it ends, never by a page."""
    titles = {fold(r["title"]) for r in case.rows("announcements", "news")}
    found = []
    for i, line in enumerate(case.lines):
        after = case.lines[i + 1].text.strip() if i + 1 < len(case.lines) else ""
        text = fold(line.text)
        headline = len(text) < 100 and any(t in text for t in titles)
        cover = fold(case.meta["title"]) in text
        if (
            line.prose
            and not cover
            and not (headline and (after or not headlines))
            and not re.search(r"https?:|@", line.text)
        ):
            found.append(line)
    return found


def cut(text: str, width: int, anywhere: bool) -> list[str]:
    parts = []
    while len(text) > width:
        at = width
        if not anywhere:
            while at > width // 2 and re.match(r"[\w.,%−-]{2}", text[at - 1 : at + 1], re.ASCII):
                at -= 1
            while at > width // 2 and text[at] in "，。、；：）》”%！？,.;:)":
                at -= 1
        parts.append(text[:at].rstrip() if not anywhere else text[:at])
        text = text[at:]
    return [*parts, text]


def wrapped(case: Case, rng: Random, anywhere: bool) -> Case:
    width = rng.randint(22, 64)
    for line in breakable(case):
        parts = cut(line.text, width, anywhere)
        case.replace(line, [line_of(line, parts[0]), *map(Line, parts[1:])])
    return case


def line_of(line: Line, text: str) -> Line:
    line.text = text
    return line


def wrap(case: Case, rng: Random) -> Case | None:
    """Lines of some width, words and numbers kept whole."""
    return wrapped(case, rng, anywhere=False)


def wrap_anywhere(case: Case, rng: Random) -> Case | None:
    """Lines of some width, broken at any character."""
    return wrapped(case, rng, anywhere=True)


def join_lines(case: Case, rng: Random) -> Case | None:
    """Paragraphs that were broken at a fixed width, in one line again."""
    widths = [len(x.text) for x in case.lines if x.prose]
    full = max(set(widths), key=widths.count)
    if full < 30 or widths.count(full) < 8:
        return None
    i = 0
    while i + 1 < len(case.lines):
        here, after = case.lines[i], case.lines[i + 1]
        if here.prose and len(here.text) % full == 0 and len(here.text) and after.prose:
            here.text += after.text
            del case.lines[i + 1]
        else:
            i += 1
    return case


def furniture(case: Case, rng: Random) -> Case | None:
    """Page breaks inside paragraphs and items."""
    long = [x for x in breakable(case, headlines=False) if len(x.text) > 40]
    for line in rng.sample(long, min(len(long), max(2, len(long) // 8))):
        at = rng.randint(15, len(line.text) - 10)
        head, tail = line.text[:at], line.text[at:]
        page = [Line(f) for f in feet(case, rng)]
        case.replace(line, [line_of(line, head), Line(""), *page, Line(""), Line(tail)])
    return case if long else None


def feet(case: Case, rng: Random) -> list[str]:
    no = rng.randint(2, 30)
    return [f.format(no=no, house=case.meta["broker"]) for f in rng.sample(FOOT, rng.randint(1, 3))]


def between_items(case: Case, rng: Random) -> Case | None:
    """Page breaks and side bars between lines of text."""
    lines = [x for x in case.prose() if len(x.text) > 20]
    for line in rng.sample(lines, min(len(lines), 6)):
        page = [*feet(case, rng), *rng.sample(SIDE, rng.randint(0, 1))]
        case.replace(line, [line, Line(""), *map(Line, page), Line("")])
    return case if lines else None


def inside_tables(case: Case, rng: Random) -> Case | None:
    """A page break between two rows, the header printed again or not."""
    for table in case.tables:
        line = table.body[rng.randrange(len(table.body) - 1)] if len(table.body) > 2 else None
        if line is not None:
            again = [Line(x.text) for x in table.header if rng.random() < 2] if rng.random() < 0.5 else []
            case.replace(line, [line, Line(""), *map(Line, feet(case, rng)), Line(""), *again])
    return case if case.tables else None


def blank_lines(case: Case, rng: Random) -> Case | None:
    """Blank lines doubled, and lines that end in spaces, a line feed of another system."""
    case.newline = rng.choice(["\n", "\r\n"])
    for line in list(case.lines):
        if not line.text.strip():
            case.replace(line, [line, Line("")])
        elif rng.random() < 0.2 and not line.cells:
            line.text += rng.choice([" ", "  ", "\u3000"])
    return case
