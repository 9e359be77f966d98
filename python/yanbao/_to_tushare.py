"""The brokers' own estimates of a corpus as rows of tushare's `report_rc`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core
from yanbao._own_figures import cells, money_of, reasons
from yanbao._vendor_rows import TUSHARE, written_in
from yanbao.errors import YanbaoError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    *("ts_code", "name", "report_date", "report_title", "report_type", "classify", "org_name", "author_name"),
    *("quarter", "op_rt", "op_pr", "tp", "np", "eps", "pe", "rd", "roe", "ev_ebitda", "rating"),
    *("max_price", "min_price", "imp_dg", "create_time"),
]
_ROW = ["report_id", "ticker", "fiscal_year"]


def to_tushare(estimates: pd.DataFrame, meta: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """A row a report, company and year; `attrs` counts what has no place there."""
    import numpy as np
    import pandas as pd

    rows = pd.DataFrame(estimates).reset_index(drop=True)
    columns = {ours: theirs for ours, theirs in TUSHARE.items() if ours in set(rows["metric"])}
    why = reasons(rows)
    assumed = rows["ticker"].map(written_in, na_action="ignore")
    named = {ticker: _named(ticker) for ticker in rows["ticker"].dropna().unique()}
    more = {
        "ticker": rows["ticker"].map(named).isna(),
        "no_column": ~rows["metric"].isin(list(columns)),
        "year_end": rows["period_end"].notna() & (rows["period_end"].dt.month != 12),
        "currency": rows["unit"].isin(["currency", "currency_per_share"]) & (money_of(rows) != assumed),
    }
    for reason, holds in more.items():
        why[holds.to_numpy(dtype=bool, na_value=True) & pd.isna(why)] = reason
    own = rows[pd.isna(why)]
    _, stands, contradicts = cells(own)
    why[own.index[contradicts]] = "conflict"
    why[own.index[~contradicts & ~stands]] = "repeated"
    own = own[stands & ~contradicts]
    made = _of_cells(own, columns).merge(_of_reports(meta), on="report_id", how="left", sort=False)
    made = made.merge(_ratings(coverage), on=["report_id", "ticker"], how="left", sort=False)
    of_company = made["ticker"] == made["company"]
    made["rating"] = made["rating"].where(made["rating"].notna(), made["rating_of_note"].where(of_company))
    made["max_price"] = made["min_price"] = made["target_price"].where(of_company)
    made["ts_code"] = made["ticker"].map(named)
    made["quarter"] = made["fiscal_year"].astype("string") + "Q4"
    done: pd.DataFrame = made.reindex(columns=COLUMNS)
    left_out = pd.Series(why[~pd.isna(why)]).value_counts(sort=False)
    done.attrs["left_out"] = {str(reason): int(count) for reason, count in left_out.items()}
    done.attrs["figures"] = {"rows": len(rows), "written": len(own)}
    no_column = rows.loc[why == "no_column", "metric"].value_counts()
    done.attrs["no_column"] = {str(metric): int(count) for metric, count in no_column.items()}
    for column in ("report_type", "classify", "author_name", "imp_dg"):  # no table has them so
        done[column] = np.array([None] * len(done), dtype=object)
    return done


def _named(ticker: str) -> str | None:
    """As tushare writes it; None of an exchange that it does not know."""
    try:
        return _core.format_ticker(ticker, "tushare")
    except YanbaoError:
        return None


def _of_cells(own: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    """A row a report, company and year, with a column a metric in the units of tushare."""
    number = own.groupby(_ROW, sort=False).ngroup().to_numpy("int64")
    made: pd.DataFrame = own.drop_duplicates(_ROW)[[*_ROW, "name", "broker", "published"]].reset_index(
        drop=True
    )
    made = made.rename(columns={"broker": "org_name"})
    made["report_date"] = made["published"].dt.strftime("%Y%m%d")
    metric, value = own["metric"].to_numpy(), own["value"].to_numpy()
    for ours, theirs in columns.items():
        name, times = theirs if isinstance(theirs, tuple) else (theirs, 1.0)
        mine = metric == ours
        if ours not in _FIELDS:
            made[name] = float("nan")
            made.loc[number[mine], name] = value[mine] / times
    return made


_FIELDS = ("ticker", "name", "broker", "published", "title", "rating", "first_seen")


def _of_reports(meta: pd.DataFrame) -> pd.DataFrame:
    named = {"ticker": "company", "title": "report_title", "rating": "rating_of_note"}
    made: pd.DataFrame = meta[["report_id", *named, "target_price", "first_seen"]].rename(columns=named)
    assumed = made["company"].map(written_in, na_action="ignore")
    made["target_price"] = made["target_price"].where(meta["currency"].isna() | (meta["currency"] == assumed))
    seen = made.pop("first_seen")
    texts = seen.dt.strftime("%Y-%m-%d %H:%M:%S.%f").str.removesuffix(".000000")
    made["create_time"] = texts.astype(object).where(seen.notna(), None)
    return made


def _ratings(coverage: pd.DataFrame) -> pd.DataFrame:
    own = coverage[(coverage["origin"] == "broker") & coverage["rating"].notna() & coverage["ticker"].notna()]
    found: pd.DataFrame = own[["report_id", "ticker", "rating"]].drop_duplicates(["report_id", "ticker"])
    return found
