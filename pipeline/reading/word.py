"""Word documents (.docx) by python-docx: paragraphs and the cells of tables, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import ArticleError
from pipeline.reading.decoding import Decoded
from pipeline.reading.given import Given, Read, needed, small
from pipeline.reading.packed import opened_document
from pipeline.reading.plain import LONGEST_TITLE, article


def read_docx(given: Given) -> Read:
    """Yield the article; its title is the document's, else a short first paragraph."""
    docx = needed(given.name, "docx")
    with small(given) as stream:
        opened_document(stream, given.name).close()
        document = docx.Document(stream)
    lines = list(_lines(document))
    text = "\n".join(lines)
    if not text.strip():
        raise ArticleError(f"{given.name}: the document has no text; an article has some")
    first = next(line.strip() for line in lines if line.strip())
    short = first if len(first) <= LONGEST_TITLE and len(lines) > 1 else ""
    yield article(given, Decoded(text, ""), document.core_properties.title or short)


def _lines(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " ".join(cell.text for cell in row.cells)
        else:
            yield block.text
