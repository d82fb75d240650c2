"""JSON: one object, an array of them, or objects one behind the other; each is an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import ArticleError
from pipeline.reading.decoding import decode
from pipeline.reading.given import Given, Read, whole
from pipeline.reading.lines import as_object
from pipeline.reading.rows import article_of
from pipeline.records import Failure

_START, _BETWEEN, _END = re.compile(r"\s*\[?\s*"), re.compile(r"\s*,?\s*"), re.compile(r"\s*\]?\s*\Z")


def read_json(given: Given) -> Read:
    """Yield an article for each object; what stands behind a fault in the JSON is not read."""
    text, encoding = decode(whole(given), given.name)
    for number, row in enumerate(_values(text, given.name), 1):
        try:
            yield article_of(as_object(row, repr(row), f"{given.name}:{number}"), given, number, encoding)
        except ArticleError as error:
            yield Failure(given.name, f"object {number}", str(error))


def _values(text: str, name: str) -> Iterator[Any]:
    """Yield the JSON values of a text, one held at a time."""
    decoder, at = json.JSONDecoder(), _behind(_START, text, 0)
    while not _END.match(text, at):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise ArticleError(f"{name}: no JSON: {error}; an object or an array of objects would do") from error
        yield value
        at = _behind(_BETWEEN, text, at)


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
