"""CX2 as the reader of NDEx, Cytoscape's own exchange, gets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphs import HOSTILE, built, named, shown
from ndex2.cx2 import CX2Network

from pipeline.export.cytoscape import write_cytoscape


def _read(graph: Any, folder: Path) -> CX2Network:
    path = folder / "graph.cx2"
    write_cytoscape(graph, path)
    network = CX2Network()
    network.create_from_raw_cx2(json.loads(path.read_text(encoding="utf-8")))
    return network


def test_every_node_and_edge_is_read_back(tmp_path: Path) -> None:
    """Ids, columns, places (y turned round), relations in `interaction`, and the look that takes them up."""
    graph, _ = built(tmp_path)
    network = _read(graph, tmp_path)
    nodes = network.get_nodes()
    ids = {number: node["v"]["id"] for number, node in nodes.items()}
    assert list(ids.values()) == list(graph)
    for node in nodes.values():
        data = graph.nodes[node["v"]["id"]]
        assert (node["x"], node["y"]) == (data["x"], -data["y"])
        assert node["v"] == {"id": node["v"]["id"]} | {k: v for k, v in data.items() if k not in {"x", "y"}}
    edges = [(ids[e["s"]], ids[e["t"]], e["v"]["interaction"], e["v"]) for e in network.get_edges().values()]
    assert edges == list(graph.edges(keys=True, data=True))
    look = network.get_visual_properties()
    assert look["nodeMapping"]["NODE_LABEL"]["definition"]["attribute"] == "name"
    assert network.get_status() == {"success": True}
    declared = network.get_attribute_declarations()
    assert {name: declared["edges"][name]["d"] for name in ("weight", "sources", "conflict", "label")} == {
        "weight": "double",
        "sources": "long",
        "conflict": "boolean",
        "label": "string",
    }


def test_counts_are_told_before(tmp_path: Path) -> None:
    """The metadata counts what follows."""
    graph, _ = built(tmp_path)
    write_cytoscape(graph, tmp_path / "graph.cx2")
    parts = json.loads((tmp_path / "graph.cx2").read_text(encoding="utf-8"))
    counts = {one["name"]: one["elementCount"] for one in parts[1]["metaData"]}
    assert counts == {name: len(part[name]) for part in parts[2:-1] for name in part}


def test_hostile_names_come_back(tmp_path: Path) -> None:
    """JSON holds what XML holds."""
    read = _read(named(HOSTILE), tmp_path)
    assert [node["v"]["name"] for node in read.get_nodes().values()] == [shown(name) for name in HOSTILE]
