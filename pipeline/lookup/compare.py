"""Compare: two entities side by side, what they share and what each has alone."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lookup.moment import at_one_moment
from pipeline.lookup.neighbours import Direction, Neighbour, neighbours, sides
from pipeline.schema import Schema
from pipeline.store import Store

#: The aspects of companies by the relation, the direction and the type of neighbour that make them.
_NAMED: dict[tuple[str, str, str], str] = {
    ("makes", "out", "CHIP"): "chips",
    ("makes", "out", "MODEL"): "models",
    ("buys", "in", "COMPANY"): "customers",
    ("buys", "out", "COMPANY"): "suppliers",
    ("competes-with", "both", "COMPANY"): "rivals",
    ("works-for", "in", "PERSON"): "people",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two compared, and how much the corpus says of it."""

    id: str
    name: str
    type: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Aspect:
    """Neighbours of one kind: ``name`` is chips, models, customers, suppliers, rivals, people, or a relation's label.

    ``shared`` has those that both have, as the first one's neighbours; ``one`` and ``other`` what each has alone.
    Takeovers are told apart: `buys acquisition`, `← buys acquisition`.
    """

    name: str
    shared: tuple[Neighbour, ...]
    one: tuple[Neighbour, ...]
    other: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entities and the aspects in which either has anything; ``between`` are the relations that join the two."""

    one: Side
    other: Side
    between: tuple[Neighbour, ...]
    aspects: tuple[Aspect, ...]


@at_one_moment
def compare(store: Store, one: str, other: str, schema: Schema, limit: int = 200) -> Comparison:
    """Return two ids side by side, with up to ``limit`` neighbours a relation; KeyError if there is no such entity."""
    both = _side(store, one), _side(store, other)
    found: list[dict[str, list[Neighbour]]] = []
    between: list[Neighbour] = []
    for ident, far in ((one, other), (other, one)):
        aspects: dict[str, list[Neighbour]] = {}
        for relation, side in sides(schema):
            for neighbour in _joined(store, ident, schema, (relation, side), limit):
                if neighbour.id != far:
                    aspects.setdefault(_aspect(neighbour), []).append(neighbour)
                elif ident == one:
                    between.append(neighbour)
        found.append(aspects)
    names = [*dict.fromkeys([*_NAMED.values(), *found[0], *found[1]])]
    compared = [_compared(name, *(aspects.get(name, []) for aspects in found)) for name in names]
    return Comparison(*both, tuple(between), tuple(one for one in compared if one.shared or one.one or one.other))


def _joined(store: Store, ident: str, schema: Schema, way: tuple[str, Direction], limit: int) -> list[Neighbour]:
    return neighbours(store, ident, schema, relations=[way[0]], direction=way[1], limit=limit)


def _side(store: Store, ident: str) -> Side:
    entity = store.entity(ident)
    if entity is None:
        raise KeyError(ident)
    return Side(entity.id, entity.name, entity.type, *store.mention_counts(ident))


def _aspect(neighbour: Neighbour) -> str:
    if neighbour.sense == "acquisition":
        return f"{neighbour.label} acquisition"
    return _NAMED.get((neighbour.relation, neighbour.direction, neighbour.type), f"{neighbour.label} {neighbour.type}")


def _compared(name: str, ones: list[Neighbour], others: list[Neighbour]) -> Aspect:
    mine, theirs = {one.id for one in ones}, {one.id for one in others}
    return Aspect(
        name,
        tuple(neighbour for neighbour in ones if neighbour.id in theirs),
        tuple(neighbour for neighbour in ones if neighbour.id not in theirs),
        tuple(neighbour for neighbour in others if neighbour.id not in mine),
    )
