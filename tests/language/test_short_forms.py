"""Short forms that stand for a full name later in an article."""

from __future__ import annotations

import pytest

from pipeline.language.segment import Segmenter
from pipeline.language.short_forms import short_forms


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """Return jieba with no names forced in."""
    return Segmenter([])


@pytest.mark.parametrize(
    ("name", "kind", "forms"),
    [
        ("Sam Altman", "PERSON", {"Altman"}),
        ("戴维·柯克", "PERSON", {"柯克", "戴维"}),
        ("黄某某", "PERSON", set()),
        ("杭州灵卡科技股份有限公司", "COMPANY", {"灵卡科技", "灵卡"}),
        ("凌川科技", "COMPANY", {"凌川"}),
        ("科技公司", "COMPANY", set()),
        ("昇腾910B", "CHIP", set()),
    ],
)
def test_short_forms_of_a_name(segmenter: Segmenter, name: str, kind: str, forms: set[str]) -> None:
    """A part of a person's name, a business without form, place and trade; never an everyday word."""
    assert set(short_forms(name, kind, segmenter)) == forms
