from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yanbao import _handoff
from yanbao._expr import Condition, Expr, Number
from yanbao._panel_weights import Weights
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._consensus import ConsensusFrame
    from yanbao._metric_names import Year


class Views(Weights):
    """Themes and ratings on sessions, and panels in the shapes that other libraries take."""

    @property
    def themes(self) -> list[str]:
        """Names of the themes that reports and concepts have, as printed."""
        return self._source.parts.themes.names

    def theme(
        self, name: str, *, min_role: str | None = None, window: int | None = None, what: str = "role"
    ) -> pd.DataFrame:
        r"""How strongly a theme names each company: date × ticker.

        A broker's newest list of a theme replaces his older one at once, and the window ends the lists of
        brokers that fall silent; members of a sub-theme belong to the themes above it.

        Parameters
        ----------
        name
            The theme, or a synonym of it; `themes` has them.
        min_role
            The weakest wording that counts.
        window
            Days; those of the panel by default.
        what
            ``role``: the strongest live one, 5 ``key_pick``, 4 ``pick``, 3 ``key_beneficiary``,
            2 ``beneficiary``, 1 ``watch`` or a concept's member, 0 none; ``brokers``: how many say so.

        Raises
        ------
        UnknownNameError
            No theme of that name is known by the last session; it suggests the nearest.

        Examples
        --------
        >>> import yanbao as yb
        >>> text = "青石证券研究所\n\n计算机行业周报\n\n2024年10月18日\n\n"
        >>> text += "信创：重点推荐恒生电子，受益标的包括用友网络。\n"
        >>> corpus = yb.read_many([text], progress=False)
        >>> panel = corpus.panel(start="2024-10-18", end="2024-10-21")
        >>> panel.theme("信创")["600570.SH"].tolist()
        [0, 5]
        """
        from yanbao._panel_themes import least_of

        if what not in ("role", "brokers"):
            raise InvalidValueError(f"what cannot be {what!r}: role or brokers")
        found = self._source.parts.themes.strength(name, self._window(window), min_role)
        if what == "brokers":
            return self._frame(found.brokers)
        strength = found.strength
        return self._frame(strength * (strength >= least_of(min_role)))

    def theme_life(self, name: str, *, window: int | None = None) -> pd.DataFrame:
        """Who was named in a theme, by whom, how strongly, first and last seen, and until when it held.

        Companies that could not be resolved are there without a ticker.
        """
        return self._source.parts.themes.life(name, self._window(window))

    def theme_pe(
        self, name: str, how: str = "sum", *, year: Year = "fy1", min_role: str | None = None
    ) -> pd.DataFrame:
        """PE of a theme's members on every session.

        Parameters
        ----------
        name, min_role
            As in `theme`.
        how
            ``sum``, 整体法: Σ market cap / Σ consensus net profit, losses kept; ``harmonic``: 1 over the
            equal-weight mean of E/P, losses kept; ``median`` of those that earn something.
        year
            Whose earnings.

        Returns
        -------
        pandas.DataFrame
            On date: ``pe``, ``n`` members it is of, ``members``, ``cap_coverage``.

        Raises
        ------
        UnknownNameError
            There is no such theme, no prices, or for ``sum`` no market caps.
        MixedCurrenciesError
            Earnings of a member are in another currency than its price, and no rate is known.
        """
        import numpy as np

        from yanbao._panel_themes import least_of
        from yanbao._theme_pe import theme_pe

        if how not in ("sum", "harmonic", "median"):
            raise InvalidValueError(f"how cannot be {how!r}: sum, harmonic, median")
        strength = self._source.parts.themes.strength(name, self._levels_window(), min_role).strength
        least = least_of(min_role)
        cap: Any = None
        earned: Any = None
        if how == "sum":
            cap = self._source.explained(_metric("market_cap")).value
            what = f"the PE of {name}"
            earned = self._source.converted("net_profit", year, what, strength >= least).value
        yields: Any = None
        if how != "sum":
            yields = np.ascontiguousarray(self._source.explained(_metric("earnings_yield", year)).value)
        return theme_pe(strength, cap, earned, yields, how, dates=self.sessions, least=least)

    def rating(self, *, window: int | None = None) -> ConsensusFrame:
        """What the newest ratings of live brokers say together, by the scales known by then.

        Returns
        -------
        pandas.DataFrame
            On (date, ticker): ``score``, the mean, from 1 for 买入 to 0 for 卖出; ``count`` of brokers;
            ``assumed``, the share whose scale is not printed and taken to be the usual one; ``excess_low``
            and ``excess_high``, means of the bounds of the return over the benchmark that the labels
            promise.  ``.by_broker`` has the ratings behind each cell.
        """
        from yanbao._consensus import ConsensusFrame

        ratings, days = self._source.parts.ratings, self._window(window)
        return ConsensusFrame.made(ratings.frame(days), lambda: ratings.by_broker(days))

    def to_alphalens(self, expr: Expr, *, tz: str | None = None) -> pd.Series[float]:
        """An expression as a factor of alphalens: a series on (date, asset).

        Cell d is known before the open of d, and alphalens buys at the price of d: give it opens of d, or
        closes.
        """
        return _handoff.to_alphalens(self._any(expr), tz=tz)

    def to_qlib(self, exprs: Mapping[str, Number] | Sequence[Number]) -> pd.DataFrame:
        """Expressions as features of qlib: columns on (instrument, datetime), instruments as SH600570."""
        if isinstance(exprs, (str, Expr)) or not isinstance(exprs, (Mapping, Sequence)):
            raise InvalidValueError(f"to_qlib takes several expressions, by name or in a list, not {exprs!r}")
        named = exprs if isinstance(exprs, Mapping) else {repr(expr): expr for expr in exprs}
        return _handoff.to_qlib({name: self.eval(expr) for name, expr in named.items()})

    def to_bt(self, expr: Condition) -> pd.DataFrame:
        """A condition as the signal of ``bt.algos.SelectWhere``: date × ticker, bool."""
        return _handoff.to_bt(self.screen(expr))

    def _any(self, expr: Expr) -> pd.DataFrame:
        if isinstance(expr, Condition):
            truth: pd.DataFrame = self.screen(expr).astype("float64")
            return truth
        if isinstance(expr, Number):
            return self.eval(expr)
        raise InvalidValueError(f"no expression: {expr!r}")

    def _levels_window(self) -> int:
        return self._source.levels.window

    def _window(self, window: int | None) -> int:
        from yanbao._panel_rows import count

        return self._levels_window() if window is None else count(window, "window")


def _metric(name: str, *years: Year) -> Any:
    from yanbao._expr import Metric

    return Metric(name, years)
