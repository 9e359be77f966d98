"""Themes, roles, and numbered items."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from .case import Case, Line, Row, fold
from .prose import edit, joined, paragraphs

THEMES = (
    "数字基建",
    "低空经济",
    "绿色电力",
    "银发经济",
    "卫星互联网",
    "工业母机",
    "机器人链",
    "国企改革",
    "出海链",
    "并购重组",
    "固态电池",
    "可控核聚变",
    "数据要素",
    "冰雪经济",
    "深海科技",
    "合成生物",
    "量子计算",
    "智慧农业",
    "硅光",
    "先进封装",
)
NO = r"(?:\d{1,2}|[一二三四五六七八九十])"
MARK = rf"(?:{NO}\s*[、.．)）]|[(（]\s*{NO}\s*[)）]|^\s*[-●•])\s*"
# words of one role that may stand for each other without touching the grammar around them
ROLES = {
    "key_pick": ["重点推荐", "首推"],
    "pick": ["推荐", "建议配置"],
    "key_beneficiary": ["重点受益"],
    "beneficiary": ["受益标的包括", "受益标的有", "受益标的为"],
    "watch": ["建议关注", "重点关注", "关注"],
}
WORD = {w: role for role, words in ROLES.items() for w in words}
ANY_ROLE = re.compile("|".join(sorted(WORD, key=len, reverse=True)) + "|受益")


def loose(s: str) -> str:
    return r"(?:\s|\*\*)*".join(map(re.escape, fold(s)))


def heads(theme: str) -> re.Pattern[str]:
    """The place of a list where the theme's item begins."""
    return re.compile(rf"({MARK}(?:\*\*)?\s*)({loose(theme)})(?=\s*(?:\*\*)?\s*[:：，,])")


def theme_names(case: Case, rng: Random) -> Case | None:
    """Other names for themes, in every list that has them."""
    old = sorted({r["theme"] for r in case.rows("themes")})
    new = dict(zip(old, rng.sample(THEMES, min(len(old), len(THEMES))), strict=False))
    done = False
    for theme, name in new.items():
        printed = False
        for paragraph in paragraphs(case):
            places = heads(theme).finditer(joined(paragraph))
            printed |= edit(paragraph, [(*m.span(2), name) for m in places])
        for row in case.rows("themes") if printed else ():
            row.update({c: name for c in ("theme", "parent") if row[c] == theme})
        done |= printed
    return case if done else None


def items(case: Case) -> list[tuple[list[Line], int, int, list[Row]]]:
    """Items of lists that name members of one theme: paragraph, begin, end, rows."""
    found = []
    for theme in sorted({r["theme"] for r in case.rows("themes")}):
        rows = [r for r in case.rows("themes") if r["theme"] == theme]
        for paragraph in paragraphs(case):
            text = joined(paragraph)
            for match in heads(theme).finditer(text):
                rest = re.search(rf"{MARK}(?:\*\*)?[^\d\s，。]{{2}}", text[match.end() :])
                end = match.end() + rest.start() if rest else len(text)
                found.append((paragraph, match.end(), end, rows))
    return found


def role_synonyms(case: Case, rng: Random) -> Case | None:
    """Each role word by another of the same strength."""
    done = False
    for paragraph, begin, end, _ in items(case)[::-1]:
        words = [m for m in ANY_ROLE.finditer(joined(paragraph), begin, end) if m[0] in WORD]
        done |= edit(paragraph, [(*m.span(), rng.choice(ROLES[WORD[m[0]]])) for m in words])
    return case if done else None


def other_roles(case: Case, rng: Random) -> Case | None:
    """A whole item under a stronger or weaker word, where it has but one."""
    by_theme: dict[str, list[tuple[list[Line], int, int, list[Row]]]] = {}
    for item in items(case):
        by_theme.setdefault(item[3][0]["theme"], []).append(item)
    done = False
    for places in by_theme.values():
        rows = places[0][3]
        words = [ANY_ROLE.findall(joined(p), b, e) for p, b, e, _ in places]
        if any(len(w) != 1 or w[0] not in WORD for w in words) or len({r["role"] for r in rows}) > 1:
            continue
        role = rng.choice([r for r in ROLES if r != "key_beneficiary"])
        for paragraph, begin, end, _ in places[::-1]:
            words = ANY_ROLE.finditer(joined(paragraph), begin, end)
            edit(paragraph, [(*m.span(), rng.choice(ROLES[role])) for m in words])
        for row in rows:
            row["role"] = role
        done = True
    return case if done else None


def blocks(case: Case, table: str) -> list[tuple[Row, int, int]]:
    """The lines of each numbered item but the last, whose end nothing marks."""
    at = {id(x): i for i, x in enumerate(case.lines)}
    rows = [r for r in case.gold.get(table, []) if r.line is not None]
    begins = sorted((at[id(r.line)], i) for i, r in enumerate(rows))
    return [(rows[i], b, n) for (b, i), (n, _) in pairwise(begins)]


def renumber(row: Row, no: str) -> None:
    if row.line is not None:
        row.line.text = re.sub(r"\d+", no, row.line.text, count=1)
        row["no"] = no


def reorder_items(case: Case, rng: Random) -> Case | None:
    """Announcements and news in another order, numbered anew."""
    done = False
    for table in ("announcements", "news"):
        some = blocks(case, table)
        if len(some) < 2:
            continue
        parts = [(row, case.lines[b:e]) for row, b, e in some]
        numbers = [row["no"] for row, _, _ in some]
        rng.shuffle(parts)
        case.lines[some[0][1] : some[-1][2]] = [x for _, lines in parts for x in lines]
        for (row, _), no in zip(parts, numbers, strict=True):
            renumber(row, no)
        done = True
    return case if done else None


def drop_items(case: Case, rng: Random) -> Case | None:
    """An announcement and a piece of news less; the numbers of the others stay."""
    done = False
    for table in ("announcements", "news"):
        some = blocks(case, table)
        if len(some) > 1:
            row, begin, end = rng.choice(some)
            del case.lines[begin:end]
            case.drop(table, [row])
            done = True
    return case if done else None
