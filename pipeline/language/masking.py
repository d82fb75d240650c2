"""A sentence as the frames see it: every mention one sign, lists drawn together, quotes and glosses gone.

    微软和Meta都承诺购买AMD的MI300X  →  Ⓒ都承诺购买Ⓒ的Ⓗ      (with the first Ⓒ standing for both)

Signs are private-use characters, one for each entity type, so that a frame is an ordinary regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Range
from pipeline.schema import Schema

_FIRST_SIGN = 0xE000
_IGNORED = frozenset(' \t\u00a0\u3000“”"‘’「」『』《》〈〉*_')
_SIGNS = "[\ue000-\uf8ff]"
_LINKED = re.compile(rf"({_SIGNS})(?:(?:、|/|／|,|以及|及|和|或|&|还有|外加|连同|乃至)(?:像|如)?)(?=\1)")
_THOUSANDS = re.compile(r"\d,(?=\d{3})")
_BRACKET = re.compile(r"[(（][^()（）\n]{0,160}[)）]")
#: How long a bracket that says nothing new of the name before it may be, in code points.
_GLOSS = 62


@dataclass(frozen=True, slots=True)
class Point:
    """A mention, or a word that stands for one: where it is and the entities it names, the type being one.

    ``sure`` is the confidence that a referring word (``refers``) stands for these entities.
    """

    start: int
    end: int
    type: str
    entities: tuple[str, ...]
    refers: bool = False
    sure: float = 1.0

    @property
    def range(self) -> Range:
        """Return where it stands."""
        return Range(self.start, self.end)


def signs(schema: Schema) -> dict[str, str]:
    """Return the sign of each entity type."""
    return {name: chr(_FIRST_SIGN + index) for index, name in enumerate(schema.entities)}


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked ``string``; for each of its characters the offset in the article; at a sign, the points it joins.

    ``carried`` is what the sentences before leave as spoken of: points of one type each.
    """

    string: str
    offsets: tuple[int, ...]
    points: dict[int, tuple[Point, ...]]
    carried: tuple[tuple[Point, ...], ...] = ()

    def without_owners(self, owners: Iterable[tuple[int, int]]) -> Masked:
        """Return this sentence without owners and the words up to what they own, given as (owner, owned) signs.

        An owner at the end of a list leaves the list, which an 和 then joins to the owned: 英伟达和谷歌的TPU.
        """
        gone: set[int] = set()
        string, points = list(self.string), dict(self.points)
        for owner, owned in owners:
            kept = points[owner][:-1] if owner in points else ()
            gone |= set(range(owner + bool(kept), owned))
            if kept:
                points[owner] = kept
                if owned > owner + 1:
                    string[owner + 1] = "和"
                    gone.discard(owner + 1)
        return replace(self, string="".join(string), points=points).without(gone).joined()

    def without(self, gone: set[int]) -> Masked:
        """Return this sentence without the characters at these places."""
        if not gone:
            return self
        order = [i for i in range(len(self.string)) if i not in gone]
        moved = {old: new for new, old in enumerate(order)}
        return Masked(
            "".join(self.string[i] for i in order),
            tuple(self.offsets[i] for i in order),
            {moved[i]: group for i, group in self.points.items() if i in moved},
            self.carried,
        )

    def joined(self) -> Masked:
        """Return this sentence with lists of one type drawn together at their first sign."""
        gone: set[int] = set()
        points = dict(self.points)
        first = -1
        for match in _LINKED.finditer(self.string):
            first = first if match.start() in gone else match.start()
            gone |= set(range(match.end() - len(match.group()) + 1, match.end() + 1))
            points[first] = (*points[first], *points[match.end()])
        return replace(self, points=points).without(gone)


def mask(text: str, piece: tuple[int, int], points: Sequence[Point], sign_of: dict[str, str], *, bare: bool) -> Masked:
    """Mask a piece of ``text``, in which ``points`` stand in order without overlap; ``bare``: without any bracket."""
    characters: list[str] = []
    offsets: list[int] = []
    groups: dict[int, tuple[Point, ...]] = {}
    for offset, found in _pieces(text, piece, points, bare=bare):
        if isinstance(found, Point):
            groups[len(characters)] = (found,)
        characters.append(sign_of[found.type] if isinstance(found, Point) else found)
        offsets.append(offset)
    return Masked("".join(characters), tuple(offsets), groups).joined()


def brackets(text: str, piece: tuple[int, int]) -> list[tuple[int, int]]:
    """Return what stands inside the brackets of a piece of ``text``."""
    return [(m.start() + 1, m.end() - 1) for m in _BRACKET.finditer(text, *piece)]


def _pieces(
    text: str, piece: tuple[int, int], points: Sequence[Point], *, bare: bool
) -> Iterator[tuple[int, str | Point]]:
    """Yield (offset, character or point), leaving out signs that say nothing and brackets that gloss a name."""
    at, end = piece
    index = 0
    after: Point | None = None
    while at < end:
        if index < len(points) and points[index].start == at:
            after = points[index]
            yield at, after
            at, index = after.end, index + 1
            continue
        bracket = _BRACKET.match(text, at, end) if text[at] in "(（" else None
        if bracket and (bare or (after and _says_nothing(bracket, after, points[index:]))):
            at = bracket.end()
            while index < len(points) and points[index].start < at:
                index += 1
            continue
        if text[at] not in _IGNORED and not _THOUSANDS.match(text, max(0, at - 1), end):
            yield at, text[at]
            after = None
        at += 1


def _says_nothing(bracket: re.Match[str], after: Point, waiting: Sequence[Point]) -> bool:
    """Whether a bracket after a name names nothing, or the same thing, or hardly more than one other name."""
    if len(bracket.group()) > _GLOSS:
        return False
    inside = [point for point in waiting if point.start < bracket.end()]
    named = sum(point.end - point.start for point in inside)
    same = all(point.entities == after.entities for point in inside)
    return same or (len(inside) == 1 and len(bracket.group()) - named <= 8)
