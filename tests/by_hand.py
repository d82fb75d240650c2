"""Extractions written by hand for tests: ``[微软|company:microsoft]采购[H100|chip:h100]。`` with what it states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.records import Attribute, Extraction, Failure, Mention, Modality, Named, Range, Relation
from pipeline.schema import load_schema
from pipeline.store import write_store

SCHEMA = load_schema()
RUN = {"settings": "{}", "version": "0"}
_MARK = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<entity>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class States:
    """A relation that a text states; ``evidence`` is a piece of the text, all of it when empty."""

    head: str
    relation: str
    tail: str
    modality: Modality = "asserted"
    confidence: float = 0.5
    sense: str = ""
    evidence: str = ""
    attributes: tuple[Attribute, ...] = ()
    via: Range | None = None


def article(marked: str, *stated: States, ident: str = "a", published: str = "", title: str = "") -> Extraction:
    """Return the extraction of an article whose names are marked ``[text|entity id]``."""
    pieces: list[str] = []
    mentions: list[Mention] = []
    at = end = 0
    for mark in _MARK.finditer(marked):
        before, name = marked[end : mark.start()], mark["text"]
        start = at + len(before)
        at, end = start + len(name), mark.end()
        pieces += [before, name]
        mentions.append(Mention(start, at, name, SCHEMA.type_of(mark["entity"]), mark["entity"], "hand"))
    text = "".join([*pieces, marked[end:]])
    entities: dict[str, Named] = {}
    for mention in mentions:
        entities.setdefault(mention.entity, Named(mention.entity, mention.type, mention.text))
    return Extraction(
        id=ident,
        title=title,
        published=date.fromisoformat(published) if published else None,
        source=f"{ident}.txt",
        text=text,
        entities=tuple(entities.values()),
        mentions=tuple(mentions),
        relations=tuple(_relation(one, text) for one in stated),
    )


def _relation(stated: States, text: str) -> Relation:
    start = text.index(stated.evidence)
    evidence = Range(start, start + len(stated.evidence or text))
    return Relation(
        head=stated.head,
        relation=stated.relation,
        tail=stated.tail,
        modality=stated.modality,
        evidence=evidence,
        cue=Range(evidence.start, evidence.start + 1),
        confidence=stated.confidence,
        sense=stated.sense,
        attributes=stated.attributes,
        made_by="hand",
        via=stated.via,
    )


def lexicon(*entries: Entry) -> Lexicon:
    """Return a lexicon of these entries alone."""
    known = Lexicon()
    for entry in entries:
        known.add(entry)
    return known


def stored(
    folder: Path, extractions: Iterable[Extraction], failures: Iterable[Failure] = (), known: Lexicon | None = None
) -> Path:
    """Write a store of these extractions into ``folder`` and return its path."""
    path = folder / "knowledge.sqlite"
    write_store(path, extractions, failures, known or Lexicon(), RUN)
    return path
