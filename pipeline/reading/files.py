"""Files and folders to Articles, in an order that does not depend on the machine, one article held at a time."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipeline.config import Columns
from pipeline.errors import ArticleError
from pipeline.reading.epub import read_epub
from pipeline.reading.given import Given, Read, Reader
from pipeline.reading.html import read_html
from pipeline.reading.json import read_json
from pipeline.reading.lines import read_jsonl
from pipeline.reading.packed import UNPACKERS, Budget, ending_of
from pipeline.reading.parquet import read_parquet
from pipeline.reading.pdf import read_pdf
from pipeline.reading.places import File, Found, files_at
from pipeline.reading.plain import read_md, read_txt
from pipeline.reading.separated import read_csv, read_tsv
from pipeline.reading.word import read_docx
from pipeline.records import Article, Failure

READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".docx": read_docx,
    ".epub": read_epub,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".md": read_md,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
    ".pdf": read_pdf,
    ".tsv": read_tsv,
    ".txt": read_txt,
}
#: How deep packed files may lie in packed files.
_DEEPEST = 3


class Ids(Protocol):
    """The ids met so far."""

    def __contains__(self, ident: object, /) -> bool:
        """Whether an id was met."""

    def add(self, ident: str, /) -> None:
        """Note an id."""


def read_paths(paths: Iterable[Path | str], columns: Columns | None = None, ids: Ids | None = None) -> Read:
    """Return the articles at files, folders, globs, addresses or ``-``, and a Failure for each that cannot be read.

    Folders are read recursively; of their files those with a known ending are taken, README.md and hidden ones not.
    ConfigError, before anything is read, when a path does not exist. An id met a second time, here or in ``ids``, is
    told apart by its source.
    """
    return _all(files_of(paths), columns or Columns(), Apart(set() if ids is None else ids))


def _all(files: Found, columns: Columns, apart: Apart) -> Read:
    for found in files:
        for item in read_file(found, columns):
            yield item if isinstance(item, Failure) else apart(item)


def files_of(paths: Iterable[Path | str]) -> Found:
    """Return the files at all places, found one by one; ConfigError, at once, when there is no such place."""
    return itertools.chain.from_iterable([files_at(place) for place in paths])


def known_endings() -> str:
    """Return the endings that are read, for people."""
    return ", ".join(sorted({*READERS, *UNPACKERS}))


class Apart:
    """Tells articles of one id apart: x, a.jsonl#x, a.jsonl#x~3; the numbers given out are kept for such ids alone."""

    def __init__(self, seen: Ids) -> None:
        self._seen = seen
        self._last: dict[str, int] = {}

    def __call__(self, article: Article) -> Article:
        """Return the article with an id of its own."""
        ident = article.id
        if ident in self._seen:
            told = f"{article.source}#{article.id}"
            number = self._last.get(told, 1)
            while ident in self._seen:
                number += 1
                ident = told if number == 2 else f"{told}~{number}"
            self._last[told] = number
        self._seen.add(ident)
        return article if ident == article.id else replace(article, id=ident)


def read_file(file: File | Failure, columns: Columns) -> Read:
    """Yield what a file holds; one found in a folder is left where its ending is unknown."""
    if isinstance(file, Failure):
        yield file
        return
    ending = ending_of(file.name)
    if file.name == "-":
        ending = ".txt"
    if not _is_known(ending):
        if file.named:
            said = f"{file.name}: unknown ending {ending!r}; known endings: {known_endings()}"
            yield Failure(file.name, "", said)
        return
    if PurePosixPath(file.name).name == "README.md" and not file.named:
        return
    try:
        with file.open() as stream:
            if file.name == "-" and stream.peek(1)[:1] == b"{":
                ending = ".jsonl"
            yield from _guarded(Given(file.name, stream, ending, columns), None, 0)
    except OSError as error:
        yield Failure(file.name, "", f"{file.name}: the file cannot be opened: {error.strerror or error}")


def _is_known(ending: str) -> bool:
    last = PurePosixPath("x" + ending).suffix
    return ending in READERS or last in {".zip", ".tar"} or (last in UNPACKERS and _is_known(ending[: -len(last)]))


def _guarded(given: Given, budget: Budget | None, depth: int) -> Read:
    """Yield what a file holds, and a Failure for whatever goes wrong in it, or if it holds nothing."""
    silent = True
    try:
        for item in _articles(given, budget, depth):
            silent = False
            yield item
        if silent:
            yield Failure(given.name, "", f"{given.name}: no article is in it; a row, page or file with text would do")
    except OSError as error:
        yield Failure(given.name, "", f"{given.name}: the file cannot be read: {error.strerror or error}")
    except ArticleError as error:
        yield Failure(given.name, "", str(error))
    except MemoryError:
        yield Failure(given.name, "", f"{given.name}: reading it takes too much memory (memory_limit); split it")
    except Exception as error:  # noqa: BLE001 - whatever a library trips over in one file never stops the others
        yield Failure(given.name, "", f"{given.name}: the file cannot be read: {error!r}; save it anew")


def _articles(given: Given, budget: Budget | None, depth: int) -> Read:
    if given.ending in READERS:
        yield from READERS[given.ending](given)
        return
    unpack = UNPACKERS[PurePosixPath("x" + given.ending).suffix]
    if depth == _DEEPEST:
        raise ArticleError(f"{given.name}: packed more than {_DEEPEST} times; unpack it yourself")
    budget = budget or Budget(given.name, given.stream.seek(0, os.SEEK_END))
    if depth == 0:
        given.stream.seek(0)
    for member in unpack(given, budget):
        if isinstance(member, Failure):
            yield member
        elif _is_wanted(member):
            yield from _guarded(member, budget, depth + 1)
            if budget.is_spent:
                return


def _is_wanted(member: Given) -> bool:
    path = PurePosixPath(member.name)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return _is_known(member.ending) and not hidden and path.name != "README.md"
