"""Sentences written to trip a reader of relations: what share of them is read exactly as a careful analyst would."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pipeline
from pipeline.records import MODALITIES, Extraction
from pipeline.schema import load_schema

SENTENCES = Path(__file__).with_name("adversarial.toml")
SCHEMA = load_schema()
#: The share of sentences read rightly, below which the test fails. Raise it when more are.
FLOOR = 0.94

Statement = tuple[frozenset[str] | tuple[str, str], str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, what it proves, what it states, and what the guidelines leave open."""

    case: str
    text: str
    expect: tuple[str, ...]
    open: tuple[str, ...]


def _sentences() -> Iterator[Sentence]:
    tables = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    for kind, rows in tables.items():
        for row in rows:
            case = f"{kind}: {row['case']}"
            yield Sentence(case, row["text"], tuple(row["expect"]), tuple(row.get("open", ())))


def _parts(line: str) -> tuple[str, str, str, str]:
    """Return head, relation, tail and modality of ``微软 buys H100 planned``."""
    relation = next(name for name in SCHEMA.relations if f" {name} " in line)
    head, _, rest = line.partition(f" {relation} ")
    tail, _, modality = rest.rpartition(" ")
    return head, relation, tail, modality


def _statement(head: str, relation: str, tail: str, modality: str) -> Statement:
    ends = frozenset((head, tail)) if SCHEMA.relations[relation].symmetric else (head, tail)
    return ends, relation, modality


def _wanted(lines: tuple[str, ...], ids: dict[str, str]) -> set[Statement]:
    """Return statements between entities, found by the names as the sentence writes them."""
    parts = map(_parts, lines)
    return {
        _statement(ids.get(head, head), name, ids.get(tail, tail), modality) for head, name, tail, modality in parts
    }


def _fault(sentence: Sentence, found: Extraction) -> str:
    """Return what is missed and what is too much, empty when the sentence is read rightly."""
    ids = {mention.text: mention.entity for mention in found.mentions}
    read = {_statement(r.head, r.relation, r.tail, r.modality) for r in found.relations}
    expected = _wanted(sentence.expect, ids)
    missed, extra = expected - read, read - expected - _wanted(sentence.open, ids)
    names = {entity.id: entity.name for entity in found.entities}
    lines = [f"missed {_shown(one, names)}" for one in missed] + [f"extra {_shown(one, names)}" for one in extra]
    return "; ".join(sorted(lines))


def _shown(statement: Statement, names: dict[str, str]) -> str:
    ends, relation, modality = statement
    head, tail = (names.get(end, end) for end in (sorted(ends) if isinstance(ends, frozenset) else ends))
    return f"{head} {relation} {tail} {modality}"


def test_the_sentences_are_well_formed() -> None:
    """At least 200, each with a case of its own, and names, relations and modalities that exist."""
    sentences = list(_sentences())
    assert len({s.case for s in sentences}) == len({s.text for s in sentences}) == len(sentences) >= 200
    for sentence in sentences:
        for head, _, tail, modality in map(_parts, (*sentence.expect, *sentence.open)):
            assert head in sentence.text, sentence
            assert tail in sentence.text, sentence
            assert modality in MODALITIES, sentence
        assert not set(sentence.expect) & set(sentence.open), sentence


def test_the_floor_of_sentences_read_rightly() -> None:
    """At least the floor's share is read exactly: every relation with its modality, and none besides."""
    sentences = list(_sentences())
    faults = {s.case: fault for s in sentences if (fault := _fault(s, pipeline.extract(s.text)))}
    for case, fault in faults.items():
        print(f"{case}\n    {fault}")
    share = 1 - len(faults) / len(sentences)
    print(f"{share:.3f} of {len(sentences)} read rightly")
    assert share >= FLOOR
