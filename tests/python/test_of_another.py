"""What is another company's, another currency's or another direction's is not read as the report's own."""

from __future__ import annotations

import pytest
import yanbao as yb

NOTE = "长江电力（600900.SH）点评\n2025年5月6日\n\n"


@pytest.mark.parametrize("words", ["2025-2026年华能水电归母净利润", "华能水电2025-2026年EPS"])
def test_prose_on_another_company(words: str) -> None:
    unit = "元" if "EPS" in words else "亿元"
    assert yb.read(NOTE + f"我们预计{words}为0.87、0.93{unit}。\n").estimates.empty
    own = yb.read(NOTE + f"我们预计{words.replace('华能水电', '长江电力')}为0.87、0.93{unit}。\n").estimates
    assert own["fiscal_year"].tolist() == [2025, 2026]
    assert set(own["ticker"]) == {"600900.SH"}


def test_market_value_in_another_currency_than_the_price() -> None:
    head = "公司\t代码\t收盘价（港元）\t总市值（{}）\t2025E PE\n"
    rows = "工商银行\t1398.HK\t6.35\t3120\t5.7\n建设银行\t0939.HK\t8.05\t2563\t5.6\n"
    r = yb.read(head.format("亿美元") + rows)
    assert r.coverage["market_cap"].isna().all()
    assert r.coverage["price"].tolist() == [6.35, 8.05]
    assert "currency_of_another_column" in set(r.findings["code"])
    assert yb.read(head.format("亿港元") + rows).coverage["market_cap"].tolist() == [3.12e11, 2.563e11]


@pytest.mark.parametrize(
    ("head", "signs"), [("周跌幅", [-1, -1]), ("周涨跌幅", [1, -1]), ("周涨幅", [1, -1])]
)
def test_falls_without_a_sign(head: str, signs: list[int]) -> None:
    text = (
        f"公司\t代码\t收盘价(元)\t{head}\n三友化工\t600409.SH\t5.0\t6.2%\n赛轮轮胎\t601058.SH\t13.0\t-4.4%\n"
    )
    changes = yb.read(text).quotes["change"].tolist()
    assert changes == pytest.approx([0.062 * signs[0], 0.044 * signs[1]])


def test_cents_are_those_of_their_currency() -> None:
    table = "| (US$ m) | Mar-25A | Mar-26E |\n|---|---|---|\n| EPS (US cents) | 11.2 | 12.0 |\n"
    r = yb.read("Lenovo (992 HK)\n22 May 2025\n" + table + "| EPS (HK$) | 0.87 | 0.94 |\n")
    eps = r.estimates[r.estimates["metric"] == "eps"]
    assert dict(zip(eps["currency"], eps["value"], strict=False)).keys() == {"USD", "HKD"}


def test_rating_of_a_company_is_not_its_sectors() -> None:
    first, second = "## 中航沈飞（600760.SH）：买入", "## 航发动力（600893.SH）：增持"
    items = f"{first}\n\n四代机放量。\n\n{second}\n\n发动机放量。\n"
    assert yb.read(f"军工周报\n2025年5月6日\n\n{items}").meta.sector_rating is None
    rated = f"国防军工行业周报\n2025年5月6日\n\n行业评级：推荐\n\n{items}"
    assert yb.read(rated).meta.sector_rating == "推荐"
