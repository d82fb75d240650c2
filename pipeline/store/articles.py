"""One article in the base tables: put in, taken out."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.knowledge.fold import key
from pipeline.records import Extraction, Relation

#: Bits of an article's number that count its sentences, and those that a digest of its id fills above them.
SENTENCE_BITS = 14
_DIGEST_BITS = 33
_FIRST_DAY = date(1900, 1, 1).toordinal()
_LAST_DAY = 2**16 - 1


def digest(text: str) -> bytes:
    """Return the digest by which articles of one text, in any spelling, count as one source."""
    return hashlib.sha256(key(text).encode("utf-8", "surrogatepass")).digest()[:16]


def free_number(connection: sqlite3.Connection, ident: str, published: str | None) -> int:
    """Return a number for an article: higher for a later day, then by a digest of its id; the next free one."""
    day = min(max(date.fromisoformat(published).toordinal() - _FIRST_DAY, 1), _LAST_DAY) if published else 0
    name = hashlib.sha256(ident.encode("utf-8", "surrogatepass")).digest()
    place = int.from_bytes(name[:8], "big") % 2**_DIGEST_BITS
    while True:
        number: int = (day << _DIGEST_BITS | place) << SENTENCE_BITS
        if not connection.execute("SELECT 1 FROM articles WHERE number = ?", [number]).fetchone():
            return number
        place = (place + 1) % 2**_DIGEST_BITS


#: (read head, relation, read tail, modality) of an article's statements → the run that first brought it.
Brought = Mapping[tuple[str, ...], int]


def add_article(connection: sqlite3.Connection, extraction: Extraction, brought: Brought, run: int) -> int:
    """Put an article with all it says into the base tables, mark what it names as stale, and return its number.

    ``run`` is the number of this run, for the statements that no run in ``brought`` had. A statement of what no mention
    names is left out: nothing could be shown of it.
    """
    published = extraction.published.isoformat() if extraction.published else None
    number = free_number(connection, extraction.id, published)
    connection.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, '', x'', ?, ?)",
        (
            number,
            extraction.id,
            extraction.title,
            extraction.source,
            published,
            digest(extraction.text),
            extraction.text,
        ),
    )
    named = {mention.entity: mention.type for mention in extraction.mentions}
    connection.executemany(
        "INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", [(ident, kind, ident) for ident, kind in sorted(named.items())]
    )
    entity_of = _entities(connection, named)
    connection.executemany(
        "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (extraction.id, m.start, m.end, m.text, m.entity, entity_of[m.entity], m.made_by)
            for m in extraction.mentions
        ],
    )
    connection.executemany(
        f"INSERT INTO statements VALUES ({', '.join('?' * 20)})",  # noqa: S608 - question marks alone
        [
            _statement(extraction.id, relation, entity_of, brought.get(_said(relation), run))
            for relation in extraction.relations
            if relation.head in entity_of and relation.tail in entity_of
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO merges VALUES (?, ?, ?, ?, ?, ?, '')",
        sorted(
            (extraction.id, m.alias, m.entity, m.reason, m.evidence.start, m.evidence.end) for m in extraction.merges
        ),
    )
    mark_stale(connection, entity_of.values())
    return number


def remove_article(connection: sqlite3.Connection, ident: str) -> tuple[set[str], dict[tuple[str, ...], int]]:
    """Take an article and all it says out of the base tables, and mark what it named as stale.

    Return the ids it read, and the runs that brought its statements.
    """
    query = "SELECT read_head, relation, read_tail, modality, run FROM statements WHERE article = ?"
    brought = {tuple(said): run for *said, run in connection.execute(query, [ident])}
    rows = connection.execute("SELECT DISTINCT read_as, entity FROM mentions WHERE article = ?", [ident]).fetchall()
    for table in ("mentions", "statements", "merges"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", [ident])  # noqa: S608 - our own names
    connection.execute("DELETE FROM articles WHERE id = ?", [ident])
    mark_stale(connection, [entity for _, entity in rows])
    return {read_as for read_as, _ in rows}, brought


def mark_stale(connection: sqlite3.Connection, entities: Iterable[str]) -> None:
    """Note that what is derived of these entities has to be made anew."""
    connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(entity,) for entity in sorted(set(entities))])


def _entities(connection: sqlite3.Connection, idents: Iterable[str]) -> dict[str, str]:
    query = "SELECT entity FROM ids WHERE read_as = ?"
    return {ident: connection.execute(query, [ident]).fetchone()[0] for ident in sorted(idents)}


def _said(relation: Relation) -> tuple[str, ...]:
    return relation.head, relation.relation, relation.tail, relation.modality


def _statement(article: str, relation: Relation, entity_of: dict[str, str], run: int) -> tuple[Any, ...]:
    return (
        article,
        relation.head,
        relation.relation,
        relation.tail,
        entity_of[relation.head],
        entity_of[relation.tail],
        relation.modality,
        relation.sense,
        relation.evidence.start,
        relation.evidence.end,
        relation.cue.start,
        relation.cue.end,
        relation.via.start if relation.via else None,
        relation.via.end if relation.via else None,
        relation.confidence,
        relation.confidence,
        json.dumps([attribute.as_dict() for attribute in relation.attributes], ensure_ascii=False, sort_keys=True),
        relation.made_by,
        run,
        "",
    )
