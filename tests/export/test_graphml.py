"""GraphML that every reader gets whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from by_hand import SCHEMA, States, article, stored
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.export.graphml import write_graphml
from pipeline.graph import Graph, complete_graph
from pipeline.store import Store

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
HOSTILE = ["]]>", "A & <B>", "quote \" and '", "INF", "null", "🚀𠮷", "\x00\x0b\ud800", "长" * 100_000, "", " \t\n"]


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """Return a graph with two edges of different relations between the same two nodes."""
    text = "[英伟达|company:nvidia]收购[Arm|company:arm]，[H100|chip:h100]。"
    stated = [States("company:nvidia", name, "company:arm") for name in ("buys", "competes-with")]
    makes = States("company:nvidia", "makes", "chip:h100")
    with Store(stored(tmp_path, [article(text, *stated, makes)])) as store:
        return complete_graph(store, SCHEMA)


def _written(graph: Graph, folder: Path) -> Path:
    path = folder / "graph.graphml"
    write_graphml(graph, path)
    return path


def test_networkx_reads_back_every_node_and_edge(graph: Graph, tmp_path: Path) -> None:
    """Nodes, edges, relations, weights, labels and types are those that were written."""
    read = nx.read_graphml(_written(graph, tmp_path), force_multigraph=True)
    assert list(read.nodes(data=True)) == list(graph.nodes(data=True))
    ours = sorted((a, b, d["relation"], d["weight"], d["label"]) for a, b, d in graph.edges(data=True))
    assert sorted((a, b, d["relation"], d["weight"], d["label"]) for a, b, d in read.edges(data=True)) == ours


def test_it_is_written_as_gephi_needs_it(graph: Graph, tmp_path: Path) -> None:
    """Declaration, key ids, nodes first, unique edge ids, the relation as the edge's label attribute, no weight 0."""
    path = _written(graph, tmp_path)
    assert path.read_bytes().startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    root = etree.parse(path).getroot()
    for key in root.iter(f"{NAMESPACE}key"):
        assert key.get("for") in {"node", "edge"}
        assert str(key.get("id")).startswith({"node": "n_", "edge": "e_"}[str(key.get("for"))])
        assert key.get("attr.type") in {"string", "int", "double", "boolean"}
    body = [element.tag.removeprefix(NAMESPACE) for element in root.iter(f"{NAMESPACE}node", f"{NAMESPACE}edge")]
    assert body == sorted(body, key=["node", "edge"].index)
    edges = list(root.iter(f"{NAMESPACE}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges) == 3
    for edge in edges:
        values = {data.get("key"): data.text for data in edge}
        assert edge.get("label") == values["e_relation"]
        assert float(str(values["e_weight"])) > 0
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert all(re.fullmatch(r"[\w.:-]+", str(name), re.ASCII) for name in names)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE)))
def test_hostile_names_come_back(name: str, tmp_path: Path) -> None:
    """Whatever stands in a label, the file stays readable; only what XML cannot hold is replaced, sign by sign."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_node("company:x", label=name, size=1.0)
    read: Any = nx.read_graphml(_written(graph, tmp_path))
    expected = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", name)
    expected = re.sub(r"\r\n?", "\n", expected) if "&" not in name and "<" not in name else expected
    got = read.nodes["company:x"].get("label", "") or ""
    assert re.sub(r"\r\n?", "\n", got) == re.sub(r"\r\n?", "\n", expected)


def test_a_number_that_readers_lose_is_refused(tmp_path: Path) -> None:
    """NaN and infinity raise instead of vanishing."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_node("company:x", size=float("nan"))
    with pytest.raises(ValueError, match="size is nan"):
        write_graphml(graph, tmp_path / "graph.graphml")
