"""Hold the readings of outside notes against figures that others read off them, sold as `report_rc` rows.

    python tests/reconcile_notes.py [SHARED]

prints how many figures agree, and every one that differs with where it is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import yanbao as yb

_MONEY = {"revenue": "op_rt", "net_profit": "np"}  # in 万元 there, in 亿元 in the list
_ROW = ["doc", "code", "company", "broker", "published", "rating", "fiscal_year"]


def report_rc(notes: pd.DataFrame) -> pd.DataFrame:
    """Figures of the list as tushare would sell them: a row a note and year."""
    dated = notes[notes["published"].notna() & notes["broker"].notna() & (notes["basis"] != "A")]
    figures = dated.assign(rating=dated["rating"].fillna("")).groupby([*_ROW, "metric"])["value"].first()
    wide = figures.unstack("metric").reset_index()
    code = wide["code"].astype(str).str.zfill(6)
    made = pd.DataFrame(
        {"ts_code": code + code.str[0].map({"6": ".SH"}).fillna(".SZ"), "name": wide["company"]}
    )
    made["report_date"] = wide["published"].str.replace("-", "")
    made["report_title"], made["org_name"] = wide["doc"], wide["broker"]
    made["quarter"] = wide["fiscal_year"].astype(str) + "Q4"
    for metric in ("eps", "pe"):
        made[metric] = wide[metric]
    for metric, column in _MONEY.items():
        made[column] = wide[metric] * 1e4
    return made


def notes_of(shared: Path) -> pd.DataFrame:
    """The list, tickers as text."""
    return pd.read_csv(shared / "gold" / "notes.csv", dtype={"code": str})


def reconciled(shared: Path, **how: int) -> pd.DataFrame:
    """Reads the notes of the list, with houses and days as it has them, and holds them against it."""
    notes = notes_of(shared)
    paths = [shared / "reports" / "real" / doc for doc in notes["doc"].unique()]
    index = notes.groupby("doc")[["broker", "published"]].first().rename_axis("report").reset_index()
    corpus = yb.read_many([path for path in paths if path.is_file()], index=index, progress=False)
    return corpus.reconcile(yb.Corpus.from_tushare(report_rc(notes)), **how)


def main() -> None:
    """Prints what differs."""
    here = Path(__file__).resolve().parents[2] / "shared"
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    if not (shared / "gold" / "notes.csv").is_file():
        print(f"the outside notes are not on this machine: no {shared.name}/gold/notes.csv")
        return
    found = reconciled(shared)
    print(found.attrs)
    print(found.groupby(["status", "guess", "metric"], dropna=False).size().to_string())
    with pd.option_context("display.width", 250, "display.max_rows", None, "display.max_columns", None):
        columns = [
            "guess",
            "report",
            "src_page",
            "src_line",
            "metric",
            "fiscal_year",
            "here",
            "there",
            "ratio",
        ]
        print(found.loc[found["status"] == "differ", columns].to_string())


if __name__ == "__main__":
    main()
