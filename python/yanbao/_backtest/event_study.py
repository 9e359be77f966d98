"""The result of an event study: averages with their bands, and a picture."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yanbao._backtest import clusters, student
from yanbao._backtest.event_rows import REASONS
from yanbao._backtest.study_findings import Found, frame_of
from yanbao.errors import InvalidValueError, MissingExtraError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

_PARTS = ("mean", "std", "t", "p", "low", "high", "boot_low", "boot_high")
_DRAWN = 6  # labels in a picture


class EventStudy:
    """What stocks earned around events beyond what was to be expected.

    `Prices.event_study` makes it.

    Attributes
    ----------
    abnormal : pandas.DataFrame
        Event × relative session: the abnormal return, a decimal; NaN where the stock did not trade.  After a
        suspension a session holds the return since the last close, less what was to be expected of as many
        sessions (trade to trade, Maynes and Rumsey 1993).
    events : pandas.DataFrame
        The events used: columns that were given, and ``session`` (that of 0), ``gap`` (from the close before
        it to its open, entry ``open`` only), ``alpha``, ``beta``, ``sigma`` (ddof 2; ddof 1 of a mean),
        ``estimated`` sessions, ``traded`` sessions of the window.
    dropped : pandas.DataFrame
        The events not used, with ``reason`` and ``what`` it means: used and dropped are all that were given.
    settings : dict
        What was asked, and the formula of the return that was to be expected.
    findings : pandas.DataFrame
        What to know before trusting the rest.
    """

    def __init__(
        self,
        abnormal: pd.DataFrame,
        events: pd.DataFrame,
        dropped: pd.DataFrame,
        settings: dict[str, Any],
        findings: list[Found],
    ) -> None:
        self.abnormal, self.events, self.settings = abnormal, events, settings
        self.dropped = dropped.assign(what=dropped["reason"].map(REASONS))
        self.findings = frame_of([*findings, *_dropped(self.dropped)])

    @functools.cached_property
    def average(self) -> pd.DataFrame:
        """AAR and CAAR by relative session, with bands of the confidence asked for.

        Returns
        -------
        pandas.DataFrame
            ``n`` events that traded on the session, and ``aar``, their mean; ``caar``, the mean over all
            events of the sum from the first session of the window on (a session without a trade adds
            nothing); of each ``_t``, mean / (std (ddof 1) / √n), ``_low`` and ``_high``, mean ± Student's t
            with n − 1 degrees of freedom × std / √n, across events as if they were independent; and
            ``_boot_low`` and ``_boot_high``, percentiles of means of resampled dates, the events of one
            session 0 drawn together.
        """
        return self._averages(np.arange(len(self.events)))

    @functools.cached_property
    def by_label(self) -> pd.DataFrame:
        """`average` of each label, on (label, session).

        Raises
        ------
        UnknownNameError
            The events have no label.
        """
        made = {label: self._averages(rows) for label, rows in self._labelled().items()}
        found: pd.DataFrame = pd.concat(made, names=["label"])
        return found

    def car(self, first: int = 0, last: int | None = None) -> pd.DataFrame:
        """The cumulative abnormal return from one relative session to another, of all and of each label.

        Parameters
        ----------
        first, last
            Relative sessions, both counted; from 0, which is the first that can be earned, to the window's
            end by default.

        Returns
        -------
        pandas.DataFrame
            ``n``, ``dates`` (different sessions 0), ``mean``, ``std`` (ddof 1), ``t``, ``p`` (two-sided,
            n − 1 degrees of freedom), ``low``, ``high``, ``boot_low``, ``boot_high`` as in `average`, and
            ``positive``, the share of events above 0.

        Raises
        ------
        InvalidValueError
            The sessions are not in the window.
        """
        span = self.abnormal.columns
        last = int(span[-1]) if last is None else last
        if first not in span or last not in span or first > last:
            raise InvalidValueError(
                f"sessions {first} to {last} are not in the window {span[0]} to {span[-1]}"
            )
        total = np.nansum(self.abnormal.loc[:, first:last].to_numpy(), axis=1)
        groups = {"all": np.arange(len(total))} | (self._labelled() if self._has_labels() else {})
        out = []
        for rows in groups.values():
            values = total[rows][:, None]
            made = {name: float(column[0]) for name, column in self._means(values, rows).items()}
            dates = self.events["session"].iloc[rows].nunique()
            positive = float((values > 0).mean()) if len(rows) else np.nan
            out.append({"n": len(rows), "dates": dates, **made, "positive": positive})
        found: pd.DataFrame = pd.DataFrame(out, index=pd.Index(list(groups), name="label", dtype=object))
        return found

    def plot(self, *, by_label: bool | None = None) -> Any:
        """The path of CAAR with its two bands, as a matplotlib figure; with labels a line for each.

        Raises
        ------
        MissingExtraError
            matplotlib is not installed.
        """
        try:
            from matplotlib.figure import Figure
        except ImportError as error:
            raise MissingExtraError("plot needs matplotlib: pip install 'yanbao[plot]'") from error
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes = figure.subplots()
        several = self._has_labels() if by_label is None else by_label
        confidence = f"{self.settings['confidence']:.0%}"
        if several:
            rows = sorted(self._labelled().items(), key=lambda item: -len(item[1]))
            for label, which in rows[:_DRAWN]:
                table = self._averages(which)
                (line,) = axes.plot(table.index, table["caar"], label=f"{label} ({len(which)})")
                axes.fill_between(
                    table.index,
                    table["caar_boot_low"],
                    table["caar_boot_high"],
                    alpha=0.12,
                    color=line.get_color(),
                )
        else:
            table = self.average
            axes.plot(table.index, table["caar"], color="C0", label="CAAR")
            bands = (
                ("_boot", f"{confidence}, dates resampled", 0.18),
                ("", f"{confidence}, t across events", 0.25),
            )
            for kind, named, alpha in bands:
                low, high = table[f"caar{kind}_low"], table[f"caar{kind}_high"]
                axes.fill_between(table.index, low, high, alpha=alpha, label=named, color="C0", lw=0)
        axes.axhline(0, color="0.6", lw=0.8)
        axes.axvline(0, color="0.6", lw=0.8, ls="--")
        axes.yaxis.set_major_formatter(lambda y, _: f"{y:.1%}")
        axes.set_xlabel(f"sessions from the first that can be traded on (entry: {self.settings['entry']})")
        axes.set_ylabel("cumulative abnormal return")
        more = "; bands: dates resampled" if several else ""
        axes.set_title(f"{len(self.events):,} events, {self.settings['model']} model{more}")
        if axes.get_legend_handles_labels()[0]:
            axes.legend(frameon=False)
        return figure

    def _has_labels(self) -> bool:
        return bool(self.events["label"].notna().any())

    def _labelled(self) -> dict[Any, npt.NDArray[np.int64]]:
        if not self._has_labels():
            raise UnknownNameError("the events used have no label: give a column label, or label=")
        codes, labels = pd.factorize(self.events["label"].astype(object), sort=False)
        found = {label: np.flatnonzero(codes == code) for code, label in enumerate(labels)}
        none = np.flatnonzero(codes < 0)
        return found | ({"": none} if len(none) else {})

    def _averages(self, rows: npt.NDArray[np.int64]) -> pd.DataFrame:
        values = self.abnormal.to_numpy()[rows]
        paths = np.cumsum(np.nan_to_num(values), axis=1)
        made: dict[str, Any] = {"n": (~np.isnan(values)).sum(axis=0)}
        for name, array in (("aar", values), ("caar", paths)):
            means = self._means(array, rows)
            made[name] = means["mean"]
            made |= {f"{name}_{part}": means[part] for part in ("t", "low", "high", "boot_low", "boot_high")}
        frame: pd.DataFrame = pd.DataFrame(made, index=self.abnormal.columns)
        return frame

    def _means(self, values: Floats, rows: npt.NDArray[np.int64]) -> dict[str, Floats]:
        confidence = self.settings["confidence"]
        there = ~np.isnan(values)
        n = there.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(there, values, 0.0).sum(axis=0) / n
            spread = np.where(there, values - mean, 0.0)
            std = np.sqrt((spread**2).sum(axis=0) / np.where(n > 1, n - 1, np.nan))
            error = std / np.sqrt(n)
            t = np.where(error > 0, mean / error, np.nan)  # of equal values there is no t
        width = np.array([student.quantile(confidence, int(k) - 1) for k in n]) * error
        p = np.array([student.two_sided(float(x), int(k) - 1) for x, k in zip(t, n, strict=True)])
        day = self.events["session"].to_numpy("datetime64[ns]")[rows].astype("int64")
        low, high = clusters.bootstrap(
            values, day, draws=self.settings["draws"], confidence=confidence, seed=self.settings["seed"]
        )
        made = (mean, std, t, p, mean - width, mean + width, low, high)
        return dict(zip(_PARTS, made, strict=True))

    def __repr__(self) -> str:
        reasons = ", ".join(f"{n} {code}" for code, n in self.dropped["reason"].value_counts().items())
        left = f"; {len(self.dropped)} dropped ({reasons})" if len(self.dropped) else ""
        span = f"{self.abnormal.columns[0]} to {self.abnormal.columns[-1]}"
        return f"<yanbao.EventStudy: {len(self.events)} events, sessions {span}{left}>"


def _dropped(dropped: pd.DataFrame) -> Iterator[Found]:
    """A finding for each reason why some events are not used."""
    for reason, count in dropped["reason"].value_counts().items():
        yield Found("events_dropped", str(reason), int(count), REASONS[str(reason)])
