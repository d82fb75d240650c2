"""Extract on this machine, in this process or in several; results come in the order of the articles."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from functools import partial

from pipeline.config import Config
from pipeline.errors import ArticleError
from pipeline.language.extraction import extract_article, load
from pipeline.records import Article, Extraction, Failure

#: Articles handed to a worker at once.
_BATCH = 8


def extract_all(articles: Iterable[Article], config: Config) -> Iterator[Extraction | Failure]:
    """Yield an Extraction for each article, or a Failure where one cannot be made."""
    one = partial(_extract, config=config)
    if config.workers == 1:
        yield from map(one, articles)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(config.workers, initializer=load, initargs=(config,)) as pool:
        yield from pool.imap(one, articles, chunksize=_BATCH)


def _extract(article: Article, config: Config) -> Extraction | Failure:
    try:
        return extract_article(article, config)
    except ArticleError as error:
        return Failure(article.source, article.id, str(error))
    except Exception as error:  # noqa: BLE001 - one bad article never stops a batch; the row says what happened
        return Failure(
            article.source,
            article.id,
            f"{article.source}: extraction failed: {error!r}; please report this text",
        )
