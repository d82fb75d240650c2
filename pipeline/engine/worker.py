"""A worker: a process that loads the pipeline once and extracts from the articles it is sent, one result for each.

It may be killed at any time: by the crew when an article takes too long, by the system, by an article. What is heavy
is imported where it is used, for the process that starts workers needs none of it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection

from pipeline.config import Config
from pipeline.engine.process import OUT_OF_MEMORY, limit_memory, settle
from pipeline.errors import ArticleError, PipelineError
from pipeline.records import Article, Extraction, Failure


def work(connection: Connection[object, Sequence[Article] | None], config: Config) -> None:
    """Send None when ready, or the error that keeps from it; then the JSON or the Failure of each article received."""
    settle()
    with contextlib.suppress(BrokenPipeError, EOFError):
        try:
            from pipeline.language.extraction import load  # noqa: PLC0415

            load(config)
        except PipelineError as error:
            connection.send(error)
            return
        limit_memory(config.memory_limit)
        connection.send(None)
        while articles := connection.recv():
            for article in articles:
                try:
                    found = extracted(article, config)
                    connection.send(found if isinstance(found, Failure) else found.to_json())
                except MemoryError:
                    os._exit(OUT_OF_MEMORY)


def extracted(article: Article, config: Config) -> Extraction | Failure:
    """Return what is found in an article, or the Failure where something goes wrong in it; MemoryError passes."""
    from pipeline.language.extraction import extract_article  # noqa: PLC0415

    try:
        return extract_article(article, config)
    except MemoryError:
        raise
    except ArticleError as error:
        return Failure(article.source, article.id, str(error))
    except Exception as error:  # noqa: BLE001 - one bad article never stops a batch; the row says what happened
        reason = f"{article.source}: extraction failed: {error!r}; please report this text"
        return Failure(article.source, article.id, reason)
