"""The main job: articles in, store, graph and tables out. The same input gives the same bytes."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pipeline
from pipeline.config import Config
from pipeline.engine.local import extract_all
from pipeline.errors import ConfigError, StoreError
from pipeline.export.gexf import write_gexf
from pipeline.export.graphml import write_graphml
from pipeline.export.tables import write_tables
from pipeline.graph import complete_graph
from pipeline.knowledge.lexicon import load_lexicon
from pipeline.reading.files import read_paths
from pipeline.records import Article, Extraction, Failure
from pipeline.schema import BUILT_IN, load_schema
from pipeline.store import Store, write_store

#: What a run leaves in its folder.
FILES = (
    "extractions.jsonl",
    "graph.graphml",
    "graph.gexf",
    "nodes.csv",
    "edges.csv",
    "knowledge.sqlite",
    "run.json",
    "failures.csv",
)
#: Told how many articles are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Summary:
    """What a run did, as run.json has it; ``files`` are the paths written."""

    version: str
    settings: dict[str, object]
    articles: int = 0
    failures: int = 0
    mentions: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)
    modalities: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def run(paths: Iterable[Path], output: Path, config: Config, progress: Progress | None = None) -> Summary:
    """Extract from the articles at ``paths`` and write the results to the folder ``output``."""
    items = list(read_paths(paths))
    articles = [item for item in items if isinstance(item, Article)]
    failures = [item for item in items if isinstance(item, Failure)]
    if not items:
        raise ConfigError(f"{', '.join(map(str, paths))}: no article there; .txt, .md and .jsonl files are read")
    _make(output)
    extractions = output / "extractions.jsonl"
    _write(extractions, _extracted(articles, failures, config, progress))
    return _collect(output, extractions, sorted(failures, key=lambda f: (f.source, f.place)), config)


def _make(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{output}: this folder cannot be made: {error.strerror}; name another with --output"
        ) from error


def _extracted(
    articles: list[Article], failures: list[Failure], config: Config, progress: Progress | None
) -> Iterator[str]:
    for done, result in enumerate(extract_all(articles, config), 1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield result.to_json() + "\n"
        if progress:
            progress(done, len(articles))


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write a file beside the old one, then put it in its place."""
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        fresh.replace(path)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}; free some space or name another --output"
        ) from error


def _read(path: Path) -> Iterator[Extraction]:
    with path.open(encoding="utf-8") as file:
        yield from map(Extraction.from_json, file)


def _collect(output: Path, extractions: Path, failures: list[Failure], config: Config) -> Summary:
    settings = _settings(config)
    schema = load_schema(config.schema)
    summary = Summary(pipeline.__version__, settings, failures=len(failures))
    run_row = {"settings": json.dumps(settings, ensure_ascii=False), "version": pipeline.__version__}
    paths = {name: output / name for name in FILES}
    lexicon = load_lexicon(config.schema, config.lexicons)
    write_store(paths["knowledge.sqlite"], _read(extractions), failures, lexicon, run_row)
    with Store(paths["knowledge.sqlite"]) as store:
        graph = complete_graph(store, schema)
    write_graphml(graph, paths["graph.graphml"])
    write_gexf(graph, paths["graph.gexf"])
    write_tables(graph, paths["nodes.csv"], paths["edges.csv"])
    _write_failures(paths["failures.csv"], failures)
    for extraction in _read(extractions):
        summary.articles += 1
        summary.mentions += len(extraction.mentions)
    summary.entities = _counted((data["type"] for _, data in graph.nodes(data=True)), schema.entities)
    summary.relations = _counted((relation for _, _, relation in graph.edges(keys=True)), schema.relations)
    summary.modalities = _counted((data["modality"] for _, _, data in graph.edges(data=True)), ())
    summary.files = list(FILES)
    _write(paths["run.json"], [json.dumps(asdict(summary), ensure_ascii=False, indent=2) + "\n"])
    return summary


def _settings(config: Config) -> dict[str, object]:
    """Return the settings that shape what is found, as plain data; how many workers found it does not matter."""
    return {
        "schema": "built-in" if config.schema == BUILT_IN else str(config.schema),
        "lexicons": list(map(str, config.lexicons)),
        "cues": list(map(str, config.cues)),
    }


def _counted(values: Iterable[str], order: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {name: counts[name] for name in (*order, *sorted(counts.keys() - set(order))) if counts[name]}


def _write_failures(path: Path, failures: list[Failure]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["source", "place", "reason"])
        writer.writerows((f.source, f.place, f.reason) for f in failures)
