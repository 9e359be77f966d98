"""What reports since a day say otherwise: estimates, ratings, themes, with the printed phrase."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yanbao as yb
from typer.testing import CliRunner
from yanbao._cli import app


def note(day: str, eps: str, rating: str = "买入", action: str = "维持", broker: str = "青石证券") -> str:
    date = pd.Timestamp(day)
    return (
        f"{broker}研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n投资评级：{rating}（{action}）\n\n"
        f"{date.year}年{date.month}月{date.day}日\n\n"
        f"盈利预测\n项目\t2024E\t2025E\nEPS（元）\t{eps}\t1.40\nPE（倍）\t20.1\t{30 - len(eps)}.5\n"
    )


def weekly(day: str, lists: str) -> str:
    date = pd.Timestamp(day)
    return f"青石证券研究所\n\n行业周报\n\n{date.year}年{date.month}月{date.day}日\n\n投资建议\n\n{lists}\n"


def changes(*texts: str, since: str = "2024-10-14", broker: str | None = None) -> pd.DataFrame:
    return yb.read_many(list(texts), progress=False).diff(broker, since=since)


def kinds(frame: pd.DataFrame) -> list[tuple[str, str, object, object]]:
    return [(r.kind, r.what, r.before, r.after) for r in frame.itertuples()]


def test_estimates_of_a_house() -> None:
    """Raised or cut against its own newest figure; multiples, which move with the price, are left out."""
    texts = [note("2024-09-02", "1.10"), note("2024-10-08", "1.21"), note("2024-10-15", "1.15")]
    frame = changes(*texts, note("2024-10-15", "1.30", broker="栖霞证券"), broker="青石证券")
    assert kinds(frame) == [("estimate_cut", "eps", 1.21, 1.15)]
    row = frame.iloc[0]
    assert (row["fiscal_year"], row["phrase"], str(row["known_at"])[:10]) == (2024, "1.15", "2024-10-16")
    new = changes(*texts, note("2024-10-15", "1.30", broker="栖霞证券"), broker="栖霞证券")
    assert set(new["kind"]) == {"estimate_new", "coverage_first_seen"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("增持", "买入", "rating_raised"),
        ("买入", "中性", "rating_cut"),
        ("买入", "强烈推荐", None),
        ("买入", "买入", None),
    ],
)
def test_ratings_move(before: str, after: str, kind: str | None) -> None:
    """By their rank, not by their words."""
    frame = changes(note("2024-10-08", "1.21", before), note("2024-10-15", "1.21", after))
    assert kinds(frame) == ([(kind, "rating", before, after)] if kind else [])


def test_coverage_that_begins() -> None:
    assert ("coverage_begun", "rating", None, "买入") in kinds(
        changes(note("2024-10-15", "1.21", action="首次"))
    )


def test_themes_of_a_house() -> None:
    """Against its own newest list of the theme; a theme that is not printed again stands."""
    before = weekly(
        "2024-10-08", "1、信创：重点推荐恒生电子，受益标的包括用友网络、科大讯飞。\n\n2、算力：推荐中科曙光。"
    )
    after = weekly("2024-10-15", "1、信创：重点推荐恒生电子、用友网络，受益标的包括深信服。")
    frame = changes(before, after)
    found = {(r.kind, r.name, r.before, r.after) for r in frame.itertuples(index=False)}
    assert found == {
        ("theme_promoted", "用友网络", "beneficiary", "key_pick"),
        ("theme_added", "深信服", None, "beneficiary"),
        ("theme_dropped", "科大讯飞", "beneficiary", None),
    }
    assert set(changes(after)["kind"]) == {"theme_begun"}


def test_nothing_and_no_day() -> None:
    assert changes().empty
    assert list(changes().columns)[-1] == "phrase"
    with pytest.raises(yb.errors.InvalidValueError):
        changes(since="soon")


def test_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(note("2024-10-08", "1.21"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(note("2024-10-15", "1.15"), encoding="utf-8")
    shown = CliRunner().invoke(app, ["diff", str(tmp_path), "--since", "2024-10-14"], catch_exceptions=False)
    assert "estimate_cut: 1" in shown.stdout
    none = CliRunner().invoke(app, ["diff", str(tmp_path), "--since", "2024-12-02"], catch_exceptions=False)
    assert "nothing changed" in none.stdout


def sold(*rows: tuple[str, int, float, str]) -> yb.Corpus:
    """Of (day, fiscal year, EPS, currency)."""
    frame = pd.DataFrame(rows, columns=["published", "fiscal_year", "eps", "currency"])
    frame = frame.assign(broker="青石证券", ticker="0700.HK", title=[f"第{i}篇" for i in range(len(rows))])
    return yb.Corpus.from_frame(frame, {name: name for name in frame.columns})


YEARS = (2021, 2024, 2025)


def test_years_that_are_over_are_nothing_new() -> None:
    days = {"2025-04-21": 1.0, "2025-05-12": 2.0}
    rows = [(day, year, eps, "HKD") for day, eps in days.items() for year in YEARS]
    found = sold(*rows).diff(since="2025-04-01")
    first, second = (found[found["known_at"].dt.month == month] for month in (4, 5))
    # 2024 is to be reported on by the end of April
    assert dict(zip(first["fiscal_year"], first["kind"], strict=True)) == dict.fromkeys(
        (2024, 2025), "estimate_new"
    )
    assert dict(zip(second["fiscal_year"], second["kind"], strict=True)) == {2025: "estimate_raised"}


def test_each_currency_against_itself() -> None:
    said = [("2025-03-03", 1.0, "CNY"), ("2025-03-10", 1.2, "HKD"), ("2025-03-17", 1.1, "HKD")]
    found = sold(*((day, 2025, eps, currency) for day, eps, currency in said)).diff(since="2025-03-05")
    assert kinds(found) == [("estimate_new", "eps", None, 1.2), ("estimate_cut", "eps", 1.2, 1.1)]
