"""The cluster engine: the same run on Apache Spark. The only file that imports it.

    articles/ → extractions/ → statements/, edges/, entities/ → what has support → the store and the exports of any run

All but the last are tables of Parquet in one folder that every machine sees.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Config
from pipeline.engine.aggregate import Aggregate
from pipeline.engine.batch import SHARDS, Choice, make, silent, tidy
from pipeline.engine.collect import Summary, collect
from pipeline.engine.decided import decided
from pipeline.engine.ledger import Ledger
from pipeline.engine.lock import locked
from pipeline.engine.narrowing import Kept, narrowed
from pipeline.engine.progress import Progress, State
from pipeline.engine.shards import ShardWriter
from pipeline.engine.tables import Tables
from pipeline.errors import ConfigError, StoreError
from pipeline.knowledge.lexicon import load_lexicon
from pipeline.reading.files import known_endings
from pipeline.records import Extraction, Failure
from pipeline.schema import load_schema

try:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, StorageLevel
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
except ImportError as error:
    raise ConfigError("--engine spark: Spark is missing; `pip install 'xinpu[spark]'` would do") from error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where and how to run.

    master: as Spark has it; empty for what its own settings say, else two cores of this machine. staging: a folder or
    address that all machines see; empty for ``spark`` in the output folder. support: independent sources that an edge
    needs to go on to the store. evidence: statements of an edge that go on, at most. conf: settings of Spark.
    """

    master: str = ""
    staging: str = ""
    support: int = 1
    evidence: int | None = None
    conf: dict[str, str] = field(default_factory=dict)

    @property
    def keeps_all(self) -> bool:
        """Whether everything goes on to the store."""
        return self.support == 1 and self.evidence is None


def run(  # noqa: PLR0913 - the engine of one machine has five of these
    paths: Iterable[Path | str],
    output: Path,
    config: Config,
    cluster: Cluster,
    *,
    progress: Progress | None = None,
    choice: Choice | None = None,
) -> Summary:
    """Extract on a cluster from the articles at ``paths`` that are not done yet, and bring ``output`` up to date.

    Errors are those of the engine of one machine, and ConfigError when Spark does not start.
    """
    places = [str(path) for path in paths]
    make(output / SHARDS)
    tell, choice = progress or silent, choice or Choice()
    staging = cluster.staging or (output.absolute() / "spark").as_uri()
    with locked(output), Ledger(output / SHARDS) as ledger, _session(cluster) as spark:
        known = decided(output, output / SHARDS, config, choice.decisions)
        config = known.config
        tables = Tables(spark, staging.rstrip("/"), config, tell)
        with told(staging):
            tables.stage(places, output, ledger)
            if tables.is_empty() and not ledger.failures():
                raise ConfigError(f"{', '.join(places)}: no article there; read are {known_endings()}")
            tables.extract(choice)
            tell(State("collecting", 0, None, ledger.failures()))
            supported = _supported(spark, tables.current(), staging.rstrip("/"), config, cluster)
            with ShardWriter(output / SHARDS) as writer:
                for row in supported.toLocalIterator():
                    _hand_on(row, ledger, writer)
        summary = collect(output, output / SHARDS, ledger, known)
        tidy(output / SHARDS, ledger)
    return summary


@contextmanager
def _session(cluster: Cluster) -> Iterator[SparkSession]:
    """Give the session that is there, else one that ends with the run."""
    if there := SparkSession.getActiveSession():
        yield there
        return
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        raise ConfigError("--engine spark: there is no Java; install version 17 or later, or set JAVA_HOME")
    conf = SparkConf()
    for name, value in cluster.conf.items():
        conf.set(name, value)
    if cluster.master or not conf.contains("spark.master"):
        conf.setMaster(cluster.master or "local[2]")
    if conf.contains("spark.pyspark.python"):
        os.environ["PYSPARK_PYTHON"] = str(conf.get("spark.pyspark.python"))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in {
        "spark.app.name": "xinpu",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    }.items():
        conf.setIfMissing(name, value)
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        spark = SparkSession.builder.config(conf=conf).getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise ConfigError(f"--master {conf.get('spark.master')}: Spark does not start: {_short(error)}") from error
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def told(staging: str) -> Iterator[None]:
    """Say in one line why Spark gave up."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise StoreError(f"{staging}: Spark gave up: {_short(error)}; run again to go on") from error


def _short(error: Exception) -> str:
    """Return the line that says what happened: our own one if it is there."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [repr(error)]
    ours = [line.partition(": ")[2] for line in lines if line.startswith("pipeline.errors.")]
    return (ours or lines)[0][:300]


def _supported(spark: SparkSession, current: DataFrame, staging: str, config: Config, cluster: Cluster) -> DataFrame:
    """Write what the corpus says as a whole, and return the extractions that go on, with the statements kept of each.

    ``kept`` is NULL where all are.
    """
    schema, lexicon = load_schema(config.schema), load_lexicon(config.schema, config.lexicons)
    whole = Aggregate(spark, current, schema, lexicon, StorageLevel.DISK_ONLY)
    made = {"statements": whole.sample(cluster.evidence), "edges": whole.edges(), "entities": whole.entities()}
    for name, rows in made.items():
        rows.write.mode("overwrite").parquet(f"{staging}/{name}")
    if cluster.keeps_all:
        return current.selectExpr("*", "NULL AS kept")
    statements, edges = (spark.read.parquet(f"{staging}/{name}") for name in ("statements", "edges"))
    chosen = whole.chosen(statements, edges, cluster.support)
    return current.join(chosen, "id", "left").where("kept IS NOT NULL OR record IS NULL")


def _hand_on(row: Row, ledger: Ledger, writer: ShardWriter) -> None:
    """Bring a row to this machine's shards, if it is not there."""
    result, key = row.record, row.fingerprint
    if row.record is None:
        result = Failure(row.source, row.place, row.reason)
    elif row.kept is not None:
        result = narrowed(Extraction.from_json(row.record), (Kept(*kept) for kept in row.kept)).to_json()
        key = hashlib.blake2b(result.encode(), digest_size=16).hexdigest()
    ledger.add(row.id)
    if not ledger.has(row.id, key, sound=row.record is not None):
        ledger.found(writer.write(row.id, key, result))
