"""What is read from sentences: names in their context, relations with direction and modality."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline


def _mentions(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in pipeline.extract(text).mentions]


def _relations(text: str) -> set[tuple[str, str, str, str]]:
    found = pipeline.extract(text)
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[r.head], r.relation, names[r.tail], r.modality) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("英伟达H100 GPU供不应求", [("英伟达", "COMPANY"), ("H100", "CHIP")]),
        ("輝達與台積電擴大合作", [("輝達", "COMPANY"), ("台積電", "COMPANY")]),
        ("ＡＭＤ发布ＭＩ３００Ｘ", [("ＡＭＤ", "COMPANY"), ("ＭＩ３００Ｘ", "CHIP")]),
        ("他在果园里吃苹果", []),
        ("苹果公司游说美国政府", [("苹果", "COMPANY")]),
        ("三星堆遗址出土文物", []),
        ("谷歌TPU v5p与GB200 NVL72", [("谷歌", "COMPANY"), ("TPU v5p", "CHIP"), ("GB200 NVL72", "CHIP")]),
        ("华为昇腾910B已量产", [("华为", "COMPANY"), ("昇腾910B", "CHIP")]),
        ("他订阅了ChatGPT Plus，用CUDA写代码", []),
        ("A100/H800都缺货", [("A100", "CHIP"), ("H800", "CHIP")]),
        ("首席执行官王小明表示满意", [("王小明", "PERSON")]),
        ("托马斯·布朗(Thomas Brown)发言", [("托马斯·布朗", "PERSON"), ("Thomas Brown", "PERSON")]),
    ],
)
def test_names_are_read_in_their_context(text: str, mentions: list[tuple[str, str]]) -> None:
    """Makers stand apart from chips, everyday words and products are nothing, spans are exact."""
    assert _mentions(text) == mentions


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("微软采购了H100。", ("微软", "buys", "H100", "asserted")),
        ("微软将向英伟达采购GPU。", ("微软", "buys", "英伟达", "planned")),
        ("Arm被英伟达收购。", ("英伟达", "buys", "Arm", "asserted")),
        ("据知情人士透露，英特尔有意收购SambaNova。", ("英特尔", "buys", "SambaNova", "rumored")),
        ("英伟达否认收购Groq。", ("英伟达", "buys", "Groq", "negated")),
        ("微软取消采购H100。", ("微软", "buys", "H100", "negated")),
        ("Meta承诺购买MI300X。", ("Meta", "buys", "MI300X", "planned")),
        ("SK海力士向英伟达供应HBM。", ("英伟达", "buys", "SK海力士", "asserted")),
        ("苹果的芯片由台积电代工。", ("苹果", "buys", "台积电", "asserted")),
        ("Anthropic使用Trainium2训练Claude。", ("Anthropic", "trains-on", "Trainium2", "asserted")),
        ("Gemini完全基于TPU训练。", ("Gemini", "trains-on", "TPU", "asserted")),
        ("AMD与英伟达竞争。", ("AMD", "competes-with", "英伟达", "asserted")),
        ("英特尔挑战台积电。", ("英特尔", "competes-with", "台积电", "asserted")),
        ("谷歌的TPU很快。", ("谷歌", "makes", "TPU", "asserted")),
        ("寒武纪计划推出思元690。", ("寒武纪", "makes", "思元690", "planned")),
        ("AMD首席执行官苏姿丰发言。", ("苏姿丰", "works-for", "AMD", "asserted")),
        ("杨植麟创办了月之暗面。", ("杨植麟", "works-for", "月之暗面", "asserted")),
        ("包括微软在内的三家公司采购了H100。", ("微软", "buys", "H100", "asserted")),
        ("三星电子与OpenAI签署芯片供应协议。", ("OpenAI", "buys", "三星电子", "planned")),
        ("特斯拉将AI6交给三星电子代工。", ("特斯拉", "buys", "三星电子", "asserted")),
        ("台积电代工的苹果芯片很快。", ("苹果", "buys", "台积电", "asserted")),
        ("英伟达是SK海力士最大的客户。", ("英伟达", "buys", "SK海力士", "asserted")),
        ("MI300X的价格只有H100的一半。", ("MI300X", "competes-with", "H100", "asserted")),
        ("与H100相比，MI300X的内存更大。", ("MI300X", "competes-with", "H100", "asserted")),
        ("英特尔的份额被AMD抢走。", ("英特尔", "competes-with", "AMD", "asserted")),
        ("OpenAI改用TPU，不再使用英伟达GPU。", ("TPU", "competes-with", "英伟达", "asserted")),
        ("“英伟达挑战者”Cerebras上市。", ("英伟达", "competes-with", "Cerebras", "asserted")),
        ("面对AMD的挑战，英伟达降价。", ("AMD", "competes-with", "英伟达", "asserted")),
        ("DeepSeek在2048块H800上训练了V3。", ("DeepSeek", "trains-on", "H800", "asserted")),
        ("英伟达CEO黄仁勋、首席科学家Bill Dally发言。", ("比尔·戴利", "works-for", "英伟达", "asserted")),
    ],
)
def test_relations_have_direction_and_modality(text: str, relation: tuple[str, str, str, str]) -> None:
    """Subject, passive, source marker, converse, possessive and cue words are read as a reader would."""
    assert relation in _relations(text)


def test_a_list_of_buyers_states_one_relation_each() -> None:
    """A、B和C均采购了D is three purchases."""
    bought = {
        head
        for head, name, tail, _ in _relations("微软、谷歌和亚马逊均采购了H100。")
        if (name, tail) == ("buys", "H100")
    }
    assert bought == {"微软", "谷歌", "亚马逊"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("英伟达收购了Arm。", "asserted"),
        ("英伟达拟收购Arm。", "planned"),
        ("知情人士称英伟达在谈价格。英伟达拟收购Arm。", "rumored"),
        ("英伟达计划收购Arm，但该交易已告吹。", "negated"),
        ("英伟达宣布收购Arm。但这笔交易随后告吹。", "negated"),
        ("英伟达宣布收购Arm。Arm否认了这一消息。", "negated"),
    ],
)
def test_a_deal_is_told_by_the_sentences_around_it_too(text: str, modality: str) -> None:
    """Who says it may stand in the sentence before, and its end in the clause or the sentence after."""
    assert ("英伟达", "buys", "Arm", modality) in _relations(text)


@pytest.mark.parametrize("text", ["英伟达是否收购Arm？", "如果英伟达收购Arm，行业会变。", "英伟达、AMD都参加了会议。"])
def test_questions_conditions_and_lists_state_nothing(text: str) -> None:
    """What is asked, supposed, or merely named together is no relation."""
    assert _relations(text) == set()


def test_the_company_stands_for_its_name() -> None:
    """A relation of 该公司 goes to the company named before."""
    assert ("AMD", "buys", "赛灵思", "asserted") in _relations("AMD公布了财报。该公司收购了赛灵思。")


def test_a_named_chip_takes_the_place_of_its_vendor() -> None:
    """向英伟达采购H100 is a purchase of H100, not of its maker."""
    assert {(h, r, t) for h, r, t, _ in _relations("微软向英伟达采购H100。")} == {
        ("微软", "buys", "H100"),
        ("英伟达", "makes", "H100"),
    }


@settings(max_examples=40, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            ["英伟达", "采购", "H100", "，", "。", "CEO", "黄仁勋", "(", "NVIDIA", "𠮷", "\n", " ", "的", "与", "竞争"]
        ),
        max_size=14,
    )
)
def test_offsets_always_point_at_the_text(pieces: list[str]) -> None:
    """Whatever the text, mentions and evidence are true ranges, in order, and the result is the same twice."""
    text = "".join(pieces)
    found = pipeline.extract(text)
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    assert all(a.end <= b.start for a, b in zip(found.mentions, found.mentions[1:], strict=False))
    named = {entity.id for entity in found.entities}
    for relation in found.relations:
        assert {relation.head, relation.tail} <= named
        assert (
            0 <= relation.evidence.start <= relation.cue.start <= relation.cue.end <= relation.evidence.end <= len(text)
        )
    assert found == pipeline.extract(text)


def test_boilerplate_is_not_extracted_from() -> None:
    """A line that says nothing of the matter gives no mention, entity or relation; the text and its offsets stay."""
    body, line = "微软将向英伟达采购H100。", "点击关注谷歌向AMD采购MI300X"
    found = pipeline.extract(f"{body}\n{line}\n{body}")
    assert found.text == f"{body}\n{line}\n{body}"
    assert {mention.text for mention in found.mentions} == {"微软", "英伟达", "H100"}
    assert all(found.text[m.start : m.end] == m.text for m in found.mentions)
    assert {entity.id for entity in found.entities} == {m.entity for m in found.mentions}
    assert {one.head for one in found.relations} <= {"company:microsoft", "company:nvidia"}
    assert {one.tail for one in found.relations} == {"chip:h100"}
    assert {mention.text for mention in pipeline.extract(line[4:]).mentions} == {"谷歌", "AMD", "MI300X"}
