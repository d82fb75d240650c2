"""GraphML that every reader gets whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from graphs import HOSTILE, TEXTS, built, graphs, named, plain_edges, shown
from hypothesis import HealthCheck, given, settings
from lxml import etree

from pipeline.export.graphml import write_graphml
from pipeline.graph import Graph

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("schemas") / "graphml.xsd"))
FIELDS = ("relation", "label", "weight", "modality", "confidence", "evidence", "symmetric", "conflict", "sources")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """Return a graph with two edges of different relations between the same two nodes."""
    return built(tmp_path)[0]


def _written(graph: Graph, folder: Path) -> Path:
    path = folder / "graph.graphml"
    write_graphml(graph, path)
    return path


def _edges(graph: Any) -> list[tuple[Any, ...]]:
    return sorted((a, b, *(data[name] for name in FIELDS)) for a, b, data in graph.edges(data=True))


def test_networkx_reads_back_every_node_and_edge(graph: Graph, tmp_path: Path) -> None:
    """Nodes with all their attributes, edges with theirs, and their types are those that were written."""
    read = nx.read_graphml(_written(graph, tmp_path), force_multigraph=True)
    assert list(read.nodes(data=True)) == list(graph.nodes(data=True))
    assert _edges(read) == _edges(graph)


def test_igraph_reads_back_every_node_and_edge(graph: Graph, tmp_path: Path) -> None:
    """The C parser knows double, boolean and string only, and reads the same."""
    read = igraph.Graph.Read_GraphML(str(_written(graph, tmp_path)))
    assert {v["id"]: (v["label"], v["type"], v["mentions"]) for v in read.vs} == {
        node: (data["label"], data["type"], data["mentions"]) for node, data in graph.nodes(data=True)
    }
    ends = [(read.vs[edge.source]["id"], read.vs[edge.target]["id"]) for edge in read.es]
    theirs = [(*pair, *(edge[name] for name in FIELDS)) for pair, edge in zip(ends, read.es, strict=True)]
    assert sorted(theirs) == _edges(graph)


def test_it_is_written_as_gephi_needs_it(graph: Graph, tmp_path: Path) -> None:
    """Declaration, key ids, nodes first, unique edge ids, the relation as the edge's label attribute, no weight 0."""
    path = _written(graph, tmp_path)
    assert path.read_bytes().startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    root = etree.parse(path).getroot()
    SCHEMA.assertValid(root)
    for key in root.iter(f"{NAMESPACE}key"):
        assert str(key.get("id")).startswith({"node": "n_", "edge": "e_"}[str(key.get("for"))])
    edges = list(root.iter(f"{NAMESPACE}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges) == 4
    for edge in edges:
        values = {data.get("key"): data.text for data in edge}
        assert edge.get("label") == values["e_relation"]
        assert float(str(values["e_weight"])) > 0


def test_text_with_signs_is_cdata(tmp_path: Path) -> None:
    """Gephi loses the space between two escaped signs, but none inside CDATA."""
    graph = named(["A & <B>"])
    assert "<![CDATA[A & <B>]]>" in _written(graph, tmp_path).read_text(encoding="utf-8")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS)
def test_hostile_names_come_back(name: str, tmp_path: Path) -> None:
    """Whatever stands in a label, the file is valid; only what XML cannot hold is replaced, sign by sign."""
    path = _written(named([name]), tmp_path)
    SCHEMA.assertValid(etree.parse(path, etree.XMLParser(huge_tree=True)))
    read: Any = nx.read_graphml(path, force_multigraph=True)
    assert (read.nodes["company:x-0"].get("label") or "") == shown(name)
    ((_, _, data),) = read.edges(data=True)
    assert (data.get("evidence") or "") == shown(name)


def test_igraph_reads_hostile_names(tmp_path: Path) -> None:
    """A second parser, in C, gives the same texts."""
    read = igraph.Graph.Read_GraphML(str(_written(named(HOSTILE), tmp_path)))
    assert read.vs["label"] == [shown(name) for name in HOSTILE]


def test_numbers_that_readers_lose_are_refused(tmp_path: Path) -> None:
    """NaN, infinity, None and lists raise instead of vanishing; whole numbers beside fractions become fractions."""
    for value, message in (
        (float("nan"), "size is nan"),
        (None, "size is None; a str"),
        ([1], re.escape("size is [1]")),
    ):
        graph: Graph = nx.MultiDiGraph()
        graph.add_node("company:x", size=value)
        with pytest.raises(ValueError, match=message):
            write_graphml(graph, tmp_path / "graph.graphml")
    assert list(tmp_path.iterdir()) == []
    graph = nx.MultiDiGraph()
    graph.add_node("a", size=1)
    graph.add_node("b", size=1.5)
    assert dict(nx.read_graphml(_written(graph, tmp_path)).nodes(data="size")) == {"a": 1.0, "b": 1.5}
    graph.add_node("c", size="large")
    with pytest.raises(ValueError, match="size is 'large' beside values of type float"):
        write_graphml(graph, tmp_path / "graph.graphml")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_comes_back(graph: Graph, tmp_path: Path) -> None:
    """Numbers to the last digit, booleans, texts, self-loops and parallel edges; and the file is valid."""
    read: Any = nx.read_graphml(_written(graph, tmp_path), force_multigraph=True)
    SCHEMA.assertValid(etree.parse(tmp_path / "graph.graphml", etree.XMLParser(huge_tree=True)))
    names = ("count", "share", "known")
    theirs = {node: [data[name] for name in names] for node, data in read.nodes(data=True)}
    assert theirs == {node: [data[name] for name in names] for node, data in graph.nodes(data=True)}
    assert plain_edges(read) == plain_edges(graph)
