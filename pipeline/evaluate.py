"""Score extractions against annotated documents.

Entities: exact span and type. Linking: for each document, the pairs of rightly found mentions that share an entity.
Relations: for each document, triples of entities, a system entity standing for the gold entity that most of its
mentions overlap; negated ones are left out of both sides. Modality: accuracy over the triples found.
Precision, recall and F1 are micro averages between 0 and 1, rounded to four places.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Extraction
from pipeline.schema import Schema

Triple = tuple[Any, str, Any]


@dataclass(slots=True)
class Count:
    """Right, spurious and missed ones of a kind."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def compare(self, gold: set[Any], system: set[Any]) -> None:
        """Add what two sets have in common and what they have not."""
        self.tp += len(gold & system)
        self.fp += len(system - gold)
        self.fn += len(gold - system)

    @property
    def scores(self) -> dict[str, float]:
        """Return precision, recall and F1, with the counts."""
        p = self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0
        r = self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4), **asdict(self)}


@dataclass(slots=True)
class Scores:
    """The figures of one evaluation; ``rules`` counts what each rule of the cue tables got right and wrong."""

    documents: int = 0
    entities: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    relations: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    linking: Count = field(default_factory=Count)
    modality: Counter[str] = field(default_factory=Counter)
    one_id: float = 0.0
    one_thing: float = 0.0
    things: int = 0
    rules: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain data, in the shape in which the gold's own scorer gives them."""
        judged = self.modality.total()
        return {
            "documents": self.documents,
            "entities": _table(self.entities),
            "linking": self.linking.scores,
            "across": {
                "one_id": round(self.one_id, 4),
                "one_thing": round(self.one_thing, 4),
                "things_in_several_documents": self.things,
            },
            "relations": _table(self.relations),
            "modality_accuracy": round(self.modality["right"] / judged, 4) if judged else 0.0,
        }

    def lines(self, *, with_rules: bool = False, mentions_given: bool = False) -> Iterator[str]:
        """Yield the figures as lines for people; with each rule's, the most spurious first, if wanted.

        Where the mentions were given, only what was read of them: relations and modality.
        """
        figures = self.as_dict()
        for part in ("relations",) if mentions_given else ("entities", "relations"):
            for kind, row in figures[part].items():
                yield _line(part, kind, row)
        if not mentions_given:
            yield _line("linking", "pairs", figures["linking"])
            across = figures["across"]
            things = f"{across['things_in_several_documents']} things in several documents"
            shares = f"one id {across['one_id']:.3f}  one thing {across['one_thing']:.3f}"
            yield f"{'across':10} {'documents':14} {shares}  {things}"
        given = ", mentions given" * mentions_given
        yield f"{'modality':10} {'accuracy':14} {figures['modality_accuracy']:.3f}  {self.documents} documents{given}"
        if with_rules:
            for rule, count in sorted(self.rules.items(), key=lambda item: (-item[1].fp, item[0])):
                yield f"{'rule':10} {rule:40} P {count.scores['p']:.3f}  tp {count.tp} fp {count.fp}"


def _line(part: str, kind: str, row: Mapping[str, float]) -> str:
    counts = f"tp {row['tp']} fp {row['fp']} fn {row['fn']}"
    return f"{part:10} {kind:14} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}  {counts}"


def _table(counts: Mapping[str, Count]) -> dict[str, dict[str, float]]:
    every = Count(*(sum(getattr(c, side) for c in counts.values()) for side in ("tp", "fp", "fn")))
    return {"all": every.scores} | {kind: counts[kind].scores for kind in sorted(counts)}


def read_gold(path: Path) -> list[Extraction]:
    """Read annotated documents, one JSON object a line; ConfigError names the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: this gold cannot be read: {error}") from error
    documents = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                documents.append(Extraction.from_json(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(
                    f"{path}:{number}: no annotated document: {error!r}; "
                    "a JSON object with id, text, entities, mentions and relations would do"
                ) from error
    return documents


def score(gold: Iterable[Extraction], system: Iterable[Extraction], schema: Schema) -> Scores:
    """Compare documents of the same id; one that ``system`` lacks counts as empty."""
    found = {document.id: document for document in system}
    scores = Scores()
    things: dict[Any, Counter[str]] = defaultdict(Counter)
    ids: dict[str, set[Any]] = defaultdict(set)
    for document in gold:
        mine = found.get(document.id) or _empty(document)
        scores.documents += 1
        _score_mentions(scores, document, mine)
        stands_for = matched_entities(document, mine)
        _score_relations(scores, document, mine, stands_for, schema)
        named = {entity.id: (entity.type, entity.name) for entity in document.entities}
        for ident, entity in stands_for.items():
            if entity in named:
                things[named[entity]][ident] += 1
                ids[ident].add(named[entity])
    _score_across(scores, things, ids)
    return scores


def reach(gold: Iterable[Extraction], system: Iterable[Extraction], lexicon: Lexicon) -> dict[str, Count]:
    """Return how many mentions are found whose names the lexicon has, and has not; precision is not defined here."""
    found = {document.id: {(m.start, m.end, m.type) for m in document.mentions} for document in system}
    counts = {"known": Count(), "unknown": Count()}
    for document in gold:
        for m in document.mentions:
            count = counts["known" if lexicon.names(m.text, m.type) else "unknown"]
            if (m.start, m.end, m.type) in found.get(document.id, ()):
                count.tp += 1
            else:
                count.fn += 1
    return counts


def _empty(document: Extraction) -> Extraction:
    return Extraction(document.id, "", None, "", document.text, (), (), ())


def _score_mentions(scores: Scores, gold: Extraction, mine: Extraction) -> None:
    wanted = {(m.start, m.end, m.type): m.entity for m in gold.mentions}
    found = {(m.start, m.end, m.type): m.entity for m in mine.mentions}
    for kind in {k[2] for k in wanted.keys() | found.keys()}:
        scores.entities[kind].compare({k for k in wanted if k[2] == kind}, {k for k in found if k[2] == kind})
    both = wanted.keys() & found.keys()
    scores.linking.compare(set(_pairs(both, wanted)), set(_pairs(both, found)))


def _pairs(spans: Iterable[Any], entity_of: Mapping[Any, str]) -> Iterator[tuple[Any, Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for span in spans:
        groups[entity_of[span]].append(span)
    for group in groups.values():
        yield from itertools.combinations(sorted(group), 2)


def matched_entities(gold: Extraction, mine: Extraction) -> dict[str, str]:
    """Return for each system entity the gold entity that most of its mentions overlap, the types being the same."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in mine.mentions:
        for other in gold.mentions:
            if one.type == other.type and one.start < other.end and other.start < one.end:
                votes[one.entity][other.entity] += 1
    return {ident: counted.most_common(1)[0][0] for ident, counted in votes.items()}


def _score_relations(
    scores: Scores, gold: Extraction, mine: Extraction, stands_for: dict[str, str], schema: Schema
) -> None:
    wanted = _triples(gold, {}, schema)
    found = _triples(mine, {e.id: stands_for.get(e.id, ("?", e.id)) for e in mine.entities}, schema)
    for triple in wanted.keys() & found.keys():
        scores.modality["right" if wanted[triple][0] == found[triple][0] else "wrong"] += 1
    stated = {t for t, (modality, _) in wanted.items() if modality != "negated"}
    claimed = {t for t, (modality, _) in found.items() if modality != "negated"}
    for kind in {t[1] for t in stated | claimed}:
        scores.relations[kind].compare({t for t in stated if t[1] == kind}, {t for t in claimed if t[1] == kind})
    for triple in claimed:
        scores.rules[found[triple][1]].compare({triple} & stated, {triple})


def _triples(document: Extraction, rename: Mapping[str, Hashable], schema: Schema) -> dict[Triple, tuple[str, str]]:
    """Return (head, relation, tail) → (modality, rule)."""
    triples: dict[Triple, tuple[str, str]] = {}
    for relation in document.relations:
        head, tail = (rename.get(end, end) for end in (relation.head, relation.tail))
        if schema.relations[relation.relation].symmetric:
            head, tail = sorted((head, tail), key=str)
        triples.setdefault((head, relation.relation, tail), (relation.modality, relation.made_by))
    return triples


def _score_across(scores: Scores, things: dict[Any, Counter[str]], ids: dict[str, set[Any]]) -> None:
    several = [counted for counted in things.values() if counted.total() > 1]
    seen = sum(counted.total() for counted in several)
    scores.things = len(several)
    scores.one_id = sum(max(counted.values()) for counted in several) / seen if seen else 0.0
    scores.one_thing = sum(len(named) == 1 for named in ids.values()) / len(ids) if ids else 0.0
