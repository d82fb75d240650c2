"""The neighbourhood of some entities."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from pipeline.errors import ConfigError
from pipeline.graph.build import Graph


def neighbourhood(graph: Graph, centres: Iterable[str], hops: int = 1) -> Graph:
    """Return the part of ``graph`` within ``hops`` edges of any of ``centres``, whichever way the edges point.

    Centres that the graph does not hold are left out; hops below 0 raise ConfigError.
    """
    if hops < 0:
        raise ConfigError(f"hops {hops!r}; a whole number from 0 would do")
    reached = front = {centre for centre in centres if centre in graph}
    for _ in range(hops):
        front = {near for node in front for near in (*graph.successors(node), *graph.predecessors(node))} - reached
        reached = reached | front
    part: Graph = nx.MultiDiGraph()
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if node in reached)
    for head, tail, relation, data in graph.edges(keys=True, data=True):
        if head in reached and tail in reached:
            part.add_edge(head, tail, key=relation, **data)
    return part
