"""outputs/sample is what the main job gives today."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.engine.batch import run

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "outputs" / "sample"
KEPT = ("edges.csv", "graph.gexf", "graph.graphml", "graph.svg", "nodes.csv", "report.html", "run.json")
#: Where a file tells the places of nodes.
_PLACES = re.compile(r'<data key="n_[xy]">[^<]*</data>|<viz:position [^>]*>')


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the main job has been run."""
    folder = tmp_path_factory.mktemp("fresh")
    run([str(ROOT / "corpus")], folder, Config())
    return folder


def _essence(path: Path) -> object:
    """Return what a file says, less the places of nodes: their last digits are the processor's."""
    text = path.read_text(encoding="utf-8-sig")
    if path.name == "nodes.csv":
        return [
            {key: cell for key, cell in row.items() if key not in {"x", "y"}}
            for row in csv.DictReader(text.splitlines())
        ]
    if path.suffix in {".svg", ".html"}:
        return sorted(re.findall("<title>(.*?)</title>", text)), re.sub("<svg.*</svg>", "", text, flags=re.DOTALL)
    return _PLACES.sub("", text)


def test_the_sample_is_small_and_whole() -> None:
    """The files that need no program of ours, under 3 MB together."""
    assert tuple(sorted(path.name for path in SAMPLE.iterdir())) == KEPT
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 3_000_000


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
def test_the_sample_is_what_todays_code_produces(name: str, fresh: Path) -> None:
    """`make sample` would change nothing."""
    assert _essence(SAMPLE / name) == _essence(fresh / name), "make sample"
