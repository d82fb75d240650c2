"""Evidence: the statements behind an edge or between two entities, each with its sentence and what read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.lookup.known import check_known
from pipeline.lookup.moment import at_one_moment
from pipeline.lookup.names import bearers
from pipeline.records import Range
from pipeline.schema import Schema
from pipeline.store import Store, attributes_of
from pipeline.store.reading import STATED
from pipeline.store.words import storable


@dataclass(frozen=True, slots=True)
class Statement:
    """What one article states of two entities.

    ``text`` is the evidence; ``mentions`` (of both ends), ``cue``, ``attributes`` and ``via`` (the word that stands
    for an end, if one does) have their ranges in it; ``published`` is YYYY-MM-DD or None; ``made_by`` names the rule
    or model that read it. ``start`` is the evidence's place in the article's text.
    """

    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    modality: str
    sense: str
    text: str
    mentions: tuple[Range, ...]
    cue: Range
    via: Range | None
    attributes: tuple[dict[str, object], ...]
    article: str
    title: str
    source: str
    published: str | None
    start: int
    made_by: str
    confidence: float


@at_one_moment
def evidence(  # noqa: PLR0913 - an edge has three parts
    store: Store, head: str, relation: str, tail: str, *, schema: Schema | None = None, limit: int | None = None
) -> list[Statement]:
    """Return the statements of one edge, the dated ones first, by date.

    With a schema, those of a symmetric relation are given in both directions.
    """
    if schema:
        check_known(schema, [relation])
    turned = schema is not None and schema.relations[relation].symmetric
    rows = [
        row
        for row in store.statements_between(storable(head), storable(tail))
        if row["relation"] == relation and (turned or row["head"] == head)
    ]
    return [statement_of(store, row) for row in _by_date(rows)[:limit]]


def evidence_in(store: Store, article: str, ends: tuple[str, str], relation: str) -> Statement | None:
    """Return what one article states of a relation between two ids, in the direction given first of all."""
    condition = "s.article = ? AND s.relation = ? AND s.head IN (?, ?) AND s.tail IN (?, ?)"
    rows = store.rows(STATED.format(condition=condition), [article, relation, *ends, *ends])
    return next((statement_of(store, row) for row in sorted(rows, key=lambda row: row["head"] != ends[0])), None)


@at_one_moment
def explain(store: Store, one: str, other: str) -> list[Statement]:
    """Return the statements between whatever bears two names, in either direction, the dated ones first, by date."""
    others = bearers(store, other)
    rows = [row for ident in bearers(store, one) for far in others for row in store.statements_between(ident, far)]
    unique = {(row["article"], row["read_head"], row["relation"], row["read_tail"]): row for row in rows}
    return [statement_of(store, row) for row in _by_date(unique.values())]


def _by_date(rows: Iterable[sqlite3.Row]) -> list[sqlite3.Row]:
    return sorted(
        rows, key=lambda row: (row["published"] or "9999", row["article"], row["head"], row["relation"], row["tail"])
    )


def statement_of(store: Store, row: sqlite3.Row) -> Statement:
    """Return the statement in a row of the store's statements."""
    start, end = row["evidence_start"], row["evidence_end"]
    ends = {row["head"], row["tail"]}
    return Statement(
        head=row["head"],
        head_name=store.name(row["head"]),
        relation=row["relation"],
        tail=row["tail"],
        tail_name=store.name(row["tail"]),
        modality=row["modality"],
        sense=row["sense"],
        text=row["evidence"],
        mentions=tuple(
            Range(mention["start"] - start, mention["end"] - start)
            for mention in store.mentions(row["article"], start, end)
            if mention["entity"] in ends
        ),
        cue=Range(row["cue_start"] - start, row["cue_end"] - start),
        via=Range(row["via_start"] - start, row["via_end"] - start) if row["via_start"] is not None else None,
        attributes=tuple(
            replace(one, start=one.start - start, end=one.end - start).as_dict() for one in attributes_of(row)
        ),
        article=row["article"],
        title=row["title"],
        source=row["source"],
        published=row["published"],
        start=start,
        made_by=row["made_by"],
        confidence=row["confidence"],
    )
