"""An extraction of which only some statements are kept, as a minimum support decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from pipeline.records import MODALITIES, Extraction, Relation


class Kept(NamedTuple):
    """A statement that is kept: its ends as the article has them, and the entities that these are."""

    read_head: str
    relation: str
    read_tail: str
    head: str
    tail: str


def narrowed(extraction: Extraction, kept: Iterable[Kept]) -> Extraction:
    """Return an extraction with the ``kept`` statements alone and the entities they speak of.

    Ids are those that merges across the corpus gave; the merges themselves, being settled by more articles than are
    kept, are left out. Of statements that merges made one, the firmest and surest stays.
    """
    kept = list(kept)
    stated = {(one.read_head, one.relation, one.read_tail) for one in kept}
    final = {one.read_head: one.head for one in kept} | {one.read_tail: one.tail for one in kept}
    entities = [replace(one, id=final[one.id]) for one in extraction.entities if one.id in final]
    relations: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(extraction.relations, key=lambda one: (MODALITIES.index(one.modality), -one.confidence)):
        if (relation.head, relation.relation, relation.tail) in stated:
            head, tail = final[relation.head], final[relation.tail]
            relations.setdefault((head, relation.relation, tail), replace(relation, head=head, tail=tail))
    return replace(
        extraction,
        entities=tuple({one.id: one for one in reversed(entities)}.values()),
        mentions=tuple(replace(one, entity=final[one.entity]) for one in extraction.mentions if one.entity in final),
        relations=tuple(sorted(relations.values(), key=lambda one: (one.evidence, one.cue, one.relation, one.head))),
        merges=(),
    )
