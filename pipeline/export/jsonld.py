"""RDF as JSON-LD, one resource a line; what the resources are, rdf.py tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import plain, writable
from pipeline.export.rdf import PREFIXES, RDF, XSD, Day, Iri, Value, resources
from pipeline.export.writing import replacing


def write_jsonld(graph: nx.MultiDiGraph[str], statements: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the graph, and what each article states, to ``path``."""
    with replacing(path) as file:
        file.write(f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": [')
        for number, (iri, properties) in enumerate(resources(graph, statements)):
            file.write(
                (",\n" if number else "\n")
                + json.dumps(_object(iri, properties), ensure_ascii=False, check_circular=False)
            )
        file.write("\n]}\n")


def _object(iri: str, properties: Iterable[tuple[str, Value]]) -> dict[str, Any]:
    held: dict[str, Any] = {"@id": iri}
    for name, value in properties:
        if name == f"{RDF}type" and isinstance(value, Iri):
            held["@type"] = value.iri
        else:
            held.setdefault(_short(name), []).append(_value(value))
    return held


@lru_cache(maxsize=1 << 12)
def _short(iri: str) -> str:
    starts = ((prefix, start) for prefix, start in PREFIXES.items() if iri.startswith(start))
    return next((f"{prefix}:{iri[len(start) :]}" for prefix, start in starts), iri)


def _value(value: Value) -> Any:
    match value:
        case Iri(iri):
            return {"@id": iri}
        case Day(day):
            return {"@value": day, "@type": f"{XSD}date"}
        case float():
            return {"@value": plain("value", float)(value), "@type": f"{XSD}double"}
        case str():
            return writable(value)
        case _:
            return value
