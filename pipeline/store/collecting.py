"""What a finished run brings into the base tables: the articles that were put, and the merges that hold now."""

from __future__ import annotations

import sqlite3
import zlib

from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Extraction
from pipeline.store.articles import add_article, mark_stale, remove_article
from pipeline.store.decisions import merges_said
from pipeline.store.knowing import entry_of
from pipeline.store.merging import resolve
from pipeline.store.sentences import forget_sentences, index_sentences


def take_in(connection: sqlite3.Connection, run: int) -> None:
    """Bring the pending articles in, in an order of their own; those that say the same as before stay as they are."""
    connection.execute(
        "UPDATE articles SET fingerprint = p.fingerprint FROM pending p"
        " WHERE p.article = articles.id AND p.content = articles.content"
    )
    connection.execute(
        "DELETE FROM pending WHERE EXISTS"
        " (SELECT 1 FROM articles a WHERE a.id = pending.article AND a.content = pending.content)"
    )
    reads: set[str] = set()
    brought: dict[str, dict[tuple[str, ...], int]] = {}
    query = "SELECT a.number, a.id FROM pending p JOIN articles a ON a.id = p.article ORDER BY a.number"
    for number, article in connection.execute(query).fetchall():
        (text,) = connection.execute("SELECT text FROM articles WHERE number = ?", [number]).fetchone()
        forget_sentences(connection, number, text)
        read, brought[article] = remove_article(connection, article)
        reads |= read
    numbers = []
    query = "SELECT extraction, fingerprint, content FROM pending WHERE extraction IS NOT NULL ORDER BY article"
    for packed, fingerprint, content in connection.execute(query):
        extraction = Extraction.from_json(zlib.decompress(packed).decode())
        number = add_article(connection, extraction, brought.get(extraction.id, {}), run)
        connection.execute(
            "UPDATE articles SET fingerprint = ?, content = ? WHERE number = ?", (fingerprint, content, number)
        )
        numbers.append(number)
    for number in sorted(numbers):
        (text,) = connection.execute("SELECT text FROM articles WHERE number = ?", [number]).fetchone()
        index_sentences(connection, number, text)
    connection.execute("DELETE FROM pending")
    _forget_ids(connection, reads)


def _forget_ids(connection: sqlite3.Connection, reads: set[str]) -> None:
    """Delete of these ids as read the ones that no mention has any more."""
    connection.executemany(
        "DELETE FROM ids WHERE read_as = ? AND NOT EXISTS"
        " (SELECT 1 FROM mentions m WHERE m.entity = ids.entity AND m.read_as = ids.read_as)",
        [(one,) for one in sorted(reads)],
    )


def merge(connection: sqlite3.Connection, lexicon: Lexicon) -> None:
    """Decide which merges hold, and bring the mentions and statements whose entity is another now up to date."""
    said = merges_said(connection)
    for _, entity in sorted(said.same):
        if entry := lexicon.entries.get(entity):
            connection.execute("INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", (entity, entry.type, entity))
    named = {end for pair in (*said.proposed, *said.same) for end in pair}
    type_of = {
        row[0]: row[1]
        for one in sorted(named)
        for row in connection.execute("SELECT read_as, type FROM ids WHERE read_as = ?", [one])
    }

    def known(ident: str) -> bool:
        return entry_of(lexicon, ident, type_of[ident], _forms(connection, ident)) is not None

    resolved = resolve(said, type_of, known)
    connection.executemany(
        "UPDATE merges SET state = ? WHERE alias = ? AND entity = ?",
        [(state, *pair) for pair, state in sorted(resolved.states.items())],
    )
    before = dict(connection.execute("SELECT read_as, entity FROM ids WHERE entity <> read_as"))
    for read_as in sorted(before.keys() | resolved.target.keys()):
        old, new = before.get(read_as, read_as), resolved.target.get(read_as, read_as)
        if old != new:
            _move(connection, read_as, old, new)


def _forms(connection: sqlite3.Connection, ident: str) -> list[str]:
    """Return the written forms read as an id, the most frequent first."""
    query = """
        SELECT m.text FROM ids i JOIN mentions m ON m.entity = i.entity AND m.read_as = i.read_as WHERE i.read_as = ?
        GROUP BY m.text ORDER BY count(*) DESC, length(m.text) DESC, m.text"""
    return [text for (text,) in connection.execute(query, [ident])]


def _move(connection: sqlite3.Connection, read_as: str, old: str, new: str) -> None:
    ends = connection.execute(
        "SELECT head, tail FROM statements WHERE head = :old AND read_head = :read_as"
        " UNION SELECT head, tail FROM statements WHERE tail = :old AND read_tail = :read_as",
        {"old": old, "read_as": read_as},
    )
    mark_stale(connection, {old, new, *(end for row in ends for end in row)})
    connection.execute("UPDATE ids SET entity = ? WHERE read_as = ?", (new, read_as))
    connection.execute("UPDATE mentions SET entity = ? WHERE entity = ? AND read_as = ?", (new, old, read_as))
    for end in ("head", "tail"):
        connection.execute(
            f"UPDATE statements SET {end} = ? WHERE {end} = ? AND read_{end} = ?",  # noqa: S608 - our own names
            (new, old, read_as),
        )
