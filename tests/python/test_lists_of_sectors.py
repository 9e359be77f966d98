"""Lists of recommended companies of other shapes: black brackets, advice, tables, English, no theme."""

from __future__ import annotations

import pytest
import yanbao as yb

SECTOR = "证券研究报告 | 行业周报\n\n电力设备\n\n行业评级：强于大市（维持）\n\n本周观察\n\n2025年01月12日\n\n"


def members(text: str, head: str = "周报\n\n一句正文。\n\n") -> list[tuple[str, str, str | None]]:
    rows = yb.read(head + text + "\n").table("themes").to_dicts()
    return [(r["theme"], r["name"], r["role"]) for r in rows]


def codes(text: str, head: str = "周报\n\n一句正文。\n\n") -> set[str]:
    return {f["code"] for f in yb.read(head + text + "\n").table("findings").to_dicts()}


@pytest.mark.parametrize("mark", ["、", "", "，"])
def test_black_brackets(mark: str) -> None:
    names = mark.join(["【宁德时代】", "【亿纬锂能】", "【国轩高科】"])
    assert members(f"电池：推荐{names}。") == [
        ("电池", name, "pick") for name in ("宁德时代", "亿纬锂能", "国轩高科")
    ]


def test_black_brackets_around_a_list_and_behind_a_field() -> None:
    assert members("整车：推荐【比亚迪、长城汽车】，建议关注【赛力斯】。") == [
        ("整车", "比亚迪", "pick"),
        ("整车", "长城汽车", "pick"),
        ("整车", "赛力斯", "watch"),
    ]
    assert members("零部件：推荐甲链【拓普集团、新泉股份】；乙链【星宇股份、沪光股份】。") == [
        ("甲链", "拓普集团", "pick"),
        ("甲链", "新泉股份", "pick"),
        ("乙链", "星宇股份", "pick"),
        ("乙链", "沪光股份", "pick"),
    ]


def test_words_between_black_brackets_are_no_company() -> None:
    text = "【推荐标的】养殖：规模领先的【牧原股份】、【温氏股份】，具有成本优势、扩张加快的【神农集团】。"
    assert members(text) == [("养殖", name, "pick") for name in ("牧原股份", "温氏股份", "神农集团")]


def test_role_word_within_a_name() -> None:
    """The last two characters of a role word are those of a company's name as well."""
    assert members("材料：可以关注永兴材料、甬金股份、久立特材。") == [
        ("材料", name, "watch") for name in ("永兴材料", "甬金股份", "久立特材")
    ]


def test_day_is_no_theme() -> None:
    assert members("建议关注贵州茅台、五粮液。", "周报\n\n2025年01月12日\n\n") == []


def test_lists_without_a_theme_stand_under_the_sector() -> None:
    text = "建议关注：A股的万科A、招商蛇口等，以及H股的融创中国。"
    assert {m[0] for m in members(text, SECTOR)} == {"电力设备"}
    assert len(members(text, SECTOR)) == 3
    assert "theme_unnamed" in codes(text, SECTOR)
    assert members(text) == []
    assert members("看好贵州茅台、五粮液。", SECTOR) == []  # not said whether they are recommended


@pytest.mark.parametrize("marks", [("1、", "2、"), ("（1）", "（2）"), ("- ", "- "), ("", "")])
def test_advice_needs_no_role_word(marks: tuple[str, str]) -> None:
    first, second = marks
    text = f"## 投资建议\n\n{first}消费电子：立讯精密、歌尔股份；\n\n{second}设备：北方华创、中微公司。"
    assert members(text) == [
        ("消费电子", "立讯精密", None),
        ("消费电子", "歌尔股份", None),
        ("设备", "北方华创", None),
        ("设备", "中微公司", None),
    ]
    assert members(text.replace("投资建议", "行业动态")) == []
    assert members(text.replace("歌尔股份；", "歌尔股份签署协议；"))[0][0] == "设备"


def test_portfolios_of_several_parts() -> None:
    text = "前瞻方向组合：汇川技术、恒立液压；普源精电、奕瑞科技。\n\n1月金股推荐：【杰瑞股份】【飞荣达】。"
    assert members(text) == [
        *(("前瞻方向组合", name, "pick") for name in ("汇川技术", "恒立液压", "普源精电", "奕瑞科技")),
        *(("1月金股推荐", name, "key_pick") for name in ("杰瑞股份", "飞荣达")),
    ]


def test_circled_numbers_behind_a_role_word() -> None:
    text = "光伏：建议关注①硅料：通威股份、大全能源；②组件：晶科能源、天合光能；③逆变器：阳光电源。"
    assert {(t, r) for t, _, r in members(text)} == {(t, "watch") for t in ("硅料", "组件", "逆变器")}
    assert len(members(text)) == 5


def test_another_lead_in_behind_a_list() -> None:
    first = "重点推荐：\n\n① 防水：东方雨虹、三棵树；\n\n② 玻纤：中国巨石。\n\n"
    text = first + "建议关注：\n\n③ 水泥：海螺水泥、华新建材。"
    assert [(t, r) for t, _, r in members(text)] == [
        ("防水", "key_pick"),
        ("防水", "key_pick"),
        ("玻纤", "key_pick"),
        ("水泥", "watch"),
        ("水泥", "watch"),
    ]


def test_members_in_lines_of_their_own() -> None:
    text = "功率器件\n\n受益标的：\n\n士兰微(600460) — 双轮驱动，产能爬坡\n\n新洁能(605111) — 器件龙头"
    assert [(n, r) for _, n, r in members(text, SECTOR)] == [
        ("士兰微", "beneficiary"),
        ("新洁能", "beneficiary"),
    ]


def test_prospects_of_several_companies() -> None:
    assert [m[1] for m in members("快递：推荐顺丰控股、圆通速递、中通快递的投资机会。")][:2] == [
        "顺丰控股",
        "圆通速递",
    ]
    assert [m[1] for m in members("物流：推荐顺丰控股、华贸物流、中国外运的投资机会。")] == [
        "顺丰控股",
        "华贸物流",
        "中国外运",
    ]


def test_semicolons_between_companies() -> None:
    text = "通信：建议关注甲乙科技（芯片在研，份额提升）；中兴通讯（设备商）；亨通光电（光纤回暖）。"
    assert [m[1] for m in members(text)] == ["甲乙科技", "中兴通讯", "亨通光电"]


def test_name_at_the_end_of_a_line() -> None:
    """The next line is another sentence, not the rest of the name."""
    text = "肉鸡：建议关注民和股份、益生股份、圣农发展\n供需向好，价格回升。"
    assert [m[1] for m in members(text)] == ["民和股份", "益生股份", "圣农发展"]


def test_lists_of_unknown_names_are_told() -> None:
    assert members("模型：建议关注甲公司云、乙智能体等。") == []
    assert "unread_list_item" in codes("模型：建议关注Minimal、Zeptor等。")


TABLE = """| {theme} | 逻辑 | {head} |
|---|---|---|
| 光模块 | 放量 | 中际旭创、新易盛 |
| 液冷 | 功耗上行 | 英维克（002837.SZ），申菱环境（301018.SZ）等 |
| 其他 | - | - |"""


@pytest.mark.parametrize("theme", ["方向", "产业链环节", "细分领域"])
@pytest.mark.parametrize(
    ("head", "role"),
    [("建议关注", "watch"), ("受益标的", "beneficiary"), ("标的", None), ("重点推荐", "key_pick")],
)
def test_tables_of_themes(theme: str, head: str, role: str | None) -> None:
    r = yb.read("周报\n\n正文。\n\n" + TABLE.format(theme=theme, head=head) + "\n")
    assert [(m.theme, m["name"]) for _, m in r.themes.iterrows()] == [
        ("光模块", "中际旭创"),
        ("光模块", "新易盛"),
        ("液冷", "英维克"),
        ("液冷", "申菱环境"),
    ]
    assert {m["role"] for m in r.table("themes").to_dicts()} == {role}
    assert list(r.table("tables").to_pandas().use) == ["themes"]


def test_tables_of_companies_of_a_field_are_no_lists() -> None:
    assert members(TABLE.format(theme="环节", head="主要公司")) == []
    assert len(members("图表1：受益标的梳理\n\n" + TABLE.format(theme="环节", head="主要公司"))) == 4


def test_tables_with_parents_and_two_roles() -> None:
    text = (
        "<table><tr><td>主线</td><td>细分方向</td><td>重点推荐</td><td>建议关注</td></tr>"
        '<tr><td rowspan="2">科技</td><td>算力</td><td>中际旭创</td><td>天孚通信</td></tr>'
        "<tr><td>存储</td><td>兆易创新</td><td>江波龙、北京君正</td></tr></table>"
    )
    rows = yb.read("周报\n\n正文。\n\n" + text + "\n").table("themes").to_dicts()
    assert {(r["parent"], r["theme"]) for r in rows} == {("科技", "算力"), ("科技", "存储")}
    assert {(r["name"], r["role"]) for r in rows} == {
        ("中际旭创", "key_pick"),
        ("天孚通信", "watch"),
        ("兆易创新", "key_pick"),
        ("江波龙", "watch"),
        ("北京君正", "watch"),
    }


def test_english() -> None:
    text = (
        "Banking\n\nOur top picks are CMB (3968 HK, BUY), ICBC (1398 HK) and BOC HK (2388 HK), "
        "while CCB (939 HK) lags. We also like Ping An (2318 HK) over AIA (1299 HK). "
        "Key beneficiaries include Meituan (3690 HK)."
    )
    rows = yb.read(text + "\n").table("themes").to_dicts()
    assert {r["theme"] for r in rows} == {"Banking"}
    assert [(r["name"], r["ticker"], r["role"]) for r in rows] == [
        ("CMB", "3968.HK", "key_pick"),
        ("ICBC", "1398.HK", "key_pick"),
        ("BOC HK", "2388.HK", "key_pick"),
        ("Ping An", "2318.HK", "pick"),
        ("Meituan", "3690.HK", "beneficiary"),
    ]


def test_english_lists_below_their_heading() -> None:
    first = "Top picks\n\nGaming: Tencent (700 HK), NetEase (NTES US)\n\n"
    text = first + "OTA: Trip.com (TCOM US)\n\nRisks: slowdown."
    assert members(text) == [
        ("Gaming", "Tencent", "key_pick"),
        ("Gaming", "NetEase", "key_pick"),
        ("OTA", "Trip.com", "key_pick"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peers include Meituan (3690 HK) and PDD (PDD US).",
        "Banking\n\nWe do not recommend Vanke (2202 HK). Top picks fell.",
        "Banking\n\nWe prefer the stock over its peers such as Alibaba (9988 HK).",
    ],
)
def test_english_without_a_recommendation(text: str) -> None:
    assert members(text) == []
