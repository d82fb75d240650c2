"""Attributes: which quantity, amount, date and role belongs to which statement."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.records import Attribute

WRITTEN = date(2025, 10, 6)


def _attributes(text: str) -> dict[str, dict[str, str]]:
    """Return kind → words of each relation, by ``head relation tail``."""
    found = pipeline.extract(text, published=WRITTEN)
    names = {entity.id: entity.name for entity in found.entities}
    return {
        f"{names[r.head]} {r.relation} {names[r.tail]}": {one.kind: one.text for one in r.attributes}
        for r in found.relations
    }


@pytest.mark.parametrize(
    ("text", "relation", "attributes"),
    [
        (
            "微软去年采购了48.5万颗H100，总额达100亿美元。",
            "微软 buys H100",
            {"quantity": "48.5万颗", "amount": "100亿美元", "date": "去年"},
        ),
        ("AMD以498亿美元收购了赛灵思。", "AMD buys 赛灵思", {"amount": "498亿美元"}),
        ("2022年2月，AMD收购赛灵思。", "AMD buys 赛灵思", {"date": "2022年2月"}),
        ("阿里巴巴采购了H20，数量约2万块。", "阿里巴巴 buys H20", {"quantity": "约2万块"}),
        ("xAI使用10万张H100训练Grok 3。", "xAI trains-on H100", {"quantity": "10万张"}),
        ("英伟达上周五发布了B300。", "英伟达 makes B300", {"date": "上周五"}),
    ],
)
def test_a_statement_has_what_its_sentence_says_of_it(text: str, relation: str, attributes: dict[str, str]) -> None:
    """In its own clause, in one that names it, or opening the sentence."""
    assert _attributes(text)[relation] == attributes


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("微软采购了H100，当天收盘时，总市值3万亿美元。", "微软 buys H100"),
        ("微软以每块3万美元的价格采购了H100。", "微软 buys H100"),
        ("高通收购2015年成立的Arduino。", "高通 buys Arduino"),
        ("微软采购了H100，工厂另有3万台服务器。", "微软 buys H100"),
        ("2025年6月，有媒体报道，性能不及英伟达的Blackwell。", "英伟达 makes Blackwell"),
    ],
)
def test_what_is_told_of_something_else_is_left_alone(text: str, relation: str) -> None:
    """Prices, market values, years of foundation and things of another clause do not belong to the deal."""
    assert _attributes(text)[relation] == {}


def test_each_statement_has_its_own() -> None:
    """Two statements of one sentence do not share what stands by one of them."""
    assert _attributes("英伟达去年第三季度发布H20，AMD上周五推出MI355X。") == {
        "英伟达 makes H20": {"date": "去年第三季度"},
        "AMD makes MI355X": {"date": "上周五"},
    }
    bought = _attributes("阿里巴巴采购了3万块H20，腾讯采购了5万块昇腾910B。")
    assert bought["阿里巴巴 buys H20"] == {"quantity": "3万块"}
    assert bought["腾讯 buys 昇腾910B"] == {"quantity": "5万块"}


def test_a_list_of_buyers_shares_its_quantity() -> None:
    """微软、谷歌各采购10万块 says it of both."""
    found = _attributes("微软、谷歌各采购了10万块H100。")
    assert [found[f"{head} buys H100"] for head in ("微软", "谷歌")] == [{"quantity": "10万块"}] * 2


@pytest.mark.parametrize(
    ("text", "relation", "words", "name", "precision"),
    [
        ("AMD首席执行官苏姿丰发言。", "苏姿丰 works-for AMD", "首席执行官", "CEO", ""),
        ("吴恩达曾任百度首席科学家。", "吴恩达 works-for 百度", "首席科学家", "chief-scientist", "former"),
        ("前英特尔CEO帕特·基辛格发言。", "帕特·基辛格 works-for 英特尔", "CEO", "CEO", "former"),
        ("目前英特尔CEO陈立武表示满意。", "陈立武 works-for 英特尔", "CEO", "CEO", ""),
        ("杨植麟创办了月之暗面。", "杨植麟 works-for 月之暗面", "创办", "founder", ""),
        ("2024年，AMD首席执行官苏姿丰发言。", "苏姿丰 works-for AMD", "首席执行官", "CEO", ""),
        (
            "OpenAI联合创始人兼CEO萨姆·奥尔特曼到访。",
            "萨姆·奥特曼 works-for OpenAI",
            "联合创始人兼CEO",
            "co-founder, CEO",
            "",
        ),
        ("贾扬清加入英伟达，担任副总裁。", "贾扬清 works-for 英伟达", "副总裁", "vice-president", ""),
    ],
)
def test_a_role_has_its_words_and_its_common_name(
    text: str, relation: str, words: str, name: str, precision: str
) -> None:
    """Titles, verbs of founding, roles of old, and a role told in the next clause."""
    found = pipeline.extract(text)
    names = {entity.id: entity.name for entity in found.entities}
    roles = {f"{names[r.head]} {r.relation} {names[r.tail]}": r.attributes for r in found.relations}
    (role,) = roles[relation]
    assert (role.kind, role.text, role.unit, role.precision) == ("role", words, name, precision)


def test_relative_dates_count_from_the_articles_day() -> None:
    """The same sentence says another day in another year, and none without the article's date."""
    text = "AMD去年收购了赛灵思。"
    years = []
    for published in (date(2023, 5, 1), date(2025, 5, 1), None):
        (relation,) = pipeline.extract(text, published=published).relations
        years += [one.first and one.first.year for one in relation.attributes]
    assert years == [2022, 2024, None]


_WORDS = """
微软 英伟达 H100 采购了 收购 48.5万颗 54亿美元 去年 2023年8月， CEO 黄仁勋 ， 。 和 总额 以 前 担任 的 训练 GPT-5
"""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=14))
def test_offsets_always_point_at_the_text(pieces: list[str]) -> None:
    """Whatever the text, an attribute is a piece of its relation's evidence, and there is one of a kind at most."""
    text = "".join(pieces)
    for relation in pipeline.extract(text, published=WRITTEN).relations:
        kinds = [one.kind for one in relation.attributes]
        assert len(set(kinds)) == len(kinds)
        for one in relation.attributes:
            assert isinstance(one, Attribute)
            assert text[one.start : one.end] == one.text
            assert relation.evidence.start <= one.start < one.end <= relation.evidence.end
