"""A Cypher script that fills a Neo4j database without admin rights: `cypher-shell -f load.cypher`.

Rows are literals that each statement unwinds, a few hundred at a time; no value is ever part of a statement's own
words. Run again, it changes what is there and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import DAYS, columns, plain, writable
from pipeline.export.neo4j import neo4j_type
from pipeline.export.writing import replacing

_ROWS = 500
_ESCAPED = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t"})
_CONSTRAINT = "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"


def write_cypher(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the script to ``path``; attribute values are str, int, float or bool, the keys of edges their relations."""
    columns(data for _, data in graph.nodes(data=True))
    columns(data for _, _, data in graph.edges(data=True))
    with replacing(path) as file:
        file.write(_CONSTRAINT)
        for kind in sorted({data.get("type", "") for _, data in graph.nodes(data=True)}):
            label = f", n:{_name(kind)}" if kind else ""
            rows = (
                f"{{id: {literal(node)}, values: {_map(data)}}}"
                for node, data in graph.nodes(data=True)
                if data.get("type", "") == kind
            )
            file.writelines(_unwound(rows, f"MERGE (n:Entity {{id: row.id}}) SET n += row.values{label}"))
        for relation in sorted({relation for _, _, relation in graph.edges(keys=True)}):
            rows = (
                f"{{head: {literal(head)}, tail: {literal(tail)}, values: {_map(data)}}}"
                for head, tail, key, data in graph.edges(keys=True, data=True)
                if key == relation
            )
            file.writelines(
                _unwound(
                    rows,
                    "MATCH (h:Entity {id: row.head}), (t:Entity {id: row.tail})"
                    f" MERGE (h)-[r:{_name(neo4j_type(relation))}]->(t) SET r += row.values",
                )
            )


def literal(value: object) -> str:
    r"""Return a value as a Cypher literal.

    Some versions read ``\u`` anywhere before they look at quotes, so no backslash is ever followed by a u.

    >>> print(literal("A'B"), literal("\\u0027"), literal(True), literal(0.5))
    'A\'B' '\\' + 'u0027' true 0.5
    """
    if isinstance(value, str):
        return "'" + writable(value).translate(_ESCAPED).replace("\\\\u", "\\\\' + 'u") + "'"
    return plain("value", type(value))(value)


def _name(name: str) -> str:
    return "`" + writable(name).replace("`", "``").replace("\\", "_") + "`"


def _map(data: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{_name(name)}: {_value(name, value)}" for name, value in data.items()) + "}"


def _value(name: str, value: Any) -> str:
    if name in DAYS:
        return f"date({literal(value)})" if value else "null"
    return literal(value)


def _unwound(rows: Iterable[str], words: str) -> Iterator[str]:
    rows = iter(rows)
    while some := list(islice(rows, _ROWS)):
        yield "UNWIND [\n" + ",\n".join(some) + f"\n] AS row\n{words};\n"
