"""What to know of a panel before trusting it: figures hardly meant, splits that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._ledger_series import DOUBTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from yanbao._prices import Prices

_COLUMNS = ["code", "severity", "subject", "count", "what"]


def findings_of(ledger: pd.DataFrame, px: Prices | None) -> pd.DataFrame:
    """Rows as in `findings` of a report: one a code, company and metric."""
    import pandas as pd

    found: pd.DataFrame = pd.DataFrame([*_of_figures(ledger), *_of_prices(px)], columns=_COLUMNS)
    return found


def _of_figures(ledger: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Figures far from those known before them, and zeros among figures that are none."""
    doubtful = ledger[ledger["doubt"].notna()]
    for code, what in DOUBTS.items():
        rows = doubtful[doubtful["doubt"] == code]
        for (ticker, metric), mine in rows.groupby(["ticker", "metric"], sort=True):
            first = mine.iloc[0]
            said = f"{first['broker']} {first['fiscal_year']}: {first['value']:g}"
            counts = "it is left out" if first["reason"] == code else "it counts all the same"
            yield code, "warning", ticker, len(mine), f"{metric} is {what}; {counts} ({said})"


def _of_prices(px: Prices | None) -> Iterator[tuple[Any, ...]]:
    if px is None or not len(blind := px.without_factor.intersection(px.without_splits)):
        return
    what = "no preclose, factor or split: splits are seen where reports show them, and nowhere else"
    yield "splits_unseen", "warning", "prices", len(blind), what
