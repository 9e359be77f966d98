"""A corpus: what was known on a day, what counts once, and rows that come from elsewhere."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from hypothesis import given, settings
from yanbao._sessions import known_at
from yanbao._tables import Tables

HENGSHENG, TENCENT = ("恒生电子", "600570.SH"), ("腾讯控股", "0700.HK")
TABLES = [name for name, value in vars(Tables).items() if isinstance(value, property)]


def note(
    day: str,
    eps: tuple[float, float] = (1.21, 1.40),
    broker: str = "青石证券",
    company: tuple[str, str] = HENGSHENG,
    title: str = "业绩稳健",
) -> str:
    date = pd.Timestamp(day)
    return (
        f"{broker}研究所\n\n公司点评\n\n{company[0]}（{company[1]}）\n\n{title}\n\n"
        f"{date.year}年{date.month}月{date.day}日\n\n"
        f"盈利预测\n项目\t2024E\t2025E\nEPS（元）\t{eps[0]:.2f}\t{eps[1]:.2f}\n"
    )


def corpus_of(*texts: str, **how: Any) -> yb.Corpus:
    return yb.read_many(list(texts), progress=False, **how)


def days(seen: list[str], calendar: str) -> list[str]:
    return [str(d)[:10] for d in known_at(np.array(seen, "datetime64[ns]"), calendar)]


def test_first_session_after() -> None:
    """A day's hour is not known: a later session; a time may be before the open of its own day."""
    # a Saturday; a Wednesday; the eve of a week of holidays; beyond the calendar; none
    seen = ["2023-05-06", "2023-05-10", "2023-09-28", "2099-01-01", "1999-01-01", "NaT"]
    assert days(seen, "XSHG") == ["2023-05-08", "2023-05-11", "2023-10-09", "NaT", "NaT", "NaT"]
    times = ["2023-05-08T08:00", "2023-05-08T09:30", "2023-05-08T15:00", "2023-05-07T23:59"]
    assert days(times, "XSHG") == ["2023-05-08", "2023-05-09", "2023-05-09", "2023-05-08"]
    # Hong Kong traded on the first of the mainland's days off, New York on the second
    assert days(["2023-09-28"], "XHKG") == ["2023-09-29"]
    assert days(["2023-10-01"], "XNYS") == ["2023-10-02"]


def test_each_row_on_its_own_exchange() -> None:
    """One report of the eve of the mainland's holidays, two exchanges."""
    text = (
        "青石证券研究所\n\n行业周报\n\n2023年9月28日\n\n代码\t名称\t收盘价\t2023E EPS\t2024E EPS\n"
        "600570.SH\t恒生电子\t33.10\t1.20\t1.41\n0700.HK\t腾讯控股\t306.20\t15.10\t17.35\n"
    )
    corpus = corpus_of(text)
    at = corpus.estimates.groupby("ticker")["known_at"].unique()
    assert at["600570.SH"].tolist() == [pd.Timestamp("2023-10-09")]
    assert at["0700.HK"].tolist() == [pd.Timestamp("2023-09-29")]
    assert set(corpus.estimates(asof="2023-10-02")["ticker"]) == {"0700.HK"}
    assert len(corpus.estimates(asof="2023-10-09")) == len(corpus.estimates) == 4


def test_a_saturday_report() -> None:
    """Known on Monday, not a day later; a time before Monday's open is Monday too."""
    corpus = corpus_of(note("2023-05-06"))
    assert [len(corpus.asof(day)) for day in ("2023-05-06", "2023-05-07", "2023-05-08")] == [0, 0, 1]
    index = pd.DataFrame({"report": ["0"], "first_seen": ["2023-05-08 08:30"]})
    assert str(corpus_of(note("2023-05-06"), index=index).meta["known_at"][0])[:10] == "2023-05-08"


def test_index_beats_the_cover() -> None:
    """And says so; what it does not say stays; rows without a report are told."""
    index = pd.DataFrame(
        {"report": ["0", "gone"], "broker": ["栖霞证券", None], "published": ["2024-10-25", None]}
        | {"first_seen": ["2024-11-01", None]}
    )
    corpus = corpus_of(note("2024-10-18"), index=index)
    row = corpus.meta.iloc[0]
    assert (row["broker"], row["ticker"], str(row["known_at"])[:10]) == (
        "栖霞证券",
        "600570.SH",
        "2024-11-04",
    )
    assert corpus.estimates["broker"].unique().tolist() == ["栖霞证券"]
    codes = corpus.findings["code"].value_counts()
    assert codes["index_conflict"] == 2
    assert codes["index_unmatched"] == 1
    for wrong in ({"file": ["0"]}, {"report": ["0", "0"]}, {"report": ["0"], "published": ["soon"]}):
        with pytest.raises(yb.errors.InvalidValueError):
            corpus_of(note("2024-10-18"), index=pd.DataFrame(wrong))


def test_undated_reports_are_never_known() -> None:
    text = "代码\t名称\t2023E EPS\n600570.SH\t恒生电子\t1.40\n"
    corpus = corpus_of(text)
    assert len(corpus.estimates) == 1
    assert len(corpus.estimates(asof="2099-01-01")) == 0
    assert "undated" in corpus.findings["code"].tolist()
    late = corpus_of(note("2098-01-01"))
    assert "calendar_end" in late.findings["code"].tolist()


def test_one_report_in_two_files() -> None:
    """The same letters of the title, or the same figures; another house, day or company is another report."""
    first = note("2024-10-18")
    same = first.replace("\t", " | ").replace("盈利预测\n", "盈利预测\n\n")
    others = [
        note("2024-10-18", broker="栖霞证券"),
        note("2024-10-21"),
        note("2024-10-18", company=TENCENT),
        note("2024-10-18", (9.0, 9.5), title="另一篇"),
    ]
    corpus = corpus_of(first, same, *others)
    assert [r.name for r in corpus] == ["0", "2", "3", "4", "5"]
    assert corpus.findings.loc[corpus.findings["code"] == "report_twin", "report"].tolist() == ["1"]
    assert "1" not in set(corpus.estimates["report"])


def test_add_reads_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(note("2024-10-18"), encoding="utf-8")
    corpus = yb.read_many(tmp_path, progress=False)
    (tmp_path / "b.txt").write_text(note("2024-10-25", (1.30, 1.55)), encoding="utf-8")
    (tmp_path / "copy.txt").write_text(note("2024-10-18"), encoding="utf-8")
    before, view = len(corpus.estimates), corpus.asof("2024-12-02")
    assert corpus.add(tmp_path, progress=False) == ["b.txt"]
    assert corpus.duplicates["copy.txt"] == "a.txt"
    assert len(corpus.estimates) == 2 * before
    assert len(view) == len(view.meta) == 1  # what was asked for stays as it was
    with pytest.raises(yb.errors.InvalidValueError):
        view.add([])


def test_what_later_reports_changed() -> None:
    """A reprint changes nothing; the first figure that differs does; another house's does not."""
    corpus = corpus_of(
        note("2024-10-18", (1.21, 1.40)),
        note("2024-11-01", (1.21, 1.40)),
        note("2024-11-15", (1.21, 1.52)),
        note("2024-11-08", (2.00, 2.20), broker="栖霞证券"),
    )
    then = corpus.estimates(asof="2024-10-21", restated=True).set_index("fiscal_year")
    assert np.isnan(then.loc[2024, "restated_value"])
    assert then.loc[2025, "restated_value"] == 1.52
    assert str(then.loc[2025, "restated_at"])[:10] == "2024-11-18"
    assert then.loc[2025, "restated_by"] == corpus[2].report_id
    with pytest.raises(yb.errors.InvalidValueError):
        corpus.themes(restated=True)


def test_frames_are_frames() -> None:
    """What is made of a table is a plain frame, and a table can be copied and kept."""
    corpus = corpus_of(note("2024-10-18"))
    estimates = corpus.estimates
    assert type(estimates[estimates["value"] > 0]) is pd.DataFrame
    assert type(pickle.loads(pickle.dumps(estimates))) is pd.DataFrame
    pd.testing.assert_frame_equal(copy.deepcopy(estimates), pd.DataFrame(estimates))
    for wrong in ("someday", pd.NaT, pd.Timestamp("2024-10-18", tz="UTC")):
        with pytest.raises(yb.errors.InvalidValueError):
            estimates(asof=wrong)


def test_sql_over_the_tables() -> None:
    corpus = corpus_of(note("2024-10-18"), note("2024-10-25", (1.30, 1.55)))
    got = corpus.sql(
        "select e.ticker, fiscal_year, max(value) as eps from estimates e join meta m using (report_id) "
        "where metric = 'eps' group by all order by fiscal_year"
    )
    assert got["eps"].tolist() == [1.30, 1.55]
    assert got["fiscal_year"].dtype == "Int64"
    assert len(corpus.sql('select * from "references"')) == 0
    for wrong in ("select nothing", "select * from read_csv('/etc/hosts')"):
        with pytest.raises(yb.errors.InvalidValueError):
            corpus.sql(wrong)


def test_parquet_and_back(tmp_path: Path) -> None:
    """Every table is the same, those of days as well; a folder of something else is left alone."""
    index = pd.DataFrame({"report": ["0"], "first_seen": ["2024-10-21 08:00"]})
    texts = [note("2024-10-18"), note("2024-10-25"), note("2024-10-18"), b"\x89PNG"]
    corpus = yb.read_many(texts, index=index, progress=False)
    for _ in range(2):  # over an older one as well
        corpus.to_parquet(tmp_path / "kept")
    back = yb.Corpus.from_parquet(tmp_path / "kept")
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(back, name), getattr(corpus, name))
        pd.testing.assert_frame_equal(
            getattr(back, name)(asof="2024-10-21"), getattr(corpus, name)(asof="2024-10-21")
        )
    assert (back.failed, back.duplicates) == (corpus.failed, corpus.duplicates)
    assert back.add([note("2024-10-18"), note("2024-11-01", (3.0, 4.0))], progress=False) == ["1 (1)"]
    with pytest.raises(yb.errors.UnknownNameError, match="text"):
        back[0]
    (tmp_path / "mine").mkdir()
    with pytest.raises(yb.errors.InvalidValueError):
        corpus.to_parquet(tmp_path / "mine")
    with pytest.raises(yb.errors.InvalidValueError):
        yb.Corpus.from_parquet(tmp_path / "mine")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_what_is_kept_survives_a_write_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While tables are written, and at the last step."""
    folder = tmp_path / "kept"
    corpus_of(note("2024-10-18")).to_parquet(folder)
    more = corpus_of(note("2024-10-18"), note("2024-10-25", (1.30, 1.55)))
    rename, count = Path.replace, iter(range(9))

    def second_fails(self: Path, target: Path) -> Path:
        if next(count) == 1:
            raise OSError("the disk is full")
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", second_fails)
        with pytest.raises(OSError, match="full"):
            more.to_parquet(folder)
    assert len(yb.Corpus.from_parquet(folder)) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]
    more.to_parquet(folder)
    assert len(yb.Corpus.from_parquet(folder)) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


def test_a_later_report_is_not_there_before() -> None:
    corpus = corpus_of(note("2024-10-18"), note("2024-10-25", (1.30, 1.55)))
    view = corpus.asof("2024-10-21")
    assert view.get("0") is corpus[0]
    with pytest.raises(yb.errors.UnknownNameError):
        view.get("1")


def test_days_as_numbers() -> None:
    """Eight digits are a day; others are none."""
    corpus = corpus_of(note("2024-10-18"), index=pd.DataFrame({"report": ["0"], "first_seen": [20241022]}))
    assert len(corpus.estimates(asof=20241022)) == 0
    assert len(corpus.estimates(asof=20241023)) == 2
    with pytest.raises(yb.errors.InvalidValueError):
        corpus.asof(1729468800)


def test_the_earliest_day_is_not_the_day() -> None:
    """Of a report that is dated only by what it knows the rows are never known, unless the list dates it."""
    text = (
        "格力电器（000651.SZ）：外销接棒，空调稳住\n\n买入（维持）\n\n事件：2024年10月30日，公司发布三季报。\n\n"
        "盈利预测\n项目\t2024E\t2025E\nEPS（元）\t5.52\t6.10\n"
    )
    corpus = corpus_of(text)
    assert "published_bounded" in set(corpus.findings["code"])
    assert corpus.meta["known_at"].isna().all()
    assert len(corpus.estimates) == 2
    assert len(corpus.estimates(asof="2026-10-30")) == 0
    assert "undated" in set(corpus.findings["code"])
    dated = corpus_of(text, index=pd.DataFrame({"report": ["0"], "published": ["2024-11-04"]}))
    assert str(dated.meta["known_at"][0])[:10] == "2024-11-05"


DAYS = [f"2024-10-{day:02d}" for day in range(8, 31)]
NOTES = st.lists(
    st.builds(
        note,
        st.sampled_from(DAYS),
        st.tuples(st.sampled_from([1.1, 1.2]), st.sampled_from([1.3, 1.4])),
        st.sampled_from(["青石证券", "栖霞证券"]),
        st.sampled_from([HENGSHENG, TENCENT]),
    ),
    max_size=5,
)


@settings(max_examples=10)
@given(NOTES, NOTES, st.sampled_from(DAYS))
def test_nothing_after_a_day_changes_what_was_known(texts: list[str], more: list[str], day: str) -> None:
    """Every table, as of every day up to `day`: reports known later may come, go and change."""
    cut = pd.Timestamp(day)
    whole = corpus_of(*texts)
    known = [r.text for r, at in zip(whole, whole.meta["known_at"], strict=True) if at <= cut]
    others = corpus_of(*known, *more)
    later = [r.text for r, at in zip(others, others.meta["known_at"], strict=True) if at > cut]
    changed = corpus_of(*known, *later)
    for name in TABLES:
        before, after = (getattr(c, name)(asof=day) for c in (whole, changed))
        drop = ["report"]  # numbers of texts that have no file
        pd.testing.assert_frame_equal(before.drop(columns=drop), after.drop(columns=drop))
