"""Habits of brokers that nobody has seen before: covers, days, labels and tables printed in other ways."""

from __future__ import annotations

import pytest
import yanbao as yb
from note_texts import BODY, COVER, HEAD, WANT, cells, has

NOTE = "青石证券\n\n恒生电子（600570.SH）点评\n\n{day}\n\n{text}\n"


def codes(r: yb.Report) -> list[str]:
    return [str(code) for code in r.findings["code"]]


@pytest.mark.parametrize(
    "said",
    [
        "目标价：55-60 元",
        "目标价 55～60 元",
        "目标价：55 元至 60 元",
        "给予合理价值区间 55.0-60.0 元/股。",
        "Target price: RMB55-60",
    ],
)
def test_a_range_of_target_prices_is_no_price(said: str) -> None:
    r = yb.read(COVER + said + "\n\n正文。\n")
    assert r.meta.get("target_price") is None
    assert "target_price_range" in codes(r)


def test_a_target_price_that_is_one() -> None:
    r = yb.read(COVER + "目标价：55.0 元\n\n正文。\n")
    assert r.meta.get("target_price") == 55.0
    assert "target_price_range" not in codes(r)


ENGLISH = "Qingshi Securities\n\nHundsun Technologies (600570 CH)\n\n{}\n\nBUY (maintained)\n\n{}\n"


@pytest.mark.parametrize(
    ("day", "text", "want"),
    [
        ("05/06/2025", "Last price: RMB28.30 (as of 04 Jun 2025)", "2025-06-05"),
        ("05/06/2025", "Last price: RMB28.30 (as of 05 May 2025)", "2025-05-06"),
        ("05/06/2025", "Results were published on 25/05/2025.", "2025-06-05"),
        ("25/06/2025", "Orders grew.", "2025-06-25"),
        ("06/25/2025", "Orders grew.", "2025-06-25"),
        ("06.06.2025", "Orders grew.", "2025-06-06"),
    ],
)
def test_days_of_numbers_alone(day: str, text: str, want: str) -> None:
    r = yb.read(ENGLISH.format(day, text))
    assert str(r.meta.get("published")) == want
    assert "published_ambiguous" not in codes(r)


def test_a_day_that_nothing_settles_is_said() -> None:
    r = yb.read(ENGLISH.format("05/06/2025", "Orders grew."))
    assert r.meta.get("published") is None
    assert "published_ambiguous" in codes(r)


def test_day_and_house_in_odd_places() -> None:
    """Behind a bar, at the end of the house's line, in another's sentence, behind labels."""
    text = "订单回暖。"
    for cover in (
        "恒生电子（600570.SH）深度报告｜2024.10.20\n东吴证券研究部\n\n",
        "恒生电子（600570.SH）：订单回暖\n东吴证券 江晚舟,沈青 2024-10-20\n\n",
        "恒生电子（600570.SH）：订单回暖\n研究机构：东吴证券 日期：2024-10-20\n\n",
        "恒生电子（600570.SH）：订单回暖\n\n东吴证券股份有限公司江晚舟2024-10-20发布研报，看好恒生电子。\n\n",
    ):
        meta = yb.read(cover + text).meta
        assert (meta.get("broker"), str(meta.get("published"))) == ("东吴证券", "2024-10-20"), cover


def test_an_earlier_report_of_the_house_is_no_publication() -> None:
    told = "恒生电子（600570.SH）：订单回暖\n\n东吴证券：我们曾于2024-03-20发布研究报告，看好公司。\n"
    assert yb.read(told).meta.get("published") is None


def test_letters_behind_a_rating() -> None:
    r = yb.read(NOTE.format(day="2024年10月20日", text="投资评级：买入-A（维持）"))
    assert r.meta.get("rating") == "买入-A"


def test_codes_in_square_brackets() -> None:
    r = yb.read("青石证券\n\n恒生电子[600570.SH]：订单回暖\n\n2024年10月20日\n\n正文。\n")
    assert (r.meta.get("ticker"), r.meta.get("name")) == ("600570.SH", "恒生电子")


def test_labels_of_other_habits() -> None:
    names = {"归母净利润(百万元)": "纯利 (Net profit) 百万元", "EPS(元)": "每股盈余(元)", "P/E": "本益比(倍)"}
    rows = [HEAD, *[[names.get(row[0], row[0]), *row[1:]] for row in BODY]]
    has(cells("\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"), WANT)


def test_multiples_of_two_listings() -> None:
    rows = [HEAD, *BODY[:4], ["PE(A)", "38.2", "33.7", "28.9"], ["PE(H)", "18.2", "13.7", "9.9"]]
    for mark in ("PE({})", "PE-{}", "PE（{}股）", "{}股PE"):
        rows[-2][0], rows[-1][0] = mark.format("A"), mark.format("H")
        text = "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
        has(cells(text), WANT)
        assert "row_of_other_listing" in codes(yb.read(COVER + text)), mark


def bare(rows: list[list[str]], rule: bool) -> str:
    lines = [" | ".join(row) for row in rows]
    if rule:
        lines.insert(1, " | ".join("---" for _ in rows[0]))
    return "\n".join(lines) + "\n"


def test_pipe_tables_without_outer_pipes() -> None:
    for rule in (True, False):
        has(cells(bare([HEAD, *BODY], rule)), WANT)


def test_bars_of_a_cover_are_no_table() -> None:
    cover = "Hundsun Technologies (600570.SH)\nCompany Update | 5 June 2025\nBuy | CNY28.3 | TP: CNY35.0\n"
    r = yb.read(cover + "\nOrders grew.\n")
    assert str(r.meta.get("published")) == "2025-06-05"
    assert r.meta.get("target_price") == 35.0
    assert len(r.tables) == 0


def test_a_company_and_a_metric_in_each_row() -> None:
    head = ["公司", "指标", "2023A", "2024E", "2025E"]
    own = [["恒生电子", *row] for row in BODY if not row[0].startswith("增长")]
    other = [["用友网络", "EPS(元)", "0.15", "0.25", "0.39"], ["用友网络", "P/E", "78.2", "53.7", "38.9"]]
    text = "\n".join("| " + " | ".join(row) + " |" for row in [head, *own, *other]) + "\n"
    has(cells(text), {k: v for k, v in WANT.items() if k[0] != "revenue_growth"})
    e = yb.read(COVER + text).estimates
    theirs = e[e["ticker"].eq("600588.SH")]
    assert theirs["value"].tolist() == [0.15, 0.25, 0.39, 78.2, 53.7, 38.9]
    assert set(theirs["name"]) == {"用友网络"}


def prose(text: str, day: str = "2025年6月5日") -> dict[tuple[str, int], float]:
    e = yb.read(NOTE.format(day=day, text=text)).estimates
    e = e[e["version"].isna()]
    return {
        (str(m), int(y)): float(v) for m, y, v in zip(e["metric"], e["fiscal_year"], e["value"], strict=True)
    }


def test_years_named_one_by_one() -> None:
    found = prose(
        "预计公司2025年净利润16.03亿元，2026年净利润18.77亿元，2027年净利润20.11亿元，"
        "对应EPS分别为0.85元、0.99元和1.06元。"
    )
    assert found == {
        ("net_profit", 2025): pytest.approx(1.603e9),
        ("net_profit", 2026): pytest.approx(1.877e9),
        ("net_profit", 2027): pytest.approx(2.011e9),
        ("eps", 2025): 0.85,
        ("eps", 2026): 0.99,
        ("eps", 2027): 1.06,
    }


def test_years_to_come_need_no_word_of_forecast() -> None:
    assert prose("公司2026/2027年EPS为0.86/1.56元，市场空间广阔。") == {
        ("eps", 2026): 0.86,
        ("eps", 2027): 1.56,
    }
    assert prose("公司2022/2023年EPS为0.86/1.56元，市场空间广阔。") == {}


def test_multiple_of_today_or_of_its_bracket() -> None:
    lead = "预计净资产收益率从2024年8.1%提升至2027年16.6%，"
    assert ("pe", 2027) not in prose(lead + "当前市盈率34.67倍。")
    assert prose(lead + "市盈率34.67倍（2025年预测）。")[("pe", 2025)] == 34.67


def test_shareholders_profit_ends_a_part() -> None:
    found = prose(
        "订单业务毛利率为58.61%，同比提升，上调2025-2027年归母净利润预测至1.91亿元、2.41亿元、3.07亿元。"
    )
    assert found[("net_profit", 2026)] == pytest.approx(2.41e8)


def test_figures_belong_to_the_name_before_them() -> None:
    found = prose("盈利有望持续增长 2025-2027年公司营业收入预计12.34/16.87/21.36亿元。")
    assert found == {
        ("revenue", 2025): pytest.approx(1.234e9),
        ("revenue", 2026): pytest.approx(1.687e9),
        ("revenue", 2027): pytest.approx(2.136e9),
    }


@pytest.mark.parametrize(
    ("text", "metric", "want"),
    [
        ("Revenue projections for FY25/26 are RMB7,902mn/8,815mn.", "revenue", [7.902e9, 8.815e9]),
        ("Our EPS estimates for 2025E-2026E are RMB0.85 and RMB0.99.", "eps", [0.85, 0.99]),
        ("We forecast growth. The stock trades at 33.7x/28.9x FY25E/26E P/E.", "pe", [33.7, 28.9]),
        ("For FY26, we expect revenue of RMB8.8bn.", "revenue", [8.8e9]),
    ],
)
def test_english_forecasts(text: str, metric: str, want: list[float]) -> None:
    e = yb.read(ENGLISH.format("5 June 2025", text)).estimates
    assert e[e["metric"] == metric]["value"].tolist() == pytest.approx(want)


def test_one_finding_on_unclear_ends_of_years() -> None:
    text = (
        "青石证券\n\n恒生电子（0700.HK）点评\n\n2024年10月20日\n\n公司财年截至3月31日；子公司财年截至6月30日。\n\n"
        "| 代码 | 公司 | 股价(港元) | EPS 2024E | EPS 2025E |\n|---|---|---|---|---|\n"
        "| 9988.HK | 阿里巴巴 | 88.0 | 6.1 | 7.2 |\n\n注：阿里巴巴数据为2025-2026财年\n"
    )
    found = codes(yb.read(text))
    assert "year_end_unclear" in found
    assert "year_end_assumed" not in found


def test_a_plan_for_a_year_is_no_forecast() -> None:
    assert prose("我们预计订单增长，公司规划2027年实现营业收入50.0亿元。") == {}
    assert prose("我们预计订单增长，其中2027年PE为25.0倍。") == {("pe", 2027): 25.0}


def test_years_below_a_line_of_digits() -> None:
    """The first line of a paragraph goes on with no number of the line above it."""
    cover = "恒生电子（600570.SH）：订单回暖\n\n东吴证券 2025-06-05\n\n"
    e = yb.read(cover + "2025-2026年盈利预测：营业收入79.0/88.2亿元；摊薄EPS=0.85/0.99元。\n").estimates
    assert e["value"].tolist() == pytest.approx([7.9e9, 8.82e9, 0.85, 0.99])
    day = yb.read("恒生电子（600570.SH）\n评级：增持\n当前价格：56.30\n2024.10.20\n\n正文。\n").meta
    assert str(day.get("published")) == "2024-10-20"


def test_another_house_s_figures_go_on() -> None:
    text = "根据Wind一致预期，公司2025-2026年归母净利润为16.0/18.8亿元，对应PE为34/29倍。"
    e = yb.read(NOTE.format(day="2025年6月5日", text=text)).estimates
    assert set(e["origin"]) == {"consensus:Wind"}
    own = text[:-1] + "；我们预计EPS为0.85/0.99元。"
    e = yb.read(NOTE.format(day="2025年6月5日", text=own)).estimates
    assert set(e[e["metric"] == "eps"]["origin"]) == {"broker"}


def test_own_multiples_before_those_of_peers() -> None:
    found = prose("预计公司2025-2026年EPS为0.85/0.99元，对应PE为34/29倍，可比公司平均PE为40/35倍。")
    assert [found[("pe", 2025)], found[("pe", 2026)]] == [34.0, 29.0]


def test_a_rating_in_quotes_behind_a_verb() -> None:
    told = "预计公司订单增长，{}“买进”。"
    for verb in ("建议", "维持", "给予"):
        assert yb.read(NOTE.format(day="2025年6月5日", text=told.format(verb))).meta.get("rating") == "买进"
    other = "股东认为应“买进”更多设备。"
    assert yb.read(NOTE.format(day="2025年6月5日", text=other)).meta.get("rating") is None


def test_a_target_price_moved_by_a_share() -> None:
    r = yb.read(NOTE.format(day="2025年6月5日", text="维持买入评级，下调目标价10%至75.5元。"))
    assert r.meta.get("target_price") == 75.5


def test_unknown_house_with_a_line_to_itself() -> None:
    assert yb.read(NOTE.format(day="2025年6月5日", text="正文。")).meta.get("broker") == "青石证券"


def test_units_without_brackets() -> None:
    rows = [HEAD, *[[row[0].replace("(", " ").replace(")", ""), *row[1:]] for row in BODY]]
    has(cells("\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"), WANT)


def test_growth_and_what_it_grows_to() -> None:
    found = prose("预计公司2025/26年归母净利润同比增长12.6%/17.1%至16.0亿元/18.8亿元。")
    assert found[("net_profit", 2026)] == pytest.approx(1.88e9)
    assert found[("net_profit_growth", 2026)] == pytest.approx(0.171)


def test_fiscal_years_that_end_before_the_calendar_s() -> None:
    """A year that is actual in June is none of the calendar: the day stays, the ends of the years go."""
    head = "NVIDIA Corp (NVDA US)\n\n5 June 2025\n\nBUY\n\n"
    table = (
        "| USD mn | FY24A | FY25A | FY26E |\n|---|---|---|---|\n| Revenue | 60,922 | 130,497 | 200,000 |\n"
    )
    table += "| GAAP net income | 29,760 | 72,880 | 105,000 |\n| EPS (non-GAAP, USD) | 1.30 | 2.99 | 4.50 |\n"
    r = yb.read(head + table)
    assert str(r.meta.get("published")) == "2025-06-05"
    assert r.estimates["period_end"].isna().all()
    assert set(r.estimates["metric"]) == {"revenue", "net_profit", "eps_adjusted"}
    assert "year_end_unclear" in codes(r)
    late = yb.read(head.replace("2025", "2024").replace("June", "January") + table)
    assert late.meta.get("published") is None
