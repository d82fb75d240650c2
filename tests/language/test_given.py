"""Extraction with the mentions given: relation errors told apart from those of recognition."""

from __future__ import annotations

from by_hand import SCHEMA, States, article

from pipeline.knowledge.lexicon import load_lexicon
from pipeline.language.given import extract_with_mentions, known_ids
from pipeline.records import Extraction, Mention, Named


def _given(text: str, *names: tuple[str, str, str]) -> Extraction:
    """Return a document whose mentions are these (text, type, entity), in order."""
    mentions, at = [], 0
    for name, kind, entity in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), name, kind, entity))
        at += len(name)
    entities = {entity: Named(entity, kind, name) for name, kind, entity in reversed(names)}
    return Extraction("d", "", None, "", text, tuple(entities.values()), tuple(mentions), ())


def test_relations_are_read_between_names_nothing_knows() -> None:
    """A purchase between invented names is read, and every mention keeps its span and type."""
    document = _given(
        "甲乙丙丁向戊己庚采购ZZ-9。", ("甲乙丙丁", "COMPANY", "E1"), ("戊己庚", "COMPANY", "E2"), ("ZZ-9", "CHIP", "C1")
    )
    found = extract_with_mentions(document)
    ids = known_ids(document, SCHEMA, load_lexicon())
    assert [(m.start, m.end, m.type) for m in found.mentions] == [(m.start, m.end, m.type) for m in document.mentions]
    assert (ids["E1"], "buys", ids["C1"]) in {(r.head, r.relation, r.tail) for r in found.relations}


def test_a_given_entity_bears_the_lexicons_id() -> None:
    """Whatever a document calls its entities, the lexicon's facts hold of them: 谷歌的TPU is a maker's possessive."""
    document = _given("谷歌的TPU v5p很快。", ("谷歌", "COMPANY", "E1"), ("TPU v5p", "CHIP", "E2"))
    relation = extract_with_mentions(document).relations[0]
    assert (relation.head, relation.relation) == ("company:google", "makes")


def test_two_given_entities_never_share_an_id() -> None:
    """A document that keeps two things of one name apart still has two things."""
    document = _given("苹果发布，苹果回应。", ("苹果", "COMPANY", "E1"), ("苹果", "COMPANY", "E2"))
    ids = known_ids(document, SCHEMA, load_lexicon())
    assert len(set(ids.values())) == 2


def test_the_given_relations_are_not_seen() -> None:
    """What a document says of relations does not reach the result."""
    document = article("[微软|company:microsoft]来了。", States("company:microsoft", "buys", "company:microsoft"))
    assert extract_with_mentions(document).relations == ()
