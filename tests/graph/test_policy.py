"""What the user lets into the graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from by_hand import SCHEMA, States, article, stored

from pipeline.errors import ConfigError
from pipeline.graph import Graph, Policy, build_graph, neighbourhood
from pipeline.store import Store

NVIDIA, ARM, H100, HUANG = "company:nvidia", "company:arm", "chip:h100", "person:jensen-huang"
BUYS = "[英伟达|company:nvidia]收购[Arm|company:arm]。"
MAKES = "[英伟达|company:nvidia]推出[H100|chip:h100]。"
WORKS = "[黄仁勋|person:jensen-huang]执掌[英伟达|company:nvidia]，[AMD|company:amd]没有回应。"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store of four articles on three relations, one without a date."""
    articles = [
        article("传" + BUYS, States(NVIDIA, "buys", ARM, "rumored", 0.6), ident="a", published="2020-07-31"),
        article(BUYS, States(NVIDIA, "buys", ARM, "asserted", 0.8), ident="b", published="2020-09-13"),
        article(MAKES, States(NVIDIA, "makes", H100, confidence=0.9), ident="c", published="2022-03-22"),
        article(WORKS, States(HUANG, "works-for", NVIDIA, confidence=0.4), ident="d"),
    ]
    return Store(stored(tmp_path, articles))


def _relations(graph: Graph) -> list[str]:
    return sorted(relation for _, _, relation in graph.edges(keys=True))


@pytest.mark.parametrize(
    ("policy", "relations"),
    [
        (Policy(), ["buys", "makes", "works-for"]),
        (Policy(minimum_sources=2), ["buys"]),
        (Policy(modalities=("rumored",)), ["buys"]),
        (Policy(relations=("makes", "works-for")), ["makes", "works-for"]),
        (Policy(types=("COMPANY", "CHIP")), ["buys", "makes"]),
        (Policy(since=date(2020, 9, 13)), ["buys", "makes"]),
        (Policy(until=date(2020, 9, 13)), ["buys"]),
        (Policy(since=date(2020, 9, 14), until=date(2022, 3, 22)), ["makes"]),
        (Policy(confidence=0.91), ["buys"]),
        (Policy(confidence=1.0), []),
    ],
)
def test_each_setting_leaves_out_what_it_says(store: Store, policy: Policy, relations: list[str]) -> None:
    """Sources, modality, relation, types, days (both ends in, undated out) and confidence each narrow the graph."""
    with store:
        assert _relations(build_graph(store, SCHEMA, policy)) == relations


def test_an_edge_speaks_only_of_the_statements_let_in(store: Store) -> None:
    """With rumours alone, the edge is a rumour of one source, whatever others assert later."""
    with store:
        ((_, _, data),) = build_graph(store, SCHEMA, Policy(modalities=("rumored",))).edges(data=True)
    assert (data["modality"], data["sources"], data["confidence"], data["last_seen"]) == (
        "rumored",
        1,
        0.6,
        "2020-07-31",
    )


def test_only_a_narrower_graph_drops_entities_without_an_edge(store: Store) -> None:
    """AMD, of which nothing is stated, is in the whole graph and in no narrowed one."""
    with store:
        assert "company:amd" in build_graph(store, SCHEMA)
        assert set(build_graph(store, SCHEMA, Policy(relations=("makes",)))) == {NVIDIA, H100}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"minimum_sources": 0}, "policy: minimum_sources 0; a whole number from 1 would do"),
        ({"confidence": 1.5}, "policy: confidence 1.5; a number from 0 to 1 would do"),
        ({"modalities": ("sure",)}, "policy: unknown modality 'sure'; known: asserted, planned, rumored, negated"),
        (
            {"since": date(2024, 2, 1), "until": date(2024, 1, 1)},
            "policy: since 2024-02-01 is after until 2024-01-01; the earlier day goes first",
        ),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any], message: str) -> None:
    """The message names the setting, its value and what would do."""
    with pytest.raises(ConfigError) as error:
        Policy(**settings)
    assert str(error.value) == message


def test_unknown_relations_and_types_are_refused(store: Store) -> None:
    """The message names those of the schema."""
    with store, pytest.raises(ConfigError, match="unknown relation 'eats'; known: buys, trains-on, competes-with"):
        build_graph(store, SCHEMA, Policy(relations=("eats",)))
    with pytest.raises(ConfigError, match="unknown type 'FAB'; known: COMPANY, CHIP, PERSON, MODEL"):
        Policy(types=("FAB",)).check(SCHEMA)


def test_a_neighbourhood_reaches_so_many_edges_far(store: Store) -> None:
    """Direction does not matter; every edge among those reached is kept, with its attributes, in the graph's order."""
    with store:
        graph = build_graph(store, SCHEMA)
    near = neighbourhood(graph, [ARM], 1)
    assert list(near) == [ARM, NVIDIA]
    assert _relations(near) == ["buys"]
    whole = neighbourhood(graph, [ARM, "company:unknown"], 2)
    assert set(whole) == {NVIDIA, ARM, H100, HUANG}
    assert list(whole.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    assert list(neighbourhood(graph, [ARM], 0)) == [ARM]
    with pytest.raises(ConfigError, match="hops -1; a whole number from 0 would do"):
        neighbourhood(graph, [ARM], -1)
