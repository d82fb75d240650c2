"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.sentences import sentence_ranges


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet='甲乙A1.。!？\n"”) ', max_size=40))
def test_the_ranges_cover_the_text(text: str) -> None:
    """Put together, the sentences are the text."""
    assert "".join(text[a:b] for a, b in sentence_ranges(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("它发布了MI300X.然而市场在变。", 2),
        ("单块芯片重要.因为要通信", 2),
        ("售价3.5亿美元,用Node.js写成。", 1),
        ("Apple Inc. 是一家公司。", 1),
        ("他说：“够了。”然后离开。", 2),
        ("标题没有句号\n正文开始", 2),
        ("见 https://example.com/a?b=c.d 一文", 1),
        ("真的吗?是的!", 2),
        ("J. 霍普菲尔德获奖。", 1),
    ],
)
def test_untidy_punctuation(text: str, count: int) -> None:
    """ASCII stops end sentences before Chinese, not inside numbers, names, addresses or after initials."""
    assert len(sentence_ranges(text)) == count
