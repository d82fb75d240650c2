"""Extract on this machine, in this process or in several; results come in the order of the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.config import Config
from pipeline.engine.crew import Crew
from pipeline.engine.worker import extracted
from pipeline.records import Article, Extraction, Failure


def extract_all(articles: Iterable[Article], config: Config) -> Iterator[Extraction | Failure]:
    """Yield an Extraction for each article, or a Failure where one cannot be made."""
    if config.workers == 1:
        yield from (extracted(article, config) for article in articles)
        return
    with Crew(config) as crew:
        for result in crew.results(articles):
            yield result if isinstance(result, Failure) else Extraction.from_json(result)
