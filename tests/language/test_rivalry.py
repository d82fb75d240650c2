"""Ways in which a text says that two compete, and what looks like it and is not."""

from __future__ import annotations

import pytest

import pipeline


def _rivals(text: str) -> set[str]:
    found = pipeline.extract(text)
    names = {mention.entity: mention.text for mention in found.mentions}
    return {
        " ".join([*sorted((names[r.head], names[r.tail])), r.modality])
        for r in found.relations
        if r.relation == "competes-with"
    }


@pytest.mark.parametrize(
    ("text", "rivals"),
    [
        ("AMD的竞争对手不再是英特尔，而是英伟达。", {"AMD 英伟达 asserted", "AMD 英特尔 negated"}),
        ("AMD的处境并不轻松，英伟达、博通等竞争对手正在拉开差距。", {"AMD 英伟达 asserted", "AMD 博通 asserted"}),
        ("英伟达的竞争已从与AMD的交锋扩展至谷歌。", {"AMD 英伟达 asserted", "英伟达 谷歌 asserted"}),
        ("壁仞科技的性能仍不及英伟达的产品。", {"壁仞科技 英伟达 asserted"}),
        ("相较英伟达的H100，MI300X的推理吞吐提升30%。", {"H100 MI300X asserted"}),
        ("MI300X与H100旗鼓相当。", {"H100 MI300X asserted"}),
        ("Qwen3和Gemini的成绩难分伯仲。", {"Gemini Qwen3 asserted"}),
        ("MI300X每美元可处理120万个Token，而H100为80万个。", {"H100 MI300X asserted"}),
        ("三星取代SK海力士成为英伟达的HBM供应商。", {"SK海力士 三星 asserted"}),
        ("中芯国际计划两年内追平台积电的3nm水平。", {"中芯国际 台积电 planned"}),
        ("作为英伟达唯一的竞争对手，AMD今年表现亮眼。", {"AMD 英伟达 asserted"}),
        ("与老对手英特尔相比，AMD更早押注小芯片。", {"AMD 英特尔 asserted"}),
        ("与英伟达不同，谷歌采用脉动阵列架构。", {"英伟达 谷歌 asserted"}),
        ("昇腾910C是H20的国产平替。", {"H20 昇腾910C asserted"}),
        ("比起B200，这家云厂商更看好MI355X。", {"B200 MI355X asserted"}),
        ("难道高通不是联发科的对手吗？", {"联发科 高通 asserted"}),
        ("高通和联发科是老对手。", {"联发科 高通 asserted"}),
        ("为了追赶英伟达，英特尔重组了芯片部门。", {"英伟达 英特尔 planned"}),
    ],
)
def test_rivalry_is_read_as_it_is_said(text: str, rivals: set[str]) -> None:
    """Rivals by noun, comparison, replacement and aim, each with its modality and none besides."""
    assert _rivals(text) == rivals


def test_allies_against_a_third_are_its_rivals_and_not_each_others() -> None:
    """谷歌与AMD联手对抗英伟达: two rivalries, both with 英伟达."""
    assert _rivals("谷歌与AMD联手对抗英伟达。") == {"AMD 英伟达 asserted", "英伟达 谷歌 asserted"}


@pytest.mark.parametrize(
    "text",
    [
        "AMD不是英伟达的客户。",
        "从英伟达采购芯片的不是谷歌，而是微软。",
        "除了英伟达，AMD也在积极争取份额。",
    ],
)
def test_what_only_looks_like_rivalry_is_none(text: str) -> None:
    """不是 between a buyer and a seller, and two named beside each other, set up no rivalry."""
    assert not {line for line in _rivals(text) if line.endswith("asserted")}
