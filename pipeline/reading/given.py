"""What a reader of a format is given, and how much of it is read at most."""

from __future__ import annotations

import io
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import IO, Any

from pipeline.config import Columns
from pipeline.errors import ArticleError
from pipeline.records import Article, Failure

#: The longest line, in characters, that is taken for text, and the longest text of a row.
LONGEST_LINE = 1_000_000
#: The largest file, in bytes, of a format that is read as a whole: a text, a page, a book.
LARGEST_FILE = 100_000_000

Read = Iterator["Article | Failure"]


@dataclass(frozen=True, slots=True)
class Given:
    """A file to read: ``name`` as articles and failures bear it, ``stream`` its bytes, ``columns`` of its rows.

    ``ending`` tells the format, lower-case with its dot.
    """

    name: str
    stream: io.BufferedReader[Any]
    ending: str
    columns: Columns = field(default_factory=Columns)


Reader = Callable[[Given], Read]


def whole(given: Given) -> bytes:
    """Return all the bytes; ArticleError when they are more than LARGEST_FILE."""
    data = given.stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _too_large(given)
    return data


@contextmanager
def seekable(given: Given) -> Iterator[IO[bytes]]:
    """Give the bytes as a stream in which one can go back; what cannot is copied to a temporary file."""
    if given.stream.seekable():
        yield given.stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(given.stream, copy)
        copy.seek(0)
        yield copy


@contextmanager
def small(given: Given) -> Iterator[IO[bytes]]:
    """Give the bytes as a stream in which one can go back; ArticleError when they are more than LARGEST_FILE."""
    with seekable(given) as stream:
        if stream.seek(0, io.SEEK_END) > LARGEST_FILE:
            raise _too_large(given)
        stream.seek(0)
        yield stream


def needed(name: str, module: str, extra: str = "formats") -> Any:
    """Return a module that an extra brings; ArticleError says what to install where it is missing.

    What such a library logs of a file is dropped: what is wrong with a file is told once, by its Failure.
    """
    logging.getLogger(module.partition(".")[0]).setLevel(logging.CRITICAL + 1)
    try:
        return import_module(module)
    except ImportError as error:
        what = f"pip install 'xinpu[{extra}]'"
        raise ArticleError(f"{name}: reading it needs the package {module.partition('.')[0]!r}; {what}") from error


def _too_large(given: Given) -> ArticleError:
    return ArticleError(f"{given.name}: the file has more than {LARGEST_FILE} bytes; split it")
