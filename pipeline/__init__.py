"""XinPu 芯谱: Chinese articles on AI and semiconductors in, a typed, directed knowledge graph with evidence out.

    import pipeline
    nlp = pipeline.load()                                   # the spaCy pipeline
    extraction = pipeline.extract("微软将向英伟达采购H100。")  # mentions, entities, relations
    with pipeline.Store("outputs/knowledge.sqlite") as store:
        cards = pipeline.lookup(store, "英伟达")

Names are imported when they are first used, so that ``import pipeline`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import Config, load_config
    from pipeline.errors import ArticleError, ConfigError, PipelineError, StoreError
    from pipeline.export.frames import edge_frame, entity_frame, statement_frame
    from pipeline.graph import Graph, Policy, build_graph, complete_graph
    from pipeline.language.extraction import extract, load
    from pipeline.lookup import lookup
    from pipeline.records import Article, Attribute, Entity, Extraction, Failure, Mention, Relation
    from pipeline.schema import Schema, load_schema
    from pipeline.store import Store

__version__ = "0.1.0"

_HOMES = {
    "Config": "config",
    "load_config": "config",
    "ArticleError": "errors",
    "ConfigError": "errors",
    "PipelineError": "errors",
    "StoreError": "errors",
    "edge_frame": "export.frames",
    "entity_frame": "export.frames",
    "statement_frame": "export.frames",
    "Graph": "graph",
    "Policy": "graph",
    "build_graph": "graph",
    "complete_graph": "graph",
    "extract": "language.extraction",
    "load": "language.extraction",
    "lookup": "lookup",
    "Article": "records",
    "Attribute": "records",
    "Entity": "records",
    "Extraction": "records",
    "Failure": "records",
    "Mention": "records",
    "Relation": "records",
    "Schema": "schema",
    "load_schema": "schema",
    "Store": "store",
}

__all__ = [
    "Article",
    "ArticleError",
    "Attribute",
    "Config",
    "ConfigError",
    "Entity",
    "Extraction",
    "Failure",
    "Graph",
    "Mention",
    "PipelineError",
    "Policy",
    "Relation",
    "Schema",
    "Store",
    "StoreError",
    "build_graph",
    "complete_graph",
    "edge_frame",
    "entity_frame",
    "extract",
    "load",
    "load_config",
    "load_schema",
    "lookup",
    "statement_frame",
]


def __getattr__(name: str) -> Any:
    """Import a public name from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
