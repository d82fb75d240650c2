"""Path: the chains of relations that lead from one entity to another."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from pipeline.lookup.known import check_known
from pipeline.lookup.moment import at_one_moment
from pipeline.lookup.neighbours import Evidence, evidence_of
from pipeline.schema import Schema
from pipeline.store import Store
from pipeline.store.words import storable

#: Entities that are followed from each side at each step, the best supported first.
_FOLLOWED = 2000
#: Entities in which the ways from both sides are joined, the best supported first.
_MET = 200
#: The support of an end itself.
_ANY = 2**31


@dataclass(frozen=True, slots=True)
class Stop:
    """An entity on a chain."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation on a chain, from the stop before to the one after, the other way unless ``forward``, with evidence."""

    relation: str
    forward: bool
    modality: str
    articles: int
    best: Evidence


@dataclass(frozen=True, slots=True)
class Chain:
    """``stops`` from one entity to the other, ``links`` between them, one fewer.

    ``support`` is the number of articles behind the weakest link.
    """

    stops: tuple[Stop, ...]
    links: tuple[Link, ...]
    support: int


@dataclass(frozen=True, slots=True)
class _Way:
    """Ids in the order they are walked from one end, and the edge's articles for each step."""

    stops: tuple[str, ...]
    articles: tuple[int, ...] = ()

    @property
    def rank(self) -> tuple[int, int, tuple[str, ...]]:
        """The best supported first: by the weakest step, then by all together."""
        return -min(self.articles, default=0), -sum(self.articles), self.stops

    def joined(self, back: _Way) -> _Way:
        """Go on with another way, from its end to its beginning."""
        return _Way(self.stops + back.stops[-2::-1], self.articles + back.articles[::-1])


@at_one_moment
def path(  # noqa: PLR0913 - a question's settings, by name
    store: Store,
    one: str,
    other: str,
    schema: Schema,
    *,
    relations: Iterable[str] = (),
    longest: int = 4,
    limit: int = 5,
) -> list[Chain]:
    """Return up to ``limit`` chains between two ids, the shortest first, of these the best supported.

    A chain passes no entity twice and no edge that is only denied. Of entities joined to very many others, the best
    supported are followed.
    """
    relations = tuple(relations)
    check_known(schema, relations)
    chosen = json.dumps(sorted(relations) or sorted(schema.relations))
    there, back = _Walk(store, storable(one), chosen, limit), _Walk(store, storable(other), chosen, limit)
    ways: list[_Way] = []
    for length in range(1, longest + 1):
        met = _met(there, (length + 1) // 2, back, length // 2)
        simple = {way.stops: way for way in met if len(set(way.stops)) == length + 1}
        ways += nsmallest(limit - len(ways), simple.values(), key=lambda way: way.rank)
        if len(ways) >= limit:
            break
    return [_chain(store, way, chosen) for way in ways]


def _met(there: _Walk, far: int, back: _Walk, near: int) -> Iterator[_Way]:
    """Yield the ways of ``far`` steps from one end joined to those of ``near`` steps from the other."""
    ahead, behind = there.reached(far), back.reached(near)
    middles = nsmallest(
        _MET, ahead.keys() & behind.keys(), key=lambda ident: (-min(ahead[ident], behind[ident]), ident)
    )
    for middle in middles:
        for one in there.ways(middle, far):
            for other in back.ways(middle, near):
                yield one.joined(other)


class _Walk:
    """The entities reached from one end, step by step, and the best ``limit`` ways to each."""

    def __init__(self, store: Store, start: str, relations: str, limit: int) -> None:
        self._store, self._relations, self._limit = store, relations, limit
        # For each number of steps: an entity's support by its best way, and from where it was reached.
        self._support: list[dict[str, int]] = [{start: _ANY}]
        self._from: list[dict[str, list[tuple[str, int]]]] = [{}]

    def reached(self, steps: int) -> dict[str, int]:
        """Return the support of the entities reached in exactly that many steps, walking on if need be."""
        while len(self._support) <= steps:
            self._step(self._support[-1])
        return self._support[steps]

    def _step(self, last: dict[str, int]) -> None:
        followed = nsmallest(_FOLLOWED, last, key=lambda ident: (-last[ident], ident))
        support: dict[str, int] = {}
        origins: dict[str, list[tuple[str, int]]] = defaultdict(list)
        asked = {"from": json.dumps(sorted(followed)), "relations": self._relations}
        for one, other, articles in self._store.rows(_STEPS, asked):
            origins[other].append((one, articles))
            support[other] = max(support.get(other, 0), min(last[one], articles))
        self._support.append(support)
        self._from.append(origins)

    def ways(self, ident: str, steps: int) -> list[_Way]:
        """Return the best ways to an entity of exactly that many steps."""
        if not steps:
            return [_Way((ident,))]
        found = (
            _Way((*way.stops, ident), (*way.articles, articles))
            for one, articles in self._from[steps][ident]
            for way in self.ways(one, steps - 1)
            if ident not in way.stops
        )
        return nsmallest(self._limit, found, key=lambda way: way.rank)


_STEPS = """
SELECT one, other, max(articles) AS articles FROM (
    SELECT head AS one, tail AS other, articles FROM edges WHERE head IN (SELECT value FROM json_each(:from))
        AND relation IN (SELECT value FROM json_each(:relations)) AND modality <> 'negated'
    UNION ALL
    SELECT tail, head, articles FROM edges WHERE tail IN (SELECT value FROM json_each(:from))
        AND relation IN (SELECT value FROM json_each(:relations)) AND modality <> 'negated')
GROUP BY one, other ORDER BY one, other
"""
_LINK = """
SELECT e.relation, e.head, e.modality, e.articles, a.id AS article, a.title, a.source, a.published,
    substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence
FROM edges e JOIN articles a ON a.id = e.article
WHERE (e.head = :one AND e.tail = :other OR e.head = :other AND e.tail = :one) AND e.modality <> 'negated'
    AND e.relation IN (SELECT value FROM json_each(:relations))
ORDER BY e.articles DESC, e.relation, e.head = :other LIMIT 1
"""


def _chain(store: Store, way: _Way, relations: str) -> Chain:
    links = []
    for one, other in zip(way.stops, way.stops[1:], strict=False):
        (row,) = store.rows(_LINK, {"one": one, "other": other, "relations": relations})
        links.append(_link(row, one))
    return Chain(tuple(_stop(store, ident) for ident in way.stops), tuple(links), min(way.articles))


def _link(row: sqlite3.Row, one: str) -> Link:
    best = evidence_of(row, row["modality"])
    return Link(row["relation"], row["head"] == one, row["modality"], row["articles"], best)


def _stop(store: Store, ident: str) -> Stop:
    (row,) = store.rows("SELECT name, type FROM entities WHERE id = ?", [ident])
    return Stop(ident, row["name"], row["type"])
