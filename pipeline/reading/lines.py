"""JSON lines, streamed: a line is an article, and a bad one hides none of its neighbours."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import IO, Any

from pipeline.errors import ArticleError
from pipeline.reading.decoding import Decoded, decode
from pipeline.reading.given import LONGEST_LINE, Given, Read
from pipeline.reading.rows import article_of
from pipeline.records import Failure

#: The longest line in bytes: four to a character.
_LONGEST = 4 * LONGEST_LINE
_PIECE = 1 << 20
#: How a stream in UTF-16 begins: with its mark, or with the first sign of a JSON object.
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"{\x00": "utf-16-le", b"\x00{": "utf-16-be"}


class Lines(Iterator[Decoded]):
    """The lines of a stream, each decoded by itself, so that a bad one (ArticleError) does not end the reading.

    ``number`` counts the lines read, from 1. Blank ones are given as they are.
    """

    def __init__(self, given: Given) -> None:
        self._name, self.number, self._charset = given.name, 0, ""
        self._wide = _UTF_16.get(given.stream.peek(2)[:2], "")
        self._bytes = io.BufferedReader(_Narrowed(given.stream, self._wide)) if self._wide else given.stream
        self._broken = False

    def __next__(self) -> Decoded:
        """Return the next line, with its end."""
        self.number += 1
        place = f"{self._name}:{self.number}"
        line = self._raw_line(place)
        if not line:
            raise StopIteration
        if len(line) > _LONGEST:
            size = len(line) + self._skip()
            raise ArticleError(
                f"{place}: the line has {size} bytes; at most {LONGEST_LINE} characters are read as one article"
            )
        if not line.strip():
            return Decoded("\n", self._wide)
        text, encoding = decode(line, place, self._charset)
        self._charset = encoding or self._charset
        return Decoded(text.removeprefix("\ufeff"), self._wide or encoding)

    def _raw_line(self, place: str) -> bytes:
        """Return the next line; behind a fault of the stream itself there is none."""
        if self._broken:
            return b""
        self._broken = True
        try:
            line = self._bytes.readline(_LONGEST + 1)
        except UnicodeError as error:
            raise ArticleError(f"{place}: no {self._wide}: {error}; save it as UTF-8") from error
        self._broken = False
        return line

    def _skip(self) -> int:
        """Read to the end of a line without keeping it; return its size in bytes."""
        size = 0
        while piece := self._bytes.readline(_PIECE):
            size += len(piece)
            if piece.endswith(b"\n"):
                break
        return size


class _Narrowed(io.RawIOBase):
    """A stream in UTF-16 as one in UTF-8."""

    def __init__(self, wide: IO[bytes], encoding: str) -> None:
        self._wide, self._decoder = wide, codecs.getincrementaldecoder(encoding)()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``: two bytes are a sign, which has three in UTF-8 at most."""
        data = b""
        while not data:
            taken = self._wide.read(len(buffer) // 2)
            data = self._decoder.decode(taken, final=not taken).encode()
            if not taken:
                break
        buffer[: len(data)] = data
        return len(data)


def read_jsonl(given: Given) -> Read:
    """Yield an article for each line that holds a JSON object with a text."""
    lines = Lines(given)
    while True:
        try:
            line = next(lines)
            if line.text.strip():
                row = _object(line.text, f"{given.name}:{lines.number}")
                yield article_of(row, given, lines.number, line.encoding)
        except StopIteration:
            return
        except ArticleError as error:
            yield Failure(given.name, f"line {lines.number}", str(error))


def _object(line: str, place: str) -> dict[str, Any]:
    line = line.rstrip("\n")
    if len(line) > LONGEST_LINE:
        raise ArticleError(
            f"{place}: the line has {len(line)} characters; at most {LONGEST_LINE} are read as one article"
        )
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{place}: no JSON: {error}; one JSON object a line would do") from error
    return as_object(row, line, place)


def as_object(row: Any, shown: str, place: str) -> dict[str, Any]:
    """Return ``row`` if it is a JSON object; ArticleError shows what stands there instead."""
    if not isinstance(row, dict):
        raise ArticleError(f"{place}: {shown[:40]!r} is no JSON object; one with a text would do")
    return row
