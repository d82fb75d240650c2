"""Evidence: the statements behind an edge or between two entities, each with its sentence and what read it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from pipeline.lookup.names import bearers
from pipeline.records import Range
from pipeline.store import Store, attributes_of
from pipeline.store.reading import STATED


@dataclass(frozen=True, slots=True)
class Statement:
    """What one article states of two entities.

    ``text`` is the evidence; ``mentions`` (of both ends), ``cue``, ``attributes`` and ``via`` (the word that stands
    for an end, if one does) have their ranges in it; ``published`` is YYYY-MM-DD or None; ``made_by`` names the rule
    or model that read it.
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
    made_by: str
    confidence: float


def evidence(store: Store, head: str, relation: str, tail: str) -> list[Statement]:
    """Return the statements of one edge in the direction given, the dated ones first, by date."""
    rows = [
        row for row in store.statements(head) if (row["head"], row["relation"], row["tail"]) == (head, relation, tail)
    ]
    return [_statement(store, row) for row in rows]


def evidence_in(store: Store, article: str, ends: tuple[str, str], relation: str) -> Statement | None:
    """Return what one article states of a relation between two ids, in the direction given first of all."""
    condition = "s.article = ? AND s.relation = ? AND s.head IN (?, ?) AND s.tail IN (?, ?)"
    rows = store.rows(STATED.format(condition=condition), [article, relation, *ends, *ends])
    return next((_statement(store, row) for row in sorted(rows, key=lambda row: row["head"] != ends[0])), None)


def explain(store: Store, one: str, other: str) -> list[Statement]:
    """Return the statements between whatever bears two names, in either direction, the dated ones first, by date."""
    others = set(bearers(store, other))
    rows = {
        (row["article"], row["head"], row["relation"], row["tail"]): row
        for ident in bearers(store, one)
        for row in store.statements(ident)
        if (row["tail"] if row["head"] == ident else row["head"]) in others
    }
    ranked = sorted(rows.items(), key=lambda item: (item[1]["published"] or "9999", item[0]))
    return [_statement(store, row) for _, row in ranked]


def _statement(store: Store, row: sqlite3.Row) -> Statement:
    start, end = row["evidence_start"], row["evidence_end"]
    names = {ident: entity.name for ident in (row["head"], row["tail"]) if (entity := store.entity(ident))}
    return Statement(
        head=row["head"],
        head_name=names[row["head"]],
        relation=row["relation"],
        tail=row["tail"],
        tail_name=names[row["tail"]],
        modality=row["modality"],
        sense=row["sense"],
        text=row["evidence"],
        mentions=tuple(
            Range(mention["start"] - start, mention["end"] - start)
            for mention in store.mentions(row["article"], start, end)
            if mention["entity"] in names
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
        made_by=row["made_by"],
        confidence=row["confidence"],
    )
