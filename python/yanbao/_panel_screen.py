from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._expr import Condition, Expr, Metric, Number
from yanbao._f import f
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._metric_names import Year
    from yanbao._panel_source import PanelSource


class Screens:
    """Expressions on a panel: numbers, conditions, one date of them, and why cells are empty."""

    sessions: pd.DatetimeIndex
    tickers: pd.Index[str]
    _source: PanelSource

    def eval(self, expr: Number) -> pd.DataFrame:
        """A number of every cell, date × ticker, float64; NaN where `reasons` says why.

        Raises
        ------
        InvalidValueError
            It is a condition, which `screen` takes.
        UnknownNameError
            The panel has no such metric.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> sold = pd.DataFrame({"ts_code": ["600570.SH"] * 2, "org_name": "青石证券", "eps": [1.2, 1.5]})
        >>> sold = sold.assign(report_date="20240902", quarter=["2024Q4", "2025Q4"])
        >>> panel = yb.Corpus.from_tushare(sold).panel()
        >>> panel.eval(yb.f.eps("fy2") / yb.f.eps("fy1") - 1)["600570.SH"].round(4).tolist()
        [0.25]
        """
        from yanbao._evaluate import compute

        if not isinstance(expr, Number):
            raise InvalidValueError(f"eval takes a number, not {expr!r}: a condition goes to screen")
        return self._frame(compute(expr, self._source).value)

    def screen(self, expr: Condition) -> pd.DataFrame:
        """Which stocks satisfy a condition on every session: date × ticker, bool.

        False also where a figure is missing: `reasons` tells the one from the other.  What each condition of
        an ``&`` did is in ``attrs["explain"]``, and is printed where nothing passes.

        Raises
        ------
        InvalidValueError
            It is a number, which `eval` takes.
        UnknownNameError
            The panel has no such metric or theme.
        """
        from yanbao._evaluate import explained, passes

        _is_condition(expr)
        passed, terms = passes(expr, self._source)
        frame = self._frame(passed)
        frame.attrs["explain"] = explained(terms)
        if not passed.any():
            print(f"nothing passes\n{frame.attrs['explain']}")
        return frame

    def screen_at(self, expr: Condition, date: Any) -> pd.DataFrame:
        """One session of a screen: a row a stock that passes, or that might if more were known.

        Returns
        -------
        pandas.DataFrame
            By ticker, those that pass first: ``passes`` (missing where a figure is), the figures that the
            expression names with their ranks among all stocks (1 is the smallest), the fiscal years that its
            labels mean there, and ``reason`` for what is missing.

        Raises
        ------
        InvalidValueError
            The panel has no such session, or the expression is a number.
        """
        import numpy as np
        import pandas as pd

        from yanbao._evaluate import UNKNOWN, YES, screen

        _is_condition(expr)
        row = self._row(date)
        found = screen(expr, self._source)
        truth = found.truth[row]
        columns: dict[str, Any] = {"passes": pd.arrays.BooleanArray(truth == YES, truth == UNKNOWN)}
        ranked: dict[str, Any] = {}
        labels: dict[str, Any] = {}
        for metric in dict.fromkeys(leaf for _, leaf in expr.steps if isinstance(leaf, Metric)):
            of = () if metric.on == "eps" and not metric.sessions else (metric.on, metric.sessions or "")
            label = "_".join(str(part) for part in (metric.name, *metric.years, *of) if part != "")
            columns[label] = np.asarray(self._source.column(metric).value)[row]
            ranked[f"{label}_rank"] = pd.Series(columns[label]).rank().to_numpy()
            for year in metric.years:
                if isinstance(year, str) and year != "ftm":
                    wanted = self._source.levels.years.wanted(year)[row]
                    labels[year] = np.broadcast_to(wanted, len(self.tickers))
        codes = self._codes(expr, truth=found.truth)[row]
        columns |= {
            **ranked,
            **labels,
            "reason": pd.Series(_reason_names()[codes], self.tickers, dtype=object),
        }
        frame = pd.DataFrame(columns, index=self.tickers)
        # those that pass, then those of which it is not known
        kept: pd.DataFrame = pd.concat([frame[truth == YES], frame[truth == UNKNOWN]])
        kept.attrs["explain"] = found.explain()
        return kept

    def reasons(self, expr: Expr) -> pd.DataFrame:
        """Why cells of an expression are empty: date × ticker, None where there is a value.

        Of a condition, a cell is empty where it is neither yes nor no.  The first figure of the expression
        that is missing gives the reason.  With ``base="any"`` a value that rests on an estimate of a year
        that is over is marked ``stale_estimate``.
        """
        import pandas as pd

        cells = _reason_names()[self._codes(expr)]
        frame: pd.DataFrame = pd.DataFrame(cells, index=self.sessions, columns=self.tickers, dtype=object)
        return frame

    def pe(self, year: Year = "fy1") -> pd.DataFrame:
        """Price before the session over consensus EPS: date × ticker, NaN where EPS is not positive."""
        return self.eval(f.pe(year))

    def earnings_yield(self, year: Year = "fy1") -> pd.DataFrame:
        """Consensus EPS over price, with the sign of a loss: date × ticker."""
        return self.eval(f.earnings_yield(year))

    def eps_growth(self, year: Year = "fy1") -> pd.DataFrame:
        """Growth of EPS against the year before, which is an actual for ``fy1``: date × ticker."""
        return self.eval(f.eps_growth(year))

    def net_profit_growth(self, year: Year = "fy1") -> pd.DataFrame:
        """Growth of net profit against the year before: date × ticker."""
        return self.eval(f.net_profit_growth(year))

    def cagr(self, on: str = "eps", start: Year = "fy0", end: Year = "fy2") -> pd.DataFrame:
        """Growth a year from `start` to `end`, both positive: date × ticker."""
        return self.eval(f.cagr(start, end, on))

    def peg(self, year: Year | None = None, on: str = "eps") -> pd.DataFrame:
        """PE of ``fy1`` over 100 times the growth a year from ``fy0`` to ``fy2``: date × ticker."""
        return self.eval(f.peg(year, on))

    def price(self) -> pd.DataFrame:
        """The last close before each session, on the share base of that session: date × ticker."""
        return self.eval(f.price())

    def __getattr__(self, name: str) -> Callable[..., pd.DataFrame]:
        """``panel.roe("fy1")``: any metric that `yb.f` has."""
        if name.startswith("_"):
            raise AttributeError(name)
        made = getattr(f, name)

        def metric(*years: Year) -> pd.DataFrame:
            expr: Number = made(*years)
            return self.eval(expr)

        return metric

    def _codes(self, expr: Expr, truth: Any = None) -> npt.NDArray[np.uint8]:
        """The code of the reason of each empty cell, and of the mark of a value."""
        import numpy as np

        from yanbao._evaluate import UNKNOWN, compute, screen
        from yanbao._panel_levels import CODES

        if isinstance(expr, Condition):
            truth = screen(expr, self._source).truth if truth is None else truth
            empty = truth == UNKNOWN
        elif isinstance(expr, Number):
            empty = np.isnan(compute(expr, self._source).value)
        else:
            raise InvalidValueError(f"no expression: {expr!r}")
        codes = np.zeros(empty.shape, np.uint8)
        for _, leaf in expr.steps:
            if isinstance(leaf, float):
                continue
            open_yet = empty & (codes == 0)
            if not isinstance(leaf, Metric):
                codes[open_yet] = self._source.why_unknown(leaf)[open_yet]
                continue
            level = self._source.explained(leaf)
            codes[~empty & (codes == 0) & self._source.marked(level)] = CODES["stale_estimate"]
            open_yet &= np.isnan(level.value)
            if open_yet.any():
                codes[open_yet] = level.reason[open_yet]
        codes[empty & (codes == 0)] = CODES["undefined"]
        return codes

    def _row(self, date: Any) -> int:
        import pandas as pd

        from yanbao._known import day_of

        day = day_of(date, "date")
        if day is None or day not in self.sessions:
            near = "" if day is None else self._near(pd.Timestamp(day))
            raise InvalidValueError(f"{date} is no session of the panel{near}")
        return int(self.sessions.searchsorted(day))

    def _near(self, day: pd.Timestamp) -> str:
        at = int(self.sessions.searchsorted(day))
        return f"; the next is {self.sessions[at]:%Y-%m-%d}" if at < len(self.sessions) else ""

    def _frame(self, cells: npt.NDArray[np.generic]) -> pd.DataFrame:
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(cells, index=self.sessions, columns=self.tickers)
        return frame


def _reason_names() -> npt.NDArray[np.object_]:
    import numpy as np

    from yanbao._panel_levels import REASONS

    return np.array([None, *list(REASONS)[1:]], dtype=object)


def _is_condition(expr: object) -> None:
    if not isinstance(expr, Condition):
        raise InvalidValueError(f"screen takes a condition, not {expr!r}: a number goes to eval")
