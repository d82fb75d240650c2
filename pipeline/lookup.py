"""Questions to the store: a name in any spelling, and the card of what the corpus says of it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from pipeline.knowledge.fold import key
from pipeline.records import MODALITIES
from pipeline.schema import Schema
from pipeline.store import Store


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
    """An entity that a relation joins to the card's, with the best evidence; ``articles`` counts those that say so."""

    id: str
    name: str
    type: str
    modality: str
    sense: str
    confidence: float
    articles: int
    best: Evidence


@dataclass(frozen=True, slots=True)
class Card:
    """What the corpus says of one entity; ``relations`` is keyed `buys`, `bought by` … in the schema's order."""

    id: str
    name: str
    type: str
    type_zh: str
    names: tuple[str, ...]
    facts: dict[str, str]
    mentions: int
    articles: int
    relations: dict[str, tuple[Neighbour, ...]] = field(default_factory=dict)


def lookup(store: Store, name: str, schema: Schema) -> list[Card]:
    """Return the cards of all entities that bear ``name``, or the entity whose id it is; empty when there is none."""
    return [card(store, ident, schema) for ident in bearers(store, name)]


def bearers(store: Store, name: str) -> list[str]:
    """Return the ids of all entities that bear ``name`` in any spelling, or ``name`` itself when it is an id."""
    return store.entities_named(name) or ([name] if store.entity(name) else [])


def nearest(store: Store, name: str, limit: int = 5) -> list[str]:
    """Return up to ``limit`` names in the store that look most like ``name``."""
    names = store.names()
    found = process.extract(
        key(name), [folded for folded, _ in names], scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=55
    )
    return list(dict.fromkeys(names[index][1] for _, _, index in found))[:limit]


def card(store: Store, ident: str, schema: Schema) -> Card:
    """Return the card of the entity with this id; KeyError if there is none."""
    entity = store.entity(ident)
    if entity is None:
        raise KeyError(ident)
    mentions, articles = store.mention_counts(ident)
    groups: dict[tuple[int, str], dict[str, list[sqlite3.Row]]] = defaultdict(lambda: defaultdict(list))
    for row in store.statements(ident):
        side, other = _side(row, ident, schema)
        groups[side][other].append(row)
    relations = {label: tuple(_neighbours(store, others)) for (_, label), others in sorted(groups.items())}
    kind = schema.entities[entity.type]
    return Card(ident, entity.name, entity.type, kind.zh, entity.names, entity.facts, mentions, articles, relations)


def _side(row: sqlite3.Row, ident: str, schema: Schema) -> tuple[tuple[int, str], str]:
    """Return ((order, label of the relation as seen from ``ident``), the other end)."""
    relation = schema.relations[row["relation"]]
    order = list(schema.relations).index(relation.name) * 2
    if row["head"] == ident:
        return (order, relation.name), row["tail"]
    if relation.symmetric:
        return (order, relation.name), row["head"]
    return (order + 1, f"← {relation.name}"), row["head"]


def _neighbours(store: Store, others: dict[str, list[sqlite3.Row]]) -> list[Neighbour]:
    found = []
    for ident, rows in others.items():
        entity = store.entity(ident)
        best = min(rows, key=lambda row: (MODALITIES.index(row["modality"]), -row["confidence"], row["article"]))
        found.append(
            Neighbour(
                id=ident,
                name=entity.name if entity else ident,
                type=entity.type if entity else "",
                modality=best["modality"],
                sense=best["sense"],
                confidence=best["confidence"],
                articles=len({row["article"] for row in rows}),
                best=Evidence(
                    " ".join(best["evidence"].split()),
                    best["article"],
                    best["title"],
                    best["source"],
                    best["published"],
                    best["modality"],
                ),
            )
        )
    return sorted(found, key=lambda neighbour: (-neighbour.articles, -neighbour.confidence, neighbour.id))
