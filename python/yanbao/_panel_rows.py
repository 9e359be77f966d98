"""Estimates and actuals of one metric as the core takes them, and what it makes of them."""

from __future__ import annotations

import numbers
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao import _core
from yanbao._estimate_rates import split_at_rates
from yanbao._houses import houses_of
from yanbao._mergers import split_at_mergers
from yanbao._metric_names import describe
from yanbao._sessions import last_within
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._estimate_rates import EstimateRates
    from yanbao._lexicon import Lexicon
    from yanbao._share_base import ShareBase
    from yanbao._share_evidence import Evidence

    Ints = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Days = npt.NDArray[np.datetime64]

_MOST = 100_000  # days, sessions or brokers: beyond, dates end
_NEVER = 2**31 - 1  # a session that no panel reaches


class Rows(NamedTuple):
    """Views of one length; `value` is per share of the first day, where it is per share."""

    ticker: Ints
    broker: Ints
    period: Ints
    session: Ints
    value: Floats
    last: Ints


class Cells:
    """The sessions and tickers of a panel, and how rows fall on them."""

    def __init__(
        self,
        sessions: pd.DatetimeIndex,
        all_sessions: Days,
        tickers: pd.Index[str],
        shares: ShareBase | None,
        evidence: Evidence,
        lexicon: Lexicon | None = None,
        rates: EstimateRates | None = None,
    ) -> None:
        self.rates = rates
        self.sessions, self.all, self.tickers = sessions, all_sessions, tickers
        self.days: Days = sessions.to_numpy().astype("datetime64[ns]")
        self.share_base, self._evidence = shares, evidence
        self.houses = houses_of(lexicon)

    @property
    def shape(self) -> tuple[int, int]:
        """Sessions and tickers."""
        return len(self.sessions), len(self.tickers)

    def per_share(self, metric: str) -> bool:
        """Whether a figure of this metric turns on the number of shares."""
        described = describe(metric)
        return described is not None and described.unit.endswith("per_share")

    def ends(self, rows: pd.DataFrame) -> Days:
        """The first day from which rows are per share of another kind; NaT for none."""
        import numpy as np
        import pandas as pd

        ends = self._evidence.ends(rows)
        if self.share_base is None:
            return ends
        known_at = rows["known_at"].to_numpy().astype("datetime64[ns]")
        split = self.share_base.ends(self.tickers.get_indexer(pd.Index(rows["ticker"])), known_at)
        return np.fmin(ends, split)

    def kinds(self) -> npt.NDArray[np.int64]:
        """A number a cell; figures per share can be compared between cells of one number."""
        kinds = self._evidence.kinds(self.days, self.tickers)
        if self.share_base is not None:
            kinds = kinds + self.share_base.kinds(self.days, len(self.tickers))
        return kinds

    def rows(self, frame: pd.DataFrame, metric: str, window: int | None, **how: bool) -> Rows:
        """Rows of `frame` (in the order in which they were known) of one metric, brokers by house."""
        return self.traced(frame, metric, window, **how)[0]

    def traced(
        self,
        frame: pd.DataFrame,
        metric: str,
        window: int | None,
        *,
        end_with_base: bool = True,
        convert: bool = True,
    ) -> tuple[Rows, npt.NDArray[np.int64]]:
        """The same, and of which row of the metric's each is a part."""
        import numpy as np
        import pandas as pd

        rows = frame[frame["metric"] == metric]
        ticker = self.tickers.get_indexer(pd.Index(rows["ticker"]))
        if (ticker < 0).any():  # actuals of a company that nobody estimates
            rows, ticker = rows[ticker >= 0], ticker[ticker >= 0]
        known_at = rows["known_at"].to_numpy().astype("datetime64[ns]")
        first = np.searchsorted(self.all, self.days[:1])
        session = np.searchsorted(self.all, known_at) - first
        last = np.full(len(rows), _NEVER, "int64")
        if window is not None:
            last = last_within(known_at, window, self.all) - first
        value = rows["value"].to_numpy("float64")
        if self.per_share(metric):
            if self.share_base is not None:
                value = value * self.share_base.old_shares(ticker, known_at)
            ends = self.ends(rows)
            if end_with_base and (has := ~np.isnat(ends)).any():
                last[has] = np.minimum(last[has], np.searchsorted(self.all, ends[has]) - 1 - first)
        last = np.clip(last, -1, _NEVER)
        columns = {"ticker": ticker, "period": rows["fiscal_year"].to_numpy(), "session": session}
        made = pd.DataFrame({**columns, "value": value, "last": last})
        convert = convert and "converted_to" in rows.columns and bool(rows["converted_to"].notna().any())
        if convert:
            made = made.assign(money=rows["money"].to_numpy(), to=rows["converted_to"].to_numpy())
        if "broker" in rows.columns:  # what a company reports is of no house
            named = made.assign(broker=rows["broker"].to_numpy())
            made = split_at_mergers(named, self.all, first=int(first.sum()), houses=self.houses)
        else:
            made = made.assign(house="", input_row=np.arange(len(made)))
        if convert and self.rates is not None:
            made = split_at_rates(made, self.rates, int(first.sum()), len(self.sessions))
        made["broker"] = pd.factorize(made["house"], sort=True)[0]
        arrays = {name: made[name].to_numpy("int32") for name in Rows._fields if name != "value"}
        return Rows(**arrays, value=made["value"].to_numpy("float64")), made["input_row"].to_numpy("int64")

    def consensus(self, rows: Rows, metric: str, wanted: Ints, min_brokers: int = 1) -> dict[str, Any]:
        """Statistics on each cell, per share of the session."""
        made: dict[str, Any] = dict(
            _core.consensus(**rows._asdict(), **self.sized(wanted), min_brokers=min_brokers)
        )
        shares = None
        if self.share_base is not None and self.per_share(metric):
            shares = self.share_base.shares(self.days, len(self.tickers))
        if shares is not None:
            for name in made.keys() - {"count"}:
                made[name] = made[name] / shares
        return made

    def sized(self, wanted: Ints) -> dict[str, Any]:
        """Arguments of the core that say the shape."""
        return {"wanted": wanted, "sessions": len(self.sessions), "tickers": len(self.tickers)}


class Level:
    """A figure of every cell, and on request why it is missing where it is."""

    __slots__ = ("_codes", "_why", "value")

    def __init__(self, value: Floats, why: Callable[[], npt.NDArray[np.uint8]]) -> None:
        self.value = value
        self._why = why
        self._codes: npt.NDArray[np.uint8] | None = None

    @property
    def reason(self) -> npt.NDArray[np.uint8]:
        """Codes of `REASONS`: 0 where there is nothing to say."""
        if self._codes is None:
            self._codes = self._why()
        return self._codes


def count(value: int, name: str, least: int = 1) -> int:
    """A checked count."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or not least <= value <= _MOST:
        raise InvalidValueError(f"{name} cannot be {value!r}: a count from {least} to {_MOST}")
    return int(value)


def check_metric(frame: pd.DataFrame, metric: str) -> None:
    """UnknownNameError where no used row is of this metric."""
    from yanbao._metric_names import did_you_mean

    known = sorted(frame["metric"].unique())
    if metric not in known:
        raise UnknownNameError(
            f"no estimate of {metric!r}{did_you_mean(str(metric), known)}; "
            f"there are {', '.join(known) or 'none at all'}"
        )
