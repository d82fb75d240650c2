"""Measures of nodes: degree, size, PageRank, community; the same graph gives the same figures."""

from __future__ import annotations

import math

import networkx as nx

from pipeline.graph.build import Graph

#: Seed of the communities.
_SEED = 42


def add_measures(graph: Graph) -> None:
    """Add ``degree``, ``size``, ``pagerank`` and ``community`` (0 is the largest) to every node."""
    rank = nx.pagerank(graph) if graph.number_of_edges() else dict.fromkeys(graph, 0.0)
    simple: nx.Graph[str] = nx.Graph(graph.to_undirected())
    groups = nx.community.louvain_communities(simple, seed=_SEED) if graph.number_of_edges() else [{n} for n in graph]
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    community = {node: number for number, group in enumerate(ordered) for node in group}
    for node, data in graph.nodes(data=True):
        degree = graph.degree(node)
        data |= {
            "degree": degree,
            "size": round(6 + 4 * math.sqrt(degree), 2),
            "pagerank": round(rank[node], 8),
            "community": community[node],
        }
