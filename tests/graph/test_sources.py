"""Which articles are one source."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.graph.sources import independent_sources

HANZI = "的一是在有国人上中大为和学生产工业芯片训练模型算力采购订单供应商台积电先进制程封装存储带宽服务器数据中心云计算"


def _news(seed: int, length: int = 600) -> str:
    chance = random.Random(seed)
    return "".join(chance.choices(HANZI, k=length))


def test_a_reprint_with_another_headline_and_ending_is_the_same_source() -> None:
    """What a site puts before and after a wire story makes no new source; another story is one."""
    story = _news(1)
    reprint = "【快讯】芯闻早报：" + story + "（编辑：小明）转载请注明出处。"
    found = independent_sources([("b", reprint), ("a", story), ("c", _news(2))])
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_half_a_story_more_is_a_source_of_its_own() -> None:
    """An article that quotes another at length and adds as much is counted."""
    story = _news(1)
    assert independent_sources([("a", story), ("b", story + _news(3))]) == {"a": "a", "b": "b"}


def test_width_case_and_traditional_characters_do_not_matter() -> None:
    """輝達 in one and 辉达 in the other, the same otherwise: one source, however short."""
    assert independent_sources([("a", "輝達推出ＧＰＵ。"), ("b", "辉达推出gpu。")]) == {"a": "a", "b": "a"}


def test_short_texts_are_one_source_only_when_they_say_the_same() -> None:
    """One other word in a short note makes another note."""
    note = "微软与AMD签下价值10亿美元的MI300X采购协议。"
    other = note.replace("微软", "谷歌")
    assert independent_sources([("a", note), ("b", other), ("c", ""), ("d", "")]) == {
        "a": "a",
        "b": "b",
        "c": "c",
        "d": "c",
    }


def test_likeness_carries_on() -> None:
    """A story reprinted, and the reprint reprinted: one source, named by the first id."""
    versions = [_news(1, 500)]
    for seed in range(2, 6):
        versions.append(versions[-1][60:] + _news(seed, 60))
    found = independent_sources((f"v{number}", text) for number, text in enumerate(versions))
    assert set(found.values()) == {"v0"}


@settings(max_examples=25, deadline=None)
@given(st.permutations([(f"a{n}", _news(n % 4, 300) + "尾" * n) for n in range(8)]))
def test_the_order_of_articles_does_not_matter(texts: list[tuple[str, str]]) -> None:
    """Whatever order articles come in, the same ones are one source under the same name."""
    assert independent_sources(texts) == {f"a{n}": f"a{n % 4}" for n in range(8)}


def test_a_lone_surrogate_is_a_character_like_any_other() -> None:
    """Broken text is compared too."""
    assert independent_sources([("a", _news(1) + "\ud800"), ("b", _news(1))]) == {"a": "a", "b": "a"}
