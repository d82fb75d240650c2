"""Attributes of relations: each quantity, amount, date and role goes to the statement that it stands nearest to.

A quantity stands by its thing (48.5万颗H100), an amount and a date by the cue, a role by the cue, the person or the
company. One in another clause belongs to a relation only where its words say so (总额达54亿美元), or where it opens
the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.measures import listed
from pipeline.language.dates import find_dates
from pipeline.language.measures import find_amounts, find_quantities
from pipeline.language.resources import schema_from
from pipeline.language.roles import distance as role_distance
from pipeline.language.roles import find_roles, is_former, is_verb
from pipeline.records import ATTRIBUTE_KINDS, Attribute, Range, Relation
from pipeline.schema import Schema

if not Doc.has_extension("published"):
    Doc.set_extension("published", default=None)

_BREAK = re.compile(r"[，；;。！!？?：:\n]|(?<!\d),|,(?!\d{3})")
#: How near an attribute is: clauses away, characters away from what it counts, characters away from the cue.
Distance = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Name:
    """Where an entity is named, or where a word such as 该公司 stands for it."""

    start: int
    end: int
    entity: str
    named: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The piece of text that states relations, with its clause ends and the places of its entities."""

    text: str
    range: Range
    breaks: tuple[int, ...]
    places: dict[str, list[Range]]

    def clause(self, at: int) -> int:
        """Return the number of the clause that holds the offset ``at``."""
        return sum(1 for end in self.breaks if end <= at)

    def words(self, number: int) -> str:
        """Return the text of a clause."""
        edges = (self.range.start, *self.breaks, self.range.end)
        return self.text[edges[number] : edges[number + 1]]


class Attributes:
    """Give each relation the attributes that its sentence tells of it."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of ``Doc._.relations``; relative dates count from ``Doc._.published``."""
        names = _names(doc)
        groups: dict[Range, list[int]] = defaultdict(list)
        relations: list[Relation] = list(doc._.relations)
        text = doc.text
        for index, relation in enumerate(relations):
            groups[relation.evidence].append(index)
        for evidence, indices in groups.items():
            inside = _within(names, evidence)
            found = _found(text, evidence, inside, doc._.published)
            sentence = _sentence(text, evidence, inside)
            taken = self._taken(sentence, [relations[index] for index in indices], found)
            for index, attributes in zip(indices, taken, strict=True):
                relations[index] = replace(relations[index], attributes=attributes)
        doc._.relations = tuple(relations)
        return doc

    def _taken(
        self, sentence: _Sentence, relations: list[Relation], found: list[Attribute]
    ) -> Iterator[tuple[Attribute, ...]]:
        """Yield each relation's attributes: of a kind the nearest of those that stand nearer to no other relation."""
        offers: list[dict[str, tuple[Distance, Attribute]]] = [{} for _ in relations]
        for attribute in found:
            away = [self._distance(sentence, relation, attribute) for relation in relations]
            nearest = min((one for one in away if one is not None), default=None)
            for offer, one in zip(offers, away, strict=True):
                if (
                    one is not None
                    and one == nearest
                    and (attribute.kind not in offer or one < offer[attribute.kind][0])
                ):
                    offer[attribute.kind] = one, attribute
        for relation, offer in zip(relations, offers, strict=True):
            yield tuple(
                _former(sentence, relation, offer[kind][1]) if kind == "role" else offer[kind][1]
                for kind in ATTRIBUTE_KINDS
                if kind in offer
            )

    def _distance(self, sentence: _Sentence, relation: Relation, attribute: Attribute) -> Distance | None:
        """Return how near an attribute stands to a relation; None when it cannot belong to it."""
        if attribute.kind not in self._schema.relations[relation.relation].attributes:
            return None
        if attribute.kind == "role":
            return _role_distance(sentence, relation, attribute)
        if not _tells_an_event(sentence, relation):
            return None
        clauses = abs(sentence.clause(attribute.start) - sentence.clause(relation.cue.start))
        to_cue = _gap(attribute, relation.cue)
        if attribute.kind == "quantity":
            return _quantity_distance(sentence, relation, attribute, (clauses, to_cue))
        allowed = _dates if attribute.kind == "date" else _pays
        return (clauses, 0, to_cue) if allowed(sentence, relation, attribute, clauses) else None


def _found(text: str, evidence: Range, names: list[_Name], published: date | None) -> list[Attribute]:
    """Return all attributes in a sentence but those that touch a name."""
    piece, at = text[evidence.start : evidence.end], evidence.start
    named = {offset - at for name in names if name.named for offset in range(name.start, name.end)}
    kinds = (find_quantities(piece), find_amounts(piece), find_dates(piece, published), find_roles(piece))
    free = (one for kind in kinds for one in kind if named.isdisjoint(range(one.start, one.end)))
    return [replace(one, start=one.start + at, end=one.end + at) for one in free]


def _names(doc: Doc) -> list[_Name]:
    """Return where each entity is named, or stood for by a reference, in order."""
    names = (
        _Name(span.start_char, span.end_char, ident, kind == "mentions")
        for kind in ("mentions", "references")
        for span in doc.spans[kind]
        for ident in span.kb_id_.split("|")
    )
    return sorted(names, key=lambda name: name.start)


def _within(ordered: list[_Name], place: Range) -> list[_Name]:
    """Return the names inside a range, of names in order."""
    first, last = (bisect_left(ordered, edge, key=lambda one: one.start) for edge in (place.start, place.end))
    return [one for one in ordered[first:last] if one.end <= place.end]


def _tells_an_event(sentence: _Sentence, relation: Relation) -> bool:
    """Whether the cue is a verb rather than a name, a title or a 的."""
    words = sentence.text[relation.cue.start : relation.cue.end].strip()
    named = any(
        p.start <= relation.cue.start < p.end for end in (relation.head, relation.tail) for p in sentence.places[end]
    )
    titled = any(not is_verb(role) for role in find_roles(words))
    return bool(words) and not named and not titled and words not in listed("foreign", "timeless")


def _sentence(text: str, evidence: Range, names: list[_Name]) -> _Sentence:
    places: dict[str, list[Range]] = defaultdict(list)
    for name in names:
        places[name.entity].append(Range(name.start, name.end))
    breaks = (match.end() for match in _BREAK.finditer(text, evidence.start, evidence.end))
    return _Sentence(text, evidence, tuple(end for end in breaks if end < evidence.end), places)


def _gap(attribute: Attribute, place: Range) -> int:
    return max(0, attribute.start - place.end, place.start - attribute.end)


def _quantity_distance(
    sentence: _Sentence, relation: Relation, quantity: Attribute, to_cue: tuple[int, int]
) -> Distance | None:
    """Return how near a quantity stands to what is bought or used, or else to the cue."""
    clause = sentence.clause(quantity.start)
    beside = [place for place in sentence.places[relation.tail] if sentence.clause(place.start) == clause]
    if to_cue[0] == 0 or (beside and to_cue[0] == 1):
        gap = min((_gap(quantity, place) + (place.start < quantity.start) for place in beside), default=100)
        return to_cue[0], gap, to_cue[1]
    return (*to_cue, 0) if to_cue[0] == 1 and _linked(sentence, quantity) else None


def _pays(sentence: _Sentence, relation: Relation, amount: Attribute, clauses: int) -> bool:
    """Whether an amount is what the deal costs: in the cue's clause, or beside a word for it; no price or value."""
    del relation
    before = sentence.text[max(sentence.range.start, amount.start - 6) : amount.start]
    after = sentence.text[amount.end : amount.end + 6].removeprefix("的")
    if any(word in before for word in listed("foreign", "before")) or after.startswith(listed("foreign", "after")):
        return False
    return clauses == 0 or (clauses <= 2 and _linked(sentence, amount))


def _linked(sentence: _Sentence, attribute: Attribute) -> bool:
    words = sentence.words(sentence.clause(attribute.start))
    return any(word in words for word in listed("linking", attribute.kind))


def _dates(sentence: _Sentence, relation: Relation, when: Attribute, clauses: int) -> bool:
    """Whether a date is the deal's: in the cue's clause, or opening the sentence or a clause of its own before it."""
    if sentence.text[when.end : when.end + 4].startswith(listed("foreign", "dated")):
        return False
    if clauses == 0:
        return True
    between = sentence.text[when.end : relation.cue.start]
    if any(word in between for word in listed("foreign", "reporting")):
        return False
    clause = sentence.clause(when.start)
    own = len(sentence.words(clause).strip("，,；;：: ")) <= len(when.text) + 3
    opens = when.start - sentence.range.start <= 2
    return when.start < relation.cue.start and (own or (opens and clauses == 1))


def _role_distance(sentence: _Sentence, relation: Relation, role: Attribute) -> Distance | None:
    away = role_distance(sentence.text, role, relation.cue, sentence.places[relation.tail])
    clauses = abs(sentence.clause(role.start) - sentence.clause(relation.cue.start))
    return None if away is None or clauses > 1 else (clauses, 0, away)


def _former(sentence: _Sentence, relation: Relation, role: Attribute) -> Attribute:
    company = min(sentence.places[relation.tail], key=lambda place: _gap(role, place), default=relation.cue)
    return replace(role, precision="former") if is_former(sentence.text, role, relation.cue, company) else role


@Language.factory("xinpu_attributes", requires=["doc._.relations", "doc.spans"], default_config={"schema": ""})
def make_attributes(nlp: Language, name: str, schema: str) -> Attributes:
    """Make the component for a pipeline config."""
    del nlp, name
    return Attributes(schema_from(schema))
