"""Measures of nodes, each an attribute; the same graph gives the same figures, in whatever order it was made."""

from __future__ import annotations

import math

import networkx as nx

from pipeline.graph.build import Graph
from pipeline.graph.undirected import Undirected, undirected

#: Seed of what is sampled.
_SEED = 42
#: Up to this number of nodes betweenness is exact; above it is estimated from so many pivots.
_EXACT = 500
_PIVOTS = 64
#: The diameter of a node without an edge, and of the one with the greatest weighted degree.
_SMALLEST = 6.0
_LARGEST = 60.0
#: A weighted degree that earns the largest diameter where no node has more.
_MUCH = 100.0


def add_measures(graph: Graph) -> None:
    """Add to every node its measures.

    ``degree`` counts edges, ``weighted_degree`` sums their weights, and ``size`` (a diameter from 6 to 60) goes by its
    root. ``pagerank`` follows the edges' directions and weights (they sum to 1). ``betweenness`` (0 to 1; Brandes 2001,
    for more than 500 nodes estimated from 64 pivots, Brandes and Pich 2007), ``core`` (the largest k of a k-core that
    has the node) and ``community`` (Louvain, Blondel et al. 2008; 0 is the largest) do not.
    """
    order, plain = undirected(graph)
    measures = {
        "pagerank": _rounded(_pagerank(graph, order), 8),
        "betweenness": _rounded(_betweenness(plain), 6),
        "core": nx.core_number(plain),
        "community": _communities(plain),
    }
    weighted = [round(sum(weight for *_, weight in _edges(graph, node)), 4) for node in order]
    most = max([_MUCH, *weighted])
    for number, node in enumerate(order):
        graph.nodes[node].update(
            degree=graph.degree(node),
            weighted_degree=weighted[number],
            size=round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(weighted[number] / most), 2),
            **{name: values[number] for name, values in measures.items()},
        )


def _edges(graph: Graph, node: str) -> list[tuple[str, str, float]]:
    return [
        *graph.in_edges(node, data="weight", default=1.0),
        *graph.out_edges(node, data="weight", default=1.0),
    ]


def _rounded(values: dict[int, float], digits: int) -> dict[int, float]:
    return {number: round(float(value), digits) for number, value in values.items()}


def _pagerank(graph: Graph, order: list[str]) -> dict[int, float]:
    number = {node: at for at, node in enumerate(order)}
    weights: dict[tuple[int, int], float] = {}
    for head, tail, weight in graph.edges(data="weight", default=1.0):
        ends = (number[head], number[tail])
        weights[ends] = weights.get(ends, 0.0) + weight
    directed: nx.DiGraph[int] = nx.DiGraph()
    directed.add_nodes_from(range(len(order)))
    directed.add_weighted_edges_from((head, tail, weights[head, tail]) for head, tail in sorted(weights))
    ranks: dict[int, float] = nx.pagerank(directed)
    return ranks


def _betweenness(plain: Undirected) -> dict[int, float]:
    pivots = None if len(plain) <= _EXACT else _PIVOTS
    values: dict[int, float] = nx.betweenness_centrality(plain, k=pivots, seed=_SEED)
    return values


def _communities(plain: Undirected) -> dict[int, int]:
    groups = nx.community.louvain_communities(plain, seed=_SEED) if plain.number_of_edges() else [{n} for n in plain]
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {number: at for at, group in enumerate(ordered) for number in group}
