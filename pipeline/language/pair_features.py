"""Features of a candidate: what stands between its ends and around them, and what is known of them.

A feature is a short text. The plain ones (cue classes, structure, facts, what the rules read) feed the trees; the
linear model weighs these and all others. ``surface`` needs only words and two places: a benchmark trains on it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.candidates import Candidate, Item
from pipeline.language.pair_cues import STOPS, cue_features, cue_words
from pipeline.records import Relation

_NUMBER = re.compile(r"[\d.,%％]+")
_BINS = (0, 1, 2, 3, 5, 8, 12, 20, 35)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one candidate: the plain ones, and all."""

    plain: frozenset[str]
    every: frozenset[str]


def way_of(at: int, to: int) -> str:
    """Return the order of the ends: ``>`` head first, ``<`` tail first, ``=`` in one list."""
    return "=" if at == to else ">" if at < to else "<"


def _bin(count: int) -> int:
    return next((index for index, top in enumerate(_BINS) if count <= top), len(_BINS))


def shown(text: str) -> str:
    """Return a word as features speak of it: a number as 0."""
    return "0" if _NUMBER.fullmatch(text) else text


def surface(words: Sequence[str], at: int, to: int) -> Iterator[str]:
    """Yield what the words say of the two ends at ``at`` and ``to``."""
    left, right = min(at, to), max(at, to)
    way, between = way_of(at, to), words[left + 1 : right]
    yield from (f"{way}between:{word}" for word in between)
    yield from (f"{way}between:{one} {two}" for one, two in pairwise(between))
    if len(between) <= 5:
        yield f"{way}all:{' '.join(between)}"
    for name, place in (("head", at), ("tail", to)):
        for step in (-3, -2, -1, 1, 2, 3):
            if 0 <= place + step < len(words):
                yield f"{way}{name}{step:+}:{words[place + step]}"
        if 0 < place < len(words) - 1:
            yield f"{name}±:{words[place - 1]} {words[place + 1]}"
        if place >= 2:
            yield f"{way}{name}--:{words[place - 2]} {words[place - 1]}"
        if place + 2 < len(words):
            yield f"{way}{name}++:{words[place + 1]} {words[place + 2]}"
    yield from _outside("before", words[:left][::-1], way)
    yield from _outside("after", words[right + 1 :], way)


def _outside(side: str, words: Sequence[str], way: str) -> Iterator[str]:
    """Yield the words on one side, the nearest first, those of the end's own clause apart."""
    clause = "own"
    for word in words:
        if word in STOPS:
            clause = "far"
        yield f"{way}{side} {clause}:{word}"


class FeatureReader:
    """Read the features of a document's candidates; candidates of one window come together."""

    def __init__(self, lexicon: Lexicon, stated: Sequence[Relation]) -> None:
        self._lexicon, self._stated = lexicon, stated
        self._window: object = None

    def read(self, candidate: Candidate) -> Features:
        """Return the candidate's features."""
        window = candidate.window
        if window is not self._window:
            self._window = window
            self.cues = cue_words(window)
            self._words = [item.type or shown(item.text) for item in window.items]
            self._here = {id(r) for r in self._stated if _overlap(r, candidate)}
        kinds, way = ">".join(candidate.types), way_of(candidate.at, candidate.to)
        cues = list(cue_features(candidate, self.cues, way))
        plain = {f"C {name}" for name, is_plain in cues if is_plain}
        plain |= set(_shape(candidate, kinds, way))
        plain |= set(_facts(candidate, self._lexicon, kinds))
        plain |= set(self._rules(candidate))
        fine = {f"C {name}" for name, is_plain in cues if not is_plain}
        return Features(
            frozenset(plain), frozenset(plain | fine | set(surface(self._words, candidate.at, candidate.to)))
        )

    def _rules(self, candidate: Candidate) -> Iterator[str]:
        """Yield what the rules read of these two ends, here or elsewhere, and of each with another."""
        head, tail = candidate.head, candidate.tail
        for one in self._stated:
            here = id(one) in self._here
            if (one.head, one.tail) == (head, tail):
                place = f"rule {'here' if here else 'else'}:{one.relation}"
                yield from (place, f"{place} {int(one.confidence * 5)}")
                if one.modality == "negated":
                    yield f"rule negated:{one.relation}"
            elif (one.head, one.tail) == (tail, head):
                yield f"rule {'here' if here else 'else'} reversed:{one.relation}"
            elif here:
                yield from _others(one, head, tail)


def _overlap(relation: Relation, candidate: Candidate) -> bool:
    evidence = candidate.window.evidence
    return relation.evidence.start < evidence.end and evidence.start < relation.evidence.end


def _others(one: Relation, head: str, tail: str) -> Iterator[str]:
    """Yield what the rules read of one of the ends with something else."""
    if one.head == head:
        yield f"rule head:{one.relation}"
    elif one.tail == tail:
        yield f"rule tail:{one.relation}"
    elif one.tail == head:
        yield f"rule head as tail:{one.relation}"
    elif one.head == tail:
        yield f"rule tail as head:{one.relation}"


def _shape(candidate: Candidate, kinds: str, way: str) -> Iterator[str]:
    """Yield the types, the distances, what stands between, and how each end stands in its clause and sentence."""
    items = candidate.window.items
    left, right = sorted((candidate.at, candidate.to))
    between = items[left + 1 : right]
    yield kinds
    for lead in (way, f"{kinds} {way}"):
        yield lead
        yield f"{lead}length:{_bin(len(between))}"
        yield f"{lead}stops:{min(3, sum(item.text in STOPS for item in between))}"
    counts = {
        kind: sum(item.type == kind for item in between) for kind in {item.type for item in between if item.points}
    }
    yield from (f"{kinds}{way}past:{kind}{min(3, count)}" for kind, count in counts.items())
    yield f"{kinds}{way}past:{min(4, sum(counts.values()))}"
    yield f"{kinds}{way}sentences:{candidate.window.sentences}"
    yield f"{kinds} names:{_bin(sum(bool(item.points) for item in items))}"
    for name, place in (("head", candidate.at), ("tail", candidate.to)):
        yield from _end(items, place, f"{kinds} {name}", f"{kinds}{way}{name}")


def _end(items: Sequence[Item], place: int, either: str, ordered: str) -> Iterator[str]:
    """Yield how an end stands: in a list, by a word that stands for it, first of its clause or sentence."""
    item = items[place]
    yield f"{either} listed:{min(3, len(item.points))}"
    if item.stands_for:
        yield f"{either} stands for"
    yield f"{ordered} nth:{min(3, sum(other.type == item.type for other in items[:place]))}"
    clause = next((i for i in range(place - 1, -1, -1) if items[i].text in STOPS), -1)
    yield f"{ordered} opens clause:{not any(other.points for other in items[clause + 1 : place])}"
    yield f"{ordered} opens sentence:{not any(other.points for other in items[:place])}"


def _facts(candidate: Candidate, lexicon: Lexicon, kinds: str) -> Iterator[str]:
    """Yield what the lexicon knows of the ends: sectors, maker and made, whether they are one house."""
    head, tail = lexicon.entries.get(candidate.head), lexicon.entries.get(candidate.tail)
    for name, entry in (("head", head), ("tail", tail)):
        if entry is None:
            yield f"{kinds} {name} unknown"
        elif sector := entry.facts.get("sector"):
            yield f"{kinds} {name} sector:{sector}"
    same = lexicon.house(candidate.head) == lexicon.house(candidate.tail)
    yield f"{kinds} same house:{same}"
    if tail and (maker := tail.facts.get("maker")):
        agrees = "yes" if maker == candidate.head else "house" if same else "no"
        yield f"{kinds} maker:{agrees}"
        yield f"{kinds} maker:{agrees} sentences:{candidate.window.sentences}"
    sectors = ">".join((entry.facts.get("sector") or "?") if entry else "?" for entry in (head, tail))
    yield f"{kinds} sectors:{sectors}"
