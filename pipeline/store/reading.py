"""Read a store: one SQLite file with everything that runs found. What is read at once belongs together."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.errors import StoreError
from pipeline.knowledge.fold import key
from pipeline.records import Attribute, Entity
from pipeline.store.layout import VERSION, check_version
from pipeline.store.words import storable

#: Statements with what is needed to show them; ``condition`` selects.
STATED = """
SELECT s.*, a.title, a.source, a.published,
    substr(a.text, s.evidence_start + 1, s.evidence_end - s.evidence_start) AS evidence
FROM statements s JOIN articles a ON a.id = s.article
WHERE s.verdict <> 'wrong' AND s.head <> s.tail AND {condition}
ORDER BY s.head, s.relation, s.tail, a.published IS NULL, a.published, s.article
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
        self._connection = _connected(path)
        try:
            version = self.rows("PRAGMA user_version")[0][0]
            check_version(path, version)
            if version != VERSION:
                self._migrate()
        except StoreError:
            self.close()
            raise

    def _migrate(self) -> None:
        from pipeline.knowledge.lexicon import Lexicon  # noqa: PLC0415 - what only a migration needs
        from pipeline.store.writing import StoreWriter  # noqa: PLC0415 - what only a migration needs

        self.close()
        StoreWriter(self.path, Lexicon()).close()
        self._connection = _connected(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Within this, all that is read belongs to one moment, whatever is written meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Return the rows that a query gives; the tables are told in layout.py."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{self.path}: the store cannot be read: {error}; remove it and run again") from error

    def entities(self) -> list[Entity]:
        """Return all entities, with all their names, by id."""
        names = defaultdict(list)
        for row in self.rows("SELECT entity, name FROM names ORDER BY entity, mentions DESC, name"):
            names[row["entity"]].append(row["name"])
        return [
            Entity(row["id"], row["type"], row["name"], tuple(names[row["id"]]), json.loads(row["facts"]))
            for row in self.rows("SELECT * FROM entities ORDER BY id")
        ]

    def entity(self, ident: str) -> Entity | None:
        """Return the entity with this id, names by frequency."""
        for row in self.rows("SELECT * FROM entities WHERE id = ?", [storable(ident)]):
            names = self.rows("SELECT name FROM names WHERE entity = ? ORDER BY mentions DESC, name", [ident])
            return Entity(ident, row["type"], row["name"], tuple(r["name"] for r in names), json.loads(row["facts"]))
        return None

    def name(self, ident: str) -> str:
        """Return the shown name of an entity, the id itself when there is none."""
        rows = self.rows("SELECT name FROM entities WHERE id = ?", [storable(ident)])
        return str(rows[0]["name"]) if rows else ident

    def entities_named(self, name: str) -> list[str]:
        """Return the ids of the entities that bear ``name`` in any spelling, the most mentioned first."""
        query = "SELECT DISTINCT entity, weight FROM names WHERE folded = ? ORDER BY weight DESC, entity"
        return [row["entity"] for row in self.rows(query, [key(storable(name))])]

    def names(self) -> list[tuple[str, str]]:
        """Return all (folded name, name as written), in order."""
        return [
            (row["folded"], row["name"]) for row in self.rows("SELECT DISTINCT folded, name FROM names ORDER BY 1, 2")
        ]

    def mention_counts(self, ident: str) -> tuple[int, int]:
        """Return how often, and in how many articles, an entity is mentioned."""
        for row in self.rows("SELECT mentions, articles FROM entities WHERE id = ?", [ident]):
            return row["mentions"], row["articles"]
        return 0, 0

    def mentions(self, article: str, start: int, end: int) -> list[sqlite3.Row]:
        """Return the mentions inside a range of an article, in order."""
        query = 'SELECT * FROM mentions WHERE article = ? AND start >= ? AND "end" <= ? ORDER BY start'
        return self.rows(query, [article, start, end])

    def statements(self, ident: str | None = None) -> list[sqlite3.Row]:
        """Return statements (of one entity, or all) with their article's title, source, date and evidence text.

        Those that a user called wrong, and those whose ends were merged into one, are left out.
        """
        if ident is None:
            return self.rows(STATED.format(condition="true"))
        return self.rows(STATED.format(condition="(s.head = ? OR s.tail = ?)"), [ident, ident])

    def statements_between(self, one: str, other: str) -> list[sqlite3.Row]:
        """Return the statements between two entities, whichever is the head, as :meth:`statements` does."""
        ends = "(s.head = :one AND s.tail = :other OR s.head = :other AND s.tail = :one)"
        return self.rows(STATED.format(condition=ends), {"one": one, "other": other})

    def statement(self, article: str, read_head: str, relation: str, read_tail: str) -> sqlite3.Row:
        """Return one statement by the ids that were read; KeyError if there is none."""
        key_of = "s.article = ? AND s.read_head = ? AND s.relation = ? AND s.read_tail = ?"
        for row in self.rows(STATED.format(condition=key_of), [article, read_head, relation, read_tail]):
            return row
        raise KeyError((article, read_head, relation, read_tail))

    def merges(self, ident: str) -> list[sqlite3.Row]:
        """Return the proposed merges of an id, each pair once.

        A row has alias, entity, state, articles (how many propose it), and reason, article and evidence of the first.
        """
        return self.rows(
            """
            SELECT m.alias, m.entity, m.state, count(*) AS articles, m.reason, min(m.article) AS article,
                substr(a.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) AS evidence
            FROM merges m JOIN articles a ON a.id = m.article
            WHERE ? IN (m.alias, m.entity, (SELECT entity FROM ids WHERE read_as = m.alias))
            GROUP BY m.alias, m.entity ORDER BY m.alias, m.entity""",
            [ident],
        )

    def runs(self) -> list[sqlite3.Row]:
        """Return the runs, by number: number, started, settings, version, articles, failures."""
        return self.rows("SELECT number, started, settings, version, articles, failures FROM runs ORDER BY number")

    def presence(self) -> dict[str, tuple[int, int, str | None, str | None]]:
        """Return for each entity its mentions, articles, and first and last date of an article that names it."""
        rows = self.rows("SELECT id, mentions, articles, first, last FROM entities ORDER BY id")
        return {r["id"]: (r["mentions"], r["articles"], r["first"], r["last"]) for r in rows}

    def texts(self) -> dict[str, str]:
        """Return the text of each article by id."""
        return {row["id"]: row["text"] for row in self.rows("SELECT id, text FROM articles ORDER BY id")}


def _connected(path: Path) -> sqlite3.Connection:
    """Return a connection that reads; where nothing can be written beside the store, it is taken as it lies there."""
    place = path.absolute().as_uri()
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    unfinished = path.with_name(path.name + "-wal").exists()
    mode = "rw" if writable else "ro" if unfinished else "ro&immutable=1"
    # The threads of a server hand a store on; they never share one at the same time.
    connection = sqlite3.connect(
        f"{place}?mode={mode}", uri=True, timeout=30, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only = ON")
    return connection


def attributes_of(statement: sqlite3.Row) -> tuple[Attribute, ...]:
    """Return the attributes of a row of :meth:`Store.statements`."""
    return tuple(Attribute.from_dict(one) for one in json.loads(statement["attributes"]))
