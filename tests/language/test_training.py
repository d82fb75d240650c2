"""Ways in which a text says what a model or a company trains on."""

from __future__ import annotations

import pytest

import pipeline


def _training(text: str) -> set[str]:
    found = pipeline.extract(text)
    names = {mention.entity: mention.text for mention in found.mentions}
    return {f"{names[r.head]} {names[r.tail]} {r.modality}" for r in found.relations if r.relation == "trains-on"}


@pytest.mark.parametrize(
    ("text", "training"),
    [
        ("xAI的训练集群配备了10万块H100。", {"xAI H100 asserted"}),
        ("智谱在乌兰察布建成训练基地，配备2万块昇腾910B。", {"智谱 昇腾910B asserted"}),
        ("Anthropic训练模型时大幅转向TPU和Trainium。", {"Anthropic TPU asserted", "Anthropic Trainium asserted"}),
        ("Mistral AI获得了1.8万块GB300的使用权，用于训练新模型。", {"Mistral AI GB300 asserted"}),
        ("Kimi K2在H800上跑完了训练。", {"Kimi K2 H800 asserted"}),
        ("科大讯飞花费4亿元训练其AI系统，预算主要用于购买华为的芯片。", {"科大讯飞 华为 asserted"}),
        ("星火X1完全依托昇腾910B训练。", {"星火X1 昇腾910B asserted"}),
        ("TPU v5p上运行着Gemini的训练任务。", {"Gemini TPU v5p asserted"}),
        ("智谱用H20做推理，训练则用昇腾910B。", {"智谱 昇腾910B asserted"}),
    ],
)
def test_training_is_read_as_it_is_said(text: str, training: set[str]) -> None:
    """Clusters, shifts, budgets and rights of use tell what is trained on, and nothing else does."""
    assert _training(text) == training


@pytest.mark.parametrize(
    "text",
    ["DeepSeek-V3并非基于昇腾训练。", "GLM-4的训练没有用到A100。", "Qwen3的训练没有依赖H100。"],
)
def test_training_denied_is_negated(text: str) -> None:
    """并非 and 没有 before the cue deny the training."""
    assert {line.split()[-1] for line in _training(text)} == {"negated"}
