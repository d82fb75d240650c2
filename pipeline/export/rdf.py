"""The graph as RDF: resources with their properties, which Turtle and JSON-LD write down.

An entity is a resource, and an edge a reified statement (rdf:Statement with subject, predicate, object) that carries
weight, modality, confidence and the days; what an article states is a resource that points to its edge and, by
prov:wasDerivedFrom, to its article. The plain triple stands beside them only where the edge is asserted: a rumour or a
denial is no fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import networkx as nx

from pipeline.export.columns import DAYS, writable

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
#: Ours: entities, types, relations, edges, statements, articles and properties.
XINPU = "urn:xinpu:"
PREFIXES = {
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "dcterms": DCTERMS,
    "p": f"{XINPU}property:",
}
_LOOKS = frozenset({"x", "y", "size", "color"})
_TOLD_OF_ENTITY = _LOOKS | {"label", "name", "type", "aliases"}
_TOLD_OF_EDGE = _LOOKS | {"label", "relation", "interaction"}
_ARTICLE = {"title": f"{DCTERMS}title", "source": f"{DCTERMS}source", "published": f"{DCTERMS}issued"}
_TOLD_OF_STATEMENT = frozenset({"article", "head", "relation", "tail", *_ARTICLE})


@dataclass(frozen=True, slots=True)
class Iri:
    """A reference to a resource."""

    iri: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day, YYYY-MM-DD."""

    day: str


Value = Iri | Day | str | int | float | bool
#: A resource, then its properties in order, each with one value.
Resource = tuple[str, list[tuple[str, Value]]]


def resources(graph: nx.MultiDiGraph[str], statements: Iterable[Mapping[str, Any]]) -> Iterator[Resource]:
    """Yield every resource: entities, edges, then statements with their articles, each article once."""
    asserted = {node: list[tuple[str, Value]]() for node in graph}
    for head, tail, relation, data in graph.edges(keys=True, data=True):
        if data.get("modality", "asserted") == "asserted":
            asserted[head].append((_relation(relation).iri, _entity(tail)))
    for node, data in graph.nodes(data=True):
        yield _entity(node).iri, [*_of_entity(node, data), *asserted.pop(node)]
    for head, tail, relation, data in graph.edges(keys=True, data=True):
        yield _edge(head, relation, tail).iri, _of_edge(head, relation, tail, data)
    told: set[str] = set()
    for statement in statements:
        if statement["article"] not in told:
            told.add(statement["article"])
            yield _article(statement["article"]).iri, _of_article(statement)
        yield _of_statement(statement)


def _part(*pieces: str) -> str:
    return "/".join([_quoted(piece) for piece in pieces])


@lru_cache(maxsize=1 << 16)
def _quoted(piece: str) -> str:
    return quote(writable(piece), safe="")


def _entity(ident: str) -> Iri:
    return Iri(f"{XINPU}entity:{_part(ident)}")


def _relation(name: str) -> Iri:
    return Iri(f"{XINPU}relation:{_part(name)}")


def _edge(head: str, relation: str, tail: str) -> Iri:
    return Iri(f"{XINPU}edge:{_part(head, relation, tail)}")


def _article(ident: str) -> Iri:
    return Iri(f"{XINPU}article:{_part(ident)}")


def _own(data: Mapping[str, Any], without: Collection[str]) -> Iterator[tuple[str, Value]]:
    """Yield the attributes as properties of ours; an empty one says nothing."""
    for name, value in data.items():
        if value != "" and name not in without:
            yield f"{XINPU}property:{_quoted(name)}", Day(value) if name in DAYS else value


def _of_entity(node: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    if data.get("type"):
        yield f"{RDF}type", Iri(f"{XINPU}type:{_part(data['type'])}")
    yield f"{RDFS}label", data.get("label", node)
    for name in filter(None, str(data.get("aliases", "")).split("、")):
        yield f"{SKOS}altLabel", name
    yield from _own(data, _TOLD_OF_ENTITY)


def _of_edge(head: str, relation: str, tail: str, data: Mapping[str, Any]) -> list[tuple[str, Value]]:
    return [
        (f"{RDF}type", Iri(f"{RDF}Statement")),
        (f"{RDF}subject", _entity(head)),
        (f"{RDF}predicate", _relation(relation)),
        (f"{RDF}object", _entity(tail)),
        (f"{RDFS}label", data.get("label", relation)),
        *_own(data, _TOLD_OF_EDGE),
    ]


def _of_article(statement: Mapping[str, Any]) -> list[tuple[str, Value]]:
    values = ((name, statement.get(name)) for name in _ARTICLE)
    told: list[tuple[str, Value]] = [
        (_ARTICLE[name], Day(value) if name in DAYS else value) for name, value in values if value
    ]
    return [(f"{RDF}type", Iri(f"{PROV}Entity")), *told]


def _of_statement(statement: Mapping[str, Any]) -> Resource:
    ends = statement["head"], statement["relation"], statement["tail"]
    properties: list[tuple[str, Value]] = [
        (f"{RDF}type", Iri(f"{XINPU}type:Statement")),
        (f"{XINPU}property:states", _edge(*ends)),
        (f"{PROV}wasDerivedFrom", _article(statement["article"])),
        *_own(statement, _TOLD_OF_STATEMENT),
    ]
    return f"{XINPU}statement:{_part(statement['article'], *ends)}", properties
