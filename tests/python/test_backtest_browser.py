"""The page of a backtest in a real browser: an empty console, no label over another, values on hover."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from backtest_edges import EDGES
from backtest_result import fake
from yanbao._backtest.page import html, page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
CONSOLE = re.compile(r":CONSOLE[:(]\d+\)?\] (.*)")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason=f"no browser is installed: none of {', '.join(NAMES)}"),
]


def run(folder: Path, file: Path, *arguments: str) -> tuple[str, list[str]]:
    """Open a file: what the browser prints, and what the page wrote to its console."""
    assert BROWSER is not None
    profile = folder / f"profile-{len(list(folder.iterdir()))}"
    done = subprocess.run(
        [
            *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
            *("--enable-logging=stderr", "--v=0", "--hide-scrollbars", f"--user-data-dir={profile}"),
            *arguments,
            file.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
        # a sanitizer that is loaded into Python has no place in a browser
        env={k: v for k, v in os.environ.items() if k not in ("LD_PRELOAD", "ASAN_OPTIONS")},
    )
    return done.stdout.decode(), CONSOLE.findall(done.stderr.decode("utf-8", "replace"))


def with_script(made: str, script: str) -> str:
    """The page with one more script, for which its policy has to go."""
    without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", made)
    assert without != made
    return without.replace("</body>", f"<script>{script}</script></body>")


FRAME = """<!DOCTYPE html><body>{frames}<script>
    addEventListener("message", (event) => {{
      const told = document.body.appendChild(document.createElement("pre"));
      told.textContent = JSON.stringify(event.data);
    }});
    // once there is somebody to tell
    for (const frame of document.querySelectorAll("iframe")) frame.src = frame.dataset.file;
</script>"""


def framed(
    folder: Path, made: dict[str, str], widths: tuple[int, ...] = (900,)
) -> tuple[list[Any], list[str]]:
    """Open several pages at several widths at once: what they tell, and what they write to the console."""
    frames = ""
    for name, source in made.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
        for width in widths:
            style = f"width:{width}px;height:900px;border:0"
            frames += f'<iframe style="{style}" data-file="{name}.html"></iframe>'
    (folder / "frame.html").write_text(FRAME.format(frames=frames), encoding="utf-8")
    dom, console = run(folder, folder / "frame.html", "--dump-dom", "--virtual-time-budget=5000")
    return [json.loads(unescape(found)) for found in re.findall(r"<pre>(.*?)</pre>", dom, re.S)], console


def test_the_console_stays_empty(tmp_path: Path) -> None:
    _, console = framed(tmp_path, {name: html(make()) for name, make in EDGES.items()})
    assert console == []


def test_an_error_would_be_seen(tmp_path: Path) -> None:
    _, console = framed(tmp_path, {"broken": with_script(html(fake(30, 3)), "undefined_name()")})
    assert any("undefined_name is not defined" in line for line in console)


def test_the_policy_stops_what_is_not_ours(tmp_path: Path) -> None:
    made = html(fake(30, 3)).replace("</body>", "<script>document.title = 'taken'</script></body>")
    (tmp_path / "page.html").write_text(made, encoding="utf-8")
    dom, console = run(tmp_path, tmp_path / "page.html", "--dump-dom")
    assert "<title>Backtest</title>" in dom
    assert any("Content Security Policy" in line for line in console)


def test_the_pointer_shows_values(tmp_path: Path) -> None:
    result = fake(101, 5)
    script = """
        const area = document.querySelector('[data-chart="equity"] .area');
        const box = area.getBoundingClientRect();
        const at = {clientX: box.left + box.width / 2, clientY: box.top + 9};
        area.dispatchEvent(new PointerEvent("pointermove", at));
    """
    (tmp_path / "page.html").write_text(with_script(html(result), script), encoding="utf-8")
    dom, console = run(tmp_path, tmp_path / "page.html", "--dump-dom")
    assert console == []
    tip = re.search(r'<div class="tip"[^>]*>(.*?)</div>(.*?)</div>', dom, re.S)
    assert tip
    middle = float((1 + result.returns.iloc[:51]).prod())
    assert result.returns.index[50].strftime("%Y-%m-%d") in tip[0]
    assert f'<span class="key net">net</span><b class="">{middle:.3f}' in tip[0]


# what overlaps or sticks out, told to the page that holds this one as a frame
LAYOUT = """
    const wrong = [];
    const seen = (element) => element.getClientRects().length > 0;
    for (const axis of document.querySelectorAll(".ticks, .across, figcaption")) {
      const boxes = [...axis.children].filter(seen).map((e) => [e.textContent, e.getBoundingClientRect()]);
      for (const [i, [text, a]] of boxes.entries())
        for (const [other, b] of boxes.slice(i + 1))
          if (a.left < b.right && b.left < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom)
            wrong.push(`${text} over ${other}`);
    }
    const within = "h1, h2, p, figure, figure span, .tiles div, .tiles b, li";
    for (const element of document.querySelectorAll(within)) {
      const box = element.getBoundingClientRect();
      if (box.right > innerWidth + 0.5 || box.left < -0.5) wrong.push("cut off: " + element.textContent);
    }
    const page = document.scrollingElement;
    if (page.scrollWidth > page.clientWidth) wrong.push(`${page.scrollWidth} wide in ${page.clientWidth}`);
    parent.postMessage({name, width: innerWidth, wrong}, "*");
"""


def test_no_label_lies_over_another(tmp_path: Path) -> None:
    """On phones, tablets and desks."""
    names = ("hostile", "ruined", "one_session", "grown_much", "no_trades")
    made = {"plain": html(fake(1500, 60))} | {name: html(EDGES[name]()) for name in names}
    made = {name: with_script(source, f"const name = '{name}';{LAYOUT}") for name, source in made.items()}
    widths = (320, 375, 600, 768, 1100)
    told, _ = framed(tmp_path, made, widths)
    assert sorted((found["name"], found["width"]) for found in told) == sorted(
        (name, width) for name in made for width in widths
    )
    assert [found for found in told if found["wrong"]] == []


def picture(file: Path) -> np.ndarray:
    from matplotlib import image

    return image.imread(file)[..., :3]


def test_light_and_dark_are_pictures(tmp_path: Path) -> None:
    file = page(fake(500, 30), tmp_path / "page.html")
    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    window = "--window-size=1000,2600"
    run(tmp_path, file, window, f"--screenshot={light}")
    run(tmp_path, file, window, f"--screenshot={dark}", "--blink-settings=preferredColorScheme=0")
    for name, least, most in ((light, 0.85, 0.99), (dark, 0.08, 0.25)):
        shown = picture(name)
        assert shown.shape[:2] == (2600, 1000)
        assert least < shown.mean() < most
        # marks in every stretch of the page, lines in the colour of the net return among them
        stretches = shown.reshape(26, 100, 1000, 3)
        assert (stretches.std(axis=(1, 2, 3)) > 0.005).sum() >= 24
        blue = (shown[..., 2] > shown[..., 0] + 0.35) & (shown[..., 2] > 0.6)
        assert blue.mean() > 0.001


def test_it_prints(tmp_path: Path) -> None:
    file = page(fake(500, 30), tmp_path / "page.html")
    run(tmp_path, file, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    try:
        assert 3 <= len(document) <= 9
        words = "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
        for heading in ("Statistics", "Drawdown", "Data and limits"):
            assert heading in words
    finally:
        document.close()
