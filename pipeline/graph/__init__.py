"""From the store to a graph: one edge for each (source, relation, target), measures, and a place for each node."""

from pipeline.graph.build import Graph, build_graph
from pipeline.graph.layout import add_layout
from pipeline.graph.measures import add_measures
from pipeline.schema import Schema
from pipeline.store import Store

__all__ = ["Graph", "add_layout", "add_measures", "build_graph", "complete_graph"]


def complete_graph(store: Store, schema: Schema) -> Graph:
    """Return the graph of a store with measures and places: what the files of a run hold."""
    graph = build_graph(store, schema)
    add_measures(graph)
    add_layout(graph)
    return graph
