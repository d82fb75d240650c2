"""The main job: articles in, store, graph and tables out. What is done already is not done again.

    plan → shards → collect

Whatever ends a run, the next one goes on where it was: what stands in a shard is done, and the results are brought up
to date with the shards.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pipeline.config import Config
from pipeline.engine.collect import FILES, Summary, collect
from pipeline.engine.crew import Crew
from pipeline.engine.decided import decided
from pipeline.engine.ledger import Ledger
from pipeline.engine.lock import locked
from pipeline.engine.plan import Choice, Waiting, to_do
from pipeline.engine.progress import Progress, State
from pipeline.engine.reader import Reader
from pipeline.engine.shards import ShardWriter, rewritten, shard_numbers
from pipeline.errors import ConfigError
from pipeline.reading.files import files_of, known_endings
from pipeline.records import Article, Failure

__all__ = ["FILES", "Choice", "Summary", "run"]

#: Where in the output folder the shards are.
SHARDS = "shards"
#: Shards are rewritten when so many of them are there, or when this share of them counts for nothing.
_MANY, _WASTE = 64, 0.5


def run(
    paths: Iterable[Path | str],
    output: Path,
    config: Config,
    progress: Progress | None = None,
    choice: Choice | None = None,
) -> Summary:
    """Extract from the articles at ``paths`` that are not done yet, and bring the folder ``output`` up to date.

    ConfigError when a path does not exist or holds no article, StoreError when ``output`` cannot be written or another
    run writes there.
    """
    paths = list(paths)
    tell, choice = progress or silent, choice or Choice()
    files_of(paths)
    make(output / SHARDS)
    with locked(output), Ledger(output / SHARDS) as ledger:
        known = decided(output, output / SHARDS, config, choice.decisions)
        config = known.config
        with closing(Waiting(output / SHARDS / "waiting.jsonl")) as waiting:
            items = watched(Reader(paths, config).items(ledger), tell)
            waiting.fill(to_do(items, ledger, config, choice))
            if ledger.is_empty():
                raise ConfigError(f"{', '.join(map(str, paths))}: no article there; read are {known_endings()}")
            _extract(waiting, ledger, output / SHARDS, config, tell)
        tell(State("collecting", 0, None, ledger.failures()))
        summary = collect(output, output / SHARDS, ledger, known)
        tidy(output / SHARDS, ledger)
    return summary


def silent(state: State) -> None:
    """Show nothing."""


def make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{folder.parent}: this folder cannot be made: {error.strerror}; name another with --output"
        ) from error


def watched(items: Iterable[Article | Failure], tell: Progress) -> Iterator[Article | Failure]:
    failures = 0
    for done, item in enumerate(items, 1):
        failures += isinstance(item, Failure)
        tell(State("reading", done, None, failures))
        yield item


def _extract(waiting: Waiting, ledger: Ledger, shards: Path, config: Config, tell: Progress) -> None:
    keys: deque[tuple[str, str]] = deque()

    def articles() -> Iterator[Article]:
        for article, key in waiting:
            keys.append((article.id, key))
            yield article

    failures = ledger.failures()
    tell(State("extracting", 0, waiting.count, failures))
    with Crew(config) as crew, ShardWriter(shards) as writer:
        for done, result in enumerate(crew.results(articles()), 1):
            ledger.found(writer.write(*keys.popleft(), result))
            failures += isinstance(result, Failure)
            tell(State("extracting", done, waiting.count, failures))


def tidy(shards: Path, ledger: Ledger) -> None:
    """Rewrite the shards where there are many, or much in them counts for nothing."""
    if len(shard_numbers(shards)) > _MANY or ledger.waste() > _WASTE:
        rewritten(shards, ledger.lines())
