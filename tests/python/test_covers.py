"""Covers and scales whose lines stand close: each keeps to itself."""

from __future__ import annotations

import pytest
import yanbao as yb

SCALE = """
评级说明

买入：未来6个月内股价相对强于沪深300指数15%以上；
增持：未来6个月内股价相对强于沪深300指数5%至15%；
中性：未来6个月内股价相对沪深300指数变动在-5%至5%之间；
"""


def test_series_below_a_headline_is_no_part_of_it() -> None:
    """Neither where the two lines follow each other, nor where the week stands in the second."""
    cover = "光储排产回升，特高压核准提速\n电力设备行业周报 2024年第35周\n2024.09.01\n\n正文。\n"
    assert yb.read(cover).meta.title == "光储排产回升，特高压核准提速"


def test_broken_headline_is_one_title() -> None:
    """A first line that ends with a colon goes on with whatever stands below."""
    cover = "景气向上，估值修复：\n电力设备行业周报精选\n2024.09.01\n\n正文。\n"
    assert yb.read(cover).meta.title == "景气向上，估值修复：电力设备行业周报精选"


def test_name_stands_behind_many_lines() -> None:
    """Layout may join the lines of a cover; the name is the one right before the role."""
    cover = (
        "# 年报季落幕，新药进入兑现期\n\n**医药生物行业周报（2024年5月6日—5月10日）**\n\n"
        "**江晚舟** 首席分析师　执业证书编号：S1520519110001\n\n## 摘要\n\n正文。\n"
    )
    assert yb.read(cover).analysts[["name", "sac"]].to_numpy().tolist() == [["江晚舟", "S1520519110001"]]


def test_title_of_another_section_says_nothing_of_a_scale() -> None:
    """The word for sector in the title or foot above a scale of stocks makes it no scale of sectors."""
    for above in ("行业要闻\n", "证券研究报告 | 行业周报\t5\n", ""):
        scale = yb.read("计算机行业周报\n\n" + above + SCALE).rating_scale
        assert scale["scope"].tolist() == ["stock"] * 3, above


def test_a_line_that_ends_in_digits_above_the_day() -> None:
    cover = (
        "青石证券研究所\n\n恒生电子（600570.SH）点评\n\n(852) 1234 5678\n\n2024 年 10 月 20 日\n\n正文。\n"
    )
    assert str(yb.read(cover).meta.get("published")) == "2024-10-20"


def test_a_day_glued_to_the_end_of_a_paragraph() -> None:
    cover = "青石证券研究所\n\n恒生电子（600570.SH）点评\n\n{}2024 年 10 月 20 日\n\n正文。\n"
    told = cover.format("公司订单饱满，产能利用率有望继续提升，全年业绩值得期待，建议投资者积极关注。 ")
    assert str(yb.read(told).meta.get("published")) == "2024-10-20"
    for other in (
        "本报告所列价格与估值均以收盘价计算，数据均来自公开资料，截至",
        "公司订单饱满，产能利用率有望继续提升，管理层表示新增产能将于年内投产并把交付周期一直延续到",
    ):
        assert yb.read(cover.format(other)).meta.get("published") is None


def test_lines_of_labels_are_no_titles() -> None:
    for label in ("发布时间：2024-10-20", "目标价：——元（6 个月）", "相关研究：前一篇报告的名字"):
        cover = f"青石证券研究所\n\n恒生电子（600570.SH）\n\n{label}\n\n"
        cover += "金融科技订单回暖，盈利能力改善\n\n正文。\n"
        assert yb.read(cover).meta.title == "金融科技订单回暖，盈利能力改善", label


def test_two_listings_and_the_prices_of_one() -> None:
    for codes in ("981.HK/688981.CH", "0981.HK、688981.SH", "981.HK 688981.CH", "688981.CH/981.HK"):
        cover = f"公司研究 | 半导体\n\n中芯国际（{codes}）：产能利用率回升\n\n2024 年 10 月 20 日\n\n"
        cover += "目标价（港元） 32.6\n\n目前股价（港元） 28.3\n\n"
        cover += "目标价（人民币） 117.0\n\n目前股价（人民币） 101.9\n\n"
        r = yb.read(cover + "正文。\n")
        got = [r.meta.get(k) for k in ("ticker", "name", "price", "target_price", "currency")]
        assert got == ["688981.SH", "中芯国际", 101.9, 117.0, "CNY"], codes
        told = r.findings[r.findings["code"] == "dual_listing"]["what"]
        assert told.str.contains("0981.HK").all()
        assert len(told) == 1


def test_two_listings_and_prices_of_the_other_alone() -> None:
    cover = "公司研究 | 半导体\n\n中芯国际（688981.SH/0981.HK）：产能利用率回升\n\n2024 年 10 月 20 日\n\n"
    r = yb.read(cover + "目标价（港元） 32.6\n\n目前股价（港元） 28.3\n\n正文。\n")
    assert [r.meta.get(k) for k in ("ticker", "price", "currency")] == ["0981.HK", 28.3, "HKD"]
    assert r.findings["what"].str.contains("688981.SH").any()


NOTE = "格力电器（000651.SZ）：外销接棒，空调稳住\n\n买入（维持）\n\n"


def published(text: str) -> tuple[str | None, bool]:
    meta = yb.read(text).meta
    return None if meta.published is None else str(meta.published), meta.published_inferred


def test_a_note_without_a_day_is_younger_than_what_it_knows() -> None:
    closes = NOTE + "公司外销增长。\n\n注：以2024年10月28日收盘价为基准\n"
    assert published(closes) == ("2024-10-29", True)
    event = NOTE + "事件：2024年10月30日，公司发布三季报，收入下降。\n\n" + "2023年8月1日，公司公告回购。\n"
    assert published(event) == ("2024-10-31", True)
    found = yb.read(event).findings
    assert "published_bounded" in set(found["code"])


def test_days_to_come_and_of_rules_tell_nothing_of_publication() -> None:
    for other in ("公司将于2026年6月30日召开股东大会。", "本办法于2017年7月1日起正式实施。"):
        assert published(NOTE + other + "\n") == (None, False)


def test_the_only_day_that_stands_alone_is_the_day() -> None:
    body = NOTE + "目录\n\n一、外销\n\n公司外销增长。\n\n"
    assert published(body + "2024年11月8日\n\n三季度收入增长。\n") == ("2024-11-08", True)
    two = body + "2024年11月8日\n\n三季度收入增长。\n\n2024年5月6日\n"
    assert published(two)[0] is None


def test_a_day_in_the_running_head_of_a_text_without_lines() -> None:
    body = "投资要点：" + "行业景气度回升，需求保持增长，建议关注龙头公司。" * 30
    for head in (
        "证券研究报告请务必阅读正文后免责条款部分2023年05月07日行业研究评级：推荐《行业周报》——2023-04-28",
        "[Table_Title]计算机行业[Table_Author]2023年05月07日证券分析师李明",
        "[Table_Stock2023年05月07日证券研究报告•2022年年报点评当前价：38.44元",
    ):
        assert str(yb.read(head + body + "\n\n").meta.get("published")) == "2023-05-07"
    without = "行业研究2022年全年收入增长，2023年05月07日公司公告" + body
    assert yb.read(without + "\n\n").meta.get("published") is None


def test_prose_and_words_of_a_template_are_no_title() -> None:
    text = "# 业绩简评\n\n单季度看，恒生电子实现收入7.8亿元，同比增长8%。\n\n# 经营分析\n\n"
    text += "恒生电子（600570.SH）\n\n2024年10月20日\n"
    assert yb.read(text).meta.get("title") is None
    assert yb.read("# 订单回暖，利润率提升\n\n" + text).meta.get("title") == "订单回暖，利润率提升"


def test_a_note_whose_lines_stand_close() -> None:
    """Title, house with day and hour, then prose in a line of its own: each is read as what it is."""
    text = (
        "恒生电子(600570):订单回暖,费用收缩\n国信证券· 2025-09-18 08:16\n"
        '投资评级 - 报告给出的投资评级为"增持",并予以维持 目标价格23.64元 核心观点 - 上半年收入12.5亿元, '
        "毛利率与费用率都有改善, 新产品在三季度交付, 海外客户的订单占比继续上升, "
        "全年经营质量有望好于去年同期\n"
        "- 预计2025-2027年归母净利润分别为16/19/22亿元\n"
    )
    r = yb.read(text)
    got = {k: str(r.meta.get(k)) for k in ("ticker", "title", "published", "broker", "rating")}
    assert got == {
        "ticker": "600570.SH",
        "title": "恒生电子(600570):订单回暖,费用收缩",
        "published": "2025-09-18",
        "broker": "国信证券",
        "rating": "增持",
    }
    assert r.meta.get("target_price") == 23.64
    assert len(r.estimates) == 3


def test_a_note_in_one_paragraph_is_on_the_company_it_begins_with() -> None:
    body = (
        "事件：公司拟收购一家软件企业，对价以股份与现金支付，尚需股东大会与监管部门同意。收购有望补齐产品线。"
        "我们预计公司2025、2026年的归母净利润为16、19亿元，当前股价（25.50元）对应PE为30、25倍。"
    )
    r = yb.read(f"恒生电子(600570)投资要点{body}\n")
    assert (r.meta.get("ticker"), r.meta.get("price"), len(r.estimates)) == ("600570.SH", 25.5, 4)
    assert "company_inferred" in set(r.findings["code"])
    two = f"恒生电子(600570)投资要点{body}同花顺(300033)也在其列。"
    assert yb.read(two + "\n").estimates.empty


def test_a_headline_that_names_the_company_without_its_code() -> None:
    body = "投资评级 - 报告给出的投资评级为“买入”，" + "全年经营质量有望好于去年同期，" * 6
    text = (
        f"恒生电子:订单回暖,费用收缩\n国信证券· 2025-09-18 08:16\n{body}\n- 预计25-27年EPS为1.0/1.2/1.4元\n"
    )
    r = yb.read(text)
    assert (r.meta.get("ticker"), r.meta.get("rating"), len(r.estimates)) == ("600570.SH", "买入", 3)
    assert not yb.read(text.replace("恒生电子:", "消息:")).meta.get("ticker")


@pytest.mark.parametrize(
    "lines",
    [
        "恒生电子 600570.SH\n三季报点评：订单回暖",
        "公司研究\n恒生电子\n证券代码：600570",
        "恒生电子·600570·三季报点评",
        "600570.SH 恒生电子 公司点评\n订单回暖",
    ],
)
def test_a_code_that_no_bracket_encloses(lines: str) -> None:
    r = yb.read(f"{lines}\n投资评级：买入\n2024-10-20\n\n预计公司2025-2026年归母净利润为10/12亿元。\n")
    assert (r.meta.get("ticker"), r.meta.get("rating"), len(r.estimates)) == ("600570.SH", "买入", 2)


def test_rating_and_day_in_a_table_of_the_cover() -> None:
    table = "| 公司评级 | 增持（下调） |\n| --- | --- |\n| 报告日期 | 2024年10月20日 |\n"
    m = yb.read(f"恒生电子（600570）\n\n{table}\n正文。\n").meta
    got = {k: str(m.get(k)) for k in ("rating", "rating_action", "published")}
    assert got == {"rating": "增持", "rating_action": "下调", "published": "2024-10-20"}


@pytest.mark.parametrize(
    ("said", "price", "target"),
    [
        ("当前价：25.50元目标价：——元（6个月）", 25.5, None),
        ("当前价25.50元目标价", 25.5, None),
        ("给予2025年20倍估值，对应14.0元目标价。", None, 14.0),
        ("将目标价由45.0元下调至38.5元，当前股价（25.50元）。", 25.5, 38.5),
        ("We raise TP to HK$52.5 from HK$45.0.", None, 52.5),
    ],
)
def test_a_price_and_a_target_price_in_a_sentence(
    said: str, price: float | None, target: float | None
) -> None:
    m = yb.read(f"恒生电子（600570）\n\n2024年10月20日\n\n{said}\n").meta
    assert (m.get("price"), m.get("target_price")) == (price, target)
