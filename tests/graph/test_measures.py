"""Measures of nodes."""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.graph import Graph, add_measures
from pipeline.graph import betweenness as room
from pipeline.graph.betweenness import betweenness
from pipeline.graph.pairs import pairs_of

EDGES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from("ab"), st.integers(1, 4)), max_size=30
)


def joined(*edges: tuple[object, object], weight: float = 1.0) -> Graph:
    """Return a graph with these edges."""
    graph: Graph = nx.MultiDiGraph()
    for head, tail in edges:
        graph.add_edge(str(head), str(tail), key="buys", weight=weight)
    return graph


def measured(graph: Graph) -> dict[str, dict[str, float]]:
    """Return the measures of each node, in order of the ids."""
    add_measures(graph)
    return {node: dict(graph.nodes[node]) for node in sorted(graph)}


@given(EDGES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_insertion_changes_no_measure(
    edges: list[tuple[int, int, str, int]], chance: random.Random
) -> None:
    """Nodes and edges put in in any order get the same figures."""
    once = {(one, other, key): float(weight) for one, other, key, weight in edges}
    built = []
    for _ in range(2):
        graph: Graph = nx.MultiDiGraph()
        graph.add_nodes_from(chance.sample([str(n) for n in range(12)], 12))
        for one, other, key in chance.sample(sorted(once), len(once)):
            graph.add_edge(str(one), str(other), key=key, weight=once[one, other, key])
        built.append(measured(graph))
    assert built[0] == built[1]


@given(EDGES)
@settings(deadline=None)
def test_betweenness_is_what_networkx_finds(edges: list[tuple[int, int, str, int]]) -> None:
    """The exact figures agree with those of networkx, also over several parts and parallel edges."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_nodes_from(map(str, range(12)))
    for one, other, key, _ in edges:
        graph.add_edge(str(one), str(other), key=key)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    expected = nx.betweenness_centrality(nx.Graph(graph))
    pairs = pairs_of(graph)
    assert betweenness(pairs) == pytest.approx([expected[node] for node in pairs.nodes], abs=1e-9)


def test_a_sample_estimates_betweenness(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a third of the sources the figures stay near the exact ones, and the first stays first."""
    plain = nx.barabasi_albert_graph(300, 2, seed=1)
    pairs = pairs_of(joined(*plain.edges))
    exact = betweenness(pairs)
    monkeypatch.setattr(room, "EXACT", 0)
    monkeypatch.setattr(room, "SAMPLE", 100)
    sampled = betweenness(pairs)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.98
    assert exact.argmax() == sampled.argmax()


def test_two_groups_joined_by_one_are_two_communities_and_cores() -> None:
    """Two cliques of four and the bridge between: the bridge has betweenness, the cliques are communities and cores."""
    groups = [list(combinations(range(start, start + 4), 2)) for start in (0, 4)]
    found = measured(joined(*groups[0], *groups[1], (0, "bridge"), ("bridge", 4)))
    assert found["0"]["community"] == found["3"]["community"] != found["4"]["community"] == found["7"]["community"]
    assert {found[str(number)]["core"] for number in range(8)} == {3}
    assert found["bridge"]["core"] == 2
    assert max(found, key=lambda node: found[node]["betweenness"]) in {"0", "4", "bridge"}
    assert found["1"]["betweenness"] == 0


def test_weights_count_in_degree_and_size() -> None:
    """The weighted degree adds the weights, and the size grows with it; an entity alone has the smallest size."""
    graph = joined(("a", "b"), ("a", "c"), weight=2.0)
    graph.add_node("alone")
    found = measured(graph)
    assert (found["a"]["degree"], found["a"]["weighted_degree"]) == (2, 4.0)
    assert found["a"]["size"] > found["b"]["size"] > found["alone"]["size"] == 6.0


def test_no_size_is_beyond_measure() -> None:
    """However strong a node, its size stays within 40."""
    found = measured(joined(*(("hub", number) for number in range(500)), weight=9.0))
    assert found["hub"]["size"] == 40.0
    assert 6.0 < found["1"]["size"] < 10.0


def test_pagerank_follows_direction_and_weight() -> None:
    """Rank goes with the arrows, more along the heavier edge."""
    graph = joined(("a", "strong"), weight=3.0)
    graph.add_edge("a", "weak", key="buys", weight=1.0)
    found = measured(graph)
    assert found["strong"]["pagerank"] > found["weak"]["pagerank"] > found["a"]["pagerank"]
