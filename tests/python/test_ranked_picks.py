"""Picks in order, and lists of what to avoid."""

from __future__ import annotations

import pytest
import yanbao as yb

WEEKLY = "电子行业周报\n青石证券研究所 2025-05-12\n行业评级：推荐\n\n投资建议\n\n"


def roles(text: str) -> tuple[dict[str, str | None], set[str]]:
    r = yb.read(WEEKLY + text + "\n")
    named = zip(r.themes["name"], r.themes["role"], strict=True)
    return {n: v if isinstance(v, str) else None for n, v in named}, set(r.findings["code"])


@pytest.mark.parametrize("word", ["其次为", "其次是", "其次"])
def test_the_next_is_one_below(word: str) -> None:
    found, _ = roles(f"首推立讯精密，{word}歌尔股份、蓝思科技。")
    assert found == {"立讯精密": "key_pick", "歌尔股份": "pick", "蓝思科技": "pick"}
    found, _ = roles(f"建议关注立讯精密，{word}歌尔股份。")
    assert found == {"立讯精密": "watch", "歌尔股份": "watch"}


def test_next_of_something_else() -> None:
    assert roles("市占率第一为立讯精密，其次为歌尔股份。")[0] == {}
    assert roles("建议关注立讯精密。收入最高为蓝思科技，其次为歌尔股份。")[0].keys() == {"立讯精密"}


@pytest.mark.parametrize(
    "text", ["回避：立讯精密、歌尔股份。", "消费电子：推荐蓝思科技；回避：立讯精密、歌尔股份。"]
)
def test_what_to_avoid_is_no_theme(text: str) -> None:
    found, codes = roles(text)
    assert found.keys() <= {"蓝思科技"}
    assert "advised_against" in codes


def test_a_theme_of_avoiding_something() -> None:
    assert roles("规避关税主线：推荐立讯精密、歌尔股份。")[0] == {"立讯精密": "pick", "歌尔股份": "pick"}
