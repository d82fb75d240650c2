"""The card: what the corpus says of one entity, its relations gathered by kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.lookup.moment import at_one_moment
from pipeline.lookup.names import bearers
from pipeline.lookup.neighbours import Neighbour, count_neighbours, neighbours, sides
from pipeline.schema import Schema
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Card:
    """What the corpus says of one entity; ``relations`` is keyed `buys`, `← buys` … in the schema's order.

    ``totals`` has for each of these how many neighbours there are, of which the best supported are shown.
    """

    id: str
    name: str
    type: str
    type_zh: str
    names: tuple[str, ...]
    facts: dict[str, str]
    mentions: int
    articles: int
    relations: dict[str, tuple[Neighbour, ...]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)


@at_one_moment
def lookup(store: Store, name: str, schema: Schema) -> list[Card]:
    """Return the cards of all entities that bear ``name``, or the entity whose id it is; empty when there is none."""
    return [card(store, ident, schema) for ident in bearers(store, name)]


@at_one_moment
def card(store: Store, ident: str, schema: Schema, limit: int = 50) -> Card:
    """Return the card of an id, with at most ``limit`` neighbours a relation; KeyError if there is no such entity."""
    entity = store.entity(ident)
    if entity is None:
        raise KeyError(ident)
    mentions, articles = store.mention_counts(ident)
    relations: dict[str, tuple[Neighbour, ...]] = {}
    totals: dict[str, int] = {}
    for relation, side in sides(schema):
        if total := count_neighbours(store, ident, relation, side):
            shown = neighbours(store, ident, schema, relations=[relation], direction=side, limit=limit)
            totals[shown[0].label] = total
            relations[shown[0].label] = tuple(shown)
    return Card(
        id=ident,
        name=entity.name,
        type=entity.type,
        type_zh=schema.entities[entity.type].zh,
        names=entity.names,
        facts=entity.facts,
        mentions=mentions,
        articles=articles,
        relations=relations,
        totals=totals,
    )
