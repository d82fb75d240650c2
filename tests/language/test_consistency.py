"""Learned names that are refused, or given another type, by their own words and those beside them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.language.consistency import plausible, voted
from pipeline.language.segment import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """Return jieba with no names forced in."""
    return Segmenter([])


def _doc(words: Iterable[str]) -> Doc:
    listed = list(words)
    return Doc(Vocab(), words=listed, spaces=[word.isascii() and word.isalpha() for word in listed])


@pytest.mark.parametrize(
    "words",
    [
        ("沙特",),
        ("长白山",),
        ("沈", "白", "高铁"),
        ("红河州", "能源局"),
        ("中美", "农产品", "贸易"),
        ("恒", "科", "指数"),
    ],
)
def test_places_lines_and_state_bodies_are_no_business(segmenter: Segmenter, words: tuple[str, ...]) -> None:
    """A learned business that is a place, a railway, an office, a treaty or an index is refused."""
    doc = _doc(words)
    assert not plausible(Span(doc, 0, len(words), label="COMPANY"), segmenter)


@pytest.mark.parametrize(
    "words", [("澄", "砚", "智", "算"), ("天顺", "风电"), ("海", "邦", "投资"), ("道", "生", "天", "合")]
)
def test_made_up_names_are_kept(segmenter: Segmenter, words: tuple[str, ...]) -> None:
    """What no dictionary has as a whole can be a business."""
    assert plausible(Span(_doc(words), 0, len(words), label="COMPANY"), segmenter)


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        (("Jupiter", "Asset", "Management", "称"), 3, "COMPANY"),
        (("斯年智驾", "完成", "数亿元", "融资"), 1, "COMPANY"),
        (("斯年智驾", "成立于", "2020", "年"), 1, "COMPANY"),
        (("Sam", "Konrad", "称"), 2, "PERSON"),
    ],
)
def test_a_business_is_told_from_a_person(segmenter: Segmenter, words: tuple[str, ...], name: int, kind: str) -> None:
    """A business's words in a name, and founding and funding after it, outweigh what the network took it for."""
    doc = _doc(words)
    learned = Span(doc, 0, name, label="PERSON", span_id="model")
    assert [span.label_ for span in voted(doc, [learned], segmenter)] == [kind]
