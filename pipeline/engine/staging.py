"""Articles as rows: how they travel to a cluster and wait there, in Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pipeline.errors import ConfigError, StoreError
from pipeline.records import Article, Failure

try:
    import pyarrow as pa
    from pyarrow import fs, parquet
except ImportError as error:  # pragma: no cover - the extra brings it
    raise ConfigError("--engine spark: pyarrow is missing; `pip install 'xinpu[spark]'` would do") from error

#: What a row has: the article and the fingerprint of its extraction, or why there is no article and where.
ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "title", "text", "source", "published", "encoding", "fingerprint")),
        ("size", pa.int64()),
        ("place", pa.string()),
        ("reason", pa.string()),
    ]
)
#: The most characters in a file, and in what is written at once.
_FILE, _GROUP = 20_000_000, 2_000_000


def row_of(item: Article | Failure, fingerprint: str = "") -> dict[str, Any]:
    """Return the row of an article, or of what could not be read."""
    if isinstance(item, Failure):
        return {"source": item.source, "place": item.place, "reason": item.reason, "size": 0}
    return {
        "id": item.id,
        "title": item.title,
        "text": item.text,
        "source": item.source,
        "published": item.published and item.published.isoformat(),
        "encoding": item.encoding,
        "fingerprint": fingerprint,
        "size": len(item.text),
    }


def article_in(row: dict[str, Any]) -> Article:
    """Return the article of a row."""
    published = row["published"] and date.fromisoformat(row["published"])
    return Article(row["id"], row["title"], row["text"], row["source"], published or None, row["encoding"])


def write_articles(folder: str, keyed: Iterable[tuple[Article, str]]) -> int:
    """Write articles with their fingerprints to a folder (a path or an address) that is emptied first; count them."""
    try:
        system, path = fs.FileSystem.from_uri(folder.replace("s3a://", "s3://", 1))
        system.create_dir(path)
        system.delete_dir_contents(path)
        return _written(system, path, keyed)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{folder}: cannot be written: {error}; free some space or name another --staging") from error


def _written(system: Any, path: str, keyed: Iterable[tuple[Article, str]]) -> int:
    count = written = 0
    writer = None
    try:
        for group in _groups(keyed):
            if writer is None or written + group.nbytes > _FILE:
                if writer:
                    writer.close()
                writer, written = parquet.ParquetWriter(f"{path}/{count:09}.parquet", ARTICLES, filesystem=system), 0
            writer.write_table(group)
            written += group.nbytes
            count += group.num_rows
    finally:
        if writer:
            writer.close()
    return count


def _groups(keyed: Iterable[tuple[Article, str]]) -> Iterator[Any]:
    rows: list[dict[str, Any]] = []
    size = 0
    for article, fingerprint in keyed:
        rows.append(row_of(article, fingerprint))
        size += len(article.text)
        if size > _GROUP:
            yield pa.Table.from_pylist(rows, schema=ARTICLES)
            rows, size = [], 0
    if rows:
        yield pa.Table.from_pylist(rows, schema=ARTICLES)
