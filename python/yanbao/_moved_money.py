"""How the consensus of a company moved whose brokers print several currencies: both sessions at one rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._panel_rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._panel_rows import Cells

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int32]
    Codes = npt.NDArray[np.int64]


def moved_of(
    cells: Cells, used: pd.DataFrame, metric: str, window: int, wanted: Ints, back: Ints, how: str, least: int
) -> Iterator[tuple[int, Floats, Floats]]:
    """Column, change and breadth of companies that have figures in another currency than theirs count in."""
    import numpy as np

    of = used[used["metric"] == metric]
    columns = np.unique(cells.tickers.get_indexer(of.loc[of["converted_to"].notna(), "ticker"])).tolist()
    if not columns or cells.rates is None or not len(cells.days):
        return
    rows, traced = cells.traced(used, metric, window, convert=False)
    to, money = of["converted_to"].to_numpy()[traced], of["money"].to_numpy()[traced]
    places = np.arange(len(cells.days)) + np.searchsorted(cells.all, cells.days[0])
    for column in columns:
        mine = rows.ticker == column
        # rows are converted to one currency: what a company counts in does not change
        target = next(code for code in to[mine] if isinstance(code, str))
        own = np.where([isinstance(code, str) for code in to[mine]], money[mine], target).astype(str)
        names = sorted(set(own.tolist()))
        one = np.ones(len(places))
        rates = np.array([one if n == target else cells.rates.at(n, target, places) for n in names])
        asked = np.broadcast_to(wanted if wanted.ndim == 1 else wanted[:, column], len(places))
        part = Rows(*(array[mine] for array in rows))
        codes = np.searchsorted(names, own)
        yield column, *moved(part, codes, rates, asked, back, how, least)


def moved(
    rows: Rows, money: Codes, rates: Floats, wanted: Ints, back: Ints, how: str, min_brokers: int
) -> tuple[Floats, Floats]:
    """Change and breadth of one company on each session, as the core's `revision` has them.

    What a broker printed on both sessions is converted at the rate of the later one, so that a currency that
    moves is no revision.  A broker that has gone over to another currency has not said whether it raised: it
    is in the consensus of each session, and in nothing that compares its own figures.

    Parameters
    ----------
    rows
        Of the company, as printed.
    money
        In which currency each row is: a row of `rates`.
    rates
        To the currency of the company, currencies × sessions; NaN where none is known.
    wanted, back
        The year and the session to compare with, one a session.
    """
    import numpy as np

    sessions = len(wanted)
    low = min(int(back.min(initial=0)), 0)
    brokers, who = np.unique(rows.broker, return_inverse=True)
    change, breadth = np.full(sessions, np.nan), np.full(sessions, np.nan)
    for year in np.unique(wanted[wanted > 0]):
        value = np.full((len(brokers), sessions - low), np.nan)
        code = np.zeros(value.shape, np.int64)
        mine = np.flatnonzero(rows.period == year)
        for row in mine[np.argsort(rows.session[mine], kind="stable")].tolist():
            begin, end = max(int(rows.session[row]), low) - low, min(int(rows.last[row]), sessions - 1) - low
            if begin <= end:
                value[who[row], begin : end + 1] = rows.value[row]
                code[who[row], begin : end + 1] = money[row]
        day = np.flatnonzero(wanted == year)
        then = back[day] - low
        now, old = value[:, day - low], value[:, then]
        same = code[:, day - low] == code[:, then]
        now_home = now * rates[code[:, day - low], day]
        old_home = old * rates[code[:, then], day]
        live = ~np.isnan(now_home)
        both = live & ~np.isnan(old_home) & same
        moves = (both & (now > old)).sum(axis=0) - (both & (now < old)).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            breadth[day] = np.where(both.any(axis=0), moves / live.sum(axis=0), np.nan)
            counted = (both, both) if how == "matched" else (live, ~np.isnan(old_home))
            (new_mean, many), (base, few) = (
                (np.where(use, of, 0.0).sum(axis=0) / use.sum(axis=0), use.sum(axis=0))
                for use, of in zip(counted, (now_home, old_home), strict=True)
            )
            largest = np.where(counted[1], np.abs(old_home), 0.0).max(axis=0, initial=0.0)
            # a base that may be 0 but for rounding is nothing to divide by
            told = (np.minimum(many, few) >= min_brokers) & (
                np.abs(base) > few * np.finfo(float).eps * largest
            )
            change[day] = np.where(told, (new_mean - base) / np.abs(base), np.nan)
    return change, breadth
