"""From the store to a graph: one edge for each (source, relation, target), measures, and a place for each node."""

from collections.abc import Collection

from pipeline.graph.build import Graph, build_graph
from pipeline.graph.ego import neighbourhood
from pipeline.graph.layout import add_layout
from pipeline.graph.measures import add_measures
from pipeline.graph.policy import Policy
from pipeline.graph.statements import statements_of
from pipeline.schema import Schema
from pipeline.store import Store

__all__ = [
    "Graph",
    "Policy",
    "add_layout",
    "add_measures",
    "build_graph",
    "complete_graph",
    "neighbourhood",
    "statements_of",
]

_EVERYTHING = Policy()


def complete_graph(
    store: Store, schema: Schema, policy: Policy = _EVERYTHING, around: Collection[str] = (), hops: int = 1
) -> Graph:
    """Return the graph of a store with measures and places: what the files of a run hold.

    ``around`` names entities by id: then only their neighbourhood of ``hops`` edges is taken, and measured by itself.
    """
    graph = build_graph(store, schema, policy)
    if around:
        graph = neighbourhood(graph, around, hops)
    add_measures(graph)
    add_layout(graph)
    return graph
