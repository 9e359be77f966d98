"""The figure of a backtest, and what a notebook shows of one."""

from __future__ import annotations

import io
import itertools
import os
import re
import subprocess
import sys
import warnings
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from backtest_edges import EDGES, HOSTILE
from backtest_result import fake

plt = pytest.importorskip("matplotlib.pyplot", reason="matplotlib draws the figure")

from matplotlib import image  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from yanbao._backtest import plot as plots  # noqa: E402
from yanbao._backtest.card import card  # noqa: E402
from yanbao._backtest.plot import plot  # noqa: E402


def drawn(figure: Figure) -> np.ndarray:
    """The figure as a picture; a character without a font or a layout that fails is an error."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(out, format="png", dpi=100)
    out.seek(0)
    return image.imread(out)[..., :3]


@pytest.mark.parametrize("name", EDGES)
def test_every_edge_is_drawn(name: str) -> None:
    figure = plot(EDGES[name]())
    shown = drawn(figure)
    assert shown.shape[1] == 900
    assert shown.std() > 0.03
    assert not plt.get_fignums()  # nothing is left open where there is no window
    assert len(figure.axes) == 5
    assert_no_label_touches(figure)


def assert_no_label_touches(figure: Figure) -> None:
    whole = figure.bbox
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            labels = [label for label in axis.get_ticklabels() if label.get_text() and label.get_visible()]
            boxes = [label.get_window_extent() for label in labels]
            assert not [a for a, b in itertools.pairwise(boxes) if a.overlaps(b)]
            assert all(whole.x0 <= b.x0 and b.x1 <= whole.x1 and whole.y0 <= b.y0 for b in boxes)


def test_the_lines_are_the_results() -> None:
    result = fake(300, 5)
    above, below = plot(result).axes[:2]
    lines = {line.get_label().partition(" ")[0]: line for line in above.get_lines()}
    np.testing.assert_allclose(lines["net"].get_ydata(), (1 + result.returns).cumprod())
    np.testing.assert_allclose(lines["gross"].get_ydata(), (1 + result.gross).cumprod())
    grown = (1 + result.returns).cumprod()
    np.testing.assert_allclose(
        below.get_lines()[-1].get_ydata(), grown / np.maximum(grown.cummax(), 1) - 1, atol=1e-12
    )


def test_a_long_way_up_has_a_log_axis() -> None:
    assert plot(EDGES["grown_much"]()).axes[0].get_yscale() == "log"
    assert plot(fake(30, 3)).axes[0].get_yscale() == "linear"
    assert plot(EDGES["ruined"]()).axes[0].get_yscale() == "linear"


def labels(result: object) -> list[str]:
    return [text.get_text() for text in plot(result).axes[0].get_legend().get_texts()]


def test_a_name_without_a_font_is_not_drawn_as_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "_CHINESE", ())
    result = fake(40, 3)
    assert labels(result)[2].startswith("benchmark ")
    result.benchmark = result.benchmark.rename("CSI $300$ _x^")
    assert labels(result)[2].startswith(r"CSI \$300\$ _x^ ")
    result.benchmark = result.benchmark.rename("_hidden")
    assert labels(result)[2].startswith("benchmark _hidden ")
    drawn(plot(result))


def test_a_font_that_writes_the_name_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """DejaVu Sans has Georgian letters; a family without them stands for one without Chinese."""
    monkeypatch.setattr(plots, "_CHINESE", ("DejaVu Sans",))
    with plt.rc_context({"font.family": ["cmr10"], "axes.formatter.use_mathtext": True}):
        name, families = plots._writable("ლარი")
    assert (name, families) == ("ლარი", ["cmr10", "DejaVu Sans"])


def test_without_matplotlib_the_extra_is_named() -> None:
    code = """
import sys
sys.modules["matplotlib"] = None
from yanbao._backtest.plot import plot
from yanbao.errors import MissingExtraError
try:
    plot(None)
except MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "plot needs matplotlib: pip install 'yanbao[plot]'"


@pytest.mark.slow
@pytest.mark.parametrize("magic", ["", "%matplotlib inline\n"])
def test_a_notebook_shows_it_once(magic: str) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat runs the notebook")
    nbclient = pytest.importorskip("nbclient", reason="nbclient runs the notebook")
    before = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom backtest_result import fake\n"
    )
    cell = f"{magic}{before}from yanbao._backtest.plot import plot\nplot(fake(50, 3))"
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    nbclient.NotebookClient(made, timeout=300, kernel_name="python3").execute(env=environment)
    assert ["image/png" in output.get("data", {}) for output in made.cells[0]["outputs"]] == [True]


class Balanced(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("name", EDGES)
def test_every_edge_has_a_card(name: str) -> None:
    made = card(EDGES[name]())
    seen = Balanced(made)
    assert {"script", "style", "link", "img"}.isdisjoint(seen.tags)
    assert not re.search(r"\b(nan|NaN|NaT|None|inf)\b", "".join(seen.texts))
    assert not re.search(r"d='[^']*[^MLhHV0-9. ’'-]", made)
    assert len(made) < 15_000


def test_a_card_has_the_main_numbers() -> None:
    result = fake(500, 20)
    texts = Balanced(card(result)).texts
    assert f"{100 * result.stats.at['annual_return', 'net']:.2f}%".replace("-", "−") in texts
    assert {"net", "gross", "benchmark", "沪深300", "2 to know before reading on"} <= set(texts)
    partly = int((result.rejected["filled"] > 0).sum())
    assert f"{len(result.rejected) - partly} orders rejected, {partly} filled in part" in texts
    assert HOSTILE.replace("\u202e", "\N{REPLACEMENT CHARACTER}") in Balanced(card(EDGES["hostile"]())).texts
