"""Load what the components share, from the plain strings a pipeline config can hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.knowledge.lexicon import Lexicon, load_lexicon
from pipeline.schema import BUILT_IN, Schema, load_schema


def _schema_path(schema: str) -> Path:
    return Path(schema) if schema else BUILT_IN


def schema_from(schema: str) -> Schema:
    """Return the schema at a path, or ours for an empty string."""
    return load_schema(_schema_path(schema))


def lexicon_from(schema: str, lexicons: Iterable[str]) -> Lexicon:
    """Return our lexicon with the tables ``lexicons`` added."""
    return load_lexicon(_schema_path(schema), tuple(map(Path, lexicons)))
