"""What a backtest comes to."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._backtest.equity import base_of
from yanbao._currencies import currency_of

if TYPE_CHECKING:
    import os

    import numpy.typing as npt
    import pandas as pd
    from matplotlib.figure import Figure

    from yanbao._backtest.notes import Notes

_WHAT = {
    "no_price": "the stock has no price on the day",
    "suspended": "trading was suspended",
    "limit_up": "nobody sold at the highest price of the day",
    "limit_down": "nobody bought at the lowest price of the day",
    "volume": "the order is above the part of the day's volume that it may take",
    "cash": "there was not cash enough",
    "below_lot": "whole lots allow none, or only a part of it",
    "no_rate": "no rate of exchange was known",
    "gone": "settled at the last price, since no row has come for long",
}


class Result:
    """Returns, trades and costs of a portfolio; `yb.backtest` makes it.

    Everything is in the currency of the account, by session, and nothing on a session depends on a later one.

    Attributes
    ----------
    equity, cash : pandas.Series
        What there is at each close, and the part that is not invested.
    trades : pandas.DataFrame
        Each fill: ``date``, ``ticker``, ``side``, ``shares``, ``price``, ``amount``, ``cost``, all in
        ``currency``, that of the exchange, ``rate``, units of the account's for one of it, and each kind of
        fee in the account's.
    rejected : pandas.DataFrame
        Each order that was not filled or not whole: ``date``, ``ticker``, ``side``, ``wanted`` and ``filled``
        shares, ``reason`` and ``what`` it means.  An order that is tried again for the same
        reason is told once; one that lacks less than a hundredth for want of cash is none.  What lots leave
        is told where it is more than a tenth of the order and a hundredth of the position; it is not tried
        again.
    costs : pandas.DataFrame
        By session and kind of fee.
    flows : pandas.DataFrame
        By session: ``bought``, ``sold``, ``dividends``, ``interest``, ``settled``, ``fees``.  Cash is
        that of the session before + sold − bought − fees + dividends + interest + settled, to the cent where
        there are rules.
    benchmark : pandas.Series or None
        Returns of the benchmark.
    findings : pandas.DataFrame
        What was assumed, and what may make the result look better than it would have been.
    settings : dict
        How it was run.
    """

    def __init__(
        self,
        made: dict[str, npt.NDArray[Any]],
        sessions: pd.DatetimeIndex,
        tickers: pd.Index[str],
        kinds: list[str],
        start_cash: float,
        benchmark: pd.Series[float] | None,
        sessions_per_year: float,
        risk_free: Any,
        settings: dict[str, Any],
        notes: Notes,
    ) -> None:
        import pandas as pd

        self._made, self._tickers, self._kinds, self._notes = made, tickers, kinds, notes
        self._risk_free = risk_free
        self._stats: pd.DataFrame | None = None
        self.sessions = pd.DatetimeIndex(sessions, name="date")
        self.start_cash = start_cash
        self.benchmark = benchmark
        self.sessions_per_year = sessions_per_year
        self.settings = settings
        self.equity: pd.Series[float] = self._series("equity")
        self.cash: pd.Series[float] = self._series("cash")
        self.costs: pd.DataFrame = pd.DataFrame(
            made["fees"].reshape(len(sessions), len(kinds)), index=self.sessions, columns=kinds
        )
        self.findings: pd.DataFrame = notes.frame()

    @property
    def returns(self) -> pd.Series[float]:
        """Simple returns of each session after costs."""
        returns: pd.Series[float] = (self.equity / self._positive() - 1).rename("net")
        return returns

    @property
    def gross(self) -> pd.Series[float]:
        """Returns of each session with its costs given back."""
        returns: pd.Series[float] = ((self.equity + self.costs.sum(axis=1)) / self._positive() - 1).rename(
            "gross"
        )
        return returns

    @property
    def turnover(self) -> pd.Series[float]:
        """Half of what was bought and sold over the equity of the session before: one-sided."""
        traded = self._series("bought") + self._series("sold")
        turnover: pd.Series[float] = (traded / 2 / self._positive()).rename("turnover")
        return turnover

    @property
    def exposure(self) -> pd.DataFrame:
        """Value ``long`` and ``short`` over equity at each close."""
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(
            {"long": self._series("long") / self.equity, "short": self._series("short") / self.equity}
        )
        return frame

    @property
    def flows(self) -> pd.DataFrame:
        """What moved the cash of each session."""
        import pandas as pd

        names = ("bought", "sold", "dividends", "interest", "settled")
        frame: pd.DataFrame = pd.DataFrame({name: self._series(name) for name in names})
        frame["fees"] = self.costs.sum(axis=1)
        return frame

    @property
    def shares(self) -> pd.DataFrame:
        """Shares held after each session, date × ticker."""
        return self._frame("shares")

    @property
    def positions(self) -> pd.DataFrame:
        """Value at each close, date × ticker, and ``cash`` beside it, as pyfolio takes them."""
        import pandas as pd

        frame: pd.DataFrame = pd.concat([self._frame("value"), self.cash], axis=1)
        return frame

    @property
    def stats(self) -> pd.DataFrame:
        """Statistics of ``net``, ``gross`` and ``benchmark``, with ``attrs["formulas"]``."""
        if self._stats is None:
            from yanbao._backtest.statistics import stats_of

            self._stats = stats_of(
                self.returns,
                gross=self.gross,
                benchmark=self.benchmark,
                turnover=self.turnover,
                sessions_per_year=self.sessions_per_year,
                risk_free=self._risk_free,
            )
        return self._stats

    def plot(self) -> Figure:
        """Equity against the benchmark, drawdown, turnover and costs.

        Raises
        ------
        MissingExtraError
            There is no matplotlib: ``pip install yanbao[plot]``.
        """
        from yanbao._backtest.plot import plot

        return plot(self)

    def report(self, path: str | os.PathLike[str]) -> None:
        """Write one HTML file that needs no network: statistics, charts, costs, what was assumed.

        Raises
        ------
        InvalidValueError
            The folder is not there, or the path is a folder itself.
        """
        from yanbao._backtest.page import page

        page(self, path)

    def _repr_html_(self) -> str:
        from yanbao._backtest.card import card

        return card(self)

    def __repr__(self) -> str:
        total = self.equity.iloc[-1] / self.start_cash - 1
        span = f"{self.sessions[0]:%Y-%m-%d} to {self.sessions[-1]:%Y-%m-%d}"
        codes = self.findings["code"][self.findings["severity"] == "warning"].unique().tolist()
        many = "warning" if len(codes) == 1 else "warnings"
        warned = f"{len(codes)} {many} ({', '.join(codes)})" if codes else "no warnings"
        return (
            f"<yanbao backtest: {span}, {total:+.2%}, {len(self.trades)} trades, "
            f"{len(self.rejected)} rejected, "
            f"{warned}>"
        )

    def _positive(self) -> pd.Series[float]:
        """Equity of the session before, NaN from where nothing is left."""
        import pandas as pd

        positive: pd.Series[float] = pd.Series(
            base_of(self._made["equity"], self.start_cash), index=self.sessions
        )
        return positive

    def _series(self, name: str) -> pd.Series[float]:
        import pandas as pd

        series: pd.Series[float] = pd.Series(self._made[name], index=self.sessions, name=name)
        return series

    def _frame(self, name: str) -> pd.DataFrame:
        import pandas as pd

        cells = self._made[name].reshape(len(self.sessions), len(self._tickers))
        frame: pd.DataFrame = pd.DataFrame(cells, index=self.sessions, columns=self._tickers)
        return frame

    @functools.cached_property
    def trades(self) -> pd.DataFrame:
        """Each fill, made into a frame when it is first asked for."""
        import numpy as np
        import pandas as pd

        made = self._made
        shares = made["trade_shares"]
        quoted = np.array([currency_of(t) or self.settings["currency"] for t in self._tickers], dtype=object)
        columns = {
            "date": self.sessions[made["trade_session"]],
            "ticker": self._tickers[made["trade_stock"]],
            "side": np.where(shares > 0, "buy", "sell"),
            "shares": np.abs(shares),
            **{name: made[f"trade_{name}"] for name in ("price", "amount", "cost")},
            "currency": quoted[made["trade_stock"]],
            "rate": made["trade_rate"],
        }
        fees = made["trade_fees"].reshape(len(shares), len(self._kinds))
        columns |= {kind: fees[:, at] for at, kind in enumerate(self._kinds)}
        frame: pd.DataFrame = pd.DataFrame(columns)
        return frame

    @functools.cached_property
    def rejected(self) -> pd.DataFrame:
        """Each order that was not filled or not whole."""
        import numpy as np
        import pandas as pd

        made = self._made
        names = np.array(_core.refusals(), dtype=object)[made["refused_reason"]]
        wanted = made["refused_wanted"]
        frame: pd.DataFrame = pd.DataFrame(
            {
                "date": self.sessions[made["refused_session"]],
                "ticker": self._tickers[made["refused_stock"]],
                "side": np.where(wanted < 0, "sell", "buy"),
                "wanted": np.abs(wanted),
                "filled": np.abs(made["refused_filled"]),
                "reason": names,
                "what": pd.Series(names, dtype=object).map(_WHAT).to_numpy(),
            }
        )
        return frame
