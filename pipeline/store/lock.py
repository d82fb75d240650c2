"""One writer at a time: a lock beside the store, which the system lets go of when the writer dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.errors import StoreError


class WriterLock:
    """Held from making until :meth:`release`; StoreError when another holds it.

    SQLite locks an empty file of its own for us, which works alike on every system; the store's own lock would have to
    be let go between articles.
    """

    def __init__(self, store: Path) -> None:
        self._file = store.with_name(store.name + "-writer")
        try:
            self._connection = sqlite3.connect(self._file, isolation_level=None, timeout=0)
            self._connection.execute("PRAGMA journal_mode = MEMORY")
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                self._connection.close()
                raise StoreError(f"{store}: another run is writing this store; wait for its end") from error
            raise StoreError(f"{store}: the store cannot be written: {error}") from error

    def release(self) -> None:
        """Let another writer in."""
        self._file.unlink(missing_ok=True)
        self._connection.close()
