"""The ledger of a run: what the shards hold, what the corpus holds now, and what could not be read.

A SQLite file that is made anew from the shards at the start of each run, so that nothing in it can be out of date; it
keeps a corpus of any size out of memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.engine.shards import Line, lines_of, shard_numbers, shard_path
from pipeline.errors import StoreError
from pipeline.records import Failure

_LAYOUT = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE found (
    id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, failed INTEGER NOT NULL,
    shard INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE corpus (id TEXT PRIMARY KEY, stands INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE unread (source TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL);
BEGIN EXCLUSIVE;
"""
_CURRENT = "FROM found JOIN corpus USING (id) WHERE stands"


class Ledger:
    """What is known of each article by its id; ids of the corpus are filed as they are read (``ident in ledger``)."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / "ledger.sqlite"
        self._path.unlink(missing_ok=True)
        try:
            self._connection = sqlite3.connect(self._path, isolation_level=None)
            self._connection.executescript(_LAYOUT)
            for number in shard_numbers(folder):
                for line in lines_of(folder, number):
                    self.found(line)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path}: cannot be written: {error}; free some space and run again") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._path.unlink(missing_ok=True)

    def __contains__(self, ident: object) -> bool:
        return bool(self._one("SELECT count(*) FROM corpus WHERE id = ?", ident))

    def add(self, ident: str) -> None:
        """File an article of the corpus."""
        self._do("INSERT INTO corpus VALUES (?, 1)", ident)

    def leave_out(self, ident: str) -> None:
        """Mark an article of the corpus as one of which nothing is to stand."""
        self._do("UPDATE corpus SET stands = 0 WHERE id = ?", ident)

    def unread(self, failure: Failure) -> None:
        """File what could not be read."""
        self._do("INSERT INTO unread VALUES (?, ?, ?)", failure.source, failure.place, failure.reason)

    def found(self, line: Line) -> None:
        """File where the record of an article stands, in place of one from before."""
        self._do("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?, ?, ?)", *line)

    def has(self, ident: str, fingerprint: str, *, sound: bool) -> bool:
        """Whether an article is done with this fingerprint; with ``sound``, done without failure."""
        query = "SELECT count(*) FROM found WHERE id = ? AND fingerprint = ? AND NOT (? AND failed)"
        return bool(self._one(query, ident, fingerprint, sound))

    def lines(self, *, failed: bool | None = None) -> Iterator[Line]:
        """Yield the lines that count for the corpus as it is now, by id; those that failed, or those that did not."""
        query = f"SELECT found.* {_CURRENT} AND (? IS NULL OR failed = ?) ORDER BY id"
        for row in self._connection.execute(query, (failed, failed)):
            yield Line(row[0], row[1], bool(row[2]), *row[3:])

    def unreadable(self) -> Iterator[Failure]:
        """Yield what could not be read, in order."""
        for row in self._connection.execute("SELECT * FROM unread ORDER BY source, place, reason"):
            yield Failure(*row)

    def failures(self) -> int:
        """Return how many articles could not be read or extracted."""
        return int(self._one(f"SELECT (SELECT count(*) FROM unread) + (SELECT count(*) {_CURRENT} AND failed)"))  # noqa: S608

    def is_empty(self) -> bool:
        """Whether the corpus holds neither an article nor anything that could not be read."""
        return not self._one("SELECT (SELECT count(*) FROM corpus) + (SELECT count(*) FROM unread)")

    def waste(self) -> float:
        """Return the share of the shards' bytes that counts for nothing."""
        size = sum(shard_path(self._folder, number).stat().st_size for number in shard_numbers(self._folder))
        used = self._one(f"SELECT coalesce(sum(size), 0) {_CURRENT}")
        return 1 - used / size if size else 0.0

    def _one(self, query: str, *values: object) -> int:
        return int(self._connection.execute(query, values).fetchone()[0])

    def _do(self, query: str, *values: object) -> None:
        try:
            self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: cannot be written: {error}; free some space and run again") from error
