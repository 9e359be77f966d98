"""The door to a study of a factor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from yanbao._backtest import factor_frames, factor_settings
from yanbao._backtest.factor_data import Asked, study_cells
from yanbao._backtest.factor_result import FactorStudy
from yanbao._backtest.years import sessions_per_year_of, years_of
from yanbao._metric_names import did_you_mean
from yanbao._prices import Prices
from yanbao._sessions import calendar_of
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd


def factor_study(
    factor: pd.DataFrame,
    px: Prices,
    periods: Sequence[int] = (1, 5, 20),
    groups: pd.DataFrame | pd.Series[Any] | None = None,
    neutralize: Any = (),
    winsorize: Any = None,
    entry: str = "open",
    universe: pd.DataFrame | None = None,
    quantiles: int | Sequence[float] = 5,
    *,
    bins: int | Sequence[float] | None = None,
    min_names: int = 5,
    horizons: Sequence[int] | None = None,
    sessions_per_year: float | None = None,
) -> FactorStudy:
    """Hold a factor against the returns that followed it.

    ``rank_ic`` of the study is Spearman's correlation, alphalens' information coefficient; ``ic`` is
    Pearson's, and may have the other sign.

    A cell of date d is what is known before d's open, as in every frame of a panel.  Its forward return
    over n sessions runs from the open of d to the open of d + n, sessions being the days of `px` on which an
    exchange of the factor's names is open; n counts none of the days that a name was suspended out.  On each
    date, in this order: the universe, winsorizing, neutralizing, quantiles, all of them over every name that
    has a value, whether or not it can be bought or has a return later; nothing looks at another date, but for
    the weights of `FactorStudy.factor_returns`.  Price limits and costs are no part of it.

    Parameters
    ----------
    factor
        Dates × tickers, as ``panel.pe("fy1")`` gives.  Dates that are no session of `px` are left out, and
        counted.
    px
        Prices; raw ones are multiplied with their factor, so that dividends and splits are in the returns.
    periods
        Sessions.
    groups
        Labels, dates × tickers: of the day, known before its open.  A Series by ticker is taken for every
        date, and a finding says that it is not point-in-time.
    neutralize
        ``"industry"`` (an intercept for each of `groups`), ``"log_cap"`` (logarithm of the last market cap
        *before* the date), frames of dates × tickers, or several: the factor becomes the residual of the
        date's ordinary least squares on them, with an intercept.
    winsorize
        ``"mad"``: into median ± 5 × 1.4826 × MAD, MAD being the median distance from the median; ``("mad",
        width)``; ``("quantile", 0.01)``: into the quantiles 0.01 and 0.99; None.  Where MAD is 0 nothing is
        clipped.
    entry
        ``"open"``, or ``"close"``: from close of d to close of d + n.  Names not traded then (NaN) are left
        out.
    universe
        Booleans, dates × tickers: who is studied.
    quantiles
        A number of buckets of as many names each, 1,000 at most, bounds interpolated linearly as pandas'
        ``qcut`` does, or bounds as shares of the names.  Equal values are never parted: they share the lowest
        bucket whose upper bound is not below them, and a bucket left empty by that is a finding.
    bins
        In place of `quantiles`: so many buckets of equal width between the date's lowest and highest value,
        or bounds as values, a bucket holding its upper one.
    min_names
        Dates with fewer names give no IC and no quantiles.
    horizons
        Of `FactorStudy.decay`; each session up to the longest period by default, twenty of them where it is
        longer.
    sessions_per_year
        For annual figures; the mean of the exchange's calendar over the years of the study by default (XSHG
        2023: 242), of several exchanges that of the days on which any of them trades, as in `yb.backtest`.

    Frames of groups, universe and exposures count from their dates on: a date of the factor takes the
    newest row that is not later, and a finding counts those that are earlier.

    Returns
    -------
    FactorStudy
        ``rank_ic`` (Spearman's) and ``ic`` (Pearson's) by date and period, ``ic_summary``,
        ``quantile_returns``, ``spread``, ``turnover``, ``decay``, ``coverage``, ``findings``, ``plot()``.

    Raises
    ------
    InvalidValueError
        A frame is no dates × tickers, or the prices lack what is asked for.
    UnknownNameError
        `entry`, `winsorize` or a name in `neutralize` is none of ours.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> days = pd.bdate_range("2024-03-01", periods=40)
    >>> names = [f"{600000 + i}.SH" for i in range(30)]
    >>> moves = np.random.default_rng(7).normal(0, 0.02, (40, 30))
    >>> close = pd.DataFrame(10 * np.exp(moves.cumsum(axis=0)), index=days, columns=names)
    >>> rows = close.stack().rename_axis(["date", "ticker"]).rename("close").reset_index()
    >>> px = yb.Prices.from_frame(rows.assign(open=rows["close"]), adjusted="backward", volume_unit="share")
    >>> tomorrow = close.shift(-1) / close - 1  # what nobody knows
    >>> study = factor_study(tomorrow, px, periods=(1, 5))
    >>> study.ic[1].round(12).tolist()[:3]
    [1.0, 1.0, 1.0]
    >>> "too_good" in study.findings["code"].tolist()
    True
    """
    if entry not in factor_settings.ENTRIES:
        hint = did_you_mean(str(entry), factor_settings.ENTRIES)
        raise UnknownNameError(f"entry cannot be {entry!r}{hint}: {', '.join(factor_settings.ENTRIES)}")
    if isinstance(min_names, bool) or not isinstance(min_names, int) or min_names < 2:
        raise InvalidValueError(f"min_names is 2 or more: a correlation has two names, not {min_names!r}")
    asked_periods = factor_settings.horizons(periods)
    asked = Asked(
        asked_periods,
        factor_settings.decay_horizons(horizons, asked_periods),
        entry,
        factor_settings.clipping(winsorize),
        factor_settings.cuts(quantiles, bins),
        factor_settings.exposures(neutralize, groups is not None),
        min_names,
    )
    px = _on_own_days(px, factor)
    cells = study_cells(factor, px, asked, groups, universe)
    per_year = float("nan")
    if sessions_per_year is not None:
        per_year = years_of(None, sessions_per_year, "XSHG")
    elif len(cells.dates):
        per_year = sessions_per_year_of(cells.tickers[cells.priced], cells.dates)
    settings = {
        "entry": f"{entry} of d to {entry} of d + n",
        "prices": px.adjusted + (" × factor" if px.adjusted == "raw" else ""),
        "winsorize": asked.clipping.said,
        "neutralize": ", ".join(name for name, _ in asked.exposures) or "nothing",
        "buckets": asked.cuts.said,
        "min_names": min_names,
        "sessions_per_year": per_year,
    }
    return FactorStudy(cells, px, settings, per_year)


def _on_own_days(px: Any, factor: Any) -> Prices:
    """Prices on the sessions of the exchanges whose stocks are studied: what others trade on is no time."""
    if not isinstance(px, Prices):
        raise InvalidValueError(f"px are yb.Prices, not {type(px).__name__}")
    _, names = factor_frames.sides(factor, "the factor")
    calendars = frozenset(calendar_of(name) for name in names[names.isin(px.tickers)])
    return px.on_sessions_of(calendars) if calendars else px
