"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from pipeline.errors import StoreError


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a text file beside ``path`` that takes its place when all is written; a full disk is a StoreError."""
    fresh = path.with_name(path.name + ".new")
    with _in_place(path, fresh):
        with fresh.open("w", encoding=encoding, newline="\n", buffering=1 << 20) as file:
            yield file
        fresh.replace(path)


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """Do the same for bytes."""
    fresh = path.with_name(path.name + ".new")
    with _in_place(path, fresh):
        with fresh.open("wb") as file:
            yield file
        fresh.replace(path)


def by_thousands(lines: Iterable[str]) -> Iterator[str]:
    """Join lines into larger pieces, which are faster to write."""
    lines = iter(lines)
    while some := list(islice(lines, 1000)):
        yield "".join(some)


@contextmanager
def _in_place(path: Path, fresh: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}; free some space or name another") from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
