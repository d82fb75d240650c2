"""nodes.csv and edges.csv, with the column names that Gephi's Data Laboratory expects.

UTF-8 with a byte order mark, so that spreadsheet programs show Chinese rightly.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd


def node_table(graph: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return one row a node: Id, Label, then its attributes."""
    rows = [{"Id": node, "Label": data.get("label", node), **_rest(data)} for node, data in graph.nodes(data=True)]
    return pd.DataFrame(rows, columns=None if rows else ["Id", "Label"])


def edge_table(graph: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return one row an edge: Source, Target, Type (Directed), Kind (the relation), Weight, Label, then the rest."""
    rows = [
        {
            "Source": head,
            "Target": tail,
            "Type": "Directed",
            "Kind": relation,
            "Weight": data.get("weight", 1.0),
            "Label": data.get("label", relation),
            **_rest(data),
        }
        for head, tail, relation, data in graph.edges(keys=True, data=True)
    ]
    return pd.DataFrame(rows, columns=None if rows else ["Source", "Target", "Type", "Kind", "Weight", "Label"])


def write_tables(graph: nx.MultiDiGraph[str], nodes: Path, edges: Path) -> None:
    """Write both tables."""
    for table, path in ((node_table(graph), nodes), (edge_table(graph), edges)):
        table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _rest(data: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in data.items() if name not in {"label", "weight"}}
