"""nodes.csv and edges.csv, with the column names that Gephi's Data Laboratory expects.

UTF-8 with a byte order mark, so that spreadsheet programs show Chinese rightly.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import Pieces, columns, plain
from pipeline.export.writing import replacing

_ITS_OWN = frozenset({"label", "weight"})


def write_tables(graph: nx.MultiDiGraph[str], nodes: Path, edges: Path) -> None:
    """Write both tables: Id, Label and the attributes; Source, Target, Type, Kind (the relation), Weight, Label …."""
    _write(nodes, _node_rows(graph))
    _write(edges, _edge_rows(graph))


def _write(path: Path, rows: Iterable[list[str]]) -> None:
    with replacing(path, encoding="utf-8-sig") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _node_rows(graph: nx.MultiDiGraph[str]) -> Iterator[list[str]]:
    types = columns(data for _, data in graph.nodes(data=True))
    values = _pieces(types)
    text = Pieces(plain("Label", str))
    yield ["Id", "Label", *values]
    for node, data in graph.nodes(data=True):
        yield [text[node], text[data.get("label", node)], *_rest(values, data)]


def _edge_rows(graph: nx.MultiDiGraph[str]) -> Iterator[list[str]]:
    types = columns(data for _, _, data in graph.edges(data=True))
    values = _pieces(types)
    text, weight = Pieces(plain("Label", str)), Pieces(plain("weight", types.get("weight", float)))
    yield ["Source", "Target", "Type", "Kind", "Weight", "Label", *values]
    for head, tail, relation, data in graph.edges(keys=True, data=True):
        ends = [text[head], text[tail], "Directed", text[relation]]
        yield [*ends, weight[data.get("weight", 1.0)], text[data.get("label", relation)], *_rest(values, data)]


def _pieces(types: Mapping[str, type]) -> dict[str, Pieces]:
    return {name: Pieces(plain(name, kind)) for name, kind in types.items() if name not in _ITS_OWN}


def _rest(values: Mapping[str, Pieces], data: Mapping[str, Any]) -> list[str]:
    return [pieces[data[name]] if name in data else "" for name, pieces in values.items()]
