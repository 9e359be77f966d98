from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from yanbao._backtest.baskets import Basket


class Baskets:
    """Themes of a panel as baskets."""

    sessions: pd.DatetimeIndex
    tickers: pd.Index[str]
    _source: Any
    _cells: Any

    def _window(self, window: int | None) -> int:
        raise AttributeError("_window")

    def basket(
        self,
        theme: str,
        px: Any = None,
        *,
        weight: str = "equal",
        rebalance: Any = None,
        entry: str = "open",
        min_role: str | None = None,
        window: int | None = None,
    ) -> Basket:
        r"""A theme's live members as a basket, and an index of it.

        Members of session d are those known before its open; the basket is set at the open of d, or at its
        close, and drifts until the next rebalancing.  It is an index: no cost, no limit, no lot, and a stock
        that does not trade stands at its last close, also where it enters or leaves; `weights` is what a
        backtest with all rules takes.

        Parameters
        ----------
        theme
            The theme, or a synonym of it.
        px
            Prices; those of the panel by default.
        weight
            ``equal``; ``cap``, the last market value before the session, members without one left out;
            ``role``, 5 for ``key_pick`` to 1 for ``watch``.
        rebalance
            None: where members change, or one has its first price; or as in `weights`: ``D``, ``W-FRI``,
            ``2W``, ``M``, ``MS``, ``Y``, ... or dates, and the theme's first session.
        entry
            ``open`` or ``close`` of the session.
        min_role, window
            As in `theme`.

        Raises
        ------
        UnknownNameError
            There is no such theme, weight, rebalance or entry; no prices; no opens, or for ``cap`` no market
            values.
        InvalidValueError
            A date of `rebalance` is none, or no session.

        Examples
        --------
        >>> import pandas as pd
        >>> import yanbao as yb
        >>> text = "青石证券研究所\n\n计算机行业周报\n\n2024年10月18日\n\n信创：重点推荐恒生电子。\n"
        >>> corpus = yb.read_many([text], progress=False)
        >>> days = ["2024-10-18", "2024-10-21", "2024-10-22"]
        >>> df = pd.DataFrame({"date": days, "ticker": "600570.SH", "open": [9, 10, 11.0]})
        >>> px = yb.Prices.from_frame(df.assign(close=[9, 11, 11.0]), adjusted="raw", volume_unit="share")
        >>> basket = corpus.panel(prices=px, start="2024-10-18", end="2024-10-22").basket("信创")
        >>> basket.returns.round(4).tolist()
        [nan, 0.1, 0.0]
        """
        import numpy as np

        from yanbao import _panel_prices
        from yanbao._backtest import baskets
        from yanbao._currencies import one_currency
        from yanbao._panel_themes import least_of

        settings = {"weight": weight, "rebalance": rebalance, "entry": entry, "min_role": min_role}
        baskets.check(settings)
        px = self._source.px if px is None else px
        if px is None:
            raise UnknownNameError("a basket needs prices: px=, or corpus.panel(prices=px)")
        standing = self._source.parts.themes.strength(theme, self._window(window), min_role)
        strength = standing.strength * (standing.strength >= least_of(min_role))
        cap = None
        if weight == "cap":
            cap = np.asarray(_panel_prices.market_cap(px, self._cells).value)
            one_currency(self.tickers[(strength > 0).any(axis=0)], "a basket by market value")
        axes = (self.sessions, self.tickers, self._cells.all)
        return baskets.basket(theme, strength, cap, px, axes, settings)
