"""Every printed rating of a corpus with what it promises: bounds, months, and whose scale says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from yanbao._backtest.printed_benchmarks import BY_MARKET, PrintedBenchmarks
from yanbao._houses import houses_of
from yanbao._panel_ratings import promised
from yanbao._rating_rows import rating_rows
from yanbao._rating_scales import RatingWords, Scales

if TYPE_CHECKING:
    from collections.abc import Callable

    from yanbao._lexicon import Lexicon

    Table = Callable[[str], pd.DataFrame]


class _Terms(NamedTuple):
    """How long a printed scale looks, and against what."""

    report: Any
    known: np.datetime64
    months: float
    benchmark: str | None


def stated(table: Table, lexicon: Lexicon | None) -> pd.DataFrame:
    """Rows in the order in which they were known, as a panel's ledger of ratings has them.

    Besides ``score``, ``excess_low``, ``excess_high``, ``assumed`` and ``scale``: ``withdrawn``, ``months``
    (the longest of the scale's horizon, by the report's own scale, else by the house's newest known by then;
    NaN for none) and ``printed_benchmark``, that of the stock's own market where a report names several.
    """
    houses = houses_of(lexicon)
    frames = {}
    for name in ("coverage", "meta", "rating_scale"):
        rows = table(name)
        frames[name] = rows.assign(broker=houses.at(rows["broker"], rows["known_at"]))
    words = RatingWords(lexicon)
    named = {ticker for name in ("coverage", "meta") for ticker in frames[name]["ticker"].dropna().unique()}
    tickers = pd.Index(sorted(named), dtype=object)
    known = pd.concat([frames["coverage"]["known_at"], frames["meta"]["known_at"]]).dropna()
    days = np.unique(known.to_numpy().astype("datetime64[ns]"))
    rows = rating_rows(frames["coverage"], frames["meta"], words, tickers, days)
    made = promised(rows, rows["known_at"], Scales(frames["rating_scale"], words), words)
    made["withdrawn"] = [isinstance(label, str) and words.withdraws(label) for label in made["rating"]]
    made["key"] = [words.same(label) for label in made["rating"]]
    return _with_terms(made, frames["rating_scale"], PrintedBenchmarks(table("benchmarks"), lexicon))


def _with_terms(rows: pd.DataFrame, scale: pd.DataFrame, indexes: PrintedBenchmarks) -> pd.DataFrame:
    own, of_house = _terms(scale)
    months, benchmark = [], []
    known = rows["known_at"].to_numpy().astype("datetime64[ns]")
    asked = (rows[name].tolist() for name in ("report_id", "broker", "ticker"))
    for report, house, ticker, day in zip(*asked, known, strict=True):
        held = [own[report]] if report in own else []
        held += reversed(of_house.get(house, []))
        by_then = [terms for terms in held if terms.known <= day]
        months.append(next((t.months for t in by_then if t.months == t.months), np.nan))
        named = next((t for t in by_then if t.benchmark is not None), None)
        index = None if named is None else named.benchmark
        if named is not None and index == BY_MARKET and isinstance(ticker, str):
            index = indexes.of(named.report, ticker)
        benchmark.append(index)
    printed = pd.Series(benchmark, index=rows.index, dtype=object)
    made: pd.DataFrame = rows.assign(months=np.array(months, "float64"), printed_benchmark=printed)
    return made


def _terms(scale: pd.DataFrame) -> tuple[dict[Any, _Terms], dict[Any, list[_Terms]]]:
    """Of each report, and of each house in the order in which they were known; of stocks alone."""
    stock = scale[(scale["scope"] == "stock") & scale["known_at"].notna()]
    stock = stock.sort_values(["known_at", "published"], kind="stable")
    own: dict[Any, _Terms] = {}
    of_house: dict[Any, list[_Terms]] = {}
    for (report, house), printed in stock.groupby(["report_id", "broker"], sort=False, dropna=False):
        months = printed["horizon_months_max"].fillna(printed["horizon_months_min"]).dropna().unique()
        names = printed["benchmark"].dropna().unique()
        terms = _Terms(
            report,
            printed["known_at"].to_numpy().astype("datetime64[ns]")[0],
            float(months[0]) if len(months) == 1 else np.nan,
            str(names[0]) if len(names) == 1 else None,
        )
        own[report] = terms
        if isinstance(house, str):
            of_house.setdefault(house, []).append(terms)
    return own, of_house
