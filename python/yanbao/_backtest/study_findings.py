"""What to know before trusting a study of prices: codes of the word list, and what they mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from yanbao._backtest.missing import FEW, missing_sessions
from yanbao._lexicon import Lexicon
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yanbao._backtest.priced import Priced


class Found(NamedTuple):
    """A code, what it is of, how many that concerns, and more words on it."""

    code: str
    subject: str
    number: int
    why: str = ""


def of_prices(px: Priced, count: int, *, beside: bool, total: bool | None) -> Iterator[Found]:
    """Of `count` returns of stocks, and where they are `beside` a benchmark, of that; nothing of none.

    Raises
    ------
    InvalidValueError
        `total` is neither True, False nor None.
    """
    if total is not None and not isinstance(total, bool):
        raise InvalidValueError(f"benchmark_total is True, False or None, not {total!r}")
    if not count:
        return
    bare = len(px.without_factor)
    for calendar, lacking, every in missing_sessions(px.tickers, px.dates):
        if lacking > FEW * every:
            yield Found("sessions_missing", calendar, lacking, f"{lacking} of {every}.")
    if bare:
        yield Found("prices_without_factor", "prices", bare)
    if (
        beside and not total and bare < len(px.tickers)
    ):  # without a factor the stocks have no dividends either
        yield Found("price_index", "benchmark", count)


def frame_of(found: Iterable[Found]) -> pd.DataFrame:
    """Rows of code, severity, subject, count and what, in the order in which they were found."""
    said = json.loads(Lexicon.default().to_json())["finding"]
    rows = []
    for code, subject, number, why in found:
        rows.append((code, said[code]["severity"], subject, number, f"{said[code]['what']} {why}".rstrip()))
    columns = ["code", "severity", "subject", "count", "what"]
    made: pd.DataFrame = pd.DataFrame(rows, columns=columns).astype({"count": "int64"})
    return made
