"""The drawing of a neighbourhood: an entity in the middle, its neighbours around it, each edge with what is said.

Places are computed here, the same for the same store: neighbours lie on rings, sorted by relation, so that each
relation has a sector of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.lookup import Neighbour
from pipeline.records import Entity
from pipeline.schema import Schema

#: Neighbours on the innermost ring; each ring further out has room for as many more.
_INNERMOST = 16


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in its place; ``x`` and ``y`` in units of the innermost ring's radius, ``color`` its type's."""

    id: str
    name: str
    type: str
    color: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge from head to tail; ``color`` is its relation's, ``parallel`` counts those before it between the two."""

    head: str
    relation: str
    tail: str
    modality: str
    sense: str
    symmetric: bool
    articles: int
    sources: int
    confidence: float
    first: str | None
    last: str | None
    evidence: str
    color: str
    parallel: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The nodes, the centre first, and the edges; ``left_out`` counts the given neighbours not drawn."""

    centre: str
    nodes: tuple[Node, ...]
    edges: tuple[Line, ...]
    left_out: int


def draw(entity: Entity, neighbours: list[Neighbour], schema: Schema, limit: int) -> Drawing:
    """Return the drawing of the best supported ``limit`` of an entity's edges to its neighbours."""
    ranked = sorted(neighbours, key=lambda one: (-one.sources, -one.confidence, one.id, one.relation))
    kept = set(map(_edge_of, ranked[:limit]))
    shown = [one for one in neighbours if _edge_of(one) in kept]
    around = {one.id: one for one in reversed(shown)}
    ordered = [ident for ident in dict.fromkeys(one.id for one in shown) if ident != entity.id]
    nodes = [Node(entity.id, entity.name, entity.type, schema.entities[entity.type].color, 0.0, 0.0, 14.0)]
    for ident, (x, y) in zip(ordered, _places(len(ordered)), strict=True):
        one = around[ident]
        size = round(6 + 2 * math.sqrt(min(one.sources, 16)), 2)
        nodes.append(Node(ident, one.name, one.type, schema.entities[one.type].color, x, y, size))
    return Drawing(entity.id, tuple(nodes), tuple(_lines(entity.id, shown, schema)), len(neighbours) - len(shown))


def _edge_of(neighbour: Neighbour) -> tuple[str, str, str]:
    return neighbour.id, neighbour.relation, neighbour.direction


def _lines(centre: str, neighbours: list[Neighbour], schema: Schema) -> list[Line]:
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for one in neighbours:
        head, tail = (one.id, centre) if one.direction == "in" else (centre, one.id)
        relation = schema.relations[one.relation]
        lines.append(
            Line(
                head=head,
                relation=one.relation,
                tail=tail,
                modality=one.modality,
                sense=one.sense,
                symmetric=relation.symmetric,
                articles=one.articles,
                sources=one.sources,
                confidence=one.confidence,
                first=one.first,
                last=one.last,
                evidence=one.best.text,
                color=relation.color,
                parallel=seen.setdefault(one.id, 0),
            )
        )
        seen[one.id] += 1
    return lines


def _places(count: int) -> list[tuple[float, float]]:
    """Return the places of ``count`` neighbours, in turn on each of the rings they need, clockwise from the top."""
    rings = 1
    while _INNERMOST * rings * (rings + 1) / 2 < count:
        rings += 1
    radii = [1 + 0.55 * (index % rings) for index in range(count)]
    angles = [2 * math.pi * index / max(count, 1) for index in range(count)]
    return [
        (round(radius * math.sin(angle), 4), round(radius * math.cos(angle), 4))
        for radius, angle in zip(radii, angles, strict=True)
    ]
