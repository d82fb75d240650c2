"""All formats together, and `xinpu export`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from by_hand import SCHEMA, States, article, stored
from graphs import built
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ConfigError, StoreError
from pipeline.export.formats import FORMATS, chosen
from pipeline.graph import Policy, complete_graph, statements_of
from pipeline.store import Store

ALL = ",".join(FORMATS)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _export(folder: Path, *options: str) -> tuple[int, str, BaseException | None]:
    done = CliRunner().invoke(app, ["export", "--in", str(folder), "--to", str(folder / "out"), *options])
    return done.exit_code, done.output, done.exception


def test_the_same_store_and_options_give_the_same_bytes(tmp_path: Path) -> None:
    """Every file of every format, written twice from the same store, and what is written is what is announced."""
    built(tmp_path)
    with Store(tmp_path / "knowledge.sqlite") as store:
        for name in ("a", "b"):
            graph = complete_graph(store, SCHEMA)
            for form in FORMATS.values():
                form.write(graph, statements_of(graph, store, SCHEMA, Policy()), tmp_path / name)
    files = _files(tmp_path / "a")
    assert files == _files(tmp_path / "b")
    assert set(files) == {name for form in FORMATS.values() for name in form.files}
    assert all(len(data) > 100 for data in files.values())


def test_the_command_writes_what_it_prints(tmp_path: Path) -> None:
    """Each file named on standard output is there."""
    built(tmp_path)
    status, printed, _ = _export(tmp_path, "--format", ALL)
    assert status == 0
    assert "edges 边    4" in printed
    written = {line.strip() for line in printed.splitlines() if line.startswith("  ")}
    assert written == {str(tmp_path / "out" / name) for name in _files(tmp_path / "out")}


@pytest.mark.parametrize(
    ("options", "edges"),
    [
        (["--modality", "asserted", "--until", "2020-12-31"], 2),
        (["--since", "2020-08-01", "--relation", "buys,makes"], 2),
        (["--type", "COMPANY"], 3),
        (["--minimum-sources", "2"], 1),
        (["--confidence", "0.9"], 1),
        (["--ego", "AMD"], 1),
        (["--ego", "amd", "--hops", "2"], 4),
        (["--ego", "chip:h100", "--ego", "AMD", "--hops", "1"], 2),
    ],
)
def test_filters_and_neighbourhoods(tmp_path: Path, options: list[str], edges: int) -> None:
    """Each option narrows the graph; a name may be any spelling, or an id."""
    built(tmp_path)
    status, printed, _ = _export(tmp_path, "--format", "csv", *options)
    assert status == 0
    assert f"edges 边    {edges}\n" in printed
    assert len((tmp_path / "out" / "edges.csv").read_text(encoding="utf-8").splitlines()) == edges + 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "gml"], f"export: unknown format 'gml'; known formats: {ALL.replace(',', ', ')}"),
        (["--format", ","], f"export: no format is named in ','; known formats: {ALL.replace(',', ', ')}"),
        (["--since", "2024"], "export: --since '2024'; a day such as 2024-01-31 would do"),
        (["--ego", "台积店"], "export: no entity is named '台积店' in"),
        (["--relation", "eats"], "policy: unknown relation 'eats'; known: buys"),
        (["--minimum-sources", "0"], "policy: minimum_sources 0"),
    ],
)
def test_options_that_cannot_work_are_refused(tmp_path: Path, options: list[str], message: str) -> None:
    """One line says what is wrong and what would do, and nothing is written."""
    built(tmp_path)
    _, _, error = _export(tmp_path, *options)
    assert isinstance(error, ConfigError)
    assert str(error).startswith(message)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file in the folder's place is a fault of one line."""
    built(tmp_path)
    (tmp_path / "out").write_text("", encoding="utf-8")
    _, _, error = _export(tmp_path)
    assert isinstance(error, StoreError)
    assert "graph.graphml: cannot be written: " in str(error)
    assert str(error).endswith("; free some space or name another")


def test_texts_that_gephi_misreads_are_told(tmp_path: Path) -> None:
    """INFINEON outside a label is a warning on standard error, told once; the file holds it as it is."""
    text = "[INFINEON|company:infineon]与[AMD|company:amd]竞争。"
    stored(tmp_path, [article(text, States("company:infineon", "competes-with", "company:amd"))])
    done = CliRunner().invoke(
        app, ["export", "--in", str(tmp_path), "--to", str(tmp_path / "out"), "--format", "graphml"]
    )
    assert done.exit_code == 0
    assert done.stderr == "xinpu: Gephi shows Infinity for INF in 2 texts outside labels of the GraphML\n"
    assert '<data key="n_name">INFINEON</data>' in (tmp_path / "out" / "graph.graphml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_order_of_hashes(tmp_path: Path) -> None:
    """Two processes with other hash seeds write the same files."""
    built(tmp_path)
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "pipeline", "export", "--in", str(tmp_path), "--to", str(tmp_path / seed)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        options = ["--format", ALL, "--ego", "AMD", "--hops", "2"]
        subprocess.run([*command, *options], check=True, capture_output=True, env=environment)
    assert _files(tmp_path / "1") == _files(tmp_path / "2")


def test_a_format_named_twice_is_written_once() -> None:
    """Spaces and repetition do no harm."""
    assert chosen("gexf, graphml,gexf") == ["gexf", "graphml"]
