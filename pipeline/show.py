"""Extractions and cards as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.lookup import Card, Statement
from pipeline.records import Attribute, Extraction, Mention, Relation

_MARKS = {
    "asserted": "",
    "planned": " (planned 计划)",
    "rumored": " (rumored 传闻)",
    "negated": " (negated 否认)",
}


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


def shown_attributes(attributes: Iterable[Attribute]) -> str:
    """Return attributes on one line: ``quantity 48.5万颗 · date 去年 2024-01-01/2024-12-31``."""
    return " · ".join(
        f"{one.kind} {one.text}" + (f" {one.first}/{one.last}" if one.first and one.last else "") for one in attributes
    )


def _described(relation: Relation) -> str:
    sense = f" [{relation.sense}]" if relation.sense else ""
    return f"{relation.relation}{sense}{_MARKS[relation.modality]} {relation.confidence:.2f}"


def _marked(text: str, mentions: tuple[Mention, ...]) -> str:
    pieces, at = [], 0
    for mention in mentions:
        pieces += [text[at : mention.start], f"[{mention.text}|{mention.type}]"]
        at = mention.end
    return "".join([*pieces, text[at:]])


def show_statement(statement: Statement) -> Iterator[str]:
    """Yield the lines of a statement: what it states, its sentence with both ends and the «cue» marked, its source."""
    sense = f" [{statement.sense}]" if statement.sense else ""
    stated = f"{statement.relation}{sense}{_MARKS[statement.modality]}"
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


def show_card(card: Card) -> Iterator[str]:
    """Yield the lines of a card: names, counts, then relations by kind with the best evidence of each."""
    yield f"{card.name}  {card.type_zh} {card.type}  {card.id}"
    others = [name for name in card.names if name != card.name]
    if others:
        yield f"  names 名称: {'、'.join(others)}"
    if facts := ", ".join(f"{name} {value}" for name, value in card.facts.items()):
        yield f"  facts 资料: {facts}"
    yield f"  mentions 提及: {card.mentions} in {card.articles} articles 篇"
    for relation, neighbours in card.relations.items():
        yield ""
        yield f"{relation}  ({len(neighbours)})"
        for neighbour in neighbours:
            sense = f" [{neighbour.sense}]" if neighbour.sense else ""
            articles = "1 article" if neighbour.articles == 1 else f"{neighbour.articles} articles"
            yield f"  {neighbour.name}{sense}{_MARKS[neighbour.modality]}  {articles}, {neighbour.confidence:.2f}"
            date = neighbour.best.published or "undated"
            yield f"    {date} {neighbour.best.title}: “{neighbour.best.text}”"
