"""Statements gathered into edges: one for each (head, relation, tail), with the best statement's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from pipeline.records import MODALITIES

#: What an edge is made of, in the order that puts its statements together.
STATEMENTS = """
SELECT s.head, s.relation, s.tail, s.modality, s.sense, s.confidence, a.digest, a.published, s.article,
    s.evidence_start, s.evidence_end
FROM statements s JOIN articles a ON a.id = s.article
WHERE s.verdict <> 'wrong' AND s.head <> s.tail AND {condition}
ORDER BY s.head, s.relation, s.tail
"""
#: The place of each modality from the strongest fact to the weakest.
FIRMNESS: dict[str, int] = {modality: place for place, modality in enumerate(MODALITIES)}
#: A row of STATEMENTS.
Row = tuple[str, str, str, str, str, float, bytes, str | None, str, int, int]


class Edge(NamedTuple):
    """All that is stated of (head, relation, tail); modality, sense and evidence range are the best statement's.

    ``sources`` counts articles that differ in their text; ``first`` and ``last`` are days of publication.
    """

    head: str
    relation: str
    tail: str
    modality: str
    sense: str
    confidence: float
    articles: int
    sources: int
    first: str | None
    last: str | None
    article: str
    evidence_start: int
    evidence_end: int


def gather(rows: Iterable[Row]) -> Iterator[Edge]:
    """Yield an edge for each (head, relation, tail) of rows of STATEMENTS."""
    for _, group in groupby(rows, key=itemgetter(0, 1, 2)):
        yield join(list(group))


def join(rows: list[Row]) -> Edge:
    """Return the edge that rows of STATEMENTS make."""
    head, relation, tail, modality, sense, confidence, _, _, article, start, end = min(rows, key=_rank)
    days = sorted(row[7] for row in rows if row[7])
    return Edge(
        head=head,
        relation=relation,
        tail=tail,
        modality=modality,
        sense=sense,
        confidence=confidence,
        articles=len({row[8] for row in rows}),
        sources=len({row[6] for row in rows}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        article=article,
        evidence_start=start,
        evidence_end=end,
    )


def _rank(row: Row) -> tuple[int, float, str]:
    """Order rows from the best: by modality, confidence, then article."""
    return FIRMNESS[row[3]], -row[5], row[8]


def refresh_edges(connection: sqlite3.Connection) -> None:
    """Make the edges between stale entities anew."""
    stale = "SELECT entity FROM stale"  # the plus keeps an index from pairing every stale entity with every other
    connection.execute(f"DELETE FROM edges WHERE head IN ({stale}) AND +tail IN ({stale})")  # noqa: S608 - our own words
    rows = connection.execute(STATEMENTS.format(condition=f"s.head IN ({stale}) AND +s.tail IN ({stale})"))
    connection.executemany(
        f"INSERT INTO edges VALUES ({', '.join('?' * 13)})",  # noqa: S608 - question marks alone
        gather(rows),
    )
