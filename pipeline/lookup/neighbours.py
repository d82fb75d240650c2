"""Neighbours: the entities that statements join to one, by relation, direction, type, modality, date and sources."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, cast

from pipeline.lookup.known import check_known
from pipeline.lookup.moment import at_one_moment
from pipeline.schema import Schema
from pipeline.store import Store
from pipeline.store.edges import STATEMENTS, Edge, Row, join
from pipeline.store.words import storable

Direction = Literal["both", "out", "in"]
_SYMMETRIC: tuple[Direction, ...] = ("both",)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article that states a relation; ``published`` is YYYY-MM-DD or None."""

    text: str
    article: str
    title: str
    source: str
    published: str | None
    modality: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity that a relation joins to the one asked about, with the best evidence.

    ``direction`` is out when the asked one is the relation's head, in when it is the tail, both when the relation is
    symmetric. ``articles`` counts those that say so, ``sources`` those of them that differ in their text. ``first`` and
    ``last`` are the days (YYYY-MM-DD) of the earliest and latest dated one.
    """

    id: str
    name: str
    type: str
    relation: str
    direction: str
    modality: str
    sense: str
    confidence: float
    articles: int
    sources: int
    first: str | None
    last: str | None
    best: Evidence

    @property
    def label(self) -> str:
        """Return the relation as seen from the asked one: `buys`, or `← buys` when it is the tail."""
        return f"← {self.relation}" if self.direction == "in" else self.relation


@at_one_moment
def neighbours(  # noqa: PLR0913 - a question's settings, by name
    store: Store,
    ident: str,
    schema: Schema,
    *,
    relations: Iterable[str] = (),
    direction: Direction = "both",
    types: Iterable[str] = (),
    modalities: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
    minimum_sources: int = 1,
    limit: int | None = None,
) -> list[Neighbour]:
    """Return what is joined to the entity with this id, by relation in the schema's order, the best supported first.

    Empty ``relations``, ``types`` or ``modalities`` let all pass; ``since`` and ``until`` are days, both inclusive, and
    leave undated articles out. Only the statements that pass are counted. QuestionError names what is not known.
    """
    relations, types, modalities = tuple(relations), tuple(types), tuple(modalities)
    check_known(schema, relations, types, modalities)
    wanted = _Wanted(
        types=json.dumps(sorted(types)),
        modalities=json.dumps(sorted(modalities)),
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        minimum_sources=minimum_sources,
        limit=-1 if limit is None else limit,
    )
    found: list[Neighbour] = []
    for relation, side in sides(schema, relations, direction):
        edges = _found(store, storable(ident), relation, side, wanted)
        found += _neighbours(store, edges, side)
        if limit is not None and len(found) >= limit:
            break
    return found[:limit]


def sides(schema: Schema, relations: Iterable[str] = (), direction: Direction = "both") -> list[tuple[str, Direction]]:
    """Return (relation, direction) as a card lists them: each way of a relation, a symmetric one once."""
    chosen = set(relations) or schema.relations.keys()
    ways: tuple[Direction, ...] = ("out", "in")
    return [
        (name, side)
        for name, kind in schema.relations.items()
        if name in chosen
        for side in (ways if not kind.symmetric else _SYMMETRIC)
        if side == "both" or direction in ("both", side)
    ]


def count_neighbours(store: Store, ident: str, relation: str, side: str) -> int:
    """Return how many entities a relation joins to an id on one side of it (out, in or both)."""
    return int(store.rows(_COUNTS[side], {"ident": ident, "relation": relation})[0][0])


_COUNTS = {
    "out": "SELECT count(*) FROM edges WHERE head = :ident AND relation = :relation",
    "in": "SELECT count(*) FROM edges WHERE tail = :ident AND relation = :relation",
    "both": """
    SELECT count(*) FROM (
        SELECT tail FROM edges WHERE head = :ident AND relation = :relation
        UNION SELECT head FROM edges WHERE tail = :ident AND relation = :relation)""",
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which neighbours pass: types and modalities as JSON, days or empty, and how many at most (-1: all)."""

    types: str
    modalities: str
    since: str
    until: str
    minimum_sources: int
    limit: int


#: The ends of an edge at which the asked entity may stand, each with the neighbour's end.
_ENDS = {
    "out": (("head", "tail"),),
    "in": (("tail", "head"),),
    "both": (("head", "tail"), ("tail", "head")),
}
_OF_TYPE = """(:types = '[]' OR EXISTS (
    SELECT 1 FROM entities n WHERE n.id = {} AND n.type IN (SELECT value FROM json_each(:types))))"""
#: Edges as they stand in the store.
_STANDING = {
    end: f"""
    SELECT e.* FROM edges e
    WHERE e.{end} = :ident AND e.relation = :relation AND e.sources >= :minimum_sources
        AND {_OF_TYPE.format(f"e.{other}")}
    ORDER BY e.articles DESC, e.confidence DESC, e.{other} LIMIT :limit"""  # noqa: S608 - our own names
    for end, other in _ENDS["both"]
}
#: The other ends of a symmetric relation, the best supported first.
_RIVALS = f"""
SELECT o.other FROM (
    SELECT tail AS other, articles, sources, confidence FROM edges WHERE head = :ident AND relation = :relation
    UNION ALL
    SELECT head, articles, sources, confidence FROM edges WHERE tail = :ident AND relation = :relation) o
WHERE {_OF_TYPE.format("o.other")} GROUP BY o.other HAVING sum(o.sources) >= :minimum_sources
ORDER BY sum(o.articles) DESC, max(o.confidence) DESC, o.other LIMIT :limit
"""  # noqa: S608 - our own names
_EITHER_WAY = """
SELECT e.*, j.value AS other FROM json_each(:others) j
    CROSS JOIN edges e ON e.head = :ident AND e.relation = :relation AND e.tail = j.value
UNION ALL
SELECT e.*, j.value FROM json_each(:others) j
    CROSS JOIN edges e ON e.head = j.value AND e.relation = :relation AND e.tail = :ident
"""
#: Statements that pass, from which edges are made anew.
_PASSING = {
    end: STATEMENTS.format(
        condition=f"""s.{end} = :ident AND s.relation = :relation
    AND (:modalities = '[]' OR s.modality IN (SELECT value FROM json_each(:modalities)))
    AND (:since = '' OR a.published >= :since) AND (:until = '' OR a.published <= :until)
    AND {_OF_TYPE.format(f"s.{other}")}"""  # noqa: S608 - our own names
    )
    for end, other in _ENDS["both"]
}
_BETWEEN = STATEMENTS.format(
    condition="s.relation = :relation AND (s.head = :ident AND s.tail = :other OR s.head = :other AND s.tail = :ident)"
)


def _found(store: Store, ident: str, relation: str, side: str, wanted: _Wanted) -> list[tuple[str, Edge]]:
    """Return (neighbour, edge) of one side of a relation, the best supported first."""
    values = {"ident": ident, "relation": relation, **asdict(wanted)}
    if wanted.modalities != "[]" or wanted.since or wanted.until:
        edges = _passing(store, side, values)
    else:
        edges = _standing(store, side, values)
    kept = [(other, edge) for other, edge in edges.items() if edge.sources >= wanted.minimum_sources]
    kept.sort(key=lambda pair: (-pair[1].articles, -pair[1].confidence, pair[0]))
    return kept if wanted.limit < 0 else kept[: wanted.limit]


def _passing(store: Store, side: str, values: dict[str, Any]) -> dict[str, Edge]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for end, other in _ENDS[side]:
        for row in store.rows(_PASSING[end], values):
            groups[row[other]].append(cast("Row", tuple(row)))
    return {other: join(rows) for other, rows in groups.items()}


def _standing(store: Store, side: str, values: dict[str, Any]) -> dict[str, Edge]:
    if side != "both":
        ((end, other),) = _ENDS[side]
        return {row[other]: Edge(*row) for row in store.rows(_STANDING[end], values)}
    others = json.dumps([row["other"] for row in store.rows(_RIVALS, values)])
    edges: dict[str, Edge] = {}
    for row in store.rows(_EITHER_WAY, values | {"others": others}):
        if row["other"] in edges:  # what is said both ways round is made into one
            rows = store.rows(_BETWEEN, values | {"other": row["other"]})
            edges[row["other"]] = join([cast("Row", tuple(one)) for one in rows])
        else:
            edges[row["other"]] = Edge(*row[:-1])
    return edges


def _neighbours(store: Store, edges: list[tuple[str, Edge]], side: str) -> list[Neighbour]:
    """Return the neighbours of (id, edge), with names and evidence asked for all at once."""
    places = [(other, e.article, e.evidence_start + 1, e.evidence_end - e.evidence_start) for other, e in edges]
    said = store.rows(_SAID, [json.dumps(places)])
    return [_neighbour(row, other, edge, side) for row, (other, edge) in zip(said, edges, strict=True)]


_SAID = """
SELECT n.name, n.type, a.id AS article, a.title, a.source, a.published,
    substr(a.text, json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]')) AS evidence
FROM json_each(?) j CROSS JOIN entities n ON n.id = json_extract(j.value, '$[0]')
    CROSS JOIN articles a ON a.id = json_extract(j.value, '$[1]')
ORDER BY j.key
"""


def _neighbour(said: sqlite3.Row, other: str, edge: Edge, side: str) -> Neighbour:
    return Neighbour(
        id=other,
        name=said["name"],
        type=said["type"],
        relation=edge.relation,
        direction=side,
        modality=edge.modality,
        sense=edge.sense,
        confidence=edge.confidence,
        articles=edge.articles,
        sources=edge.sources,
        first=edge.first,
        last=edge.last,
        best=evidence_of(said, edge.modality),
    )


def evidence_of(row: sqlite3.Row, modality: str) -> Evidence:
    """Return the evidence in a row with article, title, source, published and evidence."""
    return Evidence(
        text=" ".join(row["evidence"].split()),
        article=row["article"],
        title=row["title"],
        source=row["source"],
        published=row["published"],
        modality=modality,
    )
