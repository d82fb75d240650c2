"""A place for every node, computed beforehand, so that the file looks right at first sight."""

from __future__ import annotations

import math

import networkx as nx

from pipeline.graph.build import Graph

#: Seed of the layout.
_SEED = 42
#: Above this number of nodes the layout is too slow to compute beforehand.
_LAID_OUT = 3000


def add_layout(graph: Graph) -> None:
    """Add ``x`` and ``y``, in units of Gephi's plane, to every node."""
    simple: nx.Graph[str] = nx.Graph(graph.to_undirected())
    places = _layout(simple)
    for node, data in graph.nodes(data=True):
        x, y = places[node]
        data |= {"x": round(x, 2), "y": round(y, 2)}


def _layout(graph: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """Lay connected entities out by force, those without an edge in rows below; coordinates in hundreds of units."""
    joined = graph.subgraph(node for node, degree in graph.degree() if degree)
    alone = sorted(node for node, degree in graph.degree() if not degree)
    places: dict[str, tuple[float, float]] = {}
    if 0 < len(joined) <= _LAID_OUT:
        forced = nx.forceatlas2_layout(joined, seed=_SEED, max_iter=200, scaling_ratio=4.0)
        reach = max(1e-9, *(abs(float(c)) for place in forced.values() for c in place))
        places = {node: (float(x) / reach * 1000, float(y) / reach * 1000) for node, (x, y) in forced.items()}
    else:
        alone = sorted(graph)
    columns = max(1, math.isqrt(len(alone)) * 2)
    for index, node in enumerate(alone):
        places[node] = (index % columns * 60.0 - columns * 30.0, -1200.0 - index // columns * 60.0)
    return places
