"""Measures and places of nodes."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.graph import Graph, add_layout, add_measures
from pipeline.graph.forces import forced
from pipeline.graph.spacing import boxes, label_width, move_apart, pack
from pipeline.graph.undirected import undirected

EDGES = [("a", "b", 3.0), ("b", "c", 1.0), ("c", "a", 1.0), ("c", "d", 1.0), ("d", "e", 1.0), ("x", "y", 1.0)]


def _graph(edges: list[tuple[str, str, float]], alone: list[str]) -> Graph:
    graph: Graph = nx.MultiDiGraph()
    nodes = [*alone, *(end for edge in edges for end in edge[:2])]
    graph.add_nodes_from((node, {"label": f"名称{node}"}) for node in nodes)
    for head, tail, weight in edges:
        graph.add_edge(head, tail, key="buys", weight=weight)
    return graph


def _measured(graph: Graph) -> Graph:
    add_measures(graph)
    add_layout(graph)
    return graph


def test_each_measure_says_what_it_should() -> None:
    """On a triangle with a tail, beside a pair and a lone node, all figures can be told by hand."""
    nodes = _measured(_graph(EDGES, ["z"])).nodes
    assert (nodes["a"]["degree"], nodes["a"]["weighted_degree"], nodes["z"]["weighted_degree"]) == (2, 4.0, 0.0)
    assert [nodes[node]["core"] for node in "adxz"] == [2, 1, 1, 0]
    assert nodes["a"]["size"] > nodes["d"]["size"] > nodes["z"]["size"] == 6.0
    assert nodes["c"]["betweenness"] == max(data["betweenness"] for _, data in nodes(data=True)) > 0
    assert nodes["a"]["community"] == nodes["b"]["community"] != nodes["x"]["community"]
    assert sum(data["pagerank"] for _, data in nodes(data=True)) == pytest.approx(1, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_insertion_changes_nothing(chance: random.Random) -> None:
    """Nodes and edges added in any order get the same measures and places."""
    edges = chance.sample(EDGES, len(EDGES))
    shuffled = _measured(_graph(edges, ["z"]))
    expected = _measured(_graph(EDGES, ["z"]))
    assert {node: shuffled.nodes[node] for node in shuffled} == {node: expected.nodes[node] for node in expected}


def test_components_lie_side_by_side_and_lone_nodes_below() -> None:
    """Frames around the components share no point, and what has no edge lies below them all."""
    edges = [(f"{part}{at}", f"{part}{at + 1}", 1.0) for part in "pqr" for at in range(6)]
    nodes = _measured(_graph(edges, ["z0", "z1", "z2"])).nodes
    frames = []
    for part in "pqrz":
        places = np.array([(nodes[node]["x"], nodes[node]["y"]) for node in nodes if node.startswith(part)])
        frames.append((*places.min(axis=0), *places.max(axis=0)))
    for at, (left, low, right, high) in enumerate(frames):
        for other in frames[:at]:
            assert other[2] < left or right < other[0] or other[3] < low or high < other[1]
    assert frames[3][3] < min(frame[1] for frame in frames[:3])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 60))
def test_boxes_are_moved_apart(seed: int, size: int) -> None:
    """However densely the nodes lie, no two boxes overlap by more than the margins they have."""
    chance = np.random.default_rng(seed)
    places = chance.normal(size=(size, 2)) * 30 * (1 + seed % 3)
    halves = boxes(chance.uniform(6, 40, size), ["昇腾910B"] * size)
    moved = move_apart(places, halves)
    for one in range(size):
        for other in range(one):
            shared = halves[one] + halves[other] - np.abs(moved[one] - moved[other])
            assert shared.min() < 6, (one, other)


def test_a_long_label_gets_no_endless_room() -> None:
    """A label of 300 signs is given as much room as one of ten."""
    assert boxes([6, 6], ["长" * 300, "长" * 10]).tolist()[0] == boxes([6, 6], ["长" * 10] * 2).tolist()[0]
    assert label_width("芯ab") == pytest.approx(2.1)


def test_frames_are_set_in_rows() -> None:
    """A row takes what fits; the next begins below the highest of the row before."""
    assert pack([(6, 5), (4, 3), (8, 2)], width=10) == [(0, 0), (6, 0), (0, -5)]


def test_a_large_component_is_laid_out_on_the_mesh() -> None:
    """Of 700 nodes in a ring, neighbours come to lie nearer to each other than others do."""
    ring: nx.Graph[int] = nx.cycle_graph(700)
    places = forced(ring)
    chance = np.random.default_rng(1)
    near = np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1).mean()
    assert near < np.linalg.norm(places - chance.permutation(places), axis=1).mean() / 4
    assert (places == forced(ring)).all()


def test_loops_and_parallel_edges_are_one_plain_edge() -> None:
    """Weights of all edges between two are summed, whichever way they point; a loop is none."""
    graph = _graph([("a", "b", 1.0), ("b", "a", 2.0), ("a", "a", 5.0)], [])
    order, plain = undirected(graph)
    assert order == ["a", "b"]
    assert list(plain.edges(data="weight")) == [(0, 1, 3.0)]
