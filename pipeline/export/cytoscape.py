"""CX2, Cytoscape's own JSON: columns with types, places, and a look that takes colour, size and label from columns.

Cytoscape's y points down, ours up; node ids are numbers there, ours stand in the column ``id``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import columns, writable
from pipeline.export.writing import replacing

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_PLACE = frozenset({"x", "y"})
_NODE_LOOK = {
    "NODE_LABEL": ("name", "string"),
    "NODE_BACKGROUND_COLOR": ("color", "string"),
    "NODE_WIDTH": ("size", "double"),
    "NODE_HEIGHT": ("size", "double"),
}
_EDGE_LOOK = {"EDGE_LABEL": ("label", "string"), "EDGE_LINE_COLOR": ("color", "string")}


def write_cytoscape(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write ``graph`` to ``path``; attribute values are str, int, float or bool, the keys of edges their relations."""
    node_types = {"id": str, **columns(data for _, data in graph.nodes(data=True))}
    edge_types = {"interaction": str, **columns(data for _, _, data in graph.edges(data=True))}
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    counts = (("attributeDeclarations", 1), ("networkAttributes", 1), ("nodes", nodes), ("edges", edges))
    with replacing(path) as file:
        file.write('[{"CXVersion":"2.0","hasFragments":false},\n')
        metadata = [{"name": name, "elementCount": count} for name, count in (*counts, ("visualProperties", 1))]
        file.writelines(_aspect("metaData", map(_line, metadata)))
        declared = {"networkAttributes": {"name": {"d": "string"}}, "nodes": _declared(node_types)}
        file.writelines(_aspect("attributeDeclarations", [_line(declared | {"edges": _declared(edge_types)})]))
        file.writelines(_aspect("networkAttributes", [_line({"name": "XinPu 芯谱"})]))
        file.writelines(_aspect("nodes", _nodes(graph, node_types)))
        file.writelines(_aspect("edges", _edges(graph, edge_types)))
        file.writelines(_aspect("visualProperties", [_line(_look(node_types, edge_types))]))
        file.write('{"status":[{"success":true}]}]\n')


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _aspect(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f'{{"{name}":['
    for number, line in enumerate(lines):
        yield f",\n{line}" if number else f"\n{line}"
    yield "]},\n"


def _declared(types: Mapping[str, type]) -> dict[str, dict[str, str]]:
    return {name: {"d": _TYPES[kind]} for name, kind in types.items() if name not in _PLACE}


def _nodes(graph: nx.MultiDiGraph[str], types: Mapping[str, type]) -> Iterator[str]:
    values = _values(types)
    for number, node in enumerate(graph):
        data = graph.nodes[node]
        held: dict[str, Any] = {"id": number, "v": values({"id": node, **data})}
        if "x" in data:
            held |= {"x": data["x"], "y": -data["y"]}
        yield _line(held)


def _edges(graph: nx.MultiDiGraph[str], types: Mapping[str, type]) -> Iterator[str]:
    numbers, values = {node: number for number, node in enumerate(graph)}, _values(types)
    for number, (head, tail, relation, data) in enumerate(graph.edges(keys=True, data=True)):
        held = values({"interaction": relation, **data})
        yield _line({"id": number, "s": numbers[head], "t": numbers[tail], "v": held})


def _values(types: Mapping[str, type]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    make: dict[str, Callable[[Any], Any]] = {
        name: writable if kind is str else kind for name, kind in types.items() if name not in _PLACE
    }
    return lambda data: {name: make[name](value) for name, value in data.items() if name in make}


def _look(node_types: Mapping[str, type], edge_types: Mapping[str, type]) -> dict[str, Any]:
    def mapped(look: Mapping[str, tuple[str, str]], types: Mapping[str, type]) -> dict[str, Any]:
        return {
            drawn: {"type": "PASSTHROUGH", "definition": {"attribute": name, "type": kind}}
            for drawn, (name, kind) in look.items()
            if name in types
        }

    return {
        "default": {
            "network": {},
            "nodes": {"NODE_SHAPE": "ellipse"},
            "edges": {"EDGE_TARGET_ARROW_SHAPE": "triangle"},
        },
        "nodeMapping": mapped(_NODE_LOOK, node_types),
        "edgeMapping": mapped(_EDGE_LOOK, edge_types),
    }
