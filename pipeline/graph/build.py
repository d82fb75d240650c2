"""From the store to a networkx graph: one edge for each (source, relation, target), with what the corpus says of it."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import networkx as nx

from pipeline.graph.policy import Policy
from pipeline.graph.sources import independent_sources
from pipeline.graph.statements import admitted, gathered
from pipeline.records import ATTRIBUTE_KINDS, MODALITIES, Attribute, Entity
from pipeline.schema import Schema
from pipeline.store import Store, attributes_of

Graph: TypeAlias = "nx.MultiDiGraph[str]"
MODALITY_ZH = {"asserted": "", "planned": "（计划）", "rumored": "（传闻）", "negated": "（否认）"}
_EVERYTHING = Policy()
#: Mentions, articles, first and last day of an entity.
_Presence: TypeAlias = tuple[int, int, str | None, str | None]


def build_graph(store: Store, schema: Schema, policy: Policy = _EVERYTHING) -> Graph:
    """Return the graph of a store: entities as nodes, the statements that ``policy`` admits gathered into edges.

    ``weight`` of an edge counts independent sources: articles of nearly the same text count once. ``conflict`` tells
    that one source asserts and another negates it. Edge attributes are plain strings, numbers and booleans; dates are
    YYYY-MM-DD or empty. A policy that leaves anything out leaves out the entities without an edge too.
    """
    policy.check(schema)
    graph: Graph = nx.MultiDiGraph()
    entities, statements = store.entities(), store.statements()
    _add_entities(graph, entities, store.presence(), schema, policy)
    types = {entity.id: entity.type for entity in entities}
    stating = {row["article"] for row in statements}
    sources = independent_sources((article, text) for article, text in store.texts().items() if article in stating)
    for (head, relation, tail), rows in gathered(admitted(statements, policy, types), schema).items():
        data = _edge(relation, rows, sources, schema)
        if data["sources"] >= policy.minimum_sources and data["confidence"] >= policy.confidence:
            graph.add_edge(head, tail, key=relation, **data)
    if policy.narrows:
        graph.remove_nodes_from(list(nx.isolates(graph)))
    return graph


def _add_entities(
    graph: Graph, entities: Iterable[Entity], presence: Mapping[str, _Presence], schema: Schema, policy: Policy
) -> None:
    for entity in entities:
        if policy.types and entity.type not in policy.types:
            continue
        kind = schema.entities[entity.type]
        mentions, articles, first, last = presence.get(entity.id, (0, 0, None, None))
        graph.add_node(
            entity.id,
            label=entity.name,
            name=entity.name,
            type=entity.type,
            type_zh=kind.zh,
            aliases="、".join(name for name in entity.names if name != entity.name),
            color=kind.color,
            mentions=mentions,
            articles=articles,
            first_seen=first or "",
            last_seen=last or "",
        )


def _edge(relation: str, rows: list[sqlite3.Row], sources: Mapping[str, str], schema: Schema) -> dict[str, Any]:
    kind = schema.relations[relation]
    ranked = sorted(rows, key=lambda row: (MODALITIES.index(row["modality"]), -row["confidence"], row["article"]))
    best = ranked[0]
    speaking = len({sources[row["article"]] for row in rows})
    dates = sorted(row["published"] for row in rows if row["published"])
    return {
        "label": kind.zh + MODALITY_ZH[best["modality"]],
        "weight": float(speaking),
        "relation": relation,
        "relation_zh": kind.zh,
        "interaction": relation,
        "color": kind.color,
        "modality": best["modality"],
        "sense": best["sense"],
        **_attributes(ranked),
        "confidence": _combined(ranked, sources),
        "articles": len({row["article"] for row in rows}),
        "sources": speaking,
        "evidence": " ".join(best["evidence"].split()),
        "evidence_article": best["article"],
        "first_seen": dates[0] if dates else "",
        "last_seen": dates[-1] if dates else "",
        "symmetric": kind.symmetric,
        "conflict": _contested(rows, sources),
    }


def _contested(rows: Iterable[sqlite3.Row], sources: Mapping[str, str]) -> bool:
    """Whether one source asserts what another negates."""
    by: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by[row["modality"]].add(sources[row["article"]])
    return bool(by["asserted"] and by["negated"]) and len(by["asserted"] | by["negated"]) > 1


def _attributes(ranked: list[sqlite3.Row]) -> dict[str, str]:
    """Return of each kind of attribute the words of the best statement that has it, and a date's first and last day."""
    found: dict[str, Attribute] = {}
    for row in ranked:
        for attribute in attributes_of(row):
            found.setdefault(attribute.kind, attribute)
    words = {kind: " ".join(found[kind].text.split()) if kind in found else "" for kind in ATTRIBUTE_KINDS}
    date = found.get("date")
    days = {"date_first": date and date.first, "date_last": date and date.last}
    return words | {name: day.isoformat() if day else "" for name, day in days.items()}


def _combined(ranked: list[sqlite3.Row], sources: Mapping[str, str]) -> float:
    """Return the probability that at least one independent source is read rightly (noisy-or).

    Only sources on the side of the best statement count: a denial makes what others assert no surer.
    """
    denied = ranked[0]["modality"] == "negated"
    surest: dict[str, float] = defaultdict(float)
    for row in ranked:
        if (row["modality"] == "negated") == denied:
            source = sources[row["article"]]
            surest[source] = max(surest[source], row["confidence"])
    return round(1 - math.prod(1 - confidence for confidence in surest.values()), 4)
