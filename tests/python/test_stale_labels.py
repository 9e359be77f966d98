"""Years that a report still calls estimates when they had to be reported on."""

from __future__ import annotations

import pandas as pd
import pytest
import yanbao as yb


def note(day: str, table: str, company: str = "恒生电子（600570.SH）", more: str = "") -> pd.DataFrame:
    text = f"青石证券研究所\n\n公司点评\n\n{company}\n\n{day}\n\n盈利预测\n{table}{more}"
    found = yb.read(text).findings
    return found[found["code"] == "stale_label"].reset_index(drop=True)


TABLE = "项目\t2021A\t2022E\t2023E\nEPS（元）\t0.75\t0.85\t0.99\n归母净利润（百万元）\t1424\t1603\t1877\n"


@pytest.mark.parametrize(
    ("day", "count"), [("2023年4月30日", 0), ("2023年5月1日", 2), ("2024年4月30日", 2), ("2024年5月6日", 4)]
)
def test_from_the_first_of_may(day: str, count: int) -> None:
    found = note(day, TABLE)
    assert found["count"].sum() == count
    assert len(found) == bool(count)
    if count:
        row = found.iloc[0]
        assert (row["subject"], row["severity"]) == ("600570.SH", "warning")
        assert ("2022, 2023" if count == 4 else "of 2022 ") in row["what"]
        assert row["src_line"] > 0


def test_actuals_and_forecasts_are_not() -> None:
    assert note("2023年5月8日", TABLE.replace("2022E", "2022A")).empty
    assert note("2023年5月8日", TABLE.replace("2022E", "2022")).empty


def test_years_that_end_elsewhere() -> None:
    """A year to March has to be reported on by the end of July."""
    company, table = "阿里巴巴（9988.HK）", "项目\tFY2022A\tFY2023E\tFY2024E\nEPS（元）\t7.0\t7.6\t8.2\n"
    ends = "\n注：财年截至3月31日。\n"
    assert note("2023年7月31日", table, company, ends).empty
    assert note("2023年8月1日", table, company, ends)["count"].tolist() == [1]


TABLE_OF_ONE = "代码\t名称\tPE\t\n\t\t2022E\t2023E\n600570.SH\t恒生电子\t56.1\t47.7\n"


def test_one_a_table() -> None:
    rows = "代码\t名称\t收盘价\tEPS\t\t\n\t\t\t2021A\t2022E\t2023E\n"
    rows += "600570.SH\t恒生电子\t47.22\t0.77\t0.85\t0.99\n600588.SH\t用友网络\t21.90\t0.21\t0.45\t0.60\n"
    text = (
        f"青石证券研究所\n\n行业周报\n\n2023年5月6日\n\n{rows}\n\n# 附录\n\n其余公司如下。\n\n{TABLE_OF_ONE}"
    )
    found = yb.read(text).findings
    stale = found[found["code"] == "stale_label"]
    assert stale[["subject", "count"]].to_numpy().tolist() == [["report", 2], ["600570.SH", 1]]


def test_a_day_that_is_not_printed_says_nothing() -> None:
    text = f"青石证券研究所\n\n公司点评\n\n恒生电子（600570.SH）\n\n盈利预测\n{TABLE}"
    assert "stale_label" not in set(yb.read(text).findings["code"])
