"""Lines that say nothing of an article's matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.boilerplate import boilerplate
from pipeline.records import Range

BODY = "台积电宣布扩产，英伟达是它的客户。"


def _marked(text: str) -> list[str]:
    return [text[one.start : one.end] for one in boilerplate(text)]


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：王某",
        "（责编：王某、李某）",
        "責任編輯：王某",
        "编辑/王某 校对/李某",
        "免责声明：本文内容仅供参考，不构成投资建议。",
        "风险提示",
        "本文仅代表作者观点，不代表本站立场。",
        "广告",
        "广告声明：文内含有的对外跳转链接用于传递更多信息，结果仅供参考。",
        "点击关注我们，了解更多资讯！",
        "长按二维码关注某某公众号",
        "欢迎关注微信公众号：某某",
        "未经授权，不得转载",
        "版权所有 某某传媒",
        "股市有风险，投资需谨慎。",
        "阅读原文",
    ],
)
def test_such_a_line_is_outside(line: str) -> None:
    """The line is marked, and nothing else of the text."""
    assert _marked(f"{BODY}\n{line}\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "台积电的责任编辑部门表示，公司将采购更多设备。",
        "广告收入占谷歌营收的八成。",
        "微软公司发布风险提示公告，称采购或将推迟。",
        "关注英伟达的投资者不少。",
        "该公司的版权业务增长。",
        "用户点击广告后，Meta便会收费。",
        "校对系统由百度开发。",
    ],
)
def test_a_sentence_of_the_matter_is_inside(line: str) -> None:
    """The same words in a sentence that speaks of something mark nothing."""
    assert _marked(f"{BODY}\n{line}\n{BODY}") == []


def test_what_else_to_read_ends_an_article() -> None:
    """Behind 相关阅读 stand other articles' titles; in the first half of a text it ends nothing."""
    tail = "相关阅读\n英特尔收购某公司\nAMD发布新品"
    assert _marked(f"{BODY}\n{BODY}\n{tail}") == [tail]
    assert _marked(f"相关阅读\n{BODY}\n{BODY}") == []


def test_front_matter_is_outside() -> None:
    """The settings before a text are none of it; a rule of hyphens further down marks nothing."""
    front = "---\ntitle: 英伟达\ndate: 2024-06-05\n---\n"
    assert _marked(front + BODY) == [front]
    assert _marked(f"{BODY}\n---\na: b\n---\n") == []


@given(lines=st.lists(st.sampled_from([BODY, "责任编辑：王某", "广告", "相关阅读", "", "---"]), max_size=12))
def test_ranges_are_in_order_and_whole_lines(lines: list[str]) -> None:
    """Ranges lie in the text, do not overlap and begin and end at the edges of lines."""
    text = "\n".join(lines)
    at = 0
    for one in boilerplate(text):
        assert at <= one.start < one.end <= len(text)
        assert one.start == 0 or text[one.start - 1] == "\n"
        assert one.end == len(text) or "\n" in (text[one.end - 1], text[one.end])
        at = one.end


def test_a_text_without_any_has_none() -> None:
    """Nothing is marked in plain prose, nor in an empty text."""
    assert boilerplate(BODY * 50) == ()
    assert boilerplate("") == ()
    assert boilerplate("责任编辑：王某") == (Range(0, 7),)
