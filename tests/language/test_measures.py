"""Quantities and amounts of money as news writes them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.measures import find_amounts, find_quantities


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("54亿美元", "54亿美元", (5.4e9, None, "USD", "")),
        ("近百亿元", "近百亿元", (1e10, None, "CNY", "nearly")),
        ("超过1000亿元人民币", "超过1000亿元人民币", (1e11, None, "CNY", "over")),
        ("€20亿", "€20亿", (2e9, None, "EUR", "")),
        ("US$5.5 billion", "US$5.5 billion", (5.5e9, None, "USD", "")),
        ("20-30亿美元", "20-30亿美元", (2e9, 3e9, "USD", "")),
        ("20亿美元至30亿美元", "20亿美元至30亿美元", (2e9, 3e9, "USD", "")),
        ("数千万美元", "数千万美元", (1e7, 1e8, "USD", "some")),
        ("至少4万亿韩元", "至少4万亿韩元", (4e12, None, "KRW", "at-least")),
        ("不超过400亿港元", "不超过400亿港元", (4e10, None, "HKD", "at-most")),
        ("总计约1.2万亿日元", "约1.2万亿日元", (1.2e12, None, "JPY", "about")),
        ("英伟达约54亿美元", "约54亿美元", (5.4e9, None, "USD", "about")),
        ("人民币１００亿元", "人民币１００亿元", (1e10, None, "CNY", "")),
    ],
)
def test_amounts_say_value_currency_and_precision(
    text: str, words: str, says: tuple[float, float | None, str, str]
) -> None:
    """Currency words and signs before and after, spans, vague numerals and qualifying words."""
    (found,) = find_amounts(text)
    assert (found.text, found.value, found.upper, found.unit, found.precision) == (words, *says)


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("48.5万颗H100", "48.5万颗", (485_000, None, "颗", "")),
        ("数千块GPU", "数千块", (1000, 10_000, "块", "some")),
        ("逾10万张", "逾10万张", (100_000, None, "张", "over")),
        ("上万块", "上万块", (10_000, None, "块", "at-least")),
        ("10万多块", "10万多块", (100_000, None, "块", "over")),
        ("2～3万块", "2～3万块", (20_000, 30_000, "块", "")),
        ("10万块以上", "10万块以上", (100_000, None, "块", "over")),
        ("１０万張", "１０万張", (100_000, None, "张", "")),
        ("3000个H100", "3000个", (3000, None, "个", "")),
        ("3 万到 5 万张", "3 万到 5 万张", (30_000, 50_000, "张", "")),
        ("6吉瓦", "6吉瓦", (6, None, "吉瓦", "")),
    ],
)
def test_quantities_say_number_and_unit(text: str, words: str, says: tuple[float, float | None, str, str]) -> None:
    """Pieces and power, in either width and script."""
    (found,) = find_quantities(text)
    assert (found.text, found.value, found.upper, found.unit, found.precision) == (words, *says)


@pytest.mark.parametrize("text", ["10块钱", "两台湾企业", "第一块", "一块H100", "三张订单", "NVL72机柜", "100元件"])
def test_what_only_looks_like_a_measure(text: str) -> None:
    """Other words that begin like a unit, ordinals, and numbers inside names are nothing."""
    assert [*find_quantities(text), *find_amounts(text)] == []


_WORDS = """
约 近 超过 上 数 几 48.5 3,000 1000 10 万 亿 十 百 多 余 两 三 颗 块 张 台 美元 元 人民币 $ € 至 - 左右 以上 billion
H100 ， 第
"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=9))
def test_ranges_are_true_and_spans_go_up(pieces: list[str]) -> None:
    """Whatever the text, a measure is a piece of it, in order, and its upper value is beyond its value."""
    text = "".join(pieces)
    for found in (list(find_amounts(text)), list(find_quantities(text))):
        for one in found:
            assert one.text == text[one.start : one.end]
            assert one.value is not None
            assert one.upper is None or one.upper > one.value >= 0
        assert all(a.end <= b.start for a, b in pairwise(found))
