"""How long the exporters take, and how much memory beyond the graph: python tests/benchmarks/exports.py.

Every format is written in a process of its own, forked from the one that holds the graph, so that its peak is its own;
networkx's writer runs in the same way, for comparison. The graph is invented, with the columns that a run's has.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.formats import FORMATS
from pipeline.graph import Graph
from pipeline.schema import load_schema

FORK = multiprocessing.get_context("fork")


def invented(nodes: int, edges: int) -> Graph:
    """Return a graph of this size with all columns; the same each time."""
    chance, schema = random.Random(1), load_schema()
    graph: Graph = nx.MultiDiGraph()
    types, relations = list(schema.entities.values()), list(schema.relations.values())
    for number in range(nodes):
        kind = types[number % len(types)]
        graph.add_node(
            f"{kind.prefix}:x-{number}",
            label=f"名称{number}",
            name=f"名称{number}",
            type=kind.name,
            type_zh=kind.zh,
            aliases=f"别名{number}、Alias {number} & Co.",
            color=kind.color,
            mentions=number % 97,
            articles=number % 31,
            first_seen=f"2023-{number % 12 + 1:02}-01",
            last_seen="2024-12-31",
            degree=number % 40,
            size=6.0 + number % 40,
            pagerank=1 / (number + 1),
            community=number % 50,
            x=float(number % 1000),
            y=float(number // 1000),
        )
    names, number = list(graph), 0
    while number < edges:
        relation, (head, tail) = chance.choice(relations), chance.choices(names, k=2)
        if not graph.has_edge(head, tail, relation.name):
            graph.add_edge(head, tail, key=relation.name, **_edge(number, relation.name, relation.zh, relation.color))
            number += 1
    return graph


def _edge(number: int, relation: str, label: str, color: str) -> dict[str, Any]:
    return {
        "label": label,
        "weight": float(number % 7 + 1),
        "relation": relation,
        "relation_zh": label,
        "interaction": relation,
        "color": color,
        "modality": ("asserted", "planned", "rumored", "negated")[number % 4],
        "sense": "",
        "quantity": "48.5万颗" if number % 5 == 0 else "",
        "amount": "",
        "date": "",
        "role": "",
        "date_first": "",
        "date_last": "",
        "confidence": round(number % 9973 / 9973, 4),
        "articles": number % 9 + 1,
        "sources": number % 7 + 1,
        "evidence": f"据报道，第{number}号公司计划在2024年向第{number * 7 % 100_003}号公司采购48.5万颗芯片。",
        "evidence_article": f"2024-05-{number % 28 + 1:02}-{number}.txt",
        "first_seen": f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "last_seen": "2024-12-31",
        "symmetric": number % 5 == 0,
        "conflict": False,
    }


def statements(graph: Graph) -> Iterator[dict[str, Any]]:
    """Yield one statement an edge."""
    for head, tail, relation, data in graph.edges(keys=True, data=True):
        yield {
            "article": data["evidence_article"],
            "title": "",
            "source": data["evidence_article"],
            "published": data["first_seen"],
            "head": head,
            "relation": relation,
            "tail": tail,
            **{name: data[name] for name in ("modality", "confidence", "evidence")},
        }


def measured(write: Callable[[], None]) -> tuple[float, float, float]:
    """Return seconds, those of the processor, and MB of peak memory beyond what is held now, of ``write`` alone."""
    ours, theirs = FORK.Pipe()

    def work() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, worked = time.perf_counter(), time.process_time()
        write()
        took = time.perf_counter() - start, time.process_time() - worked
        theirs.send((*took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))

    process = FORK.Process(target=work)
    process.start()
    process.join()
    seconds, worked, megabytes = ours.recv()
    return seconds, worked, megabytes


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--networkx", action="store_true", help="networkx's GraphML writer too")
    options = parser.parse_args()
    graph = invented(options.nodes, options.edges)
    with tempfile.TemporaryDirectory() as folder:
        for name in options.formats.split(","):
            write = FORMATS[name].write
            _print(name, *measured(lambda write=write: write(graph, statements(graph), Path(folder))))  # type: ignore[misc]
        if options.networkx:
            target = Path(folder) / "networkx.graphml"
            _print("networkx.write_graphml_lxml", *measured(lambda: nx.write_graphml_lxml(graph, target)))


def _print(name: str, seconds: float, worked: float, megabytes: float) -> None:
    print(f"{name:30} {seconds:7.1f} s, {worked:7.1f} s of processor {megabytes:6.0f} MB beyond the graph", flush=True)


if __name__ == "__main__":
    main()
