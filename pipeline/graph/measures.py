"""Measures of nodes; the same graph gives the same figures, whatever the order in which it was built."""

from __future__ import annotations

import math
from collections import defaultdict

import graspologic_native
import networkx as nx

from pipeline.graph.betweenness import betweenness
from pipeline.graph.build import Graph
from pipeline.graph.pairs import Pairs, pairs_of

#: Seed of the communities.
_SEED = 42
#: Sizes go from the first, without an edge, to at most the second.
_SMALLEST, _LARGEST = 6.0, 40.0
#: Weighted degree that deserves the largest size, where no node has more.
_MANY = 72.0


def add_measures(graph: Graph) -> None:
    """Add to every node its measures.

    ``degree`` counts edges, ``weighted_degree`` adds their weights; ``size`` grows with the root of the latter.
    ``pagerank`` follows directions and weights. ``betweenness`` (0 to 1, estimated on a sample in large graphs),
    ``core`` (the largest k of a k-core that holds the node) and ``community`` (by Leiden, 0 is the largest) take edges
    as going both ways.
    """
    pairs = pairs_of(graph)
    rank, weighted = _pagerank(graph), _weighted_degrees(graph)
    core, community = _cores(pairs), _communities(pairs)
    between = dict(zip(pairs.nodes, betweenness(pairs).tolist(), strict=True))
    most = max([_MANY, *weighted.values()])
    for node, data in graph.nodes(data=True):
        data |= {
            "degree": graph.degree(node),
            "weighted_degree": round(weighted[node], 4),
            "size": round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(weighted[node] / most), 2),
            "pagerank": round(rank[node], 8),
            "betweenness": round(between[node], 6),
            "core": core[node],
            "community": community[node],
        }


def _weighted_degrees(graph: Graph) -> dict[str, float]:
    """Return the sum of the weights at each node; a loop counts twice, as in its degree."""
    weights: dict[str, list[float]] = {node: [] for node in graph}
    for head, tail, weight in graph.edges(data="weight", default=1.0):
        weights[head].append(weight)
        weights[tail].append(weight)
    return {node: math.fsum(held) for node, held in weights.items()}


def _pagerank(graph: Graph) -> dict[str, float]:
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for head, tail, weight in graph.edges(data="weight", default=1.0):
        weights[head, tail].append(weight)
    directed: nx.DiGraph[str] = nx.DiGraph()
    directed.add_nodes_from(sorted(graph))
    directed.add_weighted_edges_from((*ends, math.fsum(held)) for ends, held in sorted(weights.items()))
    return nx.pagerank(directed)


def _cores(pairs: Pairs) -> dict[str, int]:
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(pairs.nodes)))
    plain.add_edges_from(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True))
    return {pairs.nodes[place]: core for place, core in nx.core_number(plain).items()}


def _communities(pairs: Pairs) -> dict[str, int]:
    """Return the number of each node's community: by Leiden (Traag and others 2019), the largest first."""
    rows = zip(pairs.one.tolist(), pairs.other.tolist(), pairs.weights.tolist(), strict=True)
    edges = [(str(one), str(other), weight) for one, other, weight in rows]
    found = graspologic_native.leiden(edges, seed=_SEED, iterations=2)[1] if edges else {}
    groups: dict[object, list[str]] = defaultdict(list)
    for place, node in enumerate(pairs.nodes):
        groups[found.get(str(place), node)].append(node)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0]))
    return {node: number for number, group in enumerate(ordered) for node in group}
