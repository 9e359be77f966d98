"""Lists of recommended companies as sector reports print them: labels, marks, lead-ins, edges of pages."""

from __future__ import annotations

import pytest
import yanbao as yb

Member = tuple[str | None, str, str, str | None]


def members(text: str) -> list[Member]:
    """Parent, theme, name and role of every row, in order."""
    rows = yb.read(text if "\n" in text else text + "\n").table("themes").to_dicts()
    return [(r["parent"], r["theme"], r["name"], r["role"]) for r in rows]


def codes(text: str) -> set[str]:
    return {f["code"] for f in yb.read(text + "\n").table("findings").to_dicts()}


@pytest.mark.parametrize(
    "mark",
    ["1、", "１、", "（1）", "1）", "1. ", "①", "❶", "一、", "（一）", "主线一：", "一是", "● ", "• ", "◆ ",
     "■ ", "➤ ", "✓ ", "★ ", "· ", "- ", "$\\textcircled{\\scriptsize{1}}$"],
)  # fmt: skip
def test_marks(mark: str) -> None:
    """Whatever stands before an item, its theme is the text behind."""
    text = f"投资建议\n\n{mark}特高压：重点推荐国电南瑞、平高电气；\n"
    assert members(text) == [(None, "特高压", n, "key_pick") for n in ("国电南瑞", "平高电气")]


def test_circles_without_their_numbers() -> None:
    """Recognition of characters keeps the circle and loses what is in it: the next item all the same."""
    first = "$\\textcircled{1}$影像设备，建议关注联影医疗；"
    others = "$\\circledcirc$内镜领域，建议关注开立医疗；$\\circledast$手术机器人，建议关注天智航。"
    text = f"（1）器械方向：{first}{others}\n"
    assert members(text) == [
        ("器械方向", "影像设备", "联影医疗", "watch"),
        ("器械方向", "内镜领域", "开立医疗", "watch"),
        ("器械方向", "手术机器人", "天智航", "watch"),
    ]


def test_stray_bracket() -> None:
    """A bracket that nothing closes hides no role word behind it."""
    text = "检出率为（6.1%，高于前一周（(5.0%）。受益标的：检测：英诺特、圣湘生物。\n"
    assert members(text) == [(None, "检测", n, "beneficiary") for n in ("英诺特", "圣湘生物")]


@pytest.mark.parametrize("theme", ["供需错配带来估值修复", "国产品牌有望走向世界", "新规推动行业出清"])
def test_themes_that_are_sentences(theme: str) -> None:
    """The text from the number to the first comma, also where it has a verb."""
    assert members(f"1、{theme}，推荐标的：药明康德、泰格医药。\n") == [
        (None, theme, "药明康德", "pick"),
        (None, theme, "泰格医药", "pick"),
    ]


def test_trading_is_no_theme() -> None:
    """A label on trading before bare names recommends nothing."""
    assert members("投资建议：关注算力。\n涨幅居前：中科曙光、浪潮信息。\n") == []


def test_labels_under_an_item() -> None:
    """Labelled paragraphs belong to the item before them, as many as there are."""
    text = """5、器械：设备更新落地，行业拐点出现

受益标的：

高景气相关标的：国产份额低。受益标的：惠泰医疗、微电生理。

集采受益型标的：降价更温和。受益标的：南微医学。

海外机会标的：如华大智造、海泰新光等。
"""
    assert members(text) == [
        ("器械", "高景气相关标的", "惠泰医疗", "beneficiary"),
        ("器械", "高景气相关标的", "微电生理", "beneficiary"),
        ("器械", "集采受益型标的", "南微医学", "beneficiary"),
        ("器械", "海外机会标的", "华大智造", "beneficiary"),
        ("器械", "海外机会标的", "海泰新光", "beneficiary"),
    ]


def test_parts_of_a_report_inside_text() -> None:
    """Advice: behind the label of a part a sentence begins anew."""
    text = "配置建议：子行业排序为创新药>中药。标的选择思路：从成长性角度选股，建议关注恒瑞医药、百济神州。\n"
    assert {m[1] for m in members(text)} == {"成长性"}
    text = "胶原赛道：珀莱雅与高校合作。投资建议：建议关注贝泰妮、爱美客。\n"
    assert members(text) == []
    assert "theme_unnamed" in codes(text)


def test_portfolios_are_themes() -> None:
    """Names of the week under the name of their portfolio."""
    text = "本周建议关注组合：信立泰、昂利康；\n\n十月金股：贵州茅台、宁德时代。\n"
    assert members(text) == [
        (None, "本周建议关注组合", "信立泰", "watch"),
        (None, "本周建议关注组合", "昂利康", "watch"),
        (None, "十月金股", "贵州茅台", "key_pick"),
        (None, "十月金股", "宁德时代", "key_pick"),
    ]


def test_kinds_of_companies() -> None:
    """What a list says of its companies names it where nothing else does, and nothing else."""
    list_ = "推荐关注具备出海能力的公司：康方生物、三生制药。\n"
    assert {m[1] for m in members(list_)} == {"具备出海能力的公司"}
    assert {m[1] for m in members(f"1、创新药：{list_}")} == {"创新药"}


def test_examples() -> None:
    """Such as A's drug: A, where the clause before announces a list."""
    text = "中成药：建议关注新进目录的品种，如华润三九的颗粒剂、以岭药业的片剂等。\n"
    assert members(text) == [(None, "中成药", n, "watch") for n in ("华润三九", "以岭药业")]
    assert members("1、中药：方盛制药的新药获批，行业受益。\n") == []


def test_markets_within_a_list() -> None:
    """A-shares: and Hong Kong: part a list, they are no themes."""
    text = "1、创新药：重点推荐：A股：恒瑞医药、科伦药业；港股：三生制药。\n"
    assert members(text) == [(None, "创新药", n, "key_pick") for n in ("恒瑞医药", "科伦药业", "三生制药")]


def test_sector_behind_a_list() -> None:
    """A sentence on another sector leaves the items before it."""
    text = (
        "重点推荐：（1）功率：斯达半导、新洁能等；（2）设备：北方华创等；消费电子，我们重点推荐：立讯精密。\n"
    )
    assert members(text)[-1] == (None, "消费电子", "立讯精密", "key_pick")


def test_fields_of_one_name() -> None:
    """The whole field here, a part of it there: two lists, though one holds the names of the other."""
    text = (
        "1）创新药：建议关注恒瑞医药。产业链方面，建议关注药明康德、泰格医药、凯莱英。\n\n"
        "2）业绩改善的个股：建议关注CXO产业链（药明康德、泰格医药）等。\n"
    )
    themes = {(m[0], m[1]) for m in members(text) if m[2] == "药明康德"}
    assert themes == {("创新药", "产业链"), ("业绩改善的个股", "CXO产业链")}


def test_unknown_names() -> None:
    """First of a list, behind one name and a comma, behind `besides`: kept, with a finding."""
    for text in (
        "1、软件：受益标的：1）数据库：云杉智控、星环科技、太极股份。\n",
        "1、软件：建议关注星环科技，云杉软件，太极股份。\n",
        "1、软件：重点推荐星环科技，此外太极股份，云杉软件将受益于信创。\n",
        "1、软件：重点推荐星环科技，云杉软件为受益标的。\n",
    ):
        assert any(name.startswith("云杉") for _, _, name, _ in members(text)), text
        assert "unknown_security" in codes(text)
    assert [m[2] for m in members("1、软件：建议关注星环科技，国产软件，行业景气回升。\n")] == ["星环科技"]


def test_theme_with_the_name_of_a_company() -> None:
    """A list under a role word may have it for its theme; a company's own entry has not."""
    text = "1、智慧农业：重点推荐大禹节水、托普云农。\n"
    assert members(text)[0] == (None, "智慧农业", "大禹节水", "key_pick")
    assert all(m[1] != "爱尔眼科" for m in members("1）爱尔眼科：收购估值下降，建议关注。\n"))


def test_bold_behind_a_plus() -> None:
    """A + B, of which B is set in bold: two companies."""
    names = [m[2] for m in members("1、封测：推荐先进封装龙头长电科技+**通富微电**。\n")]
    assert names == ["长电科技", "通富微电"]


def test_edges_of_pages() -> None:
    """A heading of the page between a lead-in and its items; one of the disclaimer before the next item."""
    text = """（三）存储：推荐兆易创新。其余受益标的：

青石证券研究所

请务必阅读正文之后的免责声明 1

1）存储模组：江波龙、佰维存储；2）存储封测：深科技。

（四）消费电子：重点推荐精密制造龙头立讯精密、声学
代工龙头歌尔股份。
"""
    assert members(text)[1:] == [
        ("存储", "存储模组", "江波龙", "beneficiary"),
        ("存储", "存储模组", "佰维存储", "beneficiary"),
        ("存储", "存储封测", "深科技", "beneficiary"),
        (None, "消费电子", "立讯精密", "key_pick"),
        (None, "消费电子", "歌尔股份", "key_pick"),
    ]
    cut = "1、储能：推荐阳光电源。\n\n免责声明\n\n2、风电：关注大金重工、东方电缆。\n"
    assert [m[2] for m in members(cut)] == ["阳光电源", "大金重工", "东方电缆"]


def test_limit_is_told() -> None:
    """More members or risks than the limit lets through: a finding."""
    names = "1、算力：推荐中科曙光、浪潮信息、寒武纪、海光信息、紫光股份。\n"
    report = yb.read(names + "风险提示：需求不及预期、竞争加剧、汇率波动。\n", limits=yb.Limits(facts=2))
    told = [f["what"] for f in report.table("findings").to_dicts() if f["code"] == "limit"]
    assert len(report.table("themes")) == 2
    assert len(report.table("risks")) == 2
    assert len([what for what in told if "themes" in what]) == 1
    assert len([what for what in told if "risks" in what]) == 1


def test_risks_behind_the_edge_of_a_page() -> None:
    """Statements go on with their separator, whatever the page prints between."""
    text = "风险提示：政策落地慢于预期\n\n23 / 31\n临川证券研究所\n\n；集采降价超预期；商誉减值。\n"
    risks = [r["risk"] for r in yb.read(text).table("risks").to_dicts()]
    assert risks == ["政策落地慢于预期", "集采降价超预期", "商誉减值"]


@pytest.mark.parametrize(
    ("head", "tail"),
    [("慢于预期；", "集采降价超预期；商誉减值。"), ("慢于预期；集采降价超预", "期；商誉减值。")],
)
def test_risks_cut_by_a_page(head: str, tail: str) -> None:
    """The list goes on behind the foot of a page, also in the middle of a word."""
    text = f"风险提示：政策落地{head}\n\n敬请参阅最后一页特别声明 9\n第9页\n\n{tail}\n"
    report = yb.read(text)
    risks = [r["risk"] for r in report.table("risks").to_dicts()]
    assert risks == ["政策落地慢于预期", "集采降价超预期", "商誉减值"]
    assert "集采降价超" in report.source(("risks", 1), "risk").text.replace("\n", "")


def test_role_word_cut_by_a_page() -> None:
    """Half of it ends the list before; a line of the page stands between."""
    page = "敬请参阅最后一页特别声明 20\n栖霞证券研究所\n第20页"
    text = f"- 中药：推荐片仔癀、同仁堂，其他受\n\n{page}\n\n益标的包括华润三九、达仁堂等；\n"
    assert [m[2:] for m in members(text)] == [
        ("片仔癀", "pick"),
        ("同仁堂", "pick"),
        ("华润三九", "beneficiary"),
        ("达仁堂", "beneficiary"),
    ]
