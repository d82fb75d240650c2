"""A worker: a process that loads the pipeline once and extracts from the articles it is sent, one result for each.

It may be killed at any time: by the crew when an article takes too long, by the system, by an article. What is heavy
is imported where it is used, for the process that starts workers needs none of it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import ArticleError, PipelineError
from pipeline.records import Article, Extraction, Failure

try:
    import resource
except ImportError:  # pragma: no cover - where the system has no such limits, memory is not limited
    resource = None  # type: ignore[assignment]

#: The exit status of a worker that an article took all memory of.
OUT_OF_MEMORY = 75
_MEGABYTE = 1_000_000


def work(connection: Connection[object, Sequence[Article] | None], config: Config) -> None:
    """Send None when ready, or the error that keeps from it; then the JSON or the Failure of each article received."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with contextlib.suppress(BrokenPipeError, EOFError):
        try:
            from pipeline.language.extraction import load  # noqa: PLC0415

            load(config)
        except PipelineError as error:
            connection.send(error)
            return
        _limit_memory(config.memory_limit)
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


def _limit_memory(megabytes: int) -> None:
    """Let this process take so much more memory than it has now, where the system can limit that."""
    used = Path("/proc/self/statm")
    if resource and used.exists():
        pages = int(used.read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + megabytes * _MEGABYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
