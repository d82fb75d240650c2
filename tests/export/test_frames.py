"""Data frames hold what the graph and the articles say, days as datetimes."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from pipeline.export.frames import edge_frame, entity_frame, statement_frame
from pipeline.graph import Graph


def _graph() -> Graph:
    graph: Graph = nx.MultiDiGraph()
    graph.add_node("company:microsoft", label="微软", type="COMPANY", first_seen="2024-05-01")
    graph.add_node("chip:h100", label="H100", type="CHIP", first_seen="")
    graph.add_edge("company:microsoft", "chip:h100", key="buys", weight=2.0, first_seen="2024-05-01")
    return graph


def test_each_entity_is_a_row_by_its_id() -> None:
    """The index is the id; a day that is not known is missing."""
    frame = entity_frame(_graph())
    assert frame.loc["company:microsoft", "label"] == "微软"
    assert frame.loc["company:microsoft", "first_seen"] == pd.Timestamp(2024, 5, 1)
    assert frame["first_seen"].isna().tolist() == [False, True]


def test_each_edge_is_a_row_with_its_ends() -> None:
    """Head, relation and tail come first; numbers stay numbers."""
    frame = edge_frame(_graph())
    assert frame[["head", "relation", "tail"]].to_numpy().tolist() == [["company:microsoft", "buys", "chip:h100"]]
    assert frame["weight"].sum() == 2.0


def test_nothing_gives_an_empty_frame_with_its_columns() -> None:
    """A corpus without statements can be asked like any other."""
    assert statement_frame([])["relation"].tolist() == []
    assert edge_frame(nx.MultiDiGraph()).empty
