"""Collect what the shards hold into the store, the graph and the tables. The same corpus gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import heapq
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

import pipeline
from pipeline.config import Config
from pipeline.engine.decided import Decided
from pipeline.engine.fingerprint import code_hash
from pipeline.engine.ledger import Ledger
from pipeline.engine.shards import ShardReader
from pipeline.errors import StoreError
from pipeline.export.gexf import write_gexf
from pipeline.export.graphml import write_graphml
from pipeline.export.tables import write_tables
from pipeline.graph import complete_graph
from pipeline.knowledge.lexicon import load_lexicon
from pipeline.picture import compose, write_svg
from pipeline.records import Extraction, Failure
from pipeline.report import write_report
from pipeline.review.decisions import idle
from pipeline.schema import load_schema
from pipeline.store import Store, StoreWriter

#: What a run leaves in its folder.
FILES = (
    "extractions.jsonl",
    "graph.graphml",
    "graph.gexf",
    "nodes.csv",
    "edges.csv",
    "graph.svg",
    "report.html",
    "knowledge.sqlite",
    "run.json",
    "failures.csv",
)
#: Holds the digest of what was collected last; it is not there while that is being done.
_MARK = "collected"


@dataclass(slots=True)
class Summary:
    """What a run's folder holds, as run.json has it; ``files`` are the paths written.

    ``encodings`` counts the articles whose bytes were not UTF-8, ``idle_decisions`` tells which of the user's decisions
    nothing answers to any more.
    """

    version: str
    settings: dict[str, object]
    articles: int = 0
    failures: int = 0
    mentions: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)
    modalities: dict[str, int] = field(default_factory=dict)
    encodings: dict[str, int] = field(default_factory=dict)
    idle_decisions: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def collect(output: Path, shards: Path, ledger: Ledger, decided: Decided) -> Summary:
    """Bring everything in ``output`` up to date with the ledger; nothing is done where it is already."""
    mark, digest = shards / _MARK, _digest(ledger, decided)
    if _is_marked(mark, digest) and all((output / name).is_file() for name in FILES):
        return Summary(**json.loads((output / "run.json").read_text(encoding="utf-8")))
    mark.unlink(missing_ok=True)
    summary = Summary(pipeline.__version__, decided.settings, failures=ledger.failures())
    _write_extractions(output / "extractions.jsonl", shards, ledger, summary)
    _write_store(output, ledger, shards, decided, summary)
    _write_graph(output, decided.config, summary)
    _write_failures(output / "failures.csv", failures_of(ledger, shards))
    summary.files = list(FILES)
    with written(output / "run.json") as path:
        path.write_text(
            json.dumps(asdict(summary), ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
        )
    with written(mark) as path:
        path.write_text(digest, encoding="ascii")
    return summary


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a path to write beside ``path``, then put it in its place; StoreError when that fails."""
    fresh = path.with_name(path.name + ".new")
    try:
        yield fresh
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}; free some space or name another --output"
        ) from error


def failures_of(ledger: Ledger, shards: Path) -> Iterator[Failure]:
    """Yield what could not be read or extracted, by source and place."""
    with ShardReader(shards) as reader:
        failed = [Failure(**json.loads(reader.record(line))) for line in ledger.lines(failed=True)]
    order = attrgetter("source", "place")
    yield from heapq.merge(ledger.unreadable(), sorted(failed, key=order), key=order)


def _is_marked(mark: Path, digest: str) -> bool:
    return mark.is_file() and mark.read_text(encoding="ascii", errors="replace") == digest


def _digest(ledger: Ledger, decided: Decided) -> str:
    """Return the hash of all that the results follow from."""
    hashed = hashlib.blake2b(code_hash().encode(), digest_size=16)
    parts: Iterator[Any] = iter([decided.settings, asdict(decided.decisions)])
    for part in (parts, ledger.lines(), ledger.unreadable()):
        for one in part:
            shown = list(one[:3]) if isinstance(one, tuple) else one if isinstance(one, dict) else asdict(one)
            hashed.update(json.dumps(shown, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return hashed.hexdigest()


def _write_extractions(path: Path, shards: Path, ledger: Ledger, summary: Summary) -> None:
    encodings: Counter[str] = Counter()
    with written(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as file:
        for record in _records(ledger, shards):
            file.write(record + "\n")
            extraction = Extraction.from_json(record)
            summary.articles += 1
            summary.mentions += len(extraction.mentions)
            encodings[extraction.encoding] += 1
    summary.encodings = counted(encodings.elements(), (), but={""})


def _records(ledger: Ledger, shards: Path) -> Iterator[str]:
    with ShardReader(shards) as reader:
        for line in ledger.lines(failed=False):
            yield reader.record(line)


def _write_store(output: Path, ledger: Ledger, shards: Path, decided: Decided, summary: Summary) -> None:
    run = {"settings": json.dumps(summary.settings, ensure_ascii=False), "version": summary.version}
    lexicon = load_lexicon(decided.config.schema, decided.config.lexicons)
    path = output / "knowledge.sqlite"
    with StoreWriter(path, lexicon) as writer, ShardReader(shards) as reader:
        standing = writer.done()
        for line in ledger.lines(failed=False):
            if standing.pop(line.id, None) != line.fingerprint:
                writer.put(Extraction.from_json(reader.record(line)), line.fingerprint)
        for article in standing:
            writer.withdraw(article)
        writer.forgive()
        for failure in failures_of(ledger, shards):
            writer.fail(failure)
        writer.decide_only(decided.decisions.judged)
        writer.finish(run)
    with Store(path) as store:
        summary.idle_decisions = list(idle(decided.decisions, store))


def _write_graph(output: Path, config: Config, summary: Summary) -> None:
    schema = load_schema(config.schema)
    with Store(output / "knowledge.sqlite") as store:
        graph = complete_graph(store, schema)
        with written(output / "report.html") as path:
            write_report(graph, store, schema, path)
    with written(output / "graph.svg") as path:
        write_svg(compose(graph), path)
    with written(output / "graph.graphml") as path:
        write_graphml(graph, path)
    with written(output / "graph.gexf") as path:
        write_gexf(graph, path)
    with written(output / "nodes.csv") as nodes, written(output / "edges.csv") as edges:
        write_tables(graph, nodes, edges)
    summary.entities = counted((data["type"] for _, data in graph.nodes(data=True)), schema.entities)
    summary.relations = counted((relation for _, _, relation in graph.edges(keys=True)), schema.relations)
    summary.modalities = counted((data["modality"] for _, _, data in graph.edges(data=True)), ())


def counted(values: Iterable[str], order: Iterable[str], but: Iterable[str] = ()) -> dict[str, int]:
    """Return how often each value occurs, those of ``order`` first, then by code point."""
    counts = Counter(values)
    names = (*order, *sorted(counts.keys() - set(order)))
    return {name: counts[name] for name in names if counts[name] and name not in but}


def _write_failures(path: Path, failures: Iterable[Failure]) -> None:
    with written(path) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["source", "place", "reason"])
        writer.writerows((f.source, f.place, f.reason) for f in failures)
