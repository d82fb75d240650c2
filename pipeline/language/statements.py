"""From frames to statements: what a masked sentence says, with ends, modality, evidence and the rule that read it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import split
from pipeline.language.frames import Frame
from pipeline.language.masking import Masked, Point, signs
from pipeline.language.modality import modality
from pipeline.language.subjects import STOPS, carried_subject, respectively, subject
from pipeline.records import Modality, Range, Relation
from pipeline.schema import Schema

#: How far behind a statement, in its clause, its blockers are looked for, in code points.
_BEYOND = 16
_REST = re.compile(f"[^{STOPS}]{{0,{_BEYOND}}}")
_CUT = re.compile(f"[{STOPS}]")


@dataclass(frozen=True, slots=True)
class _Ends:
    """The points at both ends of a match, its place and its cue's in the masked string.

    ``said`` is where it begins without the subject that it has from before; ``carried``: see frames; ``in_order``: the
    first head belongs to the first tail, and so on (分别).
    """

    heads: tuple[Point, ...]
    tails: tuple[Point, ...]
    span: tuple[int, int]
    cue: tuple[int, int]
    said: int
    carried: bool = False
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class _End:
    """An entity at an end of a match, and the point that names it or stands for it."""

    entity: str
    point: Point


@dataclass(frozen=True, slots=True)
class Views:
    """A sentence masked in its ways: whole; without brackets; and what stands inside each bracket.

    ``around`` are the sentences before and after it, as they are.
    """

    whole: Masked
    bare: Masked
    inside: tuple[Masked, ...]
    evidence: Range
    around: tuple[str, str]

    @property
    def plain(self) -> tuple[Masked, ...]:
        """Return what frames that see no brackets read."""
        return (self.bare, *(() if self.whole is self.bare else (self.whole,)), *self.inside)


class Statements:
    """Read what sentences state by frames."""

    def __init__(self, schema: Schema, lexicon: Lexicon, frames: Iterable[Frame]) -> None:
        self._schema, self._lexicon = schema, lexicon
        self._signs = signs(schema)
        listed = list(frames)
        self._together = [frame for frame in listed if frame.pattern is None]
        self._folding = [frame for frame in listed if frame.row.fold]
        rest = [frame for frame in listed if frame.pattern and not frame.row.fold]
        self._glossing = [frame for frame in rest if frame.in_brackets]
        self._owned = [frame for frame in rest if not frame.in_brackets and frame.row.owned]
        self._plain = [frame for frame in rest if not frame.in_brackets and not frame.row.owned]

    @property
    def weak(self) -> frozenset[str]:
        """Names of the rows that give way to any other."""
        every = (*self._together, *self._folding, *self._glossing, *self._owned, *self._plain)
        return frozenset(frame.row.name for frame in every if frame.row.weak)

    def stated(self, views: Views) -> Iterator[Relation]:
        """Yield what the frames read in a sentence: owners first, then the rest without them."""
        for frame in self._together:
            for ends in _pairs_of_signs(frame, views.whole):
                yield from self._state(frame, ends, views.whole, views)
        for frame in self._glossing:
            yield from self._read(frame, views.whole, views)
        for masked in views.plain:
            owners: list[tuple[int, int]] = []
            for frame in self._folding:
                for match in frame.matches(masked.string):
                    relations = list(self._state(frame, self._ends(frame, match, masked), masked, views))
                    if relations:
                        owners.append((match.start("H"), match.start("T")))
                    yield from relations
            for frame in self._owned:
                yield from self._read(frame, masked, views)
            short = masked.without_owners(owners) if owners else masked
            for frame in self._plain:
                yield from self._read(frame, short, views)

    def _read(self, frame: Frame, masked: Masked, views: Views) -> Iterator[Relation]:
        for match in frame.matches(masked.string):
            yield from self._state(frame, self._ends(frame, match, masked), masked, views)

    def _state(self, frame: Frame, ends: _Ends | None, masked: Masked, views: Views) -> Iterator[Relation]:
        """Yield what a match states, unless something in it forbids."""
        if ends is None or (
            frame.block and frame.block.search(masked.string, *_neighbourhood(frame, masked.string, ends))
        ):
            return
        claimed = _claimed(frame, ends, masked, views.around)
        if claimed is None:
            return
        row, place, evidence = frame.row, _range(masked, ends.cue), views.evidence
        if ends.carried:
            evidence = Range(min(p.start for p in (*ends.heads, *ends.tails)), evidence.end)
        for head, tail in self._pairs(frame, ends):
            referring = [end.point for end in (head, tail) if end.point.refers]
            yield Relation(
                head=head.entity,
                relation=row.relation,
                tail=tail.entity,
                modality=claimed,
                evidence=evidence,
                cue=place,
                confidence=round(row.confidence * min([p.sure for p in referring], default=1.0), 2),
                sense=row.sense,
                made_by=row.name,
                via=referring[0].range if referring else None,
            )

    def _ends(self, frame: Frame, match: re.Match[str], masked: Masked) -> _Ends | None:
        """Return the ends of a match; None when its subject is missing or its list has one member."""
        groups = match.groupdict()
        start, cue = match.start(), match.span("cue")
        if groups.get("P"):
            members = masked.points[match.start("P")]
            several = len({entity for point in members for entity in point.entities}) > 1
            return _Ends(members, members, match.span(), cue, start) if several else None
        found = {end: masked.points[match.start(end)] for end in ("H", "T") if groups.get(end)}
        if frame.row.fold:
            found["H"] = masked.points[match.start("H")][-1:]
        carried = False
        if frame.subject:
            kinds = frame.heads if frame.subject == "H" else frame.tails
            at = None if frame.carried else subject(masked, start, kinds, self._signs)
            if at is not None:
                found[frame.subject], start = masked.points[at], at
            elif points := carried_subject(masked, start, kinds, far=frame.row.far):
                found[frame.subject], carried = points, True
            else:
                return None
        in_order = respectively(masked.string[min(start, *match.span()) : match.end()])
        return _Ends(found["H"], found["T"], (start, match.end()), cue, match.start(), carried, in_order)

    def _pairs(self, frame: Frame, ends: _Ends) -> Iterator[tuple[_End, _End]]:
        for one, other in _paired(ends, _each(ends.heads), _each(ends.tails)):
            head = _End(self._levelled(frame, one.entity, other.entity), one.point)
            if head.entity != other.entity and self._allowed(frame, head.entity, other.entity):
                yield head, other

    def _levelled(self, frame: Frame, head: str, tail: str) -> str:
        """Put a rivalry of a product with a company it cannot join on the level of companies (Gemini与OpenAI竞争)."""
        kinds = self._schema.type_of(head), self._schema.type_of(tail)
        if not frame.row.differ or frame.relation.joins(*kinds) or frame.relation.ends[0] != (kinds[1],) * 2:
            return head
        entry = self._lexicon.entries.get(head)
        return entry.facts.get(frame.row.differ) or head if entry else head

    def _allowed(self, frame: Frame, head: str, tail: str) -> bool:
        kinds = self._schema.type_of(head), self._schema.type_of(tail)
        if not frame.relation.joins(*kinds) or not self._deal(frame, head, tail):
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

    def _deal(self, frame: Frame, head: str, tail: str) -> bool:
        """Whether both ends deal in what a frame wants of them, as far as it is known."""
        return self._deals(head, frame.row.head_sectors) and self._deals(tail, frame.row.tail_sectors)

    def _deals(self, company: str, sectors: tuple[str, ...]) -> bool:
        entry = self._lexicon.entries.get(company)
        sector = entry.facts.get("sector") if entry else None
        return not sectors or not sector or sector in sectors


def _each(points: Iterable[Point]) -> list[_End]:
    """Return the entities of points in order, without repeats."""
    found: dict[str, Point] = {}
    for point in points:
        for entity in point.entities:
            found.setdefault(entity, point)
    return [_End(entity, point) for entity, point in found.items()]


def _paired(ends: _Ends, heads: list[_End], tails: list[_End]) -> Iterator[tuple[_End, _End]]:
    """Yield who may stand in the relation: every two of one list, each head with each tail, or in their order."""
    if ends.heads is ends.tails:
        yield from itertools.combinations(heads, 2)
    elif ends.in_order and len(heads) == len(tails):
        yield from zip(heads, tails, strict=True)
    else:
        yield from itertools.product(heads, tails)


def _pairs_of_signs(frame: Frame, masked: Masked) -> Iterator[_Ends]:
    """Yield every two signs of a sentence whose types the frame joins."""
    for head, tail in itertools.permutations(sorted(masked.points), 2):
        kinds = masked.points[head][0].type, masked.points[tail][0].type
        if kinds[0] in frame.heads and kinds[1] in frame.tails:
            span = min(head, tail), max(head, tail) + 1
            yield _Ends(masked.points[head], masked.points[tail], span, (tail, tail + 1), span[0])


def _blocked(frame: Frame, ends: _Ends, string: str) -> bool:
    """Whether a blocker of the frame stands in a statement."""
    return bool(frame.block and frame.block.search(string, *_neighbourhood(frame, string, ends)))


def _neighbourhood(frame: Frame, string: str, ends: _Ends) -> tuple[int, int]:
    """Return the statement with a few characters more, as far as its clause goes: there blockers are looked for.

    What is said of a subject in clauses before is no part of it (发债180亿美元，用于采购GB200), but for rivals, who are
    compared in what clauses before name (市值达2万亿美元，超越特斯拉).
    """
    clause = _REST.match(string, ends.span[1])
    start = ends.span[0]
    if not frame.relation.symmetric:
        start = max((m.end() for m in _CUT.finditer(string, start, max(start, ends.said))), default=start)
    return start, clause.end() if clause else ends.span[1]


def _claimed(frame: Frame, ends: _Ends, masked: Masked, around: tuple[str, str]) -> Modality | None:
    """Return the modality of a match: what its words are given as, or what the words around its cue make of it."""
    row = frame.row
    if row.fold or frame.pattern is None or row.modality == "asserted":
        return "asserted"
    claimed = modality(masked.string, ends.span, ends.cue, row.relation, around)
    denies = row.modality == "negated" and claimed is not None
    return row.modality if row.modality and (denies or claimed == "asserted") else claimed


def _range(masked: Masked, piece: tuple[int, int]) -> Range:
    """Return where a piece of the masked string stands in the article; an empty one stands behind what is before it."""
    start, end = piece
    if start == end:
        at = masked.offsets[start] if start < len(masked.offsets) else masked.offsets[-1] + 1
        return Range(at, at)
    return Range(masked.offsets[start], masked.offsets[end - 1] + 1)
