"""A statement with its words and its source, and statements in their order of time, as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lookup import Dated, Statement
from pipeline.records import Attribute
from pipeline.show.pieces import MARKS, shown_attributes, shown_sense


def show_statement(statement: Statement) -> Iterator[str]:
    """Yield the lines of a statement: what it states, its sentence with both ends and the «cue» marked, its source."""
    stated = f"{statement.relation}{shown_sense(statement.sense)}{MARKS[statement.modality]}"
    yield f"{statement.head_name} ─ {stated} → {statement.tail_name}"
    yield f"  “{' '.join(_pointed(statement).split())}”"
    if statement.attributes:
        yield f"  {shown_attributes(map(Attribute.from_dict, statement.attributes))}"
    if statement.via:
        yield f"  through 指代: {statement.text[statement.via.start : statement.via.end]}"
    yield f"  article 文章: {statement.published or 'undated'} {statement.title} ({statement.article})"
    yield f"  read by 依据: {statement.made_by}, confidence 置信度 {statement.confidence:.2f}"


def _pointed(statement: Statement) -> str:
    """Return the sentence with [mentions] of both ends and the «cue» marked, unless the cue is a mention."""
    signs = [(place, "[]") for place in statement.mentions]
    if statement.cue not in statement.mentions and statement.cue.start < statement.cue.end:
        signs.append((statement.cue, "«»"))
    marks = [(place.end, 0, sign[1]) for place, sign in signs] + [(place.start, 1, sign[0]) for place, sign in signs]
    pieces, at = [], 0
    for offset, _, sign in sorted(marks):
        pieces += [statement.text[at:offset], sign]
        at = offset
    return "".join([*pieces, statement.text[at:]])


def show_dated(dated: Dated) -> Iterator[str]:
    """Yield the lines of a statement in its place in time: the day, what it changed, its sentence."""
    statement = dated.statement
    stated = f"{statement.relation}{shown_sense(statement.sense)}{MARKS[statement.modality]}"
    change = f"{dated.before} → {dated.change}" if dated.before else dated.change
    yield f"{dated.published or 'undated   '}  {change}: {statement.head_name} ─ {stated} → {statement.tail_name}"
    yield f"  {statement.title}: “{' '.join(_pointed(statement).split())}”"
