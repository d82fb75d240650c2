"""From a row of a table, or a JSON object, to an Article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.config import Columns
from pipeline.errors import ArticleError
from pipeline.reading.dates import dateline, day_in_name, day_of
from pipeline.reading.given import LONGEST_LINE, Given
from pipeline.records import Article

_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def article_of(row: Mapping[str, Any], given: Given, number: int, encoding: str = "") -> Article:
    """Return the article in ``row``, the ``number``-th of its file; ArticleError says what is wrong with it."""
    place, columns = f"{given.name}:{number}", given.columns
    text = row.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        raise ArticleError(
            f"{place}: {columns.text} is {_shown(text)}; a string with the article's text would do{_found(row)}"
        )
    if len(text) > LONGEST_LINE:
        raise ArticleError(f"{place}: the text has {len(text)} characters; at most {LONGEST_LINE} are read as one")
    for key in (columns.text, columns.id, columns.title, columns.source, "url"):
        if sign := _UNWRITABLE.search(str(row.get(key))):
            raise ArticleError(f"{place}: {key} holds {sign.group()!a}, a control sign or lone surrogate; leave it out")
    ident, title = row.get(columns.id), row.get(columns.title)
    source = row.get(columns.source) or row.get("url")
    return Article(
        id=str(ident) if ident not in (None, "") else f"{given.name}#{number}",
        title=title if isinstance(title, str) else "",
        text=text,
        source=str(source or given.name),
        published=_published(row, columns, place) or day_in_name(given.name) or dateline(text, given.name),
        encoding=encoding,
    )


def refuse_missing(names: Iterable[str], given: Given) -> None:
    """Refuse a table without the column of the text, or without another that was asked for by name."""
    found, asked, usual = list(names), given.columns, Columns()
    for part in ("text", "title", "published", "id", "source"):
        name = getattr(asked, part)
        if name not in found and (part == "text" or name != getattr(usual, part)):
            listed = ", ".join(found) or "none"
            raise ArticleError(f"{given.name}: no column {name!r}; its columns: {listed}; name another by --{part}")


def _published(row: Mapping[str, Any], columns: Columns, place: str) -> Any:
    value = row.get(columns.published)
    try:
        return day_of(value)
    except ValueError:
        raise ArticleError(
            f"{place}: {columns.published} {_shown(value)}; a date such as '2025-10-06' would do"
        ) from None


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"


def _found(row: Mapping[str, Any]) -> str:
    names = ", ".join(map(str, row))[:200]
    return f"; its keys: {names}" if names else ""
