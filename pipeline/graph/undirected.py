"""The graph without directions and kinds: what communities, cores and places are computed from."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

from pipeline.graph.build import Graph

Undirected: TypeAlias = "nx.Graph[int]"


def undirected(graph: Graph) -> tuple[list[str], Undirected]:
    """Return the ids in order, and the undirected graph of their numbers; ``weight`` sums all edges between two.

    It is the same whatever the order in which nodes and edges were added. Loops are left out.
    """
    order = sorted(graph)
    number = {node: at for at, node in enumerate(order)}
    weights: dict[tuple[int, int], float] = {}
    for head, tail, weight in graph.edges(data="weight", default=1.0):
        one, other = sorted((number[head], number[tail]))
        if one != other:
            weights[one, other] = weights.get((one, other), 0.0) + weight
    plain: Undirected = nx.Graph()
    plain.add_nodes_from(range(len(order)))
    plain.add_weighted_edges_from((one, other, weights[one, other]) for one, other in sorted(weights))
    return order, plain
