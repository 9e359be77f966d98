"""The tables of a report by name, so that editors and readers find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Tables:
    """Every table of the schema as a frame, made when it is first asked for."""

    __slots__ = ()

    def _frame(self, name: str) -> pd.DataFrame:
        raise AttributeError(name)

    @property
    def analysts(self) -> pd.DataFrame:
        """People who sign, or are to be called."""
        return self._frame("analysts")

    @property
    def coverage(self) -> pd.DataFrame:
        """Companies in tables of ratings or estimates, with rating, price and market value."""
        return self._frame("coverage")

    @property
    def estimates(self) -> pd.DataFrame:
        """One figure of one company and year a row: EPS, PE, revenue, profit, ..."""
        return self._frame("estimates")

    @property
    def quotes(self) -> pd.DataFrame:
        """Prices and trading of companies, without ratings or estimates."""
        return self._frame("quotes")

    @property
    def themes(self) -> pd.DataFrame:
        """Companies that a theme or line of investment names, with their role."""
        return self._frame("themes")

    @property
    def market(self) -> pd.DataFrame:
        """Moves, breadth and valuation of indexes and sectors."""
        return self._frame("market")

    @property
    def rankings(self) -> pd.DataFrame:
        """Stocks at the top of a board: gainers, losers, turnover."""
        return self._frame("rankings")

    @property
    def announcements(self) -> pd.DataFrame:
        """Company announcements with their kind and amounts."""
        return self._frame("announcements")

    @property
    def news(self) -> pd.DataFrame:
        """News items with their source."""
        return self._frame("news")

    @property
    def web_traffic(self) -> pd.DataFrame:
        """Visits of sites and apps."""
        return self._frame("web_traffic")

    @property
    def events(self) -> pd.DataFrame:
        """What is to come, with its days."""
        return self._frame("events")

    @property
    def rating_scale(self) -> pd.DataFrame:
        """What the report's ratings mean: bounds of the excess return, horizon, benchmark."""
        return self._frame("rating_scale")

    @property
    def benchmarks(self) -> pd.DataFrame:
        """The index that each market is held against."""
        return self._frame("benchmarks")

    @property
    def references(self) -> pd.DataFrame:
        """Other reports that this one lists."""
        return self._frame("references")

    @property
    def risks(self) -> pd.DataFrame:
        """Statements of risk."""
        return self._frame("risks")

    @property
    def figures(self) -> pd.DataFrame:
        """Captions of figures and tables."""
        return self._frame("figures")

    @property
    def ratios(self) -> pd.DataFrame:
        """The k of price × k = EPS × PE that each row leaves, and what explains it."""
        return self._frame("ratios")

    @property
    def tables(self) -> pd.DataFrame:
        """Every table as a grid, also those that no rule understands."""
        return self._frame("tables")

    @property
    def findings(self) -> pd.DataFrame:
        """What to know before trusting the rest: repairs, doubts, contradictions."""
        return self._frame("findings")
