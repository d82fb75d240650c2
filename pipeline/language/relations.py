"""Relations of a document by rule: sentence by sentence, each triple once, with what one relation says of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.cues import implied_relations, read_cues
from pipeline.knowledge.fold import plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.frames import compile_row
from pipeline.language.masking import Masked, Point, brackets, mask, signs
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.language.statements import Statements, Views
from pipeline.language.subjects import topics
from pipeline.records import MODALITIES, Range, Relation
from pipeline.schema import Schema

if not Doc.has_extension("relations"):
    Doc.set_extension("relations", default=())

Triple = tuple[str, str, str]
Topics = tuple[tuple[Point, ...], ...]
#: How many sentences without a topic of their own a topic outlives.
_OUTLIVES = 1


class Relations:
    """Read the relations a document states, sentence by sentence."""

    def __init__(self, schema: Schema, lexicon: Lexicon, cues: Iterable[Path]) -> None:
        self._schema, self._lexicon = schema, lexicon
        self._signs = signs(schema)
        self._statements = Statements(schema, lexicon, [compile_row(row, schema) for row in read_cues(schema, cues)])
        self._weak = self._statements.weak

    def __call__(self, doc: Doc) -> Doc:
        """Set ``Doc._.relations``: each triple once, its strongest statement first."""
        found: dict[Triple, Relation] = {}
        weak: list[Relation] = []
        for views in self._views(doc):
            for relation in self._statements.stated(views):
                if relation.made_by in self._weak:
                    weak.append(relation)
                else:
                    _keep(found, relation, symmetric=self._schema.relations[relation.relation].symmetric)
        for relation in weak:
            found.setdefault((relation.head, relation.relation, relation.tail), relation)
        for relation in list(self._implied(found.values())):
            found.setdefault((relation.head, relation.relation, relation.tail), relation)
        kept = [relation for relation in found.values() if not self._vaguer(relation, found)]
        doc._.relations = tuple(sorted(kept, key=lambda r: (r.evidence, r.cue, r.relation, r.head, r.tail)))
        return doc

    def _views(self, doc: Doc) -> Iterator[Views]:
        """Yield the sentences that can state something: with two points, or with one and a topic from before."""
        text, points = plain(doc.text), _points(doc)
        carried: Topics = ()
        age = 0
        pieces = [(s.start_char, s.end_char) for s in doc.sents]
        sentences = ["", *(text[start:end] for start, end in pieces), ""]
        for index, piece in enumerate(pieces):
            inside = [p for p in points if piece[0] <= p.start < piece[1]]
            own: Topics = ()
            if inside:
                views = self._masked(text, piece, inside, carried, (sentences[index], sentences[index + 2]))
                if len(inside) > 1 or carried:
                    yield views
                own = topics(views.bare)
            carried, age = (own, 0) if own else (carried, age + 1)
            if age > _OUTLIVES:
                carried = ()

    def _masked(
        self, text: str, piece: tuple[int, int], points: list[Point], carried: Topics, around: tuple[str, str]
    ) -> Views:
        whole = bare = replace(mask(text, piece, points, self._signs, bare=False), carried=carried)
        within: list[Masked] = []
        if "(" in whole.string or "（" in whole.string:
            bare = replace(mask(text, piece, points, self._signs, bare=True), carried=carried)
            for start, end in brackets(text, piece):
                named = [p for p in points if start <= p.start < end]
                if len(named) > 1:
                    within.append(mask(text, (start, end), named, self._signs, bare=False))
        return Views(whole, bare, tuple(within), Range(*piece), around)

    def _implied(self, relations: Iterable[Relation]) -> Iterator[Relation]:
        """Yield what a relation says of whoever stands to its head in the relation that frames.toml names."""
        listed = list(relations)
        for relation in listed:
            through = implied_relations().get(relation.relation)
            for other in listed:
                if (other.relation, other.tail, other.evidence) == (through, relation.head, relation.evidence):
                    yield replace(relation, head=other.head, made_by=f"{relation.relation}/implied/{through}")

    def _vaguer(self, relation: Relation, found: dict[Triple, Relation]) -> bool:
        """Whether the same sentence names, in place of the tail, what the tail makes: 向英伟达采购H100 buys H100."""
        return not self._makes(relation.head, relation.tail) and any(
            (other.head, other.relation, other.evidence) == (relation.head, relation.relation, relation.evidence)
            and self._makes(relation.tail, other.tail)
            for other in found.values()
        )

    def _makes(self, company: str, thing: str) -> bool:
        entry = self._lexicon.entries.get(thing)
        return entry is not None and entry.facts.get("maker") == company


def _points(doc: Doc) -> list[Point]:
    named = [Point(s.start_char, s.end_char, s.label_, (s.kb_id_,)) for s in doc.spans["mentions"]]
    referring = [
        Point(s.start_char, s.end_char, s.label_, tuple(s.kb_id_.split("|")), refers=True, sure=float(s.id_))
        for s in doc.spans["references"]
    ]
    return sorted([*named, *referring], key=lambda point: point.start)


def _keep(found: dict[Triple, Relation], new: Relation, *, symmetric: bool) -> None:
    """Keep the statement of a triple with the strongest modality, then the surest, then the first."""
    head, tail = sorted((new.head, new.tail)) if symmetric else (new.head, new.tail)
    triple = (head, new.relation, tail)
    old = found.get(triple)
    if old is None or _rank(new) < _rank(old):
        found[triple] = new


def _rank(relation: Relation) -> tuple[int, float]:
    return MODALITIES.index(relation.modality), -relation.confidence


@Language.factory("xinpu_relations", requires=["doc.spans"], default_config={"schema": "", "lexicons": [], "cues": []})
def make_relations(nlp: Language, name: str, schema: str, lexicons: list[str], cues: list[str]) -> Relations:
    """Make the component for a pipeline config."""
    del nlp, name
    return Relations(schema_from(schema), lexicon_from(schema, lexicons), map(Path, cues))
