"""The formats that the graph can be exported to, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx

from pipeline.errors import ConfigError
from pipeline.export.cypher import write_cypher
from pipeline.export.cytoscape import write_cytoscape
from pipeline.export.gexf import write_gexf
from pipeline.export.graphml import write_graphml
from pipeline.export.jsonld import write_jsonld
from pipeline.export.neo4j import write_neo4j
from pipeline.export.parquet import write_parquet
from pipeline.export.tables import write_tables
from pipeline.export.turtle import write_turtle

Statements: TypeAlias = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """What a format writes into a folder: ``files``, by ``write(graph, statements, folder)``; ``for_what`` says it."""

    files: tuple[str, ...]
    for_what: str
    write: Callable[[nx.MultiDiGraph[str], Statements, Path], None]


FORMATS: dict[str, Format] = {
    "graphml": Format(
        ("graph.graphml",),
        "Gephi, Gephi Lite, networkx, igraph",
        lambda graph, _, folder: write_graphml(graph, folder / "graph.graphml"),
    ),
    "gexf": Format(
        ("graph.gexf",), "Gephi with its timeline", lambda graph, _, folder: write_gexf(graph, folder / "graph.gexf")
    ),
    "csv": Format(
        ("nodes.csv", "edges.csv"),
        "Gephi's Data Laboratory, spreadsheets",
        lambda graph, _, folder: write_tables(graph, folder / "nodes.csv", folder / "edges.csv"),
    ),
    "cytoscape": Format(
        ("graph.cx2",), "Cytoscape (CX2)", lambda graph, _, folder: write_cytoscape(graph, folder / "graph.cx2")
    ),
    "neo4j": Format(
        ("neo4j/nodes.csv", "neo4j/relationships.csv"),
        "neo4j-admin database import",
        lambda graph, _, folder: write_neo4j(graph, folder / "neo4j/nodes.csv", folder / "neo4j/relationships.csv"),
    ),
    "cypher": Format(
        ("graph.cypher",), "cypher-shell", lambda graph, _, folder: write_cypher(graph, folder / "graph.cypher")
    ),
    "turtle": Format(
        ("graph.ttl",),
        "RDF, with what each article states",
        lambda graph, statements, folder: write_turtle(graph, statements, folder / "graph.ttl"),
    ),
    "jsonld": Format(
        ("graph.jsonld",),
        "the same as JSON-LD",
        lambda graph, statements, folder: write_jsonld(graph, statements, folder / "graph.jsonld"),
    ),
    "parquet": Format(
        ("entities.parquet", "edges.parquet", "statements.parquet"), "data frames, DuckDB", write_parquet
    ),
}


def chosen(names: str) -> list[str]:
    """Return the formats of a list such as ``graphml,gexf``; ConfigError names the known ones."""
    found = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    for name in found:
        if name not in FORMATS:
            raise ConfigError(f"export: unknown format {name!r}; known formats: {', '.join(FORMATS)}")
    if not found:
        raise ConfigError(f"export: no format is named in {names!r}; known formats: {', '.join(FORMATS)}")
    return found
