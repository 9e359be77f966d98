"""What prices say of events: the studies that `Prices` has as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._backtest.priced import Priced

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.event_study import EventStudy


class PriceStudies(Priced):
    """What prices say of events."""

    def event_study(
        self,
        events: pd.DataFrame,
        window: tuple[int, int] = (-10, 20),
        benchmark: Any = None,
        *,
        benchmark_total: bool | None = None,
        estimation: tuple[int, int] = (-130, -11),
        model: str = "market",
        entry: str = "open",
        confidence: float = 0.95,
        seed: int = 0,
        draws: int = 1000,
        min_estimation: int | None = None,
        overlap: str = "drop",
        label: str | None = None,
    ) -> EventStudy:
        """What stocks earned around events beyond what was to be expected.

        Session 0 of an event is its date, or the first session of the stock's exchange after it: the first
        that can be traded on it.  With entry ``open`` its return is from its open to its close, so that all
        from 0 on can be earned; the jump from the close before is in ``events["gap"]``.  With ``close`` it is
        from the close before, as textbooks have it, and who buys at that close earns from 1 on.  All other
        sessions are from close to close.  No price after the end of the window counts.

        Parameters
        ----------
        events
            ``ticker`` and ``date`` (or ``known_at``), the session from which the event is known, and
            ``label`` where there are groups: `Corpus.rating_changes` and `Corpus.estimate_changes` give such.
        window
            First and last session, 0 in between.
        benchmark
            A series of levels at the close by day, a frame with ``open`` and ``close``, prices of one ticker,
            or a ticker of these; by default the equal-weight mean of all stocks of the exchange.
        benchmark_total
            Whether it has dividends in it, as in `yb.backtest`; a price index beside returns of stocks, which
            have them, is a finding.
        estimation
            First and last session of the estimation, before the window.
        model
            ``market``: α + β × benchmark by least squares; ``mean``: the mean over the estimation;
            ``benchmark``: the benchmark itself, and nothing is estimated.  An α taken from a run before the
            event goes on in the expectation: of stocks that are picked after they rose, compare both.
        entry
            ``open`` or ``close`` of session 0.
        confidence
            Of the bands.
        seed, draws
            Of the resampling; 100,000 draws at most.
        min_estimation
            Sessions of the estimation with a return; half of them by default.
        overlap
            ``drop``: an event whose window meets that of an earlier one of the stock and label is left out;
            ``keep``.
        label
            The column of groups where it has another name.

        Raises
        ------
        InvalidValueError
            Events or benchmark are not as they should be, or the sessions make no window.
        UnknownNameError
            `model`, `entry`, `overlap`, `label` or a ticker is none, or opens are asked for and not there.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> days = pd.bdate_range("2024-03-04", periods=12)
        >>> df = pd.DataFrame({"date": days, "ticker": "600570.SH", "open": 10.0, "close": 10.0})
        >>> df.loc[8:, ["open", "close"]] = [[10.0, 11.0], [11.0, 11.0], [11.0, 11.0], [11.0, 11.0]]
        >>> px = yb.Prices.from_frame(df, adjusted="forward", volume_unit="share")
        >>> events = pd.DataFrame({"ticker": ["600570.SH"], "date": [days[8]]})
        >>> study = px.event_study(events, (-1, 2), estimation=(-7, -2), model="mean")
        >>> study.average["caar"].round(4).tolist()
        [0.0, 0.1, 0.1, 0.1]
        """
        from yanbao._backtest.events import event_study

        settings: dict[str, Any] = {
            "window": window,
            "estimation": estimation,
            "model": model,
            "entry": entry,
            "benchmark_total": benchmark_total,
        }
        settings |= {"confidence": confidence, "seed": seed, "draws": draws, "overlap": overlap}
        settings["min_estimation"] = min_estimation
        return event_study(self, events, benchmark, label, settings)
