"""A card, and neighbours by themselves, as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.lookup import Card, Neighbour
from pipeline.show.pieces import MARKS, counted, shown_evidence, shown_sense


def show_card(card: Card) -> Iterator[str]:
    """Yield the lines of a card: names, counts, then relations by kind with the best evidence of each."""
    yield f"{card.name}  {card.type_zh} {card.type}  {card.id}"
    others = [name for name in card.names if name != card.name]
    if others:
        yield f"  names 名称: {'、'.join(others)}"
    if facts := ", ".join(f"{name} {value}" for name, value in card.facts.items()):
        yield f"  facts 资料: {facts}"
    yield f"  mentions 提及: {card.mentions} in {card.articles} articles 篇"
    for label, neighbours in card.relations.items():
        yield ""
        yield from _group(label, neighbours, card.totals[label])


def show_neighbours(neighbours: Iterable[Neighbour]) -> Iterator[str]:
    """Yield the lines of neighbours, by relation, with the best evidence of each."""
    for number, (label, group) in enumerate(groupby(neighbours, key=lambda neighbour: neighbour.label)):
        if number:
            yield ""
        listed = list(group)
        yield from _group(label, listed, len(listed))


def _group(label: str, neighbours: Iterable[Neighbour], total: int) -> Iterator[str]:
    yield f"{label}  ({total})"
    listed = tuple(neighbours)
    for neighbour in listed:
        sense, mark = shown_sense(neighbour.sense), MARKS[neighbour.modality]
        yield f"  {neighbour.name}{sense}{mark}  {counted(neighbour.articles, 'article')}, {neighbour.confidence:.2f}"
        yield f"    {shown_evidence(neighbour.best)}"
    if len(listed) < total:
        yield f"  … and {total - len(listed)} more 还有"
