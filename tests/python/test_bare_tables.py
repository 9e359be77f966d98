"""Tables of companies that a text prints without marks, and headers that leave words unsaid."""

import pytest
import yanbao as yb

TITLE = "行业周报\n\n本周观察\n\n2025年12月14日\n\n正文一句。\n\n"
END = "\n\n风险提示：需求走弱。\n"

HEAD = ["代码", "公司", "股价（元）", "EPS", "PE", "评级"]
YEARS = ["2024A", "2025E", "2024A", "2025E"]
ROWS = [
    ["300308.SZ", "中际旭创", "100.00", "4.00", "5.00", "25.0", "20.0", "买入"],
    ["300502.SZ", "新易盛", "90.00", "3.00", "4.50", "30.0", "20.0", "增持"],
    ["300394.SZ", "天孚通信", "60.00", "1.50", "2.00", "40.0", "30.0", "买入"],
]


def read(text: str) -> yb.Report:
    return yb.read(TITLE + text + END)


def figures(report: yb.Report) -> dict:
    rows = report.estimates
    return {
        (t, m, int(y)): v
        for t, m, y, v in zip(rows.ticker, rows.metric, rows.fiscal_year, rows.value, strict=True)
    }


EXPECTED = {
    (row[0], metric, year): float(row[column])
    for row in ROWS
    for metric, year, column in [("eps", 2024, 3), ("eps", 2025, 4), ("pe", 2024, 5), ("pe", 2025, 6)]
}


def stacked(rows: list[list[str]], between: str = "\n") -> str:
    return "\n".join(HEAD + YEARS) + "\n" + between.join("\n".join(row) + "\n" for row in rows)


@pytest.mark.parametrize("between", ["", "\n\n", "\n请务必阅读正文之后的声明\n- 7 -\n\n"])
def test_one_cell_a_line(between: str) -> None:
    r = read("表1：重点公司估值\n" + stacked(ROWS, between))
    assert figures(r) == EXPECTED
    assert list(r.coverage.rating) == ["买入", "增持", "买入"]
    assert list(r.coverage.price) == [100.0, 90.0, 60.0]
    assert min(r.estimates.src_line) > 20


def test_name_before_its_ticker() -> None:
    head = ["公司", "代码", *HEAD[2:]]
    rows = [[row[1], row[0], *row[2:]] for row in ROWS]
    r = read("\n".join(head + YEARS) + "\n" + "\n".join("\n".join(row) for row in rows) + "\n")
    assert figures(r) == EXPECTED
    assert list(r.coverage["name"]) == [row[1] for row in ROWS]


def test_a_row_that_lost_a_cell_is_told() -> None:
    lost = [ROWS[0], [c for c in ROWS[1] if c != "4.50"], ROWS[2]]
    r = read(stacked(lost))
    assert {t for t, _, _ in figures(r)} == {"300308.SZ", "300394.SZ"}
    assert "row_misaligned" in set(r.findings.code)


def test_groups_behind_the_rows() -> None:
    rows = [
        ["甲", "300308.SZ", "900", "5", "8", "25", "20"],
        ["乙", "300502.SZ", "800", "4", "6", "30", "20"],
    ]
    rows[0][0], rows[1][0] = "中际旭创", "新易盛"
    head = ["市值", "公司", "代码", "（亿元）", "2024A", "2025E", "2024A", "2025E"]
    r = read("\n".join([*head, *rows[0], *rows[1], "净利润（亿元）", "P/E"]))
    got = figures(r)
    assert got["300308.SZ", "net_profit", 2025] == 8e8
    assert got["300502.SZ", "pe", 2024] == 30.0
    assert list(r.coverage.market_cap) == [9e10, 8e10]


@pytest.mark.parametrize("gap", [" ", "    "])
def test_cells_between_white_space(gap: str) -> None:
    head = [gap.join(HEAD), gap.join(YEARS)]
    r = read("\n".join(head + [gap.join(row) for row in ROWS]) + "\n资料来源：公司公告\n")
    assert figures(r) == EXPECTED
    assert list(r.coverage.price) == [100.0, 90.0, 60.0]


def test_prices_and_ratings_alone() -> None:
    r = read(
        "公司名称 股票代码 股价(元) 评级\n中际旭创 300308.SZ 1,100.00 买入\n腾讯控股 700 HK 420.00 增持\n"
    )
    assert list(r.coverage.ticker) == ["300308.SZ", "0700.HK"]
    assert list(r.coverage.price) == [1100.0, 420.0]


def test_rows_without_a_header_are_told() -> None:
    r = read("\n".join(" ".join(row) for row in ROWS))
    assert r.estimates.empty
    assert "table_unread" in set(r.findings.code)


def test_labels_that_fit_in_two_ways_are_not_believed() -> None:
    head = ["代码", "公司", "EPS", "PB", "PE", "2024A", "2025E", "2024A", "2025E"]
    rows = [[*row[:2], *row[3:5], "3.1", *row[5:7]] for row in ROWS]
    r = read("\n".join([*head, *rows[0], *rows[1], *rows[2]]))
    assert r.estimates.empty
    assert "table_unread" in set(r.findings.code)


def pipes(*rows: str) -> str:
    first, *rest = rows
    return "\n".join([first, "|" + "---|" * (first.count("|") - 1), *rest])


def test_years_alone_go_on() -> None:
    r = read(
        pipes(
            "| 公司 | 代码 | EPS 24A | 25E | PE 24A | 25E |",
            "| 中际旭创 | 300308.SZ | 4.00 | 5.00 | 25.0 | 20.0 |",
            "| 新易盛 | 300502.SZ | 3.00 | 4.50 | 30.0 | 20.0 |",
        )
    )
    assert figures(r) == {k: v for k, v in EXPECTED.items() if k[0] != "300394.SZ"}


def test_growth_of_the_figure_before_and_short_years() -> None:
    r = read(
        pipes(
            "| 公司 | 2024年净利润（亿元） | 2025E净利润（亿元） | 增速 | 25PE |",
            "| 中际旭创(300308) | 50 | 80 | 60% | 20 |",
            "| 新易盛(300502) | 30 | 60 | 100% | 15 |",
        )
    )
    got = figures(r)
    assert got["300308.SZ", "net_profit_growth", 2025] == 0.6
    assert got["300502.SZ", "pe", 2025] == 15.0
    assert got["300502.SZ", "net_profit", 2024] == 3e9
    assert list(r.coverage["name"]) == ["中际旭创", "新易盛"]


def test_years_are_not_printed_again_on_the_next_page() -> None:
    head = "| 代码 | 简称 | EPS | | PE | |"
    r = read(
        pipes(
            head,
            "| | | 2024A | 2025E | 2024A | 2025E |",
            "| 300308.SZ | 中际旭创 | 4.00 | 5.00 | 25.0 | 20.0 |",
        )
        + "\n\n"
        + pipes(head, "| 300502.SZ | 新易盛 | 3.00 | 4.50 | 30.0 | 20.0 |")
    )
    assert figures(r) == {k: v for k, v in EXPECTED.items() if k[0] != "300394.SZ"}


@pytest.mark.parametrize("price", ["100.00", ""])
def test_a_year_printed_twice(price: str) -> None:
    r = read(
        pipes(
            "| 代码 | 简称 | 收盘价 | EPS | | | PE | | |",
            "| | | | 2024A | 2025E | 2025E | 2024A | 2025E | 2026E |",
            f"| 300308.SZ | 中际旭创 | {price} | 4.00 | 5.00 | 8.00 | 25.0 | 20.0 | 12.5 |",
            f"| 300502.SZ | 新易盛 | {price} | 3.20 | 4.50 | 5.00 | 31.3 | 22.2 | 20.0 |",
        )
    )
    got = figures(r)
    assert got["300308.SZ", "pe", 2026] == 12.5
    if price:
        assert got["300308.SZ", "eps", 2026] == 8.0
        assert "column_inferred" in set(r.findings.code)
    else:
        assert ("300308.SZ", "eps", 2025) not in got
        assert "year_unreadable" in set(r.findings.code)


def test_two_tables_one_behind_the_other() -> None:
    table = "\n".join([" ".join(HEAD), "2024 A 2025 E 2024 A 2025 E", *(" ".join(row) for row in ROWS)])
    other = "\n".join(["代码 公司 股价 PE", "2025E 2026E", "00700.HK 腾讯控股 420.0 17.9 15.5"])
    r = read(table + "\n资料来源：公司公告\n\n港股公司\n" + other + "\n3690.HK 美团-W 160.0 16.4 14.0\n")
    got = figures(r)
    assert {k: v for k, v in got.items() if k[0] in {row[0] for row in ROWS}} == EXPECTED
    assert got["0700.HK", "pe", 2026] == 15.5
    assert got["3690.HK", "pe", 2025] == 16.4


def test_card_of_one_company_is_no_table() -> None:
    card = [
        "股票代码",
        "股票评级",
        "目标价",
        "00700.HK",
        "买入",
        "666.00",
        "股票代码",
        "00700.HK",
        "收盘价",
        "550.50",
    ]
    r = read("\n\n".join([*card, "总市值(亿)", "50,130.5", "股价", "00700.HK", "139", "126", "112", "98"]))
    assert r.coverage.empty
    assert r.estimates.empty
