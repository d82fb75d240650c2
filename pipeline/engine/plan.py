"""The plan of a run: the corpus is read once, and the articles that are not done yet are put aside to be done.

They wait in a file, so that a corpus of any size is held nowhere, its size is known before the work begins, and
standard input is read once only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO

from pipeline.config import Config
from pipeline.engine.fingerprint import fingerprint, shaping_of
from pipeline.engine.ledger import Ledger
from pipeline.errors import StoreError
from pipeline.records import Article, Failure


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the articles that are not done a run does: those ``since`` a day, at most ``limit``, failed ones again.

    ``decisions`` is a review table that it honours, as do the runs after it.

    What it leaves, a later run does; what stands of it from before goes on standing.
    """

    since: date | None = None
    limit: int | None = None
    retry_failed: bool = False
    decisions: Path | None = None

    def takes(self, article: Article) -> bool:
        """Whether an article is late enough; one without a date is not, if a day was named."""
        return self.since is None or (article.published is not None and article.published >= self.since)


class Waiting:
    """The articles to do, in the order in which they were read, with their fingerprints."""

    def __init__(self, path: Path) -> None:
        self._path, self.count = path, 0

    def fill(self, articles: Iterable[tuple[Article, str]]) -> None:
        """Write the articles down."""
        try:
            with self._path.open("w", encoding="utf-8") as file:
                for article, key in articles:
                    self._put(file, article, key)
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written: {error.strerror}; free some space") from error

    def _put(self, file: IO[str], article: Article, key: str) -> None:
        row = asdict(article) | {"published": article.published and article.published.isoformat()}
        file.write(json.dumps([key, row], ensure_ascii=False) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[tuple[Article, str]]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                key, row = json.loads(line)
                published = row["published"] and date.fromisoformat(row["published"])
                yield Article(**row | {"published": published}), key

    def close(self) -> None:
        """Delete the file."""
        self._path.unlink(missing_ok=True)


def to_do(
    items: Iterable[Article | Failure], ledger: Ledger, config: Config, choice: Choice
) -> Iterator[tuple[Article, str]]:
    """File what is read in the ledger, and yield the articles to do with their fingerprints."""
    shaping, chosen = shaping_of(config), 0
    for item in items:
        if isinstance(item, Failure):
            ledger.unread(item)
            continue
        if len(item.text) > config.size_limit:
            ledger.leave_out(item.id)
            ledger.unread(Failure(item.source, item.id, too_long(item, config.size_limit)))
            continue
        key = fingerprint(item, shaping)
        if ledger.has(item.id, key, sound=choice.retry_failed) or not choice.takes(item):
            continue
        if choice.limit is None or chosen < choice.limit:
            chosen += 1
            yield item, key


def too_long(article: Article, limit: int) -> str:
    """Return what is said of an article that is longer than is read at once."""
    return (
        f"{article.source}: the text has {len(article.text)} characters; at most {limit} (size_limit) are read at once"
    )
