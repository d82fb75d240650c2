"""graph.graphml as the parser of Gephi Lite reads it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.engine.batch import run
from pipeline.graph import complete_graph
from pipeline.schema import load_schema
from pipeline.store import Store

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "tests" / "node"


@pytest.mark.node
def test_gephi_lite_reads_all_that_the_store_has(tmp_path: Path) -> None:
    """Every node, edge, type, label and weight of a real run comes out of graphology-graphml."""
    if not shutil.which("node") or not (NODE / "node_modules" / "graphology").is_dir():
        assert not os.environ.get("CI"), "in CI node and the modules of tests/node must be there"
        pytest.skip("node or the modules of tests/node are missing: `make node` installs them")
    run([ROOT / "corpus"], tmp_path, Config())
    command = ["node", "read_graphml.mjs", str(tmp_path / "graph.graphml")]
    read = json.loads(subprocess.run(command, cwd=NODE, check=True, capture_output=True, encoding="utf-8").stdout)
    with Store(tmp_path / "knowledge.sqlite") as store:
        graph = complete_graph(store, load_schema())
    fields = ("label", "type", "type_zh", "color", "size", "x", "y")
    theirs = {node["key"]: [node["attributes"][f] for f in fields] for node in read["nodes"]}
    assert theirs == {node: [data[f] for f in fields] for node, data in graph.nodes(data=True)}
    fields = ("relation", "label", "weight", "modality", "confidence", "symmetric", "evidence")
    edges = [(e["source"], e["target"], *(e["attributes"].get(f) for f in fields)) for e in read["edges"]]
    assert sorted(edges) == sorted((a, b, *(data[f] for f in fields)) for a, b, data in graph.edges(data=True))
    assert len(edges) > 100
