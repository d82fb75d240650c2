"""The crew: workers that are handed batches of articles, watched, and replaced when an article kills them.

A worker sends a result for each article as soon as it has it, so that it is known which article it had in hand when it
died or stood still. That one alone is tried a second time, by a fresh worker, before it is a failure (one that takes
too long is a failure at once); the others of its batch are handed out again. Results come in the order of the articles,
and however many there are, only a window of them is held.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, NamedTuple, Self

from pipeline.config import Config
from pipeline.engine.process import cause
from pipeline.engine.worker import work
from pipeline.errors import ConfigError, PipelineError
from pipeline.records import Article, Failure

#: What a batch has at most: articles, and characters but for a longer single one.
_BATCH, _CHARACTERS = 8, 100_000
#: Characters for each worker that may be handed out before the results of the oldest are given on.
_AHEAD = 1_000_000
#: Seconds a worker may take to load the pipeline.
_LOADING = 300
#: Seconds a worker that has fallen silent may take to end by itself, so that its exit status tells why.
_DYING = 5
#: How often an article that kills its worker is tried.
_TRIES = 2

Result = str | Failure


class _Task(NamedTuple):
    number: int
    article: Article
    tries: int = 0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection[Any, Any]
    overdue: float
    ready: bool = False
    tasks: deque[_Task] = field(default_factory=deque)


class Crew:
    """Extracts from articles in several processes; started when the first article comes, stopped on leaving."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._workers: list[_Worker] = []
        self._again: deque[list[_Task]] = deque()
        self._done: dict[int, Result] = {}
        self._given = 0
        self._sizes: deque[int] = deque()
        self._ahead = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in list(self._workers):
            self._dismiss(worker)

    def results(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yield the JSON of the Extraction of each article, or its Failure, in their order.

        ConfigError when a worker cannot load the pipeline.
        """
        fresh = _batches(articles, self._given)
        while self._hand_out(fresh):
            self._await()
            while self._given in self._done:
                yield self._done.pop(self._given)
                self._given += 1
                self._ahead -= self._sizes.popleft()

    def _hand_out(self, fresh: Iterator[list[_Task]]) -> bool:
        """Hand batches to those who are free; return whether anything is in hand."""
        while self._again or self._ahead < _AHEAD * self._config.workers:
            worker = next((one for one in self._workers if one.ready and not one.tasks), None)
            if worker is None and len(self._workers) == self._config.workers:
                break
            batch = self._again.popleft() if self._again else self._fresh(fresh)
            if batch is None:
                break
            self._hand(worker or self._hired(), batch)
        return any(worker.tasks for worker in self._workers)

    def _fresh(self, batches: Iterator[list[_Task]]) -> list[_Task] | None:
        batch = next(batches, None)
        for task in batch or ():
            self._sizes.append(len(task.article.text))
            self._ahead += self._sizes[-1]
        return batch

    def _hand(self, worker: _Worker, batch: list[_Task]) -> None:
        worker.tasks.extend(batch)
        if worker.ready:
            self._send(worker)

    def _send(self, worker: _Worker) -> None:
        worker.overdue = time.monotonic() + self._config.time_limit
        try:
            worker.connection.send([task.article for task in worker.tasks])
        except OSError:
            self._bury(worker)

    def _hired(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=work, args=(there, self._config), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here, time.monotonic() + _LOADING)
        self._workers.append(worker)
        return worker

    def _await(self) -> None:
        """Wait for the next message or death, or until a worker is overdue."""
        busy = [worker for worker in self._workers if worker.tasks]
        until = min(worker.overdue for worker in busy) - time.monotonic()
        spoken = wait([worker.connection for worker in busy], timeout=max(0.0, until))
        for worker in busy:
            if worker.connection in spoken:
                self._listen(worker)
            elif time.monotonic() > worker.overdue and not worker.connection.poll():
                self._end_overdue(worker)

    def _listen(self, worker: _Worker) -> None:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if isinstance(message, PipelineError):
            raise message
        if worker.ready:
            self._done[worker.tasks.popleft().number] = message
            worker.overdue = time.monotonic() + self._config.time_limit
        else:
            worker.ready = True
            self._send(worker)

    def _end_overdue(self, worker: _Worker) -> None:
        if not worker.ready:
            raise ConfigError(f"workers: a worker was not ready after {_LOADING} seconds; fewer workers would do")
        self._dismiss(worker)
        limit = self._config.time_limit
        self._fail(worker.tasks.popleft(), f"it took more than {limit} s; a higher time_limit, or leave it out")
        self._redo(worker)

    def _bury(self, worker: _Worker) -> None:
        """Find out which article a dead worker had in hand, and have the others done again."""
        worker.process.join(_DYING)
        self._dismiss(worker)
        if not worker.ready:
            why = cause(worker.process.exitcode, self._config)
            raise ConfigError(f"workers: a worker ended before it was ready ({why}); fewer workers would do")
        guilty = worker.tasks.popleft()
        if guilty.tries + 1 < _TRIES:
            self._again.append([guilty._replace(tries=guilty.tries + 1)])
        else:
            self._fail(guilty, f"it ended the worker: {cause(worker.process.exitcode, self._config)}; leave it out")
        self._redo(worker)

    def _redo(self, worker: _Worker) -> None:
        if worker.tasks:
            self._again.append(list(worker.tasks))

    def _fail(self, task: _Task, what: str) -> None:
        source = task.article.source
        self._done[task.number] = Failure(source, task.article.id, f"{source}: {what}")

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()


def _batches(articles: Iterable[Article], first: int) -> Iterator[list[_Task]]:
    batch: list[_Task] = []
    size = 0
    for number, article in enumerate(articles, first):
        if batch and (len(batch) == _BATCH or size + len(article.text) > _CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(_Task(number, article))
        size += len(article.text)
    if batch:
        yield batch
