"""Files and folders to Articles, in an order that does not depend on the machine."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import ArticleError, ConfigError
from pipeline.reading.decoding import decode
from pipeline.records import Article, Failure

#: The longest line, in characters, that is taken for text.
LONGEST_LINE = 1_000_000
#: The longest first line, in characters, that is taken for a title.
LONGEST_TITLE = 60
_DATED = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")

Read = Iterator["Article | Failure"]


def read_paths(paths: Iterable[Path]) -> Read:
    """Yield the articles in files and folders, and a Failure for each one that cannot be read.

    Folders are read recursively; of their files those with a known ending are taken, README.md and hidden ones not.
    ConfigError when a path does not exist. An id met a second time is told apart by its source.
    """
    seen: set[str] = set()
    for root in paths:
        try:
            root.stat()
        except OSError as error:
            raise ConfigError(
                f"{root}: no such file or folder ({error.strerror}); name one that holds articles"
            ) from error
        for path, name in _files(root):
            for item in _read(path, name):
                yield item if isinstance(item, Failure) else _unique(item, seen)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    if root.is_file():
        yield root, _shown(root.name)
        return
    for path in sorted(root.rglob("*"), key=lambda path: path.relative_to(root).as_posix()):
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if (
            (path.is_file() or path.is_symlink())
            and path.suffix.lower() in READERS
            and not hidden
            and path.name != "README.md"
        ):
            yield path, _shown(name)


def _shown(name: str) -> str:
    """Return a file's name as text that can be written, bytes in another encoding replaced."""
    return os.fsencode(name).decode("utf-8", "replace")


def _unique(article: Article, seen: set[str]) -> Article:
    ident, number = article.id, 1
    while ident in seen:
        number += 1
        ident = f"{article.source}#{article.id}" if number == 2 else f"{article.source}#{article.id}~{number}"
    seen.add(ident)
    return article if ident == article.id else _renamed(article, ident)


def _renamed(article: Article, ident: str) -> Article:
    return Article(ident, article.title, article.text, article.source, article.published)


def _read(path: Path, name: str) -> Read:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        yield Failure(name, "", f"{name}: unknown ending {path.suffix!r}; known endings: {known}")
        return
    try:
        text = decode(path.read_bytes(), name)
        yield from reader(text, name)
    except OSError as error:
        yield Failure(name, "", f"{name}: the file cannot be opened: {error.strerror or error}")
    except ArticleError as error:
        yield Failure(name, "", str(error))


def _txt(text: str, name: str) -> Read:
    _refuse_long_lines(text, name)
    first, _, rest = text.lstrip("\n").partition("\n")
    title = first.strip() if rest.strip() and len(first.strip()) <= LONGEST_TITLE else ""
    yield Article(name, title or Path(name).stem, text, name, _date_in(name))


def _md(text: str, name: str) -> Read:
    _refuse_long_lines(text, name)
    heading = re.search(r"^#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", text, re.MULTILINE)
    yield Article(name, heading[1] if heading else Path(name).stem, text, name, _date_in(name))


def _jsonl(text: str, name: str) -> Read:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _from_json(line, name, number)
            except ArticleError as error:
                yield Failure(name, f"line {number}", str(error))


def _from_json(line: str, name: str, number: int) -> Article:
    place = f"{name}:{number}"
    if len(line) > LONGEST_LINE:
        raise ArticleError(
            f"{place}: the line has {len(line)} characters; at most {LONGEST_LINE} are read as one article"
        )
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{place}: no JSON: {error}; one JSON object a line would do") from error
    if not isinstance(row, dict):
        raise ArticleError(f"{place}: {line[:40]!r} is no JSON object; one with a text would do")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ArticleError(f"{place}: text is {text!r}; a string with the article's text would do")
    for key in ("text", "id", "title", "source", "url"):
        if sign := re.search(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]", str(row.get(key))):
            raise ArticleError(f"{place}: {key} holds {sign.group()!a}, a control sign or lone surrogate; leave it out")
    ident = row.get("id")
    title = row.get("title")
    return Article(
        id=str(ident) if ident not in (None, "") else f"{name}#{number}",
        title=title if isinstance(title, str) else "",
        text=text,
        source=str(row.get("source") or row.get("url") or name),
        published=_published(row, place),
    )


def _published(row: dict[str, Any], place: str) -> date | None:
    value = row.get("published")
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ArticleError(f"{place}: published {value!r}; a date such as '2025-10-06' would do") from None


def _date_in(name: str) -> date | None:
    """Return the date that a file's name carries, if it is one."""
    for match in _DATED.finditer(Path(name).name):
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            continue
    return None


def _refuse_long_lines(text: str, name: str) -> None:
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise ArticleError(f"{name}: a line has {longest} characters; at most {LONGEST_LINE} are read as text")


READERS: dict[str, Callable[[str, str], Read]] = {".txt": _txt, ".md": _md, ".jsonl": _jsonl}
