"""The index that a report holds a stock against, where it names one for each market."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from yanbao._backtest.rule_lines import board_of, market_of
from yanbao._lexicon import Lexicon
from yanbao._rating_scales import folded, keys_of

if TYPE_CHECKING:
    import pandas as pd

BY_MARKET = "by_market"  # what a scale says whose report has a table of benchmarks
# the lexicon's names of markets; what is narrower comes first
_OF_BOARD = {"star": ("star",), "chinext": ("star",), "beijing": ("bse", "a_share")}
_OF_MARKET = {"SH": "a_share", "SZ": "a_share", "HK": "hong_kong", "US": "us"}


class PrintedBenchmarks:
    """Indexes by report and market, from the table ``benchmarks``."""

    def __init__(self, benchmarks: pd.DataFrame, lexicon: Lexicon | None) -> None:
        words = json.loads((Lexicon.default() if lexicon is None else lexicon).to_json())
        place_of = keys_of(words.get("market_place", {}))
        self._held: dict[tuple[Any, str], list[str]] = {}
        for report, market, index in benchmarks[["report_id", "market", "index"]].itertuples(index=False):
            place = place_of.get(folded(str(market)))
            names = self._held.setdefault((report, place), []) if place is not None else []
            if index not in names:
                names.append(str(index))

    def of(self, report: Any, ticker: str) -> str:
        """The index for a stock, several where the choice is left; `BY_MARKET` where none is named."""
        places = [*_OF_BOARD.get(board_of(ticker) or "", ()), _OF_MARKET.get(market_of(ticker), "")]
        held = [self._held[report, place] for place in places if (report, place) in self._held]
        return " / ".join(held[0]) if held else BY_MARKET
