"""Pairs of entities that may be one thing: a name and its beginning, two transliterations, a slip of the pen.

澄砚 / 澄砚智算 · 萨姆·奥特曼 / 山姆·阿尔特曼 · Anthropic / Antropic. None is merged by itself: a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from pipeline.knowledge.fold import key
from pipeline.records import Entity

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z&.']{5,}")
#: From this likeness of sound on, of 100, two transliterations are worth a look.
_SOUNDS_ALIKE = 80
#: Initials that transliterations do not keep apart.
_SOUNDS = ((re.compile("^(?:zh|z|j)"), "z"), (re.compile("^(?:ch|c|q)"), "c"), (re.compile("^(?:sh|s|x)"), "s"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities by id, the first in no table; ``reason`` is beginning, sound or spelling."""

    one: str
    other: str
    reason: str


def alike(entities: Iterable[Entity], unknown: frozenset[str]) -> list[Pair]:
    """Return the pairs of which at least one is ``unknown`` to the tables, each pair once, in order."""
    pairs: dict[tuple[str, str], str] = {}
    for kind, group in _by_type(entities).items():
        found = [*_spellings(group), *_sounds(group)]
        if kind == "COMPANY":
            found += _beginnings(group)
        for one, other, reason in found:
            one, other = sorted((one, other), key=lambda ident: (ident not in unknown, ident))  # noqa: PLW2901
            if one != other and one in unknown:
                pairs.setdefault((one, other), reason)
    return [Pair(one, other, reason) for (one, other), reason in sorted(pairs.items())]


def _by_type(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    groups = defaultdict(list)
    for entity in entities:
        groups[entity.type].append(entity)
    return groups


Found = Iterator[tuple[str, str, str]]


def _beginnings(entities: list[Entity]) -> Found:
    """Yield a Chinese name that another one begins with: 澄砚 of 澄砚智算."""
    owners = {key(entity.name): entity.id for entity in entities}
    for name, ident in owners.items():
        if _HAN.fullmatch(name):
            for end in range(2, len(name)):
                if name[:end] in owners:
                    yield owners[name[:end]], ident, "beginning"


def _spellings(entities: list[Entity]) -> Found:
    """Yield Latin names without digits that one slip of a letter tells apart."""
    blocks: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entity in entities:
        name = key(entity.name)
        if _LATIN.fullmatch(name):
            for block in (name[:4], name[-4:]):
                blocks[block].add((name, entity.id))
    for members in blocks.values():
        for (one, first), (other, second) in combinations(sorted(members), 2):
            if OSA.distance(one, other, score_cutoff=1) == 1:
                yield first, second, "spelling"


def _sounds(entities: list[Entity]) -> Found:
    """Yield Chinese names of foreigners that sound alike: of as many parts, divided by a dot."""
    blocks: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for entity in entities:
        for name in entity.names or (entity.name,):
            parts = re.split("[·•・‧]", name)
            if len(parts) > 1 and all(map(_HAN.fullmatch, parts)):
                sound = [_sound(part) for part in parts]
                blocks[len(parts), sound[-1][-2:]].append((" ".join(sound), entity.id))
    for block in blocks.values():
        for (one, first), (other, second) in combinations(sorted(set(block)), 2):
            if fuzz.ratio(one, other) >= _SOUNDS_ALIKE:
                yield first, second, "sound"


def _sound(name: str) -> str:
    """Return how ``name`` sounds, what transliterations mix up made equal: 萨姆 and 山姆 differ in one letter."""
    return "".join(_plainer(syllable) for syllable in lazy_pinyin(name))


def _plainer(syllable: str) -> str:
    for pattern, sound in _SOUNDS:
        syllable = pattern.sub(sound, syllable)
    return syllable.replace("ng", "n")
