"""A result as one HTML file that needs nothing else: no network, no library, no script to be read."""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from yanbao._backtest import assumed, headline, shown, trading
from yanbao._backtest.cells import text
from yanbao._backtest.chart import Chart, Line
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.shown import Shown

_DATA = Path(__file__).parents[1] / "data" / "backtest"


def page(result: Shown, path: str | os.PathLike[str], *, title: str = "Backtest") -> Path:
    """Write a result as one self-contained HTML file.

    The file loads nothing: charts are inline SVG, and the only script shows values under the pointer.  It
    holds no time of its making: the same result gives the same bytes.

    Parameters
    ----------
    result : result of a backtest
        What is shown of it is in `yanbao._backtest.shown.Shown`.
    path : str or path
        Where to.  A file that is there is replaced once the new one is whole.
    title : str
        Heading of the page.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    InvalidValueError
        The folder is not there, or the path is a folder itself.
    OSError
        The folder cannot be written to.
    """
    target = _target(path)
    beside = target.parent / f".{target.name}.{secrets.token_hex(6)}"
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(html(result, title=title))
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        # of the file beside nobody has heard
        raise OSError(error.errno, error.strerror, str(target)) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return Path(path)


def _target(path: object) -> Path:
    """The file that a page goes to, which can be one."""
    if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
        raise InvalidValueError(f"the path of a page is the name of a file, not {path!r}")
    target = Path(os.path.realpath(os.fsdecode(path)))
    if target.is_dir():
        raise InvalidValueError(
            f"{target} is a folder: give the name of a file in it, {target / 'page.html'}"
        )
    if not target.parent.is_dir():
        raise InvalidValueError(f"there is no folder {target.parent}: make it first, or write to another")
    return target


def html(result: Shown, *, title: str = "Backtest") -> str:
    """The page as a text."""
    import pandas as pd

    sessions = pd.DatetimeIndex(result.returns.index)
    charts = _charts(result, sessions)
    drawn = {chart.key: chart.html(sessions) for chart in charts}
    values = {
        "sessions": [f"{session:%Y-%m-%d}" for session in sessions],
        "charts": {chart.key: chart.values() for chart in charts},
    }
    script = _data("page.js")
    # the policy lets this one script run, whatever a name in the data holds, and nothing load
    trusted = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{trusted}'"
    body = "".join(
        f"<section><h2>{name}</h2>\n{''.join(parts)}</section>\n" for name, parts in _sections(result, drawn)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>\n{_data('page.css')}</style>\n</head>\n<body>\n"
        f"<header><h1>{text(title)}</h1><p>{headline.summary(result)}</p></header>\n"
        f"{assumed.warnings(result)}{headline.tiles(result)}\n{body}"
        f"<footer>Made with yanbao {text(_version())}; the numbers are the result's own "
        "(<code>res.stats</code>, <code>res.trades</code>, …).</footer>\n"
        f'<script type="application/json" id="values">{_json(values)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _sections(result: Shown, drawn: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [
        ("Statistics", [headline.statistics(result)]),
        ("Equity", [drawn["equity"], headline.ruin(result), drawn["money"]]),
        ("Drawdown", [drawn["drawdown"], headline.drawdowns(result)]),
        ("Returns by month and year, net, %", [headline.months(result)]),
        ("Exposure", [drawn["exposure"], drawn["names"]]),
        ("Costs and turnover", [drawn["turnover"], drawn["costs"], trading.costs(result)]),
        ("Orders rejected or filled in part", [trading.rejected(result)]),
        ("Largest positions", [trading.positions(result)]),
        ("Last trades", [trading.trades(result)]),
        ("Findings", [assumed.findings(result)]),
        ("Settings: what was assumed", [assumed.settings(result)]),
        ("Data and limits", [assumed.data(result)]),
    ]


def _charts(result: Shown, sessions: pd.DatetimeIndex) -> list[Chart]:
    import numpy as np

    net, gross = shown.growth(result.returns), shown.growth(result.gross)
    grown = [Line("net", "net", net), Line("gross", "gross", gross)]
    fallen = [Line("net", "net", shown.drawdown(result.returns), "area")]
    benchmark = shown.benchmark_of(result)
    if benchmark is not None:
        name, level = shown.benchmark_name(result), shown.growth(benchmark)
        grown.append(Line(name, "benchmark", level))
        fallen.append(Line(name, "benchmark", shown.drawdown(benchmark)))
    put = shown.exposure(result)
    invested = [Line("long", "net", put.long)]
    if np.nansum(np.abs(put.short)) > 0:
        invested += [Line("short", "benchmark", put.short), Line("net", "third", put.net)]
    spent = np.cumsum(shown.total_costs(result))
    stretches = shown.periods(sessions)
    turned = np.full(len(sessions), np.nan)
    daily = result.turnover.reindex(result.returns.index).fillna(0.0).to_numpy("float64")
    for _, start, end in stretches:
        turned[start:end] = daily[start:end].sum()
    each = "by month" if len(stretches) < len(sessions) else "by session"
    bars = Line(f"turnover {each}", "net", turned, "bars", stretches)
    equity, cash = (series.to_numpy("float64") for series in (result.equity, result.cash))
    owned = [Line("equity", "net", equity), Line("cash", "third", cash)]
    spending, names = Line("costs", "benchmark", spent), Line("names", "net", put.names)
    return [
        Chart("equity", "Growth of 1", grown, "times", log=True, base=1.0, height=300),
        Chart("money", "Equity and cash, in money", owned, "money", base=0.0, height=150),
        Chart("drawdown", "Below the highest so far", fallen, "share", base=0.0, edge="high", height=180),
        Chart("exposure", "Positions over equity", invested, "share", base=0.0, height=150),
        Chart("names", "Positions held", [names], "count", base=0.0, edge="low", height=100),
        Chart("turnover", "Turnover, one-sided", [bars], "share", base=0.0, edge="low", height=130),
        Chart("costs", "Costs so far, in money", [spending], "money", base=0.0, height=130),
    ]


def _json(values: object) -> str:
    """JSON that cannot end the script that holds it."""
    made = json.dumps(values, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@functools.cache
def _data(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def _version() -> str:
    from yanbao._core import __version__

    return __version__
