"""GraphML as Gephi, Gephi Lite, networkx and Cytoscape read it without loss, streamed to disk.

Keys are declared ``for="node"`` or ``for="edge"`` with ids that carry the type (``n_label``, ``e_weight``); nodes come
first; every edge has an id of its own and, as Gephi's edge type, its relation in the XML attribute ``label``. One node
or edge a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import networkx as nx

from pipeline.export.columns import Pieces, columns, plain, row_of
from pipeline.export.writing import by_thousands, replacing
from pipeline.export.xml import DECLARATION, content, quoted

_OPENING = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def write_graphml(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write ``graph`` to ``path``; attribute values are str, int, float or bool, the keys of edges their relations."""
    node_types = columns(data for _, data in graph.nodes(data=True))
    edge_types = columns(data for _, _, data in graph.edges(data=True))
    with replacing(path) as file:
        file.write(DECLARATION + _OPENING)
        file.writelines(_declared("n", "node", node_types) + _declared("e", "edge", edge_types))
        file.write('<graph id="G" edgedefault="directed">\n')
        file.writelines(by_thousands(_nodes(graph, node_types)))
        file.writelines(by_thousands(_edges(graph, edge_types)))
        file.write("</graph>\n</graphml>\n")


def misread_by_gephi(graph: nx.MultiDiGraph[str]) -> int:
    """Return how many texts outside labels hold INF, for which Gephi shows Infinity: INFINEON, InfinityINEON."""
    rows = (data for items in (graph.nodes(data=True), graph.edges(data=True)) for *_, data in items)
    return sum(
        name != "label" and isinstance(value, str) and "INF" in value for data in rows for name, value in data.items()
    )


def _nodes(graph: nx.MultiDiGraph[str], types: Mapping[str, type]) -> Iterator[str]:
    row = row_of(_pieces("n", types))
    for node, data in graph.nodes(data=True):
        yield f"<node id={quoted(node)}>{row(data)}</node>\n"


def _edges(graph: nx.MultiDiGraph[str], types: Mapping[str, type]) -> Iterator[str]:
    row = row_of(_pieces("e", types))
    ids, kinds = {node: quoted(node) for node in graph}, Pieces(quoted)
    for number, (head, tail, relation, data) in enumerate(graph.edges(keys=True, data=True)):
        ends = f"source={ids[head]} target={ids[tail]}"
        yield f'<edge id="e{number}" {ends} label={kinds[relation]}>{row(data)}</edge>\n'


def _declared(letter: str, owner: str, types: Mapping[str, type]) -> list[str]:
    return [
        f"<key id={quoted(f'{letter}_{name}')} for={quoted(owner)} attr.name={quoted(name)}"
        f" attr.type={quoted(_TYPES[kind])}/>\n"
        for name, kind in types.items()
    ]


def _pieces(letter: str, types: Mapping[str, type]) -> dict[str, Pieces]:
    return {name: _piece(f"{letter}_{name}", name, kind) for name, kind in types.items()}


def _piece(key: str, name: str, kind: type) -> Pieces:
    opening, text = f"<data key={quoted(key)}>", plain(name, kind)
    if kind is str:
        return Pieces(lambda value: f"{opening}{content(value)}</data>")
    return Pieces(lambda value: f"{opening}{text(value)}</data>")
