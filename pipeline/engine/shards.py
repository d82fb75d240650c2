"""Shards: files of extractions that are only ever appended to, each line with its checksum.

A line is ``checksum header TAB record``: CRC-32 in hexadecimal over what follows it, a JSON object with the article's
id, its fingerprint and whether it failed, then the extraction or failure. A torn or corrupted line is told by its
checksum; its article is done again. Of several lines of one article the last counts.
"""

from __future__ import annotations

import json
import os
import re
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from pipeline.errors import StoreError
from pipeline.records import Failure

#: A shard that has grown to this many bytes is closed and the next one begun.
LARGEST_SHARD = 256_000_000
#: Seconds after which what is written is forced to the disk.
_SYNC = 5.0
_NAME = re.compile(r"\d{6}\.jsonl")


class Line(NamedTuple):
    """Where the record of an article stands: shard number, first byte and size of its line."""

    id: str
    fingerprint: str
    failed: bool
    shard: int
    start: int
    size: int


def shard_path(folder: Path, number: int) -> Path:
    """Return the path of a shard."""
    return folder / f"{number:06}.jsonl"


def shard_numbers(folder: Path) -> list[int]:
    """Return the numbers of the shards in a folder, the oldest first."""
    return sorted(int(path.stem) for path in folder.glob("*.jsonl") if _NAME.fullmatch(path.name))


def lines_of(folder: Path, number: int) -> Iterator[Line]:
    """Yield the sound lines of a shard; what is torn or corrupted is passed over."""
    start = 0
    with shard_path(folder, number).open("rb") as file:
        for line in file:
            if header := _header(line):
                yield Line(header["id"], header["fingerprint"], header["failed"], number, start, len(line))
            start += len(line)


def _header(line: bytes) -> dict[str, Any] | None:
    checksum, _, rest = line.partition(b" ")
    if not rest.endswith(b"\n") or checksum != _checksum(rest):
        return None
    header: dict[str, Any] = json.loads(rest.partition(b"\t")[0])
    return header


def _checksum(rest: bytes) -> bytes:
    return b"%08x" % zlib.crc32(rest)


class ShardReader:
    """Reads records where lines say they stand; one shard is open at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def raw(self, line: Line) -> bytes:
        """Return a line as it stands; StoreError when it was changed since it was found."""
        path = shard_path(self._folder, line.shard)
        if self._file is None or self._number != line.shard:
            if self._file:
                self._file.close()
            self._file, self._number = path.open("rb"), line.shard
        self._file.seek(line.start)
        raw = self._file.read(line.size)
        if not _header(raw):
            raise StoreError(f"{path}: it was changed while it was read; run again")
        return raw

    def record(self, line: Line) -> str:
        """Return the JSON of the extraction or failure in a line."""
        return self.raw(line).partition(b"\t")[2].decode().rstrip("\n")


class ShardWriter:
    """Appends to a new shard; what an earlier run left is never touched, for its last line may be torn."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, max(shard_numbers(folder), default=0)
        self._file: IO[bytes] | None = None
        self._synced = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, ident: str, fingerprint: str, record: str | Failure) -> Line:
        """Append the JSON of an extraction, or a failure, and return where it stands."""
        failed = isinstance(record, Failure)
        shown = json.dumps(asdict(record), ensure_ascii=False) if isinstance(record, Failure) else record
        header = json.dumps({"id": ident, "fingerprint": fingerprint, "failed": failed}, ensure_ascii=False)
        rest = f"{header}\t{shown}\n".encode()
        return self._append(_checksum(rest) + b" " + rest, ident, fingerprint, failed=failed)

    def copy(self, line: Line, raw: bytes) -> None:
        """Append a line of another shard as it stands."""
        self._append(raw, line.id, line.fingerprint, failed=line.failed)

    def _append(self, raw: bytes, ident: str, fingerprint: str, *, failed: bool) -> Line:
        try:
            file = self._open()
            start = file.tell()
            file.write(raw)
            file.flush()
            if time.monotonic() - self._synced > _SYNC:
                self._sync(file)
        except OSError as error:
            raise self._unwritable(error) from error
        return Line(ident, fingerprint, failed, self._number, start, len(raw))

    def _open(self) -> IO[bytes]:
        if self._file and self._file.tell() > LARGEST_SHARD:
            self.close()
        if self._file is None:
            self._number += 1
            self._file = shard_path(self._folder, self._number).open("xb")
        return self._file

    def _sync(self, file: IO[bytes]) -> None:
        os.fsync(file.fileno())
        self._synced = time.monotonic()

    def close(self) -> None:
        """Force what was written to the disk."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            with file:
                file.flush()
                self._sync(file)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> StoreError:
        path = shard_path(self._folder, self._number)
        return StoreError(f"{path}: cannot be written: {error.strerror}; free some space and run again to go on")


def rewritten(folder: Path, lines: Iterable[Line]) -> None:
    """Put the lines that count into new shards and delete the old ones."""
    old = shard_numbers(folder)
    with ShardReader(folder) as reader, ShardWriter(folder) as writer:
        for line in lines:
            writer.copy(line, reader.raw(line))
    for number in old:
        shard_path(folder, number).unlink()
