"""From the store to a networkx graph: one edge for each (source, relation, target), with what the corpus says of it."""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from pipeline.knowledge.fold import key
from pipeline.records import ATTRIBUTE_KINDS, MODALITIES, Attribute
from pipeline.schema import Schema
from pipeline.store import Store, attributes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Graph: TypeAlias = "nx.MultiDiGraph[str]"
MODALITY_ZH = {"asserted": "", "planned": "（计划）", "rumored": "（传闻）", "negated": "（否认）"}


def build_graph(store: Store, schema: Schema) -> Graph:
    """Return the graph of a store: entities as nodes, statements gathered into edges.

    ``weight`` of an edge counts independent sources: articles of the same text count once. Edge attributes are plain
    strings, numbers and booleans; dates are YYYY-MM-DD or empty.
    """
    graph: Graph = nx.MultiDiGraph()
    presence = store.presence()
    for entity in store.entities():
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
    texts = {article: hashlib.sha256(key(text).encode()).digest() for article, text in store.texts().items()}
    triples = defaultdict(list)
    for row in store.statements():
        triples[_triple(row, schema)].append(row)
    for (head, relation, tail), rows in sorted(triples.items()):
        graph.add_edge(head, tail, key=relation, **_edge(relation, rows, texts, schema))
    return graph


def _triple(row: sqlite3.Row, schema: Schema) -> tuple[str, str, str]:
    head, tail = row["head"], row["tail"]
    if schema.relations[row["relation"]].symmetric:
        head, tail = sorted((head, tail))
    return head, row["relation"], tail


def _edge(relation: str, rows: list[sqlite3.Row], texts: dict[str, bytes], schema: Schema) -> dict[str, Any]:
    kind = schema.relations[relation]
    ranked = sorted(rows, key=lambda row: (MODALITIES.index(row["modality"]), -row["confidence"], row["article"]))
    best = ranked[0]
    sources = len({texts[row["article"]] for row in rows})
    dates = sorted(row["published"] for row in rows if row["published"])
    return {
        "label": kind.zh + MODALITY_ZH[best["modality"]],
        "weight": float(sources),
        "relation": relation,
        "relation_zh": kind.zh,
        "interaction": relation,
        "color": kind.color,
        "modality": best["modality"],
        "sense": best["sense"],
        **_attributes(ranked),
        "confidence": _combined(rows, texts),
        "articles": len({row["article"] for row in rows}),
        "sources": sources,
        "evidence": " ".join(best["evidence"].split()),
        "evidence_article": best["article"],
        "first_seen": dates[0] if dates else "",
        "last_seen": dates[-1] if dates else "",
        "symmetric": kind.symmetric,
    }


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


def _combined(rows: Iterable[sqlite3.Row], texts: dict[str, bytes]) -> float:
    """Return the probability that at least one independent source is read rightly (noisy-or)."""
    surest: dict[bytes, float] = defaultdict(float)
    for row in rows:
        source = texts[row["article"]]
        surest[source] = max(surest[source], row["confidence"])
    return round(1 - math.prod(1 - confidence for confidence in surest.values()), 4)
