"""CSV and TSV, streamed: the first row names the columns, each other row is an article."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pipeline.errors import ArticleError
from pipeline.reading.given import LONGEST_LINE, Given, Read
from pipeline.reading.lines import Lines
from pipeline.reading.rows import article_of, refuse_missing
from pipeline.records import Failure


class _Texts(Iterator[str]):
    """The lines of a table as text; ``encoding`` is that of the last one that was not UTF-8."""

    def __init__(self, given: Given) -> None:
        self.lines, self.encoding = Lines(given), ""

    def __next__(self) -> str:
        line = next(self.lines)
        self.encoding = line.encoding or self.encoding
        return line.text


def read_csv(given: Given) -> Read:
    """Yield an article for each row of a table whose cells are parted by commas."""
    yield from _read(given, ",")


def read_tsv(given: Given) -> Read:
    """Yield an article for each row of a table whose cells are parted by tabs."""
    yield from _read(given, "\t")


def _read(given: Given, delimiter: str) -> Read:
    texts = _Texts(given)
    rows = csv.reader(texts, delimiter=delimiter)
    names = _next(rows, f"{given.name}:1")
    if names is None:
        raise ArticleError(f"{given.name}: the file is empty; an article has text")
    refuse_missing(names, given)
    while True:
        start = texts.lines.number + 1
        try:
            cells = _next(rows, f"{given.name}:{start}")
            if cells is None:
                return
            if cells:
                yield article_of(_row(names, cells, f"{given.name}:{start}"), given, start, texts.encoding)
        except ArticleError as error:
            yield Failure(given.name, f"line {start}", str(error))


def _next(rows: Iterator[list[str]], place: str) -> list[str] | None:
    """Return the cells of the next row, None behind the last; the limit of a cell holds for this row alone."""
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        return next(rows, None)
    except csv.Error as error:
        raise ArticleError(f"{place}: no row: {error}; quote a cell that holds line ends, and close it") from error
    finally:
        csv.field_size_limit(before)


def _row(names: list[str], cells: list[str], place: str) -> dict[str, str]:
    if len(cells) > len(names):
        raise ArticleError(
            f"{place}: {len(cells)} cells, but {len(names)} columns; quote a cell that holds the separator"
        )
    return dict(zip(names, cells, strict=False))
