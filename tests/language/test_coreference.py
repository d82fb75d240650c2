"""Words that stand for things named before, and how a relation shows that it was read through one."""

from __future__ import annotations

import pytest

import pipeline


def _relations(text: str) -> set[tuple[str, str, str]]:
    found = pipeline.extract(text)
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[r.head], r.relation, names[r.tail]) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("英伟达与微软会面。这家芯片巨头收购了Groq。", ("英伟达", "buys", "Groq")),
        ("微软与英伟达会面。这家芯片巨头收购了Groq。", ("英伟达", "buys", "Groq")),
        ("英伟达与特斯拉会面。这家汽车公司采购了H100。", ("特斯拉", "buys", "H100")),
        ("微软与三星电子会面。这家韩国公司收购了Rapidus。", ("三星电子", "buys", "Rapidus")),
        ("英伟达股价大涨。其老对手AMD跟涨。", ("英伟达", "competes-with", "AMD")),
        ("微软和OpenAI会面，前者采购了H100。", ("微软", "buys", "H100")),
        ("微软和OpenAI会面，后者采购了H100。", ("OpenAI", "buys", "H100")),
        ("谷歌与OpenAI都不甘落后。双方争夺企业客户，竞争激烈。", ("谷歌", "competes-with", "OpenAI")),
        ("微软、谷歌都看好新卡。它们都采购了H100。", ("谷歌", "buys", "H100")),
        ("黄仁勋出生在台南。他创办了英伟达。", ("黄仁勋", "works-for", "英伟达")),
        ("微软公布了财报。此外采购了H100。", ("微软", "buys", "H100")),
        ("高通与三星交往多年，高通还向其采购内存。", ("高通", "buys", "三星电子")),
        ("Meta正在开发Llama 5，它将需要10万块H100进行连贯训练。", ("Llama 5", "trains-on", "H100")),
        ("智谱推出了GLM-5。这是首个完全基于昇腾910B训练的大模型。", ("GLM-5", "trains-on", "昇腾910B")),
        ("梁文锋毕业于浙江大学。他又创办了DeepSeek。", ("梁文锋", "works-for", "DeepSeek")),
    ],
)
def test_a_relation_goes_to_what_the_word_stands_for(text: str, relation: tuple[str, str, str]) -> None:
    """Descriptions are told by sector and country, pairs and groups by their sentence, zero subjects by the topic."""
    assert relation in _relations(text)


def test_a_relation_shows_the_word_it_was_read_through() -> None:
    """``via`` is the place of 该公司, and the link never makes the relation surer; a named subject has no via."""
    through = "AMD公布了财报。该公司收购了赛灵思。"
    by_name = "AMD收购了赛灵思。"
    one = next(r for r in pipeline.extract(through).relations if r.relation == "buys")
    other = next(r for r in pipeline.extract(by_name).relations if r.relation == "buys")
    assert one.via
    assert through[one.via.start : one.via.end] == "该公司"
    assert other.via is None
    assert one.confidence <= other.confidence


def test_an_unnamed_subject_leaves_its_object_unknown() -> None:
    """这些客户都向其采购 buys for customers without a name, not for one named before."""
    assert not {r for r in _relations("英伟达投资了xAI，这些客户最终都会向其购买GPU。") if r[1] == "buys"}


def test_a_description_that_fits_nothing_stands_for_nothing() -> None:
    """这家汽车公司 after a chip maker alone is not that chip maker."""
    assert _relations("英伟达公布了财报。这家汽车公司采购了MI300X。") == set()
