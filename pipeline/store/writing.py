"""Write a store: articles one by one, at any time and in any order, then at one stroke what follows from them all."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.errors import StoreError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Extraction, Failure
from pipeline.store.collecting import merge, take_in
from pipeline.store.decisions import Decision, judge_statements
from pipeline.store.edges import refresh_edges
from pipeline.store.knowing import lexicon_digest
from pipeline.store.layout import check_version, migrate, version_of
from pipeline.store.lock import WriterLock
from pipeline.store.names import refresh_entities, refresh_known
from pipeline.store.sentences import index_sentences
from pipeline.store.words import storable

if TYPE_CHECKING:
    from collections.abc import Iterator


class StoreWriter:
    """A store opened for writing, made when there is none; one writer at a time, any number of readers beside it.

    What is put is kept at once and survives a crash, but answers change only with :meth:`finish`, at one stroke.

    >>> with StoreWriter(Path("outputs/knowledge.sqlite"), lexicon) as writer:  # doctest: +SKIP
    ...     writer.put(extraction, fingerprint="3f2a")
    ...     writer.finish({"settings": "{}", "version": "0.1.0"})
    """

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        self.path = path
        self._lexicon = lexicon
        self._lock = WriterLock(path)
        try:
            self._connection = self._opened()
        except BaseException:
            self._lock.release()
            raise

    def _opened(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=60)
            version = version_of(connection)
            check_version(self.path, version)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -65536")
            migrate(connection, version)
            if version not in (0, version_of(connection)):
                derive(connection)
        except sqlite3.Error as error:
            if connection:
                connection.close()
            raise StoreError(f"{self.path}: the store cannot be written: {error}; remove it and run again") from error
        except StoreError:
            if connection:
                connection.close()
            raise
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let another writer in."""
        self._connection.close()
        self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self.path}: the store cannot be written: {error}") from error

    def put(self, extraction: Extraction, fingerprint: str = "") -> None:
        """Keep an article and all it says, in place of what it said before."""
        line = storable(extraction.to_json())
        content = hashlib.sha256(line.encode()).digest()
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?)",
                (storable(extraction.id), fingerprint, content, zlib.compress(line.encode(), 1)),
            )

    def withdraw(self, article: str) -> None:
        """Take an article out with all it said."""
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO pending VALUES (?, '', x'', NULL)", (storable(article),))

    def fail(self, failure: Failure, fingerprint: str = "") -> None:
        """Keep a failure."""
        row = tuple(map(storable, (failure.source, failure.place, failure.reason, fingerprint)))
        with self._transaction() as connection:
            connection.execute("INSERT INTO failures VALUES (?, ?, ?, ?)", row)

    def forgive(self, source: str | None = None) -> None:
        """Forget the failures of a source, or all of them."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM failures WHERE ? IS NULL OR source = ?", [source, source])

    def done(self) -> dict[str, str]:
        """Return the fingerprint of each article put, by its id, those of an unfinished run among them."""
        query = """
            SELECT id, fingerprint FROM articles WHERE id NOT IN (SELECT article FROM pending)
            UNION ALL SELECT article, fingerprint FROM pending WHERE extraction IS NOT NULL ORDER BY 1"""
        return dict(self._connection.execute(query))

    def decide(self, rows: Iterable[Decision]) -> None:
        """Keep decisions; :meth:`finish` follows them, now and in every run to come."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO decisions (verdict, one, relation, other, article, note) VALUES (?, ?, ?, ?, ?, ?)",
                [(d.verdict, d.one, d.relation, d.other, d.article, d.note) for d in rows],
            )

    def decide_only(self, rows: Iterable[Decision]) -> None:
        """Keep these decisions in place of all others."""
        with self._transaction() as connection:
            _mark_named(connection)
            connection.execute("DELETE FROM decisions")
        self.decide(rows)

    def finish(self, run: Mapping[str, str]) -> None:
        """Bring all answers up to date at one stroke, and note the run (``settings``, ``version``, ``started``)."""
        with self._transaction() as connection:
            number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()[0]
            known = lexicon_digest(self._lexicon)
            take_in(connection, number)
            merge(connection, self._lexicon)
            judge_statements(connection)
            _mark_known(connection, known)
            refresh_known(connection, self._lexicon)
            refresh_entities(connection)
            refresh_edges(connection)
            connection.execute("DELETE FROM stale")
            connection.execute(
                "INSERT INTO runs SELECT ?, ?, ?, ?,"
                " (SELECT count(*) FROM articles), (SELECT count(*) FROM failures), ?",
                (number, run.get("started", ""), run["settings"], run["version"], known),
            )


def write_store(
    path: Path,
    extractions: Iterable[Extraction],
    failures: Iterable[Failure],
    lexicon: Lexicon,
    run: Mapping[str, str],
) -> None:
    """Make the store at ``path`` say exactly what these articles say; decisions and former runs in it are kept.

    The same input gives a new store of the same bytes.
    """
    with StoreWriter(path, lexicon) as writer:
        left = writer.done()
        for extraction in extractions:
            writer.put(extraction)
            left.pop(extraction.id, None)
        for article in left:
            writer.withdraw(article)
        writer.forgive()
        for failure in failures:
            writer.fail(failure)
        writer.finish(run)


def derive(connection: sqlite3.Connection) -> None:
    """Make all that is derived from what a migrated store holds."""
    connection.execute("BEGIN IMMEDIATE")
    for number, text in connection.execute("SELECT number, text FROM articles ORDER BY number"):
        index_sentences(connection, number, text)
    refresh_entities(connection)
    refresh_edges(connection)
    connection.execute("DELETE FROM stale")
    connection.execute("COMMIT")


def _mark_known(connection: sqlite3.Connection, known: bytes) -> None:
    """Mark as stale what users named, and everything when the lexicon is another than at the last run."""
    last = connection.execute("SELECT lexicon FROM runs ORDER BY number DESC LIMIT 1").fetchone()
    if last and last[0] != known:
        connection.execute("INSERT OR IGNORE INTO stale SELECT id FROM entities")
    _mark_named(connection)


def _mark_named(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO stale SELECT coalesce(i.entity, d.one) FROM decisions d"
        " LEFT JOIN ids i ON i.read_as = d.one WHERE d.verdict = 'name'"
    )
