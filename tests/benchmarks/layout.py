"""How long measures and layout take: python tests/benchmarks/layout.py.

The graph is invented: a few hubs, many with few edges, some without any. One thread: set OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import random
import time

import networkx as nx

from pipeline.graph import Graph, add_layout, add_measures


def invented(nodes: int, edges: int) -> Graph:
    """Return a graph of this size in which the first nodes have the most edges; the same each time."""
    chance = random.Random(1)
    graph: Graph = nx.MultiDiGraph()
    names = [f"company:x-{number}" for number in range(nodes)]
    for number, name in enumerate(names):
        graph.add_node(name, label=f"名称{number}")
    left = edges
    while left:
        head, tail = names[int(nodes * chance.random() ** 3)], chance.choice(names)
        if head != tail and not graph.has_edge(head, tail, "buys"):
            graph.add_edge(head, tail, key="buys", weight=float(chance.randint(1, 5)))
            left -= 1
    return graph


def main() -> None:
    """Print the seconds of each step and of both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=50_000)
    options = parser.parse_args()
    graph = invented(options.nodes, options.edges)
    start = time.perf_counter()
    add_measures(graph)
    measured = time.perf_counter()
    add_layout(graph)
    end = time.perf_counter()
    print(f"{options.nodes} nodes, {options.edges} edges")
    print(f"measures {measured - start:6.1f} s")
    print(f"layout   {end - measured:6.1f} s")
    print(f"both     {end - start:6.1f} s")


if __name__ == "__main__":
    main()
