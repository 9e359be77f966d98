"""What to know of a panel before trusting it: figures hardly meant, splits that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from yanbao._prices import Prices

FAR = 10.0  # times the median of what was said of the same company, metric and year before
_LEAST = 2  # others that a figure is held against
_COLUMNS = ["code", "severity", "subject", "count", "what"]


def findings_of(used: pd.DataFrame, px: Prices | None) -> pd.DataFrame:
    """Rows as in `findings` of a report: one a code, company and metric."""
    import pandas as pd

    found: pd.DataFrame = pd.DataFrame([*_of_figures(used), *_of_prices(px)], columns=_COLUMNS)
    return found


def _of_figures(used: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Figures far from those known before them, and zeros among figures that are none."""
    import numpy as np

    at = ["ticker", "metric", "fiscal_year"]
    size = used["value"].abs()
    groups = size.groupby([used[name] for name in at], sort=False)
    before = groups.transform(lambda values: values.expanding().median().shift())
    held = groups.cumcount() >= _LEAST
    zero = held & (used["value"] == 0) & (before > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        far = held & ~zero & (before > 0) & ((size / before > FAR) | (size / before < 1 / FAR))
    for code, rows, what in (
        (
            "estimate_far",
            used[far],
            f"{FAR:g} times what was said before, or one part in {FAR:g}",
        ),
        ("estimate_zero", used[zero], "0, where others are not: no figure at all, perhaps"),
    ):
        for (ticker, metric), mine in rows.groupby(["ticker", "metric"], sort=True):
            first = mine.iloc[0]
            said = f"{first['broker']} {first['fiscal_year']}: {first['value']:g}"
            yield code, "warning", ticker, len(mine), f"{metric} is {what}; it counts all the same ({said})"


def _of_prices(px: Prices | None) -> Iterator[tuple[Any, ...]]:
    if px is None or px.adjusted != "raw" or px.knows_factor or px.knows_splits:
        return
    what = "no preclose, factor or split: splits are seen where reports show them, and nowhere else"
    yield "splits_unseen", "warning", "prices", len(px.tickers), what
