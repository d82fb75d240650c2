"""A few entities and the edges between them as GraphML, without the graph of the whole store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.graphml import write_graphml


def write_neighbourhood(
    nodes: Mapping[str, Mapping[str, Any]], edges: Mapping[tuple[str, str, str], Mapping[str, Any]], path: Path
) -> None:
    """Write nodes by id and edges by (head, relation, tail) to ``path``; attributes are str, int, float or bool."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for ident, attributes in nodes.items():
        graph.add_node(ident, **attributes)
    for (head, relation, tail), attributes in edges.items():
        graph.add_edge(head, tail, key=relation, **attributes)
    write_graphml(graph, path)
