"""Where names begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.boundaries import is_form_only, registered, trimmed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“凌云科技”", "凌云科技"),
        ("快手公司", "快手"),
        ("MI300系列", "MI300"),
        ("Hopper架构", "Hopper"),
        ("东海芯片有限公司", "东海芯片有限公司"),
        ("星河分公司", "星河分公司"),
        ("《》", ""),
        ("公司", "公司"),
    ],
)
def test_the_shortest_whole_name_is_kept(text: str, name: str) -> None:
    """Quotes and generic tails stay out; a registered form and a branch are parts of their names."""
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("name", "rest", "whole"),
    [
        ("东海证券", "股份有限公司研报称", "东海证券股份有限公司"),
        ("迈云", "集成电路（南通）有限公司不做代工", "迈云集成电路（南通）有限公司"),
        ("中国电网", "股份有限公司湖南分公司招标", "中国电网股份有限公司湖南分公司"),
        ("Micro Makers", ", Inc.宣布", "Micro Makers, Inc."),
        ("华芯", "与东海有限公司签约", "华芯"),
        ("华芯", "联合东海科技有限公司签约", "华芯"),
        ("东海有限公司", "联合华芯有限公司", "东海有限公司"),
    ],
)
def test_a_registered_name_is_read_to_its_end(name: str, rest: str, whole: str) -> None:
    """The legal form and a branch belong to the name; what another word parts from it does not."""
    text = name + rest
    assert text[: registered(text, len(name))] == whole


def test_only_the_legal_form_leaves_a_business_the_same() -> None:
    """股份有限公司 adds nothing to the name in use; 云计算有限公司 names another business."""
    assert is_form_only("股份有限公司")
    assert is_form_only("（北京）科技有限公司")
    assert not is_form_only("云计算有限公司")


@given(st.text(alphabet="芯片公司“”、 ABC1。", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_trimming_stays_inside(text: str, one: int, other: int) -> None:
    """Whatever the piece, what is left lies within it."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    a, b = trimmed(text, start, end)
    assert start <= a <= b <= end
