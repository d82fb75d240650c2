"""A sentence as the frames see it: every mention one sign, lists drawn together, quotes and glosses gone.

    微软和Meta都承诺购买AMD的MI300X  →  Ⓒ都承诺购买Ⓒ的Ⓗ      (with the first Ⓒ standing for both)

Signs are private-use characters, one for each entity type, so that a frame is an ordinary regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.schema import Schema

_FIRST_SIGN = 0xE000
_IGNORED = frozenset(' \t\u00a0\u3000“”"‘’「」『』《》〈〉*_')
_LINK = re.compile(r"(?:、|/|／|,|以及|及|和|或|&)")
_THOUSANDS = re.compile(r"\d,(?=\d{3})")
_GLOSS = re.compile(r"[(（][^()（）\n]{0,60}[)）]")


@dataclass(frozen=True, slots=True)
class Point:
    """A mention, or a word that stands for one: where it is and the entities it names, the type being one."""

    start: int
    end: int
    type: str
    entities: tuple[str, ...]


def signs(schema: Schema) -> dict[str, str]:
    """Return the sign of each entity type."""
    return {name: chr(_FIRST_SIGN + index) for index, name in enumerate(schema.entities)}


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked ``string``; for each of its characters the offset in the article; at a sign, the points it joins."""

    string: str
    offsets: tuple[int, ...]
    points: dict[int, tuple[Point, ...]]

    def entities(self, at: int) -> tuple[str, ...]:
        """Return the ids of all entities at the sign ``at``, in order, without repeats."""
        return tuple(dict.fromkeys(e for point in self.points[at] for e in point.entities))

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
        order = [i for i in range(len(string)) if i not in gone]
        moved = {old: new for new, old in enumerate(order)}
        return Masked(
            "".join(string[i] for i in order),
            tuple(self.offsets[i] for i in order),
            {moved[i]: group for i, group in points.items() if i in moved},
        )


def mask(text: str, start: int, end: int, points: Sequence[Point], sign_of: dict[str, str]) -> Masked:
    """Mask ``text[start:end]``, in which ``points`` stand in order without overlap."""
    characters: list[str] = []
    offsets: list[int] = []
    groups: dict[int, tuple[Point, ...]] = {}
    pieces = list(_pieces(text, start, end, points))
    for index, (offset, piece) in enumerate(pieces):
        if isinstance(piece, str):
            characters.append(piece)
            offsets.append(offset)
        elif _joins_previous(pieces, index):
            at = max(groups)
            del characters[at + 1 :], offsets[at + 1 :]
            groups[at] = (*groups[at], piece)
        else:
            groups[len(characters)] = (piece,)
            characters.append(sign_of[piece.type])
            offsets.append(offset)
    return Masked("".join(characters), tuple(offsets), groups)


def _pieces(text: str, start: int, end: int, points: Sequence[Point]) -> Iterator[tuple[int, str | Point]]:
    """Yield (offset, character or point), leaving out signs that say nothing and glosses after a name."""
    waiting, at = list(points), start
    after: Point | None = None
    while at < end:
        if waiting and waiting[0].start == at:
            point = waiting.pop(0)
            yield at, point
            at, after = point.end, point
            continue
        gloss = _GLOSS.match(text, at, end) if after else None
        if gloss and after and _says_nothing(gloss, after, waiting):
            at = gloss.end()
            while waiting and waiting[0].start < at:
                waiting.pop(0)
            continue
        if text[at] not in _IGNORED and not _THOUSANDS.match(text, max(0, at - 1), end):
            yield at, text[at]
            after = None
        at += 1


def _says_nothing(gloss: re.Match[str], after: Point, waiting: Sequence[Point]) -> bool:
    """Whether a bracket after a name names nothing, or the same thing, or hardly more than one other name."""
    inside = [point for point in waiting if point.start < gloss.end()]
    named = sum(point.end - point.start for point in inside)
    same = all(point.entities == after.entities for point in inside)
    return same or (len(inside) == 1 and len(gloss.group()) - named <= 8)


def _joins_previous(pieces: Sequence[tuple[int, str | Point]], index: int) -> bool:
    """Whether the point at ``index`` continues a list: the same type, and only a linking sign since the last point."""
    between = ""
    for _, piece in reversed(pieces[:index]):
        if isinstance(piece, Point):
            current = pieces[index][1]
            return isinstance(current, Point) and piece.type == current.type and bool(_LINK.fullmatch(between))
        between = piece + between
        if len(between) > 2:
            break
    return False
