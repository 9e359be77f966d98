"""Corpora of a vendor's rows, prices and actuals for the tests of panels."""

from __future__ import annotations

from typing import Any

import pandas as pd
import yanbao as yb

TICKERS = ["600570.SH", "000858.SZ"]
BROKERS = ["青石证券", "栖霞证券", "沧浪证券"]
Sold = tuple[str, str, str, int, float]


def sold(rows: list[Sold], metric: str = "eps", **more: Any) -> yb.Corpus:
    """A corpus of (ticker, broker, day, fiscal year, figure), each row a report."""
    columns = ["ticker", "broker", "published", "fiscal_year", metric]
    frame = pd.DataFrame(rows, columns=columns).assign(title=[f"第{i}篇" for i in range(len(rows))], **more)
    return yb.Corpus.from_frame(frame, {name: name for name in frame.columns})


def prices(closes: dict[str, dict[str, float]]) -> yb.Prices:
    rows = [(day, ticker, close) for ticker, of in closes.items() for day, close in of.items()]
    frame = pd.DataFrame(rows, columns=["date", "ticker", "close"])
    return yb.Prices.from_frame(frame, adjusted="raw", volume_unit="share")


def actuals(*rows: tuple[str, int, float, str], metric: str = "eps") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["ticker", "fiscal_year", "value", "announced"])
    return frame.assign(metric=metric)


def noted(house: str, day: str, eps: list[float], profit: list[float], years: int = 2024) -> str:
    """A note on one company with EPS (yuan) and net profit (100m yuan): an actual year and those to come."""
    head = f"{house}研究所\n\n公司点评\n\n百普赛斯（301080.SZ）\n\n{day}\n\n盈利预测\n项目"
    labels = "".join(f"\t{years + i}{'A' if i == 0 else 'E'}" for i in range(len(eps)))
    lines = (("归母净利润（亿元）", profit), ("EPS（元）", eps))
    return (
        head
        + labels
        + "\n"
        + "".join(f"{name}\t" + "\t".join(f"{x:.2f}" for x in of) + "\n" for name, of in lines)
    )
