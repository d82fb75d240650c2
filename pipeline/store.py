"""The store: one SQLite file with everything a run found, built whole beside the old one, then put in its place."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.errors import StoreError
from pipeline.knowledge.fold import key
from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Attribute, Entity, Extraction, Failure, Relation

VERSION = 3
_LAYOUT = """
CREATE TABLE runs (
    settings TEXT NOT NULL, version TEXT NOT NULL, articles INTEGER NOT NULL, failures INTEGER NOT NULL);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL, published TEXT, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (
    folded TEXT NOT NULL, name TEXT NOT NULL, entity TEXT NOT NULL REFERENCES entities, mentions INTEGER NOT NULL,
    PRIMARY KEY (folded, entity, name)) WITHOUT ROWID;
CREATE TABLE mentions (
    article TEXT NOT NULL REFERENCES articles, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    entity TEXT NOT NULL REFERENCES entities, made_by TEXT NOT NULL, PRIMARY KEY (article, start)) WITHOUT ROWID;
CREATE TABLE statements (
    article TEXT NOT NULL REFERENCES articles, head TEXT NOT NULL REFERENCES entities, relation TEXT NOT NULL,
    tail TEXT NOT NULL REFERENCES entities, modality TEXT NOT NULL, sense TEXT NOT NULL,
    evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL, via_start INTEGER, via_end INTEGER, confidence REAL NOT NULL,
    attributes TEXT NOT NULL, made_by TEXT NOT NULL, PRIMARY KEY (article, head, relation, tail)) WITHOUT ROWID;
CREATE TABLE failures (source TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX names_by_entity ON names (entity);
CREATE INDEX mentions_by_entity ON mentions (entity);
CREATE INDEX statements_by_head ON statements (head);
CREATE INDEX statements_by_tail ON statements (tail);
"""


class Store:
    """The results of a run, opened for reading.

    >>> with Store(Path("outputs/knowledge.sqlite")) as store:  # doctest: +SKIP
    ...     store.entities_named("nvidia")
    """

    def __init__(self, path: Path | str) -> None:
        path = Path(path)
        if not path.is_file():
            raise StoreError(f"{path}: no such store; `xinpu run FOLDER --output {path.parent}` makes one")
        self.path = path
        self._connection = sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro", uri=True)
        self._connection.row_factory = sqlite3.Row
        version = self._rows("PRAGMA user_version")[0][0]
        if version != VERSION:
            self.close()
            raise StoreError(
                f"{path}: the store has version {version}, this program reads {VERSION}; run again to make it anew"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _rows(self, query: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        try:
            return self._connection.execute(query, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{self.path}: the store cannot be read: {error}; run again to make it anew") from error

    def entities(self) -> list[Entity]:
        """Return all entities, with all their names, by id."""
        names = defaultdict(list)
        for row in self._rows("SELECT entity, name FROM names ORDER BY entity, mentions DESC, name"):
            names[row["entity"]].append(row["name"])
        return [
            Entity(row["id"], row["type"], row["name"], tuple(names[row["id"]]), json.loads(row["facts"]))
            for row in self._rows("SELECT * FROM entities ORDER BY id")
        ]

    def entity(self, ident: str) -> Entity | None:
        """Return the entity with this id, names by frequency."""
        for row in self._rows("SELECT * FROM entities WHERE id = ?", [ident]):
            names = self._rows("SELECT name FROM names WHERE entity = ? ORDER BY mentions DESC, name", [ident])
            return Entity(ident, row["type"], row["name"], tuple(r["name"] for r in names), json.loads(row["facts"]))
        return None

    def entities_named(self, name: str) -> list[str]:
        """Return the ids of the entities that bear ``name`` in any spelling, the most mentioned first."""
        rows = self._rows(
            "SELECT n.entity, (SELECT count(*) FROM mentions m WHERE m.entity = n.entity) AS c FROM names n"
            " WHERE n.folded = ? GROUP BY n.entity ORDER BY c DESC, n.entity",
            [key(name)],
        )
        return [row["entity"] for row in rows]

    def names(self) -> list[tuple[str, str]]:
        """Return all (folded name, name as written), in order."""
        return [
            (row["folded"], row["name"]) for row in self._rows("SELECT DISTINCT folded, name FROM names ORDER BY 1, 2")
        ]

    def mention_counts(self, ident: str) -> tuple[int, int]:
        """Return how often, and in how many articles, an entity is mentioned."""
        row = self._rows("SELECT count(*), count(DISTINCT article) FROM mentions WHERE entity = ?", [ident])[0]
        return row[0], row[1]

    def mentions(self, article: str, start: int, end: int) -> list[sqlite3.Row]:
        """Return the mentions inside a range of an article, in order."""
        query = 'SELECT * FROM mentions WHERE article = ? AND start >= ? AND "end" <= ? ORDER BY start'
        return self._rows(query, [article, start, end])

    def statements(self, ident: str | None = None) -> list[sqlite3.Row]:
        """Return statements (of one entity, or all) with their article's title, source, date and evidence text."""
        query = (
            "SELECT s.*, a.title, a.source, a.published,"
            " substr(a.text, s.evidence_start + 1, s.evidence_end - s.evidence_start) AS evidence"
            " FROM statements s JOIN articles a ON a.id = s.article WHERE ? IN ('', s.head, s.tail)"
            " ORDER BY s.head, s.relation, s.tail, a.published IS NULL, a.published, s.article"
        )
        return self._rows(query, [ident or ""])

    def presence(self) -> dict[str, tuple[int, int, str | None, str | None]]:
        """Return for each entity its mentions, articles, and first and last date of an article that names it."""
        rows = self._rows(
            "SELECT m.entity, count(*) AS mentions, count(DISTINCT m.article) AS articles, min(a.published) AS first,"
            " max(a.published) AS last FROM mentions m JOIN articles a ON a.id = m.article GROUP BY m.entity"
        )
        return {r["entity"]: (r["mentions"], r["articles"], r["first"], r["last"]) for r in rows}

    def texts(self) -> dict[str, str]:
        """Return the text of each article by id."""
        return {row["id"]: row["text"] for row in self._rows("SELECT id, text FROM articles")}


def attributes_of(statement: sqlite3.Row) -> tuple[Attribute, ...]:
    """Return the attributes of a row of :meth:`Store.statements`."""
    return tuple(Attribute.from_dict(one) for one in json.loads(statement["attributes"]))


def write_store(
    path: Path,
    extractions: Iterable[Extraction],
    failures: Iterable[Failure],
    lexicon: Lexicon,
    run: dict[str, str],
) -> None:
    """Build a store at ``path``; an old one is replaced at one stroke. The same input gives the same bytes."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(fresh)) as connection, connection:
            connection.executescript(f"PRAGMA user_version = {VERSION};" + _LAYOUT)
            articles = _fill(connection, extractions, lexicon)
            failed = [(f.source, f.place, f.reason) for f in failures]
            connection.executemany("INSERT INTO failures VALUES (?, ?, ?)", failed)
            connection.execute(
                "INSERT INTO runs VALUES (?, ?, ?, ?)",
                (run["settings"], run["version"], articles, len(failed)),
            )
        os.replace(fresh, path)  # noqa: PTH105 - the same as Path.replace, said where it matters
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: the store cannot be written: {error}") from error


def _fill(connection: sqlite3.Connection, extractions: Iterable[Extraction], lexicon: Lexicon) -> int:
    names: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    shown: dict[str, tuple[str, str]] = {}
    count = 0
    for extraction in extractions:
        count += 1
        _add_article(connection, extraction)
        for entity in extraction.entities:
            shown.setdefault(entity.id, (entity.type, entity.name))
        for mention in extraction.mentions:
            names[mention.entity][mention.text] += 1
    for ident, (kind, name) in sorted(shown.items()):
        entry = lexicon.entries.get(ident)
        facts = json.dumps(entry.facts if entry else {}, ensure_ascii=False, sort_keys=True)
        connection.execute("INSERT INTO entities VALUES (?, ?, ?, ?)", (ident, kind, name, facts))
        for known in (name, *(entry.aliases if entry else ())):
            names[ident][known] += 0
        rows = [(key(n), n, ident, mentions) for n, mentions in sorted(names[ident].items())]
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)
    return count


def _add_article(connection: sqlite3.Connection, extraction: Extraction) -> None:
    published = extraction.published.isoformat() if isinstance(extraction.published, date) else None
    connection.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?)",
        (extraction.id, extraction.title, extraction.source, published, extraction.text),
    )
    connection.executemany(
        "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
        [(extraction.id, m.start, m.end, m.entity, m.made_by) for m in extraction.mentions],
    )
    connection.executemany(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_statement(extraction.id, relation) for relation in extraction.relations],
    )


def _statement(article: str, relation: Relation) -> tuple[Any, ...]:
    return (
        article,
        relation.head,
        relation.relation,
        relation.tail,
        relation.modality,
        relation.sense,
        relation.evidence.start,
        relation.evidence.end,
        relation.cue.start,
        relation.cue.end,
        relation.via.start if relation.via else None,
        relation.via.end if relation.via else None,
        relation.confidence,
        json.dumps([attribute.as_dict() for attribute in relation.attributes], ensure_ascii=False, sort_keys=True),
        relation.made_by,
    )
