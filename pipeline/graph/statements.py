"""Statements gathered under the edges they speak of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.graph.policy import Policy
from pipeline.schema import Schema
from pipeline.store import Store


def edge_of(statement: sqlite3.Row, schema: Schema) -> tuple[str, str, str]:
    """Return (head, relation, tail) of the edge; a symmetric relation has one edge, its ends in order."""
    head, tail = statement["head"], statement["tail"]
    if schema.relations[statement["relation"]].symmetric:
        head, tail = sorted((head, tail))
    return head, statement["relation"], tail


def admitted(store: Store, policy: Policy, types: Mapping[str, str]) -> Iterator[sqlite3.Row]:
    """Yield the statements that ``policy`` lets count, in the store's order; ``types`` is each entity's type."""
    for row in store.statements():
        ends = (types[row["head"]], types[row["tail"]])
        if (
            (not policy.modalities or row["modality"] in policy.modalities)
            and (not policy.relations or row["relation"] in policy.relations)
            and (not policy.types or all(end in policy.types for end in ends))
            and _in_window(row["published"], policy)
        ):
            yield row


def _in_window(published: str | None, policy: Policy) -> bool:
    if not policy.since and not policy.until:
        return True
    first = policy.since.isoformat() if policy.since else ""
    last = policy.until.isoformat() if policy.until else "9999-12-31"
    return published is not None and first <= published <= last


def gathered(
    store: Store, schema: Schema, policy: Policy, types: Mapping[str, str]
) -> dict[tuple[str, str, str], list[sqlite3.Row]]:
    """Return the admitted statements of each edge, the edges in order."""
    edges = defaultdict(list)
    for row in admitted(store, policy, types):
        edges[edge_of(row, schema)].append(row)
    return dict(sorted(edges.items()))
