"""A factor study as a picture."""

from __future__ import annotations

from typing import Any

from yanbao.errors import MissingExtraError

_COLOURS = ("#1f5a99", "#e08214", "#35978f", "#9970ab", "#bf3f5f")
_GREY = "#8c959f"
_ROLLING = 20  # dates


def figure(study: Any) -> Any:
    """Four panels of a `FactorStudy`."""
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise MissingExtraError("plot needs matplotlib: pip install 'yanbao[plot]'") from error
    drawn, axes = pyplot.subplots(2, 2, figsize=(11, 7), layout="constrained")
    _quantiles(axes[0, 0], study)
    _rank_ic(axes[0, 1], study)
    _decay(axes[1, 0], study)
    _spread(axes[1, 1], study)
    for each in axes.flat:
        each.spines[["top", "right"]].set_visible(False)
        each.grid(axis="y", color="#d8dee4", linewidth=0.6)
        each.set_axisbelow(True)
    pyplot.close(drawn)  # a notebook would show an open one twice
    return drawn


def _quantiles(axis: Any, study: Any) -> None:
    """A session's share of each period's mean, so that periods can be compared."""
    periods = study.periods
    width = 0.8 / len(periods)
    for i, period in enumerate(periods):
        one = study.quantile_returns.loc[period]
        place = one.index.to_numpy() + (i - (len(periods) - 1) / 2) * width
        axis.bar(
            place,
            1e4 * one["excess"] / period,
            width,
            yerr=1e4 * one["excess_error"] / period,
            color=_COLOURS[i % len(_COLOURS)],
            ecolor=_GREY,
            capsize=2,
            label=f"{period} session{'s' if period > 1 else ''}",
        )
    axis.axhline(0, color="black", linewidth=0.8)
    axis.set_xticks(study.quantile_returns.index.unique("quantile"))
    axis.set_xlabel("quantile (1: lowest values of the factor)")
    axis.set_ylabel("bp a session")
    axis.set_title("Mean return over that of all names ± 1 s.e.", fontsize=10)
    axis.legend(frameon=False, fontsize=8)


def _rank_ic(axis: Any, study: Any) -> None:
    period = study.periods[0]
    values = study.rank_ic[period]
    axis.bar(values.index, values, width=1.0, color="#a6c4e0", label="each date")
    if values.notna().sum() > _ROLLING:
        mean = values.rolling(_ROLLING, min_periods=_ROLLING // 2).mean()
        axis.plot(mean.index, mean, color=_COLOURS[0], label=f"mean of {_ROLLING} dates")
    axis.axhline(0, color="black", linewidth=0.8)
    axis.axhline(
        values.mean(), color=_COLOURS[1], linestyle="--", linewidth=1, label=f"mean {values.mean():.4f}"
    )
    axis.set_ylabel("rank IC")
    axis.set_title(f"Rank IC, period {period}", fontsize=10)
    _dated(axis)
    axis.legend(frameon=False, fontsize=8)


def _decay(axis: Any, study: Any) -> None:
    table = study.decay
    axis.bar(table.index, table["session_ic"], color="#a6c4e0", label="of that session alone")
    low, high = (table["rank_ic"] + sign * 1.96 * table["rank_ic_error"] for sign in (-1, 1))
    axis.fill_between(table.index, low, high, color=_COLOURS[0], alpha=0.15, linewidth=0, label="± 1.96 s.e.")
    axis.plot(table.index, table["rank_ic"], color=_COLOURS[0], marker="o", markersize=3, label="up to it")
    axis.axhline(0, color="black", linewidth=0.8)
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.set_xlabel("horizon, sessions")
    axis.set_ylabel("mean rank IC")
    axis.set_title("Decay of the rank IC", fontsize=10)
    axis.legend(frameon=False, fontsize=8)


def _spread(axis: Any, study: Any) -> None:
    """Summed and not compounded: where periods overlap, each date fills its share of the sleeves."""
    for i, period in enumerate(study.periods):
        sleeves = int(study.spread_summary["lag"].to_numpy()[i]) + 1
        share = study.spread[period].fillna(0.0).cumsum() * (100 / sleeves)
        axis.plot(share.index, share, color=_COLOURS[i % len(_COLOURS)], label=f"period {period}")
    axis.axhline(0, color="black", linewidth=0.8)
    axis.set_ylabel("%, summed")
    axis.set_title("Highest less lowest quantile, before costs", fontsize=10)
    _dated(axis)
    axis.legend(frameon=False, fontsize=8)


def _dated(axis: Any) -> None:
    from matplotlib import dates

    locator: Any = dates.AutoDateLocator(maxticks=7)  # type: ignore[no-untyped-call]
    axis.xaxis.set_major_locator(locator)
    axis.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
