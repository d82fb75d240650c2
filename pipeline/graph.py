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
#: Seed of the layout and of the communities.
_SEED = 42
#: Above this number of nodes the layout is too slow to compute beforehand.
_LAID_OUT = 3000


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
    _measure(graph)
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


def _measure(graph: Graph) -> None:
    """Add degree, size, PageRank, community and a position to every node."""
    rank = nx.pagerank(graph) if graph.number_of_edges() else dict.fromkeys(graph, 0.0)
    simple: nx.Graph[str] = nx.Graph(graph.to_undirected())
    groups = nx.community.louvain_communities(simple, seed=_SEED) if graph.number_of_edges() else [{n} for n in graph]
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    community = {node: number for number, group in enumerate(ordered) for node in group}
    places = _layout(simple)
    for node, data in graph.nodes(data=True):
        degree = graph.degree(node)
        x, y = places[node]
        data |= {
            "degree": degree,
            "size": round(6 + 4 * math.sqrt(degree), 2),
            "pagerank": round(rank[node], 8),
            "community": community[node],
            "x": round(x, 2),
            "y": round(y, 2),
        }


def _layout(graph: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """Lay connected entities out by force, those without an edge in rows below; coordinates in hundreds of units."""
    joined = graph.subgraph(node for node, degree in graph.degree() if degree)
    alone = sorted(node for node, degree in graph.degree() if not degree)
    places: dict[str, tuple[float, float]] = {}
    if 0 < len(joined) <= _LAID_OUT:
        forced = nx.forceatlas2_layout(joined, seed=_SEED, max_iter=200, scaling_ratio=4.0)
        reach = max(1e-9, *(abs(float(c)) for place in forced.values() for c in place))
        places = {node: (float(x) / reach * 1000, float(y) / reach * 1000) for node, (x, y) in forced.items()}
    else:
        alone = sorted(graph)
    columns = max(1, math.isqrt(len(alone)) * 2)
    for index, node in enumerate(alone):
        places[node] = (index % columns * 60.0 - columns * 30.0, -1200.0 - index // columns * 60.0)
    return places
