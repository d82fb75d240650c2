"""pandas data frames of a graph and of what articles state: days are datetimes, the rest plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import pandas as pd

from pipeline.export.columns import DAYS


def entity_frame(graph: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return one row an entity, its id the index."""
    return _frame(({"id": node, **data} for node, data in graph.nodes(data=True)), ["id"]).set_index("id")


def edge_frame(graph: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return one row an edge: head, relation, tail, then its attributes."""
    rows = (
        {"head": head, "relation": relation, "tail": tail, **data}
        for head, tail, relation, data in graph.edges(keys=True, data=True)
    )
    return _frame(rows, ["head", "relation", "tail"])


def statement_frame(statements: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return one row for each statement of an article, as ``statements_of`` yields them."""
    return _frame(statements, ["article", "head", "relation", "tail"])


def _frame(rows: Iterable[Mapping[str, Any]], columns: list[str]) -> pd.DataFrame:
    listed = list(rows)
    frame = pd.DataFrame(listed) if listed else pd.DataFrame(columns=columns)
    for day in DAYS & set(frame.columns):
        frame[day] = pd.to_datetime(frame[day].replace("", None), format="%Y-%m-%d")
    return frame
