"""An extraction as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import Extraction, Mention, Relation
from pipeline.show.pieces import MARKS, shown_attributes


def show_extraction(extraction: Extraction) -> Iterator[str]:
    """Yield the lines of an extraction: the text with its mentions marked, then each relation with its sentence."""
    yield _marked(extraction.text, extraction.mentions)
    names = {entity.id: entity.name for entity in extraction.entities}
    for relation in extraction.relations:
        yield ""
        yield f"  {names[relation.head]} ─ {_described(relation)} → {names[relation.tail]}"
        cue = extraction.text[relation.cue.start : relation.cue.end]
        sentence = " ".join(extraction.text[relation.evidence.start : relation.evidence.end].split())
        yield f"    “{sentence}”" + (f"  cue 线索词: {cue}" if cue else "")
        if relation.attributes:
            yield f"    {shown_attributes(relation.attributes)}"


def _described(relation: Relation) -> str:
    sense = f" [{relation.sense}]" if relation.sense else ""
    return f"{relation.relation}{sense}{MARKS[relation.modality]} {relation.confidence:.2f}"


def _marked(text: str, mentions: tuple[Mention, ...]) -> str:
    pieces, at = [], 0
    for mention in mentions:
        pieces += [text[at : mention.start], f"[{mention.text}|{mention.type}]"]
        at = mention.end
    return "".join([*pieces, text[at:]])
