"""Neighbours: the entities that statements join to one, by relation, direction, type, modality, date and sources."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.records import MODALITIES
from pipeline.schema import Schema
from pipeline.store import Store

Direction = Literal["both", "out", "in"]


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
    leave undated articles out. Only the statements that pass are counted.
    """
    groups: dict[tuple[int, str, str], list[sqlite3.Row]] = defaultdict(list)
    for row in store.statements(ident):
        day = row["published"]
        if modalities and row["modality"] not in modalities:
            continue
        if (since and (not day or day < since.isoformat())) or (until and (not day or day > until.isoformat())):
            continue
        groups[(*_side(row, ident, schema), row["tail"] if row["head"] == ident else row["head"])].append(row)
    found = [
        (order, _neighbour(store, other, side, rows))
        for (order, side, other), rows in groups.items()
        if (not relations or rows[0]["relation"] in relations) and (direction in ("both", side) or side == "both")
        if len(rows) >= minimum_sources
    ]
    ranked = sorted(found, key=lambda pair: (pair[0], -pair[1].articles, -pair[1].confidence, pair[1].id))
    return [neighbour for _, neighbour in ranked if not types or neighbour.type in types][:limit]


def _side(row: sqlite3.Row, ident: str, schema: Schema) -> tuple[int, str]:
    relation = schema.relations[row["relation"]]
    order = list(schema.relations).index(relation.name) * 2
    if relation.symmetric:
        return order, "both"
    return (order, "out") if row["head"] == ident else (order + 1, "in")


def _neighbour(store: Store, ident: str, direction: str, rows: list[sqlite3.Row]) -> Neighbour:
    entity = store.entity(ident)
    best = min(rows, key=lambda row: (MODALITIES.index(row["modality"]), -row["confidence"], row["article"]))
    days = sorted(row["published"] for row in rows if row["published"])
    return Neighbour(
        id=ident,
        name=entity.name if entity else ident,
        type=entity.type if entity else "",
        relation=best["relation"],
        direction=direction,
        modality=best["modality"],
        sense=best["sense"],
        confidence=best["confidence"],
        articles=len({row["article"] for row in rows}),
        sources=len({row["article"] for row in rows}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        best=Evidence(
            text=" ".join(best["evidence"].split()),
            article=best["article"],
            title=best["title"],
            source=best["source"],
            published=best["published"],
            modality=best["modality"],
        ),
    )
