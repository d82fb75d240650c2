"""graph.graphml and graph.gexf as the parsers of Gephi Lite read them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from graphs import HOSTILE, built, named, shown

from pipeline.export.gexf import write_gexf
from pipeline.export.graphml import write_graphml

NODE = Path(__file__).resolve().parents[2] / "tests" / "node"
NODES = ("label", "name", "type", "type_zh", "size", "x", "y", "pagerank")
EDGES = ("relation", "label", "weight", "modality", "confidence", "symmetric", "conflict", "evidence")


@pytest.fixture(params=["graphml", "gexf"])
def kind(request: pytest.FixtureRequest) -> str:
    """Return the format to read; the test is skipped where node is not set up."""
    if not shutil.which("node") or not (NODE / "node_modules" / "graphology-gexf").is_dir():
        assert not os.environ.get("CI"), "in CI node and the modules of tests/node must be there"
        pytest.skip("node or the modules of tests/node are missing: `make node` installs them")
    return str(request.param)


def _read(kind: str, graph: Any, folder: Path) -> Any:
    path = folder / f"graph.{kind}"
    {"graphml": write_graphml, "gexf": write_gexf}[kind](graph, path)
    command = ["node", f"read_{kind}.mjs", str(path)]
    return json.loads(subprocess.run(command, cwd=NODE, check=True, capture_output=True, encoding="utf-8").stdout)


@pytest.mark.node
def test_gephi_lite_reads_every_node_and_edge(kind: str, tmp_path: Path) -> None:
    """Every node, edge, type, label and weight comes out, colours too, and parallel edges of two relations."""
    graph, _ = built(tmp_path)
    read = _read(kind, graph, tmp_path)
    theirs = {node["key"]: [node["attributes"][name] for name in NODES] for node in read["nodes"]}
    assert theirs == {node: [data[name] for name in NODES] for node, data in graph.nodes(data=True)}
    for node in read["nodes"]:
        red, green, blue = bytes.fromhex(graph.nodes[node["key"]]["color"].removeprefix("#"))
        hexadecimal = graph.nodes[node["key"]]["color"]
        assert node["attributes"]["color"] in {hexadecimal, f"rgb({red},{green},{blue})"}
    edges = [
        (edge["source"], edge["target"], *(edge["attributes"].get(name) for name in EDGES)) for edge in read["edges"]
    ]
    assert sorted(edges) == sorted((a, b, *(data[name] for name in EDGES)) for a, b, data in graph.edges(data=True))


@pytest.mark.node
def test_gephi_lite_reads_hostile_names(kind: str, tmp_path: Path) -> None:
    """Quotes, markup, control characters, emoji and labels of 100,000 characters come back as elsewhere."""
    read = _read(kind, named(HOSTILE), tmp_path)
    assert [node["attributes"]["name"] for node in read["nodes"]] == [shown(name) for name in HOSTILE]
    assert [edge["attributes"]["evidence"] for edge in read["edges"]] == [shown(name) for name in HOSTILE]
