"""A whole page of HTML gives what its markdown twin gives; what a browser does not show is not read."""

from __future__ import annotations

import yanbao as yb

TABLE = """<table><thead><tr><th>单位：百万元</th><th>2023A</th>
<th>2024E</th><th>2025E</th></tr></thead><tbody>
<tr><td>营业收入</td><td>7,281</td><td>7,600</td>
<td>8,500</td></tr>
<tr><td>归母净利润</td><td>1,424</td><td>1,510</td><td>1,720</td></tr>
<tr><td>EPS（元）</td><td>0.75</td><td>0.80</td><td>0.91</td></tr></tbody></table>"""
PAGE = (
    """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>别家的标题</title>
<style>td.x:before { content: "1.5" }</style></head>
<body><!-- EPS 9.99 -->
<div class="head"><h1>恒生电子（600570.SH）点评：订单饱满</h1>
<p>青石证券研究所&nbsp;2024年10月20日</p><p>投资评级：买入（维持）</p></div>
<script>var eps = "<p>预计2024年EPS 9.99元</p>";</script>
<p>预计2024-2026年归母净利润为<b>15.1</b>/17.2/<a href="f.html?x=20">20.0</a>亿元，
对应PE为30/26/23倍。</p>
<ul><li>信创：推荐<span>恒生电子</span>、用友网络。</li>
<li>算力：关注中科曙光。</li></ul>
"""
    + TABLE
    + "\n<p>风险提示：下游需求不及预期&#65307;竞争加剧。</p></body></html>\n"
)
TWIN = """# 恒生电子（600570.SH）点评：订单饱满

青石证券研究所 2024年10月20日

投资评级：买入（维持）

预计2024-2026年归母净利润为15.1/17.2/20.0亿元，对应PE为30/26/23倍。

- 信创：推荐恒生电子、用友网络。
- 算力：关注中科曙光。

| 单位：百万元 | 2023A | 2024E | 2025E |
|---|---|---|---|
| 营业收入 | 7,281 | 7,600 | 8,500 |
| 归母净利润 | 1,424 | 1,510 | 1,720 |
| EPS（元） | 0.75 | 0.80 | 0.91 |

风险提示：下游需求不及预期；竞争加剧。
"""


def facts(report: yb.Report) -> tuple[list[list[object]], ...]:
    tables = {
        "estimates": ["ticker", "metric", "fiscal_year", "value", "half_unit"],
        "themes": ["theme", "ticker", "role"],
        "risks": ["risk"],
    }
    return tuple(report.table(t).to_pandas()[c].astype(str).to_numpy().tolist() for t, c in tables.items())


def test_a_page_and_its_markdown_are_twins() -> None:
    page, twin = yb.read(PAGE), yb.read(TWIN)
    assert facts(page) == facts(twin)
    assert [len(rows) for rows in facts(page)] == [13, 3, 2]
    for field in ("broker", "title", "published", "ticker", "rating"):
        assert page.meta.get(field) == twin.meta.get(field), field


def test_places_are_bytes_of_the_page() -> None:
    page = yb.read(PAGE)
    text = page.text.encode()
    rows = page.estimates
    row = rows[(rows["metric"] == "net_profit") & (rows["fiscal_year"] == 2026)].iloc[0]
    assert text[row["src_start"] : row["src_end"]].startswith(b"20.0</a>")
    assert text[page.risks["src_start"][1] : page.risks["src_end"][1]].decode() == "竞争加剧"


def test_a_script_that_never_ends_hides_the_rest() -> None:
    cut = yb.read(PAGE.replace("</script>", ""))
    assert cut.estimates.empty
    assert "markup_unclosed" in set(cut.findings["code"])


def test_pages_as_they_are_written_in_haste() -> None:
    whole = facts(yb.read(PAGE))
    for was, now in (("</head>", ""), ("</script>", "</script >"), ("<head>", "<HEAD>"), ("</li>", "")):
        assert facts(yb.read(PAGE.replace(was, now))) == whole, now
    office = PAGE.replace("、用友网络", "<o:p></o:p>、用友网络").replace("<meta", "<link rel=x><meta")
    assert facts(yb.read(office)) == whole


def test_text_with_tags_is_no_page() -> None:
    """Its lines end where they are broken, and its tables have pipes."""
    for above in ("<header align=center>青石证券</header>", "若 PE <p> 则为亏损，收入<10亿元"):
        report = yb.read(above + "\n\n" + TWIN)
        assert len(report.estimates) == 13, above
