"""Turtle and JSON-LD as rdflib reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import rdflib
from graphs import HOSTILE, TEXTS, built, named, shown
from hypothesis import HealthCheck, given, settings
from rdflib import DCTERMS, PROV, RDF, RDFS, XSD
from rdflib.compare import isomorphic

from pipeline.export.jsonld import write_jsonld
from pipeline.export.turtle import write_turtle

P = rdflib.Namespace("urn:xinpu:property:")
WRITERS = {"turtle": write_turtle, "json-ld": write_jsonld}
Statements = Sequence[Mapping[str, Any]]


def _read(form: str, graph: Any, statements: Statements, folder: Path) -> rdflib.Graph:
    path = folder / "graph.rdf"
    WRITERS[form](graph, statements, path)
    return rdflib.Graph().parse(path, format=form)


def _ident(resource: Any) -> str:
    return unquote(str(resource).rpartition(":")[2])


@pytest.mark.parametrize("form", WRITERS)
def test_every_node_edge_and_statement_is_read_back(form: str, tmp_path: Path) -> None:
    """Entities with type and label; edges as reified statements with typed values; statements with their article."""
    graph, statements = built(tmp_path)
    read = _read(form, graph, statements, tmp_path)
    for node, data in graph.nodes(data=True):
        (resource,) = read.subjects(RDFS.label, rdflib.Literal(data["label"]))
        assert _ident(resource) == node
        assert _ident(read.value(resource, RDF.type)) == data["type"]
    edges = {}
    for edge in read.subjects(RDF.type, RDF.Statement):
        ends = tuple(_ident(read.value(edge, part)) for part in (RDF.subject, RDF.object, RDF.predicate))
        names = ("weight", "sources", "modality", "confidence", "conflict", "evidence")
        edges[ends] = tuple(read.value(edge, P[name]).toPython() for name in names)  # type: ignore[union-attr]
    ours = {
        (a, b, relation): (d["weight"], d["sources"], d["modality"], d["confidence"], d["conflict"], d["evidence"])
        for a, b, relation, d in graph.edges(keys=True, data=True)
    }
    assert edges == ours
    stated = list(read.subject_objects(P.states))
    assert len(stated) == len(statements) == 6
    for statement, edge in stated:
        assert (edge, RDF.type, RDF.Statement) in read
        article = read.value(statement, PROV.wasDerivedFrom)
        assert (article, RDF.type, PROV.Entity) in read
    days = {str(day) for day in read.objects(None, DCTERMS.issued)}
    assert days == {"2020-07-31", "2020-09-13"}
    assert all(
        day.datatype == XSD.date for day in read.objects(None, DCTERMS.issued) if isinstance(day, rdflib.Literal)
    )


@pytest.mark.parametrize("form", WRITERS)
def test_only_what_is_asserted_is_a_plain_triple(form: str, tmp_path: Path) -> None:
    """An edge that is rumoured or negated stands reified alone, so that no reader takes it for a fact."""
    graph, statements = built(tmp_path)
    graph.edges["company:nvidia", "chip:h100", "makes"]["modality"] = "negated"
    read = _read(form, graph, statements, tmp_path)
    plain = {
        (_ident(head), _ident(relation), _ident(tail))
        for head, relation, tail in read
        if str(relation).startswith("urn:xinpu:relation:")
    }
    assert plain == {(a, r, b) for a, b, r in graph.edges(keys=True)} - {("company:nvidia", "makes", "chip:h100")}


def test_both_forms_are_the_same_graph(tmp_path: Path) -> None:
    """Turtle and JSON-LD give the same triples."""
    graph, statements = built(tmp_path)
    turtle, jsonld = (_read(form, graph, statements, tmp_path) for form in WRITERS)
    assert isomorphic(turtle, jsonld)


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS)
def test_hostile_names_come_back(form: str, name: str, tmp_path: Path) -> None:
    """No text breaks out of its literal."""
    read = _read(form, named([name]), [], tmp_path)
    entity = rdflib.URIRef("urn:xinpu:entity:company%3Ax-0")
    assert [str(label) for label in read.objects(entity, RDFS.label)] == [shown(name)]


@pytest.mark.parametrize("form", WRITERS)
def test_hostile_ids_are_encoded(form: str, tmp_path: Path) -> None:
    """An article's id with spaces, brackets or quotes makes a valid IRI."""
    graph, statements = built(tmp_path)
    hostile: Statements = [{**statements[0], "article": name} for name in HOSTILE if len(name) < 100]
    read = _read(form, graph, hostile, tmp_path)
    articles = {str(article).removeprefix("urn:xinpu:article:") for article in read.objects(None, PROV.wasDerivedFrom)}
    assert {unquote(article) for article in articles} == {shown(str(one["article"])) for one in hostile}
