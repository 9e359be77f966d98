"""What a grid of variants comes to."""

from __future__ import annotations

import functools
import html
import threading
from typing import TYPE_CHECKING, Any

from yanbao._backtest.notes import Notes
from yanbao._metric_names import did_you_mean
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from yanbao._backtest.grid_plot import Side
    from yanbao._backtest.result import Result
    from yanbao._backtest.variants import Ran
    from yanbao._prices import Prices

_SHOWN = ("annual_return", "volatility", "sharpe", "max_drawdown", "turnover")


class Grid:
    """Every variant that was run; `yb.grid` makes it.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a variant, in the order of their combinations: the parameters, ``total_return``,
        ``annual_return``, ``volatility``, ``sharpe``, ``sortino``, ``max_drawdown``, ``calmar``,
        ``turnover`` (one-sided, a year), ``cost`` (fees over equity, a year), ``excess_return`` and
        ``information_ratio`` where there is a benchmark, ``sessions``, ``rebalanced``, ``trades``,
        ``refused``, ``warnings`` (codes) and ``error``, null where it ran.  Formulas are those of
        `Result.stats`.
    findings : pandas.DataFrame
        What was assumed of all variants, how many failed, and in how many each warning was met.
    score : str
        The figure by which the best is chosen.
    """

    def __init__(
        self,
        template: Callable[..., pd.DataFrame],
        names: tuple[str, ...],
        combinations: list[tuple[Any, ...]],
        px: Prices,
        settings: dict[str, Any],
        score: str,
    ) -> None:
        self._template, self._names, self._combinations = template, names, combinations
        self._px, self._settings, self.score = px, settings, score
        self._rows: list[dict[str, Any]] = [{} for _ in combinations]
        self._best: tuple[float, int, Ran] | None = None
        self._notes: tuple[int, Notes] = (len(combinations), Notes())  # of the market of the first that ran
        self._lock = threading.Lock()
        self.table: pd.DataFrame
        self.findings: pd.DataFrame

    def __len__(self) -> int:
        return len(self._combinations)

    def parameters(self, i: int) -> dict[str, Any]:
        """Parameters of the variant in row `i`."""
        if isinstance(i, bool) or not 0 <= i < len(self):
            raise InvalidValueError(f"there is no variant {i!r}: 0 to {len(self) - 1}")
        return dict(zip(self._names, self._combinations[i], strict=True))

    def weights(self, i: int) -> pd.DataFrame:
        """Weights of the variant in row `i`, made again."""
        return self._template(**self.parameters(i))

    def run(self, i: int) -> Result:
        """The whole backtest of the variant in row `i`, run again."""
        from yanbao._backtest.run import backtest

        return backtest(self.weights(i), self._px, **self._settings)

    @property
    def failed(self) -> pd.DataFrame:
        """The variants that did not run, with their ``error``."""
        failed: pd.DataFrame = self.table.loc[self.table["error"].notna(), [*self._names, "error"]]
        return failed

    @property
    def trials(self) -> pd.Series[float]:
        """Sharpe ratios of all variants: what the best is the best of, those that failed too (NaN)."""
        trials: pd.Series[float] = self.table["sharpe"]
        return trials

    @property
    def deflated_sharpe(self) -> float:
        """Probability that the Sharpe ratio of the best is above what the best of so many would have by luck.

        Bailey and López de Prado, The Deflated Sharpe Ratio (2014): the probabilistic Sharpe ratio against
        the expected maximum of as many independent trials with the variance of these, by the skewness and
        kurtosis of the best one's returns.  Trials that resemble each other count as if they did not, which
        is strict.  Of a single trial it is the probabilistic Sharpe ratio.
        """
        from yanbao._backtest import measures

        ran = self._chosen()[2]
        return measures.deflated_sharpe(ran.returns, self.trials.to_numpy(), ran.per_year, ran.hurdle)

    @property
    def best(self) -> pd.Series[Any]:
        """The row with the biggest `score` (of equals the first), and what to think of it.

        ``trials`` is the number of variants, ``sharpe_variance`` the variance of those
        ratios (a year, ddof 1), ``deflated_sharpe`` as the property of that name.  Its ``name`` is the row.

        Raises
        ------
        InvalidValueError
            No variant has a score.
        """
        place = self._chosen()[1]
        best: pd.Series[Any] = self.table.loc[place].copy()
        best["trials"] = len(self.trials)
        best["sharpe_variance"] = float(self.trials.var(ddof=1))
        best["deflated_sharpe"] = self.deflated_sharpe
        return best

    def heatmap(self, x: str, y: str, value: str | None = None, **fixed: Any) -> Figure:
        """A figure of the variants over two parameters; over those that are not fixed its median.

        A cell in which a variant failed, or ran and has no such figure, is hatched, and says how many of its
        variants its median is of: what is left of them may well be the better half.

        Parameters
        ----------
        x, y
            Parameters.
        value
            A column of `table`, `score` by default.
        **fixed
            Values of other parameters: ``heatmap("look", "top", sign=1)`` is of the variants with that sign.

        Raises
        ------
        UnknownNameError
            There is no such parameter or column.
        InvalidValueError
            `x` is `y`, or is fixed as well, or a parameter is fixed at what was not tried.
        MissingExtraError
            There is no matplotlib: ``pip install yanbao[plot]``.
        """
        from yanbao._backtest.grid_plot import heatmap, same

        value = self.score if value is None else value
        for name in (x, y, *fixed):
            if name not in self._names:
                raise UnknownNameError(f"no parameter {name!r}{did_you_mean(str(name), self._names)}")
        numeric = [c for c in self.table.columns if c not in self._names and self.table[c].dtype.kind in "if"]
        if value not in numeric:
            raise UnknownNameError(f"no figure {value!r}{did_you_mean(str(value), numeric)}")
        if x == y:
            raise InvalidValueError("x and y are two parameters")
        chosen = list(range(len(self)))
        for name, at in fixed.items():
            if name in (x, y):
                raise InvalidValueError(f"{name} is a side of the picture, and cannot be fixed as well")
            tried = self._tried(name)
            kept = [i for i in chosen if same(tried.values[tried.place[i]], at)]
            if not kept:
                values = ", ".join(map(repr, tried.values))
                raise InvalidValueError(f"no variant has {name}={at!r}, it was tried with {values}")
            chosen = kept
        others = [name for name in self._names if name not in (x, y, *fixed)]
        across, down = self._tried(x, chosen), self._tried(y, chosen)
        return heatmap(self.table.loc[chosen], across, down, value, others, fixed)

    def _tried(self, name: str, variants: Sequence[int] | None = None) -> Side:
        """Values of a parameter in all variants, or some."""
        from yanbao._backtest.grid_plot import Side

        at = self._names.index(name)
        rows = range(len(self)) if variants is None else variants
        return Side.of(name, [self._combinations[i][at] for i in rows])

    def _keep(self, i: int, ran: Ran | str) -> None:
        """The outcome of a variant; of their returns only those of the best so far stay."""
        if isinstance(ran, str):
            self._rows[i] = {"warnings": None, "error": ran}
            return
        self._rows[i] = {**ran.figures, "warnings": ", ".join(ran.codes) or None, "error": None}
        score = ran.figures.get(self.score, float("nan"))
        with self._lock:
            if i < self._notes[0]:
                self._notes = (i, ran.notes)
            # by row where equal, whichever thread was first
            if score == score and (self._best is None or (score, -i) > (self._best[0], -self._best[1])):
                self._best = (score, i, ran)

    def _end(self) -> None:
        import pandas as pd

        from yanbao._backtest.variants import COUNTS, FIGURES

        notes = self._notes[1]
        columns = pd.DataFrame(self._combinations, columns=list(self._names), dtype=object).infer_objects()
        rows = pd.DataFrame(self._rows, columns=[*FIGURES, *COUNTS, "warnings", "error"])
        rows = rows.astype(dict.fromkeys(FIGURES, "float64"))
        rows = rows.astype(dict.fromkeys(COUNTS, "Int64") | {"warnings": object, "error": object})
        rows[["warnings", "error"]] = rows[["warnings", "error"]].where(
            rows[["warnings", "error"]].notna(), None
        )
        empty = [n for n in ("excess_return", "information_ratio") if rows[n].isna().all()]
        self.table = pd.concat([columns, rows.drop(columns=empty)], axis=1)
        self.table.index.name = "variant"
        failed = [row["error"] for row in self._rows if row["error"] is not None]
        if failed:
            notes.warn("variants_failed", f"did not run, the first for {failed[0]}", "grid", len(failed))
        silent = len(self) - len(failed) - int(self.trials.notna().sum())
        if silent:
            notes.warn(
                "variants_flat", "ran and have no Sharpe ratio: their returns do not vary", "grid", silent
            )
        met: dict[str, int] = {}
        for row in self._rows:
            for code in (row["warnings"] or "").split(", "):
                met[code] = met.get(code, 0) + 1
        known = set(notes.frame()["code"])
        for code, count in met.items():
            if code and code not in known:
                notes.warn(code, "variants of which this is told; run(i).findings says more", "grid", count)
        self.findings = notes.frame()

    def _look_at_best(self) -> None:
        """What only a whole backtest finds: of the best, that it knows the close or holds what is gone."""
        import pandas as pd

        if self._best is None:
            return
        found = self.run(self._best[1]).findings
        new = found[(found["severity"] == "warning") & ~found["code"].isin(self.findings["code"])]
        if len(new):
            parts = [new.assign(subject=f"variant {self._best[1]}"), self.findings]
            self.findings = pd.concat([part for part in parts if len(part)], ignore_index=True)

    def _chosen(self) -> tuple[float, int, Ran]:
        if self._best is None:
            failed = self.failed["error"]
            why = f": {failed.iloc[0]}" if len(failed) else ""
            raise InvalidValueError(f"no variant has a {self.score}{why}")
        return self._best

    def _repr_html_(self) -> str:
        from yanbao._backtest.grid_plot import written

        table = self.table.sort_values(self.score, ascending=False, kind="stable").head(10)
        shown = [*self._names, *_SHOWN]
        styles = {name: functools.partial(written, name, decimals=2) for name in _SHOWN}
        rows = table[shown].rename_axis(None).to_html(formatters=styles, na_rep="")
        return f"<p>{html.escape(repr(self)[1:-1])}</p>{rows}"

    def __repr__(self) -> str:
        failed = len(self.failed)
        text = f"{len(self)} variants, {failed} failed"
        if self._best is not None:
            text += (
                f", best {self.score} {self._best[0]:.2f} in row {self._best[1]}, deflated Sharpe "
                f"{self.deflated_sharpe:.2f} of {len(self.trials)} trials"
            )
        return f"<yanbao grid: {text}>"
