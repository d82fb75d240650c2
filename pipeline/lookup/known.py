"""What a question is narrowed by has to be known to the schema."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.errors import QuestionError, quoted
from pipeline.records import MODALITIES
from pipeline.schema import Schema


def check_known(
    schema: Schema, relations: Iterable[str] = (), types: Iterable[str] = (), modalities: Iterable[str] = ()
) -> None:
    """Raise QuestionError for the first relation, entity type or modality that there is not."""
    for what, asked, known in (
        ("relation", relations, schema.relations),
        ("entity type", types, schema.entities),
        ("modality", modalities, MODALITIES),
    ):
        for one in asked:
            if one not in known:
                raise QuestionError(f"unknown {what} {quoted(one)}; known ones: {', '.join(known)}")
