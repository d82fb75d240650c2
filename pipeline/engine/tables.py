"""What a run on a cluster leaves in its folder, as tables of Parquet: articles, parts, extractions.

Articles are extracted in parts; a part that is done is written down in ``parts``, and only what no part has is done by
the next run. Spark commits the rows of a task once, whatever is killed and tried again; a part of which not all was
committed is done anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Config
from pipeline.engine import executor
from pipeline.engine.batch import SHARDS, Choice, make, watched
from pipeline.engine.fingerprint import shaping_of
from pipeline.engine.ledger import Ledger
from pipeline.engine.plan import to_do
from pipeline.engine.progress import Progress, State
from pipeline.engine.shipping import packed
from pipeline.engine.staging import write_articles
from pipeline.reading.files import read_paths
from pipeline.records import Failure

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row, SparkSession

#: Characters of text in a task, which takes a core a minute or less, and in a part.
_TASK, _PART = 500_000, 2_000_000_000
#: What Spark itself reads, where all its machines see it.
_READ_BY_SPARK = re.compile(r"[a-z][a-z0-9+.-]+://.+\.(jsonl|ndjson|jsonl\.gz|parquet)/?", re.IGNORECASE)
_ARTICLES = (
    "id string, title string, text string, source string, published string, encoding string, fingerprint string,"
    " size long, place string, reason string"
)
_EXTRACTED = "id string, fingerprint string, content string, record string, source string, place string, reason string"
#: The bare name of a row's file.
_FILE = "url_decode(replace(element_at(split(_metadata.file_path, '/'), -1), '+', '%2B')) AS file"
#: Id and fingerprint of each article, its size and date, and its file; of an id met twice the first by fingerprint.
_KEYS = """
SELECT id, first.*, times FROM (
    SELECT id, min(struct(fingerprint, size, published, source, file_path)) AS first, count(*) AS times
    FROM {articles} WHERE reason IS NULL GROUP BY id)
"""
#: How much there is to do in each file.
_FILES = (
    "SELECT file_path, count(*) AS articles, sum(size) AS size FROM {waiting} GROUP BY file_path ORDER BY file_path"
)


class Tables:
    """The tables of a run in the folder ``staging``, a path or address that all machines see."""

    def __init__(self, spark: SparkSession, staging: str, config: Config, tell: Progress) -> None:
        self._spark, self._staging, self._config, self._tell = spark, staging, config, tell
        self._shaping = shaping_of(config)
        self._shipment = packed(config)
        self._places: list[str] = []
        self._repeated = False

    def stage(self, paths: list[str], output: Path, ledger: Ledger) -> None:
        """Write the articles to Parquet; what cannot be read goes to the ledger."""
        ours = [path for path in paths if not _READ_BY_SPARK.fullmatch(path)]
        theirs = [path for path in paths if _READ_BY_SPARK.fullmatch(path)]
        if ours:
            self._stage_here(ours, output, ledger)
        for number, path in enumerate(theirs):
            self._stage_there(path, f"{self._staging}/articles/read-{number}")
        if theirs:
            self._file_failures(ledger)
        self._spark.createDataFrame([], "part int").write.mode("ignore").parquet(f"{self._staging}/parts")

    def _stage_here(self, paths: list[str], output: Path, ledger: Ledger) -> None:
        folder = f"{self._staging}/articles/given"
        ids = output / SHARDS / "ids"
        make(ids)
        with Ledger(ids) as seen:
            items = watched(read_paths(paths, self._config.columns, seen), self._tell)
            write_articles(folder, to_do(items, seen, self._config, Choice()))
            for failure in seen.unreadable():
                ledger.unread(failure)
        ids.rmdir()
        self._places.append(folder)

    def _stage_there(self, path: str, folder: str) -> None:
        """Have Spark read lines of JSON or a table."""
        lines = "parquet" not in path.rpartition(".")[2].lower()
        rows = self._spark.read.text(path) if lines else self._spark.read.parquet(path)
        read = partial(executor.read, shipment=self._shipment, shaping=self._shaping, lines=lines)
        rows.selectExpr("*", _FILE).mapInArrow(read, _ARTICLES).write.mode("overwrite").parquet(folder)
        self._places.append(folder)

    def _file_failures(self, ledger: Ledger) -> None:
        failures = self._articles().where("reason IS NOT NULL").select("source", "place", "reason")
        for row in failures.toLocalIterator():
            ledger.unread(Failure(row.source, row.place, row.reason))
        for row in self._keys().where("times > 1").toLocalIterator():
            self._repeated = True
            said = f"{row.source}: {row.times} articles have the id {row.id!r}; one was read, give each its own"
            ledger.unread(Failure(row.source, row.id, said))

    def _articles(self) -> DataFrame:
        return self._spark.read.schema(_ARTICLES).parquet(*self._places)

    def is_empty(self) -> bool:
        """Whether there is no article."""
        return self._keys().isEmpty()

    def _keys(self) -> DataFrame:
        columns = "id", "fingerprint", "size", "published", "source", "reason", "_metadata.file_path"
        return self._spark.sql(_KEYS, articles=self._articles().select(*columns))

    def extract(self, choice: Choice) -> None:
        """Extract from the articles that no part has, part by part."""
        done = self._extracted()
        if choice.retry_failed:
            done = done.where("record IS NOT NULL")
        waiting = self._keys().join(done.select("id", "fingerprint"), ["id", "fingerprint"], "left_anti")
        if choice.since:
            waiting = waiting.where(f"published >= '{choice.since.isoformat()}'")
        if choice.limit is not None:
            waiting = waiting.orderBy("id").limit(choice.limit)
        waiting = waiting.persist()
        groups = list(_grouped(self._spark.sql(_FILES, waiting=waiting).toLocalIterator()))
        total, finished = sum(articles for _, _, articles in groups), 0
        self._tell(State("extracting", 0, total, 0))
        for paths, size, articles in groups:
            self._extract_part(paths, size, waiting)
            finished += articles
            self._tell(State("extracting", finished, total, 0))
        waiting.unpersist()

    def _extract_part(self, paths: list[str], size: int, waiting: DataFrame) -> None:
        parts = self._parts()
        name = f"{max(parts, default=0) + 1:06}"
        work = partial(executor.extract, shipment=self._shipment, shaping=self._shaping)
        keys = waiting.where(waiting.file_path.isin(paths)).select("id", "fingerprint")
        tasks = max(self._spark.sparkContext.defaultParallelism, -(-size // _TASK))
        articles = self._spark.read.schema(_ARTICLES).parquet(*paths).join(keys, ["id", "fingerprint"], "left_semi")
        if self._repeated:
            articles = articles.dropDuplicates(["id"])
        results = articles.repartition(tasks, "id").mapInArrow(work, _EXTRACTED)
        results.write.mode("overwrite").parquet(f"{self._staging}/extractions/{name}")
        done = self._spark.createDataFrame([(int(name),)], "part int").coalesce(1)
        done.write.mode("append").parquet(f"{self._staging}/parts")

    def _parts(self) -> list[int]:
        """Return the numbers of the parts that are done."""
        return sorted(row.part for row in self._spark.read.parquet(f"{self._staging}/parts").collect())

    def _extracted(self) -> DataFrame:
        """Return all that was ever extracted; of an article that failed before, the later row."""
        parts = self._parts()
        if not parts:
            return self._spark.createDataFrame([], _EXTRACTED)
        paths = [f"{self._staging}/extractions/{part:06}" for part in parts]
        rows = self._spark.read.schema(_EXTRACTED).parquet(*paths)
        sound = rows.where("record IS NOT NULL")
        failed = rows.where("record IS NULL").dropDuplicates(["id", "fingerprint"])
        return sound.unionByName(failed.join(sound, ["id", "fingerprint"], "left_anti"))

    def current(self) -> DataFrame:
        """Return what was extracted from the articles as they are now."""
        return self._extracted().join(self._keys(), ["id", "fingerprint"], "left_semi")


def _grouped(files: Iterable[Row]) -> Iterator[tuple[list[str], int, int]]:
    """Yield (paths, characters, articles) of as many files as make a part."""
    paths: list[str] = []
    size = articles = 0
    for file in files:
        if paths and size + file.size > _PART:
            yield paths, size, articles
            paths, size, articles = [], 0, 0
        paths.append(file.file_path)
        size += file.size
        articles += file.articles
    if paths:
        yield paths, size, articles
