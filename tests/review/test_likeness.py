"""Which entities are put before a person as perhaps one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Entity
from pipeline.review.likeness import alike


def _pairs(kind: str, *names: str, known: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    entities = [Entity(f"{kind.lower()}:{number}", kind, name, (name,)) for number, name in enumerate(names)]
    unknown = frozenset(entity.id for entity in entities if entity.name not in known)
    named = {entity.id: entity.name for entity in entities}
    return [(named[pair.one], named[pair.other], pair.reason) for pair in alike(entities, unknown)]


@pytest.mark.parametrize(
    ("kind", "one", "other", "reason"),
    [
        ("COMPANY", "澄砚", "澄砚智算", "beginning"),
        ("PERSON", "萨姆·奥特曼", "山姆·阿尔特曼", "sound"),
        ("PERSON", "戴维·柯克", "大卫·科克", "sound"),
        ("COMPANY", "Chengyan", "Chenyan", "spelling"),
        ("COMPANY", "Mistralai", "Misrtalai", "spelling"),
    ],
)
def test_alike(kind: str, one: str, other: str, reason: str) -> None:
    """A name and its beginning, two transliterations, one slip of a letter."""
    assert [(frozenset((a, b)), why) for a, b, why in _pairs(kind, one, other)] == [(frozenset((one, other)), reason)]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("CHIP", "LK1000", "LK1001"),
        ("PERSON", "戴维·柯克", "蒂姆·库克"),
        ("PERSON", "王伟", "王维"),
        ("COMPANY", "澄砚智算", "澄明智算"),
        ("COMPANY", "Apex", "Apec"),
    ],
)
def test_unlike(kind: str, one: str, other: str) -> None:
    """Numbers, short names and names that sound apart are left alone."""
    assert not _pairs(kind, one, other)


def test_two_known_names_are_never_asked_about() -> None:
    """What tables tell apart stays apart; the unknown one of a pair stands first."""
    assert not _pairs("COMPANY", "澄砚", "澄砚智算", known=("澄砚", "澄砚智算"))
    assert _pairs("COMPANY", "澄砚", "澄砚智算", known=("澄砚",)) == [("澄砚智算", "澄砚", "beginning")]


@given(st.permutations(["澄砚", "澄砚智算", "澄砚智能", "Chengyan", "Chenyan"]))
def test_the_order_of_entities_does_not_matter(names: list[str]) -> None:
    """The same entities give the same pairs."""
    expected = {
        frozenset(pair[:2]) for pair in _pairs("COMPANY", "澄砚", "澄砚智算", "澄砚智能", "Chengyan", "Chenyan")
    }
    assert {frozenset(pair[:2]) for pair in _pairs("COMPANY", *names)} == expected
