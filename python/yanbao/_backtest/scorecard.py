"""Whose ratings and forecasts were right: figures of each house or analyst, and every row behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yanbao import _actuals, _ledger, _rating_rows
from yanbao._backtest import score_forecasts, score_ratings
from yanbao._backtest.clusters import clustered_error
from yanbao._backtest.stated_ratings import stated
from yanbao._backtest.study_findings import Found, frame_of, of_prices
from yanbao._houses import houses_of
from yanbao._lexicon import Lexicon
from yanbao._metric_names import describe
from yanbao._rating_scales import folded
from yanbao._share_base import changes_of
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Table = Callable[[str], pd.DataFrame]

BY = ("broker", "analyst")
_NO_ANALYST = "its report names no analyst"
_COUNTS = ("n", "companies", "company_years", "n_consensus")


class Scorecard:
    """What `Corpus.scorecard` says of houses or analysts.

    Attributes
    ----------
    ratings : pandas.DataFrame
        A row a house or analyst: ``n`` ratings whose horizon is over, ``companies``; ``hit_rate``, the share
        whose excess return lies in the interval that its label promises, and ``hit_rate_error``;
        ``right_side``, the share on the side of 0 that the middle of the promise is on (of one around 0, in
        the interval); ``excess``, the mean excess return, and ``excess_error``; ``assumed`` and
        ``horizon_assumed``, the shares whose interval or horizon is the usual one and not printed.
    forecasts : pandas.DataFrame
        On (house or analyst, metric, horizon): months from the day it was known to the end of its year, and
        ``all``: ``n``, ``company_years``; of the error (estimate − actual) / |actual| the ``bias`` (mean),
        ``bias_error``, ``median``, ``abs_mean``, ``abs_median``; and where other houses had an estimate that
        day (``n_consensus``) ``against_consensus``, the mean of |error| − |error of their mean|, below 0
        where it was nearer, its ``_error``, and ``closer``, the share nearer.
    ledger : pandas.DataFrame
        Every rating and every estimate of the corpus, one row for each analyst who signs, ``kind`` apart:
        what was made of it, or the ``reason`` why it does not count and ``what`` that means.
    findings : pandas.DataFrame
        What to know before trusting the rest: ``code``, ``severity``, ``subject``, ``count``, ``what``; of
        the benchmark and the prices, and how many rows of the ledger do not count, by reason.
    settings : dict
        What was asked.

    Errors are standard errors of means in which ratings of one company, and forecasts of one company, metric
    and year, are clusters: what is said again is no more evidence.  Under `min_count` only ``n`` is given.
    """

    def __init__(
        self, ratings: pd.DataFrame, forecasts: pd.DataFrame, settings: dict[str, Any], findings: list[Found]
    ) -> None:
        self.settings = settings
        by, least = settings["by"], settings["min_count"]
        said = {**_rating_rows.REASONS, **score_ratings.REASONS, "no_analyst": _NO_ANALYST}
        other = {**_ledger.REASONS, **score_forecasts.REASONS, "no_analyst": _NO_ANALYST}
        parts = [
            frame.assign(kind=kind, what=frame["reason"].map(words))
            for kind, frame, words in (("rating", ratings, said), ("forecast", forecasts, other))
        ]
        self.ratings = _table(parts[0], [by], _of_ratings, least)
        known = parts[1][parts[1]["reason"].isna()]
        both = pd.concat([known, known.assign(horizon="all")])
        order = pd.CategoricalDtype([*score_forecasts.HORIZONS, "all"], ordered=True)
        both = both.assign(horizon=both["horizon"].astype(order))
        self.forecasts = _table(both, [by, "metric", "horizon"], _of_forecasts, least)
        front = ["kind", by, "broker", "ticker", "name", "known_at", "reason", "what"]
        front = list(dict.fromkeys(front))
        whole = pd.concat([part.dropna(axis="columns", how="all") for part in parts], ignore_index=True)
        for column in ("reason", "what"):  # a text or None, whatever pandas makes of the two
            texts = whole[column].tolist() if column in whole.columns else [None] * len(whole)
            plain = [text if isinstance(text, str) else None for text in texts]
            whole[column] = pd.Series(plain, index=whole.index, dtype=object)
        rest = [c for c in whole.columns if c not in front and c not in ("counts", "rated", "row", "key")]
        self.ledger: pd.DataFrame = whole.reindex(columns=[*front, *rest])
        self.findings = frame_of([*findings, *_left_out(self.ledger)])

    def __repr__(self) -> str:
        counts = self.ledger[self.ledger["reason"].isna()]["kind"].value_counts()
        said = ", ".join(
            f"{counts.get(kind, 0):,} of {n:,} {kind}s"
            for kind, n in self.ledger["kind"].value_counts().items()
        )
        return f"<yanbao.Scorecard by {self.settings['by']}: {said or 'nothing'} scored>"


def _left_out(ledger: pd.DataFrame) -> Iterator[Found]:
    """A finding for each reason why rows do not count."""
    for (kind, reason, what), rows in ledger.groupby(["kind", "reason", "what"], sort=True):
        yield Found("not_scored", f"{kind}: {reason}", len(rows), str(what))


def scorecard(
    table: Table, lexicon: Lexicon | None, prices: Any, actuals: Any, benchmark: Any, settings: dict[str, Any]
) -> Scorecard:
    """The scorecard of a corpus."""
    by, horizon = settings["by"], settings["horizon"]
    if by not in BY:
        raise UnknownNameError(f"by cannot be {by!r}: {', '.join(BY)}")
    if prices is None and actuals is None:
        raise InvalidValueError("nothing to hold the corpus against: give prices=, actuals=, or both")
    for name, least in (("horizon", 1), ("min_count", 1)):
        value = settings[name]
        if name == "horizon" and value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
            raise InvalidValueError(f"{name} cannot be {value!r}: a count from {least}")
    ratings = score_ratings.score_ratings(stated(table, lexicon), prices, benchmark, horizon)
    scored = int(ratings["reason"].isna().sum())
    total = settings["benchmark_total"]
    found = [] if prices is None else list(of_prices(prices, scored, beside=True, total=total))
    changes = changes_of(prices) if prices is not None and prices.adjusted == "raw" else {}
    ledger = _ledger.ledger_of(table("estimates"), lexicon, changes)
    ledger["broker"] = houses_of(lexicon).at(ledger["broker"], ledger["known_at"])
    metrics = {m: describe(str(m)) for m in ledger["metric"].unique()}
    per_share = {m for m, d in metrics.items() if d is not None and d.unit.endswith("per_share")}
    reported = None if actuals is None else _actuals.given(actuals)
    forecasts = score_forecasts.score_forecasts(ledger, reported, changes, per_share)
    if by == "analyst":
        signed = _signed(table("analysts"), lexicon)
        ratings, forecasts = (_by_analyst(frame, signed) for frame in (ratings, forecasts))
    named = sorted(benchmark) if isinstance(benchmark, Mapping) else getattr(benchmark, "name", None)
    said = settings | {"benchmark": named, "usual_months": score_ratings.USUAL_MONTHS}
    said |= {"consensus_days": score_forecasts.WINDOW, "prices": getattr(prices, "adjusted", None)}
    return Scorecard(ratings, forecasts, said, found)


def _table(
    frame: pd.DataFrame, keys: list[str], made: Callable[..., dict[str, float]], least: int
) -> pd.DataFrame:
    counted = frame[frame["reason"].isna() & frame[keys].notna().all(axis=1)]
    groups = list(counted.groupby(keys, sort=True, observed=True))
    rows = [made(rows) for _, rows in groups]
    names = [key if isinstance(key, tuple) else (key,) for key, _ in groups]
    index: Any = pd.MultiIndex.from_tuples([tuple(map(str, n)) for n in names], names=keys) if names else None
    columns = list(made(counted.iloc[:0]))
    if index is None:
        empty = [np.array([], dtype=object)] * len(keys)
        index = pd.MultiIndex.from_arrays(empty, names=keys)
    out = pd.DataFrame(rows, index=index if len(keys) > 1 else index.get_level_values(0), columns=columns)
    out.loc[out["n"] < least, [c for c in columns if c not in _COUNTS]] = np.nan
    typed: pd.DataFrame = out.astype({"n": "int64"})
    return typed


def _of_ratings(rows: pd.DataFrame) -> dict[str, float]:
    out: dict[str, float] = {"n": len(rows), "companies": rows["ticker"].nunique()}
    cluster = rows["ticker"].to_numpy()
    for column, name in (("hit", "hit_rate"), ("right_side", "right_side"), ("excess", "excess")):
        out |= _mean(rows[column].to_numpy("float64"), cluster, name)
    for name in ("assumed", "horizon_assumed"):
        out[name] = float(rows[name].astype("float64").mean()) if len(rows) else np.nan
    return out


def _of_forecasts(rows: pd.DataFrame) -> dict[str, float]:
    cluster = (rows["ticker"].astype(str) + " " + rows["fiscal_year"].astype(str)).to_numpy(dtype=object)
    out: dict[str, float] = {"n": len(rows), "company_years": len(set(cluster))}
    error = rows["error"].to_numpy("float64")
    out |= _mean(error, cluster, "bias")
    size = np.abs(error)
    for name, values, of in (
        ("median", error, np.median),
        ("abs_mean", size, np.mean),
        ("abs_median", size, np.median),
    ):
        out[name] = float(of(values)) if len(values) else np.nan
    beside = rows["consensus_error"].notna().to_numpy()
    out["n_consensus"] = int(beside.sum())
    against = rows["against_consensus"].to_numpy("float64")[beside]
    out |= _mean(against, cluster[beside], "against_consensus")
    out["closer"] = float(rows["closer"].to_numpy("float64")[beside].mean()) if beside.any() else np.nan
    return out


def _mean(values: Any, cluster: Any, name: str) -> dict[str, float]:
    if not len(values):
        return {name: np.nan, f"{name}_error": np.nan}
    return {name: float(values.mean()), f"{name}_error": clustered_error(values, cluster)}


def _signed(analysts: pd.DataFrame, lexicon: Lexicon | None) -> pd.DataFrame:
    """Who signs each report: ``analyst`` is name and licence, or name and house where none is printed.

    Assistants and contacts do not sign; where one report prints the licence, it holds for the others of the
    house.
    """
    words = json.loads((Lexicon.default() if lexicon is None else lexicon).to_json()).get("analyst_role", {})
    roles = {folded(w): e for e in words.values() if isinstance(e, dict) for w in e["words"]}
    rest = {word for word, entry in roles.items() if entry.get("licensed") == 0}
    named = analysts[analysts["name"].notna()]
    kept = [not isinstance(role, str) or folded(role) not in rest for role in named["role"]]
    named = named[np.array(kept, bool)]
    person = [named["broker"].astype(object).fillna(""), named["name"]]
    licences = named.groupby(person)["sac"]
    one = licences.transform("first").where(licences.transform("nunique") == 1)
    licence = named["sac"].astype(object).where(named["sac"].notna(), one)
    key = licence.where(licence.notna(), named["broker"].astype(object)).fillna("")
    made = named[["report_id"]].assign(analyst=(named["name"] + " " + key).str.strip())
    unique: pd.DataFrame = made.drop_duplicates()
    return unique


def _by_analyst(frame: pd.DataFrame, signed: pd.DataFrame) -> pd.DataFrame:
    made = frame.merge(signed, on="report_id", how="left")
    nobody = made["analyst"].isna() & made["reason"].isna()
    made.loc[nobody, "reason"] = "no_analyst"
    whole: pd.DataFrame = made
    return whole
