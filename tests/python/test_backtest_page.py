"""The page of a backtest: one file, whole in itself, and what comes from data stays text."""

from __future__ import annotations

import errno
import functools
import json
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
import yanbao as yb
from backtest_edges import EDGES, HOSTILE
from backtest_result import FORMULAS, fake
from yanbao._backtest import page as pages
from yanbao._backtest.page import html, page

VOID = {"meta", "path", "br", "img", "link", "input", "hr"}
SECTIONS = [
    *("Statistics", "Equity", "Drawdown", "Returns by month and year, net, %", "Exposure"),
    *("Costs and turnover", "Orders rejected or filled in part", "Largest positions", "Last trades"),
    *("Findings", "Settings: what was assumed", "Data and limits"),
]


class Seen(HTMLParser):
    """Tags that must close in order, attributes, and text outside of scripts and styles."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"{tag} has an attribute twice: {names}"
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def of(self, tag: str) -> list[str]:
        return [text for parent, text in self.texts if parent == tag]


@functools.cache
def edge(name: str) -> str:
    return html(EDGES[name]())


@pytest.fixture(scope="module")
def made() -> str:
    return html(fake(500, 40))


@pytest.mark.parametrize("name", EDGES)
def test_every_edge_is_a_whole_page(name: str) -> None:
    seen = Seen(edge(name))
    assert not seen.open
    assert seen.of("h2") == SECTIONS
    texts = " ".join(text for parent, text in seen.texts if parent not in ("script", "style"))
    assert not re.search(r"\b(nan|NaN|NaT|None|inf)\b", texts)
    paths = [value or "" for tag, attribute, value in seen.attributes if (tag, attribute) == ("path", "d")]
    assert not [path for path in paths if re.search(r"[^MlhHVZ0-9. -]", path)]


@pytest.mark.parametrize("name", EDGES)
def test_nothing_is_loaded(name: str) -> None:
    seen = Seen(edge(name))
    assert not {"img", "link", "iframe", "object", "embed", "base", "form"} & set(seen.tags)
    loading = ("src", "href", "xlink:href", "action", "srcset", "data", "background", "poster", "ping")
    assert not [found for found in seen.attributes if found[1] in loading]
    assert not [found for found in seen.attributes if "//" in (found[2] or "")]
    style = "".join(seen.of("style"))
    assert "url(" not in style
    assert "@import" not in style
    policies = [value for tag, name_, value in seen.attributes if (tag, name_) == ("meta", "content")]
    assert any((policy or "").startswith("default-src 'none'; ") for policy in policies)


def test_texts_of_data_stay_texts() -> None:
    seen = Seen(html(EDGES["hostile"](), title=HOSTILE))
    # the values and the script; nothing that a name brought along
    assert seen.tags.count("script") == 2
    assert seen.tags.count("style") == 1
    shown = HOSTILE.replace("\u202e", "\N{REPLACEMENT CHARACTER}")
    whole = "".join(text for parent, text in seen.texts if parent not in ("script", "style"))
    assert whole.count(shown) > 40
    assert "\u202e" not in whole
    values = json.loads(seen.of("script")[0])
    assert values["charts"]["equity"]["lines"][2]["name"] == HOSTILE


def test_every_statistic_stands_with_its_formula(made: str) -> None:
    seen = Seen(made)
    texts = [text for _, text in seen.texts]
    stats = fake(500, 40).stats
    for name in stats.index:
        assert name.replace("_", " ") in texts
    assert set(FORMULAS.values()) <= set(seen.of("small"))
    assert f"{100 * stats.at['annual_return', 'net']:.2f}%".replace("-", "−") in texts
    assert any("count 242 sessions a year" in text for text in texts)


def test_rows_that_statistics_do_not_know_are_shown_too() -> None:
    result = fake(60, 3)
    stats = result.stats
    stats.loc["omega"] = [1.25, 1.5, None]
    stats.attrs["formulas"] = {"omega": "gains over losses"}

    class With:
        def __getattr__(self, name: str) -> object:
            return stats if name == "stats" else getattr(result, name)

    texts = [text for _, text in Seen(html(With())).texts]
    assert {"omega", "1.25", "1.50", "gains over losses"} <= set(texts)


def test_warnings_come_first(made: str) -> None:
    assert made.index("price_index") < made.index("<h2>Statistics")
    assert made.rindex('class="warning">warning') < made.index(">info<")


def test_where_nothing_is_left_growth_ends() -> None:
    result = EDGES["ruined"]()
    texts = [text for _, text in Seen(html(result)).texts]
    ended = result.returns.index[200].date()
    assert f"On {ended} nothing was left: what follows is not compounded." in texts
    assert any(text.startswith("Equity is zero or less on 50 sessions") for text in texts)
    drawn = json.loads(Seen(html(result)).of("script")[0])["charts"]["equity"]["lines"][0]["values"]
    assert drawn[200] < 0
    assert drawn[201:] == [None] * 49


def test_a_month_is_its_compounded_return(made: str) -> None:
    result = fake(500, 40)
    month = (1 + result.returns.loc["2019-05"]).prod() - 1
    row = re.search(r'<tr><th scope="row" class="w">2019</th>(.*?)</tr>', made[made.index("heat") :])
    assert row
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row[1])
    assert cells[:2] == ["–", "–"]
    assert cells[4] == f"{100 * month:.1f}".replace("-", "−")


def test_costs_by_year_add_up(made: str) -> None:
    result = fake(500, 40)
    total = f"{result.costs.to_numpy().sum():,.0f}"
    row = re.search(r'<th scope="row" class="w">all</th>(.*?)</tr>', made)
    assert row
    assert total in re.findall(r"<td>(.*?)</td>", row[1])


def test_orders_by_reason() -> None:
    result = fake(200, 5)
    days = result.returns.index[:3]
    result.rejected = pd.DataFrame(
        {
            "date": days,
            "ticker": ["600000.SH", "600007.SH", "600000.SH"],
            "side": ["buy", "buy", "sell"],
            "wanted": [1000.0, 1000.0, -500.0],
            "filled": [300.0, 0.0, 0.0],
            "reason": ["volume_cap", "volume_cap", "limit_down"],
            "what": ["a part", "none", "at its limit"],
        }
    )
    made = html(result)
    part = made[made.index("Orders rejected") : made.index("Largest positions")]
    rows = [
        re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", part, re.S)
    ]
    assert rows[1:] == [
        ["volume_cap", "buy", "1", "1", "15.0%", "2019-03-05 600007.SH: none"],
        ["limit_down", "sell", "1", "0", "0.0%", "2019-03-06 600000.SH: at its limit"],
    ]


def test_the_values_under_the_pointer_are_those_of_the_result(made: str) -> None:
    values = json.loads(Seen(made).of("script")[0])
    result = fake(500, 40)
    assert values["sessions"] == [f"{day:%Y-%m-%d}" for day in result.returns.index]
    net = values["charts"]["equity"]["lines"][0]["values"]
    assert net[-1] == pytest.approx((1 + result.returns).prod(), rel=1e-4)
    assert {len(line["values"]) for chart in values["charts"].values() for line in chart["lines"]} == {500}


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        page(fake(100, 5), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_six_years_are_less_than_a_megabyte(tmp_path: Path) -> None:
    made = page(fake(1500, 300), tmp_path / "page.html")
    assert 100_000 < made.stat().st_size < 1_000_000


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.html"
    target.write_text("before", encoding="utf-8")
    monkeypatch.setattr(pages.trading, "trades", lambda result: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        page(fake(30, 3), target)
    assert target.read_text(encoding="utf-8") == "before"
    monkeypatch.undo()
    assert page(fake(30, 3), str(target)) == target
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The sentence names it, and not the file that is written first."""
    nowhere = tmp_path / "none"
    with pytest.raises(yb.errors.InvalidValueError) as found:
        page(fake(30, 3), nowhere / "page.html")
    assert str(found.value) == f"there is no folder {nowhere}: make it first, or write to another"
    with pytest.raises(yb.errors.InvalidValueError, match="is a folder: give the name of a file"):
        page(fake(30, 3), tmp_path)
    for path in (None, 3, ""):
        with pytest.raises(yb.errors.InvalidValueError, match="the name of a file"):
            page(fake(30, 3), path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_takes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *args: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space left") as found:
        page(fake(30, 3), tmp_path / "page.html")
    assert found.value.filename == str(tmp_path / "page.html")


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "page.html")
    page(fake(30, 3), tmp_path / "link.html")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").is_file()


def test_the_result_is_left_as_it_was() -> None:
    result, same = fake(120, 6), fake(120, 6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html(result)
    for name in ("returns", "equity", "benchmark"):
        pd.testing.assert_series_equal(getattr(result, name), getattr(same, name))
    for name in ("positions", "trades", "costs", "findings"):
        pd.testing.assert_frame_equal(getattr(result, name), getattr(same, name))
