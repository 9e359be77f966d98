"""A consensus as a frame, with the estimates of each broker behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._asked_frame import AskedFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._panel_rows import Cells


class ConsensusFrame(AskedFrame):
    """A consensus on (date, ticker); ``by_broker`` has what it is made of."""

    _ask: Callable[[], pd.DataFrame]

    @property
    def by_broker(self) -> pd.DataFrame:
        """On (date, ticker, broker): ``value``, ``known_at``, ``report_id`` and ``row`` of the corpus.

        ``printed`` is what the report prints, in ``currency`` where that is known, and ``rate`` what turned
        it into the currency of the others on that session, 1 where it needs none; a split of the shares is
        in ``value`` only.
        """
        return self._ask()


def by_broker(
    used: pd.DataFrame, cells: Cells, metric: str, wanted: npt.NDArray[np.int32], window: int
) -> pd.DataFrame:
    """Each broker's newest live estimate on every cell that asks for its year."""
    import numpy as np

    frame = used[used["metric"] == metric].reset_index(drop=True)
    rows, traced = cells.traced(used, metric, window)
    series = np.lexsort((np.arange(len(traced)), rows.session, rows.period, rows.broker, rows.ticker))
    keys = np.stack([rows.ticker, rows.broker, rows.period])[:, series]
    followed = np.zeros(len(series), bool)
    followed[:-1] = (keys[:, 1:] == keys[:, :-1]).all(axis=0)
    # until the broker's next estimate, which is live for as long
    until = rows.last[series].astype("int64")
    after = np.roll(rows.session[series], -1).astype("int64")
    until[followed] = np.minimum(until[followed], after[followed] - 1)
    since = np.maximum(rows.session[series], 0).astype("int64")
    until = np.minimum(until, cells.shape[0] - 1)
    length = np.maximum(until - since + 1, 0)
    row = np.repeat(series, length)
    session = (
        np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + np.repeat(since, length)
    )
    ticker = rows.ticker[row]
    asked = wanted[session] if wanted.ndim == 1 else wanted[session, ticker]
    row, session = row[asked == rows.period[row]], session[asked == rows.period[row]]
    value = rows.value[row]
    there = ~np.isnan(value)  # what cannot be converted on the session is in no consensus
    row, session, value = row[there], session[there], value[there]
    shares = None
    if cells.share_base is not None and cells.per_share(metric):
        shares = cells.share_base.shares(cells.days, len(cells.tickers))
    if shares is not None:
        value = value / shares[session, rows.ticker[row]]
    made = frame.loc[traced[row], ["ticker", "broker", "known_at", "report_id", "row"]].reset_index(drop=True)
    made.insert(0, "date", cells.days[session])
    made.insert(3, "value", value)
    of = frame.loc[traced[row]]
    made["printed"], made["currency"] = of["value"].to_numpy(), of["money"].to_numpy()
    made["rate"] = _rates(cells, made["currency"], of["converted_to"], session)
    made = made.sort_values(["date", "ticker", "broker"], kind="stable")
    indexed: pd.DataFrame = made.set_index(["date", "ticker", "broker"])
    return indexed


def _rates(
    cells: Cells, money: pd.Series[Any], to: pd.Series[Any], session: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    import numpy as np

    rate = np.ones(len(money))
    if cells.rates is None or not to.notna().any():
        return rate
    places = session + np.searchsorted(cells.all, cells.days[0])
    pairs = money.astype(object).to_numpy(), to.to_numpy()
    foreign = to.notna().to_numpy()
    for base, quote in {pair for pair, other in zip(zip(*pairs, strict=True), foreign, strict=True) if other}:
        mine = foreign & (pairs[0] == base) & (pairs[1] == quote)
        rate[mine] = cells.rates.at(base, quote, places[mine])
    return rate
