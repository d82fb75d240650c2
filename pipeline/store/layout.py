"""The tables of the store, and the steps that bring an older one to them.

Base tables hold what articles, users and the lexicon say; derived ones (entities, names and their search keys, edges,
sentences) can be made anew from these at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from pipeline.errors import StoreError
from pipeline.store.articles import digest, free_number

VERSION = 4

_BASE = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY, started TEXT NOT NULL, settings TEXT NOT NULL, version TEXT NOT NULL,
    articles INTEGER NOT NULL, failures INTEGER NOT NULL, lexicon BLOB NOT NULL);
-- number: the later the article the higher; place of its first sentence among all. content: digest of all it says.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, source TEXT NOT NULL, published TEXT,
    fingerprint TEXT NOT NULL, content BLOB NOT NULL, digest BLOB NOT NULL, text TEXT NOT NULL);
-- read_as: an id as the article gives it; entity: the id it was merged into.
CREATE TABLE ids (read_as TEXT PRIMARY KEY, type TEXT NOT NULL, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mentions (
    article TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, read_as TEXT NOT NULL,
    entity TEXT NOT NULL, made_by TEXT NOT NULL, PRIMARY KEY (article, start)) WITHOUT ROWID;
-- verdict: right or wrong when a user has said so; run: the one that first brought the statement.
CREATE TABLE statements (
    article TEXT NOT NULL, read_head TEXT NOT NULL, relation TEXT NOT NULL, read_tail TEXT NOT NULL,
    head TEXT NOT NULL, tail TEXT NOT NULL, modality TEXT NOT NULL, sense TEXT NOT NULL,
    evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL, via_start INTEGER, via_end INTEGER, confidence REAL NOT NULL,
    read_confidence REAL NOT NULL, attributes TEXT NOT NULL, made_by TEXT NOT NULL, run INTEGER NOT NULL,
    verdict TEXT NOT NULL, PRIMARY KEY (article, read_head, relation, read_tail)) WITHOUT ROWID;
CREATE TABLE merges (
    article TEXT NOT NULL, alias TEXT NOT NULL, entity TEXT NOT NULL, reason TEXT NOT NULL,
    evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (article, alias, entity)) WITHOUT ROWID;
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY, verdict TEXT NOT NULL, one TEXT NOT NULL, relation TEXT NOT NULL, other TEXT NOT NULL,
    article TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE failures (source TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, fingerprint TEXT NOT NULL);
-- What the lexicon and users say of an entity; names and facts as JSON.
CREATE TABLE known (
    entity TEXT PRIMARY KEY, name TEXT NOT NULL, names TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID;
-- Articles put and not yet part of the answers; no extraction: to be withdrawn.
CREATE TABLE pending (
    article TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, content BLOB NOT NULL, extraction BLOB) WITHOUT ROWID;
-- Entities whose derived rows are out of date.
CREATE TABLE stale (entity TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX mentions_by_entity ON mentions (entity, text);
CREATE INDEX statements_by_head ON statements (head, tail);
CREATE INDEX statements_by_tail ON statements (tail);
CREATE INDEX merges_by_alias ON merges (alias, entity);
CREATE INDEX statements_judged ON statements (verdict) WHERE verdict <> '';
"""

_DERIVED = """
CREATE TABLE entities (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, facts TEXT NOT NULL, mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL, first TEXT, last TEXT) WITHOUT ROWID;
-- weight: how often the entity is mentioned; of names that match alike, the heaviest come first.
CREATE TABLE names (
    id INTEGER PRIMARY KEY, entity TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
    mentions INTEGER NOT NULL, weight INTEGER NOT NULL, UNIQUE (entity, name));
CREATE TABLE grams (gram TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (gram, name)) WITHOUT ROWID;
-- How many names have a piece.
CREATE TABLE tallies (gram TEXT PRIMARY KEY, names INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sounds (
    name INTEGER NOT NULL, spelled TEXT NOT NULL, initials TEXT NOT NULL, weight INTEGER NOT NULL,
    PRIMARY KEY (name, spelled)) WITHOUT ROWID;
-- One row a (head, relation, tail), with the best statement's words.
CREATE TABLE edges (
    head TEXT NOT NULL, relation TEXT NOT NULL, tail TEXT NOT NULL, modality TEXT NOT NULL, sense TEXT NOT NULL,
    confidence REAL NOT NULL, articles INTEGER NOT NULL, sources INTEGER NOT NULL, first TEXT, last TEXT,
    article TEXT NOT NULL, evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL,
    PRIMARY KEY (head, relation, tail)) WITHOUT ROWID;
CREATE TABLE sentences (id INTEGER PRIMARY KEY, start INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
    text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0');
CREATE INDEX entities_by_mentions ON entities (mentions DESC, id);
CREATE INDEX names_by_folded ON names (folded, weight);
CREATE INDEX names_by_weight ON names (weight DESC, folded);
CREATE INDEX sounds_by_spelled ON sounds (spelled, weight);
CREATE INDEX sounds_by_initials ON sounds (initials, weight);
CREATE INDEX sounds_by_weight ON sounds (weight DESC, spelled, initials);
CREATE INDEX edges_by_head ON edges (head, relation, articles DESC, confidence DESC, tail);
CREATE INDEX edges_by_tail ON edges (tail, relation, articles DESC, confidence DESC, head);
"""


def _nothing_to_4(connection: sqlite3.Connection) -> None:
    _execute(connection, _BASE + _DERIVED)


def _3_to_4(connection: sqlite3.Connection) -> None:
    """Keep what articles say, and mark every entity stale; version 3 had neither merges nor a history of runs."""
    old = ("runs", "articles", "entities", "names", "mentions", "statements", "failures")
    for index in ("names_by_entity", "mentions_by_entity", "statements_by_head", "statements_by_tail"):
        connection.execute(f"DROP INDEX {index}")
    for table in old:
        connection.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    _execute(connection, _BASE + _DERIVED)
    for ident, title, source, published, text in connection.execute("SELECT * FROM old_articles ORDER BY id"):
        row = (free_number(connection, ident, published), ident, title, source, published, digest(text), text)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, '', x'', ?, ?)", row)
    _execute(connection, _FROM_3)
    for table in old:
        connection.execute(f"DROP TABLE old_{table}")


_FROM_3 = """
INSERT INTO runs (started, settings, version, articles, failures, lexicon)
    SELECT '', settings, version, articles, failures, x'' FROM old_runs;
INSERT INTO failures SELECT source, place, reason, '' FROM old_failures;
INSERT INTO ids SELECT id, type, id FROM old_entities;
INSERT INTO mentions
    SELECT m.article, m.start, m."end", substr(a.text, m.start + 1, m."end" - m.start), m.entity, m.entity, m.made_by
    FROM old_mentions m JOIN old_articles a ON a.id = m.article;
INSERT INTO statements
    SELECT article, head, relation, tail, head, tail, modality, sense, evidence_start, evidence_end, cue_start,
        cue_end, via_start, via_end, confidence, confidence, attributes, made_by, 1, ''
    FROM old_statements;
INSERT INTO known
    SELECT e.id, e.name, (SELECT json_group_array(n.name) FROM old_names n WHERE n.entity = e.id), e.facts
    FROM old_entities e;
INSERT INTO stale SELECT id FROM old_entities;
"""

#: Version found → the step to the next one known, each in a transaction of its own; 0 is an empty file.
MIGRATIONS: dict[int, tuple[int, Callable[[sqlite3.Connection], None]]] = {0: (4, _nothing_to_4), 3: (4, _3_to_4)}


def version_of(connection: sqlite3.Connection) -> int:
    """Return the layout's version of an open file, 0 when it is empty."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_version(place: object, version: int) -> None:
    """Refuse a store that no migration leads from."""
    if version > VERSION:
        raise StoreError(
            f"{place}: the store has version {version}, this program reads up to {VERSION}; use a newer xinpu"
        )
    if version != VERSION and version not in MIGRATIONS:
        raise StoreError(
            f"{place}: the store has version {version}, too old to be brought to {VERSION}; remove it and run again"
        )


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables of a store to VERSION step by step; the connection is in autocommit mode."""
    while version != VERSION:
        version, step = MIGRATIONS[version]
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one, since executescript would end the transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)
