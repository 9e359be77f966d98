"""From the currency of a price to that of EPS, per share that EPS counts: k of price x k = EPS x PE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yanbao import _fx_rates
from yanbao._currencies import HOME, Currencies, american, coded, currency, currency_of, mainland, security_of
from yanbao._fx_counts import Choice, Counts, check_ads
from yanbao._fx_evidence import Evidence, evidence_of
from yanbao._fx_rates import Rate
from yanbao._fx_reasons import CODE, FINDINGS, REASONS, K, words
from yanbao.errors import MixedCurrenciesError, UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

TRAILING = 7  # sessions whose reports imply an exchange rate, the asked one among them
_DIFFERS = 0.1  # a given rate and an implied one, relative
COUNT_DAYS = 180  # as long as an estimate lives: shares for a certificate do not move as rates do


class Exchange:
    """Exchange rates and counts of shares by session, from what was known before each open.

    What a user gives beats what reports imply.  A session takes of `fx` the last rate of an earlier day, not
    older than 35 days; of reports those known in the trailing seven sessions, joined as `_fx_rates.implied`
    says.  How EPS is counted (in which currency, per share or per ADS) is joined over the reports of 180
    days: what all of them leave is taken where it is one way, and nothing where it is several or none.

    Parameters
    ----------
    ratios
        The table ``ratios`` of a corpus.
    all_sessions, sessions
        Of the calendar, and those that are asked about.
    fx
        ``date``, ``rate`` and ``pair`` (``HKD/CNY``: CNY for one HKD) or ``from`` and ``to``.
    ads
        For a ticker the shares that EPS counts in one that is traded: 4 where an ADS stands for 4 and EPS is
        per ordinary share, 1 where EPS is per ADS.  A number that the printed figures rule out gives no k.
    ledger
        Of a panel; then only reports whose EPS of a company it may use say how that is counted.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"report_id": "a", "known_at": pd.Timestamp("2024-02-20"), "ticker": ["0700.HK", "9999.HK"]}
    >>> rows |= {"k_low": [0.91, 0.90], "k_high": [0.93, 0.92], "explains": "fx:HKD/CNY"}
    >>> rows |= {"group": "HKD/CNY"}
    >>> days = pd.bdate_range("2024-02-19", "2024-03-01")
    >>> exchange = Exchange(pd.DataFrame(rows), days.to_numpy(), days)
    >>> exchange.rate("HKD", "CNY").value[:3].round(3).tolist()
    [nan, 0.915, 0.915]
    >>> exchange.k(["0700.HK", "600570.SH"]).value[1].round(3).tolist()
    [0.915, 1.0]
    """

    def __init__(
        self,
        ratios: pd.DataFrame,
        all_sessions: npt.NDArray[np.datetime64],
        sessions: pd.DatetimeIndex,
        *,
        fx: pd.DataFrame | None = None,
        ads: Mapping[str, float] | None = None,
        ledger: pd.DataFrame | None = None,
        trailing: int = TRAILING,
        count_days: int = COUNT_DAYS,
    ) -> None:
        import numpy as np

        calendar = np.asarray(all_sessions).astype("datetime64[ns]")
        self._n = len(sessions)
        self._places = np.searchsorted(calendar, sessions.to_numpy().astype("datetime64[ns]"))
        self._fx = {} if fx is None else _fx_rates.given(fx, sessions)
        self._ads = check_ads(ads or {})
        counting = None if ledger is None else _asked(ratios, ledger)
        self._evidence: Evidence = evidence_of(ratios, calendar, counting)
        self._counts = Counts(self._evidence.counts, calendar, self._places, count_days)
        self._ratios, self._calendar = ratios, calendar
        self._trailing, self._count_days = trailing, count_days
        self._implied: dict[tuple[str, str], Rate] = {}
        self._rates: dict[tuple[str, str], Rate] = {}

    def rate(self, base: str, quote: str) -> Rate:
        """Units of `quote` for one of `base` on every session: ``value``, ``low``, ``high``.

        A rate that is given, the inverse of one, or the product of two over a third currency; where there is
        none, the same of rates that reports imply, or of both kinds.
        """
        pair = currency(base), currency(quote)
        if pair not in self._rates:
            import numpy as np

            if pair[0] == pair[1]:
                one = np.ones(self._n)
                made = Rate(one, one.copy(), one.copy(), np.zeros(self._n, np.uint8))
            else:
                made = self.given(*pair)
                made = made.or_else(self._leg_implied(*pair)).or_else(self._crossed(*pair, self._leg_any))
            self._rates[pair] = made
        return self._rates[pair]

    def given(self, base: str, quote: str) -> Rate:
        """The same of the user's rates alone."""
        return self._crossed(base, quote, self._leg_given)

    def k(
        self,
        tickers: Sequence[str],
        price_currency: Sequence[Any] | None = None,
        eps_currency: Sequence[Any] | Currencies | None = None,
    ) -> K:
        """From price to EPS for each session and ticker.

        Parameters
        ----------
        tickers
            As yanbao prints them.
        price_currency
            One a ticker; that of its exchange by default, or where null.
        eps_currency
            One a ticker, null where it is not printed; or one a session and ticker, as
            `_currencies.printed_by_then` gives it, so that what is printed later changes nothing before.
        """
        import numpy as np

        prices = coded([None] * len(tickers) if price_currency is None else price_currency)
        eps = eps_currency
        if not isinstance(eps, Currencies):
            eps = coded([None] * len(tickers) if eps is None else eps)
        shape = (len(tickers), self._n)  # turned at the end: a ticker is then written at one go
        value, low, high = (np.full(shape, np.nan) for _ in range(3))
        reason = np.zeros(shape, np.uint8)
        lacks = [""] * len(tickers)
        names = (*eps.names, None)
        for column, ticker in enumerate(tickers):
            own = prices.codes[column]
            price = currency_of(ticker) if own < 0 else prices.names[own]
            codes = np.broadcast_to(eps.codes[..., column], (self._n,))
            for code in np.unique(codes).tolist():
                at = np.flatnonzero(codes == code)
                for choice in self._ways(ticker, price, names[code]):
                    use = at[choice.use[at]]
                    if not len(use):
                        continue
                    rate = self._of(price, choice)
                    lacking = rate.lack[use]
                    value[column, use], low[column, use], high[column, use] = (p[use] for p in rate[:3])
                    fallen = np.where(lacking == _fx_rates.CONFLICT, CODE["fx_conflict"], CODE["no_fx"])
                    reason[column, use] = (
                        np.where(lacking > 0, fallen, 0) if choice.reason == "ok" else CODE[choice.reason]
                    )
                    if reason[column, use].any() and not lacks[column]:
                        lacks[column] = f"{ticker}: {words(price, choice)}"
        value, low, high = (np.ascontiguousarray(part.T) for part in (value, low, high))
        return K(value, low, high, np.ascontiguousarray(reason.T), lacks)

    def require(self, k: K, what: str, cells: npt.NDArray[np.bool_] | None = None) -> None:
        """Refuse what needs k in cells where it is not known.

        Raises
        ------
        MixedCurrenciesError
            It says which tickers lack what.
        """
        import numpy as np

        needed = k.reason != 0
        if cells is not None:
            needed = needed & cells
        columns = np.flatnonzero(needed.any(axis=0))
        if not len(columns):
            return
        first = "; ".join(k.lacks[c] for c in columns[:5])
        more = f"; and {len(columns) - 5} more" if len(columns) > 5 else ""
        raise MixedCurrenciesError(
            f"{what} would mix currencies or kinds of shares for want of {first}{more}: give fx= or ads="
        )

    def findings(self, tickers: Sequence[str], k: K) -> pd.DataFrame:
        """Why cells have no k: ``code``, ``severity``, ``subject``, ``count`` of sessions, ``what``."""
        import numpy as np
        import pandas as pd

        rows = []
        for reason, (code, severity) in FINDINGS.items():
            hit = k.reason == CODE[reason]
            rows += [
                (code, severity, tickers[column], int(hit[:, column].sum()), REASONS[reason])
                for column in np.flatnonzero(hit.any(axis=0)).tolist()
            ]
        for pair, mine in self._fx.items():
            theirs = self._leg_implied(*pair)
            apart = np.abs(mine.value / theirs.value - 1) > _DIFFERS
            if apart.any():
                what = "the given exchange rate is far from what reports imply: is it the other way round?"
                rows.append(("rate_contradicted", "warning", "/".join(pair), int(apart.sum()), what))
        found: pd.DataFrame = pd.DataFrame(rows, columns=["code", "severity", "subject", "count", "what"])
        return found

    def why(self, ticker: str, date: Any) -> pd.DataFrame:
        """Rows of `ratios` that speak of one company's k on a session; its given rate and shares beat them.

        Returns
        -------
        pandas.DataFrame
            Rows with ``says``: ``count`` for the company's own of the last 180 days, ``rate`` for others of
            the trailing sessions whose prices are in its currency.
        """
        import numpy as np
        import pandas as pd

        day = pd.Timestamp(date)
        place = int(np.searchsorted(self._calendar, day.to_datetime64()))
        rows, known = self._ratios, self._ratios["known_at"]
        named = rows["ticker"].map(security_of, na_action="ignore")
        own = (named == security_of(ticker)) & (known >= day - pd.Timedelta(days=self._count_days))
        first = self._calendar[max(place - self._trailing + 1, 0)]
        priced = rows["ticker"].map(currency_of, na_action="ignore") == currency_of(ticker)
        told = rows["explains"].fillna("1") != "1"
        says = np.where(own, "count", np.where(priced & told & (known >= first), "rate", ""))
        found: pd.DataFrame = rows.assign(says=says)[(says != "") & (known <= day)].reset_index(drop=True)
        return found

    def _of(self, price: str | None, choice: Choice) -> Rate:
        if price is None or choice.way is None:
            return _fx_rates.missing(self._n)
        return self.rate(price, choice.way.currency).over(choice.way.shares)

    def _ways(self, ticker: str, price: str | None, eps: str | None) -> list[Choice]:
        """How EPS is counted: choices of which each session has one."""
        if price is None:
            return self._counts.lacking("no_currency")
        shares = self._ads.get(security_of(ticker))
        if mainland(ticker):
            return self._counts.told(eps or HOME, shares or 1.0)
        if eps is None:
            otherwise = self._counts.lacking("no_currency")
        elif eps != price and shares is None and american(ticker):
            otherwise = self._counts.lacking("ads_ambiguous")
        else:
            otherwise = self._counts.told(eps, shares or 1.0)
        return self._counts.ways(ticker, eps, shares, otherwise)

    def _leg_given(self, base: str, quote: str) -> Rate:
        return self._either(self._fx, base, quote)

    def _leg_implied(self, base: str, quote: str) -> Rate:
        for pair in ((base, quote), (quote, base)):
            if pair not in self._implied and pair in self._evidence.rates:
                self._implied[pair] = _fx_rates.implied(
                    self._evidence.rates[pair], self._places, self._trailing
                )
        return self._either(self._implied, base, quote)

    def _leg_any(self, base: str, quote: str) -> Rate:
        return self._leg_given(base, quote).or_else(self._leg_implied(base, quote))

    def _either(self, rates: Mapping[tuple[str, str], Rate], base: str, quote: str) -> Rate:
        direct = rates.get((base, quote), _fx_rates.missing(self._n))
        back = rates.get((quote, base))
        return direct if back is None else direct.or_else(back.inverse())

    def _crossed(self, base: str, quote: str, leg: Any) -> Rate:
        """Of one leg, or of two over the first other currency that has both."""
        found: Rate = leg(base, quote)
        known = {name for pair in (*self._fx, *self._evidence.rates) for name in pair}
        for third in sorted(known - {base, quote}):
            found = found.or_else(leg(base, third).times(leg(third, quote)))
        return found


def _asked(ratios: pd.DataFrame, ledger: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Rows whose report's EPS of the company a panel may use: not per ADS by a note, nor another's."""
    if not {"report_id", "ticker", "metric", "reason"} <= set(ledger.columns):
        raise UnknownNameError("a ledger has report_id, ticker, metric and reason")
    left_out = {"not_own", "qualified", "currency"}
    usable = ledger[(ledger["metric"] == "eps") & ~ledger["reason"].isin(left_out)]
    if "converted_to" in ledger.columns:  # how EPS is counted that counts as printed
        usable = usable[usable["converted_to"].isna()]
    pairs = set(zip(usable["report_id"], usable["ticker"], strict=True))
    import numpy as np

    mine = zip(ratios["report_id"], ratios["ticker"], strict=True)
    return np.array([pair in pairs for pair in mine], bool)
