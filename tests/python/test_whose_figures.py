"""Whose a figure is: the broker's, a consensus, an older forecast, a part of the business."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import COVER, HEAD, cells, has, pipes

WEEKLY = "计算机行业周报\n\n2024.09.01\n\n"
TABLE = [
    ["公司", "代码", "评级", "EPS 2024E(元)", "EPS 2025E(元)"],
    ["恒生电子", "600570.SH", "买入", "0.85", "0.99"],
    ["同花顺", "300033.SZ", "增持", "2.2", "2.8"],
    ["金山办公", "688111.SH", "增持", "3.5", "4.5"],
]


def origins(note: str, caption: str = "表1：重点公司") -> list[str]:
    e = yb.read(WEEKLY + f"{caption}\n\n" + pipes(TABLE) + f"\n{note}\n").estimates
    return list(dict(zip(e["ticker"], e["origin"], strict=True)).values())


@pytest.mark.parametrize(
    ("note", "want"),
    [
        ("注：除恒生电子外其余为Wind一致预期", ["broker", "consensus:Wind", "consensus:Wind"]),
        ("注：除同花顺外，均采用彭博一致预期", ["consensus:Bloomberg", "broker", "consensus:Bloomberg"]),
        ("注：恒生电子为本所预测，其余为Wind一致预期", ["broker", "consensus:Wind", "consensus:Wind"]),
        ("注：其余为Wind一致预期，金山办公为本所预测", ["consensus:Wind", "consensus:Wind", "broker"]),
        (
            "注：恒生电子、同花顺采用Wind一致预期，其余为本所预测",
            ["consensus:Wind", "consensus:Wind", "broker"],
        ),
        ("注：盈利预测来自Wind一致预期", ["consensus:Wind"] * 3),
        ("资料来源：Wind，青石证券研究所", ["broker"] * 3),
    ],
)
def test_notes_on_some_and_on_the_rest(note: str, want: list[str]) -> None:
    assert origins(note) == want


@pytest.mark.parametrize("note", ["资料来源：Wind一致预期，青石证券研究所", "注：未覆盖公司为Wind一致预期"])
def test_a_note_that_binds_nowhere_is_told(note: str) -> None:
    assert origins(note) == ["broker"] * 3
    r = yb.read(WEEKLY + "表1：重点公司\n\n" + pipes(TABLE) + f"\n{note}\n")
    assert "footnote_unbound" in set(r.findings["code"])


def test_a_consensus_in_the_caption_and_under_a_statement() -> None:
    assert origins("", "表1：Wind一致预期") == ["consensus:Wind"] * 3
    text = pipes([HEAD, ["EPS(元)", "0.75", "0.85", "0.99"]]) + "\n注：预测数据为彭博一致预期\n"
    assert set(yb.read(COVER + text).estimates["origin"]) == {"consensus:Bloomberg"}


def prose(text: str) -> set[tuple[str, float, str, str | None]]:
    e = yb.read(COVER + "盈利预测\n\n" + text + "\n").estimates
    first = e[e["fiscal_year"] == e["fiscal_year"].min()] if len(e) else e
    return {
        (m, round(v, 6), o, n if isinstance(n, str) else None)
        for m, v, o, n in zip(first["metric"], first["value"], first["origin"], first["version"], strict=True)
    }


@pytest.mark.parametrize(
    "text",
    [
        "预计2025-2026年创新药收入为20/25亿元。",
        "预计海外业务2025-2026年净利润为2/2.5亿元。",
        "预计创新药2025-2026年实现收入20/25亿元。",
        "预计公司云服务2025-2026年毛利率为35%/36%。",
        "预计可比公司2025-2026年平均PE为20/18倍。",
    ],
)
def test_parts_of_the_business_are_not_the_company(text: str) -> None:
    assert not prose(text)
    assert "prose_estimate_unread" in set(yb.read(COVER + "盈利预测\n\n" + text + "\n").findings["code"])


@pytest.mark.parametrize(
    "text",
    [
        "我们预计公司2025-2026年实现收入20/25亿元。",
        "预计2025-2026年恒生电子收入为20/25亿元。",
        "云业务放量，预计2025-2026年收入为20/25亿元。",
        "维持公司2025-2026年收入预测20/25亿元。",
    ],
)
def test_the_company_is_no_part_of_itself(text: str) -> None:
    assert prose(text) == {("revenue", 2e9, "broker", None)}


def test_consensus_and_older_forecasts_in_prose() -> None:
    profit = ("net_profit", 3.2e8, "broker", None)
    consensus = ("net_profit", 3.2e8, "consensus:Wind", None)
    lists = "2025-2026年归母净利润为3.2/3.5亿元"
    assert prose(f"Wind一致预期{lists}，预计稳健增长。") == {consensus}
    assert prose(f"预计{lists}（Wind一致预期）。") == {consensus}
    assert prose(f"一致预期偏高，我们预计{lists}。") == {profit}
    older = ("net_profit", 3.0e8, "broker", "previous")
    assert sorted(prose(f"预计{lists}，原预测为3.0/3.3亿元。"), key=str) == sorted([profit, older], key=str)
    other = f"预计{lists}，原预测2025-2026年归母净利润为3.0/3.3亿元。"
    assert sorted(prose(other), key=str) == sorted([profit, older], key=str)
    assert prose(f"我们维持此前的盈利预测，预计{lists}。") == {profit}


def test_forecasts_of_one_year() -> None:
    text = "盈利预测\n\n我们预计2025年归母净利润12.3亿元，同比+20%，对应PE 15倍。\n"
    want = {("net_profit", 2025): 1.23e9, ("net_profit_growth", 2025): 0.2, ("pe", 2025): 15}
    has(cells(text), want)
    for other in (
        "公司预计2025年归母净利润12.3亿元。",
        "2023年归母净利润10亿元，业绩符合预期。",
        "预计2025年一季度归母净利润3亿元。",
        "预计2025年归母净利润12-13亿元。",
        "预计2025年海外业务收入12亿元。",
        "预计2025年归母净利润12亿元以上。",
    ):
        assert not cells(f"盈利预测\n\n{other}\n"), other


def test_one_year_gives_way_to_the_table() -> None:
    table = pipes([HEAD, ["归母净利润(百万元)", "1,424", "1,603", "1,877"]])
    r = yb.read(COVER + "盈利预测\n\n预计2025年归母净利润12.3亿元。\n\n" + table)
    assert r.estimates[r.estimates["fiscal_year"] == 2025]["value"].tolist() == [1.877e9]
    assert "estimate_conflict" in set(r.findings["code"])


@pytest.mark.parametrize(
    "text",
    [
        "We forecast FY25E/26E EPS of RMB1.20/1.45.",
        "We forecast EPS of RMB1.20/1.45 in FY25E/FY26E.",
        "Margins recover. We expect 2025E-26E EPS of RMB1.20/1.45, above guidance.",
    ],
)
def test_english_prose(text: str) -> None:
    e = yb.read(COVER + "Earnings\n\n" + text + "\n").estimates
    assert e[["metric", "fiscal_year", "value", "currency"]].to_numpy().tolist() == [
        ["eps", 2025, 1.2, "CNY"],
        ["eps", 2026, 1.45, "CNY"],
    ]


def test_minorities_certificates_and_cents() -> None:
    rows = [
        ["(人民币百万元)", *HEAD[1:]],
        ["营业收入", "7281", "7902", "8815"],
        ["净利润(少数股东)", "12", "13", "14"],
    ]
    rows += [
        ["少数股东损益", "12", "13", "14"],
        ["归母净利润", "1424", "1603", "1877"],
        ["每股收益（分）", "75", "85", "99"],
    ]
    rows += [["每ADS收益(美元)", "1.7", "1.8", "1.9"], ["Non-GAAP EPS per ADS (US$)", "2.7", "2.8", "2.9"]]
    rows += [["Non-IFRS净利润", "1500", "1700", "1900"]]
    e = yb.read(COVER + pipes(rows)).estimates
    e = e[e["fiscal_year"] == 2024].fillna({"currency": "", "qualifier": ""})
    found = zip(e["metric"], e["value"].round(6), e["currency"], e["qualifier"], strict=True)
    assert sorted(found) == sorted(
        [
            ("revenue", 7.902e9, "CNY", ""),
            ("net_profit", 1.603e9, "CNY", ""),
            ("eps", 0.85, "", ""),
            ("eps", 1.8, "USD", "per_ads"),
            ("eps_adjusted", 2.8, "USD", "per_ads"),
            ("net_profit_adjusted", 1.7e9, "CNY", ""),
        ]
    )
    wide = yb.read(COVER + pipes(rows)).wide()
    assert wide.loc["600570.SH", ("eps", 2024)] == pytest.approx(0.85)


def test_wide_keeps_to_the_currency_of_the_tables() -> None:
    table = pipes([HEAD, ["归母净利润(人民币百万元)", "1,424", "1,603", "1,877"]])
    r = yb.read(COVER + "盈利预测\n\n预计2024-2025年归母净利润为2.2/2.6亿美元。\n\n" + table)
    assert r.wide().loc["600570.SH", ("net_profit", 2025)] == pytest.approx(1.877e9)


@pytest.mark.parametrize("other", ["MSFT", "MSFT US", "MSFT.US"])
def test_one_ticker_for_one_american_company(other: str) -> None:
    head = ["公司", "代码", "PE 2024E", "PE 2025E"]
    first = pipes([head, ["微软", "MSFT.O", "30", "28"], ["苹果", "AAPL.O", "29", "27"]])
    second = pipes([head, ["微软", other, "30", "28"], ["英伟达", "NVDA.O", "40", "35"]])
    e = yb.read(WEEKLY + "表1：估值\n\n" + first + "\n表2：估值\n\n" + second).estimates
    assert set(e["ticker"]) == {"MSFT.O", "AAPL.O", "NVDA.O"}


def test_a_part_stays_the_subject_until_the_company_is_named() -> None:
    text = "预计2025-2026年公司云业务收入增速为10%/11%，毛利率为48%/49%。"
    assert not prose(text)
    assert prose(text[:-1] + "，预计公司毛利率为70%/71%。") == {("gross_margin", 0.7, "broker", None)}


def test_what_is_assumed_of_parts() -> None:
    text = "假设1：云业务份额稳定，预计2025-2026年收入增速10%/8%；"
    text += "假设2：支付业务签下新客户，预计2025-2026年收入增速28%/20%。"
    assert not prose(text)
    assert prose(text + "基于以上假设，我们预计公司2025-2026年收入为20/25亿元。") == {
        ("revenue", 2e9, "broker", None)
    }


def test_two_metrics_of_one_more_year_are_no_list_of_years() -> None:
    text = "将2025-2026年营收从7/9亿元上调至8/10亿元，预测2027年营收和归母净利润分别为11.6亿元和2.6亿元。"
    e = yb.read(COVER + "盈利预测\n\n" + text + "\n").estimates
    now = e[e["version"].isna()]
    assert dict(zip(now["fiscal_year"], now["value"], strict=True)) == {2025: 8e8, 2026: 1e9}


def test_a_product_with_a_year_a_row_is_a_part() -> None:
    rows = [["年份", "收入 (百万元)", "yoy (%)", "毛利率 (%)"], ["2023A", "3050", "16.5%", "71.7%"]]
    rows += [["2024E", "3250", "6.6%", "74.3%"], ["2025E", "3515", "8.2%", "74.5%"]]
    r = yb.read(COVER + "## 1. 处方药\n\n" + pipes(rows))
    assert r.estimates.empty
    assert "row_ambiguous" in set(r.findings["code"])


def test_tables_that_differ_are_told_and_growth_decides() -> None:
    first = [HEAD, ["归母净利润(百万元)", "79", "115", "166"], ["增长率(%)", "92.9", "45.6", "44.3"]]
    second = [HEAD, ["归母净利润(百万元)", "79", "11566", "166"], ["EPS(元)", "0.75", "0.85", "0.99"]]
    r = yb.read(COVER + pipes(first) + "\n## 利润表\n\n" + pipes(second))
    assert r.wide().loc["600570.SH", ("net_profit", 2024)] == 1.15e8
    assert "estimate_conflict" in set(r.findings["code"])
    third = [HEAD, ["归母净利润(百万元)", "79", "118", "166"], ["EPS(元)", "0.75", "0.85", "0.99"]]
    r = yb.read(COVER + pipes(first) + "\n## 利润表\n\n" + pipes(third))
    assert sorted(r.estimates[r.estimates["fiscal_year"] == 2024]["value"])[-2:] == [1.15e8, 1.18e8]
    assert "estimate_conflict" in set(r.findings["code"])


def test_growth_decides_between_former_forecasts_of_a_year_too() -> None:
    money = ["人民币百万元", "2024E", "2024E"]
    told = ["", "原预测", "现预测"]
    first = [
        ["人民币百万元", *HEAD[1:]],
        ["归母净利润", "79", "115", "166"],
        ["增长率(%)", "92.9", "45.6", "44.3"],
    ]
    older = [money, told, ["归母净利润", "114", "115"]]
    wrong = [money, told, ["归母净利润", "11466", "115"]]
    r = yb.read(COVER + "\n".join(f"## 表{i}\n\n{pipes(t)}" for i, t in enumerate([first, older, wrong])))
    e = r.estimates[(r.estimates["metric"] == "net_profit") & (r.estimates["version"] == "previous")]
    assert e[["fiscal_year", "value", "currency"]].to_numpy().tolist() == [[2024, 1.14e8, "CNY"]]


def test_a_part_whose_cells_are_lost_is_left_out() -> None:
    head = ["利润表（百万元）", "2023A", "2024E", "2025E", "2026E"]
    rows = [
        head,
        ["营业收入", "", "", "", "8815"],
        ["归母净利润", "", "", "", "1877"],
        ["毛利率(%)", "", "", "", "41"],
    ]
    r = yb.read(COVER + pipes(rows))
    assert r.estimates.empty
    assert "row_misaligned" in set(r.findings["code"])


def test_a_margin_under_growth_is_a_margin() -> None:
    rows = [HEAD, ["成长能力", "", "", ""], ["营业收入", "12%", "8%", "11%"], ["毛利率", "41%", "42%", "43%"]]
    has(
        cells(pipes([*rows, ["EPS(元)", "0.75", "0.85", "0.99"]])),
        {("revenue_growth", 2024): 0.08, ("gross_margin", 2024): 0.42},
    )


def test_a_point_that_one_of_two_tables_lost() -> None:
    first = [HEAD, ["EV/EBITDA", "15.4", "124", "11.3"], ["EPS(元)", "0.75", "0.85", "0.99"]]
    second = [HEAD, ["EV/EBITDA", "15.4", "12.4", "11.3"], ["PE", "38.2", "33.7", "28.9"]]
    r = yb.read(COVER + pipes(first) + "\n## 估值\n\n" + pipes(second))
    assert r.wide().loc["600570.SH", ("ev_ebitda", 2024)] == 12.4
    assert "estimate_conflict" in set(r.findings["code"])
