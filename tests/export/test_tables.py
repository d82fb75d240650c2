"""nodes.csv and edges.csv for Gephi's Data Laboratory."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
from graphs import HOSTILE, TEXTS, built, named, shown
from hypothesis import HealthCheck, given, settings

from pipeline.export.tables import write_tables
from pipeline.graph import Graph


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _written(graph: Graph, folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    nodes, edges = folder / "nodes.csv", folder / "edges.csv"
    write_tables(graph, nodes, edges)
    assert nodes.read_bytes().startswith(b"\xef\xbb\xbf")
    return _rows(nodes), _rows(edges)


def test_both_tables_hold_the_graph(tmp_path: Path) -> None:
    """Columns are those Gephi expects; every attribute is there, as plain text."""
    graph, _ = built(tmp_path)
    nodes, edges = _written(graph, tmp_path)
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:6] == ["Source", "Target", "Type", "Kind", "Weight", "Label"]
    assert [(row["Id"], row["Label"], row["type"], float(row["size"])) for row in nodes] == [
        (node, data["label"], data["type"], data["size"]) for node, data in graph.nodes(data=True)
    ]
    fields = ("modality", "evidence", "relation")
    theirs = [(r["Source"], r["Target"], r["Kind"], float(r["Weight"]), *(r[name] for name in fields)) for r in edges]
    assert theirs == [
        (a, b, relation, data["weight"], *(data[name] for name in fields))
        for a, b, relation, data in graph.edges(keys=True, data=True)
    ]
    assert {row["Type"] for row in edges} == {"Directed"}
    assert [row["symmetric"] for row in edges] == [
        "true" if d["symmetric"] else "false" for _, _, d in graph.edges(data=True)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS)
def test_hostile_names_come_back(name: str, tmp_path: Path) -> None:
    """Commas, quotes and line breaks do not leave their cell."""
    nodes, edges = _written(named([name]), tmp_path)
    assert [(row["Label"], row["name"]) for row in nodes] == [(shown(name), shown(name))]
    assert [row["evidence"] for row in edges] == [shown(name)]


def test_all_hostile_names_in_one_table(tmp_path: Path) -> None:
    """They do not disturb each other either."""
    nodes, _ = _written(named(HOSTILE), tmp_path)
    assert [row["Label"] for row in nodes] == [shown(name) for name in HOSTILE]


def test_an_empty_graph_has_headers(tmp_path: Path) -> None:
    """A table without rows still names its columns."""
    graph: Graph = nx.MultiDiGraph()
    write_tables(graph, tmp_path / "nodes.csv", tmp_path / "edges.csv")
    assert (tmp_path / "nodes.csv").read_text(encoding="utf-8-sig") == "Id,Label\n"
