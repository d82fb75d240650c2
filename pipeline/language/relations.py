"""Relations by rule: frames of the cue table over masked sentences, with direction, modality and evidence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.cues import implied_relations, read_cues
from pipeline.knowledge.fold import plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import split
from pipeline.language.frames import Frame, compile_row, subject
from pipeline.language.masking import Masked, Point, mask, signs
from pipeline.language.modality import modality
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.records import MODALITIES, Modality, Range, Relation
from pipeline.schema import Schema

if not Doc.has_extension("relations"):
    Doc.set_extension("relations", default=())


@dataclass(frozen=True, slots=True)
class _Ends:
    """The entities at both ends of a match, and its place and its cue's in the masked string."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    start: int
    end: int
    cue: tuple[int, int]


class Relations:
    """Read the relations a document states, sentence by sentence."""

    def __init__(self, schema: Schema, lexicon: Lexicon, cues: Iterable[Path]) -> None:
        self._schema, self._lexicon = schema, lexicon
        self._signs = signs(schema)
        frames = [compile_row(row, schema) for row in read_cues(schema, cues)]
        self._folding = [frame for frame in frames if frame.row.fold]
        self._frames = [frame for frame in frames if not frame.row.fold]

    def __call__(self, doc: Doc) -> Doc:
        """Set ``Doc._.relations``: each triple once, its strongest statement first."""
        text = plain(doc.text)
        points = _points(doc)
        found: dict[tuple[str, str, str], Relation] = {}
        confirmed: list[Relation] = []
        for sentence in doc.sents:
            inside = [p for p in points if sentence.start_char <= p.start < sentence.end_char]
            if len(inside) > 1:
                evidence = Range(sentence.start_char, sentence.end_char)
                whole = mask(text, evidence.start, evidence.end, inside, self._signs)
                for relation in self._stated(whole, evidence):
                    _keep(found, relation, symmetric=self._schema.relations[relation.relation].symmetric)
                confirmed += self._confirmed(whole, evidence)
        for relation in confirmed:
            found.setdefault((relation.head, relation.relation, relation.tail), relation)
        for relation in list(self._implied(found.values())):
            found.setdefault((relation.head, relation.relation, relation.tail), relation)
        kept = [relation for relation in found.values() if not self._vaguer(relation, found)]
        doc._.relations = tuple(sorted(kept, key=lambda r: (r.evidence, r.cue, r.relation, r.head, r.tail)))
        return doc

    def _implied(self, relations: Iterable[Relation]) -> Iterator[Relation]:
        """Yield what a relation says of whoever stands to its head in the relation that frames.toml names."""
        listed = list(relations)
        for relation in listed:
            through = implied_relations().get(relation.relation)
            for other in listed:
                if (other.relation, other.tail, other.evidence) == (through, relation.head, relation.evidence):
                    yield replace(relation, head=other.head, made_by=f"{relation.relation}/implied/{through}")

    def _vaguer(self, relation: Relation, found: dict[tuple[str, str, str], Relation]) -> bool:
        """Whether the same sentence names, in place of the tail, what the tail makes: 向英伟达采购H100 buys H100."""
        return not self._makes(relation.head, relation.tail) and any(
            (other.head, other.relation, other.evidence) == (relation.head, relation.relation, relation.evidence)
            and self._makes(relation.tail, other.tail)
            for other in found.values()
        )

    def _makes(self, company: str, thing: str) -> bool:
        entry = self._lexicon.entries.get(thing)
        return entry is not None and entry.facts.get("maker") == company

    def _stated(self, whole: Masked, evidence: Range) -> Iterator[Relation]:
        """Yield what the frames read in a sentence: owners first, then the rest without them."""
        owners: list[tuple[int, int]] = []
        for frame in self._folding:
            for match in frame.matches(whole.string):
                relations = list(self._state(frame, self._ends(frame, match, whole), whole, evidence))
                if relations:
                    owners.append((match.start("H"), match.start("T")))
                yield from relations
        short = whole.without_owners(owners)
        for frame in self._frames:
            for match in frame.matches(short.string):
                yield from self._state(frame, self._ends(frame, match, short), short, evidence)

    def _confirmed(self, whole: Masked, evidence: Range) -> Iterator[Relation]:
        """Yield what the lexicon confirms of two names of a sentence; it gives way to what a frame reads."""
        for frame in self._frames:
            if frame.pattern is None:
                for ends in self._together(frame, whole):
                    yield from self._state(frame, ends, whole, evidence)

    def _state(self, frame: Frame, ends: _Ends | None, masked: Masked, evidence: Range) -> Iterator[Relation]:
        """Yield what a match states, unless something in it forbids."""
        row = frame.row
        if ends is None or (frame.block and frame.block.search(masked.string, ends.start, ends.end + 8)):
            return
        claimed: Modality | None = "asserted"
        if not row.fold and frame.pattern:
            claimed = modality(masked.string, ends.start, ends.end, ends.cue)
        if claimed is None:
            return
        if claimed == "asserted" and row.modality:
            claimed = row.modality
        place = _range(masked, ends.cue)
        for head, tail in self._pairs(frame, ends):
            yield Relation(head, row.relation, tail, claimed, evidence, place, row.confidence, row.sense, (), row.name)

    def _ends(self, frame: Frame, match: re.Match[str], masked: Masked) -> _Ends | None:
        """Return the ends of a match; None when its subject is missing or its list has one member."""
        groups = match.groupdict()
        start, cue = match.start(), match.span("cue")
        if groups.get("P"):
            members = masked.entities(match.start("P"))
            return _Ends(members, members, start, match.end(), cue) if len(members) > 1 else None
        found = {end: masked.entities(match.start(end)) for end in ("H", "T") if groups.get(end)}
        if frame.row.fold:
            found["H"] = masked.points[match.start("H")][-1].entities
        if frame.subject:
            kinds = frame.heads if frame.subject == "H" else frame.tails
            at = subject(masked, start, kinds, self._signs)
            if at is None:
                return None
            found[frame.subject] = masked.entities(at)
            start = at
        return _Ends(found["H"], found["T"], start, match.end(), cue)

    def _together(self, frame: Frame, masked: Masked) -> Iterator[_Ends]:
        """Yield every two signs of a sentence whose types the frame joins."""
        for head, tail in itertools.permutations(sorted(masked.points), 2):
            kinds = masked.points[head][0].type, masked.points[tail][0].type
            if kinds[0] in frame.heads and kinds[1] in frame.tails:
                start, end = min(head, tail), max(head, tail) + 1
                yield _Ends(masked.entities(head), masked.entities(tail), start, end, (tail, tail + 1))

    def _pairs(self, frame: Frame, ends: _Ends) -> Iterator[tuple[str, str]]:
        listed = itertools.combinations(ends.heads, 2) if ends.heads is ends.tails else None
        for one, other in listed or itertools.product(ends.heads, ends.tails):
            head, tail = self._levelled(frame, one, other)
            if head != tail and self._allowed(frame, head, tail):
                yield head, tail

    def _levelled(self, frame: Frame, head: str, tail: str) -> tuple[str, str]:
        """Put a rivalry of a product with a company it cannot join on the level of companies (Gemini与OpenAI竞争)."""
        kinds = self._schema.type_of(head), self._schema.type_of(tail)
        if not frame.row.differ or frame.relation.joins(*kinds) or frame.relation.ends[0] != (kinds[1],) * 2:
            return head, tail
        entry = self._lexicon.entries.get(head)
        return (entry.facts.get(frame.row.differ) or head if entry else head), tail

    def _allowed(self, frame: Frame, head: str, tail: str) -> bool:
        if not frame.relation.joins(self._schema.type_of(head), self._schema.type_of(tail)):
            return False
        if frame.row.agree:
            entry = self._lexicon.entries.get(tail if frame.row.agree == "maker" else head)
            other = head if frame.row.agree == "maker" else tail
            known = split(entry.facts.get(frame.row.agree, "")) if entry else ()
            if known:
                return other in known or (
                    not frame.row.known and self._lexicon.house(other) in map(self._lexicon.house, known)
                )
            return not frame.row.known
        if frame.row.differ:
            return self._lexicon.house(head) != self._lexicon.house(tail)
        return True


def _points(doc: Doc) -> list[Point]:
    spans = [*doc.spans["mentions"], *doc.spans["references"]]
    points = (Point(s.start_char, s.end_char, s.label_, tuple(s.kb_id_.split("|"))) for s in spans)
    return sorted(points, key=lambda point: point.start)


def _range(masked: Masked, piece: tuple[int, int]) -> Range:
    start, end = piece
    if start == end:
        return Range(masked.offsets[start], masked.offsets[start])
    return Range(masked.offsets[start], masked.offsets[end - 1] + 1)


def _keep(found: dict[tuple[str, str, str], Relation], new: Relation, *, symmetric: bool) -> None:
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
