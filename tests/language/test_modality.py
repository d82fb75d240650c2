"""What words around a statement make of it: denied, supposed, asked, planned, called off, or nothing at all."""

from __future__ import annotations

import pytest

import pipeline


def _modalities(text: str, relation: str) -> list[str]:
    return [r.modality for r in pipeline.extract(text).relations if r.relation == relation]


@pytest.mark.parametrize(
    "text",
    [
        "受产能所限，浪潮信息不得不采购H20。",
        "百度并没有停止采购H20。",
        "腾讯从未否认自己采购了H20。",
        "快手不仅采购了H20，还招了人。",
        "若不是腾讯当年买下了H20，云业务早就停摆。",
        "尚未盈利的智谱采购了H20。",
        "腾讯原计划采购的H20，目前均已到货。",
        "外界的传闻已被证实：腾讯采购了H20。",
    ],
)
def test_words_that_only_look_like_a_denial_leave_it_asserted(text: str) -> None:
    """Two negations cancel out, 不仅 denies nothing, and a subject keeps its attributes to itself."""
    assert _modalities(text, "buys") == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "腾讯去年预订了H20，上周又取消了订单。",
        "腾讯曾计划采购H20，后来作罢。",
        "高通打算收购Alphawave，不过谈判最终破裂。",
        "高通拟收购Alphawave，最终未获批准。",
    ],
)
def test_a_later_clause_calls_it_off(text: str) -> None:
    """What a later clause of the sentence takes back is negated."""
    assert _modalities(text, "buys") == ["negated"]


@pytest.mark.parametrize(
    "text", ["高通会收购Alphawave吗？", "万一高通收购Alphawave，格局就变了。", "不少人在问，高通是否收购Alphawave。"]
)
def test_what_is_asked_or_supposed_is_nothing(text: str) -> None:
    """Questions and suppositions state nothing."""
    assert _modalities(text, "buys") == []


@pytest.mark.parametrize("text", ["腾讯筹资百亿元，用于采购H20。", "腾讯出售旧设备，为的是采购H20。"])
def test_an_aim_is_planned(text: str) -> None:
    """Money raised for a purchase, and what something is done for, is a plan."""
    assert _modalities(text, "buys") == ["planned"]


def test_supposed_rivalry_is_a_rumour() -> None:
    """可能成为 supposes rivalry."""
    assert _modalities("摩尔线程或许会成为英伟达的对手。", "competes-with") == ["rumored"]
