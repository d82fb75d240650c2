"""GEXF with a timeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graphs import HOSTILE, TEXTS, built, graphs, named, plain_edges, shown
from hypothesis import HealthCheck, given, settings
from lxml import etree

from pipeline.export.gexf import write_gexf
from pipeline.graph import Graph

NAMESPACE = "{http://gexf.net/1.3}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("schemas") / "gexf.xsd"))


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """Return a graph of dated and undated edges."""
    return built(tmp_path)[0]


def _written(graph: Graph, folder: Path) -> Path:
    path = folder / "graph.gexf"
    write_gexf(graph, path)
    return path


def test_networkx_reads_back_every_node_and_edge(graph: Graph, tmp_path: Path) -> None:
    """Attributes, colours, sizes, places, labels, weights and relations are those that were written."""
    read: Any = nx.read_gexf(_written(graph, tmp_path), version="1.3")
    assert list(read) == list(graph)
    for node, data in graph.nodes(data=True):
        theirs = read.nodes[node]
        rest = {name: value for name, value in data.items() if name not in {"x", "y", "size", "color"}}
        assert {name: theirs[name] for name in rest} == rest
        assert theirs["viz"]["size"] == data["size"]
        assert (theirs["viz"]["position"]["x"], theirs["viz"]["position"]["y"]) == (data["x"], data["y"])
        color = theirs["viz"]["color"]
        assert f"#{color['r']:02x}{color['g']:02x}{color['b']:02x}" == data["color"]
    fields = ("relation", "label", "weight", "confidence", "conflict", "evidence")
    ours = sorted((a, b, *(data[name] for name in fields)) for a, b, data in graph.edges(data=True))
    assert sorted((a, b, *(data[name] for name in fields)) for a, b, data in read.edges(data=True)) == ours


def test_it_is_written_as_gephi_needs_it(graph: Graph, tmp_path: Path) -> None:
    """Valid; the relation is the kind; dated edges live from their first to their last day, undated ones always."""
    root = etree.parse(_written(graph, tmp_path)).getroot()
    SCHEMA.assertValid(root)
    (body,) = root.iter(f"{NAMESPACE}graph")
    assert (body.get("mode"), body.get("timeformat")) == ("dynamic", "date")
    lives = {
        (edge.get("source"), edge.get("kind"), edge.get("target")): [
            dict(spell.attrib) for spell in edge.iter(f"{NAMESPACE}spell")
        ]
        for edge in root.iter(f"{NAMESPACE}edge")
    }
    assert lives["company:nvidia", "buys", "company:arm"] == [{"start": "2020-07-31", "end": "2020-09-13"}]
    assert lives["company:amd", "competes-with", "company:nvidia"] == []
    for attribute in root.iter(f"{NAMESPACE}attribute"):
        assert attribute.get("id") == attribute.get("title")


def test_a_graph_without_days_has_no_timeline(tmp_path: Path) -> None:
    """A static graph is said to be one."""
    path = _written(named(["英伟达"]), tmp_path)
    assert 'mode="static"' in path.read_text(encoding="utf-8")
    SCHEMA.assertValid(etree.parse(path))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS)
def test_hostile_names_come_back(name: str, tmp_path: Path) -> None:
    """Whatever stands in a label, the file is valid and gives it back, line ends and tabs too."""
    path = _written(named([name]), tmp_path)
    SCHEMA.assertValid(etree.parse(path, etree.XMLParser(huge_tree=True)))
    read: Any = nx.read_gexf(path, version="1.3")
    assert read.nodes["company:x-0"]["label"] == read.nodes["company:x-0"]["name"] == shown(name)
    ((_, _, data),) = read.edges(data=True)
    assert data["evidence"] == shown(name)


def test_all_hostile_names_in_one_file(tmp_path: Path) -> None:
    """They do not disturb each other either."""
    read: Any = nx.read_gexf(_written(named(HOSTILE), tmp_path), version="1.3")
    assert [data["label"] for _, data in read.nodes(data=True)] == [shown(name) for name in HOSTILE]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_comes_back(graph: Graph, tmp_path: Path) -> None:
    """Numbers to the last digit, booleans, texts, self-loops and parallel edges; and the file is valid."""
    read: Any = nx.MultiDiGraph(nx.read_gexf(_written(graph, tmp_path), version="1.3"))
    SCHEMA.assertValid(etree.parse(tmp_path / "graph.gexf", etree.XMLParser(huge_tree=True)))
    names = ("count", "share", "known")
    theirs = {node: [data[name] for name in names] for node, data in read.nodes(data=True)}
    assert theirs == {node: [data[name] for name in names] for node, data in graph.nodes(data=True)}
    assert plain_edges(read) == plain_edges(graph)
