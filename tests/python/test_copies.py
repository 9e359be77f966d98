"""Reports and corpora in another process, and what a corpus keeps of what it left out."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest
import yanbao as yb
from test_corpus import TABLES, corpus_of, note


def again(thing: object) -> object:
    return pickle.loads(pickle.dumps(thing))


@pytest.mark.parametrize("source", [note("2024-10-18"), note("2024-10-18").encode(), "甲\ud800乙\n"])
def test_a_report_is_read_again(source: str | bytes) -> None:
    report = yb.read(source, name="mine")
    copy = again(report)
    assert isinstance(copy, yb.Report)
    assert copy.to_dict() == report.to_dict()
    assert copy.name == "mine"


def test_by_the_same_words() -> None:
    lexicon = yb.Lexicon.default().extended({"broker": {"某某资本": ["某某资本"]}})
    securities = yb.Securities.default().extended([("688999.SH", "某某科技")])
    report = yb.read(
        note("2024-10-18", broker="某某资本").replace("恒生电子（600570.SH）", "某某科技"),
        lexicon=lexicon,
        securities=securities,
    )
    copy = again(report)
    assert isinstance(copy, yb.Report)
    assert copy.to_dict() == report.to_dict()
    for kept in (lexicon, securities, yb.Securities.default(), yb.Limits(bytes=7)):
        assert isinstance(again(kept), type(kept))
    back = again(securities)
    assert isinstance(back, yb.Securities)
    assert back.by_name("某某科技") == securities.by_name("某某科技")
    assert len(back) == len(securities)
    own = again(yb.Securities.from_frame(pd.DataFrame({"ticker": ["600570.SH"], "name": ["恒生电子"]})))
    assert isinstance(own, yb.Securities)
    assert len(own) == 1


def test_a_corpus_elsewhere(tmp_path: Path) -> None:
    """Tables as they are; a report is read again when it is asked for; a file that changed is told."""
    path = tmp_path / "a.txt"
    path.write_text(note("2024-10-18"), encoding="utf-8")
    corpus = yb.read_many([path, note("2024-10-25", (1.30, 1.55))], progress=False)
    copy = again(again(corpus))
    assert isinstance(copy, yb.Corpus)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(copy, name), getattr(corpus, name))
    assert len(copy.estimates(asof="2024-10-21")) == 2
    assert [r.to_dict() for r in copy] == [r.to_dict() for r in corpus]
    moved = corpus.diff(since="2024-10-28")
    assert len(moved) == 2
    pd.testing.assert_frame_equal(copy.diff(since="2024-10-28"), moved)
    assert copy.add([note("2024-11-08", (1.6, 1.7))], progress=False) == ["0"]
    assert len(again(copy.asof("2024-10-21"))) == 1  # type: ignore[arg-type]
    path.write_text("another\n", encoding="utf-8")
    late = again(corpus)
    assert isinstance(late, yb.Corpus)
    with pytest.raises(yb.errors.InvalidValueError, match="no longer"):
        late[0]


def test_a_kept_corpus_knows_its_twins(tmp_path: Path) -> None:
    """The finding is there again, as of days as well, and the twin is not read as new."""
    first = note("2024-10-18")
    same = first.replace("\t", " | ").replace("盈利预测\n", "盈利预测\n\n")
    corpus = corpus_of(first, same)
    folder = tmp_path / "kept"
    corpus.to_parquet(folder)
    for _ in range(2):
        back = yb.Corpus.from_parquet(folder)
        for day in (None, "2024-10-18", "2024-10-21"):
            pd.testing.assert_frame_equal(back.findings(asof=day), corpus.findings(asof=day))
        assert "report_twin" in set(back.findings["code"])
        assert back.add([same], progress=False) == []
        assert len(back.estimates) == len(corpus.estimates)
        back.to_parquet(folder)


def test_a_view_of_a_corpus_that_grew() -> None:
    corpus = corpus_of(note("2024-10-18"))
    view = corpus.asof("2024-12-02")
    before = view.findings
    corpus.add([note("2024-10-25", (1.30, 1.55))], progress=False)
    pd.testing.assert_frame_equal(corpus.asof("2024-10-21").findings, before)
    view._frames.clear()
    pd.testing.assert_frame_equal(view.findings, before)


def test_hidden_files_are_no_reports(tmp_path: Path) -> None:
    for name in ("a.txt", ".b.txt", "~$c.txt", ".d/e.txt", "f/.g.md", "f/h.md", "~i.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    hidden = tmp_path / ".all"  # a folder that is given by name is meant
    hidden.mkdir()
    (hidden / "x.txt").write_text("x\n", encoding="utf-8")
    assert [r.name for r in yb.read_many(tmp_path, progress=False)] == ["a.txt", "h.md", "~i.txt"]
    assert len(yb.read_many(hidden, progress=False)) == 1


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_is_no_path(text: str) -> None:
    with pytest.raises(yb.errors.InvalidValueError, match="empty"):
        yb.read(text)
    with pytest.raises(yb.errors.InvalidValueError, match="empty"):
        yb.read_many(text)
    assert "empty" in yb.read_many([text], progress=False).findings["what"].iloc[0]


def test_a_ticker_of_the_list_is_that_of_the_figures() -> None:
    """Of the company of the cover, whatever its rows; others keep theirs."""
    text = note("2024-10-18") + "\n可比公司\n代码\t名称\t2024E EPS\n600588.SH\t用友网络\t0.60\n"
    index = pd.DataFrame({"report": ["0"], "ticker": ["000858.SZ"]})
    corpus = corpus_of(text, index=index)
    own = corpus.estimates[corpus.estimates["origin"] == "broker"]
    assert set(corpus.estimates["ticker"]) - {"600588.SH"} == {"000858.SZ"}
    assert set(own["ticker"]) >= {"000858.SZ"}
    assert corpus.meta["ticker"].tolist() == ["000858.SZ"]
    assert corpus.findings["code"].value_counts()["index_conflict"] == 1
    assert set(corpus_of(text).estimates["ticker"]) == {"600570.SH", "600588.SH"}


def test_what_a_vendor_had_before_it_was_published() -> None:
    """Known from the later of the two days, and told."""
    sold = pd.DataFrame(
        {"ts_code": ["600570.SH"] * 2, "org_name": ["青石证券", "栖霞证券"], "report_date": ["20241018"] * 2}
        | {"quarter": ["2024Q4"] * 2, "eps": [1.2, 1.3]}
        | {"create_time": ["2024-10-08 21:00:00", "2024-10-18 08:00:00"]}
    )
    corpus = yb.Corpus.from_tushare(sold)
    assert [str(day)[:10] for day in corpus.meta["known_at"]] == ["2024-10-21", "2024-10-18"]
    found = corpus.findings[corpus.findings["code"] == "seen_before_published"]
    assert found["report_id"].tolist() == corpus.meta["report_id"].tolist()[:1]
    assert "2024-10-08" in found["what"].iloc[0]
    listed = pd.DataFrame({"report": ["0"], "first_seen": ["2024-10-11"]})  # a user's own list is believed
    own = corpus_of(note("2024-10-18"), index=listed)
    assert str(own.meta["known_at"][0])[:10] == "2024-10-14"
