"""Plain text and Markdown: a file is an article, its text kept whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from pipeline.errors import ArticleError
from pipeline.knowledge.boilerplate import FRONT_MATTER
from pipeline.reading.dates import dateline, day_in_name, day_of
from pipeline.reading.decoding import Decoded, decode
from pipeline.reading.given import LONGEST_LINE, Given, Read, whole
from pipeline.records import Article

#: The longest first line, in characters, that is taken for a title.
LONGEST_TITLE = 60
_TOO_LONG = re.compile(rf"[^\n]{{{LONGEST_LINE + 1}}}")
_HEADING = re.compile(r"^#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def read_txt(given: Given) -> Read:
    """Yield the article; its title is a short first line that text follows, else the file's name."""
    decoded = _text(given)
    first, _, rest = decoded.text.lstrip("\n").partition("\n")
    title = first.strip() if rest.strip() and len(first.strip()) <= LONGEST_TITLE else ""
    yield article(given, decoded, title)


def read_md(given: Given) -> Read:
    """Yield the article; its title and date are the front matter's, else the first ``# heading`` and the usual day."""
    decoded = _text(given)
    front = _front_matter(decoded.text)
    heading = _HEADING.search(decoded.text)
    try:
        day = day_of(front.get("date") or front.get("published"))
    except ValueError as error:
        raise ArticleError(f"{given.name}: front matter: {error}; a date such as 2025-10-06 would do") from None
    yield article(given, decoded, front.get("title") or (heading[1] if heading else ""), day)


def article(given: Given, decoded: Decoded, title: str = "", day: date | None = None, part: str = "") -> Article:
    """Return the article that a file, or a ``part`` of it, is: without a title or day, the file's name or text tell."""
    name = given.name + part
    return Article(
        id=name,
        title=title.strip() or PurePosixPath(given.name).name.split(".")[0] or given.name,
        text=decoded.text,
        source=name,
        published=day or day_in_name(given.name) or dateline(decoded.text, given.name),
        encoding=decoded.encoding,
    )


def _text(given: Given) -> Decoded:
    decoded = decode(whole(given), given.name)
    if _TOO_LONG.search(decoded.text):
        longest = max(map(len, decoded.text.split("\n")))
        raise ArticleError(f"{given.name}: a line has {longest} characters; at most {LONGEST_LINE} are read as text")
    return decoded


def _front_matter(text: str) -> dict[str, str]:
    """Return the plain ``key: value`` lines between the two ``---`` at the head of a text."""
    block = FRONT_MATTER.match(text)
    pairs = (line.partition(":") for line in block.group().split("\n")) if block else ()
    return {key.strip().lower(): value.strip().strip("'\"") for key, colon, value in pairs if colon}
