"""What ratings mean, in the words that houses use, and announcements as tables and paragraphs."""

from __future__ import annotations

import pytest
import yanbao as yb

COVER = "青石证券研究所\n2025年3月5日\n恒生电子（600570.SH）\n\n"
Step = tuple[str, str, float | None, float | None]


def steps(text: str) -> list[Step]:
    rows = yb.read(COVER + text).table("rating_scale").to_dicts()
    return [(r["scope"], r["label"], r["excess_low"], r["excess_high"]) for r in rows]


def codes(text: str) -> set[str]:
    return {f["code"] for f in yb.read(COVER + text).table("findings").to_dicts()}


def test_english() -> None:
    """More than, at least, within, the minus in a word."""
    text = (
        "Stock ratings (12 months, benchmark: CSI 300)\n"
        "Buy: expected to outperform the benchmark by more than 15%\n"
        "Outperform: expected to outperform the benchmark by 5% to 15%\n"
        "Neutral: within 5% of the benchmark\n"
        "Underperform: expected to underperform by 5% to 15%\n"
        "Sell: expected to underperform by over 15%\n"
    )
    assert steps(text) == [
        ("stock", "Buy", 0.15, None),
        ("stock", "Outperform", 0.05, 0.15),
        ("stock", "Neutral", -0.05, 0.05),
        ("stock", "Underperform", -0.15, -0.05),
        ("stock", "Sell", None, -0.15),
    ]


def test_bare_bounds() -> None:
    """A bound and nothing else, under a title that says against what."""
    text = (
        "评级标准（相对沪深300，6个月）\n买入 20%以上\n增持 在10%和20%之间\n中性 在-10%和10%之间\n"
        "回避 在-10%以下\n"
    )
    assert steps(text) == [
        ("stock", "买入", 0.2, None),
        ("stock", "增持", 0.1, 0.2),
        ("stock", "中性", -0.1, 0.1),
        ("stock", "回避", None, -0.1),
    ]
    signs = (
        "股票评级\n\n\t投资建议\t相对指数涨幅\n1\t买入\t>20%\n2\t增持\t10%—20%\n3\t中性\t-10%—10%\n"
        "4\t卖出\t<-10%\n"
    )
    assert [s[2:] for s in steps(signs)] == [(0.2, None), (0.1, 0.2), (-0.1, 0.1), (None, -0.1)]


@pytest.mark.parametrize("words", ["跟随", "基本一致", "持平"])
def test_sectors_by_words(words: str) -> None:
    text = (
        f"行业评级\n强于大市：行业指数领先沪深300指数；\n中性：行业指数与沪深300指数{words}；\n"
        f"弱于大市：行业指数落后沪深300指数。\n"
    )
    assert steps(text) == [
        ("sector", "强于大市", 0.0, None),
        ("sector", "中性", None, None),
        ("sector", "弱于大市", None, 0.0),
    ]


def test_either_way() -> None:
    """Above or below by less than: around nought."""
    text = (
        "行业评级定义\n超配：优于MSCI中国10%或以上\n标配：优于/劣于MSCI中国少于10%\n"
        "低配：劣于MSCI中国超过10%\n"
    )
    assert [s[2:] for s in steps(text)] == [(0.1, None), (-0.1, 0.1), (None, -0.1)]


def test_whole_returns_are_no_excess_returns() -> None:
    """They are left out, with a finding."""
    text = (
        "“买入”：未来12个月，预期个股总回报超过15%\n“持有”：预期个股总回报介于-10%与15%\n"
        "“卖出”：预期个股总回报低于-10%\n"
    )
    assert [s[2:] for s in steps(text)] == [(None, None)] * 3
    assert "scale_absolute" in codes(text)
    assert "scale_absolute" not in codes(text.replace("总回报", "涨幅相对沪深300"))


def test_two_scales_in_one_table() -> None:
    """The title of the second is lost: a label that comes again begins it."""
    text = (
        "|评级标准|评级|说明|\n|---|---|---|\n|行业评级|推荐|相对基准指数涨幅10%以上|\n"
        "| |中性|相对基准指数涨幅在-5%～10%之间|\n"
        "| |回避|相对基准指数跌幅5%以上|\n| |推荐|相对基准指数涨幅20%以上|\n"
        "| |谨慎推荐|相对基准指数涨幅在5%～20%之间|\n"
        "| |中性|相对基准指数涨幅在-5%～5%之间|\n| |回避|相对基准指数跌幅5%以上|\n"
    )
    assert [s for s in steps(text) if s[0] == "sector"] == [
        ("sector", "推荐", 0.1, None),
        ("sector", "中性", -0.05, 0.1),
        ("sector", "回避", None, -0.05),
    ]
    assert [s[1] for s in steps(text) if s[0] == "stock"] == ["推荐", "谨慎推荐", "中性", "回避"]
    assert "scale_scope_inferred" in codes(text)


def test_names_of_ratings_are_no_definitions() -> None:
    """A sentence that lists labels defines none of them."""
    text = (
        "本公司不提供买入、卖出评级。跑赢行业、跑输行业不等同于买入、卖出。\n"
        "跑赢行业：预计个股表现超过行业指数；\n跑输行业：预计个股表现不及行业指数。\n"
    )
    assert [s[1:3] for s in steps(text)] == [("跑赢行业", 0.0), ("跑输行业", None)]


@pytest.mark.parametrize("cut", range(2, 40, 3))
def test_definitions_broken_anywhere(cut: int) -> None:
    """The first line looks like one of a side bar."""
    line = (
        "行业评级：以报告日后的12个月内行业指数相对沪深300指数的涨跌幅为准："
        "领先大市为强于指数10%以上，落后大市为弱于指数10%以上。"
    )
    text = "评级标准\n\n" + line[: 12 + cut] + "\n" + line[12 + cut :] + "\n"
    assert steps(text) == [("sector", "领先大市", 0.1, None), ("sector", "落后大市", None, -0.1)]


def announcements(text: str) -> list[tuple[int | None, str, str | None, str]]:
    rows = yb.read(COVER + text).table("announcements").to_dicts()
    return [(r["no"], r["company"], r["kind"], r["title"]) for r in rows]


def test_announcements_in_a_table() -> None:
    """Company and subject by their headers, in any order; other tables of companies are none."""
    text = (
        "表6：本周上市公司公告\n公告主题\t日期\t代码\t公司名称\t主要内容\n"
        "回购公司股份\t6月17日\t002399.SZ\t海普瑞\t公司累计回购股份100万股。\n"
        "注册证书\t6月18日\t600276.SH\t恒瑞医药\t公司收到注册证书。\n"
    )
    assert announcements(text) == [
        (None, "海普瑞", "buyback", "回购公司股份"),
        (None, "恒瑞医药", None, "注册证书"),
    ]
    assert announcements(text.replace("公告主题", "产品").replace("公告", "情况")) == []


@pytest.mark.parametrize("company", ["上海某某生物医药科技发展股份有限公司及其子公司", "6", ""])
def test_rows_of_announcements_without_a_company_are_told(company: str) -> None:
    text = (
        "表6：本周上市公司公告\n公告主题\t公司名称\t主要内容\n"
        "回购公司股份\t海普瑞\t公司累计回购股份100万股。\n"
        f"注册证书\t{company}\t公司收到注册证书。\n"
    )
    assert announcements(text) == [(None, "海普瑞", "buyback", "回购公司股份")]
    findings = yb.read(COVER + text).findings
    told = findings[findings["code"] == "announcement_unread"]["what"].tolist()
    assert len(told) == 1
    assert told[0].endswith("注册证书")


@pytest.mark.parametrize("title", ["公司公告", "【公司】", "【公司公告】"])
def test_announcements_as_paragraphs(title: str) -> None:
    """Where no number marks them: a known company first."""
    text = (
        f"{title}\n\n恒瑞医药：关于回购公司股份的公告。公司累计回购股份100万股。\n\n"
        f"【华海药业】收到药品注册证书。\n"
    )
    assert announcements(text) == [
        (None, "恒瑞医药", "buyback", "关于回购公司股份的公告"),
        (None, "华海药业", None, "收到药品注册证书"),
    ]


@pytest.mark.parametrize("between", ["\n", " ", ""])
def test_headline_and_text_run_together(between: str) -> None:
    """A title that its last word ends is not longer for a lost line break."""
    text = (
        f"公司公告\n\n"
        f"1、恒瑞医药：关于回购公司股份的公告{between}公司拟以自有资金回购股份，金额不低于1,000万元。\n"
    )
    assert announcements(text) == [(1, "恒瑞医药", "buyback", "关于回购公司股份的公告")]


def test_weekly_with_entries_on_companies() -> None:
    """A company named in an entry of a list is not what a weekly is about; in a title it is."""
    entry = "【公司公告】恒瑞医药（600276.SH）：收到注册证书。\n"
    weekly = f"医药生物行业周报\n2025年3月9日\n\n新药获批，板块回暖\n\n{entry}"
    assert yb.read(weekly).meta.kind == "industry_weekly"
    note = "证券研究报告\n【公司点评】恒瑞医药（600276.SH）：年报超预期\n2025年3月9日\n\n买入（维持）\n"
    assert yb.read(note).meta.kind == "company_note"


def test_a_risk_of_the_sector_before_a_scale_says_nothing_of_it() -> None:
    text = (
        "风险提示：行业竞争加剧。\n\n评级说明\n买入：未来6个月内相对沪深300指数涨幅超过15%；\n"
        "增持：未来6个月内相对沪深300指数涨幅在5%～15%之间；\n"
    )
    assert steps(text) == [("stock", "买入", 0.15, None), ("stock", "增持", 0.05, 0.15)]


def test_announcements_in_black_brackets_line_by_line() -> None:
    """No blank line parts them."""
    text = (
        "公司公告\n\n【贵州茅台】半年度营业收入910.94亿元，同比增长9.16%。\n"
        "【五粮液】控股股东拟增持公司股份。\n【泸州老窖】拟回购公司股份。\n"
    )
    assert list(yb.read(text).announcements["company"]) == ["贵州茅台", "五粮液", "泸州老窖"]
