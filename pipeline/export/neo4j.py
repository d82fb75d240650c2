"""Tables for `neo4j-admin database import full`, their headers with types; days are dates.

    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv --multiline-fields=true

A node has the labels ``Entity`` and its type; a relationship's type is its relation in Neo4j's manner, COMPETES_WITH.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import DAYS, Pieces, columns, plain
from pipeline.export.writing import replacing

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


def write_neo4j(graph: nx.MultiDiGraph[str], nodes: Path, relationships: Path) -> None:
    """Write both tables; attribute values are str, int, float or bool, the keys of edges their relations."""
    _write(nodes, _node_rows(graph))
    _write(relationships, _relationship_rows(graph))


def neo4j_type(relation: str) -> str:
    """Return a relation as the type of a relationship.

    >>> neo4j_type("competes-with")
    'COMPETES_WITH'
    """
    return re.sub(r"\W", "_", relation).upper()


def _write(path: Path, rows: Iterable[list[str]]) -> None:
    with replacing(path) as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _node_rows(graph: nx.MultiDiGraph[str]) -> Iterator[list[str]]:
    types = columns(data for _, data in graph.nodes(data=True))
    yield ["id:ID", ":LABEL", *_headers(types)]
    text, values = Pieces(plain("id", str)), _pieces(types)
    for node, data in graph.nodes(data=True):
        label = re.sub(r"[;\s]", "_", str(data.get("type", "")))
        yield [text[node], f"Entity;{label}" if label else "Entity", *_row(values, data)]


def _relationship_rows(graph: nx.MultiDiGraph[str]) -> Iterator[list[str]]:
    types = columns(data for _, _, data in graph.edges(data=True))
    yield [":START_ID", ":END_ID", ":TYPE", *_headers(types)]
    text, values = Pieces(plain("id", str)), _pieces(types)
    kinds = Pieces(neo4j_type)
    for head, tail, relation, data in graph.edges(keys=True, data=True):
        yield [text[head], text[tail], kinds[relation], *_row(values, data)]


def _headers(types: Mapping[str, type]) -> list[str]:
    return [f"{name}:{'date' if name in DAYS else _TYPES[kind]}" for name, kind in types.items()]


def _pieces(types: Mapping[str, type]) -> dict[str, Pieces]:
    return {name: Pieces(plain(name, kind)) for name, kind in types.items()}


def _row(values: Mapping[str, Pieces], data: Mapping[str, Any]) -> list[str]:
    return [pieces[data[name]] if name in data else "" for name, pieces in values.items()]
