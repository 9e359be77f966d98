"""What a panel knows besides estimates and prices, each made when it is first asked for."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._industries import Industries
    from yanbao._lexicon import Lexicon
    from yanbao._panel_fx import Exchange
    from yanbao._panel_ratings import PanelRatings
    from yanbao._panel_rows import Cells
    from yanbao._panel_themes import PanelThemes


class Parts:
    """Themes, ratings, industries and exchange rates of a panel.

    `table` gives a table of the corpus as the panel counts its rows.
    """

    def __init__(
        self,
        table: Callable[[str], pd.DataFrame],
        *,
        concepts: Any = None,
        industry: pd.DataFrame | None = None,
        fx: pd.DataFrame | None = None,
        ads: Mapping[str, float] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        from yanbao._concepts import concepts_of

        self._table, self._fx, self._ads, self.lexicon = table, fx, ads, lexicon
        self._concepts = concepts_of(concepts)
        self._industry = industry
        self.cells: Cells  # the panel's, which knows its tickers from these tables
        self.ledger: pd.DataFrame

    def tickers(self) -> set[str]:
        """Companies that a theme, a rating or a concept names on a day that is known."""
        found: set[str] = set()
        for name in ("themes", "coverage", "meta"):
            rows = self._table(name)
            keep = rows["known_at"].notna() & rows["ticker"].notna()
            if name == "coverage":
                keep &= (rows["origin"] == "broker") & rows["rating"].notna()
            if name == "meta":
                keep &= rows["rating"].notna()
            found |= set(rows.loc[keep, "ticker"])
        for concepts in self._concepts:
            found |= set(concepts.frame["ticker"].dropna())
        return found

    def known_at(self) -> pd.Series[Any]:
        """When lists of themes and ratings were known."""
        import pandas as pd

        notes = self._table("meta")
        rated = notes.loc[notes["ticker"].notna() & notes["rating"].notna(), "known_at"]
        tables = [self._table(name)["known_at"] for name in ("themes", "coverage")]
        found: pd.Series[Any] = pd.concat([*tables, rated])
        return found

    @functools.cached_property
    def themes(self) -> PanelThemes:
        """Membership on sessions."""
        from yanbao._panel_themes import PanelThemes

        words = None if self.lexicon is None else self.lexicon.words("theme_synonym")
        c = self.cells
        frame, concepts = self._table("themes"), self._concepts or None
        return PanelThemes(frame, c.all, c.sessions, c.tickers, concepts, words, c.houses)

    @functools.cached_property
    def ratings(self) -> PanelRatings:
        """Ratings on sessions."""
        from yanbao._panel_ratings import PanelRatings

        coverage, meta, scales = (self._table(name) for name in ("coverage", "meta", "rating_scale"))
        c = self.cells
        return PanelRatings(coverage, meta, scales, c.all, c.sessions, c.tickers, self.lexicon)

    @functools.cached_property
    def exchange(self) -> Exchange:
        """Exchange rates on sessions."""
        from yanbao._panel_fx import Exchange

        c = self.cells
        ratios = self._table("ratios")
        return Exchange(ratios, c.all, c.sessions, fx=self._fx, ads=self._ads, ledger=self.ledger)

    def rates_of(self, every: npt.NDArray[np.datetime64]) -> Callable[[pd.DatetimeIndex], Exchange]:
        """Exchange rates on other sessions of the calendar than the panel's."""

        def made(sessions: pd.DatetimeIndex) -> Exchange:
            from yanbao._panel_fx import Exchange

            return Exchange(self._table("ratios"), every, sessions, fx=self._fx)

        return made

    @functools.cached_property
    def industries(self) -> Industries:
        """Industries on sessions."""
        from yanbao._industries import Industries

        return Industries(self._industry, self.cells)


def counted(
    rows: pd.DataFrame, asked: npt.NDArray[np.bool_] | None, lag: int, sessions: npt.NDArray[np.datetime64]
) -> pd.DataFrame:
    """Rows of reports that the panel takes, known so many sessions later."""
    import numpy as np

    made: pd.DataFrame = rows if asked is None else rows[asked]
    if not lag:
        return made
    known = made["known_at"].to_numpy().astype("datetime64[ns]")
    at = np.searchsorted(sessions, known) + lag
    late = np.full(len(made), np.datetime64("NaT", "ns"), "datetime64[ns]")
    within = ~np.isnat(known) & (at < len(sessions))
    late[within] = sessions[at[within]]
    moved: pd.DataFrame = made.assign(known_at=late)
    return moved
