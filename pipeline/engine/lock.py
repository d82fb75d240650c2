"""One run at a time on a folder: a lock that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover - where the system has no such locks, two runs are not kept apart
    fcntl = None  # type: ignore[assignment]

NAME = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; StoreError names the process that holds it already."""
    with _opened(folder) as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read(20).decode().strip() or "unknown"
            raise StoreError(
                f"{folder}: another run (process {holder}) writes there; wait for its end or name another --output"
            ) from error
        try:
            file.truncate(0)
            file.write(b"%d\n" % os.getpid())
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield


def _opened(folder: Path) -> io.FileIO:
    try:
        return (folder / NAME).open("ab+", buffering=0)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(f"{folder / NAME}: cannot be written: {error.strerror}; name another --output")
