"""The cluster engine on a real cluster of processes, one of which is killed, beside the engine of one machine."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engine.collect import FILES

pytest.importorskip("pyspark", reason="pip install 'xinpu[spark]'")
import pyarrow as pa
from pyarrow import parquet

if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)
from standalone import JAVA, StandaloneCluster, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.spark]

ROOT = Path(__file__).resolve().parents[2]
#: One byte sequence whatever the engine; of the store only what is exported is.
COMPARED = [name for name in FILES if not name.endswith(".sqlite")]
SENTENCES = (
    "{buyer}将向英伟达采购{count}万颗H100，用于训练新模型。",
    "据知情人士透露，{buyer}或将采购AMD的MI300X。",
    "{buyer}首席执行官周一表示，公司并未采购昇腾910B。",
    "英伟达与AMD在数据中心芯片市场上竞争，{buyer}是两家的客户。",
    "戴维·柯克(David Kirk)曾在英伟达任首席科学家，后来为{buyer}出谋划策。",
    "柯克认为，{buyer}会用H100训练GPT-4。",
    "南科晶圆公司向{buyer}出售{count}万片晶圆。",
)
BUYERS = ("微软", "谷歌", "Meta", "亚马逊", "甲骨文", "百度", "腾讯", "字节跳动")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the places of 62 short articles: a folder with two bad ones in it, and lines at an address."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "news").mkdir()
    for number in range(48):
        lines = [
            SENTENCES[(number + step) % len(SENTENCES)].format(buyer=BUYERS[number % 8], count=number % 5 + 1)
            for step in range(3)
        ]
        (folder / "news" / f"2025-0{number % 9 + 1}-11-{number:02}.txt").write_text("".join(lines), encoding="utf-8")
    (folder / "news" / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "news" / "long.txt").write_text("长篇报道。" * 300, encoding="utf-8")
    rows = [
        {"id": f"row-{n}", "title": "快讯", "text": SENTENCES[n % 7].format(buyer=BUYERS[n % 3], count=1)}
        for n in range(12)
    ]
    lines_of_json = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "wire.jsonl").write_text(lines_of_json, encoding="utf-8")
    (folder / "names.csv").write_text("type,name,aliases\nCOMPANY,南科晶圆公司,南科\n", encoding="utf-8")
    (folder / "run.toml").write_text("lexicons = ['names.csv']\nsize_limit = 1000\n", encoding="utf-8")
    return [str(folder / "news"), str(folder / "wire.jsonl"), str(folder / "run.toml")]


@pytest.fixture(scope="module")
def local(corpus: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what the engine of one machine leaves."""
    output = tmp_path_factory.mktemp("local")
    *places, config = corpus
    done = subprocess.run([*_xinpu(), *places, "--config", config, "--output", str(output)], cwd=ROOT, check=False)
    assert done.returncode == 1
    return output


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def cluster(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandaloneCluster]:
    """Return a running cluster; when it ends, none of its processes is left."""
    with StandaloneCluster(tmp_path_factory.mktemp("cluster"), wheel) as started:
        yield started


@pytest.fixture(scope="module")
def output(corpus: list[str], cluster: StandaloneCluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what the cluster leaves when a worker and its executor are killed in the middle of the extraction."""
    output = tmp_path_factory.mktemp("spark")
    with (output / "log").open("wb") as log:
        command = _on_spark(corpus, output, cluster.master, "spark.default.parallelism=12")
        running = subprocess.Popen(command, cwd=ROOT, env=cluster.environment(), stdout=log, stderr=log)
        try:
            half = output / "spark" / "extractions" / "000001" / "_temporary" / "0"
            wait_until(lambda: len(list(half.glob("task_*"))) > 2 or running.poll() is not None, "tasks are done", 600)
            assert running.poll() is None, (output / "log").read_text(encoding="utf-8")
            cluster.kill_worker()
            assert running.wait(600) == 1, (output / "log").read_text(encoding="utf-8")
        finally:
            running.kill()
            running.wait()
    return output


def _xinpu() -> list[str]:
    return [sys.executable, "-m", "pipeline", "run", "--progress", "json"]


def _on_spark(corpus: list[str], output: Path, master: str, *settings: str) -> list[str]:
    folder, lines, config = corpus
    conf = [
        "spark.driver.memory=512m",
        "spark.executor.memory=512m",
        "spark.driver.host=127.0.0.1",
        "spark.driver.bindAddress=127.0.0.1",
        "spark.sql.shuffle.partitions=2",
        "spark.ui.enabled=false",
        f"spark.driver.extraJavaOptions={JAVA}",
        f"spark.executor.extraJavaOptions={JAVA}",
        *settings,
    ]
    options = [part for setting in conf for part in ("--conf", setting)]
    places = [folder, Path(lines).as_uri(), "--config", config, "--output", str(output)]
    return [*_xinpu(), *places, "--engine", "spark", "--master", master, *options]


@pytest.mark.parametrize("name", COMPARED)
def test_a_killed_worker_loses_nothing(name: str, output: Path, local: Path) -> None:
    """With a worker killed, every exported file has the bytes that the engine of one machine gives it."""
    assert (output / name).read_bytes() == (local / name).read_bytes()


def test_executors_need_the_wheel_alone(output: Path, wheel: Path) -> None:
    """The executors, who had nothing of ours but the wheel on their path, ran the code in it."""
    assert (output / "extractions.jsonl").stat().st_size
    assert list((wheel / "pipeline" / "language" / "__pycache__").glob("*.pyc"))


def test_each_article_stands_once(output: Path) -> None:
    """No article of a task that was tried again stands twice among the extractions, and none is missing."""
    rows = parquet.read_table(output / "spark" / "extractions").to_pylist()
    assert len(rows) == len({(row["id"], row["fingerprint"]) for row in rows}) == 60


def test_edges_are_those_of_the_graph(output: Path) -> None:
    """Spark's edges have what the graph's have; only texts that are nearly one count once in the graph, twice here."""
    edges = parquet.read_table(output / "spark" / "edges").to_pylist()
    graph = {(edge["Source"], edge["relation"], edge["Target"]): edge for edge in _table(output / "edges.csv")}
    assert graph.keys() == {(edge["head"], edge["relation"], edge["tail"]) for edge in edges}
    alike = 0
    for edge in edges:
        other = graph[edge["head"], edge["relation"], edge["tail"]]
        assert edge["modality"] == other["modality"]
        assert edge["articles"] == int(other["articles"])
        assert (edge["first"] or "", edge["last"] or "") == (other["first_seen"], other["last_seen"])
        assert edge["sources"] >= int(other["sources"])
        if edge["sources"] == int(other["sources"]):
            alike += 1
            assert edge["confidence"] == float(other["confidence"])
    assert alike > len(edges) / 2


def test_entities_are_those_of_the_graph(output: Path) -> None:
    """Spark's entities have the names and counts that the graph's nodes have."""
    entities = parquet.read_table(output / "spark" / "entities").to_pylist()
    made = {(one["id"], one["name"], str(one["mentions"]), str(one["articles"])) for one in entities}
    nodes = _table(output / "nodes.csv")
    assert made == {(node["Id"], node["Label"], node["mentions"], node["articles"]) for node in nodes}


def test_support_decides_what_goes_on(corpus: list[str], output: Path, tmp_path: Path) -> None:
    """A second run extracts what is new alone; edges with support go on, of each the best statements."""
    again = tmp_path / "again"
    shutil.copytree(output, again)
    more = [_table_of_parquet(tmp_path), "--minimum-support", "3", "--evidence", "2"]
    command = [*_on_spark(corpus, again, "local[1]"), *more]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    states = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('{"phase"')]
    assert [state["total"] for state in states if state["phase"] == "extracting"] == [2, 2]
    reasons = [row["reason"] for row in _table(again / "failures.csv") if row["source"] == "table.parquet"]
    assert reasons == [
        "table.parquet: text is None; a string with the article's text would do; its keys: id, text",
        "table.parquet: 2 articles have the id 'twice'; one was read, give each its own",
    ]
    edges = parquet.read_table(again / "spark" / "edges").to_pylist()
    kept = {(edge["head"], edge["relation"], edge["tail"]) for edge in edges if edge["sources"] >= 3}
    assert 0 < len(kept) < len(edges)
    graph = _table(again / "edges.csv")
    assert {(edge["Source"], edge["relation"], edge["Target"]) for edge in graph} == kept
    assert max(int(edge["articles"]) for edge in graph) == 2
    assert {node["Id"] for node in _table(again / "nodes.csv")} == {end for edge in kept for end in (edge[0], edge[2])}


def _table_of_parquet(folder: Path) -> str:
    """Return the address of a table in which an id stands twice and a text is missing."""
    rows = [("one", "百度采购了昇腾910B。"), ("twice", "谷歌推出TPU。"), ("twice", "谷歌卖出TPU。"), ("bad", None)]
    table = pa.Table.from_pylist([{"id": ident, "text": text} for ident, text in rows])
    parquet.write_table(table, folder / "table.parquet")
    return (folder / "table.parquet").as_uri()


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
