"""Candidates: which two things, named in one sentence or in neighbouring ones, a relation may join.

A window is one sentence, or two in a row, as words in which every name is one item and a list of names one item, too:

    微软和Meta都采购了H100  →  (微软, Meta) · 都 · 采购 · 了 · (H100)

Words that stand for a name (该公司, 其) are items as well. The two ends of a candidate are the nearest items that name
them; a window of two sentences joins only what no single sentence of the two joins.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.fold import plain
from pipeline.language.masking import Point, mask
from pipeline.records import Range
from pipeline.schema import RelationType, Schema

#: Windows with more items than this are lists and tables, in which nothing is said of any two.
_CROWD = 40


@dataclass(frozen=True, slots=True)
class Item:
    """A word of a window, folded; or names, with the ``points`` they stand at (several: a list)."""

    text: str
    start: int
    end: int
    points: tuple[Point, ...] = ()
    stands_for: bool = False

    @property
    def type(self) -> str:
        """Entity type of the names; empty for a word."""
        return self.points[0].type if self.points else ""


@dataclass(frozen=True, slots=True)
class Window:
    """One sentence or two in a row: its items, and its place in the article."""

    items: tuple[Item, ...]
    evidence: Range
    sentences: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be related, and the indexes of the items of ``window`` that name them."""

    head: str
    tail: str
    types: tuple[str, str]
    window: Window
    at: int
    to: int

    @property
    def forward(self) -> bool:
        """Whether the head stands before the tail (or in one list with it)."""
        return self.at <= self.to

    def fits(self, relation: RelationType) -> bool:
        """Whether ``relation`` may join the two this way round; a symmetric one is read once, in the text's order."""
        if self.types not in relation.ends:
            return False
        return not (relation.symmetric and self.types[0] == self.types[1]) or self._first()

    def _first(self) -> bool:
        if self.at != self.to:
            return self.at < self.to
        order = [e for point in self.window.items[self.at].points for e in point.entities]
        return order.index(self.head) < order.index(self.tail)


def candidates(doc: Doc, schema: Schema, sign_of: dict[str, str]) -> Iterator[Candidate]:
    """Yield the candidates of a document with mentions and references, in the order of its sentences."""
    joined = {ends for relation in schema.relations.values() for ends in relation.ends}
    windows = list(_windows(doc, sign_of))
    apart: dict[int, set[frozenset[str]]] = {}
    for index, window in windows:
        if window.sentences == 1:
            found = list(_pairs(window, joined))
            apart[index] = {frozenset((one.head, one.tail)) for one in found}
            yield from found
    for index, window in windows:
        if window.sentences == 2:
            known = apart.get(index, set()) | apart.get(index + 1, set())
            yield from (c for c in _pairs(window, joined) if frozenset((c.head, c.tail)) not in known)


def _windows(doc: Doc, sign_of: dict[str, str]) -> Iterator[tuple[int, Window]]:
    """Yield (index of its first sentence, window) for all that hold two names."""
    itemize = _Itemizer(doc, sign_of)
    sentences = [(s.start_char, s.end_char) for s in doc.sents]
    for index, length in itertools.product(range(len(sentences)), (1, 2)):
        if index + length <= len(sentences):
            evidence = Range(sentences[index][0], sentences[index + length - 1][1])
            if items := itemize(evidence):
                yield index, Window(items, evidence, length)


class _Itemizer:
    """Cut pieces of a document into items."""

    def __init__(self, doc: Doc, sign_of: dict[str, str]) -> None:
        self._text, self._sign_of = plain(doc.text), sign_of
        self._edges = {token.idx for token in doc}
        standing = list(doc.spans["references"])
        self._standing = {span.start_char for span in standing}
        self._points = sorted(
            (
                Point(span.start_char, span.end_char, span.label_, tuple(span.kb_id_.split("|")))
                for span in (*doc.spans["mentions"], *standing)
            ),
            key=lambda point: point.start,
        )

    def __call__(self, piece: Range) -> tuple[Item, ...]:
        """Return the items of a piece; none where it holds fewer than two names, or a crowd."""
        points = [point for point in self._points if piece.start <= point.start < piece.end]
        if not 1 < len(points) <= _CROWD:
            return ()
        masked = mask(self._text, (piece.start, piece.end), points, self._sign_of, bare=False)
        items: list[Item] = []
        for at, (sign, offset) in enumerate(zip(masked.string, masked.offsets, strict=True)):
            if listed := masked.points.get(at):
                standing = listed[-1].start in self._standing
                items.append(Item(sign, listed[0].start, listed[-1].end, listed, standing))
            elif items and not items[-1].points and offset not in self._edges and items[-1].end == offset:
                items[-1] = Item(items[-1].text + sign.lower(), items[-1].start, offset + 1)
            else:
                items.append(Item(sign.lower(), offset, offset + 1))
        return tuple(items)


def _pairs(window: Window, joined: set[tuple[str, str]]) -> Iterator[Candidate]:
    """Yield the window's candidates, each pair of entities once, at its nearest items."""
    named = [(i, e, item.type) for i, item in enumerate(window.items) for p in item.points for e in p.entities]
    nearest: dict[tuple[str, str], Candidate] = {}
    for (at, head, kind), (to, tail, other) in itertools.permutations(named, 2):
        if head != tail and (kind, other) in joined:
            known = nearest.get((head, tail))
            if known is None or abs(at - to) < abs(known.at - known.to):
                nearest[head, tail] = Candidate(head, tail, (kind, other), window, at, to)
    yield from nearest.values()
