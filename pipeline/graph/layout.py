"""A place for every node, computed beforehand, so that the file looks right at first sight."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np

from pipeline.graph.build import Graph
from pipeline.graph.forces import Places, forced
from pipeline.graph.spacing import boxes, move_apart, pack
from pipeline.graph.undirected import Undirected, undirected

#: How far apart neighbours lie before labels make room, and the free space around a component, in units of the plane.
_SPACING = 60.0
_MARGIN = 40.0


def add_layout(graph: Graph) -> None:
    """Add ``x`` and ``y``, in units of Gephi's plane, to every node; ``size`` and ``label`` must be there.

    Each connected component is laid out by itself, then all are put side by side, the largest first, and the entities
    without an edge in a block below. The same graph gets the same places, in whatever order it was made.
    """
    order, plain = undirected(graph)
    halves = boxes((graph.nodes[node]["size"] for node in order), (graph.nodes[node]["label"] for node in order))
    places = np.zeros((len(order), 2))
    bottom = _joined(plain, halves, places)
    _alone(plain, halves, places, bottom)
    middle = (places.min(axis=0) + places.max(axis=0)) / 2 if len(order) else 0.0
    for node, (x, y) in zip(order, (places - middle).tolist(), strict=True):
        graph.nodes[node].update(x=round(x, 2), y=round(y, 2))


def _joined(plain: Undirected, halves: Places, places: Places) -> float:
    """Place the nodes that have edges, component by component; return the lower edge of all."""
    parts = sorted((sorted(part) for part in nx.connected_components(plain) if len(part) > 1), key=_largest_first)
    laid, frames = [], []
    for part in parts:
        room = halves[part]
        found = move_apart(forced(_component(plain, part)) * _SPACING, room)
        low, high = (found - room).min(axis=0), (found + room).max(axis=0)
        frames.append((float(high[0] - low[0]) + _MARGIN, float(high[1] - low[1]) + _MARGIN))
        laid.append(found - (low[0], high[1]))
    width = max([math.sqrt(sum(wide * high for wide, high in frames)), *(wide for wide, _ in frames[:1])])
    corners = pack(frames, width)
    for part, found, corner in zip(parts, laid, corners, strict=True):
        places[part] = found + corner
    return min([0.0, *(top - high for (_, top), (_, high) in zip(corners, frames, strict=True))])


def _largest_first(part: list[int]) -> tuple[int, int]:
    return -len(part), part[0]


def _component(plain: Undirected, part: list[int]) -> Undirected:
    """Return the subgraph of a component with its nodes in order."""
    component: Undirected = nx.Graph()
    component.add_nodes_from(part)
    component.add_weighted_edges_from(sorted(plain.subgraph(part).edges(data="weight")))
    return component


def _alone(plain: Undirected, halves: Places, places: Places, bottom: float) -> None:
    """Place the nodes without an edge in rows below ``bottom``."""
    alone = [node for node, degree in plain.degree() if not degree]
    columns = max(1, math.isqrt(2 * len(alone)))
    wide, high = (halves[alone].max(axis=0) * (2.2, 3.0)).tolist() if alone else (0.0, 0.0)
    left = float(places[:, 0].max() + places[:, 0].min() - columns * wide) / 2 if len(places) else 0.0
    for at, node in enumerate(alone):
        places[node] = (left + (at % columns + 0.5) * wide, bottom - _MARGIN - (at // columns + 0.5) * high)
