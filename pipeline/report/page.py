"""The report as a page."""

from __future__ import annotations

from pathlib import Path

from pipeline.export.writing import replacing
from pipeline.graph import Graph
from pipeline.report import sections
from pipeline.report.edges import edges_of
from pipeline.report.writing import document
from pipeline.schema import Schema
from pipeline.store import Store

_TITLE = "芯谱报告"


def report_of(graph: Graph, store: Store, schema: Schema) -> str:
    """Return one self-contained page on a graph with measures and places, made from ``store``."""
    edges = edges_of(graph)
    body = [
        *sections.opening(_TITLE, graph, store),
        *sections.picture(graph),
        *sections.top_entities(graph, schema),
        *sections.evidenced(edges, graph, store),
        *sections.trade(edges, graph),
        *sections.rivals(edges, graph),
        *sections.doubtful(edges, graph, store),
        *sections.failures(store),
        *sections.articles(store),
    ]
    style = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return document(_TITLE, style, body)


def write_report(graph: Graph, store: Store, schema: Schema, path: Path) -> None:
    """Write the report to ``path``."""
    with replacing(path) as file:
        file.write(report_of(graph, store, schema))
