"""PDF with a text layer, by pypdf; lines that a page broke are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import ArticleError
from pipeline.reading.decoding import Decoded
from pipeline.reading.given import Given, Read, needed, small
from pipeline.reading.plain import article

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_STOP = re.compile(r"[。！？：；!?:;…”」』）)]$")
#: A line at least this share of the page's longest goes on in the next one, unless it ends a sentence.
_FULL = 0.8


def read_pdf(given: Given) -> Read:
    """Yield the article; its title is the document's, else the file's name."""
    pypdf = needed(given.name, "pypdf")
    with small(given) as stream:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(f"{given.name}: the PDF has a password; save it without one")
        pages = ("\n".join(joined(page.extract_text().split("\n"))) for page in reader.pages)
        text = _UNWRITABLE.sub("", "\n".join(pages))
        title = str((reader.metadata and reader.metadata.title) or "")
    if not text.strip():
        raise ArticleError(f"{given.name}: the PDF has no text layer; recognise its characters (OCR) first")
    yield article(given, Decoded(text, ""), _UNWRITABLE.sub("", title))


def joined(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs that the lines of a page make: a full line that ends no sentence goes on in the next."""
    lines = [line.strip() for line in lines if line.strip()]
    longest = max(map(len, lines), default=0)
    held = ""
    for line in lines:
        gap = " " if held and held[-1].isascii() and line[0].isascii() else ""
        held += gap + line
        if len(line) < longest * _FULL or _STOP.search(line):
            yield held
            held = ""
    if held:
        yield held
