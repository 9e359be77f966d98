"""How far a report's facts are the gold's, and what is wrong without a finding that says so."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .case import Case, fold

FREE_TEXT = {"facts", "what", "descriptor"}
FORGIVEN = str.maketrans({"−": "-", "–": "-", "—": "-", **dict.fromkeys('“”"‘’《》。', "")})
Values = tuple[str, ...]


@dataclass
class Score:
    precision: float = 1.0
    recall: float = 1.0
    missing: list[Values] = field(default_factory=list)
    extra: list[Values] = field(default_factory=list)
    silent: list[Values] = field(default_factory=list)  # missing or extra, and no finding names it

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def same(value: Any) -> str:
    """One spelling: NFKC, no white space, no quotation marks, one dash, numbers without trailing zeros."""
    if value is None or value is not value or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, float) and math.isnan(value):
        return ""
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    s = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value))).translate(FORGIVEN)
    if re.fullmatch(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", s):
        return f"{float(s) + 0.0:.10g}"
    return s


def excused(row: Values, table: str, findings: list[dict[str, Any]]) -> bool:
    """Whether a finding says that something is the matter with this row, or with its table."""
    for finding in findings:
        subject = same(finding["subject"])
        if finding["code"] in ("ticker_repaired", "published_inferred", "unknown_security"):
            continue  # they tell of what went well
        if subject in row or (subject == "report" and table in str(finding["what"])):
            return True
    return False


def compare(table: str, columns: list[str], gold: list[Values], got: list[Values], findings: Any) -> Score:
    g, h = Counter(gold), Counter(got)
    hit = sum((g & h).values())
    score = Score(hit / len(got) if got else float(not gold), hit / len(gold) if gold else 1.0)
    score.missing, score.extra = list((g - h).elements()), list((h - g).elements())
    if table == "findings":
        score.precision, score.extra = score.recall, []
    score.silent = [r for r in score.missing + score.extra if not excused(r, table, findings)]
    return score


def rows(report: Any, table: str, columns: list[str]) -> list[Values]:
    return [tuple(same(row[c]) for c in columns) for row in report.table(table).to_dicts()]


def judge(case: Case, report: Any) -> dict[str, Score]:
    """A score for every gold table, and for meta."""
    told = report.table("findings").to_dicts()
    scores = {}
    for table, columns in case.columns.items():
        some = [c for c in columns if c not in FREE_TEXT]
        gold = [tuple(same(row.get(c)) for c in some) for row in case.gold[table]]
        scores[table] = compare(table, some, gold, rows(report, table, some), told)
    keys = [k for k in case.meta if k not in ("analysts", "published_basis")]
    gold = [(k, same(case.meta[k])) for k in keys]
    scores["meta"] = compare(
        "meta", ["key", "value"], gold, [(k, same(report.meta.get(k))) for k in keys], told
    )
    people = [(same(x["name"]), same(x["sac"])) for x in case.meta.get("analysts", [])]
    scores["analysts"] = compare("analysts", [], people, rows(report, "analysts", ["name", "sac"]), told)
    scores["descriptors"] = descriptors(case, report, told)
    scores["facts"] = facts(case, report, told)
    return scores


def descriptors(case: Case, report: Any, told: Any) -> Score:
    if "themes" not in case.columns:
        return Score()
    some = ["theme", "name", "descriptor"]
    gold = [tuple(same(row[c]) for c in some) for row in case.gold["themes"]]
    return compare("descriptors", some, gold, rows(report, "themes", some), told)


def facts(case: Case, report: Any, told: Any) -> Score:
    """Announcements' amounts, one row a figure; figures beyond the gold's are welcome."""
    if "announcements" not in case.columns:
        return Score()
    gold = [
        (same(r["company"]), k, same(v))
        for r in case.gold["announcements"]
        for k, v in json.loads(r["facts"]).items()
    ]
    got = [
        (same(row["company"]), k, same(v))
        for row in report.table("announcements").to_dicts()
        for k, v in json.loads(row["facts"] or "{}").items()
    ]
    wanted = {(c, k) for c, k, _ in gold}
    return compare("facts", [], gold, [x for x in got if x[:2] in wanted], told)


__all__ = ["Score", "fold", "judge", "same"]
