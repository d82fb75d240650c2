"""Packed files, streamed: .gz and .zst hold one file, .zip and .tar several. Nothing is ever written to their paths.

What comes out may be RATIO times as much as the packed file has, or FLOOR if that is more; beyond that it is a bomb.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any

from pipeline.errors import ArticleError
from pipeline.reading.given import LARGEST_FILE, Given, needed, seekable
from pipeline.records import Failure

#: Bytes out for each byte in; text is packed to a third or a tenth, JSON lines rarely below a fiftieth.
RATIO = 200
#: What any packed file may hold, in bytes.
FLOOR = 2 * LARGEST_FILE

Members = Iterator["Given | Failure"]


class Budget:
    """How many bytes may still come out of a packed file, and of the packed files in it."""

    def __init__(self, name: str, packed: int) -> None:
        self._name, self._limit = name, max(FLOOR, RATIO * packed)
        self._left = self._limit

    def spend(self, count: int) -> None:
        """Take ``count`` bytes; ArticleError when there are no more."""
        self._left -= count
        if self.is_spent:
            raise ArticleError(f"{self._name}: more than {self._limit} bytes come out of it; unpack it yourself")

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may come out."""
        return self._left < 0


class _Unpacked(io.RawIOBase):
    """The bytes that come out of a packed stream, counted; whatever goes wrong in it is an ArticleError."""

    def __init__(self, inner: IO[bytes], name: str, budget: Budget) -> None:
        self._inner, self._name, self._budget = inner, name, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except ArticleError:
            raise
        except Exception as error:
            raise broken(self._name, error) from error
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Frames(io.RawIOBase):
    """What comes out of the frames of a .zst, which its library's own reader does not miss when they are cut off."""

    #: Bytes fed at once; as much as 32,768 times of that may come out.
    _PIECE = 1024

    def __init__(self, packed: IO[bytes], unpacker: Any) -> None:
        self._packed, self._unpacker = packed, unpacker
        self._frame, self._out = unpacker.decompressobj(), io.BytesIO()
        self._at_start = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not (count := self._out.readinto(buffer)):
            if self._frame.eof:
                left, self._frame, self._at_start = self._frame.unused_data, self._unpacker.decompressobj(), True
            else:
                left = b""
            piece = left or self._packed.read(self._PIECE)
            if not piece and not self._at_start:
                raise EOFError("it ends in the middle")
            if not piece:
                return 0
            self._at_start, self._out = False, io.BytesIO(self._frame.decompress(piece))
        return count


def broken(name: str, error: Exception) -> ArticleError:
    """Return what to say of a packed file in which something is wrong."""
    return ArticleError(f"{name}: the packed file is broken: {error or repr(error)}; pack it anew")


def ending_of(name: str) -> str:
    """Return a name's ending, lower-case; that of a packed file has two: .jsonl.gz."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".tgz":
        return ".tar.gz"
    return PurePosixPath(path.stem).suffix + path.suffix if path.suffix in {".gz", ".zst"} else path.suffix


def from_gz(given: Given, budget: Budget) -> Members:
    """Yield the file in a .gz."""
    yield _inside(given, gzip.GzipFile(fileobj=given.stream), budget)


def from_zst(given: Given, budget: Budget) -> Members:
    """Yield the file in a .zst."""
    unpacker = needed(given.name, "zstandard").ZstdDecompressor()
    yield _inside(given, io.BufferedReader(_Frames(given.stream, unpacker)), budget)


def from_tar(given: Given, budget: Budget) -> Members:
    """Yield the files in a .tar, in its order."""
    try:
        with tarfile.open(fileobj=given.stream, mode="r|") as archive:
            for member in archive:
                if member.isfile():
                    yield _member(given, member.name, partial(archive.extractfile, member), budget)
                elif not member.isdir():
                    yield _refused(given, member.name, "it is a link or a device; pack the file itself")
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise broken(given.name, error) from error


def from_zip(given: Given, budget: Budget) -> Members:
    """Yield the files in a .zip, in its order."""
    with seekable(given) as stream, opened_zip(stream, given.name) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                yield _member(given, _name_in_zip(member), partial(archive.open, member), budget)


def opened_zip(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    """Open a zip; ArticleError when it is none."""
    try:
        return zipfile.ZipFile(stream)
    except Exception as error:
        raise broken(name, error) from error


def opened_document(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    """Open a document that is a zip (.docx, .epub); ArticleError when more than FLOOR bytes come out of it."""
    archive = opened_zip(stream, name)
    size = sum(member.file_size for member in archive.infolist())
    if size > FLOOR:
        raise ArticleError(f"{name}: {size} bytes come out of it; at most {FLOOR} are read as one document")
    return archive


UNPACKERS: dict[str, Callable[[Given, Budget], Members]] = {
    ".gz": from_gz,
    ".zst": from_zst,
    ".tar": from_tar,
    ".zip": from_zip,
}


def _inside(given: Given, stream: Any, budget: Budget) -> Given:
    ending = PurePosixPath("x" + given.ending).with_suffix("").suffix
    return replace(given, stream=io.BufferedReader(_Unpacked(stream, given.name, budget)), ending=ending)


def _member(given: Given, name: str, unpack: Callable[[], Any], budget: Budget) -> Given | Failure:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
        return _refused(given, name, "its path leads out of the archive; pack it with a path inside")
    try:
        stream: io.BufferedReader[Any] = io.BufferedReader(_Unpacked(unpack(), f"{given.name}/{name}", budget))
    except Exception as error:  # noqa: BLE001 - zipfile raises its own, RuntimeError (locked) and NotImplementedError
        return _refused(given, name, f"it cannot be unpacked: {error}; pack it anew, without a password")
    return replace(given, name=f"{given.name}/{path}", stream=stream, ending=ending_of(path.name))


def _refused(given: Given, name: str, reason: str) -> Failure:
    shown = name.encode("utf-8", "replace").decode()
    return Failure(f"{given.name}/{shown}", "", f"{given.name}: {shown!r}: {reason}")


def _name_in_zip(member: zipfile.ZipInfo) -> str:
    """Return a member's name; where the zip does not say that it is UTF-8, Chinese names are often in GB18030."""
    if member.flag_bits & 0x800:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
