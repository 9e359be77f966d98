"""One report in two files: a PDF and the markdown made from it, or a copy that differs in a byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

# of the figures that two files both print, how many must agree, and how many there must be
_AGREE = 0.8
_FEWEST = 3


def twins_of(meta: pd.DataFrame, estimates: pd.DataFrame) -> dict[str, str]:
    """The ids of reports that are the same as an earlier one of `meta`, with the id of that one.

    Of one house and day, and of one company or with one title; then the titles are the same letters and the
    figures of the present forecast do not differ, or the titles differ and the figures agree.  What has no
    broker or no day is never taken for another's twin.
    """
    groups: dict[tuple[Any, ...], list[tuple[str, str]]] = {}
    dated = meta[meta["broker"].notna() & meta["published"].notna()]
    for row in dated[["report_id", "broker", "published", "ticker", "title"]].itertuples(index=False):
        report_id, broker, published, ticker, title = row
        letters = "" if _absent(title) else "".join(filter(str.isalnum, title)).casefold()
        what = letters if _absent(ticker) else ticker
        if what:
            groups.setdefault((broker, published, what), []).append((report_id, letters))
    several = {report_id for group in groups.values() if len(group) > 1 for report_id, _ in group}
    figures = _figures(estimates[estimates["report_id"].isin(several)])
    twins: dict[str, str] = {}
    for group in groups.values():
        kept: list[tuple[str, str]] = []
        for report_id, letters in group:
            same = next(
                (
                    held
                    for held, title in kept
                    if _same(figures.get(report_id, {}), figures.get(held, {}), letters == title != "")
                ),
                None,
            )
            if same is None:
                kept.append((report_id, letters))
            else:
                twins[report_id] = same
    return twins


def _absent(value: Any) -> bool:
    return not isinstance(value, str)


def _figures(estimates: pd.DataFrame) -> dict[str, dict[tuple[Any, ...], float]]:
    own = estimates[estimates["version"].isna() & (estimates["origin"] == "broker")]
    figures: dict[str, dict[tuple[Any, ...], float]] = {}
    rows = own[["report_id", "ticker", "metric", "fiscal_year", "value"]]
    for report_id, *key, value in rows.itertuples(index=False):
        figures.setdefault(report_id, {})[tuple(key)] = value
    return figures


def _same(one: dict[tuple[Any, ...], float], other: dict[tuple[Any, ...], float], titled: bool) -> bool:
    """Whether figures agree; where the titles do, whether they do not differ."""
    shared = one.keys() & other.keys()
    equal = sum(abs(one[key] - other[key]) <= 1e-6 * abs(other[key]) for key in shared)
    if titled:
        return equal >= _AGREE * len(shared)
    return equal >= max(_FEWEST, _AGREE * min(len(one), len(other)))
