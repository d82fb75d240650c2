"""RDF as Turtle, one resource a paragraph; what the resources are, rdf.py tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import plain, writable
from pipeline.export.rdf import PREFIXES, Day, Iri, Value, resources
from pipeline.export.writing import replacing

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_SHORT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def write_turtle(graph: nx.MultiDiGraph[str], statements: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the graph, and what each article states, to ``path``."""
    with replacing(path) as file:
        file.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        for iri, properties in resources(graph, statements):
            file.write(f"\n<{iri}>\n" + " ;\n".join(f"    {_name(p)} {_value(v)}" for p, v in properties) + " .\n")


@lru_cache(maxsize=1 << 12)
def _name(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and _SHORT.fullmatch(iri, len(start)):
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri}>"


def _value(value: Value) -> str:
    match value:
        case Iri(iri):
            return f"<{iri}>"
        case Day(day):
            return f'"{day}"^^xsd:date'
        case float():
            return f'"{plain("value", float)(value)}"^^xsd:double'
        case str():
            return f'"{writable(value).translate(_ESCAPED)}"'
        case _:
            return plain("value", type(value))(value)
