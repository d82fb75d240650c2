"""nodes.csv and edges.csv for Gephi's Data Laboratory."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
from by_hand import SCHEMA, States, article, stored

from pipeline.export.tables import write_tables
from pipeline.graph import Graph, build_graph
from pipeline.store import Store


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_both_tables_hold_the_graph(tmp_path: Path) -> None:
    """Columns are those Gephi expects; a name with comma, quote and line break comes back whole."""
    text = "[英伟达|company:nvidia]收购[Arm|company:arm]。"
    with Store(stored(tmp_path, [article(text, States("company:nvidia", "buys", "company:arm"))])) as store:
        graph = build_graph(store, SCHEMA)
    graph.nodes["company:arm"]["label"] = hostile = 'A,"B"\n𠮷'
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    write_tables(graph, nodes, edges)
    assert nodes.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {row["Id"]: row["Label"] for row in _rows(nodes)} == {"company:arm": hostile, "company:nvidia": "英伟达"}
    (edge,) = _rows(edges)
    assert [edge[name] for name in ("Source", "Target", "Type", "Kind", "Weight")] == [
        "company:nvidia",
        "company:arm",
        "Directed",
        "buys",
        "1.0",
    ]


def test_an_empty_graph_has_headers(tmp_path: Path) -> None:
    """A table without rows still names its columns."""
    graph: Graph = nx.MultiDiGraph()
    write_tables(graph, tmp_path / "nodes.csv", tmp_path / "edges.csv")
    assert (tmp_path / "nodes.csv").read_text(encoding="utf-8-sig") == "Id,Label\n"
