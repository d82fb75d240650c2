"""How far a stated confidence can be trusted: of the relations given 0.8 to 0.9, how many are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.evaluate import matched_entities
from pipeline.records import Extraction, Relation
from pipeline.schema import Schema

Judged = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Band:
    """The relations whose confidence lies from ``low`` up to ``high``: how many, how many right, how sure."""

    low: float
    high: float
    given: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """Return the share of right ones."""
        return self.right / self.given if self.given else 0.0

    @property
    def line(self) -> str:
        """Return the band as a line for people."""
        counts = f"{self.right:5} of {self.given:5} right"
        return f"{self.low:.1f}-{self.high:.1f}  {counts}  share {self.share:.2f}  confidence {self.confidence:.2f}"


def judged(gold: Iterable[Extraction], system: Iterable[Extraction], schema: Schema) -> Iterator[Judged]:
    """Yield (confidence, whether the gold states it) for each triple that the system states; negated ones left out."""
    found = {document.id: document for document in system}
    for document in gold:
        if mine := found.get(document.id):
            name_of = matched_entities(document, mine)
            stated = {_key(one, {}, schema) for one in document.relations if one.modality != "negated"}
            claimed: dict[tuple[str, ...], float] = {}
            for one in mine.relations:
                if one.modality != "negated":
                    key = _key(one, {e.id: name_of.get(e.id, f"?{e.id}") for e in mine.entities}, schema)
                    claimed[key] = max(claimed.get(key, 0.0), one.confidence)
            yield from ((confidence, key in stated) for key, confidence in claimed.items())


def _key(relation: Relation, name_of: dict[str, str], schema: Schema) -> tuple[str, ...]:
    ends = [name_of.get(end, end) for end in (relation.head, relation.tail)]
    if schema.relations[relation.relation].symmetric:
        ends.sort()
    return relation.relation, *ends


def bands(found: Iterable[Judged], count: int = 10) -> list[Band]:
    """Return the bands, the lowest first; a confidence on an edge belongs to the higher band, 1 to the last."""
    inside: list[list[Judged]] = [[] for _ in range(count)]
    for confidence, right in found:
        inside[min(count - 1, int(confidence * count + 1e-9))].append((confidence, right))
    return [
        Band(
            low=n / count,
            high=(n + 1) / count,
            given=len(part),
            right=sum(right for _, right in part),
            confidence=sum(confidence for confidence, _ in part) / len(part) if part else 0.0,
        )
        for n, part in enumerate(inside)
    ]


def error(table: Iterable[Band]) -> float:
    """Return the expected calibration error: how far confidence and share lie apart, over all relations."""
    listed = list(table)
    given = sum(band.given for band in listed)
    return sum(band.given * abs(band.share - band.confidence) for band in listed) / given if given else 0.0
