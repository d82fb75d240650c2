"""What runs on the machines of a cluster: rows in, rows out. It knows nothing of the engine that calls it.

An extraction is made by a crew of one, so that an article that hangs or kills its process costs a failure here as it
does on one machine. The crew is kept from one call to the next: the pipeline is loaded once a worker.
"""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa

from pipeline.config import Columns, Config
from pipeline.engine.crew import Crew
from pipeline.engine.fingerprint import fingerprint, shaping_of
from pipeline.engine.plan import too_long
from pipeline.engine.shipping import Shipment, unpacked
from pipeline.engine.staging import ARTICLES, article_in, row_of
from pipeline.errors import ArticleError, ConfigError
from pipeline.reading.given import Given
from pipeline.reading.lines import read_jsonl
from pipeline.reading.parquet import plain_row
from pipeline.reading.rows import article_of
from pipeline.records import Article, Failure
from pipeline.store.articles import digest

#: What a row of results has: the JSON of the extraction, or why there is none. ``content`` is one for all articles of
#: one text, in any spelling.
EXTRACTED = pa.schema(
    [(name, pa.string()) for name in ("id", "fingerprint", "content", "record", "source", "place", "reason")]
)
#: Rows that are handed over at once.
_ROWS = 32

Batches = Iterator[Any]


def extract(batches: Batches, shipment: Shipment, shaping: str) -> Batches:
    """Extract from the articles in batches of ARTICLES rows; yield batches of EXTRACTED rows.

    ``shaping`` is the hash of all that shapes an extraction where the run was started; ConfigError when it is another
    here.
    """
    config = replace(unpacked(shipment), workers=1)
    if shaping_of(config) != shaping:
        raise ConfigError(
            "executor: its xinpu, its libraries or its tables are not those of the driver; install the same on both"
        )
    keys: deque[tuple[str, str, str]] = deque()

    def articles() -> Iterator[Article]:
        for batch in batches:
            for row in batch.to_pylist():
                keys.append((row["id"], row["fingerprint"], digest(row["text"]).hex()))
                yield article_in(row)

    results = _crew(config).results(articles())
    try:
        yield from _batched((_result(*keys.popleft(), result) for result in results), EXTRACTED)
    except BaseException:
        dismiss()
        raise


#: The crew that is kept, by its settings.
_CREWS: dict[Config, Crew] = {}


def _crew(config: Config) -> Crew:
    if config not in _CREWS:
        dismiss()
        _CREWS[config] = Crew(config)
    return _CREWS[config]


def dismiss() -> None:
    """End the processes that are kept."""
    while _CREWS:
        _, crew = _CREWS.popitem()
        crew.__exit__(None, None, None)


def _result(ident: str, key: str, content: str, result: str | Failure) -> dict[str, Any]:
    row = {"id": ident, "fingerprint": key, "content": content}
    if isinstance(result, Failure):
        return row | {"source": result.source, "place": result.place, "reason": result.reason}
    return row | {"record": result}


def read(batches: Batches, shipment: Shipment, shaping: str, *, lines: bool) -> Batches:
    """Read articles from batches of rows, each with its ``file``; yield batches of ARTICLES rows.

    A row is a line of JSON (``value``) where ``lines`` says so, else it has the columns of a table. An article without
    an id gets one that follows from its content.
    """
    config = unpacked(shipment)
    reader = _line if lines else _row
    items = (reader(row, config.columns) for batch in batches for row in batch.to_pylist())
    return _batched((_checked(item, config, shaping) for item in items if item), ARTICLES)


def _line(row: dict[str, Any], columns: Columns) -> Article | Failure | None:
    name, line = row["file"], row["value"]
    stream = io.BufferedReader(io.BytesIO(line.encode()))
    for item in read_jsonl(Given(name, stream, ".jsonl", columns)):
        if isinstance(item, Failure):
            return Failure(name, line[:40], item.reason.replace(f"{name}:1:", f"{name}:", 1))
        return replace(item, id=f"{name}#{_number(line)}") if item.id == f"{name}#1" else item
    return None


def _row(row: dict[str, Any], columns: Columns) -> Article | Failure:
    name = row.pop("file")
    number = _number(repr(sorted(row.items())))
    try:
        return article_of(plain_row(row), Given(name, io.BufferedReader(io.BytesIO()), ".parquet", columns), number)
    except ArticleError as error:
        return Failure(name, str(row.get(columns.id) or ""), str(error).replace(f"{name}:{number}:", f"{name}:", 1))


def _number(content: str) -> int:
    return int.from_bytes(hashlib.blake2b(content.encode(), digest_size=6).digest(), "big")


def _checked(item: Article | Failure, config: Config, shaping: str) -> dict[str, Any]:
    if isinstance(item, Article) and len(item.text) > config.size_limit:
        item = Failure(item.source, item.id, too_long(item, config.size_limit))
    return row_of(item, fingerprint(item, shaping) if isinstance(item, Article) else "")


def _batched(rows: Iterable[dict[str, Any]], schema: Any) -> Batches:
    held: list[dict[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS:
            yield pa.RecordBatch.from_pylist(held, schema=schema)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=schema)
