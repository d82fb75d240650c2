"""Parquet by pyarrow, streamed: each row is an article."""

from __future__ import annotations

from typing import Any

from pipeline.config import Columns
from pipeline.errors import ArticleError
from pipeline.reading.given import Given, Read, needed, seekable
from pipeline.reading.rows import article_of, refuse_missing
from pipeline.records import Failure

#: Rows held at once.
_ROWS = 64


def read_parquet(given: Given) -> Read:
    """Yield an article for each row of the columns that are asked for."""
    parquet = needed(given.name, "pyarrow.parquet")
    with seekable(given) as stream:
        file = parquet.ParquetFile(stream)
        names = file.schema_arrow.names
        refuse_missing(names, given)
        wanted = [name for name in names if name in _asked(given.columns)]
        batches = file.iter_batches(batch_size=_ROWS, columns=wanted)
        for number, row in enumerate((row for batch in batches for row in batch.to_pylist()), 1):
            try:
                yield article_of(plain_row(row), given, number)
            except ArticleError as error:
                yield Failure(given.name, f"row {number}", str(error))


def _asked(columns: Columns) -> set[str]:
    return {columns.text, columns.title, columns.published, columns.id, columns.source, "url"}


def plain_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without numbers that stand for nothing (NaN in a column of dates or ids)."""
    return {name: value for name, value in row.items() if value == value}  # noqa: PLR0124 - NaN differs from itself
