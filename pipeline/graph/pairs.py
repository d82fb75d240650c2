"""Which nodes are joined, and how strongly: a graph as arrays, in an order that insertion does not change."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from pipeline.graph.build import Graph


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every two nodes with an edge between them, whichever way it points, once; a loop joins nothing.

    ``nodes`` are the ids in order; ``one`` and ``other`` (int64, length p, one < other) are places in it, and
    ``weights`` (float64, length p) the sums over the edges of each pair.
    """

    nodes: list[str]
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    weights: NDArray[np.float64]

    def matrix(self) -> Any:
        """Return the symmetric n × n adjacency, with ones, as a sparse matrix (CSR)."""
        rows, columns = np.concatenate([self.one, self.other]), np.concatenate([self.other, self.one])
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(self.nodes),) * 2)


def pairs_of(graph: Graph) -> Pairs:
    """Return the pairs of a graph; an edge without ``weight`` counts 1."""
    nodes = sorted(graph)
    place = {node: index for index, node in enumerate(nodes)}
    weights: dict[tuple[int, int], list[float]] = defaultdict(list)
    for head, tail, weight in graph.edges(data="weight", default=1.0):
        if head != tail:
            one, other = sorted((place[head], place[tail]))
            weights[one, other].append(weight)
    ordered = sorted(weights)
    ends = np.array(ordered, dtype=np.int64).reshape(-1, 2)
    return Pairs(nodes, ends[:, 0], ends[:, 1], np.array([math.fsum(weights[pair]) for pair in ordered], dtype=float))
