"""Why a session has no k for a company, in codes, in words and as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from yanbao._fx_counts import Choice
    from yanbao._fx_rates import Codes, Floats

# why k is not known, in the order of their codes: 0 is known
REASONS = {
    "ok": "k is known",
    "no_currency": "the currency of EPS or price is not printed, and no report known by then tells it",
    "no_fx": "no exchange rate of the pair is given, or implied by reports known by then",
    "fx_conflict": "reports known by then imply exchange rates too far apart",
    "ads_ambiguous": "how many of the shares that EPS counts make one that is traded is not known",
    "ads_contradicted": "the figures of reports rule the given number of shares out",
    "k_conflict": "reports known by then count EPS in different ways",
    "k_unexplained": "no exchange rate or number of shares explains what reports print",
}
CODE = {name: code for code, name in enumerate(REASONS)}
# finding and severity by reason
FINDINGS = {
    "fx_conflict": ("rate_conflict", "warning"),
    "ads_ambiguous": ("ratio_ambiguous", "info"),
    "ads_contradicted": ("ratio_contradicted", "warning"),
    "k_conflict": ("ratio_conflict", "warning"),
    "k_unexplained": ("ratio_unexplained", "warning"),
}


class K(NamedTuple):
    """k on sessions × tickers, float64 in C order: its value and bounds, and why there is none.

    `reason` holds places in `REASONS`, 0 where k is known; `lacks` says for each ticker in words what would
    be needed, empty where nothing is.
    """

    value: Floats
    low: Floats
    high: Floats
    reason: Codes
    lacks: list[str]


def words(price: str | None, choice: Choice) -> str:
    """What a cell lacks."""
    if choice.reason == "ok" and choice.way is not None:
        return f"an exchange rate {price}/{choice.way.currency}"
    return {
        "no_currency": "the currency of its EPS or price",
        "ads_ambiguous": "the shares that one traded share stands for",
        "ads_contradicted": "a number of shares that its printed figures allow",
    }.get(choice.reason, "one way in which reports count its EPS")
