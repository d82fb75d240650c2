"""Statements gathered under the edges they speak of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from pipeline.graph.policy import Policy
from pipeline.records import ATTRIBUTE_KINDS
from pipeline.schema import Schema
from pipeline.store import Store, attributes_of


def edge_of(statement: sqlite3.Row, schema: Schema) -> tuple[str, str, str]:
    """Return (head, relation, tail) of the edge; a symmetric relation has one edge, its ends in order."""
    head, tail = statement["head"], statement["tail"]
    if schema.relations[statement["relation"]].symmetric:
        head, tail = sorted((head, tail))
    return head, statement["relation"], tail


def admitted(rows: Iterable[sqlite3.Row], policy: Policy, types: Mapping[str, str]) -> Iterator[sqlite3.Row]:
    """Yield the statements that ``policy`` lets count, in their order; ``types`` is each entity's type."""
    for row in rows:
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


def gathered(rows: Iterable[sqlite3.Row], schema: Schema) -> dict[tuple[str, str, str], list[sqlite3.Row]]:
    """Return the statements of each edge, the edges in order."""
    edges = defaultdict(list)
    for row in rows:
        edges[edge_of(row, schema)].append(row)
    return dict(sorted(edges.items()))


def statements_of(
    graph: nx.MultiDiGraph[str], store: Store, schema: Schema, policy: Policy
) -> Iterator[dict[str, Any]]:
    """Yield what articles state of the edges of ``graph``, made under ``policy``: one flat row of plain values each.

    ``head``, ``relation`` and ``tail`` name the edge; a symmetric one may be stated the other way round. Offsets are
    code points into the article's text. Of quantity, amount, date and role there are the words.
    """
    types = {entity.id: entity.type for entity in store.entities()}
    for row in admitted(store.statements(), policy, types):
        head, relation, tail = edge_of(row, schema)
        if graph.has_edge(head, tail, relation):
            words = {attribute.kind: attribute.text for attribute in attributes_of(row)}
            yield {
                "article": row["article"],
                "title": row["title"],
                "source": row["source"],
                "published": row["published"] or "",
                "head": head,
                "relation": relation,
                "tail": tail,
                "modality": row["modality"],
                "sense": row["sense"],
                **{kind: words.get(kind, "") for kind in ATTRIBUTE_KINDS},
                "confidence": row["confidence"],
                "evidence": row["evidence"],
                "evidence_start": row["evidence_start"],
                "evidence_end": row["evidence_end"],
                "made_by": row["made_by"],
            }
