"""What a reader of a factor study must know beside its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._backtest.factor_tables import overlap
from yanbao._backtest.missing import missing_sessions
from yanbao._sessions import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from yanbao._backtest.factor_data import StudyCells
    from yanbao._prices import Prices

_TOO_GOOD = 0.5  # of a mean rank IC; a hundredth of that moves money
_FEW = 10  # periods that do not overlap
_COLUMNS = ["code", "severity", "subject", "count", "what"]

_LEFT_OUT = {
    "no_session": ("warning", "values on days that are no session of the prices"),
    "infinite": ("warning", "values that are infinite"),
    "no_exposure": ("warning", "values of names that lack a group or a number to neutralize by"),
    "no_prices": ("warning", "values of tickers that the prices do not have"),
    "no_entry": ("info", "values of names that were not traded when they would have been bought"),
    "after_end": ("info", "values whose period ends after the last of the prices"),
    "no_exit": (
        "warning",
        "values of names that were not traded when they would have been sold: suspended, or delisted, and "
        "what was lost in those is in no figure here",
    ),
    "few_names": ("warning", "values on dates with too few names that have a return"),
}


def findings(cells: StudyCells, px: Prices, coverage: pd.DataFrame, rank_ic: pd.DataFrame) -> pd.DataFrame:
    """Rows of code, severity, subject, count and what."""
    import pandas as pd

    rows = [
        *_prices(cells, px),
        *_inputs(cells),
        *_left_out(cells, coverage),
        *_statistics(cells, coverage, rank_ic),
    ]
    made: pd.DataFrame = pd.DataFrame(rows, columns=_COLUMNS).astype({"count": "int64"})
    return made


def _prices(cells: StudyCells, px: Prices) -> Iterator[tuple[Any, ...]]:

    bare = cells.tickers[cells.priced].intersection(px.without_factor)
    if len(bare):
        what = f"raw prices without preclose or factor, such as of {bare[0]}: dividends and splits are losses"
        yield "no_factor", "warning", "prices", len(bare), what
    calendars = sorted({calendar_of(ticker) for ticker in cells.tickers[cells.priced]})
    if len(calendars) > 1:
        what = f"several calendars ({', '.join(calendars)}): periods count sessions of any of them"
        yield "several_calendars", "warning", "prices", len(calendars), what
    elif calendars:
        for calendar, missing, _ in missing_sessions(cells.tickers[cells.priced], px.dates):
            what = f"sessions of {calendar} that the prices lack: a period over them is longer than it says"
            yield "sessions_missing", "warning", "prices", missing, what


def _inputs(cells: StudyCells) -> Iterator[tuple[Any, ...]]:
    import numpy as np

    if cells.undated_groups:
        what = "groups by ticker know no date: those of today are taken for those of then"
        yield "groups_not_dated", "warning", "groups", len(cells.tickers), what
    for name, count in cells.carried.items():
        if count:
            yield "carried", "info", name, count, "dates that took the newest row before them"
    if cells.clipped:
        yield "clipped", "info", "factor", cells.clipped, f"values {cells.asked.clipping.said}"
    if cells.groups is not None and any(name == "industry" for name, _ in cells.asked.exposures):
        codes = np.where(np.isnan(cells.values), -1, cells.groups.codes)
        date = np.broadcast_to(np.arange(len(codes))[:, None], codes.shape)
        flat = (date * max(len(cells.groups.names), 1) + codes)[codes >= 0]
        alone = int((np.unique(flat, return_counts=True)[1] == 1).sum())
        if alone:
            what = (
                "values of names alone in their group: nothing is left of them, and they rank in the middle"
            )
            yield "alone_in_group", "info", "factor", alone, what
    empty = _empty_buckets(cells)
    if empty:
        what = "dates on which a quantile is empty: equal values share one, or there are fewer names"
        yield "empty_quantile", "warning", "quantiles", empty, what


def _empty_buckets(cells: StudyCells) -> int:
    import numpy as np

    if cells.asked.cuts.cut != "shares":  # of values a bucket may well be empty
        return 0
    filled = [(cells.buckets == q).any(axis=1) for q in range(1, cells.asked.cuts.buckets + 1)]
    any_filled = (cells.buckets > 0).any(axis=1)
    return int((any_filled & ~np.all(filled, axis=0)).sum())


def _left_out(cells: StudyCells, coverage: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    periods = cells.asked.periods
    for reason, (severity, what) in _LEFT_OUT.items():
        counts = coverage[reason].to_numpy().reshape(len(periods), -1).sum(axis=1).tolist()
        lines = [("every period", counts[0])]
        if len(set(counts)) > 1:
            lines = [(f"period {period}", count) for period, count in zip(periods, counts, strict=True)]
        yield from ((reason, severity, subject, count, what) for subject, count in lines if count)


def _statistics(
    cells: StudyCells, coverage: pd.DataFrame, rank_ic: pd.DataFrame
) -> Iterator[tuple[Any, ...]]:
    for i, period in enumerate(cells.asked.periods):
        subject, values = f"period {period}", rank_ic[period]
        used = coverage["used"].to_numpy().reshape(len(cells.asked.periods), -1)[i][cells.in_session]
        constant = int((values.isna().to_numpy() & (used > 0)).sum())
        if constant:
            what = "dates on which the factor or the returns are the same for all names: no correlation"
            yield "constant", "warning", subject, constant, what
        row = cells.row[values.notna().to_numpy()]
        lag = overlap(row, period)
        if lag:
            what = f"returns overlap: t is Newey–West's with a lag of {lag}"
            yield "overlap", "info", subject, lag, what
        apart = len(row) // (lag + 1)
        if apart < _FEW:
            what = f"about {apart} periods that do not overlap: too few for t to say much"
            yield "few_periods", "warning", subject, apart, what
        if abs(values.mean()) >= _TOO_GOOD:
            what = (
                f"a mean rank IC of {values.mean():.2f} is hardly ever real: does the factor know the price "
                "that it is held against?"
            )
            yield "too_good", "warning", subject, len(row), what
