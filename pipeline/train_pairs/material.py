"""What the pair reader learns from: candidates of annotated documents, with the answer for each relation.

A candidate of an annotated triple is right where its window meets the evidence; elsewhere in the document it is left
out, for the triple may be stated there, too. So is one whose triple is denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.evaluate import matched_entities
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.candidates import Candidate
from pipeline.language.given import read_given
from pipeline.language.pair_features import Features
from pipeline.language.pairs import Triple, read_candidates, triple
from pipeline.records import Extraction, Mention, Named, Relation
from pipeline.schema import RelationType, Schema


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate's features; for each relation it fits, its triple and the answer (None: left out)."""

    features: Features
    answers: dict[str, tuple[Triple, bool | None]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One document: its rows, the triples it states, and those that the rules read."""

    rows: tuple[Row, ...]
    stated: frozenset[Triple]
    by_rule: frozenset[Triple]


class Lessons:
    """Make lessons of annotated documents, with the annotated mentions or with those the pipeline finds."""

    def __init__(self, nlp: Language, schema: Schema, lexicon: Lexicon) -> None:
        self._nlp, self._schema, self._lexicon = nlp, schema, lexicon

    def given(self, gold: Extraction) -> Lesson:
        """Return the lesson of a document whose mentions are given."""
        doc, name_of = read_given(self._nlp, gold, self._schema, self._lexicon)
        return self._lesson(doc, gold, name_of)

    def found(self, gold: Extraction) -> Lesson:
        """Return the lesson of a document whose mentions the pipeline finds."""
        doc = self._nlp(gold.text)
        return self._lesson(doc, gold, matched_entities(gold, _found(doc, gold)))

    def _lesson(self, doc: Doc, gold: Extraction, name_of: dict[str, str]) -> Lesson:
        annotated = list(self._annotated(gold))
        rows = tuple(
            Row(features, dict(self._answers(candidate, annotated, name_of)))
            for candidate, features in read_candidates(doc, self._schema, self._lexicon)
        )
        stated = frozenset(key for key, one in annotated if one.modality != "negated")
        by_rule = (
            triple(self._schema.relations[r.relation], *(name_of.get(end, f"?{end}") for end in (r.head, r.tail)))
            for r in doc._.relations
            if r.modality != "negated"
        )
        return Lesson(rows, stated, frozenset(by_rule))

    def _annotated(self, gold: Extraction) -> Iterator[tuple[Triple, Relation]]:
        for one in gold.relations:
            yield triple(self._schema.relations[one.relation], one.head, one.tail), one

    def _answers(
        self, candidate: Candidate, annotated: Iterable[tuple[Triple, Relation]], name_of: dict[str, str]
    ) -> Iterator[tuple[str, tuple[Triple, bool | None]]]:
        head, tail = (name_of.get(end, f"?{end}") for end in (candidate.head, candidate.tail))
        for relation in self._schema.relations.values():
            if candidate.fits(relation):
                key = triple(relation, head, tail)
                yield relation.name, (key, _answer(candidate, [one for other, one in annotated if other == key]))


def _answer(candidate: Candidate, statements: list[Relation]) -> bool | None:
    if not statements:
        return False
    place = candidate.window.evidence
    said = any(
        one.modality != "negated" and one.evidence.start < place.end and place.start < one.evidence.end
        for one in statements
    )
    return True if said else None


def _found(doc: Doc, gold: Extraction) -> Extraction:
    mentions = tuple(Mention(s.start_char, s.end_char, s.text, s.label_, s.kb_id_) for s in doc.spans["mentions"])
    entities = tuple(Named(ident, "", "") for ident in dict.fromkeys(m.entity for m in mentions))
    return Extraction(gold.id, "", None, "", gold.text, entities, mentions, ())


def fits(relation: RelationType, rows: Iterable[Row]) -> Iterator[tuple[Row, Triple, bool | None]]:
    """Yield the rows that ``relation`` may join, with their triples and answers."""
    for row in rows:
        if relation.name in row.answers:
            yield row, *row.answers[relation.name]
