"""Betweenness: how many of the shortest ways between others lead through a node.

Brandes (2001), many sources at once: the counts of shortest paths go out from the sources level by level and the
dependencies come back, each step one product with the sparse adjacency. Above a size only a sample of sources is taken
(Brandes and Pich 2007), which estimates the same figure.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.graph.pairs import Pairs

#: Up to so many nodes the figures are exact; above, this many sources are sampled.
EXACT, SAMPLE = 2000, 256
_SEED = 42
#: Sources at once; n × this many numbers are in memory.
_TOGETHER = 64


def betweenness(pairs: Pairs) -> NDArray[np.float64]:
    """Return each node's share, 0 to 1, of the shortest paths between all others; edges count in both directions."""
    size = len(pairs.nodes)
    if size < 3:
        return np.zeros(size)
    sources = range(size) if size <= EXACT else sorted(random.Random(_SEED).sample(range(size), SAMPLE))  # noqa: S311
    adjacency, total = pairs.matrix(), np.zeros(size)
    for start in range(0, len(sources), _TOGETHER):
        total += _dependencies(adjacency, sources[start : start + _TOGETHER])
    scaled: NDArray[np.float64] = total * size / len(sources) / ((size - 1) * (size - 2))
    return np.minimum(scaled, 1.0)


def _dependencies(adjacency: Any, sources: Sequence[int]) -> NDArray[np.float64]:
    """Return for each node the sum, over the sources, of the shares of shortest paths from there that it lies on."""
    columns = np.arange(len(sources))
    paths = np.zeros((adjacency.shape[0], len(sources)))
    paths[sources, columns] = 1.0
    unseen = paths == 0
    levels = [~unseen]
    while True:
        coming = adjacency @ np.where(levels[-1], paths, 0.0)
        level = unseen & (coming > 0)
        if not level.any():
            break
        paths[level] = coming[level]
        unseen &= ~level
        levels.append(level)
    depending = np.zeros_like(paths)
    for near, far in zip(levels[-2::-1], levels[:0:-1], strict=True):
        shares = np.divide(1.0 + depending, paths, out=np.zeros_like(paths), where=far)
        depending += np.where(near, paths * (adjacency @ shares), 0.0)
    depending[sources, columns] = 0.0
    total: NDArray[np.float64] = depending.sum(axis=1)
    return total
