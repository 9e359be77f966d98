"""Lists of companies whose themes stand in one paragraph: lines without blanks, labels, items, brackets."""

from __future__ import annotations

import pytest
import yanbao as yb

Lists = dict[str, tuple[str | None, list[str]]]


def themes(text: str) -> Lists:
    found: Lists = {}
    for row in yb.read(f"投资建议\n{text}\n").themes.itertuples():
        role = row.role if isinstance(row.role, str) else None
        assert found.setdefault(row.theme, (role, []))[0] == role
        found[row.theme][1].append(row.name)
    return found


def test_a_label_behind_a_company_begins_another_paragraph() -> None:
    """No blank line parts the lines, and none ends with a stop."""
    assert themes(
        "我们建议关注：\n"
        "半导体设备：北方华创、中微公司、盛美上海\n"
        "光伏组件：隆基绿能、天合光能等\n"
        "储能电池：宁德时代、亿纬锂能"
    ) == {
        "半导体设备": ("watch", ["北方华创", "中微公司", "盛美上海"]),
        "光伏组件": ("watch", ["隆基绿能", "天合光能"]),
        "储能电池": ("watch", ["宁德时代", "亿纬锂能"]),
    }


def test_labels_with_prose_behind_them_stay_apart() -> None:
    assert themes(
        "半导体设备：国产化率提升，推荐北方华创、中微公司、\n盛美上海\n"
        "光伏组件：价格企稳，推荐隆基绿能、通威股份\n"
        "储能电池：需求回暖，受益标的宁德时代、亿纬锂能"
    ) == {
        "半导体设备": ("pick", ["北方华创", "中微公司", "盛美上海"]),
        "光伏组件": ("pick", ["隆基绿能", "通威股份"]),
        "储能电池": ("beneficiary", ["宁德时代", "亿纬锂能"]),
    }


def test_a_line_break_within_a_name_or_a_label_parts_nothing() -> None:
    assert themes("半导体设备：推荐北方华\n创、中微公\n司；光伏组\n件：推荐隆基绿能、通威股份") == {
        "半导体设备": ("pick", ["北方华创", "中微公司"]),
        "光伏组件": ("pick", ["隆基绿能", "通威股份"]),
    }


def test_labels_on_one_line_parted_by_white_space() -> None:
    assert themes("投资建议：半导体设备：北方华创、中微公司 光伏组件：隆基绿能、通威股份") == {
        "半导体设备": (None, ["北方华创", "中微公司"]),
        "光伏组件": (None, ["隆基绿能", "通威股份"]),
    }


def test_a_role_before_the_first_label_holds_for_its_sentence() -> None:
    assert themes(
        "建议关注半导体设备：北方华创、中微公司；光伏组件：隆基绿能、通威股份。储能：宁德时代、亿纬锂能。"
    ) == {
        "半导体设备": ("watch", ["北方华创", "中微公司"]),
        "光伏组件": ("watch", ["隆基绿能", "通威股份"]),
        "储能": (None, ["宁德时代", "亿纬锂能"]),
    }


def test_a_label_behind_the_list_of_another_is_its_sibling() -> None:
    assert themes(
        "\n基本金属：加息压力缓解。建议关注：云铝股份、天山铝业等。钢铁：盈利稳定。建议关注：久立特材、抚顺特钢等。"
    ) == {
        "基本金属": ("watch", ["云铝股份", "天山铝业"]),
        "钢铁": ("watch", ["久立特材", "抚顺特钢"]),
    }


def test_a_lead_in_behind_a_list_holds_for_the_items_that_follow() -> None:
    assert themes(
        "推荐：1、疫苗：智飞生物、沃森生物；2、器械：迈瑞医疗、鱼跃医疗。建议关注：3、中药：片仔癀、云南白药。"
    ) == {
        "疫苗": ("pick", ["智飞生物", "沃森生物"]),
        "器械": ("pick", ["迈瑞医疗", "鱼跃医疗"]),
        "中药": ("watch", ["片仔癀", "云南白药"]),
    }


@pytest.mark.parametrize("comma", ["；", "。", "，"])
def test_an_item_whose_list_stands_in_brackets(comma: str) -> None:
    assert themes(f"建议关注：1）煤炭（陕西煤业、山煤国际）{comma}2）军工（中航沈飞、航发动力）。") == {
        "煤炭": ("watch", ["陕西煤业", "山煤国际"]),
        "军工": ("watch", ["中航沈飞", "航发动力"]),
    }


def test_a_bare_list_is_the_list_of_its_item() -> None:
    """Examples in prose are none."""
    assert themes(
        "把握三条主线：1）高端白酒，确定性强，贵州茅台/五粮液；2）次高端，弹性大，如山西汾酒、酒鬼酒等；"
        "3）区域龙头，古井贡酒/今世缘。"
    ) == {
        "高端白酒": (None, ["贵州茅台", "五粮液"]),
        "区域龙头": (None, ["古井贡酒", "今世缘"]),
    }


def test_a_lead_in_holds_for_the_numbered_headings_that_it_announces() -> None:
    assert themes(
        "\n建议关注以下方向的投资机会：\n（一）信创\n操作系统：中国软件、诚迈科技\n（二）网安\n深信服、启明星辰"
    ) == {"操作系统": ("watch", ["中国软件", "诚迈科技"]), "网安": ("watch", ["深信服", "启明星辰"])}


def test_a_heading_that_ends_with_the_word_of_a_list_is_advice() -> None:
    assert themes(
        "提示：以上为观点。\n\n看好方向及相关公司\n\n算力：中际旭创、新易盛；\n应用：金山办公、科大讯飞。"
    ) == {
        "算力": (None, ["中际旭创", "新易盛"]),
        "应用": (None, ["金山办公", "科大讯飞"]),
    }


def test_labels_in_black_brackets_with_prose_behind_them() -> None:
    assert themes(
        "\n【光伏】价格见底，推荐隆基绿能、通威股份；\n【储能】装机高增，推荐阳光电源、宁德时代；\n"
        "【风电】招标加快，受益标的：东方电缆、大金重工。"
    ) == {
        "光伏": ("pick", ["隆基绿能", "通威股份"]),
        "储能": ("pick", ["阳光电源", "宁德时代"]),
        "风电": ("beneficiary", ["东方电缆", "大金重工"]),
    }


def test_a_short_line_above_a_list_is_its_field() -> None:
    assert themes("\n光伏\n建议关注：隆基绿能、通威股份\n储能\n推荐：阳光电源、宁德时代") == {
        "光伏": ("watch", ["隆基绿能", "通威股份"]),
        "储能": ("pick", ["阳光电源", "宁德时代"]),
    }


@pytest.mark.parametrize("mark", ["○", "◇", "①"])
def test_an_item_that_begins_with_its_role(mark: str) -> None:
    assert themes(f"\n{mark} 推荐港口：青岛港、唐山港\n{mark} 关注航运：中远海能、招商轮船") == {
        "港口": ("pick", ["青岛港", "唐山港"]),
        "航运": ("watch", ["中远海能", "招商轮船"]),
    }


def test_labels_behind_semicolons_are_siblings() -> None:
    rows = yb.read(
        "投资建议\n\n地产链：竣工回暖，关注东方雨虹、北新建材；基建链：关注中国建筑、中国交建。\n"
    ).themes
    assert dict(zip(rows["theme"], rows["parent"].isna(), strict=True)) == {"地产链": True, "基建链": True}


def test_names_behind_what_they_gain_from() -> None:
    assert themes("\n设备：建议关注受益于国产替代的北方华创、中微公司。") == {
        "设备": ("watch", ["北方华创", "中微公司"])
    }


def test_the_reason_of_a_recommendation_recommends_nothing() -> None:
    """Columns that white space parts are no sentence: no row, and a finding."""
    text = (
        "投资建议\n\n板块    核心标的    推荐理由\n光伏    隆基绿能、通威股份    成本领先\n"
        "储能    阳光电源、宁德时代    出货高增\n"
    )
    report = yb.read(text)
    assert report.themes.empty
    assert "theme_unnamed" in set(report.findings["code"])
